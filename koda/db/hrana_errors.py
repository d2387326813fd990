"""What a libSQL server refuses, in Koda's words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from koda.core.errors import Conflict, KodaError, StorageFailed, TooLarge
from koda.db.libsql_address import TROUBLESHOOTING

_TOO_MANY = 429
_TOO_LARGE_ROW = "SQLITE_TOOBIG"
_CONSTRAINTS = {
    "UNIQUE": "unique",
    "FOREIGN KEY": "foreign_key",
    "NOT NULL": "not_null",
    "CHECK": "check",
}
_STATUS = {
    401: (
        "The database does not take the token",
        "Make a new one (`turso db tokens create koda`) and set TURSO_AUTH_TOKEN.",
    ),
    403: (
        "The token of the database may not do this",
        "Make one for reading and writing (`turso db tokens create koda`); set TURSO_AUTH_TOKEN.",
    ),
    404: (
        "There is no such database at this address",
        "Compare TURSO_DATABASE_URL with `turso db list`.",
    ),
}


class Unapplied(StorageFailed):
    """Nothing was applied, for certain: the same may be sent again, for `patience` seconds."""

    patience: ClassVar[float] = 3.0


class Busy(Unapplied):
    """Others hold the database."""

    patience = 10.0


def failure_of(error: Mapping[str, Any], *, has_begun: bool = True) -> KodaError:
    """Make the error of a refusal in a server's answer: `{"message", "code"}`."""
    message = str(error["message"]).removeprefix("SQLite error: ")
    code = str(error.get("code") or "")
    if code.startswith("SQLITE_CONSTRAINT"):
        rule = message.partition(" constraint failed")[0]
        return Conflict(
            "The record breaks a rule of the database.", constraint=_CONSTRAINTS.get(rule, "other")
        )
    if code == _TOO_LARGE_ROW:
        return TooLarge(
            "A record is too large for the database: it takes 5,000,000 bytes at most.",
            remedy="Put less into one text or one result.",
        )
    if not has_begun and ("locked" in message or code.startswith("SQLITE_BUSY")):
        return Busy("The database is busy.", remedy="Try again in a moment.", reason=code)
    return StorageFailed(f"The database failed: {message}.", reason=code)


def failure_of_status(status: int, said: str) -> StorageFailed:
    """Make the error of an HTTP status that is no answer to the statements."""
    message, remedy = _STATUS.get(status, ("The database cannot be used", TROUBLESHOOTING))
    text = f"{message} (HTTP {status}): {said.strip()[:200] or 'no reason given'}"
    if status == _TOO_MANY:
        return Unapplied(text, remedy="Try again in a moment.", reason="http", http_status=status)
    return StorageFailed(text, remedy=remedy, reason="http", http_status=status)


def unreachable(error: Exception, host: str) -> Unapplied:
    """Make the error of a server that was not reached."""
    reason = str(error) or type(error).__name__
    return Unapplied(
        f"The database at {host} cannot be reached: {reason}.",
        remedy=TROUBLESHOOTING,
        reason=type(error).__name__,
    )


def unknown_outcome(error: Exception) -> StorageFailed:
    """Make the error of a write that was sent and whose answer was lost."""
    return StorageFailed(
        "The database's answer was lost; whether the change was made is not known.",
        remedy="Look whether it is there before you repeat it.",
        reason=type(error).__name__,
        applied="unknown",
    )
