"""What is kept of what a command says."""

from __future__ import annotations

from typing import Literal

from koda.sandbox.port import Ended, OnOutput

_NAMES: dict[bytes, Literal["stdout", "stderr"]] = {b"o": "stdout", b"e": "stderr"}


class Kept:
    """The first bytes of both streams; the rest is heard, and not kept."""

    def __init__(self, most: int, on_output: OnOutput | None) -> None:
        self._most, self._on_output = most, on_output
        self._streams = {"stdout": bytearray(), "stderr": bytearray()}
        self._is_cut = False

    def take(self, kind: bytes, piece: bytes) -> None:
        """Hear a piece: `o` or `e`."""
        name = _NAMES.get(kind)
        if name is None:
            return
        kept = self._streams[name]
        room = self._most - len(kept)
        kept.extend(piece[:room])
        self._is_cut = self._is_cut or len(piece) > room
        if self._on_output is not None:
            self._on_output(name, piece)

    def ended(self, code: int, killed_for: Literal["time", "memory", "box"] | None) -> Ended:
        """Give the end of the command."""
        out, err = (bytes(self._streams[name]) for name in ("stdout", "stderr"))
        return Ended(code, out, err, cut=self._is_cut, killed_for=killed_for)
