"""Writes the motion document of a plan by rules: each scene by its technique."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence

from koda.animation.engines.python.document import ENTRY
from koda.animation.engines.python.techniques import (
    camera,
    compose,
    glitch,
    kinetic,
    logo,
    morph,
    numbers,
    parallax,
    particles,
    solid,
)
from koda.animation.engines.python.techniques.kit import Drawn, Kit, LayerData
from koda.animation.engines.typescript.film import SceneData, scenes_of
from koda.animation.plan import AnimationPlan, TechniqueName
from koda.animation.project import Project, ProjectMedia

_TECHNIQUES: Mapping[TechniqueName, Callable[[Kit], Drawn]] = {
    "kinetic-typography": kinetic.draw,
    "particle-systems": particles.draw,
    "3d-scenes": solid.draw,
    "data-visualization": numbers.draw,
    "parallax-scrolling": parallax.draw,
    "morph-transitions": morph.draw,
    "glitch-distortion": glitch.draw,
    "camera-movements": camera.draw,
    "logo-reveals": logo.draw,
    "compositing": compose.draw,
}
_TRANSITIONS: Mapping[str, LayerData] = {
    "rise": {"kind": "slide-up", "ease": "bezier(.7,0,.15,1)"},
    "push": {"kind": "push-left", "ease": "bezier(.7,0,.15,1)"},
    "curtain": {"kind": "wipe-down", "ease": "bezier(.76,0,.2,1)"},
    "band": {"kind": "band", "ease": "bezier(.6,0,.3,1)", "color": "accent"},
    "slices": {"kind": "dip", "ease": "linear", "color": "accent"},
    "iris": {"kind": "circle", "ease": "bezier(.7,0,.2,1)"},
}
_SHORT = 96
"""Letters of a list that stays on one line."""

_LISTS = re.compile(r"\[[^\[\]{}]*\]|\{[^\[\]{}]*\}|\[(?:\s*\[[^\[\]{}]*\],?)+\s*\]")


def written(plan: AnimationPlan, media: Sequence[ProjectMedia], size: tuple[int, int]) -> Project:
    """Write a project whose scenes are made by their techniques."""
    drawn = [_scene(plan, scene, size) for scene in scenes_of(plan, media)]
    there = {scene["number"] for scene in drawn}
    empty = [{"number": one.number} for one in plan.scenes if one.number not in there]
    scenes = sorted([*drawn, *empty], key=lambda scene: scene["number"])
    document = {"version": 1, "background": _ground(plan), "scenes": scenes}
    return Project(
        engine="python",
        files={ENTRY: formatted(document)},
        media=tuple(media),
        plan=plan,
        width=size[0],
        height=size[1],
    )


def formatted(document: object) -> str:
    """Write JSON with short lists on one line, so that people and models can read it."""
    text = json.dumps(document, ensure_ascii=False, indent=1)
    for _ in range(3):
        text = _LISTS.sub(_joined, text)
    return text + "\n"


def _joined(found: re.Match[str]) -> str:
    # A string may hold brackets: what does not parse as it did before stays as it is.
    joined = re.sub(r"\s*\n\s*", " ", found[0])
    joined = re.sub(r"([\[{]) | (?=[\]}])", r"\1", joined)
    try:
        same = json.loads(joined) == json.loads(found[0])
    except json.JSONDecodeError:
        return found[0]
    return joined if same and len(joined) <= _SHORT else found[0]


def _scene(plan: AnimationPlan, scene: SceneData, size: tuple[int, int]) -> LayerData:
    kit = Kit(plan, scene, size)
    drawn = _TECHNIQUES[scene.technique](kit)
    made: LayerData = {"number": scene.number}
    if drawn.background is not None:
        made["background"] = drawn.background
    if scene.opening and scene.passage in _TRANSITIONS:
        seconds = round(scene.opening / plan.fps, 3)
        made["transition"] = {"seconds": seconds} | _TRANSITIONS[scene.passage]
    if drawn.camera is not None:
        made["camera"] = drawn.camera
    return made | {"layers": drawn.layers}


def _ground(plan: AnimationPlan) -> object:
    """Plain in calm styles; elsewhere it falls off a little towards the lower corner."""
    if plan.design.style in ("minimal", "fashion"):
        return "background"
    return {"colors": ["surface", "background"], "stops": [0, 0.75], "angle": 60}
