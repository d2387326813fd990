"""What a request to the original's animation routes asks for: a run, or an answer to one."""

from __future__ import annotations

import re

from pydantic import JsonValue

from koda.animation.answers import BRIEF, PLAN
from koda.core.mentions import Label
from koda.core.run import Question
from koda.server.animation_bodies import AnimationBody
from koda.server.one_node import Call

KIND = "animation"
_YES = re.compile(
    r"\W*(y|yes|yeah|yep|ok|okay|go|go ahead|do it|sure|accept|accepted|approve|approved|"
    r"looks good|perfect|great|continue|proceed|ja|oui|si)\W*",
    re.IGNORECASE,
)
_INPUTS = {"image": "image", "video": "video", "audio": "audio"}


def answer_to(question: Question, said: str, *, accepts: bool) -> JsonValue:
    """Give what a message means: yes, or what is to be different; to a form, its first text."""
    if question.fields.get("kind") == BRIEF:
        rows = question.fields.get("questions")
        form = [one for one in rows if isinstance(one, dict)] if isinstance(rows, list) else []
        field = next((str(one["id"]) for one in form if one.get("type") == "text"), None)
        required = any(one.get("required") for one in form)
        return {"skip": True} if not field or not said or required else {"answers": {field: said}}
    if _YES.fullmatch(said) or (accepts and question.fields.get("kind") == PLAN):
        return {"accept": True}
    return {"change": said[:4_000]}


def said_in(body: AnimationBody) -> str:
    """Give the newest words of the person; empty without any."""
    turns = [one.content for one in body.messages if one.role == "user"]
    return (body.prompt or (turns[-1] if turns else "")).strip()[:8_000]


def call_of(body: AnimationBody, key: str) -> Call:
    """Give the node to run, with what goes in."""
    context = body.context
    media: list[tuple[str, str]] = []
    labels: dict[str, Label] = {}
    for one in context.media:
        address = one.dataUrl or one.url
        if address:
            media.append((_INPUTS[one.type], address))
            labels[address] = Label(one.description or one.name, "")
    if context.logo is not None:
        media.append(("logo", context.logo.url))
        labels[context.logo.url] = Label(context.logo.name or "Logo", "")
    parameters: dict[str, JsonValue] = {
        "prompt": said_in(body),
        "engine": context.engine,
        "aspect_ratio": context.aspectRatio,
        "duration": None if context.duration is None else min(max(context.duration, 3), 30),
        "fps": context.fps if context.fps in {24, 30, 60} else None,
        "resolution": context.resolution,
        "techniques": list(context.techniques),
        **_design(context.designSpec or {}),
    }
    return Call(
        KIND,
        parameters,
        media=media,
        labels=labels,
        canvas=context.canvasId,
        node=context.nodeId,
        key=key,
    )


def _design(spec: dict[str, JsonValue]) -> dict[str, JsonValue]:
    colors = spec.get("colors")
    chosen: dict[str, JsonValue] = colors if isinstance(colors, dict) else {}
    found = {name: chosen.get(name) for name in ("background", "foreground", "accent")}
    return {"style": spec.get("style"), "theme": spec.get("theme"), **found}
