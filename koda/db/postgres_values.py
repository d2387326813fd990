"""Values on their way into PostgreSQL and out of it, so that callers see what SQLite would give.

PostgreSQL cannot hold the character U+0000 in a text. It is written as a character that Unicode
keeps out of use, followed by a dot; that character itself as the same followed by a colon. Two
texts are equal exactly if they were equal before.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from koda.core.errors import Invalid
from koda.db.base import Row, SqlValue

ESCAPE = "\ufdd0"
_ESCAPED = {"\x00": f"{ESCAPE}.", ESCAPE: f"{ESCAPE}:"}
_LARGEST = 2**63


def bound(args: Sequence[SqlValue]) -> list[SqlValue]:
    """Give values as PostgreSQL takes them; raises `Invalid` for those that it cannot hold."""
    return [_bound(value) for value in args]


def rows_of(rows: Iterable[Mapping[str, Any]]) -> list[Row]:
    """Give rows as SQLite would: whole numbers as int, truth as 0 or 1, texts as they were."""
    return [{name: _read(value) for name, value in row.items()} for row in rows]


def _bound(value: SqlValue) -> SqlValue:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, int):  # truth, too, which is 0 or 1 in every table
        if not -_LARGEST <= value < _LARGEST:
            raise Invalid("A value cannot be stored: a number beyond 64 bits.")
        return int(value)
    if isinstance(value, float) and not math.isfinite(value):
        raise Invalid("A value cannot be stored: a number that is not finite.")
    return value


def _text(value: str) -> str:
    if "\x00" in value or ESCAPE in value:
        value = "".join(_ESCAPED.get(letter, letter) for letter in value)
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise Invalid("A value cannot be stored: a text with half a character.") from error
    return value


def _read(value: object) -> object:
    if isinstance(value, str):
        if ESCAPE in value:
            return value.replace(f"{ESCAPE}.", "\x00").replace(f"{ESCAPE}:", ESCAPE)
        return value
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, Decimal):  # sums of numbers
        return int(value) if value == value.to_integral_value() else float(value)
    return value
