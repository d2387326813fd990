"""Which values every database can hold."""

from __future__ import annotations

import math
from collections.abc import Sequence

from koda.core.errors import Invalid
from koda.db.base import SqlValue

_LEAST, _MOST = -(2**63), 2**63 - 1


def check_values(args: Sequence[SqlValue]) -> None:
    """Refuse what one of the databases would change or lose.

    Raises:
        Invalid: A number beyond 64 bits, one that is not finite, or half a character.
    """
    for value in args:
        match value:
            case float() if not math.isfinite(value):
                raise Invalid("A value cannot be stored: it is not a finite number.")
            case int() if not _LEAST <= value <= _MOST:
                raise Invalid("A value cannot be stored: a number beyond 64 bits.")
            case str() if not value.isascii():
                _check_text(value)
            case _:
                pass


def _check_text(value: str) -> None:
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise Invalid("A value cannot be stored: a text with half a character.") from error
