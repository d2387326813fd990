"""Sets words: letters with their places, broken into lines, as large as fits the box."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import pairwise

from koda.animation.engines.python.renderer.fonts import (
    Face,
    advance,
    chain,
    face_for,
    font,
    kerning,
)
from koda.animation.engines.python.renderer.running import running_width
from koda.animation.plan import FontName

DESCENT = 0.24
"""Em below the base line that is kept free."""

_SMALLEST = 4.0
_BREAKS_BELOW = 0.4
"""Share of the wanted size under which words are broken rather than made smaller still."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter with its marks at its place in its line.

    Attributes:
        face: None where no font here has it, and in lines that run as a whole.
        x, width: Em, from the line's begin, without tracking.
        word, place: Which word of the text, and which letter of the line.
    """

    cluster: str
    face: Face | None
    x: float
    width: float
    word: int
    place: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line; with `running` it is drawn as a whole (Arabic, Hebrew, scripts of India)."""

    letters: tuple[Letter, ...]
    width: float
    running: str | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """Words as they are set; `fits` is false where even the smallest size is too large."""

    lines: tuple[Line, ...]
    size: float
    cap: float
    fits: bool


@dataclass(frozen=True, slots=True)
class _Word:
    clusters: tuple[str, ...]
    gap: float
    width: float
    number: int
    ends_line: bool = False


_Fits = Callable[[float], "list[list[_Word]] | None"]


@lru_cache(maxsize=512)
def set_words(
    text: str,
    family: FontName,
    weight: int,
    *,
    size: float,
    width: float,
    height: float,
    line_height: float,
    tracking: float,
) -> Setting:
    """Set a text into a box of units; `size` is the largest, `tracking` in em."""
    setter = _Setter(text, family, weight, tracking)
    cap = cap_height(family, weight)

    def fits(at: float, *, breaks: bool) -> list[list[_Word]] | None:
        lines = setter.wrapped(width / at, breaks=breaks)
        tall = at * (cap + DESCENT + line_height * (len(lines) - 1))
        wide = max((setter.width(line) for line in lines), default=0.0) * at
        return lines if tall <= height + 0.01 and wide <= width + 0.01 else None

    for breaks, low, high in ((False, size * _BREAKS_BELOW, size), (True, _SMALLEST, size)):
        found = _largest(partial(fits, breaks=breaks), low, high)
        if found is not None:
            at, lines = found
            lines = setter.balanced(lines, width / at, breaks=breaks)
            return Setting(setter.placed(lines), at, cap, fits=True)
    lines = setter.wrapped(width / _SMALLEST, breaks=True)
    return Setting(setter.placed(lines), _SMALLEST, cap, fits=False)


def _largest(fits: _Fits, low: float, high: float) -> tuple[float, list[list[_Word]]] | None:
    lines = fits(high)
    if lines is not None:
        return high, lines
    best = fits(low)
    if best is None:
        return None
    at = low
    for _ in range(14):
        middle = (low + high) / 2
        lines = fits(middle)
        if lines is None:
            high = middle
        else:
            low, at, best = middle, middle, lines
    return at, best


@lru_cache(maxsize=64)
def cap_height(family: FontName, weight: int) -> float:
    """Give how tall capitals are, in em."""
    metrics = font(chain(family, weight)[0], 1000.0).getMetrics()
    return metrics.fCapHeight / 1000 if metrics.fCapHeight > 0 else 0.7


def clusters(text: str) -> list[str]:
    """Take a text apart into letters with their marks, and emoji with what belongs to them."""
    found: list[str] = []
    joins = False
    for letter in text:
        code = ord(letter)
        is_mark = unicodedata.category(letter) in ("Mn", "Me", "Mc") or code in (0x200D, 0xFE0F)
        is_tone = 0x1F3FB <= code <= 0x1F3FF
        is_flag = 0x1F1E6 <= code <= 0x1F1FF
        pairs = is_flag and found and len(found[-1]) == 1 and 0x1F1E6 <= ord(found[-1]) <= 0x1F1FF
        if found and (is_mark or is_tone or joins or pairs) and not found[-1].isspace():
            found[-1] += letter
        else:
            found.append(letter)
        joins = code == 0x200D
    return found


def runs_as_whole(text: str) -> bool:
    """Tell whether letters depend on their neighbours, or run from right to left."""
    return any(
        unicodedata.bidirectional(letter) in ("R", "AL", "AN") or 0x0900 <= ord(letter) <= 0x109F
        for letter in text
    )


def _stands_alone(cluster: str) -> bool:
    """Tell whether a line may be broken on both sides of a letter, as in Chinese."""
    return 0x2E80 <= ord(cluster[0]) <= 0x9FFF or 0xF900 <= ord(cluster[0]) <= 0xFAFF


class _Setter:
    def __init__(self, text: str, family: FontName, weight: int, tracking: float) -> None:
        self._family, self._weight, self._tracking = family, weight, tracking
        self._running = runs_as_whole(text)
        self._space = advance(chain(family, weight)[0], " ") + tracking
        self._words = list(self._split(text))

    def _split(self, text: str) -> Iterable[_Word]:
        number = 0
        for row in text.split("\n"):
            words: list[tuple[str, ...]] = []
            for part in row.split():
                words.extend(self._parts(part))
            for place, word in enumerate(words):
                yield _Word(
                    word, self._space, self._word_width(word), number, place == len(words) - 1
                )
                number += 1

    def _parts(self, part: str) -> Iterable[tuple[str, ...]]:
        whole: list[str] = []
        for cluster in clusters(part):
            if _stands_alone(cluster) and not self._running:
                if whole:
                    yield tuple(whole)
                    whole = []
                yield (cluster,)
            else:
                whole.append(cluster)
        if whole:
            yield tuple(whole)

    def _word_width(self, word: Sequence[str]) -> float:
        if self._running:
            for cluster in word:
                face_for(self._family, self._weight, cluster)  # what is missing is noted there
            return running_width("".join(word), self._family, self._weight)
        return sum(step for _, step in self._steps(word))

    def _steps(self, word: Sequence[str]) -> list[tuple[Face | None, float]]:
        """Give each letter's face, and how far the next one is."""
        faces = [face_for(self._family, self._weight, cluster) for cluster in word]
        steps: list[tuple[Face | None, float]] = []
        for place, (cluster, face) in enumerate(zip(word, faces, strict=True)):
            step = 0.0 if face is None else advance(face, cluster) + self._tracking
            if face is not None and place + 1 < len(word) and faces[place + 1] == face:
                step += kerning(face, cluster, word[place + 1])
            steps.append((face, step))
        return steps

    def width(self, line: Sequence[_Word]) -> float:
        gaps = sum(self._gap(word, after) for word, after in pairwise(line))
        return sum(word.width for word in line) + gaps

    def _gap(self, word: _Word, after: _Word) -> float:
        alone = _stands_alone(word.clusters[0]) or _stands_alone(after.clusters[0])
        return 0.0 if alone or word.number == after.number else word.gap

    def wrapped(self, width: float, *, breaks: bool) -> list[list[_Word]]:
        lines: list[list[_Word]] = [[]]
        is_new = True
        for word in self._words:
            for part in self._broken(word, width) if breaks else (word,):
                if not is_new and self.width([*lines[-1], part]) > width:
                    lines.append([])
                lines[-1].append(part)
                is_new = False
            if word.ends_line:
                lines.append([])
                is_new = True
        return [line for line in lines if line]

    def _broken(self, word: _Word, width: float) -> Iterable[_Word]:
        if word.width <= width or len(word.clusters) < 2 or self._running:
            return [word]
        parts: list[list[str]] = [[]]
        for cluster in word.clusters:
            if parts[-1] and self._word_width([*parts[-1], cluster]) > width:
                parts.append([])
            parts[-1].append(cluster)
        return [
            _Word(tuple(part), self._space, self._word_width(part), word.number) for part in parts
        ]

    def balanced(
        self, lines: list[list[_Word]], width: float, *, breaks: bool
    ) -> list[list[_Word]]:
        """Make lines alike in length without making more of them."""
        if len(lines) < 2 or len(lines) > 6:
            return lines
        low, high, best = width / 2, width, lines
        for _ in range(8):
            middle = (low + high) / 2
            tried = self.wrapped(middle, breaks=breaks)
            if len(tried) == len(lines) and max(map(self.width, tried)) <= width:
                best, high = tried, middle
            else:
                low = middle
        return best

    def placed(self, lines: list[list[_Word]]) -> tuple[Line, ...]:
        return tuple(self._line(line) for line in lines)

    def _line(self, line: list[_Word]) -> Line:
        letters: list[Letter] = []
        x = 0.0
        for place, word in enumerate(line):
            if not self._running:
                begin = x
                for cluster, (face, step) in zip(
                    word.clusters, self._steps(word.clusters), strict=True
                ):
                    letters.append(Letter(cluster, face, begin, step, word.number, len(letters)))
                    begin += step
            x += word.width
            if place + 1 < len(line):
                x += self._gap(word, line[place + 1])
        if not self._running:
            return Line(tuple(letters), max(x - self._tracking, 0.0))
        words = " ".join("".join(word.clusters) for word in line)
        return Line((), running_width(words, self._family, self._weight), words)
