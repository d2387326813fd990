"""Small real media files, made where they are needed."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
from PIL import Image


def video(
    path: Path, codec: str = "libx264", size: tuple[int, int] = (64, 32), rotation: int = 0
) -> Path:
    """One second of a red left half and a blue right half."""
    pixels = np.zeros((size[1], size[0], 3), np.uint8)
    pixels[:, : size[0] // 2] = (200, 20, 20)
    pixels[:, size[0] // 2 :] = (20, 20, 200)
    with av.open(str(path), "w") as out:
        stream = out.add_stream(codec, rate=8)
        stream.width, stream.height = size
        stream.pix_fmt = "yuv420p"
        if rotation:
            stream.set_display_rotation(rotation)
        for _ in range(8):
            frame = av.VideoFrame.from_ndarray(pixels, "rgb24")
            out.mux(stream.encode(frame))
        out.mux(stream.encode())
    return path


def sound(path: Path, codec: str, *, cover: Image.Image | None = None, title: str = "") -> Path:
    """Half a second of a tone."""
    with av.open(str(path), "w") as out:
        stream = out.add_stream(codec, rate=48_000)
        stream.layout = "mono"
        if title:
            out.metadata["title"] = title
        picture = None
        if cover is not None:
            picture = out.add_stream("png")
            picture.width, picture.height = cover.size
            picture.pix_fmt = "rgb24"
            picture.disposition = av.stream.Disposition.attached_pic
        wave = (np.sin(np.arange(24_000) / 10) * 9000).astype(np.int16).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(wave, "s16", "mono")
        frame.sample_rate = 48_000
        resampler = av.AudioResampler(stream.format, "mono", 48_000, stream.frame_size or None)
        if picture is not None and cover is not None:
            out.mux(picture.encode(av.VideoFrame.from_image(cover)))
            out.mux(picture.encode())
        for piece in (*resampler.resample(frame), *resampler.resample(None)):
            out.mux(stream.encode(piece))
        out.mux(stream.encode())
    return path
