"""The original's motion analyzer: a film is looked at by a run, and told as it is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal
from urllib.parse import urlsplit

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field, JsonValue
from starlette.responses import Response

from koda.core.errors import Invalid, PromptMissing, Unsupported
from koda.core.run import Run, Step
from koda.core.values import JsonDocument, ListValue, MediaValue
from koda.server.addresses import MOST_ADDRESS
from koda.server.agent_stream import Payload, agent_stream, place_of, taken_up
from koda.server.inputs import Ending, Koda
from koda.server.one_node import Call, start_one
from koda.server.routes.enhance import LastEventId
from koda.server.routes.generate import IdempotencyKey
from koda.server.sse import EventStream
from koda.services import Services

router = APIRouter(tags=["agents"])

_KIND = "motion-analyzer"
_MOST_TURNS = 50
_MOST_FILM = 64 * 1024 * 1024
_MOST_FOCUS = 2_000
# Pages with a player: what they show cannot be had at their address.
_PLAYERS = (
    "youtube.com",
    "youtu.be",
    "youtube-nocookie.com",
    "vimeo.com",
    "tiktok.com",
    "instagram.com",
    "facebook.com",
    "dailymotion.com",
    "twitch.tv",
    "twitter.com",
    "x.com",
)

Seconds = Annotated[float, Field(ge=0, le=36_000)]


class TurnBody(BaseModel):
    """Something that was said."""

    role: Literal["user", "assistant", "system"] = "user"
    content: Annotated[str, Field(max_length=100_000)] = ""


class TrimBody(BaseModel):
    """Which part of the film, in seconds."""

    start: Seconds = 0
    end: Seconds | None = None


class FilmBody(BaseModel):
    """The film: as `data:`, or where it is. `duration` is taken and left unread: it is measured."""

    dataUrl: Annotated[str, Field(max_length=_MOST_FILM)] | None = None  # noqa: N815
    url: Annotated[str, Field(max_length=_MOST_FILM)] | None = None
    duration: JsonValue = None
    trim: TrimBody | None = None


class MotionContext(BaseModel):
    """What is worked on; `analysis` is an earlier one, which a message then changes."""

    nodeId: str | None = Field(None, max_length=80)  # noqa: N815
    canvasId: str | None = Field(None, max_length=80)  # noqa: N815
    phase: str | None = Field(None, max_length=40)
    video: FilmBody | None = None
    medium: Literal["image", "video"] | None = None
    analysis: dict[str, JsonValue] | None = None


class MotionBody(BaseModel):
    """A prompt, or a conversation whose last message is to be answered."""

    prompt: Annotated[str, Field(max_length=4_000)] | None = None
    messages: Annotated[list[TurnBody], Field(max_length=200)] = []
    context: MotionContext = Field(default_factory=lambda: MotionContext.model_validate({}))
    key: str | None = Field(None, max_length=80)


@router.post("/plugins/motion-analyzer/stream", status_code=200, response_class=EventStream)
async def analyze_motion(
    koda: Koda,
    ending: Ending,
    body: MotionBody,
    key: IdempotencyKey = "",
    last_event_id: LastEventId = "",
) -> Response:
    """Look at a film, and stream what is found.

    After `run` come `reasoning-delta` and `text-delta`, then `step-finish`, a `tool-call` and its
    `tool-result` for what was measured, for the analysis and for each prompt, `finish`, `complete`.
    A caller who leaves loses nothing: the same request with its `Idempotency-Key` (or `key`) and
    `Last-Event-ID`, or a GET with `run`, goes on.
    """
    place = place_of(last_event_id)
    if place.run:
        run = await taken_up(koda, place.run, _KIND)
    else:
        run = await _started(koda, body, key or body.key or "")
    return agent_stream(koda, run, place, _closing, ending, counted=True)


@router.get("/plugins/motion-analyzer/stream", status_code=200, response_class=EventStream)
async def follow_motion(
    koda: Koda,
    ending: Ending,
    run: Annotated[str, Query(max_length=80)],
    last_event_id: LastEventId = "",
) -> Response:
    """Take up the stream of an analysis, after `Last-Event-ID`, or from its beginning."""
    found = await taken_up(koda, run, _KIND)
    return agent_stream(koda, found, place_of(last_event_id), _closing, ending, counted=True)


async def _started(koda: Services, body: MotionBody, key: str) -> Run:
    said = _said(body)
    if not said:
        raise PromptMissing("Nothing was asked.", remedy="Send a `prompt`, or `messages`.")
    video = body.context.video
    address = (video.dataUrl or video.url) if video else None
    if video is None or not address:
        raise Invalid(
            "There is no film.",
            remedy="Send `context.video` with a `dataUrl` or a `url`.",
            field="context.video",
        )
    refuse_players(address)
    trim = video.trim or TrimBody()
    parameters: dict[str, JsonValue] = {
        "start": trim.start or None,
        "end": trim.end,
        "medium": body.context.medium,
        **_asked(said, body.context.analysis),
    }
    call = Call(
        kind=_KIND,
        parameters=parameters,
        media=[("video", address)],
        canvas=body.context.canvasId,
        node=body.context.nodeId,
        key=key,
    )
    try:
        return await start_one(koda, call)
    except Unsupported as error:
        if not address.startswith(("http:", "https:")):
            raise
        raise Unsupported(
            "What is at this address is no film.",
            remedy="Send the address of the file, not of a page that shows it, or upload it.",
            url=address[:500],
        ) from error


def refuse_players(address: str) -> None:
    """Refuse a page with a player before it is fetched; raises `Unsupported`."""
    if len(address) > MOST_ADDRESS:
        return  # it holds the film itself, or is refused as too long
    try:
        host = (urlsplit(address).hostname or "").lower()
    except ValueError:
        return  # no address at all: whoever fetches it says so
    if any(host == one or host.endswith(f".{one}") for one in _PLAYERS):
        raise Unsupported(
            f"A film cannot be taken from {host}: it is a page with a player, not a file.",
            remedy="Save the film, if you may, and upload the file.",
            url=address[:500],
        )


def _said(body: MotionBody) -> list[str]:
    """Give what the person said, the newest last."""
    said = [one.content for one in body.messages if one.role == "user"]
    said.append(body.prompt or "")
    return [text.strip() for text in said if text.strip()][-_MOST_TURNS:]


def _asked(said: Sequence[str], analysis: dict[str, JsonValue] | None) -> dict[str, JsonValue]:
    """Give the first question as what to look for; with an analysis, the last one is a wish."""
    if len(said) == 1 and analysis is None:
        return {"focus": said[0][:_MOST_FOCUS]}
    turns: list[JsonValue] = [{"id": "", "text": text[:4_000]} for text in said[:-1]]
    newest: dict[str, JsonValue] = {"id": "", "text": said[-1][:4_000]}
    if analysis is not None:
        newest["draft"] = analysis
    return {"talk": [*turns, newest]}


def _closing(step: Step) -> Sequence[Payload]:
    """Tell what was done as tools in the original's names, then the end."""
    document = step.outputs.get("analysis")
    analysis = document.json_ if isinstance(document, JsonDocument) else None
    if not isinstance(analysis, dict):
        return [{"type": "finish", "finishReason": "stop"}]
    part: dict[str, JsonValue] = {"start": analysis.get("start"), "end": analysis.get("end")}
    measured = analysis.get("measured")
    return [
        *_tool("measure", "measure_video", part, {"measured": measured, "frames": _frames(step)}),
        *_tool("analysis", "analyze_video_motion", part, {"analysis": _original(analysis)}),
        *(
            event
            for place, one in enumerate(_rows(analysis.get("prompts")), 1)
            for event in _tool(f"prompt-{place}", "generate_animation_prompt", {}, _prompt(one))
        ),
        {"type": "finish", "finishReason": "stop"},
        {
            "type": "complete",
            "text": analysis.get("summary"),
            "finishReason": "stop",
            "model": analysis.get("written_by"),
            "analysis": analysis,
        },
    ]


def _tool(
    call: str, name: str, args: dict[str, JsonValue], result: dict[str, JsonValue]
) -> tuple[Payload, Payload]:
    known: dict[str, JsonValue] = {"toolCallId": call, "toolName": name}
    return (
        {"type": "tool-call", **known, "args": args},
        {"type": "tool-result", **known, "result": {"success": True, **result}, "isError": False},
    )


def _frames(step: Step) -> JsonValue:
    value = step.outputs.get("frames")
    items = value.items if isinstance(value, ListValue) else ()
    return [f"/api/assets/{one.asset}" for one in items if isinstance(one, MediaValue)]


def _original(analysis: dict[str, JsonValue]) -> dict[str, JsonValue]:
    scenes: list[JsonValue] = [
        {
            "number": one.get("number"),
            "startTime": one.get("start"),
            "endTime": one.get("end"),
            "description": one.get("description"),
            "cameraMovement": one.get("camera"),
            "effects": one.get("effects"),
            "mood": one.get("mood"),
            "colors": one.get("colors"),
        }
        for one in _rows(analysis.get("scenes"))
    ]
    effects: list[JsonValue] = [
        {
            "name": one.get("name"),
            "category": one.get("category"),
            "timestamp": one.get("start"),
            "duration": one.get("duration"),
            "description": one.get("description"),
            "parameters": {},
        }
        for one in _rows(analysis.get("effects"))
    ]
    return {
        "summary": analysis.get("summary"),
        "duration": analysis.get("duration"),
        "scenes": scenes,
        "effects": effects,
        "cameraMovements": analysis.get("camera_movements"),
        "transitions": analysis.get("transitions"),
        "pacing": analysis.get("pacing"),
        "overallStyle": analysis.get("style"),
    }


def _prompt(one: dict[str, JsonValue]) -> dict[str, JsonValue]:
    return {
        "title": one.get("title"),
        "prompt": one.get("prompt"),
        "negativePrompt": one.get("negative_prompt"),
    }


def _rows(found: JsonValue) -> list[dict[str, JsonValue]]:
    rows = found if isinstance(found, list) else []
    return [one for one in rows if isinstance(one, dict)]
