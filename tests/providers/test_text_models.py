"""Which language model answers for a role, and what its tokens cost."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from importlib import resources
from typing import Any, get_args

import pytest
from genai_prices import Usage, calc_price

from koda.core.usage import TextUsage
from koda.providers.text import TextRole
from koda.providers.text_models import RULES, TextModels, provider_titles, successor
from koda.providers.text_offer import offered_text_models
from koda.providers.text_setup import text_providers
from koda.settings import Settings, read_settings

ROLES: tuple[TextRole, ...] = get_args(TextRole)


def settings(**given: object) -> Settings:
    return read_settings(**given)


def test_without_a_key_rules_write():
    models = offered_text_models(settings())
    assert models.active == "offline"
    assert models.choose("storyboard") == RULES
    assert not RULES.unavailable
    assert models.cost(RULES.id, TextUsage(1_000, 1_000)) == 0
    assert list(text_providers(settings())) == ["offline"]


@pytest.mark.parametrize(
    ("keys", "provider"),
    [
        ({"ANTHROPIC_API_KEY": "k"}, "anthropic"),
        ({"ANTHROPIC_API_KEY": "k", "GEMINI_API_KEY": "k", "OPENAI_API_KEY": "k"}, "anthropic"),
        ({"GEMINI_API_KEY": "k", "OPENAI_API_KEY": "k"}, "google"),
        ({"GOOGLE_GENERATIVE_AI_API_KEY": "k"}, "google"),
        ({"GOOGLE_API_KEY": "k"}, "google"),
        ({"OPENAI_API_KEY": "k", "OPENROUTER_API_KEY": "k"}, "openai"),
        ({"OPENROUTER_API_KEY": "k", "OLLAMA_BASE_URL": "http://x"}, "openrouter"),
        ({"OLLAMA_BASE_URL": "http://x"}, "ollama"),
        ({"ANTHROPIC_API_KEY": "  "}, "offline"),
    ],
)
def test_the_first_provider_with_a_key_answers(
    monkeypatch: pytest.MonkeyPatch, keys: dict[str, str], provider: str
):
    for name, value in keys.items():
        monkeypatch.setenv(name, value)
    models = offered_text_models(settings())
    assert models.active == provider
    for role in ROLES:
        chosen = models.choose(role)
        assert chosen.provider == provider
        assert chosen.provider in text_providers(settings())
        assert not chosen.unavailable


def test_short_answers_are_written_by_the_cheaper_model():
    models = offered_text_models(settings(anthropic_key="k"))
    quick, best = models.choose("enhancer"), models.choose("storyboard")
    assert quick.input_price is not None
    assert best.input_price is not None
    assert quick.input_price < best.input_price
    assert models.choose("concept") == quick


@pytest.mark.parametrize(
    ("value", "full_id"),
    [
        ("anthropic/claude-opus-5-5", "anthropic/claude-opus-5-5"),
        ("claude-opus-5-5", "anthropic/claude-opus-5-5"),
        ("gemini-3.8-flash", "google/gemini-3.8-flash"),
        ("gpt-6.1-sol", "openai/gpt-6.1-sol"),
        ("o3", "openai/o3"),
        ("openrouter/meta-llama/llama-4", "openrouter/meta-llama/llama-4"),
        ("ollama/gemma3:4b", "ollama/gemma3:4b"),
        (" claude-opus-5-5 ", "anthropic/claude-opus-5-5"),
        ("something-new", "anthropic/something-new"),
        ("offline", "offline/rules"),
        ("offline/rules", "offline/rules"),
    ],
)
def test_a_setting_names_the_model_with_or_without_its_provider(value: str, full_id: str):
    models = offered_text_models(settings(anthropic_key="k", model_storyboard=value))
    assert models.choose("storyboard").id == full_id
    assert models.choose("product_shot").id == "anthropic/claude-sonnet-5-5"


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("gpt-6.1-sol", "OPENAI_API_KEY"),
        ("gemini-3.8-flash", "GEMINI_API_KEY"),
        ("openrouter/x/y", "OPENROUTER_API_KEY"),
        ("ollama/x", "OLLAMA_BASE_URL"),
        ("somebody/x", "none of the providers anthropic, google, openai, openrouter, ollama"),
        ("anthropic/", "no model"),
        ("claude-3-7-sonnet-20250219", "anthropic/claude-sonnet-5-5"),
        ("google/gemini-3-pro-preview", "google/gemini-3.1-pro-preview"),
    ],
)
def test_a_model_that_cannot_be_used_says_why(value: str, why: str):
    models = offered_text_models(settings(anthropic_key="k", model_analyzer=value))
    assert why in models.choose("analyzer").unavailable


def test_a_model_by_its_id_is_judged_as_one_that_is_chosen():
    keyless, keyed = offered_text_models(settings()), offered_text_models(settings(openai_key="k"))
    best = offered_text_models(settings(anthropic_key="k")).choose("storyboard")
    assert not best.unavailable
    assert "ANTHROPIC_API_KEY" in keyless.get(best.id).unavailable
    assert replace(keyed.get(best.id), unavailable="") == best
    assert keyed.get("openai/gpt-6.1-sol").unavailable == ""
    assert "retired" in keyed.get("anthropic/claude-3-7-sonnet-20250219").unavailable
    assert keyed.get(RULES.id) == RULES


def test_a_model_that_koda_does_not_know_is_used_at_an_unknown_price():
    models = offered_text_models(settings(anthropic_key="k", model_concept="claude-next-9"))
    chosen = models.choose("concept")
    assert (chosen.input_price, chosen.output_price, chosen.unavailable) == (None, None, "")
    assert models.cost(chosen.id, TextUsage(1_000, 1_000)) is None


@pytest.mark.parametrize(
    ("usage", "cost"),
    [
        (TextUsage(), 0),
        (TextUsage(1_000_000, 0), 2_000_000),
        (TextUsage(0, 1_000_000), 10_000_000),
        (TextUsage(1_000_000, 0, 1_000_000, 0), 100_000),
        (TextUsage(1_000_000, 0, 0, 1_000_000), 2_500_000),
        (TextUsage(3, 1, 1, 1), 15),  # 2 + 0.1 + 2.5 + 10, rounded up
    ],
)
def test_tokens_are_priced_in_whole_micro_dollars_rounded_up(usage: TextUsage, cost: int):
    assert TextModels().cost("anthropic/claude-sonnet-5-5", usage) == cost


@pytest.mark.parametrize(
    ("model", "instead"),
    [
        ("anthropic/claude-3-opus-20240229", "anthropic/claude-opus-5-5"),
        ("anthropic/claude-3-haiku-20240307", "anthropic/claude-haiku-5-5"),
        ("google/gemini-1.5-pro", "google/gemini-3.8-flash"),
        ("google/gemini-3.8-flsh", "google/gemini-3.8-flash"),
        ("openrouter/somebody/thing", "openrouter/anthropic/claude-sonnet-5.5"),
        ("nobody/thing", ""),
    ],
)
def test_every_model_that_is_gone_has_a_successor(model: str, instead: str):
    assert successor(model) == instead


@pytest.mark.parametrize("provider", list(provider_titles()))
def test_every_default_is_a_model_whose_price_is_known(provider: str):
    models = TextModels(missing={one: "no." for one in provider_titles() if one != provider})
    for role in ROLES:
        chosen = models.choose(role)
        assert chosen.provider == provider
        assert chosen.input_price is not None


def shipped() -> dict[str, Any]:
    file = resources.files("koda.providers").joinpath("text_models.json")
    return json.loads(file.read_text("utf-8"))


def test_every_successor_is_a_model_on_the_list():
    known = {one["id"] for one in shipped()["models"]}
    assert set(shipped()["retired"].values()) <= known


@pytest.mark.parametrize(
    "model",
    [one for one in shipped()["models"] if not one["id"].startswith("ollama/")],
    ids=lambda model: model["id"],
)
def test_the_prices_on_the_list_are_those_of_the_library(model: dict[str, Any]):
    provider, _, name = model["id"].partition("/")

    def priced(usage: Usage) -> Decimal:
        return calc_price(usage, name, provider_id=provider).total_price

    # 1,000 tokens: below every tier at which long conversations cost more
    prices = {
        "input_price": priced(Usage(input_tokens=1_000)),
        "output_price": priced(Usage(output_tokens=1_000)),
        "cache_read_price": priced(Usage(input_tokens=1_000, cache_read_tokens=1_000)),
        "cache_write_price": priced(Usage(input_tokens=1_000, cache_write_tokens=1_000)),
    }
    for field, dollars in prices.items():
        if model.get(field) is not None:
            assert model[field] == dollars * 1_000 * 1_000_000, field
