"""Which language models the settings offer, by the accounts that have what they need."""

from __future__ import annotations

from collections.abc import Mapping

from koda.providers.text_account import TextAccount
from koda.providers.text_models import TextModels
from koda.settings import Settings

_KEYS = {
    "anthropic": "it needs a key of Anthropic (ANTHROPIC_API_KEY).",
    "google": "it needs a key of Gemini (GEMINI_API_KEY).",
    "openai": "it needs a key of OpenAI (OPENAI_API_KEY).",
    "openrouter": "it needs a key of OpenRouter (OPENROUTER_API_KEY).",
    "ollama": "it needs the address of Ollama (OLLAMA_BASE_URL).",
}


def offered_text_models(settings: Settings) -> TextModels:
    """Say which language model answers for each role, with what is missing for the others."""
    return TextModels(
        {
            "enhancer": settings.model_enhancer,
            "storyboard": settings.model_storyboard,
            "concept": settings.model_concept,
            "product_shot": settings.model_product_shot,
            "analyzer": settings.model_analyzer,
            "animator": settings.model_animator,
            "animation_coder": settings.model_animation_coder,
        },
        missing_text(settings),
    )


def missing_text(settings: Settings) -> Mapping[str, str]:
    """Say what is missing, by service that cannot be used."""
    ready = text_accounts(settings)
    return {name: why for name, why in _KEYS.items() if name not in ready}


def text_accounts(settings: Settings) -> Mapping[str, TextAccount]:
    """Give the accounts that have what they need, by the provider's name."""
    own = settings.openai_url == Settings.model_fields["openai_url"].default
    found = (
        ("anthropic", settings.anthropic_key, settings.anthropic_url, "ANTHROPIC_BASE_URL", ""),
        ("google", settings.google_key, settings.google_url, "GEMINI_BASE_URL", ""),
        (
            "openai",
            settings.openai_key,
            settings.openai_url,
            "OPENAI_BASE_URL",
            "" if own else "chat",
        ),
        ("openrouter", settings.openrouter_key, settings.openrouter_url, "OPENROUTER_BASE_URL", ""),
    )
    accounts = {
        name: TextAccount(name, key.get_secret_value().strip(), url, setting, dialect)
        for name, key, url, setting, dialect in found
        if key is not None and key.get_secret_value().strip()
    }
    if settings.ollama_url:
        accounts["ollama"] = TextAccount("ollama", "", settings.ollama_url, "OLLAMA_BASE_URL")
    return accounts
