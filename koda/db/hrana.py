"""Hrana 3, the language of libSQL's servers, as JSON: statements in, rows out; nothing is sent.

Source: docs/HRANA_3_SPEC.md in libSQL's repository, and the answers of a real server.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from koda.core.errors import Conflict, TooLarge
from koda.db.base import Row, SqlValue, Statement, Written
from koda.db.hrana_errors import failure_of
from koda.db.values import check_values

MAX_VALUE_BYTES = 5_000_000

_OVERFLOW = "-9223372036854775808"  # its absolute value is no number, so that asking for it fails
_GUARD = f"SELECT abs(CASE changes() WHEN ? THEN 0 ELSE {_OVERFLOW} END)"
_LINKS_HOLD = (
    "SELECT abs(CASE (SELECT count(*) FROM pragma_foreign_key_check) "
    f"WHEN 0 THEN 0 ELSE {_OVERFLOW} END)"
)
_CLOSE = {"type": "close"}

Message = Mapping[str, Any]


def encode_read(sql: str, args: Sequence[SqlValue]) -> bytes:
    """Say one query; raises `Invalid` for a value that cannot be held."""
    return _encode({"requests": [{"type": "execute", "stmt": _statement(sql, args)}, _CLOSE]})


def encode_cursor(sql: str, args: Sequence[SqlValue]) -> bytes:
    """Say one query whose rows come one by one, as many as there are."""
    return _encode({"batch": {"steps": [{"stmt": _statement(sql, args)}]}})


def encode_end(head: bytes) -> bytes:
    """Say, to the first line of a cursor's answer, that its stream is not used any more."""
    return _encode({"baton": json.loads(head)["baton"], "requests": [_CLOSE]})


def encode_write(batch: Sequence[Statement]) -> bytes:
    """Say a batch that is applied whole or not at all: each step only after the one before."""
    steps = [_step("BEGIN IMMEDIATE")]
    for place, is_guard in _plan(batch):
        one = batch[place]
        steps.append(
            _after(steps, _GUARD, (one.expect,)) if is_guard else _after(steps, one.sql, one.args)
        )
    return _encode_batch([*steps, *_ending(steps)])


def encode_script(statements: Sequence[str]) -> bytes:
    """Say a script as one transaction; foreign keys are not acted on in it, and hold at its end."""
    # Inside a transaction this has no effect, and with it on, a table that is made anew would take
    # the rows of others with it.
    steps = [_step("PRAGMA foreign_keys = OFF")]
    for sql in ("BEGIN IMMEDIATE", *statements, _LINKS_HOLD):
        steps.append(_after(steps, sql))
    return _encode_batch([*steps, *_ending(steps)])


def decode_read(answer: Message) -> list[Row]:
    """Read the rows of a query.

    Raises (all that decode): `StorageFailed` for a refusal; `KeyError`, `TypeError`, `ValueError`
    or `IndexError` for what is no answer of such a server.
    """
    result = _result(answer)
    return _rows(result["cols"], result["rows"])


def decode_cursor(lines: Iterable[bytes]) -> list[Row]:
    """Read the rows of a cursor: the lines of its answer after the first."""
    columns: list[Any] = []
    rows: list[Any] = []
    for entry in map(json.loads, lines):
        match entry["type"]:
            case "step_begin":
                columns = entry["cols"]
            case "row":
                rows.append(entry["row"])
            case "step_error" | "error":
                raise failure_of(entry["error"])
            case _:
                pass
    return _rows(columns, rows)


def decode_write(answer: Message, batch: Sequence[Statement]) -> list[Written]:
    """Read what a batch did; raises `Conflict` too, and whatever it raises, nothing was applied."""
    result = _result(answer)
    results, plan = result["step_results"], _plan(batch)
    place, error = _first_error(result)
    if error is None:
        return [_written(results[at]) for at, (_, is_guard) in enumerate(plan, 1) if not is_guard]
    at, is_guard = plan[place - 1] if 0 < place <= len(plan) else (0, False)
    if is_guard and (changed := _written(results[place - 1]).changed) != batch[at].expect:
        raise Conflict(
            "Somebody else changed the same record first.", statement=at, changed=changed
        )
    raise failure_of(error, has_begun=place > 0)


def decode_script(answer: Message, count: int) -> None:
    """Raise what a script of so many statements failed with; nothing was applied then."""
    place, error = _first_error(_result(answer))
    if error is None:
        return
    if place == count + 2 and "overflow" in error["message"]:
        raise Conflict("The record breaks a rule of the database.", constraint="foreign_key")
    raise failure_of(error, has_begun=place > 1)


def _plan(batch: Sequence[Statement]) -> list[tuple[int, bool]]:
    """Name the steps between the beginning and the end: (place of the statement, is its guard)."""
    return [
        (place, is_guard)
        for place, one in enumerate(batch)
        for is_guard in ((False,) if one.expect is None else (False, True))
    ]


def _result(answer: Message) -> Message:
    first = answer["results"][0]
    if first["type"] == "error":
        raise failure_of(first["error"])
    return first["response"]["result"]


def _first_error(result: Message) -> tuple[int, Any]:
    errors = enumerate(result["step_errors"])
    return next(((place, one) for place, one in errors if one is not None), (0, None))


def _encode(message: object) -> bytes:
    return json.dumps(message, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def _encode_batch(steps: Sequence[Message]) -> bytes:
    return _encode({"requests": [{"type": "batch", "batch": {"steps": steps}}, _CLOSE]})


def _step(sql: str, args: Sequence[SqlValue] = ()) -> Message:
    return {"stmt": _statement(sql, args)}


def _after(steps: Sequence[Message], sql: str, args: Sequence[SqlValue] = ()) -> Message:
    """A step that is made only when the last one was."""
    return {**_step(sql, args), "condition": {"type": "ok", "step": len(steps) - 1}}


def _ending(steps: Sequence[Message]) -> list[Message]:
    is_open = {"type": "not", "cond": {"type": "is_autocommit"}}
    return [_after(steps, "COMMIT"), {**_step("ROLLBACK"), "condition": is_open}]


def _statement(sql: str, args: Sequence[SqlValue]) -> Message:
    check_values(args)
    return {"sql": sql, "args": [_encode_value(one) for one in args]}


def _encode_value(value: SqlValue) -> Message:
    match value:
        case None:
            return {"type": "null"}
        case int():
            return {"type": "integer", "value": str(int(value))}
        case float():
            return {"type": "float", "value": value}
        case str():
            _check_size(len(value) if value.isascii() else len(value.encode()))
            return {"type": "text", "value": value}
        case bytes():
            _check_size(len(value))
            return {"type": "blob", "base64": base64.b64encode(value).rstrip(b"=").decode()}


def _check_size(size: int) -> None:
    if size > MAX_VALUE_BYTES:
        raise TooLarge(
            f"A value of {size:,} bytes is too large for the database; it takes "
            f"{MAX_VALUE_BYTES:,} at most.",
            remedy="Put less into one text or one result.",
            limit=MAX_VALUE_BYTES,
            size=size,
        )


def _rows(columns: list[Any], rows: list[Any]) -> list[Row]:
    # Of two columns with one name the first counts, as in the other databases.
    places: dict[str, int] = {}
    for at, column in enumerate(columns):
        places.setdefault(str(column["name"]), at)
    return [{name: _decode_value(row[at]) for name, at in places.items()} for row in rows]


def _decode_value(value: Message) -> SqlValue:
    match value["type"]:
        case "integer":
            return int(value["value"])
        case "float":
            return float(value["value"])
        case "text":
            return str(value["value"])
        case "blob":
            text = str(value["base64"])
            return base64.b64decode(text + "=" * (-len(text) % 4))
        case _:
            return None


def _written(result: Message) -> Written:
    rows = tuple(_rows(result["cols"], result["rows"]))
    return Written(changed=max(int(result["affected_row_count"]), len(rows)), rows=rows)
