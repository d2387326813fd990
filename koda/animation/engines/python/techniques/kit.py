"""What all techniques build with: the picture's measures, the style's pace, common layers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from koda.animation.design import STYLES, Pace
from koda.animation.engines.python.techniques.areas import Area, tiles
from koda.animation.engines.typescript.film import SceneData
from koda.animation.plan import AnimationPlan
from koda.animation.project import ProjectMedia

LayerData = dict[str, Any]
"""A layer as `scene.json` has it."""

USUAL_SECONDS = 3.0
"""A scene of this length is paced as the style says; a shorter one is quicker."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a technique makes of a scene."""

    layers: list[LayerData]
    camera: LayerData | None = None
    background: object = None


class Kit:
    """The measures and habits of one scene."""

    def __init__(self, plan: AnimationPlan, scene: SceneData, size: tuple[int, int]) -> None:
        self.plan, self.scene = plan, scene
        self.wide = size[0] * 1000 / min(size)
        self.tall = size[1] * 1000 / min(size)
        self.pace: Pace = STYLES[plan.design.style].pace
        self.seconds = scene.frames / plan.fps
        self.stays = (scene.frames + scene.overlap) / plan.fps
        """Until when it is seen: it goes on under the passage of the next."""
        self.quick = min(1.0, self.seconds / USUAL_SECONDS)
        self.margin = max(self.pace.margin * 1000, 70)
        self.inner = Area(0, 0, self.wide - 2 * self.margin, self.tall - 2 * self.margin)

    @property
    def is_upright(self) -> bool:
        """Whether the picture is taller than wide."""
        return self.tall > self.wide * 1.15

    @property
    def is_broad(self) -> bool:
        """Whether there is room for two columns."""
        return self.wide > self.tall * 1.15

    @property
    def ease(self) -> str:
        """The curve of coming in."""
        if self.pace.overshoot > 0:
            return "back"
        return "bezier({:g},{:g},{:g},{:g})".format(*self.pace.bezier)

    def at(self, seconds: float) -> float:
        """Give a delay, shortened in a short scene."""
        return round(seconds * self.quick, 3)

    @property
    def begin(self) -> float:
        """When words come in: after most of the passage."""
        return round(self.scene.opening / self.plan.fps * 0.55 + 0.08 * self.quick, 3)

    def enter(self, kind: str, at: float, *, by: str = "whole", **more: object) -> LayerData:
        """Give how something comes in, at the style's pace."""
        move: LayerData = {
            "kind": kind,
            "at": round(at, 3),
            "seconds": max(self.at(self.pace.enter), 0.08),
            "ease": self.ease,
        }
        if by != "whole":
            pieces = {"letter": 0.5, "word": 1.4, "line": 2.4}[by]
            move |= {"by": by, "stagger": round(self.pace.stagger * self.quick * pieces, 3)}
        return move | more

    def heading(self, area: Area, *, size: float, at: float, **more: object) -> LayerData:
        """Give the scene's main words in a box, risen from behind their lines."""
        words = self.scene.heading
        by = "letter" if len(words) <= 16 else "word"
        return {
            "type": "text",
            "name": "heading",
            "text": words,
            **_box(area),
            "size": round(size * self.pace.scale),
            "weight": self.pace.weight,
            "tracking": self.pace.tracking,
            "line_height": 1.08,
            "enter": self.enter("mask", at, by=by),
        } | more

    def label(self, area: Area, at: float, **more: object) -> list[LayerData]:
        """Give the film's name as a small line above."""
        if not self.scene.label:
            return []
        text = {
            "type": "text",
            "name": "label",
            "text": self.scene.label,
            **_box(area),
            "font": "body",
            "size": 26,
            "weight": 600,
            "tracking": 0.14,
            "upper": True,
            "color": "accent_text",
            "enter": self.enter("fade", at),
        }
        return [text | more]

    def lines(self, area: Area, *, size: float, at: float, **more: object) -> list[LayerData]:
        """Give the supporting words below the heading."""
        if not self.scene.lines:
            return []
        text = {
            "type": "text",
            "name": "lines",
            "text": "\n".join(self.scene.lines),
            **_box(area),
            "font": "body",
            "size": size,
            "weight": 400,
            "line_height": 1.42,
            "color": "muted",
            "enter": self.enter("rise", at, by="line"),
        }
        return [text | more]

    def words(
        self, area: Area, *, size: float, at: float | None = None, align: str = "left",
        label: bool = True,
    ) -> list[LayerData]:  # fmt: skip
        """Give label, heading and lines as one block in the middle of an area."""
        at = self.begin if at is None else at
        has_lines = bool(self.scene.lines)
        has_label = bool(self.scene.label) and label
        room = area.height - (70 if has_label else 0)
        box = Area(0, 0, area.width, room * (0.6 if has_lines else 1.0))
        layers = self.label(Area(0, 0, area.width, 40), at, align=align) if has_label else []
        if self.scene.heading.strip():
            layers.append(self.heading(box, size=size, at=at + self.at(0.12), align=align))
        if has_lines:
            later = at + self.at(0.12 + self.pace.enter * 0.7)
            under = Area(0, 0, area.width, room * 0.34)
            layers += self.lines(under, size=40, at=later, align=align)
        if not layers:
            return []
        gap = 42
        place = {"x": round(area.x), "y": round(area.y)}
        return [{"type": "group", "name": "words", **place, "stack": gap, "layers": layers}]

    def media(self, one: ProjectMedia, area: Area, **more: object) -> LayerData:
        """Give a picture or film that fills a box and drifts a little nearer."""
        return {
            "type": "film" if one.type == "video" else "image",
            "media": one.name,
            "x": area.x,
            "y": area.y,
            "width": area.width,
            "height": area.height,
            "zoom": [[0, 1.0], [self.stays, 1.08, "linear"]],
            **({"loop": True} if one.type == "video" else {}),
        } | more

    def halves(self) -> tuple[Area, Area]:
        """Give an area for words and one for what is shown: beside or above each other."""
        if self.is_broad:
            gap = self.inner.width * 0.06
            left = self.inner.width * 0.46
            right = self.inner.width - left - gap
            return (
                Area(self.inner.left + left / 2, 0, left, self.inner.height),
                Area(self.wide / 2 - self.margin - right / 2, 0, right, self.inner.height),
            )
        upper = self.inner.height * 0.52
        lower = self.inner.height - upper - 50
        return (
            Area(0, self.tall / 2 - self.margin - lower / 2, self.inner.width, lower),
            Area(0, -self.tall / 2 + self.margin + upper / 2, self.inner.width, upper),
        )

    def cards(self, shown: Sequence[ProjectMedia], area: Area, at: float) -> list[LayerData]:
        """Give pictures as cards that fill an area, at most four at a time, in turn if more."""
        pages = [shown[place : place + 4] for place in range(0, len(shown), 4)]
        each = (self.stays - at) / max(len(pages), 1)
        layers: list[LayerData] = []
        for number, page in enumerate(pages):
            begin = at + each * number
            for place, (one, box) in enumerate(zip(page, tiles(area, len(page), 22), strict=True)):
                card = self.media(one, box, radius=18)
                card["enter"] = self.enter("wipe-up", 0 if number else at + self.at(0.1 * place))
                if number:
                    card["from"] = round(begin, 3)
                if number + 1 < len(pages):
                    card["until"] = round(begin + each + 0.4, 3)
                layers.append(card)
        return layers

    def backdrop(self, shown: Sequence[ProjectMedia], *, tint: float = 0.8) -> list[LayerData]:
        """Give pictures behind everything, dimmed by the background, one after the other."""
        each = self.stays / max(len(shown), 1)
        fade = min(0.5, each / 3)
        return [
            self.media(
                one,
                Area(0, 0, self.wide * 1.14, self.tall * 1.14),
                tint_amount=tint,
                enter=self.enter("fade", 0, seconds=round(fade, 3), ease="out"),
            )
            | {"from": round(each * place, 3), "pinned": True}
            for place, one in enumerate(shown)
        ]

    def corner(self) -> list[LayerData]:
        """Give the logo in a corner, where the plan wants it in the scene."""
        logo = self.scene.corner
        if logo is None:
            return []
        side = 84.0
        wide = side * min(max(logo.width / max(logo.height, 1), 0.4), 3.2)
        box = Area(
            self.wide / 2 - self.margin * 0.7 - wide / 2,
            -self.tall / 2 + self.margin * 0.7 + side / 2, wide, side,
        )  # fmt: skip
        return [
            self.media(logo, box, fit="contain", zoom=1, enter=self.enter("fade", self.begin))
            | {"pinned": True}
        ]


def named(layers: list[LayerData], name: str) -> LayerData:
    """Give the layer of this name, at any depth; an empty one if there is none."""
    for layer in layers:
        if layer.get("name") == name:
            return layer
        inner = named(layer.get("layers", []), name)
        if inner:
            return inner
    return {}


def pinned(layers: list[LayerData]) -> list[LayerData]:
    """Let the camera leave layers where they are."""
    return [layer | {"pinned": True} for layer in layers]


def _box(area: Area) -> LayerData:
    return {
        "x": round(area.x, 1), "y": round(area.y, 1),
        "width": round(max(area.width, 10), 1), "height": round(max(area.height, 10), 1),
    }  # fmt: skip
