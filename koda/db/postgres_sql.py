"""Turns portable SQL into PostgreSQL's: placeholders, guards, and the tables of migrations."""

from __future__ import annotations

import re
from functools import lru_cache

_TOKENS = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"|--[^\n]*|\?")
_RETURNING = re.compile(r"\bRETURNING\b", re.IGNORECASE)
_ONE_ROW = re.compile(r"INSERT INTO \w+ \([\w, ]+\) VALUES \((\?(?:, \?)*)\)")
_END = r"\)\s*STRICT(?:\s*,\s*WITHOUT ROWID)?\s*(?:;|\Z)"
_TABLE = re.compile(rf"CREATE TABLE\b(?:(?!CREATE TABLE\b).)*?{_END}", re.DOTALL)
_OPTIONS = re.compile(rf"{_END}$")
_COLUMN = re.compile(r"ALTER TABLE \w+ ADD COLUMN\b[^;]*;")
_TYPES = {
    "INTEGER": "BIGINT",
    "REAL": "DOUBLE PRECISION",
    "BLOB": "BYTEA",
    # Bytewise, as SQLite compares: the order of a list must not depend on where it is kept.
    "TEXT": 'TEXT COLLATE "C"',
}
_TYPE = re.compile(rf"'(?:[^']|'')*'|--[^\n]*|\b(?:{'|'.join(_TYPES)})\b")

GUARD = "koda guard"
"""Begins the text that a failed guard cannot be read as a number: its place, the rows changed."""

CHANGED = "koda_changed"
"""The column that says how many rows a guarded statement changed."""


@lru_cache(maxsize=2048)
def placeholders(sql: str) -> bytes:
    """Number the placeholders: `?` becomes `$1`, `$2`; those in texts and comments stay."""
    count = 0

    def number(token: re.Match[str]) -> str:
        nonlocal count
        if token[0] != "?":
            return token[0]
        count += 1
        return f"${count}"

    return _TOKENS.sub(number, sql).encode()


@lru_cache(maxsize=2048)
def guarded(sql: str) -> bytes:
    """Let the server itself break off when a statement changes another number of rows.

    So guards and COMMIT travel together, and no transaction waits for this process. Its last two
    placeholders are the number that is expected, and the statement's place in its batch.
    """
    returning = "" if _RETURNING.search(_TOKENS.sub("", sql)) else " RETURNING 1"
    return placeholders(
        f"WITH koda_done AS ({sql}{returning}) SELECT koda_done.*, "
        "CASE WHEN counted.n = CAST(? AS BIGINT) THEN counted.n "
        f"ELSE CAST('{GUARD} ' || CAST(? AS BIGINT) || ' ' || counted.n AS BIGINT) END "
        f"AS {CHANGED} FROM (SELECT count(*) AS n FROM koda_done) AS counted "
        "LEFT JOIN koda_done ON TRUE"
    )


def row_marks(sql: str) -> int:
    """Count the placeholders of a statement that only inserts one row of values; 0 for others.

    Many such statements after each other mean the same as one with many rows.
    """
    found = _ONE_ROW.fullmatch(sql)
    return found[1].count("?") if found else 0


@lru_cache(maxsize=128)
def with_rows(sql: str, rows: int) -> bytes:
    """Give the statement with several rows of values."""
    head, _, marks = sql.partition(" VALUES ")
    return placeholders(f"{head} VALUES {', '.join([marks] * rows)}")


def tables(script: str) -> str:
    """Translate the portable tables and columns of a script; everything else is left as it is."""
    script = _TABLE.sub(lambda found: _OPTIONS.sub(");", _typed(found[0])), script)
    return _COLUMN.sub(lambda found: _typed(found[0]), script)


def _typed(sql: str) -> str:
    return _TYPE.sub(lambda token: _TYPES.get(token[0], token[0]), sql)
