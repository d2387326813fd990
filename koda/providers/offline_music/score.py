"""Writes a piece down: every note of every part, with its time, loudness and place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from koda.providers.offline_art.noise import Stream, branch, chance, pick
from koda.providers.offline_music.drums import PATTERNS, STRENGTH
from koda.providers.offline_music.form import Form, Section, form_of
from koda.providers.offline_music.melody import tune
from koda.providers.offline_music.theory import PROGRESSIONS, SCALES, chord, pitch, voiced
from koda.providers.offline_music.words import Taste

_STEPS = 16
_LEAD_CENTRE = {"bell": 79, "brass": 67, "choir": 67, "saw": 72, "marimba": 74, "guitar": 67}


@dataclass(frozen=True, slots=True)
class Event:
    """A note or stroke: seconds, semitone (0 for drums), and how it is mixed.

    `side` is -1 left to 1 right; `room` how much of it echoes.
    """

    name: str
    midi: int
    start: float
    length: float
    loud: float
    side: float
    room: float


class Score:
    """All of a piece, written by its parts one after the other."""

    def __init__(self, taste: Taste, seconds: float, rng: Stream, *, sung: bool) -> None:
        """Decide key, chords and tunes; nothing is written yet."""
        self._taste = taste
        self._lead = "choir" if sung else taste.lead
        self.form: Form = form_of(seconds, taste.tempo, taste.beats)
        self._scale = SCALES[taste.scale]
        key = taste.root if taste.root is not None else int(rng.randint(0, 12))
        self._root = 48 + (key if key < 7 else key - 12)
        choices = PROGRESSIONS[taste.scale]
        first = int(rng.randint(0, len(choices)))
        second = (first + 1 + int(rng.randint(0, len(choices) - 1))) % len(choices)
        self._chords = {"a": choices[first], "b": choices[second], "c": choices[second]}
        self._tunes = {
            kind: tune(
                branch(rng),
                taste.beats,
                taste.density * (0.6 if kind in {"c", "outro"} else 1.0),
                self._chords.get(kind, choices[first]),
                lift=2 if kind == "b" else 0,
            )
            for kind in ("a", "b", "c", "outro")
        }
        self._rng = branch(rng)

    @property
    def _bar(self) -> float:
        return self.form.bar

    def events(self) -> Iterator[Event]:
        """Write every part of every section, and the last chord."""
        before: list[int] = []
        for section in self.form.sections:
            for bar in range(section.bars):
                degree = self._degree(section, bar)
                tones = voiced(
                    chord(self._root, self._scale, degree, seventh=self._taste.seventh), before, 60
                )
                before = tones
                start = (section.start + bar) * self._bar
                yield from self._comping(tones, start)
                if "bass" in section.parts:
                    yield from self._bass(degree, start, bar)
                yield from self._drumming(section, bar, start)
            if "lead" in section.parts:
                yield from self._melody(section)
        yield from self._ending(before)

    def _degree(self, section: Section, bar: int) -> int:
        chords = self._chords.get(section.kind, self._chords["a"])
        if section.start + bar == self.form.bars - 1:
            return 0
        return chords[bar % len(chords)]

    def _comping(self, tones: list[int], start: float) -> Iterator[Event]:
        name, beats = self._taste.chords, self._taste.beats
        beat = self._bar / beats
        if self._taste.comping == "held":
            for place, tone in enumerate(tones):
                yield self._chord_tone(name, tone, start, self._bar, 0.34, place, len(tones))
        elif self._taste.comping == "arpeggio":
            order = [*range(len(tones)), *range(len(tones) - 2, 0, -1)]
            for eighth in range(2 * beats):
                place = order[eighth % len(order)]
                loud = 0.42 if eighth % 2 == 0 else 0.34
                at = start + self._swung(eighth) * beat / 2
                yield self._chord_tone(name, tones[place], at, beat, loud, place, len(tones))
        elif self._taste.comping == "waltz":
            for number in range(1, beats):
                for place, tone in enumerate(tones):
                    at = start + number * beat
                    yield self._chord_tone(name, tone, at, beat * 0.6, 0.3, place, len(tones))
        else:
            rhythm = "x--x--x---x-x---" if self._taste.comping == "stabs" else "x---x-x-x---x-xx"
            yield from self._struck(name, tones, start, rhythm)

    def _struck(self, name: str, tones: list[int], start: float, rhythm: str) -> Iterator[Event]:
        step = self._bar / _STEPS
        strum = 0.011 if self._taste.comping == "strum" else 0.0
        low = tones[:1] if name == "drive" else tones  # a bent chord is a fifth only
        for number, sign in enumerate(rhythm):
            if sign == "-":
                continue
            following = next((n for n in range(number + 1, _STEPS) if rhythm[n] != "-"), _STEPS)
            length = (following - number) * step * (0.5 if not strum else 0.95)
            for place, tone in enumerate(low):
                shift = -12 if name == "drive" else 0
                at = start + number * step + place * strum
                yield self._chord_tone(name, tone + shift, at, length, 0.34, place, len(low))

    def _chord_tone(
        self, name: str, tone: int, start: float, length: float, loud: float, place: int, of: int
    ) -> Event:
        side = 0.0 if of < 2 else 0.5 * (2 * place / (of - 1) - 1)
        return Event(name, tone, start, length, loud * pick(self._rng, 0.9, 1), side, 0.7)

    def _bass(self, degree: int, start: float, bar: int) -> Iterator[Event]:
        taste = self._taste
        beat = self._bar / taste.beats
        low = pitch(self._root, self._scale, degree) - 12
        low = low - 12 if low > 45 else low
        fifth = pitch(self._root, self._scale, degree + 4) - 12
        fifth = fifth - 12 if fifth > 50 else fifth
        if taste.drums in {"four", "eighties", "chip", "rock"}:
            for eighth in range(2 * taste.beats):
                loud = 0.62 if eighth % 2 == 0 else 0.5
                yield self._low(low, start + eighth * beat / 2, beat * 0.42, loud)
        elif taste.drums == "jazz":
            walk = [low, pitch(self._root, self._scale, degree + 2) - 12, fifth, low + 2]
            for number in range(taste.beats):
                yield self._low(walk[number % 4], start + number * beat, beat * 0.9, 0.6)
        elif taste.drums == "none":
            yield self._low(low, start, self._bar * 0.98, 0.5)
        else:
            half = taste.beats / 2 if taste.beats % 2 == 0 else taste.beats - 1
            yield self._low(low, start, beat * (half - 0.25), 0.62)
            other = fifth if bar % 2 else low
            yield self._low(other, start + half * beat, beat * 0.9, 0.55)

    def _low(self, midi: int, start: float, length: float, loud: float) -> Event:
        return Event(self._taste.bass, midi, start, length, loud, 0.0, 0.08)

    def _drumming(self, section: Section, bar: int, start: float) -> Iterator[Event]:
        pattern = PATTERNS[self._taste.drums]
        light = "light" in section.parts
        if not pattern or not (light or "drums" in section.parts):
            return
        steps = 4 * self._taste.beats
        step = self._bar / steps
        closing = bar == section.bars - 1 and not light
        for drum, signs in pattern.items():
            if light and drum not in {"hat", "shaker", "ride", "brush"}:
                continue
            for number, sign in enumerate(signs[:steps]):
                if sign == "-" or (closing and number >= steps - 4 and drum != "kick"):
                    continue
                late = self._taste.swing * 2 * step if number % 4 == 2 else 0.0
                loud = STRENGTH[sign] * _LEVELS.get(drum, 0.5) * pick(self._rng, 0.88, 1)
                side = _SIDES.get(drum, 0.0)
                yield Event(drum, 0, start + number * step + late, 0, loud, side, 0.12)
        if closing:
            fill = "taiko" if self._taste.drums == "epic" else "tom"
            for number in range(4):
                at = start + (steps - 4 + number) * step
                yield Event(fill, 0, at, 0, 0.26 + 0.08 * number, 0.5 - 0.33 * number, 0.2)
        if bar == 0 and section.kind == "b" and self._taste.drums not in {"soft", "lofi", "pulse"}:
            yield Event("crash", 0, start, 0, 0.32, 0.3, 0.3)

    def _melody(self, section: Section) -> Iterator[Event]:
        beats = self._taste.beats
        eighth = self._bar / (2 * beats)
        centre = _LEAD_CENTRE.get(self._lead, 72)
        lift = 12 * round((centre - self._root) / 12)
        for repeat in range(0, section.bars, 4):
            for note in self._tunes.get(section.kind, self._tunes["a"]):
                bar = repeat + note.start // (2 * beats)
                if bar >= section.bars or section.start + bar == self.form.bars - 1:
                    continue
                at = (section.start + repeat) * self._bar + self._swung(note.start) * eighth
                at += pick(self._rng, 0, 0.008)
                midi = pitch(self._root, self._scale, note.degree) + lift
                length = note.length * eighth * 0.96
                yield Event(self._lead, midi, at, length, 0.62 * note.loud, -0.08, 0.55)
                if "double" in section.parts and chance(self._rng, 0.85):
                    other = self._taste.lead if self._lead == "choir" else "pad"
                    yield Event(other, midi + 12, at, length, 0.2 * note.loud, 0.35, 0.7)

    def _swung(self, eighth: int) -> float:
        return eighth + (2 * self._taste.swing if eighth % 2 else 0.0)

    def _ending(self, before: list[int]) -> Iterator[Event]:
        """The last chord of the key, until nothing is heard any more."""
        start, tail = self.form.bars * self._bar, self.form.tail
        tones = voiced(chord(self._root, self._scale, 0, seventh=self._taste.seventh), before, 60)
        for place, tone in enumerate(tones):
            yield self._chord_tone(self._taste.chords, tone, start, tail, 0.42, place, len(tones))
        low = self._root - 12
        yield self._low(low, start, tail * 0.9, 0.55)
        if self._taste.drums not in {"none", "soft", "lofi", "pulse"}:
            yield Event("crash", 0, start, 0, 0.3, 0.2, 0.3)
            yield Event("kick", 0, start, 0, 0.6, 0.0, 0.1)


_LEVELS = {
    "kick": 0.85, "snare": 0.6, "gated": 0.6, "clap": 0.5, "hat": 0.22, "open": 0.2, "ride": 0.25,
    "rim": 0.4, "shaker": 0.3, "brush": 0.35, "conga": 0.45, "taiko": 0.8, "chip": 0.4,
}  # fmt: skip
_SIDES = {"hat": 0.3, "open": 0.3, "ride": -0.35, "shaker": -0.4, "conga": 0.4, "rim": 0.15}
