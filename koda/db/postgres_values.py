"""Values on their way into PostgreSQL and out of it, so that callers see what SQLite would give.

PostgreSQL cannot hold the character U+0000 in a text. It is written as a character that Unicode
keeps out of use, followed by a dot; that character itself as the same followed by a colon. Two
texts are equal exactly if they were equal before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from koda.db.base import Row, SqlValue
from koda.db.values import check_values

ESCAPE = "\ufdd0"
_ESCAPED = {"\x00": f"{ESCAPE}.", ESCAPE: f"{ESCAPE}:"}


def bound(args: Sequence[SqlValue]) -> list[SqlValue]:
    """Give values as PostgreSQL takes them; raises `Invalid` for those that it cannot hold."""
    check_values(args)
    return [_bound(value) for value in args]


def rows_of(rows: Iterable[Mapping[str, Any]]) -> list[Row]:
    """Give rows as SQLite would: whole numbers as int, truth as 0 or 1, texts as they were."""
    return [{name: _read(value) for name, value in row.items()} for row in rows]


def _bound(value: SqlValue) -> SqlValue:
    if isinstance(value, str):
        if "\x00" in value or ESCAPE in value:
            return "".join(_ESCAPED.get(letter, letter) for letter in value)
        return value
    # Truth is 0 or 1 in every table.
    return int(value) if isinstance(value, bool) else value


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
