"""Real boxes with a real Chromium; where this machine makes none, the reason is printed."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from koda.animation.plan import AnimationPlan, Colors, Design, Scene
from koda.animation.project import Project, ProjectMedia
from koda.animation.rendering.keeping import FolderKeep
from koda.animation.rendering.stage_drawing import StageDrawing
from koda.sandbox.local import LocalSandboxes

PAGE = Path(__file__).with_name("stage.html")
"""A stage with the protocol of the real one, whose code gives HTML for a frame."""

DESIGN = Design(
    style="minimal",
    theme="minimal",
    colors=Colors(background="#000000", foreground="#ffffff", accent="#c03060"),
    display_font="Inter",
    body_font="Inter",
)

BARS = """
const bar = (bit) => `<div style="position:absolute;left:${bit * 32}px;top:0;
  width:32px;height:100px;background:${(frame >> bit) & 1 ? '#fff' : '#000'}"></div>`;
return [...Array(10).keys()].map(bar).join('');
"""
"""Ten bars say the frame's number in binary; below them the picture can be seen through."""


def plan_of(seconds: float = 3, fps: int = 30, **scene: object) -> AnimationPlan:
    scenes = tuple(
        Scene(number=number, title=f"Scene {number}", seconds=max(0.5, seconds / 3), **scene)  # type: ignore[arg-type]
        for number in (1, 2, 3)
    )
    return AnimationPlan(title="Bars", seconds=seconds, fps=fps, design=DESIGN, scenes=scenes)  # type: ignore[arg-type]


def project_of(
    code: str = BARS,
    *,
    seconds: float = 3,
    fps: int = 30,
    size: tuple[int, int] = (320, 180),
    media: tuple[ProjectMedia, ...] = (),
) -> Project:
    plan = plan_of(seconds, fps)
    return Project(
        engine="remotion",
        files={"film.js": code},
        media=media,
        plan=plan,
        width=size[0],
        height=size[1],
    )


@pytest.fixture
async def boxes(tmp_path: Path) -> AsyncIterator[LocalSandboxes]:
    boxes = LocalSandboxes(folder=tmp_path / "boxes", chromium=os.environ.get("KODA_CHROMIUM", ""))
    missing = await boxes.probe()
    if missing is not None:
        pytest.skip(f"no local boxes here: {missing.reason}")
    yield boxes
    await boxes.close()


@pytest.fixture
def drawing(boxes: LocalSandboxes, tmp_path: Path) -> Callable[..., StageDrawing]:
    def make(**more: object) -> StageDrawing:
        return StageDrawing(boxes, "film.js", FolderKeep(tmp_path / "renders"), page=PAGE, **more)  # type: ignore[arg-type]

    return make
