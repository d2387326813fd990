"""Mixes sounds into one that is exactly as long as the film."""

# The vendor's types leave the parameters of packets and streams open.
# pyright: reportUnknownMemberType=false
from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from fractions import Fraction
from typing import cast

from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.container import InputContainer
from av.error import FFmpegError
from av.filter import Graph
from av.filter.context import FilterContext

from koda.animation.rendering.agent.opening import Refused, opened, origin_of

RATE = 48_000
_FADE_SECONDS = 0.4
_LOUDEST = 0.97  # of full scale: what is louder is turned down, never cut off
_BLOCK = 1_024


def mixed(tracks: Sequence[tuple[str, str]], seconds: float) -> Iterator[AudioFrame]:
    """Give the mix in short frames: each sound from the beginning, all silent at the end.

    Args:
        tracks: The file of each, and what it is called.
        seconds: How long it lasts; later sound is left, earlier ends are followed by silence.

    Raises:
        Refused: One of them is no sound, or damaged.
    """
    with ExitStack() as stack:
        containers = [stack.enter_context(opened(*track)) for track in tracks]
        sounds = [
            _Sound(one, name)
            for one, (_, name) in zip(containers, tracks, strict=True)
            if one.streams.audio
        ]
        if sounds:
            graph, out = _desk(sounds, seconds)
            yield from _flow(sounds, out)
            del graph  # its end does not keep it alive


class _Sound:
    """One of the sounds, decoded as it is needed; `heard`: samples so far."""

    def __init__(self, container: InputContainer, name: str) -> None:
        self.heard = 0
        self.is_over = False
        self.source: FilterContext | None = None
        self._name = name
        self._decoded = container.decode(container.streams.audio[0])
        self._first = self._next()
        begin = 0.0 if self._first is None else (self._first.time or 0.0) - origin_of(container)
        self.late = max(0, round(begin * RATE))
        self._resampler = AudioResampler("fltp", "stereo", RATE)

    def go_on(self) -> None:
        """Give the mix the next piece, or say that there is none."""
        frame, self._first = self._first, None
        frame = self._next() if frame is None else frame
        for piece in self._resampler.resample(cast("AudioFrame", frame)):
            self._give(piece)
        if frame is None:
            self.is_over = True
            if self.source is not None:
                self.source.push(None)

    def _next(self) -> AudioFrame | None:
        try:
            return next(self._decoded, None)
        except FFmpegError as error:
            raise Refused(self._name) from error

    def _give(self, piece: AudioFrame) -> None:
        piece.pts, piece.time_base = self.heard, Fraction(1, RATE)
        self.heard += piece.samples
        if self.source is not None:
            self.source.push(piece)


def _desk(sounds: Sequence[_Sound], seconds: float) -> tuple[Graph, FilterContext]:
    """Set the mix up, and give where it comes out."""
    graph = Graph()
    mix = graph.add("amix", f"inputs={len(sounds)}:normalize=0:duration=longest")
    for place, sound in enumerate(sounds):
        sound.source = graph.add_abuffer(
            sample_rate=RATE, format="fltp", layout="stereo", time_base=Fraction(1, RATE)
        )
        late = graph.add("adelay", f"delays={sound.late}S:all=1")
        sound.source.link_to(late)
        late.link_to(mix, 0, place)
    fade = max(0.0, seconds - _FADE_SECONDS)
    steps = (
        ("alimiter", f"limit={_LOUDEST}:level=0:latency=1"),
        ("apad", ""),
        ("atrim", f"end_sample={round(seconds * RATE)}"),
        ("afade", f"t=out:st={fade:.6f}:d={min(_FADE_SECONDS, seconds):.6f}"),
        ("aformat", "sample_fmts=fltp:channel_layouts=stereo"),
        ("asetnsamples", f"n={_BLOCK}:p=0"),
        ("abuffersink", ""),
    )
    last = mix
    for name, how in steps:
        step = graph.add(name, how)
        last.link_to(step)
        last = step
    graph.configure()
    return graph, last


def _flow(sounds: Sequence[_Sound], out: FilterContext) -> Iterator[AudioFrame]:
    """Take what comes out; where nothing does, the sound that is the least far goes on."""
    while True:
        try:
            yield cast("AudioFrame", out.pull())
        except EOFError:
            return
        except BlockingIOError:
            going = [one for one in sounds if not one.is_over]
            if not going:
                return
            min(going, key=lambda one: one.heard + one.late).go_on()
