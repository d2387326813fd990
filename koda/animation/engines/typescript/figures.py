"""Numbers in the words of a scene, taken apart so that they can be counted and compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

MOST_FIGURES = 7
_NUMBER = re.compile(
    r"(?<![\w.,])(?P<prefix>[-+−]?\s?[€$£¥]?)(?P<digits>\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?P<suffix>\s?%|\s?(?:[kKMB]|bn|million|billion|x|×)(?!\w)|\+)?(?![\w])"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_EDGES = " \t:;,.–—-·→|"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it counts.

    Attributes:
        label: The words around it.
        written: It as it stands in the words: how it ends after it was counted.
    """

    label: str
    value: float
    decimals: int
    prefix: str
    suffix: str
    written: str


def figures_of(lines: Sequence[str]) -> tuple[tuple[Figure, ...], tuple[str, ...]]:
    """Give the figures of some lines, and the lines without any. A year is no figure."""
    figures: list[Figure] = []
    others: list[str] = []
    for line in lines:
        figure = figure_of(line) if len(figures) < MOST_FIGURES else None
        if figure is None:
            others.append(line)
        else:
            figures.append(figure)
    return tuple(figures), tuple(others)


def figure_of(line: str) -> Figure | None:
    """Give the first number of a line that is no year; none if there is none."""
    for found in _NUMBER.finditer(line):
        prefix, digits, suffix = found["prefix"], found["digits"], found["suffix"] or ""
        if not prefix.strip() and not suffix and _YEAR.fullmatch(digits):
            continue
        before, after = line[: found.start()].strip(_EDGES), line[found.end() :].strip(_EDGES)
        plain = digits.replace(",", "")
        if len(plain) > 12:
            continue
        return Figure(
            label=" ".join(part for part in (before, after) if part),
            value=float(plain),
            decimals=len(plain.partition(".")[2]),
            prefix=prefix,
            suffix=suffix,
            written=found[0],
        )
    return None
