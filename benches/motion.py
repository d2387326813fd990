"""CPU and memory of measuring a film; and how often it finds the cuts and camera of known films.

The peer of the time is the least that it takes: decoding every frame. There is none for precision:
the films are made here, so what is in them is known.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from itertools import accumulate
from pathlib import Path
from random import Random

import numpy as np
from PIL import Image

from benches.figures import Bench, cpu_ms
from benches.media_files import film, noise
from benches.previews import decode
from koda.media.film import write_film
from koda.media.frames import Frame
from koda.media.motion import measure as measure_film

TURNS = 3
FILMS = 20
FPS = 24
SIZE = (320, 180)
WAYS: dict[str, tuple[float, float, float]] = {
    "static": (0.0, 0.0, 0.0),
    "pan right": (1.0, 0.0, 0.0),
    "pan left": (-1, 0, 0),
    "tilt down": (0, 1, 0),
    "tilt up": (0, -1, 0),
    "zoom in": (0, 0, 1),
    "zoom out": (0, 0, -1),
}


def shot(seed: int, way: str) -> list[Frame]:
    """Give a shot of a random length in which the camera does this, at a random speed."""
    random = np.random.default_rng(seed)
    wide, tall = SIZE
    ground = Image.fromarray(noise(4 * wide, 5 * tall, seed))
    dark = float(random.uniform(0.35, 1))
    speed = float(random.uniform(0.08, 0.3))
    right, down, near = (part * speed for part in WAYS[way])
    frames: list[Frame] = []
    for place in range(int(random.integers(18, 72))):
        time = place / FPS
        scale = 1 + near * time
        box_wide, box_tall = wide / scale, tall / scale
        left = 2 * wide + right * time * wide - box_wide / 2
        top = 2.5 * tall + down * time * wide - box_tall / 2
        box = (left, top, left + box_wide, top + box_tall)
        seen = ground.resize(SIZE, Image.Resampling.BILINEAR, box=box)
        grain = random.integers(-4, 5, (tall, wide, 1))
        frames.append(np.clip(np.asarray(seen) * dark + grain, 0, 255).astype(np.uint8))
    return frames


def found(folder: Path, seed: int) -> dict[str, int]:
    """Measure a film of known shots, and count what was found of them."""
    ways = Random(seed).choices(list(WAYS), k=5)
    shots = [shot(100 * seed + place, way) for place, way in enumerate(ways)]
    path = folder / f"{seed}.mp4"
    write_film(path, (frame for one in shots for frame in one), FPS, quality=26)
    measured = measure_film(path)
    truth = {round(count) for count in accumulate(len(one) for one in shots[:-1])}
    told = {round(cut * FPS) for cut in measured.cuts}
    right = [
        measured_shot.camera.removeprefix("slow ").removeprefix("fast ") == way
        for measured_shot, way in zip(measured.shots, ways, strict=False)
    ]
    return {
        "cuts_found": len(truth & told),
        "cuts_missed": len(truth - told),
        "cuts_false": len(told - truth),
        "cameras_right": sum(right),
        "shots": len(ways),
    }


def memory(path: Path) -> float:
    """Give by how many MB a process that has decoded a film grows when it measures it (Linux)."""
    code = (
        "import sys\nfrom pathlib import Path\nfrom benches.previews import decode\n"
        "from koda.media.motion import measure\n"
        "path, status = Path(sys.argv[1]), Path('/proc/self/status')\n"
        "used = lambda: int(status.read_text().split('VmHWM:')[1].split()[0])\n"
        "decode(path, 'video')\nbefore = used()\nmeasure(path)\nprint(used() - before)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True
    )
    return round(int(done.stdout) / 1024, 1)


def measure() -> Bench:
    """Give the figures of time and memory, then those of precision."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        yield from _costs(folder)
        counts: dict[str, int] = {}
        for seed in range(FILMS):
            for what, count in found(folder, seed).items():
                counts[what] = counts.get(what, 0) + count
        yield {"bench": "motion", "what": f"{FILMS} films of known shots", **counts}


def _costs(folder: Path) -> Iterator[dict[str, object]]:
    for size in ((640, 360), (1920, 1080)):
        path = film(folder / f"{size[1]}.mp4", size, 10)
        ours, peer = (
            cpu_ms(partial(measure_film, path), TURNS),
            cpu_ms(partial(decode, path, "video"), TURNS),
        )
        yield {
            "bench": "motion",
            "what": f"10 s of {size[1]}p",
            "cpu_ms": ours,
            "decode_ms": peer,
            "memory_mb": memory(path),
            "ratio": round(ours / peer, 2),
        }
