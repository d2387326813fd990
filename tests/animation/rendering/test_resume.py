"""A render that was killed goes on: what is drawn is not drawn again."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from koda.animation.engine import RenderSpec
from tests.animation.rendering.conftest import project_of
from tests.animation.rendering.test_drawing import frames_of, number_of

_KILLED = """
import asyncio, os, sys
from pathlib import Path
from tests.animation.rendering.conftest import PAGE, project_of
from koda.animation.engine import RenderSpec
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
