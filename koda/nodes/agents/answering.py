"""Asks for an answer of a given shape: checked, mended once, or refused with what was wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from koda.core.errors import AnswerUnusable
from koda.providers.text import TextMessage, TextRequest
from koda.runs.context import NodeContext
from koda.runs.text_answer import TextAnswer

Answer = TypeVar("Answer", bound=BaseModel)

_MOST_FAULTS = 8


async def answer(
    context: NodeContext, request: TextRequest, shape: type[Answer], *, name: str = "main"
) -> Answer:
    """Give the model's answer as `shape`; `request.schema` asks for its JSON.

    Raises:
        AnswerUnusable: It was too long, or its repair does not fit either.
        ProviderError: The provider refused or failed.
    """
    first = await context.write(request, name=name)
    try:
        return _read(first, shape)
    except ValidationError as error:
        mended = await context.write(_repair(request, first, error), name=f"{name}/repair")
    try:
        return _read(mended, shape)
    except ValidationError as error:
        raise AnswerUnusable(
            f"The model's answer cannot be used: {'; '.join(_faults(error)[:2])}.",
            model=request.model,
        ) from error


def _read(found: TextAnswer, shape: type[Answer]) -> Answer:
    if found.reason == "length":
        raise AnswerUnusable(
            "The model's answer was longer than its ceiling, and is not complete.",
            remedy="Ask for less, or say it in fewer words.",
            model=found.model,
        )
    return shape.model_validate_json(_unfenced(found.text))


def _unfenced(text: str) -> str:
    """Take a JSON document out of the code fence that some models put around it."""
    start, end = text.find("{"), text.rfind("}")
    return text[start : end + 1] if 0 <= start < end else text


def _repair(request: TextRequest, found: TextAnswer, error: ValidationError) -> TextRequest:
    faults = "\n".join(f"- {one}" for one in _faults(error))
    turns = (
        *request.messages,
        TextMessage("assistant", found.text.strip() or "{}"),
        TextMessage(
            "user",
            f"This answer does not fit:\n{faults}\nWrite the whole answer again, mended; keep "
            "everything that was right.",
        ),
    )
    return replace(request, messages=turns)


def _faults(error: ValidationError) -> list[str]:
    """Say where it does not fit, without what stands there."""
    faults = error.errors(include_url=False, include_input=False)
    return [
        f"{'.'.join(str(part) for part in one['loc']) or 'the answer'}: {one['msg']}"
        for one in faults[:_MOST_FAULTS]
    ]
