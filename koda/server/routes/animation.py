"""The original's animation routes, on a run that asks: each answer is a request of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from html import escape
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import JsonValue
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from koda.core.errors import Conflict, Invalid, NotFound, PromptMissing
from koda.core.ids import CanvasId, RunId, is_id
from koda.core.run import ENDED, Run, StepState
from koda.server.agent_stream import agent_stream, place_of, taken_up
from koda.server.animation_bodies import (
    Acted,
    ActionBody,
    AnimationBody,
    Removed,
    SaveBody,
    Saved,
)
from koda.server.animation_calls import KIND, answer_to, call_of, said_in
from koda.server.animation_events import animation_deltas, asking, closing, film_of, project_of
from koda.server.inputs import Asking, Ending, Koda
from koda.server.one_node import Call, finished, start_one
from koda.server.routes.animations import file_answer, visible_project
from koda.server.routes.enhance import LastEventId
from koda.server.routes.generate import IdempotencyKey
from koda.server.sse import EventStream
from koda.services import Services

router = APIRouter(tags=["agents"])


@router.post("/plugins/animation/stream", status_code=200, response_class=EventStream)
async def make_animation(
    koda: Koda,
    ending: Ending,
    body: AnimationBody,
    key: IdempotencyKey = "",
    last_event_id: LastEventId = "",
) -> Response:
    """Make an animation, or answer what one asks, and stream it until it asks again or is done.

    After `run` come thoughts, texts, and `tool-call`s with their results; `sandbox-created` names
    the run anew at the end. A stream that ends with `complete` and `plan-approval-required` waits
    for an answer: the same route with `context.sandboxId`, and `planAccepted` or a message. A
    message to a film that is done makes its next version. A caller who leaves loses nothing.
    """
    place = place_of(last_event_id)
    if place.run:
        run = await taken_up(koda, place.run, KIND)
    elif body.context.sandboxId:
        run = await taken_up(koda, body.context.sandboxId, KIND)
        run = await _went_on(koda, run, body, key)
    else:
        if not said_in(body):
            raise PromptMissing("Nothing says what is to be animated.", remedy="Send a `prompt`.")
        run = await start_one(koda, call_of(body, key or body.key or ""))
    return _stream(koda, run, ending, last_event_id)


@router.get("/plugins/animation/stream", status_code=200)
async def follow_animation(
    koda: Koda,
    ending: Ending,
    run: Annotated[str, Query(max_length=80)] = "",
    nodeId: Annotated[str, Query(max_length=80)] = "",  # noqa: N803
    last_event_id: LastEventId = "",
) -> Response:
    """Take up the stream of an animation (`run`), or say what this route can do."""
    if run:
        return _stream(koda, await taken_up(koda, run, KIND), ending, last_event_id)
    return JSONResponse(
        {
            "nodeId": nodeId,
            "engines": ["python", "remotion", "theatre"],
            "events": ["text-delta", "reasoning-delta", "tool-call", "tool-result", "finish"],
            "resumable": True,
        }
    )


@router.post("/plugins/animation")
async def act_on_animation(koda: Koda, body: ActionBody) -> Acted:
    """Accept a preview and wait for its film, or stop."""
    run = await taken_up(koda, body.sandboxId, KIND)
    if body.action == "cleanup":
        if run.steps[-1].state not in ENDED:
            await koda.runs.cancel(run.id)
        return Acted(phase="idle")
    step = run.steps[-1]
    if step.state == StepState.ASKING and step.question is not None:
        if not step.question.name.startswith("preview/"):
            raise Conflict("The plan is not approved yet.", retryable=False, run=run.id)
        await koda.runs.answer(run.id, step.id, step.question.name, {"accept": True})
    ended = finished(await koda.runs.wait(run.id))
    film = film_of(ended)
    poster = ended.outputs.get("poster")
    return Acted(
        phase="complete",
        outputUrl=None if film is None else f"/api/assets/{film.asset}",
        thumbnailUrl=f"/api/assets/{poster.asset}" if poster and poster.type == "image" else None,
    )


@router.get("/plugins/animation")
async def get_animation(
    koda: Koda,
    nodeId: Annotated[str, Query(max_length=80)],  # noqa: N803
    sandboxId: Annotated[str, Query(max_length=80)],  # noqa: N803
) -> dict[str, JsonValue]:
    """Say how far an animation is."""
    run = await taken_up(koda, sandboxId, KIND)
    step = run.steps[-1]
    return {
        "success": True,
        "nodeId": nodeId,
        "sandboxId": sandboxId,
        "status": str(step.state),
        "question": None if step.question is None else step.question.name,
    }


@router.post("/plugins/animation/save-video")
async def save_video(koda: Koda, body: SaveBody) -> Saved:
    """Give the film of an animation that is done: it was stored as it was made."""
    step = finished(await taken_up(koda, body.sandboxId, KIND))
    film = film_of(step)
    if film is None:
        raise NotFound("This animation has no film.", run=body.sandboxId)
    asset = await koda.assets.get(film.asset)
    return Saved(
        videoUrl=f"/api/assets/{film.asset}",
        assetId=film.asset,
        versionId=str(project_of(step).get("id", "")),
        duration=asset.duration or 0.0,
        sizeBytes=asset.size,
    )


@router.get("/plugins/animation/sandbox/{sandbox}/file", response_class=Response)
async def get_sandbox_file(
    koda: Koda,
    caller: Asking,
    sandbox: str,
    path: Annotated[str, Query(max_length=300)],
) -> Response:
    """Give a file of the code of a run's newest version."""
    return file_answer(await visible_project(koda, caller, await _version(koda, sandbox)), path)


@router.get("/plugins/animation/sandbox/{sandbox}/proxy", response_class=Response)
@router.get("/plugins/animation/sandbox/{sandbox}/proxy/{path:path}", response_class=Response)
async def get_sandbox_page(koda: Koda, caller: Asking, sandbox: str, path: str = "") -> Response:
    """Give what the original's dev server gave: a page about the version, its code, its media.

    There is no server in a box any more. The live preview is the page `/stage/ENGINE.html` in a
    closed frame; this page shows the stills.
    """
    project = await visible_project(koda, caller, await _version(koda, sandbox))
    if not path:
        run = await koda.runs.get(RunId(sandbox))
        return HTMLResponse(_page(project.plan.title, _stills(run)))
    media = next((one for one in project.media if path.rpartition("/")[2] == one.name), None)
    if media is not None:
        return RedirectResponse(f"/api/assets/{media.asset}", 302)
    return file_answer(project, path)


@router.get("/plugins/animation/snapshot/{node}")
async def get_snapshot(
    koda: Koda,
    node: str,
    versionId: Annotated[str, Query(max_length=80)] = "",  # noqa: N803
    canvasId: Annotated[str, Query(max_length=80)] = "made-over-the-api",  # noqa: N803
) -> dict[str, JsonValue]:
    """Say whether a node has a version of code, its newest or this one."""
    told = await _made(koda, canvasId, node, versionId)
    if told is None:
        return {"exists": False, "metadata": None}
    names = ("id", "engine", "prompt", "width", "height", "seconds")
    return {"exists": True, "metadata": {name: told.get(name) for name in names}}


@router.delete("/plugins/animation/snapshot/{node}")
async def delete_snapshot(
    koda: Koda,
    node: str,
    versionId: Annotated[str, Query(max_length=80)] = "",  # noqa: N803
    canvasId: Annotated[str, Query(max_length=80)] = "made-over-the-api",  # noqa: N803
) -> Removed:
    """Take the code of a node's newest version away, or of this one; its film stays.

    What is not there is gone already. Code that another node has too stays, and says so.
    """
    told = await _made(koda, canvasId, node, versionId)
    if told is None:
        return Removed()
    project = str(told.get("id"))
    if await koda.animations.versions.remove(project, canvasId, node):
        return Removed()
    raise Conflict(
        "This version is needed by another node, or by a run that is not done.",
        remedy="End the run, or delete the version where it is used.",
        retryable=False,
        project=project,
    )


async def _made(
    koda: Services, canvas: str, node: str, version: str
) -> dict[str, JsonValue] | None:
    """Find a node's newest version whose code is there, or this one."""
    for one in await koda.runs.list(_canvas(canvas), 200):
        run = await koda.runs.get(one.id)
        step = next((step for step in run.steps if step.node == node), None)
        told: dict[str, JsonValue] = {} if step is None else project_of(step)
        named = told.get("id")
        if named and version in ("", named) and await koda.animations.versions.has(str(named)):
            return told
    return None


def _stream(koda: Services, run: Run, ending: asyncio.Event, last_event_id: str) -> Response:
    return agent_stream(
        koda,
        run,
        place_of(last_event_id),
        closing,
        ending,
        counted=True,
        asking=asking,
        deltas=animation_deltas,
    )


async def _went_on(koda: Services, run: Run, body: AnimationBody, key: str) -> Run:
    """Answer what a run asks; of one that is done, make the next version."""
    step, said = run.steps[-1], said_in(body)
    if step.state == StepState.ASKING and step.question is not None:
        name = step.question.name
        if not (said or body.context.planAccepted):
            return run
        answer = answer_to(step.question, said, accepts=body.context.planAccepted)
        await koda.runs.answer(run.id, step.id, name, answer)
        return await koda.runs.get(run.id)
    if step.state != StepState.DONE or not said:
        return run
    base = project_of(step).get("id")
    if not isinstance(base, str):
        raise Invalid("This run has no version that could be changed.", run=run.id)
    call = call_of(body, key or body.key or "")
    parameters = {**call.parameters, "prompt": "", "base": base, "wish": said}
    return await start_one(
        koda, Call(KIND, parameters, call.media, call.labels, call.canvas, call.node, call.key)
    )


async def _version(koda: Services, sandbox: str) -> str:
    """Give the newest version of a run: what it made, or what its preview shows."""
    run = await taken_up(koda, sandbox, KIND)
    step = run.steps[-1]
    told = project_of(step).get("id")
    if told is None and step.question is not None:
        told = step.question.fields.get("project")
    if not isinstance(told, str):
        raise NotFound("There is no code yet.", remedy="Approve the plan first.", run=sandbox)
    return told


def _stills(run: Run) -> Sequence[str]:
    step = run.steps[-1]
    rows = project_of(step).get("stills")
    if rows is None and step.question is not None:
        rows = step.question.fields.get("stills")
    found = rows if isinstance(rows, list) else []
    return [str(one["asset"]) for one in found if isinstance(one, dict) and "asset" in one]


def _page(title: str, stills: Sequence[str]) -> str:
    pictures = "".join(
        f'<img src="/api/assets/{escape(one)}" width="480" alt="">' for one in stills
    )
    return (
        f"<!doctype html><title>{escape(title)}</title><h1>{escape(title)}</h1>"
        f"<p>Koda runs no dev server: the live preview is on the canvas.</p>{pictures}"
    )


def _canvas(name: str) -> CanvasId:
    if not is_id(name):
        raise NotFound("There is no such canvas.", canvas=name)
    return CanvasId(name)
