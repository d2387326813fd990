"""Which plans code may be written for: those whose seal is stored with who approved them (A11)."""

from __future__ import annotations

import hashlib
import json
from typing import Literal, cast

from pydantic import JsonValue

from koda.animation.plan import AnimationPlan
from koda.core.errors import Conflict
from koda.runs.context import NodeContext

By = Literal["person", "setting", "base"]


class Approvals:
    """The plans that were approved for one animation; a step that begins again has them again."""

    def __init__(self, context: NodeContext) -> None:
        """Remember them in this step."""
        self._context = context
        self._plans: dict[str, AnimationPlan] = {}

    async def add(self, plan: AnimationPlan, by: By, number: int) -> None:
        """Store that the plan that was shown as `number` is approved; 0: that of the base.

        What was stored first holds: the same number never approves another plan.
        """
        seal = seal_of(plan)

        async def make() -> JsonValue:
            return {"by": by, "plan": seal}

        kept = await self._context.checkpoint(f"approval/{number}", make)
        if cast("dict[str, JsonValue]", kept)["plan"] == seal:
            self._plans[seal] = plan

    def find(self, plan: AnimationPlan) -> AnimationPlan | None:
        """Give the approved plan that is the same as this one to who reads it, if there is one."""
        return self._plans.get(seal_of(plan))

    def require(self, plan: AnimationPlan) -> None:
        """Let code be written for this plan.

        Raises:
            Conflict: Nobody has approved it.
        """
        if self.find(plan) is None:
            raise Conflict(
                "No code is written for a plan that nobody has approved.",
                remedy="Approve the plan first.",
                retryable=False,
            )


def seal_of(plan: AnimationPlan) -> str:
    """Give a hash of all that a person approves in a plan.

    How words are spaced, how colours are written, and thousandths of a second are not in it.
    """
    row = plan.model_dump(mode="json", exclude={"scenes"})
    colors = row["design"]["colors"]
    row["title"] = _plain(plan.title)
    row["seconds"] = round(plan.seconds, 2)
    row["design"]["colors"] = {name: str(color).upper() for name, color in colors.items()}
    row["scenes"] = [
        {
            **scene.model_dump(mode="json", exclude={"number"}),
            "seconds": round(scene.seconds, 2),
            "title": _plain(scene.title),
            "description": _plain(scene.description),
            "notes": _plain(scene.notes),
            "text": [_plain(line) for line in scene.text],
        }
        for scene in plan.scenes
    ]
    return hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()


def _plain(words: str) -> str:
    return " ".join(words.split())
