"""The contract of a database: reads, and writes that are one atomic batch each.

A write is never an open transaction held across awaits: a libSQL server over HTTP cuts those after
seconds and gives their lock away. So what must hold together is said up front, as statements with
guards, and the adapter applies all of them or none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, runtime_checkable

# Why a server refuses to give the rows of one query or statement: they are too many bytes.
ANSWER_TOO_LARGE = "RESPONSE_TOO_LARGE"

SqlValue = str | int | float | bytes | None
Row = Mapping[str, Any]
Dialect = Literal["sqlite", "postgres"]


@dataclass(frozen=True, slots=True)
class Statement:
    """One SQL statement of a batch.

    Attributes:
        sql: Portable between SQLite, libSQL and PostgreSQL: `?` placeholders, no dialect beyond
            `ON CONFLICT` and `RETURNING`.
        args: The values of the placeholders.
        expect: Guard: how many rows it must change; any other count undoes the whole batch and
            raises `Conflict` with `fields["statement"]` = its place. None: any count.
    """

    sql: str
    args: Sequence[SqlValue] = field(default_factory=tuple)
    expect: int | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """What a statement did: rows changed, and the rows of its `RETURNING`."""

    changed: int
    rows: tuple[Row, ...] = ()


class Database(Protocol):
    """Records. Safe to call from many tasks at once.

    Raises (all methods): `StorageFailed` when the database cannot be reached or written, or is
    closed; `Invalid` for a value that it cannot hold (a number beyond 64 bits or not finite, half a
    character). A `StorageFailed` with `fields["applied"]` = `unknown` says that the answer to a
    write was lost: look whether it was applied before it is repeated.
    """

    @property
    def dialect(self) -> Dialect:
        """Whose SQL its migrations are written in; libSQL's is SQLite's."""
        ...

    async def read(self, sql: str, args: Sequence[SqlValue] = ()) -> list[Row]:
        """Run one query; rows by column name. Sees every batch whose `write` returned before."""
        ...

    async def write(self, batch: Sequence[Statement]) -> list[Written]:
        """Apply all statements or none, durably: what is returned survives a power cut.

        Raises:
            Conflict: A guard failed (`fields["statement"]`), or a constraint
                (`fields["constraint"]` = `unique`, `foreign_key`, `not_null`, `check`).
        """
        ...

    async def script(self, sql: str) -> None:
        """Run several statements of a migration in one transaction.

        SQLite and libSQL do not act on foreign keys meanwhile (a table may be made anew without
        taking the rows of others with it); they must hold at its end.

        Raises:
            Conflict: As `write` does; a foreign key that does not hold, too.
        """
        ...

    async def close(self) -> None:
        """Finish what was accepted and let go of the file or connection."""
        ...


@runtime_checkable
class Ringing(Protocol):
    """A database that tells this process what others have stored in it."""

    async def listen(self, ring: Callable[[], None]) -> None:
        """Call `ring` soon after another process has stored what people follow, until cancelled.

        Calls may be missing or too many: look at the tables, from time to time without them, too.
        """
        ...
