"""The vendor's own client passes against the emulator, told nothing but its address."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from typing import Any, Literal

import anthropic
import pytest
from PIL import Image
from pydantic import BaseModel, Field

from tests.emulators.anthropic_server import AnthropicServer, running_anthropic

MODEL = "claude-sonnet-5-5"
LOOK: Any = {
    "name": "look_around",
    "description": "Says what is there.",
    "input_schema": {
        "type": "object",
        "properties": {"where": {"type": "string"}, "far": {"type": "boolean"}},
        "required": ["where"],
    },
}


class Scene(BaseModel):
    number: int = Field(ge=1, le=8)
    title: str = Field(max_length=40)
    mood: Literal["calm", "wild"] | None = None


class Plan(BaseModel):
    scenes: list[Scene] = Field(min_length=1)
    total: float
    sure: bool


@pytest.fixture(scope="module")
def running() -> Iterator[AnthropicServer]:
    with running_anthropic() as server:
        yield server


@pytest.fixture
def server(running: AnthropicServer, monkeypatch: pytest.MonkeyPatch) -> AnthropicServer:
    monkeypatch.setenv("ANTHROPIC_BASE_URL", running.base)
    monkeypatch.setenv("ANTHROPIC_API_KEY", "any")
    running.forget_faults()
    return running


@pytest.fixture
def client(server: AnthropicServer) -> anthropic.Anthropic:
    return anthropic.Anthropic(max_retries=0)


def said(*turns: Any) -> Any:
    roles = ("user", "assistant")
    return [{"role": roles[place % 2], "content": turn} for place, turn in enumerate(turns)]


def picture(width: int = 30, height: int = 20, kind: str = "PNG") -> Any:
    file = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(file, kind)
    data = base64.b64encode(file.getvalue()).decode()
    source = {"type": "base64", "media_type": f"image/{kind.lower()}", "data": data}
    return {"type": "image", "source": source}


def test_a_message_is_answered_the_same_whole_or_as_a_stream(client: anthropic.Anthropic) -> None:
    asked: Any = {"model": MODEL, "max_tokens": 500, "messages": said("What is a canvas?")}
    whole = client.messages.create(**asked)
    with client.messages.stream(**asked) as stream:
        pieces = list(stream.text_stream)
        streamed = stream.get_final_message()
    assert len(pieces) > 5
    assert "".join(pieces) == whole.content[0].text == streamed.content[0].text
    assert whole.usage.output_tokens == streamed.usage.output_tokens == len(pieces)
    assert whole.stop_reason == streamed.stop_reason == "end_turn"
    assert whole._request_id is not None
    assert whole._request_id.startswith("req_")


async def test_the_asynchronous_client_streams(server: AnthropicServer) -> None:
    async with (
        anthropic.AsyncAnthropic(max_retries=0) as client,
        client.messages.stream(
            model=MODEL, max_tokens=500, messages=said("What is a canvas?")
        ) as stream,
    ):
        kinds = [event.type async for event in stream]
        message = await stream.get_final_message()
    assert kinds[:2] == ["message_start", "content_block_start"]
    assert kinds[-3:] == ["content_block_stop", "message_delta", "message_stop"]
    assert message.stop_reason == "end_turn"


def test_thoughts_come_first_and_signed_and_only_on_request(client: anthropic.Anthropic) -> None:
    def answer(model: str, **thinking: Any) -> Any:
        with client.messages.stream(
            model=model, max_tokens=3_000, messages=said("Think."), thinking=thinking
        ) as stream:
            return stream.get_final_message()

    shown = answer(MODEL, type="adaptive", display="summarized")
    hidden = answer(MODEL, type="adaptive")
    older = answer("claude-haiku-4-5", type="enabled", budget_tokens=1_024)
    assert [block.type for block in shown.content] == ["thinking", "text"]
    assert shown.content[0].thinking == older.content[0].thinking != ""
    assert hidden.content[0].thinking == ""
    assert hidden.content[0].signature == shown.content[0].signature != ""
    assert 0 < hidden.usage.output_tokens_details.thinking_tokens < hidden.usage.output_tokens


def test_a_tool_is_called_and_its_result_is_answered(client: anthropic.Anthropic) -> None:
    asked = said("Please look_around in the garden.")
    with client.messages.stream(
        model=MODEL, max_tokens=500, messages=asked, tools=[LOOK]
    ) as stream:
        parts = [event.partial_json for event in stream if event.type == "input_json"]
        first = stream.get_final_message()
    call: Any = first.content[0]
    assert first.stop_reason == "tool_use"
    assert len(parts) > 1
    assert call.name == "look_around"
    assert set(call.input) == {"where", "far"}
    result = {"type": "tool_result", "tool_use_id": call.id, "content": "a hedge"}
    second = client.messages.create(
        model=MODEL,
        max_tokens=500,
        messages=[*asked, first.to_param(), {"role": "user", "content": [result]}],
        tools=[LOOK],
    )
    assert second.stop_reason == "end_turn"
    assert "a hedge" in second.content[0].text


def test_a_tool_can_be_forced_and_forbidden(client: anthropic.Anthropic) -> None:
    def stop(**choice: Any) -> Any:
        return client.messages.create(
            model=MODEL,
            max_tokens=500,
            messages=said("Look_around!" if choice["type"] == "none" else "Hello."),
            tools=[LOOK],
            tool_choice=choice,
        ).stop_reason

    assert stop(type="any") == stop(type="tool", name="look_around") == "tool_use"
    assert stop(type="none") == stop(type="auto") == "end_turn"


def test_an_answer_is_parsed_into_a_model(client: anthropic.Anthropic) -> None:
    asked: Any = {"model": MODEL, "max_tokens": 900, "messages": said("A plan, please.")}
    parsed = client.messages.parse(**asked, output_format=Plan).parsed_output
    with client.messages.stream(**asked, output_format=Plan) as stream:
        streamed: Any = stream.get_final_message()
    assert parsed is not None
    assert [scene.number for scene in parsed.scenes] == [1, 2]
    assert streamed.parsed_output == parsed


def test_pictures_and_documents_are_taken_and_counted(
    server: AnthropicServer, client: anthropic.Anthropic
) -> None:
    pdf = base64.b64encode(b"%PDF-1.7\n1 0 obj<</Type /Page>>endobj\n").decode()
    document = {"type": "base64", "media_type": "application/pdf", "data": pdf}
    content = [
        {"type": "text", "text": "What is on these?"},
        picture(1000, 750),
        picture(10, 10, "WEBP"),
        {"type": "document", "source": document},
    ]
    message = client.messages.create(model=MODEL, max_tokens=500, messages=said(content))
    entry = server.ledger()[-1]
    assert (entry["images"], entry["documents"]) == (2, 1)
    assert "2 images, 1 document" in message.content[0].text
    assert message.usage.input_tokens > 1000 * 750 // 750 + 1_000


def test_tokens_are_counted_as_they_are_billed(client: anthropic.Anthropic) -> None:
    asked: Any = {
        "model": MODEL,
        "system": [{"type": "text", "text": "Be brief. " * 20}],
        "messages": said([{"type": "text", "text": "Hello"}, picture()]),
        "tools": [LOOK],
    }
    counted = client.messages.count_tokens(**asked).input_tokens
    billed = client.messages.create(max_tokens=500, **asked).usage.input_tokens
    assert counted == billed > 50


def test_a_marked_beginning_is_written_once_and_read_after(client: anthropic.Anthropic) -> None:
    mark = {"type": "ephemeral", "ttl": "1h"}
    system: Any = [{"type": "text", "text": "One long rule. " * 400, "cache_control": mark}]

    def usage(words: str, model: str = MODEL) -> Any:
        return client.messages.create(
            model=model, max_tokens=500, system=system, messages=said(words)
        ).usage

    first, second, other = usage("One."), usage("Two."), usage("One.", "claude-opus-5-5")
    assert first.cache_creation_input_tokens == second.cache_read_input_tokens == 1_500
    assert first.cache_creation.ephemeral_1h_input_tokens == 1_500
    assert first.cache_read_input_tokens == second.cache_creation_input_tokens == 0
    assert first.input_tokens == second.input_tokens < 10
    assert other.cache_creation_input_tokens == 1_500


def test_a_short_beginning_is_not_cached(client: anthropic.Anthropic) -> None:
    for _ in range(2):
        usage = client.messages.create(
            model=MODEL,
            max_tokens=500,
            messages=said("Short."),
            cache_control={"type": "ephemeral"},
        ).usage
        assert usage.cache_creation_input_tokens == usage.cache_read_input_tokens == 0


def test_the_catalogue_is_listed_page_by_page_and_one_by_one(client: anthropic.Anthropic) -> None:
    models = list(client.models.list(limit=5))
    retired = list(client.models.list(lifecycle=["retired"]))
    one = client.models.retrieve("claude-haiku-4-5")
    assert len({model.id for model in models}) == len(models) > 10
    assert MODEL in {model.id for model in models}
    assert {model.lifecycle for model in retired} == {"retired"}
    assert (one.id, one.line) == ("claude-haiku-4-5-20251001", "haiku")
    with pytest.raises(anthropic.NotFoundError):
        client.models.retrieve("claude-none-1")


def test_an_answer_ends_at_its_ceiling_or_at_a_sequence(client: anthropic.Anthropic) -> None:
    short = client.messages.create(model=MODEL, max_tokens=7, messages=said("Tell me."))
    none = client.messages.create(model=MODEL, max_tokens=0, messages=said("Warm up."))
    stopped = client.messages.create(
        model=MODEL, max_tokens=500, messages=said("Tell me."), stop_sequences=["answer"]
    )
    assert (short.stop_reason, short.usage.output_tokens) == ("max_tokens", 7)
    assert (none.stop_reason, none.content) == ("max_tokens", [])
    assert (stopped.stop_reason, stopped.stop_sequence) == ("stop_sequence", "answer")
    assert stopped.content[0].text.endswith("considered ")


def test_without_retries_every_refusal_reaches_the_caller(
    server: AnthropicServer, client: anthropic.Anthropic
) -> None:
    for kind, expected in {
        "rate_limited": anthropic.RateLimitError,
        "overloaded": anthropic.InternalServerError,
        "server_error": anthropic.InternalServerError,
        "bad_gateway": anthropic.InternalServerError,
        "unauthorized": anthropic.AuthenticationError,
        "no_credit": anthropic.BadRequestError,
        "too_large": anthropic.RequestTooLargeError,
        "model_gone": anthropic.NotFoundError,
        "refuse": anthropic.APIConnectionError,
        "lost_answer": anthropic.APIConnectionError,
    }.items():
        server.fault(kind, match=f"a {kind} please")
        with pytest.raises(expected):
            client.messages.create(model=MODEL, max_tokens=100, messages=said(f"a {kind} please"))


def test_with_retries_the_client_comes_again_after_the_time_it_is_told(
    server: AnthropicServer,
) -> None:
    server.fault("rate_limited", match="patient", seconds=0.01)
    server.fault("overloaded", match="patient")
    message = anthropic.Anthropic(max_retries=2).messages.create(
        model=MODEL, max_tokens=100, messages=said("a patient one")
    )
    tries = server.ledger()[-3:]
    assert message.stop_reason == "end_turn"
    assert [(one["status"], one["retry"]) for one in tries] == [(429, 0), (529, 1), (200, 2)]
    assert len({one["digest"] for one in tries}) == 1


def test_with_retries_a_lost_answer_is_paid_twice(server: AnthropicServer) -> None:
    """Why Koda never lets a client repeat a request that may have been taken."""
    server.fault("lost_answer", match="paid")
    anthropic.Anthropic(max_retries=1).messages.create(
        model=MODEL, max_tokens=100, messages=said("how often is it paid")
    )
    lost, answered = server.ledger()[-2:]
    assert lost["digest"] == answered["digest"]
    assert lost["tokens_in"] == answered["tokens_in"] > 0
    assert (lost["state"], answered["state"]) == ("broken", "completed")


def test_a_refusal_says_its_category(server: AnthropicServer, client: anthropic.Anthropic) -> None:
    server.fault("refusal", match="something bad", characters=12)
    with client.messages.stream(
        model=MODEL, max_tokens=100, messages=said("something bad")
    ) as stream:
        message = stream.get_final_message()
    assert message.stop_reason == "refusal"
    assert message.stop_details is not None
    assert message.stop_details.category == "general_harms"
    assert len(message.content[0].text) == 12


def test_an_error_in_the_middle_of_a_stream_is_raised(
    server: AnthropicServer, client: anthropic.Anthropic
) -> None:
    server.fault("error_event", match="halfway", characters=20)
    got: list[str] = []
    with (
        pytest.raises(anthropic.APIStatusError, match="overloaded_error"),
        client.messages.stream(model=MODEL, max_tokens=100, messages=said("halfway")) as stream,
    ):
        got.extend(stream.text_stream)
    assert len("".join(got)) == 20
