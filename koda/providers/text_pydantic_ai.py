"""Language model services by pydantic-ai, which is loaded when a request may be near."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import TYPE_CHECKING

from koda.providers.text import TextPiece, TextRequest
from koda.providers.text_account import TextAccount

if TYPE_CHECKING:
    from koda.providers.text_pydantic_ai_engine import Engine


class PydanticAiText:
    """One provider's models. The library takes seconds to import, and does so beside the loop."""

    def __init__(self, account: TextAccount) -> None:
        """Use this account; nothing is loaded or opened yet."""
        self._account = account
        self._engine: Engine | None = None
        self._opening = asyncio.Lock()

    async def stream(self, request: TextRequest) -> AsyncGenerator[TextPiece]:
        """Send the request once; see `TextProvider.stream`."""
        engine = await self._opened()
        async with aclosing(engine.stream(request)) as pieces:
            async for piece in pieces:
                yield piece

    async def prepare(self) -> None:
        """Import the library and open the client."""
        await self._opened()

    async def close(self) -> None:
        """Give connections back."""
        if self._engine is not None:
            await self._engine.close()

    async def _opened(self) -> Engine:
        async with self._opening:
            if self._engine is None:
                self._engine = await asyncio.to_thread(_open, self._account)
            return self._engine


def _open(account: TextAccount) -> Engine:
    from koda.providers.text_pydantic_ai_engine import Engine  # noqa: PLC0415 - only when needed

    return Engine(account)
