"""Makes pydantic-ai's model of each provider."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import cast

import httpx2
from pydantic_ai.models import Model
from pydantic_ai.profiles import ModelProfile
from pydantic_ai.profiles.openai import OpenAIModelProfile

from koda.providers.text_account import TextAccount


def load(provider: str) -> None:
    """Import a provider's SDK, which takes seconds."""
    import_module(f"pydantic_ai.models.{provider}")


def make_model(account: TextAccount, name: str, client: httpx2.AsyncClient) -> Model:
    """Make a model that speaks to this account's address with this client."""
    return _MAKERS[account.provider](account, name, client)


def _anthropic(account: TextAccount, name: str, client: httpx2.AsyncClient) -> Model:
    from pydantic_ai.models.anthropic import AnthropicModel  # noqa: PLC0415 - each SDK takes long
    from pydantic_ai.providers.anthropic import AnthropicProvider  # noqa: PLC0415

    provider = AnthropicProvider(api_key=account.key, base_url=account.url, http_client=client)
    return AnthropicModel(name, provider=provider, profile=_profile_for(account, name))


def _google(account: TextAccount, name: str, client: httpx2.AsyncClient) -> Model:
    from pydantic_ai.models.google import GoogleModel  # noqa: PLC0415
    from pydantic_ai.providers.google import GoogleProvider  # noqa: PLC0415

    provider = GoogleProvider(api_key=account.key, base_url=account.url, http_client=client)
    return GoogleModel(name, provider=provider, profile=_profile_for(account, name))


def _openai(account: TextAccount, name: str, client: httpx2.AsyncClient) -> Model:
    """OpenAI itself by its Responses; what else speaks its language, by chat completions."""
    from pydantic_ai.models.openai import OpenAIChatModel, OpenAIResponsesModel  # noqa: PLC0415
    from pydantic_ai.providers.openai import OpenAIProvider  # noqa: PLC0415

    provider = OpenAIProvider(base_url=account.url, api_key=account.key, http_client=client)
    kind = OpenAIChatModel if account.dialect == "chat" else OpenAIResponsesModel
    return kind(name, provider=provider, profile=_profile_for(account, name))


def _openrouter(account: TextAccount, name: str, client: httpx2.AsyncClient) -> Model:
    from pydantic_ai.models.openrouter import OpenRouterModel  # noqa: PLC0415
    from pydantic_ai.providers.openrouter import OpenRouterProvider  # noqa: PLC0415

    # The library knows one address of it; what a provider answers to `base_url` is where it goes.
    there = {"base_url": property(lambda _: account.url)}
    kind = type("Provider", (OpenRouterProvider,), there)
    provider = kind(api_key=account.key, http_client=client)
    return OpenRouterModel(name, provider=provider, profile=_profile_for(account, name))


def _ollama(account: TextAccount, name: str, client: httpx2.AsyncClient) -> Model:
    from pydantic_ai.models.ollama import OllamaModel  # noqa: PLC0415
    from pydantic_ai.providers.ollama import OllamaProvider  # noqa: PLC0415

    url = account.url if account.url.endswith("/v1") else f"{account.url}/v1"
    provider = OllamaProvider(base_url=url, http_client=client)
    return OllamaModel(name, provider=provider, profile=_profile_for(account, name))


_Maker = Callable[[TextAccount, str, httpx2.AsyncClient], Model]
_MAKERS: dict[str, _Maker] = {
    "anthropic": _anthropic,
    "google": _google,
    "openai": _openai,
    "openrouter": _openrouter,
    "ollama": _ollama,
}


def _profile_for(account: TextAccount, name: str) -> Callable[[ModelProfile], ModelProfile]:
    """Say how a model is spoken to, where the library's own view of it is not Koda's.

    A schema that the provider keeps to comes before the arguments of a tool. A stream without an
    end is broken off, and not an answer.
    """
    others = account.provider == "ollama" or account.dialect == "chat"
    # Ollama hands models of this name on to its cloud, which takes a schema and ignores it.
    ignores = account.provider == "ollama" and name.endswith("-cloud")

    def change(found: ModelProfile) -> ModelProfile:
        native = found.get("supports_json_schema_output", False) and not ignores
        mode = "native" if native else "tool" if found.get("supports_tools", True) else "prompted"
        wanted = OpenAIModelProfile(
            supports_json_schema_output=native,
            default_structured_output_mode=mode,
            openai_chat_streaming_requires_finish_reason=True,
        )
        if others:  # they know the ceiling by its older name
            wanted["openai_chat_supports_max_completion_tokens"] = False
        return cast("ModelProfile", {**found, **wanted})

    return change
