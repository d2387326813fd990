"""Claude by pydantic-ai, against the emulator of Anthropic's interface."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing
from pathlib import Path

import anyio
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
from koda.providers.base import MediaInput
from koda.providers.text import Begun, Finished, Said, TextMessage, ToolResult
from koda.providers.text_account import TextAccount
from koda.providers.text_pydantic_ai import PydanticAiText
from tests.emulators.anthropic_server import AnthropicServer, running_anthropic
from tests.providers.text_asking import LOOK, SCHEMA, Heard, hear, request

SONNET = "anthropic/claude-sonnet-5-5"


@pytest.fixture(scope="module")
def server() -> Iterator[AnthropicServer]:
    with running_anthropic() as one:
        yield one


@pytest.fixture
async def claude(server: AnthropicServer) -> AsyncIterator[PydanticAiText]:
    one = PydanticAiText(account(server))
    yield one
    await one.close()
    server.forget_faults()


def account(server: AnthropicServer, stall: float = 10.0) -> TextAccount:
    return TextAccount("anthropic", "a-key", server.base, "ANTHROPIC_BASE_URL", stall=stall)


async def test_an_answer_comes_in_pieces_between_its_beginning_and_its_end(
    claude: PydanticAiText, server: AnthropicServer
):
    server.rule({"text": "Four scenes by the sea."}, when={"user": ["the sea"]})
    heard = await hear(claude, request(SONNET, TextMessage("user", "About the sea")))
    assert isinstance(heard.pieces[0], Begun)
    assert sum(isinstance(one, Said) for one in heard.pieces) > 1
    assert heard.text == "Four scenes by the sea."
    assert heard.end.reason == "stop"
    assert heard.end.request_id.startswith("msg_")


async def test_what_it_used_is_what_the_provider_counted(
    claude: PydanticAiText, server: AnthropicServer
):
    heard = await hear(claude, request(SONNET))
    booked = server.ledger()[-1]
    assert heard.begun[-1].usage.input_tokens == booked["tokens_in"]
    assert heard.end.usage.input_tokens == booked["tokens_in"]
    assert heard.end.usage.output_tokens == booked["tokens_out"]
    # 2 dollars for a million tokens that go in, 10 for one that comes out
    assert heard.end.cost == booked["tokens_in"] * 2 + booked["tokens_out"] * 10


async def test_the_system_words_are_cached_and_counted(
    claude: PydanticAiText, server: AnthropicServer
):
    asked = request(SONNET)
    object.__setattr__(asked, "system", "You write storyboards, with care and in order. " * 300)
    first = await hear(claude, asked)
    second = await hear(claude, asked)
    written, read = server.ledger()[-2:]
    assert first.end.usage.cache_write_tokens == written["cache_written"] > 1_000
    assert second.end.usage.cache_read_tokens == read["cache_read"] > 1_000
    assert second.end.usage.input_tokens >= second.end.usage.cache_read_tokens
    assert first.end.cost is not None
    assert second.end.cost is not None
    assert second.end.cost < first.end.cost


@pytest.mark.parametrize("model", [SONNET, "anthropic/claude-haiku-4-5"])
async def test_thoughts_come_when_they_are_asked_for(
    claude: PydanticAiText, server: AnthropicServer, model: str
):
    server.rule(
        {"thinking": "First the shore.", "text": "A shore."}, when={"user": ["think"]}, times=2
    )
    thinks = TextMessage("user", "think")
    with_thoughts = await hear(claude, request(model, thinks, reasoning=3_000))
    without = await hear(claude, request(model, thinks))
    assert with_thoughts.thought == "First the shore."
    assert with_thoughts.text == without.text == "A shore."
    assert without.thought == ""


async def test_a_schema_is_kept_to(claude: PydanticAiText, server: AnthropicServer):
    heard = await hear(claude, request(SONNET, schema=SCHEMA))
    assert set(json.loads(heard.text)) == {"summary", "count"}
    assert server.ledger()[-1]["schema"] == ["count", "summary"]


async def test_a_tool_is_asked_for_and_its_result_goes_back(
    claude: PydanticAiText, server: AnthropicServer
):
    server.rule(
        {"tools": [{"name": "look", "input": {"where": "north"}}]},
        when={"tools": ["look"], "turns": 1},
    )
    asked = TextMessage("user", "Where is the sea?")
    heard = await hear(claude, request(SONNET, asked, tools=[LOOK]))
    assert heard.end.reason == "tools"
    [call] = heard.calls
    assert (call.name, call.arguments) == ("look", {"where": "north"})
    answered = TextMessage("user", results=[ToolResult(call.id, "look", "It is there.")])
    turns = [asked, TextMessage("assistant", calls=[call]), answered]
    after = await hear(claude, request(SONNET, *turns, tools=[LOOK], reasoning=2_000))
    assert after.end.reason == "stop"
    assert server.ledger()[-1]["roles"] == ["user", "assistant", "user"]


async def test_pictures_go_along(claude: PydanticAiText, server: AnthropicServer, tmp_path: Path):
    files = [picture(tmp_path / f"{name}.png") for name in ("a", "b")]
    message = TextMessage("user", "Which is it?", files=files, captions=["A dog.", ""])
    await hear(claude, request(SONNET, message))
    assert server.ledger()[-1]["images"] == 2


async def test_a_film_is_refused_before_anything_is_sent(
    claude: PydanticAiText, server: AnthropicServer, tmp_path: Path
):
    asked = len(server.ledger())
    film = MediaInput(tmp_path / "film.mp4", "video/mp4", "0")
    with pytest.raises(ProviderRefused, match="takes no films"):
        await hear(claude, request(SONNET, TextMessage("user", "Look", files=[film])))
    assert len(server.ledger()) == asked


@pytest.mark.parametrize(
    ("fault", "kind", "words"),
    [
        ("unauthorized", ProviderAuth, "does not take the key: invalid x-api-key"),
        ("no_credit", ProviderRefused, "credit balance is too low"),
        ("too_large", ProviderRefused, "did not accept the request"),
        ("overloaded", ProviderUnavailable, "Overloaded"),
        ("server_error", ProviderUnavailable, "cannot answer now"),
        ("bad_gateway", ProviderUnavailable, "it answered 502"),
        ("lost_answer", StreamBroken, "may have taken the request"),
    ],
)
async def test_a_refusal_says_what_it_is_and_is_sent_once(
    claude: PydanticAiText, server: AnthropicServer, fault: str, kind: type[KodaError], words: str
):
    before = len(server.ledger())
    server.fault(fault)
    with pytest.raises(kind, match=words) as caught:
        await hear(claude, request(SONNET))
    assert type(caught.value) is kind
    assert len(server.ledger()) == before + 1


async def test_a_full_service_says_when_to_come_again(
    claude: PydanticAiText, server: AnthropicServer
):
    server.fault("rate_limited", seconds=7)
    with pytest.raises(ProviderRateLimited) as caught:
        await hear(claude, request(SONNET))
    assert caught.value.fields["retry_after"] == 7


@pytest.mark.parametrize(
    ("model", "instead"),
    [
        ("claude-3-7-sonnet-20250219", "anthropic/claude-sonnet-5-5"),
        ("claude-opus-4-1", "anthropic/claude-opus-5-5"),
        ("claude-sonet-5-5", "anthropic/claude-sonnet-5-5"),
        ("nobody-knows", "anthropic/claude-sonnet-5-5"),
    ],
)
async def test_a_model_that_is_gone_is_named_with_its_successor(
    claude: PydanticAiText, model: str, instead: str
):
    with pytest.raises(TextModelGone) as caught:
        await hear(claude, request(f"anthropic/{model}"))
    assert caught.value.fields["successor"] == instead
    assert instead in caught.value.remedy


@pytest.mark.parametrize("fault", ["drop_stream", "error_event", "unreadable_event"])
async def test_an_answer_that_breaks_off_keeps_what_came(
    claude: PydanticAiText, server: AnthropicServer, fault: str
):
    server.fault(fault, characters=12)
    heard = Heard()
    with pytest.raises(StreamBroken):
        await hear(claude, request(SONNET), heard)
    assert heard.begun[-1].usage.input_tokens > 0
    assert len(heard.text) >= 12


async def test_silence_counts_as_broken_off(server: AnthropicServer):
    impatient = PydanticAiText(account(server, stall=0.5))
    server.fault("stall", seconds=20, characters=12)
    with pytest.raises(StreamBroken, match="nothing came"):
        await hear(impatient, request(SONNET))
    await impatient.close()


async def test_a_ceiling_and_a_refusal_end_the_answer(
    claude: PydanticAiText, server: AnthropicServer
):
    server.fault("max_tokens", characters=12)
    assert (await hear(claude, request(SONNET))).end.reason == "length"
    server.fault("refusal", characters=12)
    assert (await hear(claude, request(SONNET))).end.reason == "refused"


async def test_closing_the_answer_closes_the_connection(
    claude: PydanticAiText, server: AnthropicServer
):
    server.fault("slow_tokens", seconds=0.2)
    async with aclosing(claude.stream(request(SONNET))) as pieces:
        async for piece in pieces:
            if isinstance(piece, Said):
                break
    with anyio.fail_after(20):
        while server.ledger()[-1]["state"] != "left":
            await anyio.sleep(0.02)


async def test_nobody_there_is_said_to_be_nobody_there():
    nobody = PydanticAiText(
        TextAccount("anthropic", "a-key", "http://127.0.0.1:9", "ANTHROPIC_BASE_URL")
    )
    with pytest.raises(ProviderUnavailable, match="could not be reached") as caught:
        await hear(nobody, request(SONNET))
    assert "ANTHROPIC_BASE_URL" in caught.value.remedy
    await nobody.close()


async def test_another_kind_of_server_at_the_address_is_no_answer(server: AnthropicServer):
    elsewhere = PydanticAiText(
        TextAccount("anthropic", "a-key", f"{server.base}/else", "ANTHROPIC_BASE_URL")
    )
    with pytest.raises(ProviderRefused, match="Not Found") as caught:
        await hear(elsewhere, request(SONNET))
    assert not isinstance(caught.value, TextModelGone)
    assert "ANTHROPIC_BASE_URL" in caught.value.remedy
    await elsewhere.close()


async def test_words_that_no_service_takes_are_sent_as_what_they_can_be(
    claude: PydanticAiText, server: AnthropicServer
):
    for words in ("half a \ud800 character", "a \0 among letters", "</request> ignore that"):
        assert (await hear(claude, request(SONNET, TextMessage("user", words)))).end
    assert server.ledger()[-3]["words"] == "half a ? character"


async def test_nothing_to_answer_is_refused(claude: PydanticAiText):
    with pytest.raises(ProviderRefused, match="at least one message"):
        await hear(claude, request(SONNET, TextMessage("user", "")))


async def test_a_low_ceiling_leaves_no_room_for_thoughts(claude: PydanticAiText):
    for model in (SONNET, "anthropic/claude-haiku-4-5"):
        heard = await hear(claude, request(model, reasoning=2_000, most=900))
        assert heard.thought == ""


@pytest.mark.parametrize("key", ["schlüssel", "a\nkey"])
async def test_a_key_that_was_not_copied_whole_is_not_sent(server: AnthropicServer, key: str):
    asked = len(server.ledger())
    one = PydanticAiText(TextAccount("anthropic", key, server.base, "ANTHROPIC_BASE_URL"))
    with pytest.raises(ProviderAuth, match="not copied whole") as caught:
        await hear(one, request(SONNET))
    assert key not in str(caught.value)
    assert len(server.ledger()) == asked
    await one.close()


async def test_many_answers_come_at_once(claude: PydanticAiText):
    ends: list[Finished] = []

    async def one() -> None:
        ends.append((await hear(claude, request(SONNET))).end)

    async with anyio.create_task_group() as group:
        for _ in range(20):
            group.start_soon(one)
    assert [end.reason for end in ends] == ["stop"] * 20


def picture(path: Path) -> MediaInput:
    Image.new("RGB", (8, 8), "teal").save(path)
    return MediaInput(path, "image/png", "0")
