"""Reads `DATABASE_URL`: what libpq takes, what other tools add to it, and what Koda presets."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from koda.core.errors import NotConfigured

_SETTING = "DATABASE_URL"
_CONNECT_SECONDS = 10
# Words that other libraries read from the same address; they mean nothing to the server.
_FOREIGN = frozenset(
    {"pgbouncer", "connection_limit", "pool_timeout", "statement_cache_size", "supa", "workaround"}
)
_PRESETS = {
    "application_name": "koda",
    "connect_timeout": _CONNECT_SECONDS,
    # A machine that vanished is noticed within a minute, not after hours.
    "keepalives_idle": 20,
    "keepalives_interval": 10,
    "keepalives_count": 3,
}


@dataclass(frozen=True, slots=True)
class Address:
    """Where the database is.

    Attributes:
        conninfo: For libpq, with the password.
        place: For people: host, port and database, without secrets.
    """

    conninfo: str
    place: str


def address_of(url: str) -> Address:
    """Read an address; raises `NotConfigured`, never with the address, which holds a password."""
    if not url.startswith(("postgres://", "postgresql://")):
        raise NotConfigured(
            f"{_SETTING} must start with `postgresql://` or `postgres://`.",
            remedy="Copy the address from your database's page; Koda talks to PostgreSQL with it.",
            setting=_SETTING,
        )
    try:
        parts = urlsplit(url)
        kept = [
            (name, value)
            for name, value in parse_qsl(parts.query, keep_blank_values=True)
            if name not in _FOREIGN
        ]
        given = conninfo_to_dict(urlunsplit(parts._replace(query=urlencode(kept))))
    except (psycopg.Error, ValueError) as error:
        raise NotConfigured(
            f"{_SETTING} cannot be read: {_fault(url, error)}.",
            remedy="It looks like `postgresql://user:password@host:5432/database?sslmode=require`; "
            "signs like `@`, `/` or `#` in a password are written as `%40`, `%2F`, `%23`.",
            setting=_SETTING,
        ) from None
    known = {name: value for name, value in given.items() if value is not None}
    conninfo = make_conninfo("", **{**_PRESETS, **known, "client_encoding": "UTF8"})
    host = known.get("host") or known.get("hostaddr") or "the local socket"
    return Address(conninfo, f"{host}:{known.get('port', 5432)}/{known.get('dbname', '')}")


def _fault(url: str, error: Exception) -> str:
    """Say what is wrong as far as that names no part of the password."""
    text = str(error)
    if "URI query parameter" in text:
        name = text.split('"')[1] if text.count('"') > 1 else ""
        if name and name in urlsplit(url).query:
            return f"PostgreSQL does not know `{name}`"
    return "it is no address of PostgreSQL"
