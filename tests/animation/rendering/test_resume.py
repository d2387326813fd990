"""A render that was killed goes on: what is drawn is not drawn again."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from koda.animation.engine import RenderSpec
from koda.animation.project import Project
from koda.animation.rendering.stage_drawing import StageDrawing
from tests.animation.rendering.conftest import project_of
from tests.animation.rendering.test_drawing import frames_of, number_of

_KILLED = """
import asyncio, os, sys
from pathlib import Path
from tests.animation.rendering.conftest import PAGE, project_of
import pytest

from koda.animation.engine import RenderSpec
from koda.animation.project import Project
from koda.animation.rendering.stage_drawing import StageDrawing
from koda.animation.rendering.keeping import FolderKeep
from koda.animation.rendering.stage_drawing import StageDrawing
from koda.sandbox.local import LocalSandboxes

root = Path(sys.argv[1])
drawing = StageDrawing(
    LocalSandboxes(folder=root / "boxes", chromium=os.environ.get("KODA_CHROMIUM", "")),
    "film.js", FolderKeep(root / "renders"), page=PAGE, boxes=1,
)
asyncio.run(drawing.render(
    project_of(seconds=9), {}, RenderSpec(), lambda done, of: print(done, flush=True),
))
"""


async def test_a_render_that_was_killed_goes_on_with_what_it_has(
    drawing, boxes, tmp_path: Path
) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", _KILLED, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    for line in process.stdout:
        if int(line) >= 200:
            os.kill(process.pid, signal.SIGKILL)
            break
    process.wait()
    process.stdout.close()
    kept = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "renders").glob("*/chunk-*")}
    assert len(kept) >= 2
    heard: list[int] = []
    path = await drawing().render(
        project_of(seconds=9), {}, RenderSpec(), lambda done, _: heard.append(done)
    )
    # The first frame that is told of is the one after all that were kept.
    assert heard[0] == 60 * len(kept) + 1
    assert len(heard) == 270 - 60 * len(kept) + 1
    assert [number_of(frame) for frame in frames_of(path)] == list(range(270))
    assert (
        kept.items()
        <= {one.name: one.stat().st_mtime_ns for one in path.parent.glob("chunk-*")}.items()
    )


async def cut_off(drawing: StageDrawing, project: Project) -> None:
    """Render until the first frame is drawn."""
    begun = asyncio.Event()
    task = asyncio.create_task(drawing.render(project, {}, RenderSpec(), lambda _, __: begun.set()))
    await asyncio.wait_for(begun.wait(), 60)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_a_host_that_cuts_sooner_than_a_chunk_lasts_still_gets_its_film(drawing) -> None:
    project = project_of(seconds=3)
    for _ in range(2):
        await cut_off(drawing(boxes=1), project)
    path = await drawing(boxes=1).render(project, {}, RenderSpec(), lambda _, __: None)
    assert [number_of(frame) for frame in frames_of(path)] == list(range(90))
    drawn = sorted(one.name for one in path.parent.glob("chunk-*"))
    assert drawn == [
        "chunk-00000-00015.mp4",
        "chunk-00015-00030.mp4",
        "chunk-00030-00045.mp4",
        "chunk-00045-00060.mp4",
        "chunk-00060-00090.mp4",
    ]
