"""The fal emulator and the provider that speaks to it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import httpx2
import pytest

from koda.providers.fal import FalProvider
from koda.providers.fal_storage import UploadLimits
from koda.providers.models import shipped_cards
from tests.emulators.fal_server import FalServer, running_fal


@pytest.fixture
def fal() -> Iterator[FalServer]:
    with running_fal() as server:
        yield server


@pytest.fixture
async def provider(fal: FalServer) -> AsyncIterator[FalProvider]:
    limits = UploadLimits(parts_from=3 * 2**20, part=2**20)
    client = httpx2.AsyncClient()
    one = FalProvider(
        "secret-key", shipped_cards(), client, fal.addresses, pause=0.01, limits=limits
    )
    yield one
    await one.close()
