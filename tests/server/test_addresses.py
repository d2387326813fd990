"""Addresses of media: those that hold the file are read beside the event loop, and whole."""

from __future__ import annotations

import asyncio
import base64

import pytest

from koda.core.errors import Invalid
from koda.server.addresses import MOST_ADDRESS, held_by, holds_file, own_asset


@pytest.mark.parametrize(
    "head", ["data:;base64,", "DATA:image/png;base64,", "data:video/webm;codecs=vp8,opus;base64,"]
)
async def test_a_file_of_any_type_is_read_whole(head: str) -> None:
    content = bytes(range(256)) * 9_001  # more than two portions
    address = head + base64.b64encode(content).decode()
    assert holds_file(address)
    assert await held_by(address, "video") == content


async def test_the_event_loop_goes_on_while_a_file_is_read() -> None:
    loop_went_on = asyncio.Event()
    asyncio.get_running_loop().call_soon(loop_went_on.set)
    await held_by("data:;base64,AAAA", "video")
    assert loop_went_on.is_set()


@pytest.mark.parametrize(
    "address",
    [
        "data:,plain",
        "data:;base64,%",
        "data:;base64,é",
        "data:;base64,A",
        f"data:{'x' * 300};base64,AAAA",
        "data:;base64," + "A" * (1024 * 1024 - 4) + "AA==" + "AAAA",
    ],
)
async def test_what_is_no_base64_is_refused(address: str) -> None:
    with pytest.raises(Invalid, match="base64"):
        await held_by(address, "video")


def test_an_asset_is_named_by_its_path_on_any_host() -> None:
    assert own_asset("/api/assets/ast_1") == "ast_1"
    assert own_asset("http://127.0.0.1:4300/api/assets/ast_1?size=64") == "ast_1"
    assert own_asset("https://a.org/film.mp4") is None


@pytest.mark.parametrize("address", ["https://[/a.mp4", "/" * (MOST_ADDRESS + 1)])
def test_what_cannot_be_an_address_is_refused(address: str) -> None:
    with pytest.raises(Invalid):
        own_asset(address)
