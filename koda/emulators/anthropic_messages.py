"""The calls of the emulated interface: messages, counts of tokens, the catalogue of models."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from koda.emulators.anthropic_answers import Answer, Part
from koda.emulators.anthropic_errors import Refused, invalid, new_id, refusal
from koda.emulators.anthropic_faults import BEFORE, ON_THE_WAY, SAID, refused_by
from koda.emulators.anthropic_models import MODELS, find_model, model_info
from koda.emulators.anthropic_request import Ask, read_ask, read_body
from koda.emulators.anthropic_stream import Message, Stream
from koda.emulators.anthropic_tokens import pieces_of
from koda.emulators.anthropic_world import Entry, World
from koda.emulators.faults import Fault, HangUp, Truncated, hang_up

_VERSIONS = {"2023-01-01", "2023-06-01", "2026-10-21"}
_GATEWAY = "<html><body><center>502 Bad Gateway</center></body></html>"
_WRONG_JSON = '{"scenes": [{"title": "It ends in the midd'
_MOST_MODELS = 1_000


class Messages:
    """The calls to `/v1`."""

    def __init__(self, world: World) -> None:
        """Answer from this world."""
        self._world = world

    def routes(self) -> list[Route]:
        """Give the routes."""
        return [
            Route("/v1/messages", self.create, methods=["POST"]),
            Route("/v1/messages/count_tokens", self.count, methods=["POST"]),
            Route("/v1/models", self.models, methods=["GET"]),
            Route("/v1/models/{model}", self.model, methods=["GET"]),
        ]

    async def create(self, request: Request) -> Response:
        """Answer a request."""
        raw = await request.body()
        entry = self._world.enter(_loosely(raw), _key_of(request), _retry_of(request))
        try:
            self._check_access(request)
            ask = read_whole(raw)
            entry.describe(ask)
            if fault := self._world.faults.take(f"{request.url.path} {raw.decode()}", *BEFORE):
                return _refused_by(fault, ask, entry)
        except Refused as refused:
            entry.state, entry.status = "refused", refused.status
            return refusal(refused, entry.request_id)
        return await self._answer(request, raw.decode(), ask, entry)

    async def count(self, request: Request) -> Response:
        """Count the tokens of a request."""
        request_id = new_id("req")
        try:
            self._check_access(request)
            ask = read_whole(await request.body(), counting=True)
        except Refused as refused:
            return refusal(refused, request_id)
        tokens = sum(segment.tokens for segment in ask.segments)
        return JSONResponse({"input_tokens": tokens}, headers={"request-id": request_id})

    async def models(self, request: Request) -> Response:
        """List the models, newest first, page by page."""
        request_id = new_id("req")
        asked = request.query_params
        try:
            self._check_access(request)
            limit = int(asked.get("limit", 20))
            if not 1 <= limit <= _MOST_MODELS:
                raise invalid(f"limit: Input should be from 1 to {_MOST_MODELS}")
        except ValueError:
            return refusal(invalid("limit: Input should be a valid integer"), request_id)
        except Refused as refused:
            return refusal(refused, request_id)
        stages = asked.getlist("lifecycle[]") or ["active", "deprecated"]
        listed = [name for name, model in MODELS.items() if model.lifecycle in stages]
        if after := asked.get("after_id"):
            listed = listed[listed.index(after) + 1 :] if after in listed else []
        page = listed[:limit]
        body = {
            "data": [model_info(MODELS[name]) for name in page],
            "has_more": len(listed) > len(page),
            "first_id": page[0] if page else None,
            "last_id": page[-1] if page else None,
        }
        return JSONResponse(body, headers={"request-id": request_id})

    async def model(self, request: Request) -> Response:
        """Describe one model; a retired one is still described."""
        request_id, name = new_id("req"), str(request.path_params["model"])
        try:
            self._check_access(request)
            model = find_model(name)
            if model is None:
                raise Refused(404, f"model: {name}")
        except Refused as refused:
            return refusal(refused, request_id)
        return JSONResponse(model_info(model), headers={"request-id": request_id})

    def _check_access(self, request: Request) -> None:
        key = _key_of(request)
        if not key:
            raise Refused(401, "x-api-key header is required")
        if self._world.keys and key not in self._world.keys:
            raise Refused(401, "invalid x-api-key")
        version = request.headers.get("anthropic-version")
        if version is None:
            raise invalid("anthropic-version: header is required")
        if version not in _VERSIONS:
            raise invalid(f"anthropic-version: {version!r} is not a valid version")

    async def _answer(self, request: Request, raw: str, ask: Ask, entry: Entry) -> Response:
        said = self._world.faults.take(raw, *SAID)
        fault = self._world.faults.take(f"{request.url.path} {raw}", *ON_THE_WAY)
        answer = self._world.author.answer(ask)
        if said:
            answer = _spoilt(answer, said)
        answer = answer.stopped_at(ask.stops).limited(ask.most_tokens)
        counts = self._world.cache.use(ask, entry.key)
        entry.take(answer, counts)
        entry.fault = " ".join(one.kind for one in (said, fault) if one)
        message = Message(answer, ask.name, counts, hidden=ask.thinking == "hidden")
        if fault and fault.kind == "lost_answer":
            entry.state = "broken"
            return HangUp()
        entry.status = 200
        if fault and fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
        if ask.stream:
            return self._stream(request, message, entry, fault)
        return await self._whole(message, entry, fault)

    def _stream(
        self, request: Request, message: Message, entry: Entry, fault: Fault | None
    ) -> Response:
        stream = Stream(message, entry, self._world, fault)
        close = partial(hang_up, request.scope, deliver=True)
        headers = {"request-id": entry.request_id, "cache-control": "no-cache"}
        return StreamingResponse(stream.events(close), 200, headers, "text/event-stream")

    async def _whole(self, message: Message, entry: Entry, fault: Fault | None) -> Response:
        kind, pace, answer = fault.kind if fault else "", self._world.pace, message.answer
        first = pace.first_ms if answer.first_ms is None else answer.first_ms
        each = pace.token_ms if answer.token_ms is None else answer.token_ms
        each = fault.seconds * 1_000 if fault and kind == "slow_tokens" else each
        pieces = [(part.kind, piece) for part in answer.parts for piece in pieces_of(part.text)]
        stalled = fault.seconds if fault and kind == "stall" else 0
        try:
            await asyncio.sleep((first + each * len(pieces)) / 1_000 + stalled)
        except asyncio.CancelledError:
            entry.state = "left"
            raise
        headers = {"request-id": entry.request_id}
        entry.state = "broken"
        if kind == "error_event":
            entry.status = 529
            return refusal(Refused(529, "Overloaded"), entry.request_id)
        if kind == "unreadable_event":
            return Response(_GATEWAY, 200, headers, "application/json")
        body = json.dumps(message.whole(), ensure_ascii=False)
        if kind == "drop_stream":
            return Truncated(body, 200, headers, "application/json")
        for part, piece in pieces:
            entry.note(part, piece)
        entry.state = "completed"
        return Response(body, 200, headers, "application/json")


def read_whole(raw: bytes, *, counting: bool = False) -> Ask:
    """Read a request from its bytes.

    Raises:
        Refused: Something in it is not as it has to be.
    """
    body = read_body(raw)
    try:
        return read_ask(body, counting)
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
        # A member of another type than it has to be, somewhere that has no words of its own.
        raise invalid(f"Input is not of the right type: {error}") from None


def _refused_by(fault: Fault, ask: Ask, entry: Entry) -> Response:
    entry.fault, entry.state = fault.kind, "refused"
    if fault.kind == "refuse":
        return HangUp()
    if fault.kind == "bad_gateway":
        entry.status = 502
        return Response(_GATEWAY, 502, media_type="text/html")
    raise refused_by(fault, ask.name)


def _spoilt(answer: Answer, fault: Fault) -> Answer:
    """Say something else than what should be said."""
    match fault.kind:
        case "wrong_json":
            return replace(answer, parts=[Part("text", _WRONG_JSON)])
        case "wrong_shape":
            return replace(answer, parts=[Part("text", '{"unexpected": [1, 2, 3]}')])
        case "refusal":
            return replace(answer.cut(fault.characters), stop="refusal", detail="general_harms")
        case _:
            return replace(answer.cut(fault.characters), stop="max_tokens")


def _loosely(raw: bytes) -> dict[str, Any]:
    try:
        return {"body": json.loads(raw)}
    except (ValueError, RecursionError):
        return {"bytes": len(raw)}


def _key_of(request: Request) -> str:
    bearer = request.headers.get("authorization", "")
    return request.headers.get("x-api-key") or bearer.removeprefix("Bearer ").strip()


def _retry_of(request: Request) -> str:
    return request.headers.get("x-stainless-retry-count", "0")
