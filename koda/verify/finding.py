"""What a check of a deployment found."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

FindingState = Literal["ok", "failed", "skipped"]


class Finding(BaseModel):
    """A check and how it went. No part of it holds a secret.

    Attributes:
        message: What was found, as a sentence.
        remedy: What to do, where there is something to do.
        seconds: How long it took.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    title: str
    state: FindingState
    message: str
    remedy: str = ""
    seconds: float = 0.0


class CheckFailedError(Exception):
    """A check did not hold."""

    def __init__(self, message: str, remedy: str = "") -> None:
        """Say what was found, and what to do."""
        super().__init__(message)
        self.message = message
        self.remedy = remedy


class NotAdmittedError(CheckFailedError):
    """The deployment does not know who asks: nothing more can be checked."""


class CheckSkippedError(Exception):
    """A check could not be made, or does not concern this deployment."""

    def __init__(self, message: str, remedy: str = "") -> None:
        """Say why."""
        super().__init__(message)
        self.message = message
        self.remedy = remedy
