"""`koda animate`: draws a motion document into a film, without a server."""

from __future__ import annotations

import argparse
import asyncio
import shutil
import tempfile
from pathlib import Path

from rich.console import Console
from rich.progress import Progress, TaskID

from koda.animation.engine import Format, RenderSpec
from koda.animation.engines.python.drawing import PythonDrawing
from koda.animation.engines.python.engine import PythonEngine
from koda.animation.engines.python.film_file import project_at
from koda.animation.project import Project
from koda.core.errors import Invalid

_FORMATS: dict[str, Format] = {".mp4": "mp4", ".webm": "webm", ".gif": "gif", ".zip": "png"}


def run(options: argparse.Namespace) -> int:
    """Run `koda animate`."""
    document, target = Path(options.file).expanduser(), Path(options.out).expanduser()
    wanted = _FORMATS.get(target.suffix.lower())
    if wanted is None:
        raise Invalid(
            f"{target.name} has no ending of a film.",
            remedy=f"Name it with one of {', '.join(_FORMATS)}.",
        )
    if not target.absolute().parent.is_dir():
        raise Invalid(f"There is no folder {target.absolute().parent}.", remedy="Make it first.")
    project, files = project_at(document)
    told = Console(stderr=True)
    faults = PythonEngine().check(project)
    for fault in faults:
        line = f":{fault.line}" if fault.line else ""
        told.print(f"{document.name}{line}: {fault.message}", markup=False, highlight=False)
    if any(fault.is_sure for fault in faults):
        return 2
    asyncio.run(_draw(project, files, wanted, target, told))
    print(target)
    return 0


async def _draw(
    project: Project, files: dict[str, Path], wanted: Format, target: Path, told: Console
) -> None:
    tracks = tuple(one.name for one in project.media if one.role == "track")
    with tempfile.TemporaryDirectory(prefix="koda-animate-") as folder:
        with Progress(console=told, transient=True) as progress:
            task: TaskID = progress.add_task("Drawing", total=project.frames)

            def heard(done: int, _of: int) -> None:
                progress.update(task, completed=done)

            spec = RenderSpec(format=wanted, tracks=tracks)
            film = await PythonDrawing(Path(folder)).render(project, files, spec, heard)
        await asyncio.to_thread(shutil.move, film, target)
