"""`koda doctor` on language models: a key is tested for nothing; each role has its model."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from koda.connections.text_check import check_text
from koda.settings import Settings, read_settings
from tests.emulators.anthropic_server import AnthropicServer, running_anthropic
from tests.emulators.fal_server import serving


@pytest.fixture(scope="module")
def anthropic() -> Iterator[AnthropicServer]:
    with running_anthropic(keys=("sesame",)) as server:
        yield server


@pytest.fixture(scope="module")
def others() -> Iterator[str]:
    """The catalogues of the other services: they know one model each, and one key."""

    async def answer(request: Request) -> Response:
        key = request.headers.get("authorization", "") + request.headers.get("x-goog-api-key", "")
        if request.url.path == "/api/tags":
            return JSONResponse({"models": [{"name": "qwen3-vl:8b"}, {"name": "llava:latest"}]})
        if not key.endswith("sesame"):
            if "x-goog-api-key" in request.headers:
                return JSONResponse({"error": {"details": [{"reason": "API_KEY_INVALID"}]}}, 400)
            return JSONResponse({}, 401)
        known = request.url.path.endswith(("/key", "gpt-6-luna", "gpt-6.1-sol", "gemini-3.8-flash"))
        return JSONResponse({}, 200 if known else 404)

    with serving(Starlette(routes=[Route("/{path:path}", answer)])) as base:
        yield base


def found(**given: object) -> list[tuple[str, str, str]]:
    return [(one.name, one.state, one.message) for one in check_text(settings(**given))]


def settings(**given: object) -> Settings:
    nothing = {"anthropic_key": "", "google_key": "", "openai_key": "", "openrouter_key": ""}
    return read_settings(**{**nothing, "ollama_url": "", **given})


def test_without_a_key_rules_are_named():
    [(name, state, message)] = found()
    assert (name, state) == ("language models", "ok")
    assert "rules" in message


def test_the_key_of_anthropic_is_tested_without_buying_anything(anthropic: AnthropicServer):
    checks = found(anthropic_key="sesame", anthropic_url=anthropic.base)
    assert checks == [
        ("Anthropic", "ok", "takes the key; claude-haiku-5-5 writes"),
        ("Anthropic", "ok", "takes the key; claude-sonnet-5-5 writes"),
    ]
    assert anthropic.ledger() == []


def test_a_wrong_key_fails_and_is_not_shown(anthropic: AnthropicServer):
    [one] = check_text(settings(anthropic_key="wrong-one", anthropic_url=anthropic.base))
    assert (one.state, one.message) == ("failed", "does not take the key")
    assert "wrong-one" not in one.remedy + one.message


def test_a_model_that_is_not_there_is_named_with_its_successor(anthropic: AnthropicServer):
    given = {"anthropic_key": "sesame", "anthropic_url": anthropic.base}
    failed = [
        one
        for one in check_text(settings(**given, model_analyzer="claude-sonnet-5-6"))
        if one.state == "failed"
    ]
    [one] = failed
    assert one.message == "has no model claude-sonnet-5-6"
    assert one.remedy == "Set KODA_MODEL_ANALYZER to its successor anthropic/claude-sonnet-5-5."


def test_a_role_without_what_it_needs_fails(anthropic: AnthropicServer):
    given = {"anthropic_key": "sesame", "anthropic_url": anthropic.base}
    checks = found(**given, model_concept="openai/gpt-6.1-sol")
    assert any(
        name == "KODA_MODEL_CONCEPT" and state == "failed" and "OPENAI_API_KEY" in message
        for name, state, message in checks
    )


def test_nobody_at_the_address_fails_and_shows_no_key():
    [one] = check_text(settings(anthropic_key="sesame", anthropic_url="http://127.0.0.1:9"))
    assert (one.name, one.state) == ("Anthropic", "failed")
    assert "ANTHROPIC_BASE_URL" in one.remedy
    [one] = check_text(settings(anthropic_key="schlüssel", anthropic_url="http://127.0.0.1:9"))
    assert one.state == "failed"
    assert "schlüssel" not in one.message


@pytest.mark.parametrize(
    ("given", "states"),
    [
        ({"openai_key": "sesame", "openai_url": ""}, ["ok", "ok"]),
        ({"openai_key": "wrong", "openai_url": ""}, ["failed"]),
        ({"openrouter_key": "sesame", "openrouter_url": ""}, ["ok", "ok"]),
        ({"google_key": "sesame", "google_url": "", "model_enhancer": "gemini-3.8-flash",
          "model_concept": "gemini-3.8-flash"}, ["ok"]),
        ({"google_key": "wrong", "google_url": ""}, ["failed"]),
        ({"ollama_url": ""}, ["ok"]),
        ({"ollama_url": "", "model_enhancer": "ollama/llava"}, ["ok", "ok"]),
        ({"ollama_url": "", "model_enhancer": "ollama/gemma3"}, ["failed", "ok"]),
    ],
)  # fmt: skip
def test_each_service_is_asked_in_its_own_way(
    others: str, given: dict[str, str], states: list[str]
):
    there = {name: value or others for name, value in given.items()}
    assert [state for _, state, _ in found(**there)] == states
