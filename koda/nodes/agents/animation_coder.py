"""Writes an animation's code, changes it by patches, mends what is wrong with it (A5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, cast

from pydantic import JsonValue

from koda.animation.brief import Brief
from koda.animation.by_hand import ByHand, by_hand, with_kept
from koda.animation.coding import CodeAnswer, code_answer
from koda.animation.design import techniques
from koda.animation.looking import Look, look_at
from koda.animation.plan import AnimationPlan
from koda.animation.project import Project
from koda.animation.telling import Telling
from koda.core.errors import AnswerUnusable
from koda.nodes.agents.animation_answer import VerdictAnswer
from koda.nodes.agents.animation_desk import Desk, Wanted, joined
from koda.nodes.agents.animation_facts import brief_facts, fault_facts, plan_facts, project_facts
from koda.nodes.agents.prompts import prompt_of

PROMPTS = ("animation-code", "animation-code-refine", "animation-verify")
_CODE_TOKENS, _CODE_REASONING, _VERDICT_TOKENS = 40_000, 6_000, 6_000
_MOST_ATTEMPTS = 3
_PASSES = 7
_ASKS: Mapping[str, str] = {
    "write": "Write the code.",
    "change": "Change the code as wished.",
    "fix": "Mend the code.",
}

Task = Literal["write", "change", "fix"]


@dataclass(frozen=True, slots=True)
class Version:
    """A project with what is seen of it; `said`: what was done, in words."""

    project: Project
    look: Look = field(default_factory=Look)
    said: str = ""


async def written(desk: Desk, brief: Brief, plan: AnimationPlan, of: str) -> Version:
    """Write the code of an approved plan, and keep it; rules say nothing of it."""
    await Telling(desk.context).phase("coding", of)
    await Telling(desk.context).todos(plan, "coding", of)
    if desk.has_coder:
        empty = _project(brief, plan, {})
        made = await _coded(desk, brief, empty, "write", f"code/{of}", {})
    else:
        made = Version(await _by_rules(desk, brief, plan, of, None))
    await Telling(desk.context).files(None, made.project, of)
    return made


async def changed(
    desk: Desk, brief: Brief, before: Project, plan: AnimationPlan, wish: str, of: str
) -> Version:
    """Change the code after a wish, or write it anew by rules, which say nothing of it."""
    await Telling(desk.context).phase("coding", of)
    await Telling(desk.context).todos(plan, "coding", of)
    if desk.has_coder:
        planned = before.model_copy(update={"plan": plan, "media": brief.media})
        facts: dict[str, JsonValue] = {"wish": wish}
        made = await _coded(desk, brief, planned, "change", f"code/{of}", facts)
    else:
        made = Version(await _by_rules(desk, brief, plan, of, before))
    await Telling(desk.context).files(before, made.project, of)
    return made


async def mended(desk: Desk, brief: Brief, project: Project, of: str) -> Version:
    """Look at a project, and have what is wrong mended, at most three times."""
    telling, number = Telling(desk.context), 0
    while True:
        place = f"{of}/{number}" if number else of
        await telling.phase("checking", place)
        await telling.todos(project.plan, "checking", place)
        look = await look_at(desk.studio, desk.context, project, place)
        facts, why = await _wrong(desk, brief, project, look, place)
        may_mend = desk.has_coder and number < _MOST_ATTEMPTS and await desk.has_tokens()
        if not facts or not may_mend:
            return Version(project, look)
        number += 1
        await telling.attempt(number, _MOST_ATTEMPTS, why, of)
        before = project
        try:
            made = await _coded(desk, brief, before, "fix", f"fix/{of}/{number}", facts, look)
        except AnswerUnusable as error:  # a person decides with what is left
            return Version(before, look, error.message)
        project = made.project
        await telling.files(before, project, f"{of}/{number}")


async def _wrong(
    desk: Desk, brief: Brief, project: Project, look: Look, of: str
) -> tuple[dict[str, JsonValue], str]:
    """Say what is to be mended, as facts and in words: faults first, else a bad verdict."""
    sure = [one for one in look.faults if one.is_sure]
    if sure:
        return {"faults": fault_facts(look.faults)}, sure[0].message
    if not (desk.has_coder and desk.has_planner and desk.planner.vision and look.stills):
        return {}, ""
    if not await desk.has_tokens():
        return {}, ""
    try:
        verdict = await _verdict(desk, brief, project, look, of)
    except AnswerUnusable:
        return {}, ""  # the rules have found nothing; a person looks at it next
    if verdict.score >= _PASSES:
        return {}, ""
    facts: dict[str, JsonValue] = {
        "faults": fault_facts(look.faults),
        "verdict": cast("JsonValue", verdict.model_dump(mode="json")),
    }
    return facts, verdict.instructions or verdict.summary


async def _verdict(
    desk: Desk, brief: Brief, project: Project, look: Look, of: str
) -> VerdictAnswer:
    wanted = Wanted(
        "animator",
        prompt_of("animation-verify").system,
        {
            **brief_facts(brief),
            "task": "verify",
            "plan": plan_facts(project.plan),
            "faults": fault_facts(look.faults),
        },
        "Judge the pictures.",
        VerdictAnswer,
        _VERDICT_TOKENS,
        look=look,
    )
    verdict = await desk.ask(wanted, VerdictAnswer, f"verdict/{of}")
    checks: list[JsonValue] = [one.model_dump(mode="json") for one in verdict.checks]
    passed = verdict.score >= _PASSES
    told: dict[str, JsonValue] = {"pass": passed, "score": verdict.score, "checks": checks}
    await Telling(desk.context).verdict(told, of)
    return verdict


async def _coded(
    desk: Desk,
    brief: Brief,
    before: Project,
    task: Task,
    name: str,
    facts: Mapping[str, JsonValue],
    look: Look | None = None,
) -> Version:
    """Have a model write or patch the code; what it answers is applied strictly."""
    desk.approvals.require(before.plan)
    engine = desk.studio.tools(brief.engine).engine
    shape = code_answer(before.files, engine.entry)
    wanted = Wanted(
        "animation_coder",
        coder_system(engine.guide, before.plan, task),
        {
            **brief_facts(brief),
            "task": task,
            "entry": engine.entry,
            "plan": plan_facts(before.plan),
            **project_facts(before),
            **facts,
        },
        _ASKS[task],
        CodeAnswer,
        _CODE_TOKENS,
        _CODE_REASONING,
        look,
    )
    answer = await desk.ask(wanted, shape, name)
    project = before.model_copy(update={"files": answer.applied(before.files)})
    await desk.studio.versions.keep(project)
    return Version(project, said=answer.summary.strip())


async def lost_by_rules(desk: Desk, project: Project) -> ByHand:
    """Say which files of a version would be written over if its plan changed; pure."""
    if desk.has_coder:
        return ByHand()
    engine = desk.studio.tools(project.engine).engine
    return await desk.context.work(by_hand, engine, project)


async def _by_rules(
    desk: Desk, brief: Brief, plan: AnimationPlan, of: str, before: Project | None
) -> Project:
    """Have the engine write the code; kept under its id, which the step remembers.

    Files of the version `before` that the rules do not write stay.
    """
    desk.approvals.require(plan)
    engine = desk.studio.tools(brief.engine).engine
    size = (brief.width, brief.height)

    async def make() -> JsonValue:
        project = await desk.context.work(engine.write, plan, brief.media, size)
        if before is not None:
            stay = (await lost_by_rules(desk, before)).kept
            project = with_kept(project, before, stay)
        return await desk.studio.versions.keep(project)

    kept = await desk.context.checkpoint(f"code/{of}", make)
    return await desk.studio.versions.get(str(kept))


def coder_system(guide: str, plan: AnimationPlan, task: Task) -> str:
    """Give what the coder is told: its task, the engine, the recipes of the plan's scenes."""
    names = PROMPTS[:1] if task == "write" else PROMPTS[:2]
    used = {scene.technique for scene in plan.scenes}
    recipes = [
        f"## {one.title}\n\n{one.recipe}" for name, one in techniques().items() if name in used
    ]
    return joined(
        [*(prompt_of(one).system for one in names), f"# The engine\n\n{guide}", "# Techniques",
         *recipes]
    )  # fmt: skip


def _project(brief: Brief, plan: AnimationPlan, files: dict[str, str]) -> Project:
    return Project(
        engine=brief.engine,
        files=files,
        media=brief.media,
        plan=plan,
        width=brief.width,
        height=brief.height,
    )
