"""Finds by rules what is wrong with pictures of a film: blank, frozen, cut, missing, off."""

from __future__ import annotations

import io
import itertools
import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from PIL import Image, ImageChops, ImageColor

from koda.animation.engine import Fault, Still
from koda.animation.plan import Scene
from koda.animation.project import Project
from koda.animation.rendering.taking import Seen

_WIDE = 240
"""Pixels that a picture is made narrower to before it is looked at."""
_MIDDLE = (0.25, 0.85)
"""The part of a scene in which what comes in is there, and what goes out is not yet gone."""
_OTHER = 10  # levels of a channel: less is noise of drawing
_BLANK_SHARE = 0.0004
_SAME_SHARE = 0.0005
_NEAR = 48.0  # how far a colour may be from one of the design, in levels
_COLOR_SHARE = 0.003
_SPANNED = 0.5
_MOST_SHOWN = 24


_Color = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class _View:
    """A still, small, with its place in the plan."""

    frame: int
    scene: Scene
    part: float
    pixels: Image.Image

    @property
    def is_middle(self) -> bool:
        return _MIDDLE[0] <= self.part <= _MIDDLE[1]


def judge(
    project: Project, pictures: Sequence[Still], looks: Mapping[int, Seen] | None = None
) -> list[Fault]:
    """Find what is wrong; blocking.

    Calm scenes, fades and words that come in from outside are no faults: pictures near a scene's
    ends are only compared. A fault is sure only where the film is certainly of no use.

    Args:
        project: What was drawn.
        pictures: At best of each scene its first, a middle and its last frame.
        looks: What the stage says is on show, by frame; without it words and media are not judged.
    """
    views = list(_views(project, pictures))
    looks = looks or {}
    faults = list(_blank(views, looks))
    blank = {fault.scene for fault in faults}
    faults += _frozen(views, blank)
    if not any(fault.is_sure for fault in faults):
        faults += [*_same_as_before(views, blank), *_off_colors(project, views)]
    faults += _clipped(views, looks)
    faults += _unlettered(looks)
    faults += _missing(project, views, looks)
    return faults


def _views(project: Project, pictures: Sequence[Still]) -> Iterator[_View]:
    spans = list(zip(project.plan.scenes, project.plan.spans(), strict=True))
    for still in sorted(pictures, key=lambda one: one.frame):
        for scene, (begin, end) in spans:
            if begin <= still.frame < end:
                part = (still.frame - begin) / max(1, end - begin - 1)
                yield _View(still.frame, scene, part, _small(still.content))


def _small(content: bytes) -> Image.Image:
    """Decode a picture as it looks on white, small enough to compare."""
    image = Image.open(io.BytesIO(content), formats=("PNG",)).convert("RGBA")
    white = Image.new("RGBA", image.size, "white")
    white.alpha_composite(image)
    shrink = max(1, image.width // _WIDE)
    return white.convert("RGB").reduce(shrink)


def _blank(views: Sequence[_View], looks: Mapping[int, Seen]) -> Iterator[Fault]:
    middle = [view for view in views if view.is_middle]
    blank = [view for view in middle if _is_blank(view.pixels)]
    for view in blank:
        seen = looks.get(view.frame)
        is_planned = bool(view.scene.text or view.scene.media)
        shows_nothing = seen is not None and not seen.texts and not seen.media
        yield Fault(
            "blank",
            f"Nothing is to be seen in the middle of scene {view.scene.number}: one colour only.",
            frame=view.frame,
            scene=view.scene.number,
            is_sure=len(blank) == len(middle) or (is_planned and shows_nothing),
        )


def _is_blank(pixels: Image.Image) -> bool:
    common = tuple(_middle(channel.histogram()) for channel in pixels.split())
    return _share(pixels, Image.new("RGB", pixels.size, common)) < _BLANK_SHARE


def _middle(histogram: Sequence[int]) -> int:
    """Give the level that as many pixels are below as above."""
    half = sum(histogram) / 2
    return next(level for level, sum_ in enumerate(itertools.accumulate(histogram)) if sum_ >= half)


def _frozen(views: Sequence[_View], blank: Collection[int | None]) -> Iterator[Fault]:
    """Compare pictures; of a scene that is blank, it is said already."""
    if len(views) > 2 and all(_alike(views[0], view) for view in views[1:]):
        yield Fault("frozen", "Nothing moves: all pictures of the film are the same.")
        return
    for number, of in itertools.groupby(views, key=lambda view: view.scene.number):
        scene = list(of)
        spanned = scene[-1].part - scene[0].part
        # Words that rest after they have come in are no fault: the beginning must be among them.
        is_told = len(scene) > 2 and scene[0].part < 0.1 and spanned > _SPANNED
        if number not in blank and is_told and all(_alike(scene[0], view) for view in scene[1:]):
            yield Fault(
                "frozen",
                f"Nothing moves in scene {number}.",
                frame=scene[0].frame,
                scene=number,
                is_sure=False,
            )


def _same_as_before(views: Sequence[_View], blank: Collection[int | None]) -> Iterator[Fault]:
    """A scene that shows what the one before shows has not begun where it should."""
    scenes = [
        (number, list(of)) for number, of in itertools.groupby(views, lambda one: one.scene.number)
    ]
    for (_, before), (number, now) in itertools.pairwise(scenes):
        middle = [view for view in now if view.is_middle]
        # A slow fade may change nothing yet at the cut itself: only the middle tells.
        if (
            number not in blank
            and middle
            and all(_alike(before[-1], view) for view in (now[0], *middle))
        ):
            yield Fault(
                "timing",
                f"Scene {number} does not begin where it is planned: nothing changes at its cut.",
                frame=now[0].frame,
                scene=number,
                is_sure=False,
            )


def _off_colors(project: Project, views: Sequence[_View]) -> Iterator[Fault]:
    colors = project.plan.design.colors
    wanted = (colors.background, colors.foreground, colors.accent)
    middle = [view for view in views if view.is_middle]
    if middle and not any(_has(view.pixels, color) for view in middle for color in wanted):
        yield Fault(
            "colors",
            f"None of the design's colours is to be seen ({', '.join(wanted)}).",
            frame=middle[0].frame,
            scene=middle[0].scene.number,
            is_sure=False,
        )


def _has(pixels: Image.Image, color: str) -> bool:
    wanted = ImageColor.getrgb(color)[:3]
    found = pixels.getcolors(pixels.width * pixels.height) or []
    near = sum(count for count, one in found if math.dist(cast("_Color", one), wanted) < _NEAR)
    return near / (pixels.width * pixels.height) >= _COLOR_SHARE


def _clipped(views: Sequence[_View], looks: Mapping[int, Seen]) -> Iterator[Fault]:
    told: set[tuple[int, str]] = set()
    for view in views:
        seen = looks.get(view.frame)
        if seen is None or not view.is_middle:
            continue
        for text in seen.texts:
            key = (view.scene.number, text.text)
            if text.clipped and key not in told:
                told.add(key)
                yield Fault(
                    "clipped_text",
                    f"“{text.text[:80]}” is cut off: it is {text.width:.0f} × {text.height:.0f} "
                    f"pixels at {text.x:.0f}, {text.y:.0f}.",
                    frame=view.frame,
                    scene=view.scene.number,
                    is_sure=False,
                )


def _unlettered(looks: Mapping[int, Seen]) -> Iterator[Fault]:
    """Say which letters no font has: they are left out, or boxes stand in their place."""
    letters = sorted(set("".join(one.missing for one in looks.values())))
    if letters:
        shown = "".join(letters[:_MOST_SHOWN]) + ("…" if len(letters) > _MOST_SHOWN else "")
        first = ord(letters[0])
        yield Fault(
            "missing_letters",
            f"No font here has the letters {shown} (the first is U+{first:04X}); they are not in "
            "the film. Install a font of this script where films are drawn (of Chinese, Japanese "
            "and Korean: Noto Sans CJK), or write the words in another script.",
            is_sure=False,
        )


def _missing(
    project: Project, views: Sequence[_View], looks: Mapping[int, Seen]
) -> Iterator[Fault]:
    if not looks:
        return
    shown: dict[int, set[str]] = {}
    for view in views:
        if view.frame in looks:
            shown.setdefault(view.scene.number, set()).update(looks[view.frame].media)
    everywhere = set[str]().union(*shown.values())
    code = "\n".join(project.files.values())
    pictured = {one.name for one in project.media if one.type != "audio"}
    for scene in project.plan.scenes:
        for name in scene.media:
            if name in pictured and name not in shown.get(scene.number, {name}):
                yield Fault(
                    "missing_media",
                    f"“{name}” is planned for scene {scene.number} and not to be seen in it.",
                    scene=scene.number,
                    is_sure=name not in everywhere and name not in code,
                )


def _alike(one: _View, other: _View) -> bool:
    if one.pixels.size != other.pixels.size:
        return False
    return _share(one.pixels, other.pixels) < _SAME_SHARE


def _share(one: Image.Image, other: Image.Image) -> float:
    """How many of the pixels differ by more than noise, 0 to 1."""
    red, green, blue = ImageChops.difference(one, other).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue).histogram()
    return sum(most[_OTHER + 1 :]) / sum(most)
