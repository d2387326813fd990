"""What a step with a language model will ask for, known before it runs."""

from __future__ import annotations

from collections.abc import Sequence

from koda.core.run import Problem
from koda.nodes.agents.prompts import prompt_of
from koda.providers.text import TextRole
from koda.providers.text_models import TextModels
from koda.runs.kind import Forecast

_MILLION = 1_000_000


def text_forecast(
    models: TextModels,
    role: TextRole,
    prompts: Sequence[str],
    expected: tuple[int, int],
    problems: Sequence[Problem] = (),
    ignored: frozenset[str] = frozenset(),
) -> Forecast:
    """Say which model will write, and about what it costs.

    Args:
        models: What is on offer.
        role: What it is for.
        prompts: The prompt files that are used: another version is another result.
        expected: Tokens that go in and come out, about.
        problems: What else stops it.
        ignored: Parameters that the model does not read.
    """
    model = models.choose(role)
    key = "#".join([model.id, *(prompt_of(one).key for one in prompts)])
    found = list(problems)
    if model.unavailable:
        found.append(
            Problem(
                code="model_not_configured",
                message=f"{model.title} cannot be used: {model.unavailable}",
                remedy="Set the key, or choose another model in the settings.",
            )
        )
    known = model.input_price is not None and model.output_price is not None
    price = (
        -(
            -(expected[0] * (model.input_price or 0) + expected[1] * (model.output_price or 0))
            // _MILLION
        )
        if known
        else 0
    )
    return Forecast(
        model=model.id,
        model_key=key,
        price=price,
        unpriced=not known,
        ignored=ignored,
        problems=tuple(found),
    )
