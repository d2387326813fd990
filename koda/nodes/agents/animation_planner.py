"""Plans an animation: asks back when the brief is vague, and has the plan approved (A2)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
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
from koda.animation.by_hand import ByHand
from koda.animation.plan import AnimationPlan
from koda.animation.project import Project
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
        stays: The person would rather have the version that there is, as it is.
    """

    plan: AnimationPlan
    by: str
    rounds: int
    reply: str = ""
    stays: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """The version that a wish is about, with the files of it that would be written over."""

    project: Project
    by_hand: ByHand


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


async def approve(
    desk: Desk, brief: Brief, drafted: Approved, standing: Standing | None = None, *, ask: bool
) -> Approved:
    """Show a plan until a person accepts it; with the setting `auto` it is accepted as it is.

    Nothing is written before this has returned: the answer is stored by then, and the plan's seal
    with it. `standing`: what there is already, and may stay if the person would rather have that.
    """
    plan, number, said = drafted.plan, drafted.rounds + 1, drafted.reply
    while ask:
        await Telling(desk.context).phase("plan", str(number))
        question = _question(brief, plan, number, said, standing)
        reply = plan_reply(await desk.context.ask(question))
        if standing is not None and reply.keep:
            return replace(drafted, rounds=number, reply="It stays as it was.", stays=True)
        plan = edited(plan, reply, media_names(question))
        if reply.accept:
            await desk.approvals.add(plan, "person", number)
            return Approved(plan, "person", number, said)
        if number >= _MOST_ROUNDS:
            raise Invalid(f"This plan was changed {_MOST_ROUNDS} times.", remedy="Begin anew.")
        await Telling(desk.context).phase("planning", str(number))
        name = f"plan/{number + 1}"
        after, said = await _planned(desk, brief, "replan", name, plan, reply.change, reply.scenes)
        plan, number = kept_but(plan, after, reply.scenes), number + 1
    await desk.approvals.add(plan, "setting", number)
    return Approved(plan, "setting", number, said)


async def wished_plan(
    desk: Desk, brief: Brief, plan: AnimationPlan, wish: str, name: str
) -> tuple[AnimationPlan, str]:
    """Give the plan after a wish about a finished version, with a reply."""
    return await _planned(desk, brief, "change", name, plan, wish, ())


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


def _question(
    brief: Brief, plan: AnimationPlan, number: int, said: str, standing: Standing | None
) -> Question:
    media: list[JsonValue] = [
        cast("JsonValue", one.model_dump(mode="json", include={"name", "type", "asset", "caption"}))
        for one in brief.shown
    ]
    text = said or "This is the plan. Shall it be made?"
    lost = ByHand() if standing is None else standing.by_hand
    return Question(
        name=f"plan/{number}",
        text=f"{text} {lost.warning}".strip(),
        fields={
            "kind": PLAN,
            "plan": cast("JsonValue", plan.model_dump(mode="json")),
            "round": number,
            "media": media,
            "version": None if standing is None else standing.project.id,
            "rewrites": list(lost.rewritten),
            "keeps": list(lost.kept),
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
