"""Our part of the bench of rendering, in a process of its own."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from pathlib import Path

from koda.animation.engine import RenderSpec
from koda.animation.engines.remotion.engine import RemotionEngine
from koda.animation.plan import AnimationPlan, Colors, Design, Scene, TechniqueName
from koda.animation.project import Project
from koda.animation.rendering.keeping import FolderKeep
from koda.animation.rendering.stage_drawing import StageDrawing
from koda.sandbox.local import LocalSandboxes

SIZE = (1920, 1080)
TECHNIQUES: tuple[TechniqueName, ...] = (
    "kinetic-typography",
    "particle-systems",
    "data-visualization",
    "logo-reveals",
)


def project() -> Project:
    """Give the film that everybody renders: four techniques, four seconds of 1080p at 30."""
    design = Design(
        style="minimal",
        theme="bold",
        colors=Colors(background="#101418", foreground="#ffffff", accent="#c03060"),
        display_font="Inter",
        body_font="Inter",
    )
    scenes = tuple(
        Scene(number=number, title=name, seconds=1, technique=name, text=("A comet", "comes by"))
        for number, name in enumerate(TECHNIQUES, 1)
    )
    plan = AnimationPlan(title="Comets", seconds=4, fps=30, design=design, scenes=scenes)
    return RemotionEngine().write(plan, (), SIZE)


async def _stills(drawing: StageDrawing, folder: Path) -> dict[str, float]:
    begun = time.monotonic()
    drawn = await drawing.stills(project(), {}, [project().frames // 2], scale=0.5)
    (folder / "still.png").write_bytes(drawn.pictures[0].content)
    return {"first_still_s": round(time.monotonic() - begun, 2)}


async def _render(drawing: StageDrawing, folder: Path) -> dict[str, float]:
    begun = time.monotonic()
    film = await drawing.render(project(), {}, RenderSpec(), lambda *_: None)
    (folder / "koda.mp4").write_bytes(film.read_bytes())
    return {"wall_s": round(time.monotonic() - begun, 2)}


async def main(what: str, folder: Path) -> None:
    """Do one thing, and print its figures."""
    boxes = LocalSandboxes(folder=folder / "boxes")
    try:
        drawing = StageDrawing(boxes, RemotionEngine().entry, FolderKeep(folder / "renders"))
        work = {"stills": _stills, "render": _render}[what]
        print(json.dumps(await work(drawing, folder)))
    finally:
        await boxes.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Path(sys.argv[2])))
