"""Makes the emulator's films and sounds: real files, the same for the same body."""

# The vendor's types leave the parameters of a packet open.
# pyright: reportUnknownMemberType=false
from __future__ import annotations

import io
from collections.abc import Generator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

import av
import av.error
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from PIL import Image

from koda.emulators.fal_pictures import draw, paint
from koda.emulators.fal_works import Source, Work

_FPS = 12
_RATE = 48_000
_CODECS = {"mp3": "libmp3lame", "wav": "pcm_s16le", "flac": "flac", "ogg": "libopus"}
_FILM = {
    "mp4": ("libx264", "yuv420p", "yuv420p", "aac", {"preset": "ultrafast", "crf": "30"}),
    "webm": (
        "libvpx-vp9",
        "yuv420p",
        "yuva420p",
        "libopus",
        {"deadline": "realtime", "cpu-used": "8"},
    ),
}


def make(work: Work, place: int) -> bytes:
    """Make the file at a place among the results."""
    match work.medium:
        case "image":
            return draw(work, place)
        case "video":
            return _film(work, place)
        case "audio":
            return _sound(work, place)
        case _:
            return f"{work.digest}{place}".encode()


def measure(content: bytes) -> Source:
    """Say what is known of an uploaded file: nothing, if it is no media."""
    try:
        with Image.open(io.BytesIO(content)) as picture:
            return Source(size=picture.size)
    except (OSError, ValueError):
        pass
    try:
        with av.open(io.BytesIO(content), "r") as file:
            films = file.streams.video
            size = (films[0].width, films[0].height) if films else None
            seconds = file.duration / av.time_base if file.duration else None
            return Source(size, seconds, sound=bool(file.streams.audio))
    except (av.error.FFmpegError, ValueError):
        return Source()


def _film(work: Work, place: int) -> bytes:
    codec, plain, clear, voice, options = _FILM[work.format]
    with _written(work.format) as (path, file):
        stream = cast("VideoStream", file.add_stream(codec, rate=_FPS, options=options))
        stream.width, stream.height = work.width, work.height
        stream.pix_fmt = clear if work.cut_out else plain
        sound = _add_sound(file, voice) if work.sound else None
        for number, picture in enumerate(_moving(work, place)):
            layout = "rgba" if picture.mode == "RGBA" else "rgb24"
            frame = VideoFrame.from_ndarray(np.array(picture, np.uint8), layout)
            frame.pts, frame.time_base = number, Fraction(1, _FPS)
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
        if sound is not None:
            _speak(file, sound, work, place)
        file.close()
        return path.read_bytes()


@contextmanager
def _written(format_: str) -> Generator[tuple[Path, OutputContainer]]:
    # An index that comes first is put there by reading the file again: it needs a name.
    options = {"movflags": "+faststart"} if format_ == "mp4" else {}
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"made.{format_}"
        with av.open(str(path), "w", format=format_, options=options) as file:
            yield path, file


def _moving(work: Work, place: int) -> list[Image.Image]:
    """Pan slowly over one painting that is a little wider than the film."""
    count = max(1, round(work.seconds * _FPS))
    margin = max(1, work.width // 8)
    wide = Work(
        "image",
        "png",
        work.digest,
        work.width + margin,
        work.height,
        cut_out=work.cut_out and work.format == "webm",
    )
    painting = paint(wide, place)
    starts = (margin * number // count for number in range(count))
    return [painting.crop((x, 0, x + work.width, work.height)) for x in starts]


def _sound(work: Work, place: int) -> bytes:
    out = io.BytesIO()
    with av.open(out, "w", format=work.format) as file:
        _speak(file, _add_sound(file, _CODECS[work.format]), work, place)
    return out.getvalue()


def _add_sound(file: OutputContainer, codec: str) -> AudioStream:
    stream = cast("AudioStream", file.add_stream(codec, rate=_RATE))
    stream.layout = "stereo"
    return stream


def _speak(file: OutputContainer, stream: AudioStream, work: Work, place: int) -> None:
    """Write two tones that follow from the digest."""
    times = np.arange(round(work.seconds * _RATE)) / _RATE
    low, high = (110 + int(work.digest[at : at + 2], 16) + 20 * place for at in (0, 2))
    wave = np.sin(2 * np.pi * low * times) * 0.2 + np.sin(2 * np.pi * high * times) * 0.1
    both = np.repeat(wave.astype(np.float32)[:, None], 2, axis=1)
    for start in range(0, len(both), _RATE):
        part = np.ascontiguousarray(both[start : start + _RATE]).reshape(1, -1)
        frame = AudioFrame.from_ndarray(part, "flt", "stereo")
        frame.sample_rate, frame.pts = _RATE, start
        frame.time_base = Fraction(1, _RATE)
        file.mux(stream.encode(frame))
    file.mux(stream.encode(None))
