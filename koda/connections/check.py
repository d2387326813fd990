"""What a check found out about one thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "warning", "failed"]

Outcome = Literal["ok", "refused", "unreachable", "failed"]
"""How a service that was asked behaved: it does not take the key, or could not be reached."""


@dataclass(frozen=True, slots=True)
class Check:
    """What was found out about one thing. No text of it holds a secret.

    Attributes:
        outcome: How a service behaved; empty where none was asked.
    """

    name: str
    state: State
    message: str
    remedy: str = ""
    outcome: Outcome | Literal[""] = ""
