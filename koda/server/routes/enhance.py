"""The original's routes that improve a prompt, by a run like any other."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Annotated, Literal, cast

from fastapi import APIRouter, Header
from pydantic import BaseModel, Field, JsonValue
from starlette.responses import Response

from koda.core.errors import NodeFailed, PromptMissing
from koda.core.run import Step
from koda.core.values import TextValue
from koda.server.agent_stream import Payload, agent_stream, place_of, taken_up
from koda.server.inputs import Ending, Koda
from koda.server.one_node import Call, finished, start_one
from koda.server.routes.generate import IdempotencyKey
from koda.server.sse import EventStream

router = APIRouter(tags=["agents"])

_KIND = "prompt-enhancer"
_MEDIA = frozenset({"image", "video", "music", "speech"})
_DRAWN = {
    "svg": "flat vector drawing, a few clear shapes",
    "glyph": "single-color glyph, one simple silhouette",
}
"""Types of the original that are pictures with a wish."""

LastEventId = Annotated[str, Header(alias="last-event-id", max_length=120)]
Accept = Annotated[str, Header(max_length=1_000)]


class EnhanceBody(BaseModel):
    """The prompt, and what it is for: `image` (also `svg`, `glyph`), `video`, `music`, `speech`."""

    prompt: JsonValue = Field(None, description="The prompt, a text.")
    type: str | None = Field(None, max_length=40)
    wishes: str | None = Field(None, max_length=4_000)
    canvasId: str | None = Field(None, max_length=80)  # noqa: N815
    nodeId: str | None = Field(None, max_length=80)  # noqa: N815


class Enhanced(BaseModel):
    """The prompt before and after. `model` is `offline/rules` when no language model wrote it."""

    success: bool = True
    originalPrompt: str  # noqa: N815
    enhancedPrompt: str  # noqa: N815
    model: str
    run: str


class ToolBody(BaseModel):
    """A prompt for a film: to be improved, or translated into `language`."""

    prompt: JsonValue = Field(None, description="The prompt, a text.")
    action: JsonValue = Field("improve", description="`improve` or `translate`.")
    language: str = Field("English", max_length=40)
    canvasId: str | None = Field(None, max_length=80)  # noqa: N815
    nodeId: str | None = Field(None, max_length=80)  # noqa: N815


def wants_events(accept: str) -> bool:
    """Tell whether a caller asks for the answer as it is written."""
    return "text/event-stream" in accept.lower()


@router.post(
    "/agents/enhance-prompt",
    response_model=Enhanced,
    responses={200: {"content": {"text/event-stream": {}}}},
)
async def enhance_prompt(
    koda: Koda,
    ending: Ending,
    body: EnhanceBody,
    key: IdempotencyKey = "",
    accept: Accept = "",
    last_event_id: LastEventId = "",
) -> Response | Enhanced:
    """Improve a prompt. With `Accept: text/event-stream` it is streamed as it is written.

    The stream's first event, `run`, says which run it is; then `text-delta`, `result`, `finish`.
    The same request with `Last-Event-ID` goes on where it broke off.
    """
    prompt = _prompt(body.prompt)
    place = place_of(last_event_id)
    if wants_events(accept) and place.run:
        run = await taken_up(koda, place.run, _KIND)
    else:
        medium = (body.type or "").lower()
        parameters: dict[str, JsonValue] = {
            "prompt": prompt,
            "medium": medium if medium in _MEDIA else "image",
            "wishes": "\n".join(one for one in (_DRAWN.get(medium), body.wishes) if one),
        }
        call = Call(_KIND, parameters, canvas=body.canvasId, node=body.nodeId, key=key)
        run = await start_one(koda, call)
    if wants_events(accept):
        return agent_stream(koda, run, place, partial(_closing, prompt), ending)
    step = finished(await koda.runs.wait(run.id))
    return _enhanced(prompt, step)


@router.post("/plugins/video/prompt-tools", status_code=200, response_class=EventStream)
async def prompt_tools(
    koda: Koda,
    ending: Ending,
    body: ToolBody,
    key: IdempotencyKey = "",
    last_event_id: LastEventId = "",
) -> Response:
    """Improve or translate a film's prompt: `text-delta` as it is written, then `done`."""
    prompt, action = _prompt(body.prompt), _action(body.action)
    place = place_of(last_event_id)
    if place.run:
        run = await taken_up(koda, place.run, _KIND)
    else:
        wishes = f"Translate it into {body.language}, and change nothing else."
        parameters: dict[str, JsonValue] = {
            "prompt": prompt,
            "medium": "video",
            "wishes": wishes if action == "translate" else "",
        }
        call = Call(_KIND, parameters, canvas=body.canvasId, node=body.nodeId, key=key)
        run = await start_one(koda, call)
    return agent_stream(koda, run, place, _done, ending)


def _prompt(prompt: JsonValue) -> str:
    if not isinstance(prompt, str) or not prompt.strip():
        raise PromptMissing("The prompt is missing.", field="prompt")
    return prompt


def _action(action: JsonValue) -> Literal["improve", "translate"]:
    if action not in {"improve", "translate"}:
        raise PromptMissing(
            "The action is neither “improve” nor “translate”.",
            remedy="Send one of them as `action`.",
            field="action",
        )
    return cast("Literal['improve', 'translate']", action)


def _closing(prompt: str, step: Step) -> Sequence[Payload]:
    """Give the answer as the route gives it, then the end."""
    made: dict[str, JsonValue] = _enhanced(prompt, step).model_dump(mode="json")
    return [{"type": "result", **made}, {"type": "finish", "finishReason": "stop"}]


def _enhanced(prompt: str, step: Step) -> Enhanced:
    return Enhanced(
        originalPrompt=prompt,
        enhancedPrompt=_text(step),
        model=step.model or "",
        run=step.run,
    )


def _done(step: Step) -> Sequence[Payload]:
    return [{"type": "done", "text": _text(step), "model": step.model or ""}]


def _text(step: Step) -> str:
    value = step.outputs.get("output")
    if not isinstance(value, TextValue):
        raise NodeFailed("The enhancer gave no text.", run=step.run)
    return value.text
