"""Says PostgreSQL's errors in Koda's words.

Source of the codes: postgresql.org/docs/current/errcodes-appendix.html.
"""

from __future__ import annotations

import re

import psycopg
from psycopg_pool import PoolTimeout

from koda.core.errors import Conflict, Invalid, KodaError, StorageFailed
from koda.db.postgres_sql import GUARD

_GUARD = re.compile(rf"{GUARD} (\d+) (\d+)")
_CONSTRAINTS = {
    "23505": "unique",
    "23503": "foreign_key",
    "23502": "not_null",
    "23514": "check",
}
_UNDONE = frozenset({"40001", "40P01"})
_READ_ONLY = "25006"
_NO_SUCH_TEXT = frozenset({"22021", "22P05"})

# What the server or the system says when nobody gets in: a part of it, what it means, what to do.
_CLOSED_DOORS = (
    ("password authentication failed", "it refuses the user or the password", "Check both"),
    ("no password supplied", "it asks for a password", "Add it"),
    ("does not exist", "it has no such database or user", "Create it, or check the name"),
    ("refused", "nothing listens there", "Start the server, or check host and port"),
    ("resolve host", "its host name is not known", "Check the name"),
    ("translate host", "its host name is not known", "Check the name"),
    ("timeout", "it does not answer", "Check the host, and firewalls in between"),
    ("SSL", "no encrypted connection comes about", "Check `sslmode`"),
    ("certificate", "its certificate is not accepted", "Check `sslmode` and `sslrootcert`"),
    ("pg_hba.conf", "it does not let this machine in", "Allow it, or add `sslmode=require`"),
    ("slots", "it has no connection left", "Allow more, or use its pooler's address"),
    ("too many", "it has no connection left", "Allow more, or use its pooler's address"),
)


def unreachable(error: Exception, place: str) -> StorageFailed:
    """Say why no connection comes about; `place` is host, port and database without secrets."""
    text = str(error)
    for part, meaning, remedy in _CLOSED_DOORS:
        if part in text:
            return StorageFailed(
                f"PostgreSQL at {place} cannot be used: {meaning}.",
                remedy=f"{remedy} in DATABASE_URL."
                if remedy.startswith(("Check", "Add"))
                else f"{remedy}.",
                reason=part,
            )
    return StorageFailed(
        f"PostgreSQL at {place} cannot be reached.",
        remedy="Check DATABASE_URL and that the server runs.",
        reason=type(error).__name__,
    )


def undone(error: Exception) -> bool:
    """Whether the server says that it took everything back because of others: try again."""
    return isinstance(error, psycopg.Error) and error.sqlstate in _UNDONE


def lost(error: Exception) -> bool:
    """Whether the connection broke, so that nobody knows what was applied."""
    is_operational = isinstance(error, psycopg.OperationalError | psycopg.InterfaceError)
    return is_operational and (error.sqlstate is None or error.sqlstate[:3] in {"57P", "080"})


def named(error: Exception, place: str) -> KodaError:
    """Give the error as Koda's."""
    if isinstance(error, PoolTimeout):
        return unreachable(error, place)
    state = getattr(error, "sqlstate", None) or ""
    if guard := _GUARD.search(str(error)):
        return Conflict(
            "Somebody else changed the same record first.",
            statement=int(guard[1]),
            changed=int(guard[2]),
        )
    if state.startswith("23"):
        kind = _CONSTRAINTS.get(state, "other")
        return Conflict("The record breaks a rule of the database.", constraint=kind)
    if state in _NO_SUCH_TEXT:
        return Invalid("A value cannot be stored: a text that the database does not have.")
    if lost(error):
        return StorageFailed(
            "The connection to PostgreSQL broke; whether the last change was stored is not known.",
            remedy="Look at what is there now, then repeat what is missing.",
            reason=state or type(error).__name__,
            applied="unknown",
        )
    if state == _READ_ONLY:
        return StorageFailed(
            "PostgreSQL takes no writes now: it is a replica, or read-only.",
            remedy="Use the address of the primary server in DATABASE_URL.",
            reason=state,
        )
    return StorageFailed(
        f"PostgreSQL failed: {_first_line(error)}.",
        remedy="See the server's log; check its disk and the rights of its user.",
        reason=state or type(error).__name__,
    )


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0].strip().rstrip(".") or type(error).__name__
