"""Writes films: frames and sound become an MP4 that plays everywhere, from any moment."""

# The vendor's types leave the parameters of a packet open.
# pyright: reportUnknownMemberType=false
from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import cast

import av
import numpy as np
from av.container import OutputContainer
from av.video.frame import VideoFrame
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc
from av.video.stream import VideoStream

from koda.core.errors import Invalid
from koda.media.frames import (
    MAX_FILM_SECONDS,
    RATE,
    Frame,
    Samples,
    Tell,
    check_bytes,
    check_frame_size,
    check_seconds,
    in_blocks,
    sane_rate,
    untold,
)
from koda.media.track import SoundCursor, add_sound, sound_frame

_SECONDS_BETWEEN_KEYS = 1
_THREADS = 2
_LARGE = 2048 * 1152


def write_film(
    target: Path,
    frames: Iterable[Frame],
    fps: Fraction | float,
    sound: Iterable[Samples] | Samples | None = None,
    *,
    quality: int = 20,
    seconds: float = 0.0,
    tell: Tell = untold,
) -> None:
    """Write H.264 (yuv420p) and AAC into an MP4 whose index comes first.

    Blocking; holds a few frames and about a second of sound at a time. Odd sizes get a repeated
    last row or column, because H.264 knows even sizes only. Sound beyond the last frame is cut.

    Args:
        target: The file that is made.
        frames: All of one size.
        fps: Frames per second, at most 60.
        sound: `Samples` at `RATE`, whole or in blocks; none for a silent film.
        quality: The encoder's constant rate factor: 18 is near lossless, 28 is small.
        seconds: How long it is going to be, for `tell`.
        tell: Is told how far the work is.

    Raises:
        Invalid: There is no frame, or sizes differ.
        TooLarge: Too many pixels, too long, or too many bytes.
    """
    rate = sane_rate(Fraction(fps).limit_denominator(1001))
    arriving = iter(frames)
    first = next(arriving, None)
    if first is None:
        raise Invalid("There are no frames to make a film of.", remedy="Choose another film.")
    check_frame_size(first.shape[1], first.shape[0])
    with av.open(str(target), "w", format="mp4", options={"movflags": "+faststart"}) as out:
        picture = _add_picture(out, rate, first, quality)
        speaker = None if sound is None else _Speaker(out, sound)
        count = 0
        for count, frame in enumerate(_all_alike(first, arriving), 1):
            out.mux(picture.encode(_picture_frame(frame, count - 1, rate)))
            if speaker is not None:
                speaker.speak_until(count / rate)
            if count % 16 == 0:
                tell(min(1.0, float(count / rate) / seconds) if seconds else 0.0)
                check_seconds(float(count / rate), MAX_FILM_SECONDS)
                check_bytes(target.stat().st_size)
        out.mux(picture.encode(None))
        if speaker is not None:
            speaker.end()
    check_bytes(target.stat().st_size)


class _Speaker:
    """The sound of a film that is being written, kept level with its frames."""

    def __init__(self, out: OutputContainer, sound: Iterable[Samples] | Samples) -> None:
        blocks = in_blocks(cast("Samples", sound)) if isinstance(sound, np.ndarray) else iter(sound)
        self._sound = SoundCursor(blocks)
        self._out = out
        self._stream = add_sound(out)
        self._spoken = 0

    def speak_until(self, seconds: Fraction) -> None:
        now = self._sound.take(int(seconds * RATE) - self._spoken)
        if len(now):
            self._out.mux(self._stream.encode(sound_frame(now, self._spoken)))
            self._spoken += len(now)

    def end(self) -> None:
        self._out.mux(self._stream.encode(None))


def _add_picture(out: OutputContainer, rate: Fraction, first: Frame, quality: int) -> VideoStream:
    options = {"crf": str(quality), "preset": "veryfast"}
    if first.shape[0] * first.shape[1] > _LARGE:
        options["rc-lookahead"] = "4"  # each frame that waits takes 16 MB and more
    stream = out.add_stream("libx264", rate=rate, options=options)
    stream.height, stream.width = (side + side % 2 for side in first.shape[:2])
    stream.pix_fmt = "yuv420p"
    stream.gop_size = max(1, round(rate * _SECONDS_BETWEEN_KEYS))
    stream.thread_count = _THREADS
    stream.color_primaries = ColorPrimaries.BT709
    stream.color_trc = ColorTrc.BT709
    stream.colorspace = Colorspace.ITU709
    stream.color_range = ColorRange.MPEG
    return stream


def _all_alike(first: Frame, rest: Iterator[Frame]) -> Iterator[Frame]:
    yield first
    for frame in rest:
        if frame.shape != first.shape:
            raise Invalid("The frames of a film must be of one size.")
        yield frame


def _picture_frame(pixels: Frame, place: int, rate: Fraction) -> VideoFrame:
    tall, wide = pixels.shape[0] % 2, pixels.shape[1] % 2
    if tall or wide:
        pixels = np.pad(pixels, ((0, tall), (0, wide), (0, 0)), mode="edge")
    whole = VideoFrame.from_ndarray(np.ascontiguousarray(pixels, np.uint8), "rgb24")
    frame = whole.reformat(format="yuv420p", dst_colorspace=Colorspace.ITU709)
    frame.pts = place
    frame.time_base = 1 / rate
    return frame
