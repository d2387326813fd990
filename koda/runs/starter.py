"""Who asks for the runs of the present call: a key or link with a limit, or nobody in particular.

A context variable and not an argument: runs are started from many routes, and none of them can
forget to pass on whose money is limited.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass

from koda.core.errors import AllowanceSpent, Conflict
from koda.core.money import format_dollars
from koda.db.base import Statement
from koda.db.runs import NewRun
from koda.db.spending import start_statement


@dataclass(frozen=True, slots=True)
class Starter:
    """A key or share link; `daily_limit` in micro-dollars from midnight (UTC) on, or none."""

    id: str
    daily_limit: int | None


started_by: ContextVar[Starter | None] = ContextVar("started_by", default=None)


def refuse_unpriced(unpriced: int) -> None:
    """Refuse steps whose price nobody knows, where a limit is to be kept.

    Raises:
        AllowanceSpent: There are some, and there is a limit.
    """
    starter = started_by.get()
    if unpriced and starter is not None and starter.daily_limit is not None:
        raise AllowanceSpent(
            f"Nobody has said what {unpriced} of the steps cost, so no daily limit can be kept.",
            remedy="Choose models with a known price.",
            unpriced=unpriced,
            limit=starter.daily_limit,
        )


def starting(new: NewRun) -> Sequence[Statement]:
    """Give what is written first with a new run: whose it is, unless that passes a limit."""
    starter = started_by.get()
    if starter is None:
        return ()
    run, price, at = (new.run[name] for name in ("id", "price", "created_at"))
    return (
        start_statement(str(run), starter.id, int(price or 0), starter.daily_limit, int(at or 0)),
    )


def refuse_spent(new: NewRun, error: Conflict) -> None:
    """Say that it was the limit which kept a run from being written; raises `AllowanceSpent`."""
    starter = started_by.get()
    if starter is None or starter.daily_limit is None or error.fields.get("statement") != 0:
        return
    price = int(new.run["price"] or 0)
    raise AllowanceSpent(
        f"This run would cost about {format_dollars(price)}, and would pass the daily limit of "
        f"{format_dollars(starter.daily_limit)}.",
        price=price,
        limit=starter.daily_limit,
    ) from error
