"""A film whose process is killed while it is drawn, and another process that goes on.

python -m tests.chaos.rendering FOLDER ENGINE
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import time
from functools import partial
from pathlib import Path

from koda.core.run import Run
from koda.services import Services
from tests.chaos import lives
from tests.chaos.animation import REAL, canvas_with, report, settings_of
from tests.chaos.lives import World

LIFE_SECONDS = 300.0
ENDING_SECONDS = 10.0


def chunks(folder: Path) -> dict[str, int]:
    """The stretches of a film that are drawn whole, with the time of each."""
    found = folder.joinpath("work", "animations").rglob("chunk-*")
    return {one.name: one.stat().st_mtime_ns for one in found}


async def nobody(koda: Services, label: str, run: Run) -> None:
    """Nothing is asked in this run."""


async def killer(folder: Path, koda: Services, label: str, run: Run) -> None:
    """Kill this process as soon as a part of the film is there."""
    if chunks(folder):
        os.kill(os.getpid(), signal.SIGKILL)


def life(world: World, folder: Path) -> tuple[int, int]:
    """One life in a session of its own; gives how it ended, and how many processes it left."""
    child = os.fork()
    if child == 0:
        os.setsid()
        try:
            asyncio.run(lives.live(world, folder, -1, "before"))
            os._exit(0)
        except BaseException as error:  # noqa: BLE001  (the fork must end here)
            print(f"a life ended with {error!r}", file=sys.stderr)
            os._exit(1)
    _, status = os.waitpid(child, 0)
    until = time.monotonic() + ENDING_SECONDS
    while left := session(child):
        if time.monotonic() > until:
            break
        time.sleep(0.1)
    return status, len(left)


def session(leader: int) -> list[int]:
    """The processes of a session."""
    found: list[int] = []
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = place.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == leader and fields[0] != "Z":
            found.append(int(place.parent.name))
    return found


if __name__ == "__main__":
    lives.LIFE_SECONDS = LIFE_SECONDS
    place, engine = Path(sys.argv[1]), sys.argv[2]
    asked = {**REAL, "engine": engine, "approve": "auto", "preview": "auto"}
    world = partial(World, settings_of, partial(canvas_with, asked))
    killed, left = life(world(partial(killer, place)), place)
    before = chunks(place)
    ended, left_later = life(world(nobody), place)
    after = chunks(place)
    print(
        json.dumps(
            {
                **report(place),
                "killed": os.WIFSIGNALED(killed),
                "ended": ended,
                "left": left + left_later,
                "kept": len(before),
                "drawn_again": [name for name in before if after.get(name) != before[name]],
                "chunks": len(after),
            }
        )
    )
