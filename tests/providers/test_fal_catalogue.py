"""The catalogue of fal.ai: what is asked, what is believed of the answers, what is kept."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from koda.core.errors import Invalid, NotFound, ProviderAuth, ProviderUnavailable
from koda.providers.fal_catalogue import FalCatalogue, UnitPrice, check_id, parse_id
from koda.providers.fal_prices import expected_price, price_words
from tests.emulators.fal_server import FalServer, running_fal, serving

FLUX = "fal-ai/flux/schnell"


@asynccontextmanager
async def catalogue(fal: FalServer, key: str = "secret") -> AsyncIterator[FalCatalogue]:
    one = FalCatalogue(httpx2.AsyncClient(), fal.addresses.api, key, pause=0.01)
    yield one
    await one.close()


@asynccontextmanager
async def answering(answer: Response) -> AsyncIterator[FalCatalogue]:
    """A catalogue whose server always answers this."""
    app = Starlette(routes=[Route("/{path:path}", lambda _: answer)])
    with serving(app) as base:
        one = FalCatalogue(httpx2.AsyncClient(), base, "secret", pause=0.0)
        yield one
        await one.close()


async def test_a_page_is_asked_for_once_an_hour(fal: FalServer) -> None:
    async with catalogue(fal) as one:
        before = await one.search("flux schnell")
        fal.fault("server_error", 9)
        assert await one.search(" flux schnell ") == before
        with pytest.raises(ProviderUnavailable):
            await one.search("kling")


async def test_prices_come_with_a_key_only(fal: FalServer) -> None:
    async with catalogue(fal) as one:
        listed, document = await one.get(FLUX)
        assert listed.price == UnitPrice(0.05, "images")
        assert document["openapi"].startswith("3.")
    async with catalogue(fal, key="") as one:
        listed, _ = await one.get(FLUX)
        assert listed.price is None


async def test_a_key_that_is_refused_for_prices_leaves_them_out() -> None:
    with running_fal(keys=("other",)) as fal:
        async with catalogue(fal) as one:
            assert (await one.get(FLUX))[0].price is None


async def test_an_endpoint_that_is_not_there_is_not_found(fal: FalServer) -> None:
    async with catalogue(fal) as one:
        with pytest.raises(NotFound):
            await one.get("fal-ai/never/was")


@pytest.mark.parametrize(
    "answer",
    [
        {"models": "none"},
        {"models": [5, None, {}, {"endpoint_id": 7}, {"endpoint_id": "../../x"}]},
        {"models": [{"endpoint_id": "fal-ai/a", "metadata": [], "openapi": "x"}]},
    ],
)
async def test_an_answer_that_makes_no_sense_holds_nothing(answer: dict[str, Any]) -> None:
    async with answering(JSONResponse(answer)) as one:
        await one.search("x")
        with pytest.raises(NotFound):
            await one.get("fal-ai/b")


async def test_an_answer_that_is_no_json_or_too_large_is_refused() -> None:
    async with answering(Response("<html>")) as one:
        with pytest.raises(ProviderUnavailable):
            await one.search("x")
    huge = {"models": [], "padding": "x" * 9_000_000}
    async with answering(JSONResponse(huge)) as one:
        with pytest.raises(Invalid):
            await one.search("x")


async def test_a_refused_key_is_said() -> None:
    async with answering(JSONResponse({"detail": "No."}, 401)) as one:
        with pytest.raises(ProviderAuth):
            await one.search("x")


async def test_what_the_vendor_says_is_cut_to_lines() -> None:
    about = {
        "display_name": "A\n very " + "long " * 50,
        "description": 5,
        "thumbnail_url": "javascript:alert(1)",
    }
    answer = {"models": [{"endpoint_id": "fal-ai/a", "metadata": about}]}
    async with answering(JSONResponse(answer)) as one:
        (found,) = (await one.search("x")).endpoints
    assert found.title.startswith("A very long")
    assert len(found.title) == 80
    assert (found.description, found.thumbnail) == ("", "")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("fal-ai/flux/dev", "fal-ai/flux/dev"),
        (" fal-ai/flux/dev/ ", "fal-ai/flux/dev"),
        ("https://fal.ai/models/fal-ai/flux/dev", "fal-ai/flux/dev"),
        ("https://fal.ai/models/fal-ai/flux/dev/api?platform=http#x", "fal-ai/flux/dev"),
        ("https://fal.run/openai/gpt-image-2", "openai/gpt-image-2"),
        ("flux", None),
        ("a//b", None),
        ("../b", None),
        ("a/b c", None),
        ("https://example.com/a/b", None),
        ("", None),
    ],
)
def test_an_id_is_read_as_it_is_or_from_its_page(text: str, wanted: str | None) -> None:
    assert parse_id(text) == wanted
    if wanted is None:
        with pytest.raises(Invalid):
            check_id(text)


@pytest.mark.parametrize(
    ("unit", "body", "characters", "wanted"),
    [
        ("images", {"num_images": 3}, 0, 60_000),
        ("image", {}, 0, 20_000),
        ("videos", {"num_images": 3}, 0, 20_000),
        ("seconds", {"duration": "8s"}, 0, 160_000),
        ("video_second", {"duration": 5}, 0, 100_000),
        ("seconds", {}, 0, None),
        ("minutes", {"duration": 30}, 0, 10_000),
        ("1000 characters", {}, 2_500, 50_000),
        ("characters", {}, 10, 200_000),
        ("megapixels", {"image_size": "square_hd", "num_images": 2}, 0, 80_000),
        ("megapixels", {"image_size": {"width": 2000, "height": 1000}}, 0, 40_000),
        ("compute seconds", {"duration": 5}, 0, None),
        ("tokens", {}, 9, None),
    ],
)
def test_a_price_follows_the_vendors_unit_or_is_not_known(
    unit: str, body: dict[str, Any], characters: int, wanted: int | None
) -> None:
    assert expected_price(UnitPrice(0.02, unit), body, characters) == wanted


def test_a_price_is_said_in_words() -> None:
    assert price_words(UnitPrice(0.05, "images")) == "$0.05 per image"
    assert price_words(UnitPrice(0.1, "video_second")) == "$0.1 per video second"
    assert price_words(UnitPrice(0.03, "1000 characters")) == "$0.03 per 1000 characters"
    assert price_words(None) == ""
