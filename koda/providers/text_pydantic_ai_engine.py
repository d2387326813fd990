"""Sends one request through pydantic-ai, and gives the answer in the port's pieces."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator

import httpx2
from pydantic_ai.direct import model_request_stream
from pydantic_ai.exceptions import AgentRunError, UserError
from pydantic_ai.models import Model, StreamedResponse, create_async_httpx2_client

from koda.core.errors import ProviderAuth
from koda.providers.text import Begun, TextPiece, TextRequest
from koda.providers.text_account import TextAccount
from koda.providers.text_pydantic_ai_answer import Reader, usage_of
from koda.providers.text_pydantic_ai_errors import broken, refusal, unreadable
from koda.providers.text_pydantic_ai_models import load, make_model
from koda.providers.text_pydantic_ai_request import Asked, ask

_CONNECT = 10.0
# What the library raises for an event that is not what its vendor says it is.
_UNREADABLE = (AttributeError, TypeError, ValueError, LookupError, AssertionError)


class Engine:
    """The models of one account, on one pool of connections."""

    def __init__(self, account: TextAccount) -> None:
        """Load what speaks to the account; connections are made by the first request."""
        load(account.provider)
        self._account = account
        timeout = httpx2.Timeout(account.stall, connect=_CONNECT)
        self._client = create_async_httpx2_client(timeout=timeout)
        self._models: dict[str, Model] = {}

    async def stream(self, request: TextRequest) -> AsyncGenerator[TextPiece]:
        """Send the request once; see `TextProvider.stream`."""
        asked = await self._asked(request)
        begun = False
        try:
            async with model_request_stream(
                asked.model,
                asked.messages,
                model_settings=asked.settings,
                model_request_parameters=asked.parameters,
            ) as response:
                begun = True
                async for piece in _pieces(response, request):
                    yield piece
        except (AgentRunError, UserError, httpx2.HTTPError) as error:
            said = broken if begun else refusal
            raise said(error, self._account, request.model) from error
        except _UNREADABLE as error:
            raise unreadable(error, self._account, request.model) from error

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def _asked(self, request: TextRequest) -> Asked:
        try:
            return await asyncio.to_thread(self._prepare, request)
        except UserError as error:
            raise refusal(error, self._account, request.model) from error

    def _prepare(self, request: TextRequest) -> Asked:
        key = self._account.key
        if not (key.isascii() and key.isprintable()):
            raise ProviderAuth(
                f"The key for {self._account.provider} was not copied whole.",
                provider=self._account.provider,
                type="key",
            )
        name = request.model.partition("/")[2]
        model = self._models.get(name)
        if model is None:
            model = self._models[name] = make_model(self._account, name, self._client)
        return ask(model, self._account, request)


async def _pieces(response: StreamedResponse, request: TextRequest) -> AsyncGenerator[TextPiece]:
    """Say that it has begun at once; again as soon as the provider says what it has counted."""
    counted = usage_of(response.usage)
    yield Begun(counted)
    reader = Reader(response, request)
    async for event in response:
        if not counted.input_tokens and response.usage.input_tokens:
            counted = usage_of(response.usage)
            yield Begun(counted)
        for piece in reader.read(event):
            yield piece
    for piece in reader.end():
        yield piece
