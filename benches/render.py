"""Frames per CPU second of a Remotion project, to Remotion's own command line on the same project.

Both draw with the same Chromium. Both films are held to stills that Remotion has drawn without
loss: the figures count only where they are equally close. The ceiling is the encoder alone.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
from av.video.reformatter import Interpolation
from PIL import Image

from benches.counted import Counted
from benches.figures import Bench, median
from benches.render_work import SIZE, project
from koda.animation.engines.remotion.engine import RemotionEngine
from koda.animation.rendering.agent.shape import Shape
from koda.animation.rendering.encoding import write_chunk

ROUNDS = 1
LOOKED_AT = (20, 59, 60, 110)
EXACT = Interpolation.BILINEAR | Interpolation.ACCURATE_RND | Interpolation.FULL_CHR_H_INT
"""Quick conversions are off by up to three levels, differently for each range of colours."""
CACHE = Path.home() / ".cache" / "koda-bench" / "remotion"
BROWSERS = ("chromium-headless-shell", "/usr/lib/chromium/chromium-headless-shell")


def peer() -> tuple[Path, list[str]]:
    """Install Remotion's command line beside the project, once; give its folder and its browser."""
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None or shutil.which("npm") is None:
        raise SystemExit("Remotion's command line needs npm and chromium-headless-shell")
    for name, text in RemotionEngine().bundle(project()).items():
        path = CACHE / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    if not (CACHE / "node_modules" / ".bin" / "remotion").is_file():
        subprocess.run(["npm", "install", "--no-audit", "--no-fund"], cwd=CACHE, check=True)
    return CACHE, [f"--browser-executable={browser}", "--log=error"]


def remotion(*argv: str) -> Counted:
    """Run Remotion's command line."""
    folder, more = peer()
    return Counted(["node_modules/.bin/remotion", *argv, *more], folder)


def ours(what: str, folder: Path) -> tuple[Counted, dict[str, float]]:
    """Run our part in a process of its own."""
    done = Counted([sys.executable, "-m", "benches.render_work", what, str(folder)], Path.cwd())
    return done, json.loads(done.output.splitlines()[-1])


def frames_of(film: Path, wanted: Sequence[int]) -> list[npt.NDArray[np.float64]]:
    """Decode some frames of a film."""
    with av.open(str(film)) as source:
        return [
            frame.reformat(format="rgb24", interpolation=EXACT).to_ndarray().astype(float)
            for number, frame in enumerate(source.decode(video=0))
            if number in wanted
        ]


def closeness(film: Path, stills: Sequence[npt.NDArray[np.float64]]) -> tuple[float, float]:
    """Give PSNR in decibels and SSIM (8 × 8 squares of brightness) of a film to stills."""
    shown = frames_of(film, LOOKED_AT)
    error = np.mean([np.mean((one - other) ** 2) for one, other in zip(shown, stills, strict=True)])
    alike = [ssim(one.mean(2), other.mean(2)) for one, other in zip(shown, stills, strict=True)]
    return round(float(10 * np.log10(255**2 / error)), 2), round(float(np.mean(alike)), 5)


def looked_at(
    name: str, film: Path, stills: Sequence[npt.NDArray[np.float64]]
) -> dict[str, object]:
    """Give the figures of one film."""
    psnr, alike = closeness(film, stills)
    size = film.stat().st_size
    return {"bench": "render", "film": name, "psnr_db": psnr, "ssim": alike, "bytes": size}


def ssim(one: npt.NDArray[np.float64], other: npt.NDArray[np.float64]) -> float:
    """Compare two pictures by squares."""
    a, b = (_squares(picture) for picture in (one, other))
    mean_a, mean_b = a.mean(1), b.mean(1)
    both = ((a - mean_a[:, None]) * (b - mean_b[:, None])).mean(1)
    light = (2 * mean_a * mean_b + 6.5) / (mean_a**2 + mean_b**2 + 6.5)
    return float((light * (2 * both + 58.5) / (a.var(1) + b.var(1) + 58.5)).mean())


def _squares(picture: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    tall, wide = (side // 8 for side in picture.shape)
    cut = picture[: tall * 8, : wide * 8].reshape(tall, 8, wide, 8)
    return cut.swapaxes(1, 2).reshape(-1, 64)


def lossless(folder: Path) -> list[npt.NDArray[np.float64]]:
    """Have Remotion draw stills as PNG."""
    found: list[npt.NDArray[np.float64]] = []
    for frame in LOOKED_AT:
        path = folder / f"{frame}.png"
        remotion("still", "build", "Main", str(path), f"--frame={frame}", "--image-format=png")
        found.append(np.asarray(Image.open(path).convert("RGB")).astype(float))
    return found


def encode_ceiling(film: Path, folder: Path) -> float:
    """Give CPU seconds of encoding the film's frames, and nothing else, per frame."""
    with av.open(str(film)) as source:
        frames = [one.to_ndarray(format="rgb24") for one in source.decode(video=0)][:60]
    before = time.process_time()
    write_chunk(folder / "only.mp4", "h264", Shape(*SIZE, 30), frames)
    return (time.process_time() - before) / len(frames)


def measure() -> Bench:
    """Render in turns, ours and theirs; give CPU seconds, their ratio, and how close both are."""
    with tempfile.TemporaryDirectory(prefix="koda-bench-") as name:
        yield from _measured(Path(name))


def _measured(folder: Path) -> Iterator[dict[str, object]]:
    count = project().frames
    bundle = remotion("bundle", "src/index.ts", "--out-dir=build")
    mine: list[Counted] = []
    theirs: list[Counted] = []
    walls: list[float] = []
    their_film = folder / "remotion.mp4"
    for turn in range(ROUNDS):
        place = folder / str(turn)
        place.mkdir()
        done, figures = ours("render", place)
        mine.append(done)
        walls.append(figures["wall_s"])
        theirs.append(remotion("render", "build", "Main", str(their_film), "--overwrite"))
    stills = lossless(folder)
    still, figures = ours("stills", folder)
    our_film = folder / "0" / "koda.mp4"
    mine_cpu, their_cpu = (median(one.cpu for one in side) for side in (mine, theirs))
    yield {
        "bench": "render",
        "frames": count,
        "cpu_s": mine_cpu,
        "frames_per_cpu_s": round(count / mine_cpu, 2),
        "remotion_cpu_s": their_cpu,
        "remotion_bundle_cpu_s": round(bundle.cpu, 1),
        "ratio": round(mine_cpu / their_cpu, 3),
        "ratio_with_bundle": round(mine_cpu / (their_cpu + bundle.cpu), 3),
        "encode_only_ms": round(encode_ceiling(our_film, folder) * 1000, 1),
        "wall_s": median(walls),
        "memory_mb": round(max(one.memory for one in mine)),
        "remotion_memory_mb": round(max(one.memory for one in theirs)),
    }
    yield looked_at("koda", our_film, stills)
    yield looked_at("remotion", their_film, stills)
    yield {
        "bench": "render",
        **figures,
        "still_cpu_s": round(still.cpu, 2),
        "still_memory_mb": round(still.memory),
    }
