"""Reads what files show; what decodes them is loaded with the first file, not with the server."""

# ruff: noqa: PLC0415 — that is what this module is for: 30 MB of codecs, slower cold starts

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from koda.core.asset import AssetKind

if TYPE_CHECKING:
    from koda.assets.probe import Facts


def facts(path: Path, *, is_sequence: bool) -> Facts:
    """Say what a file is; see `probe` and `probe_sequence`."""
    from koda.assets.probe import probe
    from koda.assets.sequences import probe_sequence

    return probe_sequence(path) if is_sequence else probe(path)


def small(path: Path, kind: AssetKind, size: int) -> bytes:
    """Give a picture, or one of a film, as a WebP of at most `size` pixels on its long side."""
    from koda.assets.probe import open_picture, shrink

    return shrink(open_picture(path, kind, near=2 * size), size)


def strip(path: Path, seconds: float | None) -> bytes:
    """Give a film as one strip of small pictures; see `koda.assets.sprite`."""
    from koda.assets.sprite import sprite

    return sprite(path, seconds)


def heights(path: Path, count: int) -> list[float]:
    """Give a sound's waveform, from 0 to 1; see `koda.media.peaks`."""
    from koda.media.peaks import peaks

    return peaks(path, count)


def waveform(tall: Sequence[float], size: int) -> bytes:
    """Draw heights; see `draw_waveform`."""
    from koda.assets.waveform import draw_waveform

    return draw_waveform(tall, size)
