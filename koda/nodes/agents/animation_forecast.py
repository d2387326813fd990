"""What an animation will ask for, known before it runs."""

from __future__ import annotations

from dataclasses import replace

from koda.animation.studio import Studio
from koda.core.run import Problem
from koda.nodes.agents import animation_coder, animation_planner
from koda.nodes.agents.animation_brief import problems_of
from koda.nodes.agents.animation_parameters import AnimationParameters
from koda.nodes.agents.forecasting import text_forecast
from koda.providers.text_models import TextModels
from koda.runs.kind import Arriving, Forecast

_GUIDE_TOKENS, _CODE_TOKENS, _PLAN_TOKENS, _PICTURE_TOKENS = 6_000, 9_000, 1_500, 800
_LETTERS_PER_TOKEN = 4
_NO_BOX = "Or choose the engine “Koda motion”, which needs no box."
_UNREAD = frozenset({"approve", "preview", "most_tokens"})
"""Parameters that say how it is asked about, and change nothing of what is made."""


def animation_forecast(
    models: TextModels, studio: Studio | None, asked: AnimationParameters, arriving: Arriving
) -> Forecast:
    """Say which models will write, about what that costs, and what stops it."""
    letters = (
        len(asked.prompt) + len(asked.wish) + len(animation_planner.planner_system(is_new=True))
    )
    tokens_in = letters // _LETTERS_PER_TOKEN + _GUIDE_TOKENS + 7 * _PICTURE_TOKENS
    coder = models.choose("animation_coder")
    found = text_forecast(
        models,
        "animator",
        [*animation_planner.PROMPTS, *animation_coder.PROMPTS],
        (tokens_in, _PLAN_TOKENS + _CODE_TOKENS),
        [*problems_of(asked, arriving), *_missing(studio, asked)],
        _UNREAD,
    )
    return replace(found, model_key=f"{found.model_key}#{coder.id}")


def _missing(studio: Studio | None, asked: AnimationParameters) -> list[Problem]:
    missing = None if studio is None else studio.missing(asked.engine)
    if missing is None:
        return []
    is_ours = asked.engine == "python"
    return [
        Problem(
            code="not_configured" if is_ours else "sandbox.unavailable",
            message=f"This engine cannot draw here: {missing.reason}",
            remedy=missing.remedy if is_ours else f"{missing.remedy} {_NO_BOX}",
            parameter="engine",
        )
    ]
