"""What the emulated Messages API refuses, and in which words."""

from __future__ import annotations

import base64
import copy
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest

from tests.emulators.anthropic_server import HEADERS, AnthropicServer, running_anthropic

HELLO: dict[str, Any] = {
    "model": "claude-sonnet-5-5",
    "max_tokens": 100,
    "messages": [{"role": "user", "content": "Hello"}],
}
TOOL = {"name": "look", "input_schema": {"type": "object", "properties": {}}}
SAID = HELLO["messages"]
RESULT = {"type": "tool_result", "tool_use_id": "x"}
USE = {"type": "tool_use", "id": "toolu_1", "name": "look", "input": {}}


@pytest.fixture(scope="module")
def server() -> Iterator[AnthropicServer]:
    with running_anthropic(keys=["good", "any"]) as server:
        yield server


def image(**source: Any) -> list[dict[str, Any]]:
    usual = {"type": "base64", "media_type": "image/png", "data": "iVBORw0KGgo="}
    return [{"role": "user", "content": [{"type": "image", "source": {**usual, **source}}]}]


def wanting(schema: Any) -> dict[str, Any]:
    return {"output_config": {"format": {"type": "json_schema", "schema": schema}}}


def closed(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "additionalProperties": False}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"max_tokens": None}, "max_tokens: Field required"),
        ({"max_tokens": 1_000_000}, "is the maximum allowed number of output tokens"),
        ({"max_tokens": "many"}, "max_tokens: Input should be"),
        ({"messages": []}, "at least one message is required"),
        ({"messages": "Hello"}, "messages: Field required"),
        ({"messages": ["Hello"]}, "messages.0: Input should be a valid dictionary"),
        ({"messages": [{"role": "user", "content": ""}]}, "must have non-empty content"),
        ({"messages": [{"role": "user", "content": " "}]}, "must contain non-whitespace text"),
        ({"messages": [{"role": "bot", "content": "Hi"}]}, "messages.0.role"),
        (
            {"messages": [{"role": "assistant", "content": "Hi"}]},
            'first message must use the "user" role',
        ),
        (
            {"messages": [*SAID, {"role": "assistant", "content": "He"}]},
            "does not support assistant message prefill",
        ),
        (
            {"messages": [*SAID, {"role": "assistant", "content": [USE]}, *SAID]},
            "`tool_use` ids were found without `tool_result` blocks",
        ),
        (
            {"messages": [{"role": "user", "content": [RESULT]}]},
            "unexpected `tool_use_id`",
        ),
        ({"messages": image(data="not base64!")}, "invalid base64 data"),
        ({"messages": image()}, "Could not process image"),
        ({"messages": image(media_type="image/svg+xml")}, "media_type: Input should be"),
        ({"messages": image(data=base64.b64encode(b"x" * (5 * 2**20 + 1)).decode())}, "5 MB"),
        ({"surprise": 1}, "surprise: Extra inputs are not permitted"),
        ({"temperature": 0.5}, "`temperature` is deprecated for this model."),
        ({"thinking": {"type": "enabled", "budget_tokens": 2_000}}, "thinking.type.adaptive"),
        ({"tools": [{**TOOL, "name": "no spaces"}]}, "String should match pattern"),
        ({"tools": [TOOL, TOOL]}, "Tool names must be unique"),
        ({"tool_choice": {"type": "any"}}, "may only be specified while providing tools"),
        (
            {"tools": [TOOL], "tool_choice": {"type": "any"}, "thinking": {"type": "adaptive"}},
            "Thinking may not be enabled when tool_choice forces tool use",
        ),
        (
            wanting({"type": "object", "properties": {}}),
            "'additionalProperties' must be",
        ),
        (
            wanting(closed(number={"type": "integer", "minimum": 1})),
            "For 'integer' type, property 'minimum' is not supported",
        ),
        (
            wanting(closed(name={"type": "string", "maxLength": 9, "minLength": 1})),
            "properties maxLength, minLength are not supported",
        ),
        (
            wanting(closed(items={"type": "array", "items": {"type": "string"}, "minItems": 4})),
            "'minItems' values other than 0 or 1",
        ),
        (
            wanting({"$ref": "#/$defs/a", "$defs": {"a": closed(child={"$ref": "#/$defs/a"})}}),
            "Recursive schemas are not supported",
        ),
        (
            {"system": [{"type": "text", "text": "a", "cache_control": {"type": "ephemeral"}}] * 5},
            "A maximum of 4 blocks with cache_control may be provided. Found 5.",
        ),
        ({"output_config": 5}, "Input is not of the right type"),
        ({"system": 7}, "system: Input should be a valid list"),
    ],
)
def test_a_body_that_is_wrong_is_refused_in_words(
    server: AnthropicServer, change: dict[str, Any], told: str
) -> None:
    body = {**copy.deepcopy(HELLO), **change}
    answer = server.send({name: value for name, value in body.items() if value is not None})
    said = answer.json()
    assert answer.status_code == 400, said
    assert (said["type"], said["error"]["type"]) == ("error", "invalid_request_error")
    assert told in said["error"]["message"]
    assert said["request_id"] == answer.headers["request-id"]
    assert server.ledger()[-1]["state"] == "refused"


@pytest.mark.parametrize("raw", [b"", b"{", b"[1]", b"\xff\xfe", b"[" * 200_000])
def test_bytes_that_are_no_object_are_refused(server: AnthropicServer, raw: bytes) -> None:
    assert server.send(raw).status_code == 400


def test_a_body_above_the_limit_is_too_large(server: AnthropicServer) -> None:
    answer = server.send(b'{"a": "' + b"x" * (32 * 2**20) + b'"}')
    assert answer.status_code == 413
    assert answer.json()["error"]["type"] == "request_too_large"


@pytest.mark.parametrize("model", ["claude-3-opus-20240229", "claude-unheard-of", ""])
def test_a_retired_or_unknown_model_is_not_found(server: AnthropicServer, model: str) -> None:
    answer = server.send({**HELLO, "model": model})
    assert answer.status_code == 404
    assert answer.json()["error"] == {
        "type": "not_found_error",
        "message": f"model: {model}",
        "details": None,
    }


@pytest.mark.parametrize(
    ("headers", "status", "told"),
    [
        ({"x-api-key": ""}, 401, "x-api-key header is required"),
        ({"x-api-key": "bad"}, 401, "invalid x-api-key"),
        ({"anthropic-version": "yesterday"}, 400, "is not a valid version"),
    ],
)
def test_a_key_and_a_version_are_asked_for(
    server: AnthropicServer, headers: dict[str, str], status: int, told: str
) -> None:
    answer = server.send(HELLO, **headers)
    assert answer.status_code == status
    assert told in answer.json()["error"]["message"]
    unversioned = httpx2.post(
        f"{server.base}/v1/messages", json=HELLO, headers={"x-api-key": "good"}
    )
    assert "anthropic-version: header is required" in unversioned.text


def test_a_bearer_token_is_a_key_too(server: AnthropicServer) -> None:
    headers = {"authorization": "Bearer good", "anthropic-version": "2023-06-01"}
    answer = httpx2.post(f"{server.base}/v1/messages", json=HELLO, headers=headers)
    assert answer.status_code == 200


def test_an_older_model_goes_on_from_a_prefilled_answer(server: AnthropicServer) -> None:
    older = {**HELLO, "model": "claude-haiku-4-5"}
    whole = server.send(older).json()["content"][0]["text"]
    prefilled = [*SAID, {"role": "assistant", "content": whole[:9]}]
    rest = server.send({**older, "messages": prefilled}).json()["content"][0]["text"]
    assert whole[:9] + rest == whole


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("faults", {"kind": "earthquake"}),
        ("faults", {"kind": "slow", "colour": 1}),
        ("pace", {"speed": 1}),
        ("rules", [{"answer": {}}]),
        ("rules", [{"say": {"txt": "a"}}]),
        ("rules", [{"say": {}, "when": {"user": "a word"}}]),
    ],
)
def test_a_control_that_is_wrong_is_refused(server: AnthropicServer, path: str, body: Any) -> None:
    answer = httpx2.post(f"{server.base}/emulator/{path}", json=body, headers=HEADERS)
    assert answer.status_code == 422
    assert answer.json()["detail"]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "messages/batches"),
        ("GET", "messages"),
        ("GET", "files/file_1"),
        ("GET", "models/x/y"),
    ],
)
def test_what_is_not_emulated_is_not_found_in_the_services_shape(
    server: AnthropicServer, method: str, path: str
) -> None:
    answer = httpx2.request(method, f"{server.base}/v1/{path}", headers=HEADERS)
    assert answer.status_code == 404
    assert answer.json()["error"]["type"] == "not_found_error"
    assert answer.headers["request-id"] == answer.json()["request_id"]
