"""Money in integer micro-dollars: one million is one US dollar; never a float."""

from __future__ import annotations

from typing import NewType

MicroDollars = NewType("MicroDollars", int)

FREE = MicroDollars(0)


def format_dollars(amount: int) -> str:
    """Say an amount for a person: `$0.04`, `$0.003`, `$12.50`; at least two decimals."""
    sign = "-" if amount < 0 else ""
    whole, rest = divmod(abs(amount), 1_000_000)
    decimals = f"{rest:06d}".rstrip("0").ljust(2, "0")
    return f"{sign}${whole}.{decimals}"
