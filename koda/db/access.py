"""Rows of who may come in: sessions, API keys, share links, sign-ins under way."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping

from koda.core.ids import CanvasId
from koda.db.base import Database, Row, SqlValue, Statement

MOST_SESSIONS = 500
"""Of the owner, and of each share link; the longest unseen go first."""

_SESSION = (
    "id", "secret_hash", "name", "proof", "share", "made_at", "seen_at", "expires_at", "agent",
    "address",
)  # fmt: skip
_KEY = ("id", "secret_hash", "name", "scopes", "daily_limit", "made_at", "expires_at")
_SHARE = (
    "id", "canvas", "secret_hash", "name", "access", "daily_limit", "made_at", "expires_at",
)  # fmt: skip
_ALIVE = "(expires_at IS NULL OR expires_at > ?)"


class AccessRecords:
    """Tables `sessions`, `api_keys`, `shares` and `oidc_sign_ins`; secrets come hashed."""

    def __init__(self, database: Database) -> None:
        """Use a database that has migration 0009."""
        self._database = database

    # Sessions

    async def add_session(self, values: Mapping[str, SqlValue]) -> None:
        """Keep a new session, and drop those that have ended or are too many."""
        await self._database.write(
            [
                Statement("DELETE FROM sessions WHERE expires_at <= ?", (values["made_at"],)),
                _insert("sessions", _SESSION, values),
                Statement(
                    "DELETE FROM sessions WHERE coalesce(share, '') = ? AND id NOT IN "
                    "(SELECT id FROM sessions WHERE coalesce(share, '') = ? "
                    "ORDER BY seen_at DESC, id DESC LIMIT ?)",
                    (values["share"] or "", values["share"] or "", MOST_SESSIONS),
                ),
            ]
        )

    async def find_session(self, secret_hash: str, at: int) -> Row | None:
        """Find a session that has not ended, with its share link as `share_*` if it has one."""
        rows = await self._database.read(
            "SELECT s.*, l.canvas AS share_canvas, l.access AS share_access, "
            "l.daily_limit AS share_limit, l.name AS share_name FROM sessions s "
            "LEFT JOIN shares l ON l.id = s.share WHERE s.secret_hash = ? AND s.expires_at > ? "
            "AND (s.share IS NULL OR (l.id IS NOT NULL AND "
            "(l.expires_at IS NULL OR l.expires_at > ?)))",
            (secret_hash, at, at),
        )
        return rows[0] if rows else None

    async def list_sessions(self, proofs: Collection[str], at: int) -> list[Row]:
        """List the owner's sessions that are still good, the last seen first."""
        return await self._database.read(
            "SELECT * FROM sessions WHERE share IS NULL AND expires_at > ? AND proof IN "
            "(SELECT value FROM json_each(?)) ORDER BY seen_at DESC, id DESC LIMIT 500",
            (at, json.dumps(sorted(proofs))),
        )

    async def see_session(self, session: str, at: int, address: str) -> None:
        """Note when and from where a session was used."""
        await self._write(
            "UPDATE sessions SET seen_at = ?, address = ? WHERE id = ?", (at, address, session)
        )

    async def end_session(self, session: str) -> bool:
        """End a session; tells whether there was one."""
        return await self._write("DELETE FROM sessions WHERE id = ?", (session,)) > 0

    async def end_other_sessions(self, kept: str) -> int:
        """End every session of the owner but one; gives how many."""
        return await self._write("DELETE FROM sessions WHERE share IS NULL AND id <> ?", (kept,))

    # Keys

    async def add_key(self, values: Mapping[str, SqlValue]) -> None:
        """Keep a new key."""
        await self._database.write([_insert("api_keys", _KEY, values)])

    async def find_key(self, secret_hash: str, at: int) -> Row | None:
        """Find a key that has not expired."""
        rows = await self._database.read(
            f"SELECT * FROM api_keys WHERE secret_hash = ? AND {_ALIVE}", (secret_hash, at)
        )
        return rows[0] if rows else None

    async def list_keys(self) -> list[Row]:
        """List all keys, the newest first."""
        return await self._database.read("SELECT * FROM api_keys ORDER BY made_at DESC, id DESC")

    async def use_key(self, key: str, at: int) -> None:
        """Note when a key was used."""
        await self._write("UPDATE api_keys SET used_at = ? WHERE id = ?", (at, key))

    async def remove_key(self, key: str) -> bool:
        """Remove a key; tells whether there was one."""
        return await self._write("DELETE FROM api_keys WHERE id = ?", (key,)) > 0

    # Share links

    async def add_share(self, values: Mapping[str, SqlValue]) -> None:
        """Keep a new link; raises `Conflict` for a canvas that is not there."""
        await self._database.write([_insert("shares", _SHARE, values)])

    async def find_share(self, secret_hash: str, at: int) -> Row | None:
        """Find a link that has not expired, of a canvas that is not in the trash."""
        rows = await self._database.read(
            f"SELECT * FROM shares WHERE secret_hash = ? AND {_ALIVE} AND EXISTS (SELECT 1 FROM "
            "canvases c WHERE c.id = shares.canvas AND c.deleted_at IS NULL)",
            (secret_hash, at),
        )
        return rows[0] if rows else None

    async def list_shares(self, canvas: CanvasId) -> list[Row]:
        """List the links of a canvas, the newest first."""
        return await self._database.read(
            "SELECT * FROM shares WHERE canvas = ? ORDER BY made_at DESC, id DESC", (canvas,)
        )

    async def use_share(self, share: str, at: int) -> None:
        """Note when a link was opened."""
        await self._write("UPDATE shares SET used_at = ? WHERE id = ?", (at, share))

    async def remove_share(self, canvas: CanvasId, share: str) -> bool:
        """Remove a link of a canvas with its sessions; tells whether there was one."""
        _, written = await self._database.write(
            [
                # Not left to the cascade alone: a database may have foreign keys switched off.
                Statement(
                    "DELETE FROM sessions WHERE share = "
                    "(SELECT id FROM shares WHERE id = ? AND canvas = ?)",
                    (share, canvas),
                ),
                Statement("DELETE FROM shares WHERE id = ? AND canvas = ?", (share, canvas)),
            ]
        )
        return written.changed > 0

    # Sign-ins at an identity provider

    async def begin_sign_in(self, values: Mapping[str, SqlValue], at: int) -> None:
        """Keep what a sign-in must come back with, and drop those that never came back."""
        columns = ("state_hash", "nonce", "verifier", "page", "expires_at")
        await self._database.write(
            [
                Statement("DELETE FROM oidc_sign_ins WHERE expires_at <= ?", (at,)),
                _insert("oidc_sign_ins", columns, values),
            ]
        )

    async def take_sign_in(self, state_hash: str, at: int) -> Row | None:
        """Take a sign-in that came back in time; the second who asks gets none."""
        (written,) = await self._database.write(
            [
                Statement(
                    "DELETE FROM oidc_sign_ins WHERE state_hash = ? AND expires_at > ? "
                    "RETURNING nonce, verifier, page",
                    (state_hash, at),
                )
            ]
        )
        return written.rows[0] if written.rows else None

    async def _write(self, sql: str, args: Collection[SqlValue]) -> int:
        (written,) = await self._database.write([Statement(sql, tuple(args))])
        return written.changed


def _insert(table: str, columns: Collection[str], values: Mapping[str, SqlValue]) -> Statement:
    marks = ", ".join("?" for _ in columns)
    return Statement(
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})",
        [values[name] for name in columns],
        expect=1,
    )
