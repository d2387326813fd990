"""The original's storyboard routes: a board as it is written, by a run like any other; an idea."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Header, Query
from pydantic import BaseModel, Field, JsonValue
from starlette.responses import Response

from koda.core.errors import Invalid, NodeFailed, PromptMissing
from koda.core.mentions import Label
from koda.core.run import Step
from koda.core.values import JsonDocument, TextValue
from koda.server.agent_stream import Payload, agent_stream, place_of, taken_up
from koda.server.inputs import Ending, Koda
from koda.server.one_node import Call, finished, start_one
from koda.server.routes.generate import MAX_ADDRESS, IdempotencyKey
from koda.server.sse import EventStream

router = APIRouter(tags=["agents"])

_KIND = "storyboard"
_CONCEPT = "act-concept"  # not the storyboard's own node, whose newest result is its board
_COUNTS = (4, 5, 6, 8)
_MOST_REFERENCES = 8
_MOST_DRAFT = 400_000
_MOST_SCENES = 12

LastEventId = Annotated[str, Header(alias="last-event-id", max_length=120)]
Text = Annotated[str, Field(max_length=8_000)]
Address = Annotated[str, Field(max_length=MAX_ADDRESS)]


class ReferenceBody(BaseModel):
    """A picture, what it is called, and what it is for."""

    imageUrl: Address = ""  # noqa: N815
    url: Address = ""
    label: Annotated[str, Field(max_length=200)] = ""
    role: Annotated[str, Field(max_length=40)] = ""


class DraftScene(BaseModel):
    """A scene of an earlier draft, in the original's names."""

    title: Text = ""
    description: Text = ""
    prompt: Text = ""
    camera: Text = ""
    mood: Text = ""
    transition: Text | None = None
    motion: Text | None = None
    negativePrompt: Text | None = None  # noqa: N815
    audioDirection: Text | None = None  # noqa: N815
    videoDuration: float | str | None = None  # noqa: N815
    referenceIds: Annotated[list[Text], Field(max_length=_MOST_REFERENCES)] = []  # noqa: N815


class DraftBody(BaseModel):
    """An earlier draft, as `result` gave it."""

    scenes: Annotated[list[DraftScene], Field(max_length=_MOST_SCENES)] = []
    summary: Text = ""


class StoryboardBody(BaseModel):
    """A brief, or with `prompt` and `previousDraft` what is to be different about a draft.

    A `systemPrompt` is taken and left unread: what the model is told about its task is Koda's.
    """

    product: Text | None = None
    character: Text | None = None
    concept: Text | None = None
    sceneCount: int | None = Field(None, ge=1, le=100)  # noqa: N815
    style: str | None = Field(None, max_length=80)
    mode: str | None = Field(None, max_length=40)
    targetVideoModel: str | None = Field(None, max_length=80)  # noqa: N815
    aspectRatio: str | None = Field(None, max_length=20)  # noqa: N815
    productImageUrl: Address | None = None  # noqa: N815
    characterImageUrl: Address | None = None  # noqa: N815
    references: Annotated[list[ReferenceBody], Field(max_length=_MOST_REFERENCES)] = []
    prompt: Annotated[str, Field(max_length=4_000)] | None = None
    systemPrompt: JsonValue = None  # noqa: N815
    previousDraft: DraftBody | None = None  # noqa: N815
    canvasId: str | None = Field(None, max_length=80)  # noqa: N815
    nodeId: str | None = Field(None, max_length=80)  # noqa: N815
    key: str | None = Field(None, max_length=80)


class ConceptBody(BaseModel):
    """What the film is about; `connectedNodes` say what lies around the node.

    A `nodeId` is taken and left unread: an idea is no board of its node.
    """

    product: Text = ""
    character: Text | None = None
    concept: Text | None = None
    style: str | None = Field(None, max_length=80)
    targetVideoModel: str | None = Field(None, max_length=80)  # noqa: N815
    connectedNodes: JsonValue = None  # noqa: N815
    canvasId: str | None = Field(None, max_length=80)  # noqa: N815
    nodeId: str | None = Field(None, max_length=80)  # noqa: N815


class Concept(BaseModel):
    """The idea, in 80 words at most."""

    success: bool = True
    concept: str
    model: str
    run: str


@router.post("/plugins/storyboard", status_code=200, response_class=EventStream)
async def write_storyboard(
    koda: Koda,
    ending: Ending,
    body: StoryboardBody,
    key: IdempotencyKey = "",
    last_event_id: LastEventId = "",
) -> Response:
    """Write a storyboard, and stream it as it is written: `text-delta`, `result`, `finish`.

    The first event, `run`, says which run it is. A caller who leaves loses nothing: the same
    request with its `Idempotency-Key` (or `key`) and `Last-Event-ID`, or a GET with `run`, goes on.
    """
    place = place_of(last_event_id)
    if place.run:
        run = await taken_up(koda, place.run, _KIND)
    else:
        call = _call(body, key or body.key or "")
        if not call.media and not any(
            text and text.strip()
            for text in (body.product, body.concept, body.character, body.prompt)
        ):
            raise PromptMissing("Nothing says what the film is about.", remedy="Send a `product`.")
        run = await start_one(koda, call)
    return agent_stream(koda, run, place, _closing, ending)


@router.get("/plugins/storyboard", status_code=200, response_class=EventStream)
async def follow_storyboard(
    koda: Koda,
    ending: Ending,
    run: Annotated[str, Query(max_length=80)],
    last_event_id: LastEventId = "",
) -> Response:
    """Take up the stream of a storyboard, after `Last-Event-ID`, or from its beginning."""
    found = await taken_up(koda, run, _KIND)
    return agent_stream(koda, found, place_of(last_event_id), _closing, ending)


@router.post("/plugins/storyboard/concept")
async def write_concept(koda: Koda, body: ConceptBody, key: IdempotencyKey = "") -> Concept:
    """Find an idea for a storyboard."""
    if not body.product.strip():
        raise PromptMissing("The product is missing.", remedy="Send a `product`.", field="product")
    parameters: dict[str, JsonValue] = {
        "making": "concept",
        "product": body.product,
        "character": body.character,
        "concept": body.concept,
        "style": body.style,
        "video_family": _family(body.targetVideoModel),
        "surroundings": _surroundings(body.connectedNodes),
    }
    call = Call(_KIND, parameters, canvas=body.canvasId, node=_CONCEPT, key=key)
    started = await start_one(koda, call)
    step = finished(await koda.runs.wait(started.id))
    return Concept(concept=_text(step, "summary"), model=step.model or "", run=started.id)


def _call(body: StoryboardBody, key: str) -> Call:
    media, labels = _references(body)
    parameters: dict[str, JsonValue] = {
        "product": body.product,
        "character": body.character,
        "concept": body.concept,
        "scene_count": _count(body.sceneCount),
        "style": body.style,
        "mode": body.mode,
        "video_family": _family(body.targetVideoModel),
        "aspect_ratio": body.aspectRatio,
        "talk": _talk(body),
    }
    return Call(
        kind=_KIND,
        parameters=parameters,
        media=media,
        labels=labels,
        canvas=body.canvasId,
        node=body.nodeId,
        key=key,
    )


def _references(body: StoryboardBody) -> tuple[list[tuple[str, str]], dict[str, Label]]:
    """Give the pictures by address, the product's and the character's first."""
    found: dict[str, Label] = {}
    if body.productImageUrl:
        found[body.productImageUrl] = Label("Product", "subject")
    if body.characterImageUrl:
        found.setdefault(body.characterImageUrl, Label("Character", "character"))
    for one in body.references:
        address = one.imageUrl or one.url
        if address:
            found.setdefault(address, Label(one.label, one.role))
    return [("reference", address) for address in found], found


def _talk(body: StoryboardBody) -> JsonValue:
    """Give what is to be different as the one turn of a chat; none for a new board."""
    if body.prompt is None or not body.prompt.strip():
        return None
    turn: dict[str, JsonValue] = {"id": "", "text": body.prompt}
    if body.previousDraft is not None:
        scenes: list[JsonValue] = [_scene(one) for one in body.previousDraft.scenes]
        turn["draft"] = {"scenes": scenes, "summary": body.previousDraft.summary}
    if len(json.dumps(turn)) > _MOST_DRAFT:
        raise Invalid("The draft is too long.", field="previousDraft", limit=_MOST_DRAFT)
    return [turn]


def _scene(scene: DraftScene) -> JsonValue:
    return {
        "title": scene.title,
        "description": scene.description,
        "prompt": scene.prompt,
        "camera": scene.camera,
        "mood": scene.mood,
        "transition": scene.transition or "",
        "motion": scene.motion or "",
        "negative_prompt": scene.negativePrompt or "",
        "audio": scene.audioDirection or "",
        "duration": scene.videoDuration or 0,
        "references": list(scene.referenceIds),
    }


def _count(asked: int | None) -> JsonValue:
    """Give the number of scenes on offer that is nearest, the larger of two."""
    if asked is None:
        return None
    return min(_COUNTS, key=lambda one: (abs(one - asked), -one))


def _family(model: str | None) -> JsonValue:
    if not model:
        return None
    name = model.lower()
    return next((family for family in ("veo", "kling") if family in name), "auto")


def _surroundings(nodes: JsonValue) -> JsonValue:
    if nodes is None or nodes == "":
        return None
    text = nodes if isinstance(nodes, str) else json.dumps(nodes, ensure_ascii=False)
    return text[:4_000]


def _text(step: Step, output: str) -> str:
    value = step.outputs.get(output)
    if not isinstance(value, TextValue):
        raise NodeFailed("The storyboard gave no text.", run=step.run)
    return value.text


def _closing(step: Step) -> Sequence[Payload]:
    """Give the board in the original's names, then the end."""
    document = step.outputs.get("board")
    board = document.json_ if isinstance(document, JsonDocument) else None
    if not isinstance(board, dict):
        return [{"type": "finish", "finishReason": "stop"}]
    return [
        {"type": "result", "success": True, **_result(board)},
        {"type": "finish", "finishReason": "stop"},
    ]


def _result(board: dict[str, JsonValue]) -> dict[str, JsonValue]:
    identities = _rows(board.get("identities"))
    ratio = board.get("aspect_ratio")
    scenes: list[JsonValue] = [_original(one, ratio) for one in _rows(board.get("scenes"))]
    named: list[JsonValue] = [
        {"refId": one.get("reference"), **{k: one.get(k) for k in ("label", "role", "identity")}}
        for one in identities
    ]
    roles = {str(one.get("role")): one.get("identity") for one in reversed(identities)}
    return {
        "scenes": scenes,
        "summary": board.get("summary"),
        "productIdentity": roles.get("subject"),
        "characterIdentity": roles.get("character"),
        "referenceIdentities": named,
        "model": board.get("written_by"),
        "board": board,
    }


def _original(scene: dict[str, JsonValue], ratio: JsonValue) -> JsonValue:
    names = ("number", "title", "description", "prompt", "camera", "mood", "transition", "motion")
    return {
        **{name: scene.get(name) for name in names},
        "negativePrompt": scene.get("negative_prompt"),
        "audioDirection": scene.get("audio"),
        "videoAspectRatio": ratio,
        "videoDuration": scene.get("duration"),
        "referenceIds": scene.get("references"),
    }


def _rows(found: JsonValue) -> list[dict[str, JsonValue]]:
    rows = found if isinstance(found, list) else []
    return [one for one in rows if isinstance(one, dict)]
