"""Turns what pydantic-ai says about a failure into Koda's errors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from pydantic_ai.exceptions import (
    ModelAPIError,
    ModelAuthenticationError,
    ModelConnectionError,
    ModelContextWindowExceededError,
    ModelHTTPError,
    ModelQuotaExceededError,
    ModelRateLimitError,
    ModelRequestRejectedError,
    ModelTimeoutError,
    UserError,
)

from koda.core.errors import (
    KodaError,
    ProviderAuth,
    ProviderContent,
    ProviderError,
    ProviderRateLimited,
    ProviderRefused,
    ProviderUnavailable,
    StreamBroken,
    TextModelGone,
)
from koda.providers.text_account import TextAccount
from koda.providers.text_models import provider_titles, successor

_LONGEST = 400
_CONTENT = ("content_policy", "content_filter", "moderation")
_NOT_SENT = frozenset({"pool", "connect"})


def refusal(error: Exception, account: TextAccount, model: str) -> ProviderError:
    """Say why an answer never began.

    Gives `StreamBroken` where the request was sent and nobody can say what became of it.
    """
    title = provider_titles()[account.provider]
    fields = _fields(error, account, model)
    said = _words(error)
    if isinstance(error, ModelConnectionError):
        return _connection(error, title, account, fields)
    if isinstance(error, ModelHTTPError) and _names_model(error, said, model):
        return _gone(title, account, model, fields)
    if isinstance(error, ModelAuthenticationError):
        return ProviderAuth(f"{title} does not take the key: {said}", **fields)
    if isinstance(error, ModelRateLimitError):
        return ProviderRateLimited(f"{title} asks to slow down: {said}", **fields)
    if isinstance(error, ModelQuotaExceededError):
        return ProviderRefused(
            f"{title}: {said}", remedy=f"Top up the balance at {title}.", **fields
        )
    if isinstance(error, ModelRequestRejectedError | UserError) or _is_clear(error):
        return _rejected(error, title, account, said, fields)
    return ProviderUnavailable(
        f"{title} cannot answer now: {said}",
        remedy="Try again later; it is tried again by itself.",
        **fields,
    )


def broken(error: Exception, account: TextAccount, model: str) -> KodaError:
    """Say why an answer that had begun did not go on."""
    title = provider_titles()[account.provider]
    return StreamBroken(
        f"The answer of {title} broke off: {_words(error)}", **_fields(error, account, model)
    )


def unreadable(error: Exception, account: TextAccount, model: str) -> KodaError:
    """Say that what came is not what the service says it sends."""
    title = provider_titles()[account.provider]
    fields = _fields(error, account, model)
    return StreamBroken(f"{title} sent something that cannot be read.", **fields)


def _connection(
    error: ModelConnectionError, title: str, account: TextAccount, fields: Mapping[str, Any]
) -> ProviderError:
    kind = type(error.__cause__ or error).__name__
    if error.phase is not None and error.phase not in _NOT_SENT:
        return StreamBroken(
            f"{title} did not answer, and may have taken the request ({kind}).", **fields
        )
    return ProviderUnavailable(
        f"{title} could not be reached ({kind}).",
        remedy=f"Check the network, and {account.setting}; it is tried again by itself.",
        **fields,
    )


def _gone(title: str, account: TextAccount, model: str, fields: Mapping[str, Any]) -> TextModelGone:
    name = model.partition("/")[2]
    if account.provider == "ollama":
        return TextModelGone(
            f"Ollama does not have the model “{name}”.",
            remedy=f"Run `ollama pull {name}`, or name another model in the settings.",
            **fields,
        )
    instead = successor(model)
    return TextModelGone(
        f"{title} has no model “{name}” any more.",
        remedy=f"Take its successor {instead}: name it in the settings.",
        successor=instead,
        **fields,
    )


def _rejected(
    error: Exception, title: str, account: TextAccount, said: str, fields: Mapping[str, Any]
) -> ProviderRefused:
    status = error.status_code if isinstance(error, ModelHTTPError) else 0
    kind = str(fields.get("type", ""))
    if any(word in kind for word in _CONTENT):
        return ProviderContent(f"{title}: {said}", **fields)
    remedy = "Change what the message names, then run again."
    if isinstance(error, ModelContextWindowExceededError):
        remedy = "Ask with less: a shorter text, or fewer references."
    elif status == 413:
        remedy = "Take fewer or smaller references."
    elif status == 404:
        remedy = f"Check {account.setting}: what answers there is something else."
    return ProviderRefused(f"{title} did not accept the request: {said}", remedy=remedy, **fields)


def _is_clear(error: Exception) -> bool:
    """Whether it is the request that is wrong, by its status alone."""
    return isinstance(error, ModelHTTPError) and 400 <= error.status_code < 500


def _names_model(error: ModelHTTPError, said: str, model: str) -> bool:
    """Whether it is the model that was not found, and not the address."""
    words = said.lower()
    if error.status_code == 404:
        named = isinstance(error.body, dict) and (
            "model" in words or model.partition("/")[2].lower() in words
        )
        return named or error.provider_error_code == "model_not_found"
    return error.status_code == 400 and "not a valid model" in words


def _fields(error: Exception, account: TextAccount, model: str) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "provider": account.provider,
        "model": model,
        "type": type(error).__name__,
    }
    if isinstance(error, ModelAPIError):
        fields["type"] = error.provider_error_code or error.provider_error_type or fields["type"]
        if error.retry_after is not None:
            fields["retry_after"] = error.retry_after
    if isinstance(error, ModelHTTPError):
        fields["status"] = error.status_code
    return fields


def _words(error: Exception) -> str:
    """The vendor's own sentence, if there is one."""
    text = " ".join(_said(error).split())
    short = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return short if short.endswith((".", "!", "?", "…")) else f"{short}."


def _said(error: Exception) -> str:
    if isinstance(error, ModelTimeoutError):
        return "nothing came for too long"
    if isinstance(error, ModelConnectionError):
        return "the connection was lost"
    found = _sentence_in(error.body) if isinstance(error, ModelAPIError) else ""
    if found and not found.lstrip().startswith("<"):
        return found
    if isinstance(error, ModelHTTPError):
        return f"it answered {error.status_code}"
    return str(error) or type(error).__name__


def _sentence_in(body: object) -> str:
    if isinstance(body, str):
        return body
    if not isinstance(body, dict):
        return ""
    members = cast("dict[str, object]", body)
    inner = members.get("error")
    if inner:
        return _sentence_in(inner)
    message = members.get("message")
    return message if isinstance(message, str) else ""
