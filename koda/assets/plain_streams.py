"""What a film or sound file is, read from its head without a decoder, where the codecs are not.

Types by their first bytes; of MP4 (ISO/IEC 14496-12) the length, size and sound, of WAV the length.
"""

from __future__ import annotations

import struct
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

_BOXES = frozenset({b"moov", b"trak", b"mdia"})
_HEAD = 64
_MOST_MOOV = 64 * 1024 * 1024


class PlainFacts(NamedTuple):
    """What the head tells. Pixels as displayed, 0 where it does not tell them."""

    is_video: bool
    mime: str
    seconds: float | None = None
    width: int = 0
    height: int = 0
    has_audio: bool = False


def read_plain(path: Path) -> PlainFacts | None:
    """Read what the head of a file tells; none for what is no film or sound that Koda keeps."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
        if head[4:8] == b"ftyp":
            return _movie(file)
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return PlainFacts(True, "video/webm") if b"webm" in head else None
    if head.startswith(b"RIFF") and head[8:12] == b"WAVE":
        return PlainFacts(False, "audio/wav", _wav_seconds(path), has_audio=True)
    mime = _sound_type(head)
    return PlainFacts(False, mime, has_audio=True) if mime else None


def _sound_type(head: bytes) -> str | None:
    if head.startswith(b"OggS"):
        return "audio/ogg"
    if head.startswith(b"fLaC"):
        return "audio/flac"
    if head.startswith(b"ID3"):
        return "audio/mpeg"
    if len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0:
        return "audio/aac" if head[1] & 0x06 == 0 else "audio/mpeg"
    return None


def _wav_seconds(path: Path) -> float | None:
    try:
        with wave.open(str(path), "rb") as file:
            return file.getnframes() / file.getframerate()
    except (wave.Error, EOFError, ZeroDivisionError):
        return None


def _movie(file: BinaryIO) -> PlainFacts | None:
    moov = _moov(file)
    if moov is None:
        return None
    seconds, kinds, sizes = None, set[bytes](), [(0, 0)]
    try:
        for name, content in _boxes(moov):
            if name == b"mvhd":
                seconds = _movie_seconds(content)
            elif name == b"tkhd":
                sizes.append(_track_size(content))
            elif name == b"hdlr":
                kinds.add(content[8:12])
    except (struct.error, IndexError):
        return None
    if not kinds & {b"vide", b"soun"}:
        return None
    if b"vide" not in kinds:
        return PlainFacts(False, "audio/mp4", seconds, has_audio=True)
    return PlainFacts(True, "video/mp4", seconds, *max(sizes), has_audio=b"soun" in kinds)


def _moov(file: BinaryIO) -> bytes | None:
    """Find the box that describes the tracks; it may be at the end."""
    at, end = 0, file.seek(0, 2)
    while at + 8 <= end:
        file.seek(at)
        size, name = struct.unpack(">I4s", file.read(8))
        head = 8
        if size == 1:
            (size,), head = struct.unpack(">Q", file.read(8).ljust(8, b"\0")), 16
        size = size or end - at
        if size < head:
            return None
        if name == b"moov":
            return file.read(size - head) if size <= _MOST_MOOV else None
        at += size
    return None


def _boxes(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at + 8 <= len(content):
        size, name = struct.unpack_from(">I4s", content, at)
        if size < 8:
            return
        inner = content[at + 8 : at + size]
        if name in _BOXES:
            yield from _boxes(inner)
        else:
            yield name, inner
        at += size


def _movie_seconds(content: bytes) -> float | None:
    layout, at = (">IQ", 20) if content[0] == 1 else (">II", 12)
    scale, length = struct.unpack_from(layout, content, at)
    return length / scale if scale and length else None


def _track_size(content: bytes) -> tuple[int, int]:
    """Give the displayed pixels; a matrix that turns by a quarter swaps them."""
    at = 88 if content[0] == 1 else 76
    width, height = (value >> 16 for value in struct.unpack_from(">II", content, at))
    (first,) = struct.unpack_from(">i", content, at - 36)
    return (height, width) if first == 0 else (width, height)
