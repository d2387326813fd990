"""Streams of the emulated Messages API: what breaks them, what goes on, what the ledger says."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest

from tests.emulators.anthropic_server import HEADERS, QUICK, AnthropicServer, running_anthropic

STORY = "Once there was a lamp on a pier. It waited for the ferry, and the ferry came. The end."
ASK = "Tell the story of the lamp."
GO_ON = "Your answer was interrupted. Go on exactly where it stopped."


@pytest.fixture
def server() -> Iterator[AnthropicServer]:
    with running_anthropic() as server:
        server.rule({"text": STORY}, when={"user": ["story"]}, name="story")
        yield server


def body(*turns: str, **more: Any) -> dict[str, Any]:
    roles = ("user", "assistant")
    messages = [{"role": roles[place % 2], "content": turn} for place, turn in enumerate(turns)]
    usual = {"model": "claude-sonnet-5-5", "max_tokens": 800, "stream": True}
    return {**usual, "messages": messages, **more}


def read(server: AnthropicServer, asked: dict[str, Any]) -> tuple[str, list[str]]:
    """Give the words that arrive and the names of the events, until the end or the break."""
    words, names = "", list[str]()
    address = f"{server.base}/v1/messages"
    try:
        with httpx2.stream("POST", address, json=asked, headers=HEADERS, timeout=60) as answer:
            for line in answer.iter_lines():
                if line.startswith("event: "):
                    names.append(line.removeprefix("event: "))
                elif line.startswith("data: ") and names[-1] == "content_block_delta":
                    words += json.loads(line.removeprefix("data: "))["delta"].get("text", "")
    except httpx2.RemoteProtocolError:
        names.append("(broken)")
    return words, names


@pytest.mark.parametrize("characters", [0, 1, 7, 40, len(STORY) - 1, len(STORY)])
def test_a_dropped_stream_gives_so_many_characters_and_the_rest_goes_on_exactly(
    server: AnthropicServer, characters: int
) -> None:
    server.fault("drop_stream", characters=characters)
    kept, names = read(server, body(ASK))
    assert (kept, names[-1]) == (STORY[:characters], "(broken)")
    if kept:
        rest, names = read(server, body(ASK, kept, GO_ON))
        assert (kept + rest, names[-1]) == (STORY, "message_stop")
    first, *others = server.ledger()
    assert (first["state"], first["sent"]) == ("broken", kept)
    assert [(one["state"], one["rest"]) for one in others] == [("completed", True)] * bool(kept)


def test_an_answer_that_breaks_again_and_again_is_still_told_once(server: AnthropicServer) -> None:
    turns = [ASK]
    while True:
        server.fault("drop_stream", characters=30)
        piece, names = read(server, body(*turns))
        if names[-1] == "message_stop" or len(turns) > 9:
            break
        turns += [piece, GO_ON]
        if len("".join(turns[1::2])) == len(STORY):
            break
    assert "".join(turns[1::2]) == STORY
    assert "".join(one["sent"] for one in server.ledger()) == STORY


def test_a_question_after_a_whole_answer_is_a_new_one(server: AnthropicServer) -> None:
    server.rule({"text": "Because of the light."}, when={"user": ["why"]})
    read(server, body(ASK))
    assert read(server, body(ASK, STORY, "And why the lamp?"))[0] == "Because of the light."


def test_with_a_schema_there_is_no_rest_only_a_whole_document(server: AnthropicServer) -> None:
    """As with constrained answers: who wants the rest asks for it without the schema."""
    schema = {
        "type": "object",
        "properties": {"title": {"type": "string"}, "scenes": {"type": "integer"}},
        "required": ["title", "scenes"],
        "additionalProperties": False,
    }
    wanted = {"output_config": {"format": {"type": "json_schema", "schema": schema}}}
    server.fault("drop_stream", characters=9)
    kept, _ = read(server, body("A plan.", **wanted))
    whole, _ = read(server, body("A plan.", kept, GO_ON, **wanted))
    rest, _ = read(server, body("A plan.", kept, GO_ON))
    assert json.loads(whole) == json.loads(kept + rest) == {"title": "A title", "scenes": 1}


def test_an_error_event_an_unreadable_one_and_a_stall(server: AnthropicServer) -> None:
    server.fault("error_event", characters=10)
    server.fault("unreadable_event", characters=10)
    server.fault("stall", characters=10, seconds=0.1)
    address, texts = f"{server.base}/v1/messages", list[str]()
    for _ in range(3):
        with httpx2.stream("POST", address, json=body(ASK), headers=HEADERS) as answer:
            texts.append("".join(answer.iter_text()))
    assert '"overloaded_error"' in texts[0]
    assert texts[1].rstrip().endswith('"content_bl')
    assert "message_stop" in texts[2]
    assert [one["state"] for one in server.ledger()] == ["broken", "broken", "completed"]


def test_what_does_not_fit_the_schema_comes_when_it_is_ordered(server: AnthropicServer) -> None:
    schema = {
        "type": "object",
        "properties": {"title": {"type": "string"}},
        "required": ["title"],
        "additionalProperties": False,
    }
    wanted = {"output_config": {"format": {"type": "json_schema", "schema": schema}}}
    for kind in ("wrong_json", "wrong_shape", "max_tokens"):
        server.fault(kind, characters=5)
    no_json, no_shape, cut, good = (read(server, body("A plan.", **wanted))[0] for _ in range(4))
    with pytest.raises(ValueError, match="Unterminated"):
        json.loads(no_json)
    assert "title" not in json.loads(no_shape)
    assert cut == good[:5]
    assert json.loads(good) == {"title": "A title"}
    assert [one["stop"] for one in server.ledger()] == [
        "end_turn", "end_turn", "max_tokens", "end_turn",
    ]  # fmt: skip


def test_a_caller_who_goes_away_is_told_in_the_ledger(server: AnthropicServer) -> None:
    server.pace(hold_after=20)
    address = f"{server.base}/v1/messages"
    with httpx2.stream("POST", address, json=body(ASK), headers=HEADERS) as answer:
        for line in answer.iter_lines():
            if "lamp" in line:
                break
    for _ in range(100):
        entry = server.ledger()[-1]
        if entry["state"] != "taken":
            break
        httpx2.get(f"{server.base}/v1/models", headers=HEADERS)
    assert entry["state"] == "left"
    assert STORY.startswith(entry["sent"])
    assert 20 <= len(entry["sent"]) < len(STORY)


def test_the_ledger_says_what_was_asked_and_what_was_answered(server: AnthropicServer) -> None:
    asked = body(ASK, system="You tell stories.")
    read(server, asked)
    read(server, asked)
    server.send(body("Anything", stream=False, model="claude-opus-5-5"))
    first, again, other = server.ledger()
    assert first["digest"] == again["digest"] != other["digest"]
    assert (first["rule"], first["words"], first["system"]) == ("story", ASK, "You tell stories.")
    assert (first["roles"], first["status"], first["state"]) == (["user"], 200, "completed")
    assert first["sent"] == STORY
    assert 10 < first["tokens_out"] < 40
    assert (other["model"], other["stream"], other["rule"]) == ("claude-opus-5-5", False, "")


async def test_five_hundred_streams_are_open_at_once() -> None:
    """All of them are held in the middle until the last has begun."""
    begun = asyncio.Barrier(501)

    async def one(port: int, number: int) -> str:
        # By hand: five hundred clients of the usual kind are most of the work.
        asked, text = json.dumps(body(f"{number}: tell the story.")).encode(), ""
        head = {**HEADERS, "host": "any", "content-length": str(len(asked)), "connection": "close"}
        lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(f"POST /v1/messages HTTP/1.1\r\n{lines}\r\n".encode() + asked)
        async for line in reader:
            if b"text_delta" in line:
                if not text:
                    await begun.wait()
                text += json.loads(line.removeprefix(b"data: "))["delta"]["text"]
        writer.close()
        return text

    with running_anthropic(QUICK) as server:
        server.rule({"text": STORY[:40]}, when={"user": ["story"]})
        server.pace(hold_after=4)
        port = int(server.base.rpartition(":")[2])
        telling = [asyncio.create_task(one(port, number)) for number in range(500)]
        await begun.wait()
        states = [entry["state"] for entry in await asyncio.to_thread(server.ledger)]
        await asyncio.to_thread(server.pace, hold_after=-1)
        texts = await asyncio.gather(*telling)
        ledger = await asyncio.to_thread(server.ledger)
    assert states == ["taken"] * 500
    assert set(texts) == {STORY[:40]}
    assert {entry["state"] for entry in ledger} == {"completed"}
    assert len({entry["digest"] for entry in ledger}) == 500
