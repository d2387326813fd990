"""What planner, coder and verifier are given, as data: never as instructions."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import JsonValue

from koda.animation.brief import Brief
from koda.animation.design import FONTS, STYLES, THEMES, techniques
from koda.animation.engine import Fault
from koda.animation.plan import AnimationPlan
from koda.animation.project import Project
from koda.animation.telling import fault_rows


def brief_facts(brief: Brief) -> dict[str, JsonValue]:
    """Give the wishes and the media."""
    style = STYLES[brief.design.style]
    rules: list[JsonValue] = list(style.rules)
    wished: list[JsonValue] = list(brief.techniques)
    said: list[JsonValue] = [one.model_dump(mode="json") for one in brief.said]
    return {
        "prompt": brief.prompt,
        "engine": brief.engine,
        "seconds": brief.seconds,
        "fps": brief.fps,
        "width": brief.width,
        "height": brief.height,
        "design": brief.design.model_dump(mode="json"),
        "style_rules": rules,
        "techniques": wished,
        "media": _media_facts(brief),
        "media_names": [one.name for one in brief.shown],
        "answers": said,
    }


def catalog_facts() -> dict[str, JsonValue]:
    """Give the names of what may be chosen."""
    return {
        "styles": list(STYLES),
        "themes": list(THEMES),
        "fonts": list(FONTS),
        "techniques": list(techniques()),
    }


def technique_facts() -> JsonValue:
    """Say of each technique what it is for."""
    return {name: one.description for name, one in techniques().items()}


def plan_facts(plan: AnimationPlan) -> JsonValue:
    """Give a plan."""
    return plan.model_dump(mode="json")


def project_facts(project: Project) -> dict[str, JsonValue]:
    """Give the code as it stands."""
    return {"files": dict(project.files), "width": project.width, "height": project.height}


def fault_facts(faults: Sequence[Fault]) -> JsonValue:
    """Give what is wrong."""
    return fault_rows(faults)


def _media_facts(brief: Brief) -> list[JsonValue]:
    return [
        {
            "name": one.name,
            "type": one.type,
            "role": one.role,
            "caption": one.caption,
            "width": one.width,
            "height": one.height,
            "seconds": one.seconds,
        }
        for one in brief.media
    ]
