"""What reads pictures, films and sounds is loaded with the first file, not with the server."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.assets.playable import grey_film

STARTED = """
import asyncio, sys
from pathlib import Path
import koda.asgi
from koda.assets.library import Source
from koda.settings import Settings
from koda.wiring import open_services

def loaded():
    return [one for one in ("PIL", "av", "numpy") if one in sys.modules]

async def main(data, film):
    async with open_services(Settings(_env_file=None, data=Path(data))) as services:
        await services.canvases.list()
        print("started", loaded())
        asset = await services.assets.take_file(Path(film), Source(name="dawn.mp4"))
        print("read", loaded(), asset.kind.value, asset.frames)

asyncio.run(main(*sys.argv[1:]))
"""


def test_a_server_that_reads_no_file_loads_nothing_that_decodes(tmp_path: Path) -> None:
    film = grey_film(tmp_path / "dawn.mp4", range(20, 120, 10), size=(64, 48))
    done = subprocess.run(
        [sys.executable, "-c", STARTED, str(tmp_path / "data"), str(film)],
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    started, read = done.stdout.splitlines()
    assert started == "started []"
    assert read == "read ['PIL', 'av'] video 10"
