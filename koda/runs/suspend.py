"""How a step is put aside: raised through a node's function, never seen by its author."""

from __future__ import annotations

from typing import Literal

from koda.core.run import Question


class Suspend(BaseException):
    """The step has to wait; its function is run again from its first line later.

    Not an `Exception`: a node's own `except Exception` must not eat it.
    """

    def __init__(
        self,
        state: Literal["waiting", "asking"],
        message: str = "",
        question: Question | None = None,
    ) -> None:
        """Wait for a job, or for a person who is asked this."""
        super().__init__(state)
        self.state: Literal["waiting", "asking"] = state
        self.message = message
        self.question = question
