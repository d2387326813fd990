"""CPU of looking into a file, and of what is made beside it: thumbnail, strip, waveform.

The peer is the least that a library must do for the same answer: decode the picture once and write
a WebP of it; decode every frame of a film; decode a sound to its end.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from pathlib import Path

import av
from PIL import Image

from benches.figures import Bench, Figures, cpu_ms
from benches.media_files import film, picture, sound
from koda.assets.probe import open_picture, probe, shrink
from koda.assets.sprite import sprite
from koda.core.asset import AssetKind
from koda.media.peaks import peaks

TURNS = 5
Work = Callable[[], object]


def decode_picture(path: Path) -> None:
    """Decode a picture."""
    with Image.open(path) as image:
        image.load()


def plain_thumbnail(path: Path, size: int) -> bytes:
    """Make a thumbnail in the plain way."""
    with Image.open(path) as image:
        small = image.convert("RGB").resize((size, size * image.height // image.width))
    out = io.BytesIO()
    small.save(out, "WEBP", quality=82, method=2)
    return out.getvalue()


def decode(path: Path, kind: str) -> None:
    """Decode all frames of a film, or all of a sound."""
    with av.open(str(path)) as container:
        streams = container.streams.video if kind == "video" else container.streams.audio
        for _ in container.decode(streams[0]):
            pass


def tasks(folder: Path) -> list[tuple[str, Work, Work]]:
    """Name each work, and its peer's."""
    png = picture(folder / "a.png", (3840, 2160))
    jpeg = picture(folder / "a.jpg", (3840, 2160))
    mp4 = film(folder / "a.mp4", (1280, 720), 5)
    wav = sound(folder / "a.wav", 180)
    image, video = AssetKind.IMAGE, AssetKind.VIDEO
    return [
        ("probe, 4K PNG", lambda: probe(png), lambda: decode_picture(png)),
        ("probe, 4K JPEG", lambda: probe(jpeg), lambda: decode_picture(jpeg)),
        ("probe, 5 s of 720p", lambda: probe(mp4), lambda: decode(mp4, "video")),
        (
            "thumbnail 512, 4K PNG",
            lambda: shrink(open_picture(png, image, near=1024), 512),
            lambda: plain_thumbnail(png, 512),
        ),
        (
            "thumbnail 512, 4K JPEG",
            lambda: shrink(open_picture(jpeg, image, near=1024), 512),
            lambda: plain_thumbnail(jpeg, 512),
        ),
        (
            "poster 512, 720p",
            lambda: shrink(open_picture(mp4, video), 512),
            lambda: decode(mp4, "video"),
        ),
        ("strip, 5 s of 720p", lambda: sprite(mp4, 5), lambda: decode(mp4, "video")),
        ("waveform, 3 min", lambda: peaks(wav, 400), lambda: decode(wav, "audio")),
    ]


def measure() -> Bench:
    """Measure each work beside its peer."""
    with tempfile.TemporaryDirectory(prefix="koda-bench-") as folder:
        for name, ours, theirs in tasks(Path(folder)):
            ours()
            theirs()
            figures: Figures = {"ms": cpu_ms(ours, TURNS), "plain_ms": cpu_ms(theirs, TURNS)}
            per_s = round(1000 / max(float(str(figures["ms"])), 0.01), 1)
            ratio = round(float(str(figures["ms"])) / max(float(str(figures["plain_ms"])), 0.01), 2)
            yield {"bench": "previews", "work": name, **figures, "per_cpu_s": per_s, "ratio": ratio}
