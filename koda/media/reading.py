"""Reads films as they are shown: frames turned upright, at even times, with their sound beside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import cast

import av.error
import numpy as np
from av.audio.resampler import AudioResampler
from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from koda.core.errors import Unsupported
from koda.media.frames import RATE, Frame, Samples, check_frame_size, sane_rate
from koda.media.opening import damaged, film_streams, length_of, open_container

# Times are sums of fractions that containers round to milliseconds.
_SLACK = 0.002
Size = tuple[int, int]
"""Width and height."""

_WIDEST = 4  # a wider pixel than any format has is a damaged number


@dataclass(frozen=True, slots=True)
class FilmFacts:
    """What a film or sound is. Pixels as shown; `width` is 0 for a sound."""

    width: int
    height: int
    fps: Fraction
    seconds: float
    has_sound: bool


def facts_of(path: Path) -> FilmFacts:
    """Read what a film or sound is.

    Raises:
        Unsupported: It is neither.
        TooLarge: Its frames have too many pixels.
    """
    with open_container(path) as container:
        films = film_streams(container)
        sounds = container.streams.audio
        if not films and not sounds:
            raise Unsupported("There is no film or sound in this file.", remedy="Choose another.")
        if not films:
            return FilmFacts(0, 0, Fraction(0), length_of(container) or 0.0, True)
        stream = films[0]
        check_frame_size(stream.codec_context.width, stream.codec_context.height)
        first = next(_decoded(container, stream), None)
        if first is None:
            raise damaged()
        height, width = upright(first, stream).shape[:2]
        rate = sane_rate(stream.average_rate or stream.guessed_rate)
        # A still picture in a film's file has no length; it is shown for one frame.
        seconds = length_of(container) or float(1 / rate)
        return FilmFacts(width, height, rate, seconds, bool(sounds))


def read_frames(path: Path, start: float = 0.0) -> Iterator[tuple[float, Frame]]:
    """Give a film's frames with their times in seconds, from the one shown at `start`.

    Blocking; one frame is held at a time. Raises as `stored_frames`.
    """
    size: Size | None = None  # recordings may change theirs on the way
    for time, frame, stream in stored_frames(path, start):
        size = size or (frame.width, frame.height)
        yield time, upright(frame, stream, size)


def stored_frames(
    path: Path, start: float = 0.0
) -> Iterator[tuple[float, VideoFrame, VideoStream]]:
    """Give a film's frames as they are stored, from the one shown at `start`.

    For those who look at them small, or at few of them: `upright` costs as much as decoding.

    Raises:
        Unsupported: There is no film in the file.
        Invalid: It is damaged.
        TooLarge: Its frames have too many pixels.
    """
    with open_container(path) as container:
        films = film_streams(container)
        if not films:
            raise Unsupported("There is no film in this file.", remedy="Choose a film.")
        stream = films[0]
        check_frame_size(stream.codec_context.width, stream.codec_context.height)
        stream.thread_type = "AUTO"
        origin = _origin(container)
        _go_to(container, start)
        shown: VideoFrame | None = None
        for frame in _decoded(container, stream):
            if frame.time - origin > start + _SLACK:
                if shown is not None:
                    yield max(shown.time - origin, 0.0), shown, stream
                shown = None
                yield frame.time - origin, frame, stream
            else:
                shown = frame  # the one on the screen at `start`, unless another comes
        if shown is not None:
            yield max(shown.time - origin, 0.0), shown, stream


def paced(
    frames: Iterable[tuple[float, Frame]], fps: Fraction, start: float, end: float
) -> Iterator[Frame]:
    """Show timed frames at an even pace: repeated where they are sparse, left out where dense."""
    count = max(1, round((end - start) * fps))
    made = 0
    held: Frame | None = None
    for time, frame in frames:
        while held is not None and made < count and start + float(made / fps) < time - _SLACK:
            yield held
            made += 1
        if made >= count:
            return
        held = frame
    while held is not None and made < count:
        yield held
        made += 1


def read_sound(path: Path, start: float = 0.0, end: float | None = None) -> Iterator[Samples]:
    """Give the sound of a film or sound file in blocks, nothing if it has none.

    Where the sound begins later than the film, silence comes first.
    """
    limit = None if end is None else round((end - start) * RATE)
    place = None  # of the next sample, counted from `start`
    for time, samples in _heard(path, start):
        if place is None:
            place = round((time - start) * RATE)
            yield from _silence(place if limit is None else min(place, limit))
        wanted = samples[max(0, -place) :]
        place += len(samples)
        if limit is not None and place > limit:
            wanted = wanted[: max(0, len(wanted) - (place - limit))]
        if len(wanted):
            yield wanted
        if limit is not None and place >= limit:
            return


def _heard(path: Path, start: float) -> Iterator[tuple[float, Samples]]:
    """Blocks of sound from a little before `start`, each with the time of the first of all."""
    with open_container(path) as container:
        if not container.streams.audio:
            return
        origin = _origin(container)
        _go_to(container, start)
        resampler = AudioResampler("flt", "stereo", RATE)
        first = 0.0
        for place, frame in enumerate(container.decode(container.streams.audio[0])):
            if place == 0:
                first = (frame.time or 0.0) - origin
            for piece in resampler.resample(frame):
                yield first, cast("Samples", piece.to_ndarray()).reshape(-1, 2)
        for piece in resampler.resample(None):
            yield first, cast("Samples", piece.to_ndarray()).reshape(-1, 2)


def upright(frame: VideoFrame, stream: VideoStream, size: Size | None = None) -> Frame:
    """Give a decoded frame as it is meant to be shown: square pixels, turned, red-green-blue.

    With `size`, it is scaled to this width and height of stored pixels.
    """
    width, height = size or (frame.width, frame.height)
    wide = stream.sample_aspect_ratio or Fraction(1)
    if 0 < wide <= _WIDEST:
        width = max(1, round(width * wide))
    pixels = cast("Frame", frame.to_ndarray(format="rgb24", width=width, height=height))
    return np.rot90(pixels, frame.rotation // 90 % 4) if frame.rotation else pixels


def _silence(count: int) -> Iterator[Samples]:
    while count > 0:
        yield np.zeros((min(count, RATE), 2), np.float32)
        count -= RATE


def _origin(container: InputContainer) -> float:
    """The time at which what is in the file begins, in seconds."""
    return max(container.start_time or 0, 0) / 1_000_000


def _go_to(container: InputContainer, seconds: float) -> None:
    if seconds <= 0:
        return
    try:
        container.seek(round((seconds + _origin(container)) * 1_000_000))
    except av.error.FFmpegError:
        container.seek(0)  # no index: it is read from its beginning


def _decoded(container: InputContainer, stream: VideoStream) -> Iterator[VideoFrame]:
    for frame in container.decode(stream):
        check_frame_size(frame.width, frame.height)
        if frame.pts is not None:
            yield frame
