"""Writes frames and a sound as a film: H.264 and AAC in an MP4 whose index comes first."""

# The vendor's types leave the parameters of a packet open.
# pyright: reportUnknownMemberType=false
from __future__ import annotations

import tempfile
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import av
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc
from av.video.stream import VideoStream

from koda.media.frames import RATE
from koda.media.sound import Sound, samples_of
from koda.media.track import add_sound, sound_frame
from koda.providers.offline_film.planes import FPS, Planes
from koda.providers.offline_making import breathe

# Twice as fast as what the film tools use, and a third larger: nobody waits for a preview.
_OPTIONS = {"crf": "23", "preset": "superfast"}
_THREADS = 2


def film_of(
    frames: Iterable[Planes], size: tuple[int, int], sound: Sound | None, note: str
) -> bytes:
    """Write a film of `FPS` frames a second; sound beyond the last frame is cut. Blocking."""
    with tempfile.TemporaryDirectory(prefix="koda-film-") as folder:
        path = Path(folder) / "film.mp4"
        with av.open(str(path), "w", format="mp4", options={"movflags": "+faststart"}) as out:
            out.metadata["comment"] = note
            picture = _add_picture(out.add_stream("libx264", rate=FPS, options=_OPTIONS), size)
            voice = None if sound is None else add_sound(out)
            samples = None if sound is None else samples_of(sound)
            spoken = 0
            for number, frame in enumerate(frames):
                breathe()
                image = frame.frame()
                image.pts, image.time_base = number, Fraction(1, FPS)
                out.mux(picture.encode(image))
                if voice is not None and samples is not None:
                    until = min(len(samples), (number + 1) * RATE // FPS)
                    if until > spoken:
                        out.mux(voice.encode(sound_frame(samples[spoken:until], spoken)))
                        spoken = until
            out.mux(picture.encode(None))
            if voice is not None:
                out.mux(voice.encode(None))
        return path.read_bytes()


def _add_picture(stream: VideoStream, size: tuple[int, int]) -> VideoStream:
    stream.width, stream.height = size
    stream.pix_fmt = "yuv420p"
    stream.gop_size = FPS
    stream.thread_count = _THREADS
    stream.color_primaries = ColorPrimaries.BT709
    stream.color_trc = ColorTrc.BT709
    stream.colorspace = Colorspace.ITU709
    stream.color_range = ColorRange.MPEG
    return stream
