"""The other vendors' streams, read into the same pieces: each against a service on loopback."""

from __future__ import annotations

import base64
import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from koda.core.errors import (
    KodaError,
    ProviderAuth,
    ProviderRateLimited,
    ProviderRefused,
    ProviderUnavailable,
    StreamBroken,
    TextModelGone,
)
from koda.core.usage import TextUsage
from koda.providers.base import MediaInput
from koda.providers.text import TextMessage, ToolCall
from koda.providers.text_account import TextAccount
from koda.providers.text_pydantic_ai import PydanticAiText
from tests.providers.text_asking import LOOK, SCHEMA, Heard, hear, request
from tests.providers.text_events import Chat, Gemini, Responses, Shape
from tests.providers.text_scripted import Scripted, scripted


@dataclass(frozen=True)
class Vendor:
    """A provider, a model of it, and how it streams."""

    provider: str
    name: str
    shape: Shape
    dialect: str = ""

    @property
    def model(self) -> str:
        return f"{self.provider}/{self.name}"


VENDORS = {
    "google": Vendor("google", "gemini-3.8-flash", Gemini()),
    "openai": Vendor("openai", "gpt-6.1-sol", Responses()),
    "openai-like": Vendor("openai", "some-model", Chat(), "chat"),
    "openrouter": Vendor("openrouter", "anthropic/claude-sonnet-5.5", Chat()),
    "ollama": Vendor("ollama", "qwen3-vl:8b", Chat()),
}


@pytest.fixture(scope="module")
def server() -> Iterator[Scripted]:
    with scripted() as one:
        yield one


@pytest.fixture(params=VENDORS.values(), ids=VENDORS.keys())
def vendor(request: pytest.FixtureRequest) -> Vendor:
    return request.param


@pytest.fixture
async def provider(server: Scripted, vendor: Vendor) -> AsyncIterator[PydanticAiText]:
    one = opened(server, vendor)
    yield one
    await one.close()


def opened(server: Scripted, vendor: Vendor) -> PydanticAiText:
    return PydanticAiText(
        TextAccount(vendor.provider, "a-key", server.base, "THE_URL", vendor.dialect, stall=10)
    )


async def test_thoughts_words_and_usage(provider: PydanticAiText, server: Scripted, vendor: Vendor):
    server.says(*vendor.shape.words("First the sea.", "Four scenes."))
    heard = await hear(provider, request(vendor.model, reasoning=4_000))
    assert (heard.thought, heard.text) == ("First the sea.", "Four scenes.")
    assert heard.end.reason == "stop"
    assert heard.end.usage == TextUsage(30, 7, 10, 0)
    assert heard.end.request_id == "answer-1"


async def test_a_tool_is_asked_for_once_and_whole(
    provider: PydanticAiText, server: Scripted, vendor: Vendor
):
    server.says(*vendor.shape.call("look", '{"where": "north"}'))
    heard = await hear(provider, request(vendor.model, tools=[LOOK]))
    assert heard.calls == [ToolCall("call_1", "look", {"where": "north"})]
    assert heard.end.reason == "tools"
    assert heard.text == ""


async def test_a_schema_goes_along(provider: PydanticAiText, server: Scripted, vendor: Vendor):
    server.says(*vendor.shape.words("", '{"summary": "sea", "count": 4}'))
    heard = await hear(provider, request(vendor.model, schema=SCHEMA))
    assert json.loads(heard.text) == {"summary": "sea", "count": 4}
    assert '"summary"' in json.dumps(server.asked)
    assert "tools" not in server.asked


async def test_a_refusal_says_what_it_is_and_is_sent_once(
    provider: PydanticAiText, server: Scripted, vendor: Vendor
):
    kinds: dict[int, type[KodaError]] = {
        401: ProviderAuth,
        403: ProviderAuth,
        400: ProviderRefused,
        413: ProviderRefused,
        429: ProviderRateLimited,
        500: ProviderUnavailable,
        503: ProviderUnavailable,
    }
    for status, kind in kinds.items():
        server.refuses(status, refusal_of(vendor, "Not so.", status))
        before = server.calls
        with pytest.raises(kind, match="Not so") as caught:
            await hear(provider, request(vendor.model))
        assert type(caught.value) is kind, status
        assert server.calls == before + 1


async def test_a_model_that_is_gone_is_said_to_be_gone(
    provider: PydanticAiText, server: Scripted, vendor: Vendor
):
    server.refuses(404, refusal_of(vendor, f"The model {vendor.name} was not found.", 404))
    with pytest.raises(TextModelGone) as caught:
        await hear(provider, request(vendor.model))
    assert caught.value.remedy


async def test_a_stream_without_an_end_is_broken_off(
    provider: PydanticAiText, server: Scripted, vendor: Vendor
):
    events = [one for one in vendor.shape.words("", "Four scenes.") if not _ends(one)]
    server.says(*events)
    heard = Heard()
    with pytest.raises(StreamBroken) as caught:
        await hear(provider, request(vendor.model), heard)
    assert caught.value.fields["provider"] == vendor.provider
    assert heard.text
    assert heard.begun


async def test_an_event_that_is_none_breaks_the_answer_off_or_is_passed_over(
    provider: PydanticAiText, server: Scripted, vendor: Vendor
):
    events = vendor.shape.words("", "Four scenes.")
    for junk in ("5", "null", "[]", "{", '{"choices": [null]}', "<html>"):
        for place in range(3):
            server.says(*events[:place], junk, *events[place:])
            try:
                heard = await hear(provider, request(vendor.model))
            except (StreamBroken, ProviderUnavailable):
                continue
            assert heard.text == "Four scenes.", junk


async def test_pictures_go_along(
    provider: PydanticAiText, server: Scripted, vendor: Vendor, tmp_path: Path
):
    picture = MediaInput(tmp_path / "a.png", "image/png", "0")
    Image.new("RGB", (8, 8), "teal").save(picture.path)
    content = base64.b64encode(picture.path.read_bytes()).decode().rstrip("=")
    server.says(*vendor.shape.words("", "A dog."))
    message = TextMessage("user", "What is it?", files=[picture], captions=["The first."])
    await hear(provider, request(vendor.model, message))
    sent = json.dumps(server.asked)
    sent = sent.replace("-", "+").replace("_", "/")  # Google has an alphabet of its own
    assert sent.index("The first.") < sent.index(content) < sent.index("What is it?")


async def test_a_film_goes_to_a_model_that_takes_films(server: Scripted, tmp_path: Path):
    film = MediaInput(tmp_path / "a.mp4", "video/mp4", "0")
    film.path.write_bytes(b"a film")
    google = opened(server, VENDORS["google"])
    server.says(*Gemini().words("", "A walk."))
    message = TextMessage("user", "What happens?", files=[film])
    heard = await hear(google, request("google/gemini-3.8-flash", message))
    assert heard.text == "A walk."
    assert "video/mp4" in json.dumps(server.asked)
    await google.close()


async def test_the_price_that_openrouter_names_counts(server: Scripted):
    events: list[Any] = Chat().words("", "Yes.")
    events[-2]["usage"]["cost"] = 0.0000123
    server.says(*events)
    openrouter = opened(server, VENDORS["openrouter"])
    heard = await hear(openrouter, request("openrouter/anthropic/claude-sonnet-5.5"))
    assert heard.end.cost == 13
    await openrouter.close()


@pytest.mark.parametrize(("name", "cost"), [("gpt-6.1-sol", 111), ("a-model-of-ones-own", None)])
async def test_the_price_is_known_or_said_to_be_unknown(
    server: Scripted, name: str, cost: int | None
):
    server.says(*Responses().words("", "Yes."))
    for event in server.events:
        if "response" in event:
            event["response"]["model"] = name
    openai = opened(server, VENDORS["openai"])
    assert (await hear(openai, request(f"openai/{name}"))).end.cost == cost
    await openai.close()


async def test_where_no_schema_is_kept_to_the_answer_is_a_tools_arguments(server: Scripted):
    cloud = Vendor("ollama", "gpt-oss:120b-cloud", Chat())
    ollama = opened(server, cloud)
    server.says(*cloud.shape.call("answer", '{"summary": "sea", "count": 4}'))
    heard = await hear(ollama, request(cloud.model, schema=SCHEMA))
    assert json.loads(heard.text) == {"summary": "sea", "count": 4}
    assert heard.calls == []
    assert heard.end.reason == "stop"
    await ollama.close()


async def test_ollama_says_how_to_get_a_model(server: Scripted):
    ollama = opened(server, VENDORS["ollama"])
    server.refuses(404, {"error": {"message": 'model "qwen3-vl:8b" not found, try pulling it'}})
    with pytest.raises(TextModelGone) as caught:
        await hear(ollama, request("ollama/qwen3-vl:8b"))
    assert "ollama pull qwen3-vl:8b" in caught.value.remedy
    await ollama.close()


def refusal_of(vendor: Vendor, message: str, status: int) -> Any:
    if vendor.provider == "google":
        words = {401: "UNAUTHENTICATED", 403: "PERMISSION_DENIED", 404: "NOT_FOUND"}
        return {"error": {"code": status, "message": message, "status": words.get(status, "")}}
    return {"error": {"message": message, "type": "an_error", "code": status}}


def _ends(event: Any) -> bool:
    if not isinstance(event, dict):
        return True
    text = json.dumps(event)
    ending = ('"finish_reason": "stop"', '"finishReason"', "response.completed")
    return any(one in text for one in ending)
