"""The animation: words and media become a plan, code, pictures to look at, a film (A1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from pydantic import JsonValue

from koda.animation.answers import PREVIEW, check_answer, preview_reply
from koda.animation.approval import Approvals, seal_of
from koda.animation.brief import Brief
from koda.animation.filming import film_of, poster_of, preview_of
from koda.animation.plan import AnimationPlan
from koda.animation.sequences import check_sequence, sequence_of
from koda.animation.studio import Studio
from koda.animation.telling import Telling, fault_rows
from koda.core.errors import AnswerUnusable, Invalid, NotConfigured
from koda.core.run import Question
from koda.core.values import JsonDocument, MediaValue, Value
from koda.nodes.agents.animation_brief import brief_after, brief_of
from koda.nodes.agents.animation_coder import Version, changed, lost_by_rules, mended, written
from koda.nodes.agents.animation_desk import Desk
from koda.nodes.agents.animation_forecast import animation_forecast
from koda.nodes.agents.animation_parameters import AnimationParameters
from koda.nodes.agents.animation_planner import (
    Approved,
    Standing,
    approve,
    approved_plan,
    asked_back,
    wished_plan,
)
from koda.nodes.agents.animation_spec import SPEC
from koda.providers.text_models import TextModel, TextModels
from koda.runs.context import NodeContext
from koda.runs.kind import Arriving, Forecast, NodeInputs, NodeKind

_MOST_ROUNDS = 60


def animation(models: TextModels, studio: Studio | None) -> NodeKind:
    """Make the kind over the language models and the engines on offer, if there are any."""

    def forecast(parameters: AnimationParameters, arriving: Arriving) -> Forecast:
        return animation_forecast(models, studio, parameters, arriving)

    async def run(inputs: NodeInputs, context: NodeContext) -> Mapping[str, Value]:
        asked: AnimationParameters = inputs.parameters
        if studio is None:
            raise NotConfigured("Nothing that makes animations is set up here.")
        planner = models.get(context.model) if context.model else models.choose("animator")
        if not asked.base:
            await studio.ready(asked.engine)
        coder = await _coder(models, context)
        desk = Desk(studio, context, Approvals(context), models, planner, coder, asked.most_tokens)
        return await _animate(desk, asked, inputs)

    return NodeKind(SPEC, AnimationParameters, run, forecast, check_answer=check_answer)


async def _coder(models: TextModels, context: NodeContext) -> TextModel:
    """Give the model that writes the code: the one that was set when the step began."""

    async def choose() -> JsonValue:
        return models.choose("animation_coder").id

    return models.get(str(await context.checkpoint("coder", choose)))


async def _animate(
    desk: Desk, asked: AnimationParameters, inputs: NodeInputs
) -> Mapping[str, Value]:
    brief = await brief_of(inputs, desk.context)
    does_ask = asked.approve == "ask"
    if asked.base:
        base = await desk.studio.versions.get(asked.base)
        brief = brief_after(brief, base)
        approved = Approved(base.plan, "base", 0)
        await desk.approvals.add(base.plan, "base", 0)
        version = Version(base)
        if asked.wish.strip():
            approved, version = await _after_wish(
                desk, brief, version, approved, asked.wish, "0", ask=does_ask
            )
    else:
        brief = await asked_back(desk, brief) if does_ask else brief
        approved = await approved_plan(desk, brief, ask=does_ask)
        version = _with_words(await written(desk, brief, approved.plan, "1"), approved.reply)
    version = await _looked_at(desk, brief, version, "1")
    if asked.preview == "ask":
        approved, version = await _accepted(desk, brief, approved, version, ask=does_ask)
    return await _filmed(desk, asked, brief, approved, version)


async def _looked_at(desk: Desk, brief: Brief, version: Version, of: str) -> Version:
    """Give a version after it was checked and mended, with what was said of it before."""
    found = await mended(desk, brief, version.project, of)
    return replace(found, said=" ".join(one for one in (version.said, found.said) if one))


async def _accepted(
    desk: Desk, brief: Brief, approved: Approved, version: Version, *, ask: bool
) -> tuple[Approved, Version]:
    """Show the pictures until a person accepts them; each wish makes another version."""
    for number in range(1, _MOST_ROUNDS + 1):
        await Telling(desk.context).phase("preview", str(number))
        film = None
        if version.look.is_usable:
            film = await preview_of(desk.studio, desk.context, version.project)
        reply = preview_reply(await desk.context.ask(_preview(version, film, number)))
        if reply.accept:
            return approved, version
        of = str(number + 1)
        approved, version = await _after_wish(
            desk, brief, version, approved, reply.change, of, ask=ask
        )
        version = await _looked_at(desk, brief, version, of)
    raise Invalid(f"This was changed {_MOST_ROUNDS} times.", remedy="Change the accepted version.")


async def _after_wish(
    desk: Desk,
    brief: Brief,
    version: Version,
    approved: Approved,
    wish: str,
    of: str,
    *,
    ask: bool,
) -> tuple[Approved, Version]:
    """Give what a wish makes: its plan is approved again if it is another (A7)."""
    project = version.project
    await Telling(desk.context).phase("planning", f"wish/{of}")
    plan, said = await wished_plan(desk, brief, project.plan, wish, f"wish/{of}")
    lost = await lost_by_rules(desk, project)
    known = desk.approvals.find(plan)
    is_same = known is not None and seal_of(known) == seal_of(project.plan)
    if known is None or (lost.rewritten and not is_same):
        drafted = Approved(plan, approved.by, approved.rounds, said)
        agreed = await approve(desk, brief, drafted, Standing(project, lost), ask=ask)
        if agreed.stays:
            return replace(approved, rounds=agreed.rounds), replace(version, said=agreed.reply)
        approved, known = agreed, agreed.plan
    plan = project.plan if seal_of(known) == seal_of(project.plan) else known
    if plan is project.plan and not desk.has_coder:
        return approved, replace(version, said=said)  # rules would write the same again
    said = said if ask else f"{said} {lost.warning}".strip()
    try:
        made = await changed(desk, brief, project, plan, wish, f"wish-{of}")
    except AnswerUnusable as error:  # what is there stays, and can be wished for in other words
        return approved, Version(project, version.look, f"{error.message} {error.remedy}".strip())
    return approved, _with_words(made, said)


def _with_words(version: Version, planned: str) -> Version:
    """Give a version with the words of who planned it, if who wrote it has none."""
    return version if version.said else replace(version, said=planned)


def _preview(version: Version, film: MediaValue | None, number: int) -> Question:
    project, look = version.project, version.look
    stills: list[JsonValue] = [
        {"scene": one.scene, "frame": one.frame, "asset": one.asset} for one in look.stills
    ]
    text = version.said or "This is how it looks. Shall it be rendered?"
    if not look.is_usable:
        text = f"Something is wrong with it that could not be mended. {text}"
    return Question(
        name=f"preview/{number}",
        text=text,
        fields={
            "kind": PREVIEW,
            "project": project.id,
            "plan": _plan(project.plan),
            "stills": stills,
            "film": None if film is None else film.asset,
            "faults": fault_rows(look.faults),
            "round": number,
        },
    )


async def _filmed(
    desk: Desk, asked: AnimationParameters, brief: Brief, approved: Approved, version: Version
) -> Mapping[str, Value]:
    """Render, and give everything that the next change and the next person need."""
    project, context, telling = version.project, desk.context, Telling(desk.context)
    await telling.phase("rendering")
    await telling.todos(project.plan, "rendering", "film")
    if asked.format == "png":
        check_sequence(project.width, project.height, project.frames)
    shown = "mp4" if asked.format == "png" else asked.format
    film = await film_of(desk.studio, context, project, shown)
    poster = await poster_of(desk.studio, context, project, version.look)
    pictures = asked.format == "png" and await sequence_of(desk.studio, context, project)
    await telling.todos(project.plan, "done", "film")
    await telling.phase("done")
    outputs: dict[str, Value] = {
        "gif" if asked.format == "gif" else "video": film,
        "plan": _document(_plan(project.plan)),
        "project": _document(_told(desk, asked, brief, approved, version)),
    }
    if pictures:
        outputs["pictures"] = _document({"asset": pictures, "count": project.frames})
    return outputs if poster is None else {**outputs, "poster": poster}


def _told(
    desk: Desk, asked: AnimationParameters, brief: Brief, approved: Approved, version: Version
) -> JsonValue:
    """Say of a version what it is, and what it came from."""
    project = version.project
    return {
        "id": project.id,
        "engine": project.engine,
        "entry": desk.studio.tools(project.engine).engine.entry,
        "prompt": brief.prompt,
        "base": asked.base,
        "wish": asked.wish,
        "reply": version.said,
        "plan": _plan(project.plan),
        "width": project.width,
        "height": project.height,
        "fps": project.plan.fps,
        "seconds": project.plan.seconds,
        "frames": project.frames,
        "approved_by": approved.by,
        "plans": approved.rounds,
        "planned_by": desk.planner.id,
        "written_by": desk.coder.id,
        "by_rules": not desk.has_coder,
        "stills": [{"type": "image", **one.model_dump(mode="json")} for one in version.look.stills],
        "media": [one.model_dump(mode="json") for one in project.media],
        "faults": fault_rows(version.look.faults),
    }


def _plan(plan: AnimationPlan) -> JsonValue:
    return cast("JsonValue", plan.model_dump(mode="json"))


def _document(value: JsonValue) -> JsonDocument:
    return JsonDocument.model_validate({"json": value})
