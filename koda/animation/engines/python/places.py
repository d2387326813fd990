"""Finds the line of a JSON text on which a value stands, so that errors can name it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from json import JSONDecodeError
from typing import cast

Step = str | int


class Places:
    """The lines of one JSON text."""

    def __init__(self, text: str) -> None:
        """Read nothing yet; `text` must be JSON that was parsed."""
        self._text = text
        self._decoder = json.JSONDecoder()

    def line_of(self, path: Sequence[Step]) -> int:
        """Give the line, from 1, of the value at a path, or of the last part of it that is there.

        Steps that are not in the text, as those that a checker of models adds, are passed over.
        """
        at = self._skip(0)
        for step in path:
            found = self._child(at, step)
            if found is not None:
                at = found
        return self._text.count("\n", 0, at) + 1

    def _child(self, at: int, step: Step) -> int | None:
        opens = self._text[at : at + 1]
        if opens == "{" and isinstance(step, str):
            return self._member(at + 1, step)
        if opens == "[" and isinstance(step, int):
            return self._item(at + 1, step)
        return None

    def _member(self, at: int, name: str) -> int | None:
        at = self._skip(at)
        while self._text[at : at + 1] == '"':
            key, at = cast("tuple[str, int]", self._decoder.raw_decode(self._text, at))
            at = self._skip(self._skip(at) + 1)
            if key == name:
                return at
            at = self._after(at)
        return None

    def _item(self, at: int, place: int) -> int | None:
        at = self._skip(at)
        while self._text[at : at + 1] not in ("]", ""):
            if place == 0:
                return at
            place -= 1
            at = self._after(at)
        return None

    def _after(self, at: int) -> int:
        try:
            _, at = self._decoder.raw_decode(self._text, at)
        except JSONDecodeError:
            return len(self._text)
        at = self._skip(at)
        return self._skip(at + 1) if self._text[at : at + 1] == "," else at

    def _skip(self, at: int) -> int:
        while self._text[at : at + 1] in (" ", "\t", "\r", "\n") and at < len(self._text):
            at += 1
        return at
