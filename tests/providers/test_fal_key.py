"""The key goes to the configured services, whatever an answer names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from koda.core.errors import ProviderAmbiguous, ProviderRefused
from koda.providers.base import Accepted, JobPhase, PreparedRequest
from koda.providers.fal import FalAddresses, FalProvider
from koda.providers.models import shipped_cards
from tests.emulators.fal_server import serving

PREPARED = PreparedRequest("fal-ai/flux/schnell", {"prompt": "a"}, "t")


@dataclass
class Place:
    """A server that notes who came with which key, and answers as it is told."""

    answers: dict[str, Response] = field(default_factory=dict)
    visits: list[tuple[str, str, str | None]] = field(default_factory=list)
    base: str = ""

    async def answer(self, request: Request) -> Response:
        key = request.headers.get("authorization")
        self.visits.append((request.method, request.url.path, key))
        return self.answers.get(request.url.path, JSONResponse({"status": "COMPLETED"}))


def place() -> Iterator[Place]:
    one = Place()
    methods = ["GET", "POST", "PUT"]
    with serving(Starlette(routes=[Route("/{path:path}", one.answer, methods=methods)])) as base:
        one.base = base
        yield one


home, strangers = pytest.fixture(place, name="home"), pytest.fixture(place, name="strangers")


@pytest.fixture
async def provider(home: Place) -> Any:
    addresses = FalAddresses(home.base, home.base, home.base, home.base)
    one = FalProvider("secret", shipped_cards(), httpx2.AsyncClient(), addresses, pause=0.01)
    yield one
    await one.close()


async def test_addresses_elsewhere_in_the_answer_are_not_used(
    provider: FalProvider, home: Place, strangers: Place
) -> None:
    links = {name: f"{strangers.base}/{name}" for name in ("status_url", "response_url")}
    near = f"{home.base}/near/cancel"
    home.answers["/fal-ai/flux/schnell"] = JSONResponse(
        {"request_id": "r1", **links, "cancel_url": near}
    )
    accepted = await provider.submit(PREPARED)
    assert accepted.state["status_url"] == f"{home.base}/fal-ai/flux/requests/r1/status"
    assert accepted.state["cancel_url"] == near
    assert (await provider.status(accepted)).phase == JobPhase.COMPLETED
    assert strangers.visits == []


async def test_a_look_follows_a_redirect_without_the_key(
    provider: FalProvider, home: Place, strangers: Place
) -> None:
    home.answers["/here"] = RedirectResponse(f"{home.base}/there")
    home.answers["/there"] = RedirectResponse(f"{strangers.base}/far")
    accepted = Accepted("r1", {"status_url": f"{home.base}/here", "accepted_at": 0})
    assert (await provider.status(accepted)).phase == JobPhase.COMPLETED
    assert home.visits == [("GET", "/here", "Key secret"), ("GET", "/there", "Key secret")]
    assert strangers.visits == [("GET", "/far", None)]


async def test_redirects_end(provider: FalProvider, home: Place) -> None:
    home.answers["/here"] = RedirectResponse(f"{home.base}/here")
    accepted = Accepted("r1", {"status_url": f"{home.base}/here", "accepted_at": 0})
    with pytest.raises(Exception, match="307"):
        await provider.status(accepted)
    assert len(home.visits) == 4


async def test_a_submit_follows_no_redirect(
    provider: FalProvider, home: Place, strangers: Place
) -> None:
    home.answers["/fal-ai/flux/schnell"] = RedirectResponse(strangers.base, 307)
    with pytest.raises(ProviderRefused):
        await provider.submit(PREPARED)
    assert (len(home.visits), strangers.visits) == (1, [])


@pytest.mark.parametrize("answer", [JSONResponse({}), JSONResponse([1]), JSONResponse(None)])
async def test_an_acceptance_without_an_id_is_not_known(
    provider: FalProvider, home: Place, answer: Response
) -> None:
    home.answers["/fal-ai/flux/schnell"] = answer
    with pytest.raises(ProviderAmbiguous):
        await provider.submit(PREPARED)


async def test_a_picture_inside_the_answer_becomes_its_bytes(
    provider: FalProvider, home: Place
) -> None:
    home.answers["/r"] = JSONResponse(
        {
            "images": [{"url": "data:image/png;base64,aGVsbG8="}, {"url": "https://v3/f.png"}],
            "has_nsfw_concepts": [True, False],
            "seed": 3.0,
        }
    )
    accepted = Accepted("r1", {"response_url": f"{home.base}/r"})
    result = await provider.result(PREPARED, accepted)
    inside, outside = result.outputs
    assert (inside.content, inside.mime, inside.url) == (b"hello", "image/png", None)
    assert "safety checker" in str(inside.note)
    assert (outside.url, outside.note) == ("https://v3/f.png", None)
    assert result.seed == 3
