"""What the agent of an animation works with: the models that write, within a ceiling of tokens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel, JsonValue

from koda.animation.approval import Approvals
from koda.animation.looking import Look
from koda.animation.studio import Studio
from koda.core.errors import TokensSpent
from koda.nodes.agents.answering import answer
from koda.nodes.agents.planned import planned_model
from koda.nodes.agents.prompts import data_block
from koda.providers.models import OFFLINE
from koda.providers.text import TextMessage, TextRequest, TextRole
from koda.providers.text_models import TextModel, TextModels
from koda.runs.context import NodeContext

Answer = TypeVar("Answer", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Desk:
    """The parts that one animation is made with.

    Attributes:
        approvals: The plans that code may be written for.
        planner, coder: The models of the roles `animator` and `animation_coder`, for good.
        most_tokens: Of all requests together.
    """

    studio: Studio
    context: NodeContext
    approvals: Approvals
    models: TextModels
    planner: TextModel
    coder: TextModel
    most_tokens: int

    @property
    def has_planner(self) -> bool:
        """Whether a language model plans; otherwise rules do."""
        return self.planner.provider != OFFLINE

    @property
    def has_coder(self) -> bool:
        """Whether a language model writes code; otherwise the engine's own rules do."""
        return self.coder.provider != OFFLINE

    async def has_tokens(self) -> bool:
        """Whether a model may still be asked."""
        used = await self.context.used()
        return used.input_tokens + used.output_tokens < self.most_tokens

    async def ask(self, wanted: Wanted, shape: type[Answer], name: str) -> Answer:
        """Ask a model for an answer of a shape.

        Raises:
            TokensSpent: As many as may be were used already.
            AnswerUnusable: The answer does not fit, not even once mended.
        """
        model = self.coder if wanted.role == "animation_coder" else self.planner
        if not await self.has_tokens():
            raise TokensSpent(
                f"This animation has used the {self.most_tokens} tokens that it may.",
                limit=self.most_tokens,
            )
        request = TextRequest(
            role=wanted.role,
            model=model.id,
            system=wanted.system,
            messages=(await self._message(wanted, model),),
            facts=wanted.facts,
            schema=wanted.schema.model_json_schema(),
            most_tokens=wanted.most_tokens,
            reasoning_tokens=wanted.reasoning if model.reasoning else 0,
        )
        with planned_model(self.models, wanted.role, model.id):
            return await answer(self.context, request, shape, name=name)

    async def _message(self, wanted: Wanted, model: TextModel) -> TextMessage:
        words = f"{data_block('request', dict(wanted.facts))}\n\n{wanted.ask}"
        look = wanted.look
        if look is None or not look.stills or not model.vision:
            return TextMessage("user", words)
        return TextMessage(
            "user",
            words,
            files=[await self.context.input(one.value, "still") for one in look.stills],
            captions=[f"Scene {one.scene}, frame {one.frame}:" for one in look.stills],
        )


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing to be written.

    Attributes:
        system: What the model is told about its task; nothing in it comes from a person.
        facts: The material.
        ask: The sentence that comes after it.
        schema: The shape that is asked for; what is checked may be stricter.
        look: Pictures to be shown with it.
    """

    role: TextRole
    system: str
    facts: Mapping[str, JsonValue]
    ask: str
    schema: type[BaseModel]
    most_tokens: int
    reasoning: int = 0
    look: Look | None = None


def joined(parts: Sequence[str]) -> str:
    """Put the parts of what a model is told together."""
    return "\n\n".join(part.strip() for part in parts if part.strip())
