"""Films and sounds that players have trouble with, made where they are needed."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

RATE = 48_000


def grey_film(
    path: Path,
    greys: Sequence[int],
    *,
    size: tuple[int, int] = (64, 32),
    codec: str = "libx264",
    places: Sequence[int] | None = None,
    rotation: int = 0,
    tone: bool = False,
    options: dict[str, str] | None = None,
) -> Path:
    """A film of ten frames a second, a grey each; `places` are their times in tenths."""
    with av.open(str(path), "w", options=options or {}) as out:
        stream = out.add_stream(codec, rate=10)
        stream.width, stream.height = size
        stream.pix_fmt = "yuv444p" if size[0] % 2 or size[1] % 2 else "yuv420p"
        stream.codec_context.time_base = Fraction(1, 10)
        if rotation:
            stream.set_display_rotation(rotation)
        speaker = out.add_stream("aac", rate=RATE) if tone else None
        if speaker is not None:
            speaker.layout = "mono"
        for place, grey in zip(places or range(len(greys)), greys, strict=True):
            pixels = np.full((size[1], size[0], 3), grey, np.uint8)
            frame = av.VideoFrame.from_ndarray(pixels, "rgb24")
            frame.pts, frame.time_base = place, Fraction(1, 10)
            out.mux(stream.encode(frame))
        out.mux(stream.encode())
        if speaker is not None:
            seconds = len(greys) / 10
            for frame in _sound_frames(np.sin(np.arange(int(RATE * seconds)) / 10) * 0.5):
                out.mux(speaker.encode(frame))
            out.mux(speaker.encode())
    return path


def sound_of(path: Path, samples: np.ndarray, codec: str = "pcm_s16le") -> Path:
    """A sound of these samples, from -1 to 1."""
    with av.open(str(path), "w") as out:
        stream = out.add_stream(codec, rate=RATE)
        stream.layout = "mono"
        resampler = av.AudioResampler(stream.format, "mono", RATE)
        for frame in _sound_frames(samples):
            for piece in resampler.resample(frame):
                out.mux(stream.encode(piece))
        out.mux(stream.encode())
    return path


def _sound_frames(samples: np.ndarray) -> list[av.AudioFrame]:
    frames = []
    for start in range(0, len(samples), 1024):
        part = samples[start : start + 1024].astype(np.float32).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(part, "flt", "mono")
        frame.sample_rate, frame.pts = RATE, start
        frame.time_base = Fraction(1, RATE)
        frames.append(frame)
    return frames
