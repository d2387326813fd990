"""Plans an animation: asks back when the brief is vague, and has the plan approved (A2)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from pydantic import JsonValue

from koda.animation.answers import (
    BRIEF,
    PLAN,
    BriefQuestion,
    brief_reply,
    edited,
    media_names,
    plan_reply,
)
from koda.animation.brief import Brief, Said
from koda.animation.plan import AnimationPlan
from koda.animation.telling import Telling
from koda.core.errors import Invalid
from koda.core.run import Question
from koda.nodes.agents.animation_answer import (
    FormAnswer,
    PlanAnswer,
    kept_but,
    plan_of,
    plan_with,
)
from koda.nodes.agents.animation_desk import Desk, Wanted, joined
from koda.nodes.agents.animation_facts import (
    brief_facts,
    catalog_facts,
    plan_facts,
    technique_facts,
)
from koda.nodes.agents.prompts import prompt_of

PROMPTS = ("animation-ask", "animation-plan", "animation-plan-refine")
_MOST_ROUNDS = 40
_PLAN_TOKENS, _ASK_TOKENS, _REASONING = 10_000, 3_000, 4_000
_VAGUE_WORDS = 7
"""With fewer words a brief says too little for a model not to ask."""


@dataclass(frozen=True, slots=True)
class Approved:
    """A plan that was approved.

    Attributes:
        by: `person`, or `setting` where the node says to go on without asking.
        rounds: How many plans have been shown by now.
        reply: What the planner said of it.
    """

    plan: AnimationPlan
    by: str
    rounds: int
    reply: str = ""


async def asked_back(desk: Desk, brief: Brief) -> Brief:
    """Ask a person at most one form, if the brief is vague and a model finds what to ask."""
    if not desk.has_planner or len(re.findall(r"\w+", brief.prompt)) >= _VAGUE_WORDS:
        return brief
    await Telling(desk.context).phase("questions")
    wanted = Wanted(
        "animator",
        prompt_of("animation-ask").system,
        brief_facts(brief),
        "Ask what has to be known, or nothing.",
        FormAnswer,
        _ASK_TOKENS,
    )
    form = await desk.ask(wanted, FormAnswer, "brief")
    if not form.questions:
        return brief
    questions: list[JsonValue] = [one.model_dump(mode="json") for one in form.questions]
    question = Question(
        name="brief",
        text="A few questions before the plan",
        fields={"kind": BRIEF, "questions": questions},
    )
    reply = brief_reply(await desk.context.ask(question))
    if reply.skip:
        return brief
    return brief.model_copy(update={"said": _said(form.questions, reply.answers)})


async def approved_plan(desk: Desk, brief: Brief, *, ask: bool) -> Approved:
    """Plan, and have it approved, edited or planned anew until it is."""
    telling = Telling(desk.context)
    await telling.phase("planning")
    plan, reply = await _planned(desk, brief, "plan", "plan/1", None, "", ())
    return await approve(desk, brief, Approved(plan, "", 0, reply), ask=ask)


async def approve(desk: Desk, brief: Brief, drafted: Approved, *, ask: bool) -> Approved:
    """Show a plan until a person accepts it; with the setting `auto` it is accepted as it is.

    Nothing is written before this has returned: the answer is stored by then.
    """
    plan, number, said = drafted.plan, drafted.rounds + 1, drafted.reply
    while ask:
        await Telling(desk.context).phase("plan", str(number))
        question = _question(brief, plan, number, said)
        reply = plan_reply(await desk.context.ask(question))
        plan = edited(plan, reply, media_names(question))
        if reply.accept:
            return Approved(plan, "person", number, said)
        if number >= _MOST_ROUNDS:
            raise Invalid(f"This plan was changed {_MOST_ROUNDS} times.", remedy="Begin anew.")
        await Telling(desk.context).phase("planning", str(number))
        name = f"plan/{number + 1}"
        after, said = await _planned(desk, brief, "replan", name, plan, reply.change, reply.scenes)
        plan, number = kept_but(plan, after, reply.scenes), number + 1
    await desk.context.checkpoint(f"approved/{number}", _by_setting)
    return Approved(plan, "setting", number, said)


async def _by_setting() -> JsonValue:
    return {"by": "setting"}


async def wished_plan(
    desk: Desk, brief: Brief, plan: AnimationPlan, wish: str, name: str
) -> tuple[AnimationPlan, str, bool]:
    """Give the plan after a wish about a finished version, a reply, and whether it is another."""
    after, said = await _planned(desk, brief, "change", name, plan, wish, ())
    return after, said, after != plan


async def _planned(
    desk: Desk,
    brief: Brief,
    task: str,
    name: str,
    plan: AnimationPlan | None,
    wish: str,
    only: Sequence[int],
) -> tuple[AnimationPlan, str]:
    facts = {**brief_facts(brief), "catalog": catalog_facts(), "task": task}
    if plan is not None:
        facts |= {"plan": plan_facts(plan), "wish": wish, "only": list(only)}
    wanted = Wanted(
        "animator",
        planner_system(is_new=plan is None),
        {**facts, "technique_descriptions": technique_facts()},
        "Plan the animation." if plan is None else "Write the changed plan.",
        PlanAnswer,
        _PLAN_TOKENS,
        _REASONING,
    )
    shape = plan_with(tuple(one.name for one in brief.shown))
    answer = await desk.ask(wanted, shape, name)
    if plan is not None and not (answer.changed and answer.scenes):
        return plan, answer.reply
    return plan_of(answer, brief, plan), answer.reply


def planner_system(*, is_new: bool) -> str:
    """Give what the planner is told."""
    names = PROMPTS[1:2] if is_new else PROMPTS[1:]
    return joined([prompt_of(one).system for one in names])


def _question(brief: Brief, plan: AnimationPlan, number: int, said: str) -> Question:
    media: list[JsonValue] = [
        cast("JsonValue", one.model_dump(mode="json", include={"name", "type", "asset", "caption"}))
        for one in brief.shown
    ]
    return Question(
        name=f"plan/{number}",
        text=said or "This is the plan. Shall it be made?",
        fields={
            "kind": PLAN,
            "plan": cast("JsonValue", plan.model_dump(mode="json")),
            "round": number,
            "media": media,
        },
    )


def _said(
    questions: Sequence[BriefQuestion], answers: dict[str, str | list[str]]
) -> tuple[Said, ...]:
    found: list[Said] = []
    for one in questions:
        given = answers.get(one.id, one.default)
        text = given if isinstance(given, str) else ", ".join(given)
        if text.strip():
            found.append(Said(question=one.text, answer=text.strip()))
    return tuple(found)
