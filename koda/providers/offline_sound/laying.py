"""Lays a sound over a film whose pictures stay as they are."""

# The vendor's types leave the parameters of a packet open.
# pyright: reportUnknownMemberType=false
from __future__ import annotations

import tempfile
from collections.abc import Iterator
from fractions import Fraction
from itertools import chain
from pathlib import Path

import av
from av.video.stream import VideoStream

from koda.core.errors import Invalid
from koda.media.film import write_film
from koda.media.frames import RATE, Frame, check_seconds
from koda.media.opening import film_streams, open_container
from koda.media.reading import FilmFacts, paced, read_frames
from koda.media.sound import Sound, samples_of
from koda.media.track import add_sound, sound_frame
from koda.providers.offline_making import breathe

# What an MP4 holds in every browser; all else is encoded anew.
_COPIED = {"h264", "av1"}


def laid_over(film: Path, facts: FilmFacts, sound: Sound) -> bytes:
    """Give the film with this sound instead of its own; blocking.

    The pictures are copied untouched where an MP4 can hold them.
    """
    with tempfile.TemporaryDirectory(prefix="koda-sound-") as folder:
        target = Path(folder) / "film.mp4"
        if not _copied(film, sound, target):
            frames = paced(read_frames(film), facts.fps, 0.0, facts.seconds)
            write_film(target, _breathing(frames), facts.fps, samples_of(sound))
        return target.read_bytes()


def lengthened(film: Path, facts: FilmFacts, sound: Sound, mode: str) -> bytes:
    """Give the film with a sound that lasts longer, lengthened as `mode` says; blocking.

    `loop` begins again, `bounce` goes back and forth, `remap` is slowed down, and `silence`
    holds the last frame.
    """
    seconds = sound.shape[1] / RATE
    check_seconds(seconds)
    with tempfile.TemporaryDirectory(prefix="koda-sound-") as folder:
        target = Path(folder) / "film.mp4"
        timed = _LENGTHENING[mode](film, facts, seconds)
        frames = paced(timed, facts.fps, 0.0, seconds)
        write_film(target, _breathing(frames), facts.fps, samples_of(sound))
        return target.read_bytes()


def _copied(film: Path, sound: Sound, target: Path) -> bool:
    samples, spoken = samples_of(sound), 0
    try:
        with (
            open_container(film) as source,
            av.open(str(target), "w", format="mp4", options={"movflags": "+faststart"}) as out,
        ):
            stream = film_streams(source)[0]
            if stream.codec_context.name not in _COPIED:
                return False
            copy = out.add_stream_from_template(stream)
            voice = add_sound(out)
            begins = _begins(stream)
            for packet in source.demux(stream):
                if not packet.size:
                    continue  # the last one only says that there are no more
                if packet.dts is None or packet.pts is None:
                    return False  # no order to write them in
                packet.dts, packet.pts = packet.dts - begins, packet.pts - begins
                until = min(len(samples), round((packet.pts * packet.time_base + 1) * RATE))
                if until > spoken:
                    out.mux(voice.encode(sound_frame(samples[spoken:until], spoken)))
                    spoken = until
                packet.stream = copy
                out.mux(packet)
                breathe()
            if spoken < len(samples):
                out.mux(voice.encode(sound_frame(samples[spoken:], spoken)))
            out.mux(voice.encode(None))
    except (Invalid, ValueError, IndexError):
        return False
    return True


def _begins(stream: VideoStream) -> int:
    return max(0, stream.start_time or 0)


def _breathing(frames: Iterator[Frame]) -> Iterator[Frame]:
    for frame in frames:
        breathe()
        yield frame


Timed = Iterator[tuple[float, Frame]]


def _looped(film: Path, facts: FilmFacts, seconds: float) -> Timed:
    start = 0.0
    while start < seconds:
        yield from ((start + time, frame) for time, frame in read_frames(film))
        start += max(facts.seconds, 0.1)


def _bounced(film: Path, facts: FilmFacts, seconds: float) -> Timed:
    start = 0.0
    while start < seconds:
        yield from ((start + time, frame) for time, frame in read_frames(film))
        start += max(facts.seconds, 0.1)
        yield from ((start + time, frame) for time, frame in _backwards(film, facts))
        start += max(facts.seconds, 0.1)


def _backwards(film: Path, facts: FilmFacts) -> Timed:
    """From the last frame to the first; a second is held at a time."""
    end = facts.seconds
    step = Fraction(1) / facts.fps
    while end > 0:
        start = max(0.0, end - 1.0)
        part = list(paced(read_frames(film, start), facts.fps, start, end))
        for number, frame in enumerate(reversed(part)):
            yield facts.seconds - end + float(number * step), frame
        end = start


def _slowed(film: Path, facts: FilmFacts, seconds: float) -> Timed:
    times = seconds / max(facts.seconds, 0.1)
    return ((time * times, frame) for time, frame in read_frames(film))


def _held(film: Path, _facts: FilmFacts, _seconds: float) -> Timed:
    return chain(read_frames(film))


_LENGTHENING = {"loop": _looped, "bounce": _bounced, "remap": _slowed, "silence": _held}
MODES = frozenset(_LENGTHENING)
