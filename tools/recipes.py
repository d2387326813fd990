"""Holds the TypeScript that the engines hand out to the types of what draws it: `make types`.

Each engine writes projects with all its techniques, as they are taken home, and the compiler reads
them with the packages of the stage.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import get_args

from koda.animation.design import design_of
from koda.animation.engine import Engine
from koda.animation.engines.remotion.engine import RemotionEngine
from koda.animation.engines.theatre.engine import TheatreEngine
from koda.animation.plan import AnimationPlan, Scene, TechniqueName, rescaled
from koda.animation.project import ProjectMedia
from koda.core.ids import AssetId

ROOT = Path(__file__).resolve().parent.parent
PLACE = ROOT / "web" / "stage" / ".recipes"
"""Below the packages of the stage, so that the compiler finds them; gone afterwards."""

_SIZE = (1280, 720)
_PHOTO = ProjectMedia(
    name="photo-1.png", type="image", asset=AssetId("ast_photo"), hash="0" * 64, width=8, height=8
)


def main() -> int:
    """Check every engine; gives 1 if the compiler objects to anything."""
    shutil.rmtree(PLACE, ignore_errors=True)
    try:
        for engine in (RemotionEngine(), TheatreEngine()):
            _write(engine, PLACE / engine.name)
        return max(_compiled(PLACE / engine.name) for engine in (RemotionEngine(), TheatreEngine()))
    finally:
        shutil.rmtree(PLACE, ignore_errors=True)


def _write(engine: Engine, folder: Path) -> None:
    """Write one project with all techniques: those of a second plan have an entry of their own."""
    names: Sequence[TechniqueName] = get_args(TechniqueName)
    first, second = (_bundle(engine, part) for part in (names[:5], names[5:]))
    entry = Path(engine.entry)
    other = str(entry.with_name(f"Second{entry.suffix}"))
    files = {**second, **first, other: second[engine.entry]}
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def _bundle(engine: Engine, techniques: Sequence[TechniqueName]) -> Mapping[str, str]:
    scenes = tuple(
        Scene(
            number=number,
            title=technique,
            seconds=1,
            text=("68% more films", "$3.2M saved"),
            technique=technique,
            media=(_PHOTO.name,),
        )
        for number, technique in enumerate(techniques, 1)
    )
    plan = AnimationPlan(
        title="Every technique", scenes=rescaled(scenes, 6), seconds=6, design=design_of()
    )
    return engine.bundle(engine.write(plan, (_PHOTO,), _SIZE))


def _compiled(folder: Path) -> int:
    config = json.loads((folder / "tsconfig.json").read_text("utf-8"))
    config["compilerOptions"]["types"] = []
    (folder / "tsconfig.json").write_text(json.dumps(config), encoding="utf-8")
    command = [str(ROOT / "tools" / "npm"), "exec", "--", "tsc", "--noEmit", "-p", str(folder)]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
