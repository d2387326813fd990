"""The data of a film, as the templates of TypeScript read it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from koda.animation.design import STYLES
from koda.animation.engines.typescript.figures import Figure, figures_of
from koda.animation.palette import palette_of
from koda.animation.plan import AnimationPlan, Scene, StyleName, TechniqueName
from koda.animation.project import ProjectMedia

LONGEST_LABEL = 32
_NUMBERED = re.compile(r"\W*(scene|szene|part)?\W*\d*\W*", re.IGNORECASE)
_PASSAGES: Mapping[StyleName, str] = {
    "minimal": "rise",
    "corporate": "push",
    "fashion": "curtain",
    "marketing": "band",
}
_OWN_PASSAGES: Mapping[TechniqueName, str] = {
    "glitch-distortion": "slices",
    "morph-transitions": "iris",
}
_MOST_OF_SCENE = 0.35
"""The share of a scene that a passage may take."""


@dataclass(frozen=True, slots=True)
class SceneData:
    """One scene of at least one frame. `passage`: how it comes in, in `opening` frames."""

    number: int
    title: str
    technique: TechniqueName
    label: str
    heading: str
    lines: tuple[str, ...]
    media: tuple[ProjectMedia, ...]
    logo: ProjectMedia | None
    corner: ProjectMedia | None
    figures: tuple[Figure, ...]
    begin: int
    frames: int
    passage: str
    opening: int
    overlap: int = 0


def scenes_of(plan: AnimationPlan, media: Sequence[ProjectMedia]) -> list[SceneData]:
    """Give the scenes that have frames, each with its words, media and times."""
    placed = placed_media(plan, media)
    logo = next((one for one in media if one.role == "logo" and one.type == "image"), None)
    scenes: list[SceneData] = []
    for scene, (begin, end), shown in zip(plan.scenes, plan.spans(), placed, strict=True):
        if end <= begin:
            continue
        before = scenes[-1].frames if scenes else 0
        seconds = STYLES[plan.design.style].pace.transition
        most = int(min(before, end - begin) * _MOST_OF_SCENE)
        scenes.append(
            _scene(plan, scene, shown, logo, (begin, end), min(round(seconds * plan.fps), most))
        )
    return _overlapping(scenes)


def placed_media(
    plan: AnimationPlan, media: Sequence[ProjectMedia]
) -> list[tuple[ProjectMedia, ...]]:
    """Give the pictures and films of each scene.

    Where the plan names none at all, they are dealt to the scenes in turn, so that what a person
    wired to the node is seen.
    """
    visible = {one.name: one for one in media if one.type != "audio" and one.role == "media"}
    named = [
        tuple(visible[name] for name in dict.fromkeys(scene.media) if name in visible)
        for scene in plan.scenes
    ]
    if any(named):
        return named
    rest = list(visible.values())
    return [tuple(rest[at :: len(plan.scenes)]) for at in range(len(plan.scenes))]


def typed_film(plan: AnimationPlan, scenes: Sequence[SceneData], size: tuple[int, int]) -> str:
    """Write `src/film.ts`: the film's data with its types."""
    pace = STYLES[plan.design.style].pace
    shown_pace = {
        "enter": pace.enter,
        "stagger": pace.stagger,
        "bezier": pace.bezier,
        "overshoot": pace.overshoot,
        "weight": pace.weight,
        "tracking": pace.tracking,
        "margin": pace.margin,
        "scale": pace.scale,
    }
    film = {
        "title": plan.title,
        "style": plan.design.style,
        "width": size[0],
        "height": size[1],
        "fps": plan.fps,
        "frames": plan.frames,
        "palette": {_camel(name): color for name, color in palette_of(plan.design.colors)},
        "pace": shown_pace,
    }
    parts = [
        "/** The words, colours and times of the film. Frames count from the film's first, 0. */",
        "import type { Film, Scene } from './kit/types';",
        f"export const film: Film = {_json(film)};",
        *(f"export const scene{one.number}: Scene = {_json(_shown(one))};" for one in scenes),
    ]
    return "\n\n".join(parts) + "\n"


def _scene(
    plan: AnimationPlan,
    scene: Scene,
    shown: tuple[ProjectMedia, ...],
    logo: ProjectMedia | None,
    span: tuple[int, int],
    opening: int,
) -> SceneData:
    heading, *lines = _words(scene) or [""]
    figures: tuple[Figure, ...] = ()
    rest = tuple(lines)
    if scene.technique == "data-visualization":
        figures, rest = figures_of(lines)
        if not figures:
            figures = figures_of([heading])[0]
    is_first = span[0] == 0
    own = _OWN_PASSAGES.get(scene.technique, _PASSAGES[plan.design.style])
    reveals = scene.technique == "logo-reveals"
    is_named = logo is not None and logo.name in scene.media
    return SceneData(
        number=scene.number,
        title=scene.title,
        technique=scene.technique,
        label="" if reveals else _label(plan.title, heading),
        heading=heading,
        lines=rest,
        media=shown,
        logo=logo if reveals else None,
        corner=logo if is_named and not reveals else None,
        figures=figures,
        begin=span[0],
        frames=span[1] - span[0],
        passage="none" if is_first else own,
        opening=0 if is_first else opening,
    )


def _words(scene: Scene) -> list[str]:
    """The lines that are to be read; the title stands in for them if it says something."""
    lines = [" ".join(line.split()) for line in scene.text]
    lines = [line for line in lines if line]
    if lines:
        return lines
    title = " ".join(scene.title.split())
    return [] if _NUMBERED.fullmatch(title) else [title]


def _label(title: str, heading: str) -> str:
    label = " ".join(title.split())
    is_short = 0 < len(label) <= LONGEST_LABEL
    return label if is_short and label.casefold() not in heading.casefold() else ""


def _overlapping(scenes: list[SceneData]) -> list[SceneData]:
    """Let each scene go on under the passage of the next."""
    overlaps = [scene.opening for scene in scenes[1:]] + [0]
    return [
        replace(scene, overlap=overlap) for scene, overlap in zip(scenes, overlaps, strict=True)
    ]


def _shown(scene: SceneData) -> dict[str, object]:
    return {
        "number": scene.number,
        "label": scene.label,
        "heading": scene.heading,
        "lines": scene.lines,
        "media": [_medium(one) for one in scene.media],
        "logo": _medium(scene.logo) if scene.logo else None,
        "corner": _medium(scene.corner) if scene.corner else None,
        "figures": [asdict(figure) for figure in scene.figures],
        "from": scene.begin,
        "frames": scene.frames,
        "passage": scene.passage,
        "opening": scene.opening,
        "overlap": scene.overlap,
    }


def _medium(one: ProjectMedia) -> dict[str, object]:
    return {"name": one.name, "type": one.type, "width": one.width, "height": one.height}


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.title() for part in rest)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
