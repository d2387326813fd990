"""The checks of language models: each role has one that can be used, and its service knows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import get_args

import httpx2

from koda.connections.check import Check
from koda.providers.text import TextRole
from koda.providers.text_account import TextAccount
from koda.providers.text_models import TextModel, best_model, provider_titles, successor
from koda.providers.text_offer import offered_text_models, text_accounts
from koda.settings import Settings, variable_names

_SECONDS = 8.0
_NAME = "language models"
_TRY_AGAIN = "Check this machine's network and proxy, then run it again."
_NONE = "no key of a language model: prompts and storyboards are written by rules"


def check_text(settings: Settings) -> Iterator[Check]:
    """Ask each service in use for its entry of the models that write: that costs nothing."""
    chosen: dict[str, TextModel] = {}
    named: dict[str, list[str]] = {}
    for role in get_args(TextRole):
        model = offered_text_models(settings).choose(role)
        setting = variable_names(f"model_{role}")[0]
        if model.unavailable:
            remedy = f"Change {setting}, or set what is missing."
            yield Check(setting, "failed", f"names {model.id}: {model.unavailable}", remedy)
        else:
            chosen[model.id] = model
            named.setdefault(model.id, []).append(setting)
    accounts = text_accounts(settings)
    asked = [one for one in chosen.values() if one.provider in accounts]
    if not accounts:
        yield Check(_NAME, "ok", _NONE)
    for provider in dict.fromkeys(one.provider for one in asked):
        names = {one.name: named[one.id] for one in asked if one.provider == provider}
        yield from _check_account(accounts[provider], names)


def check_account(settings: Settings, provider: str) -> list[Check]:
    """Ask one service for its entry of the model that writes by it, or of the one it would be.

    Args:
        settings: Must have the account of the provider.
        provider: Its name.
    """
    names = [one.name for one in _models_of(settings) if one.provider == provider]
    wanted = names or [best_model(provider)]
    account = text_accounts(settings)[provider]
    return list(_check_account(account, {name: [account.setting] for name in wanted}))


def _models_of(settings: Settings) -> list[TextModel]:
    offered = offered_text_models(settings)
    chosen = {one.id: one for one in map(offered.choose, get_args(TextRole))}
    return list(chosen.values())


def _check_account(account: TextAccount, names: Mapping[str, list[str]]) -> Iterator[Check]:
    title = provider_titles()[account.provider]
    try:
        with httpx2.Client(timeout=_SECONDS, headers=_headers(account)) as client:
            answers = {name: client.get(_address(account, name)) for name in names}
    except (httpx2.HTTPError, httpx2.InvalidURL, UnicodeEncodeError) as error:
        reason = str(error) or type(error).__name__
        reason = reason.replace(account.key, "…") if account.key else reason
        remedy = f"{_TRY_AGAIN} {account.setting} is {account.url}."
        yield Check(title, "failed", f"cannot be reached: {reason}", remedy, "unreachable")
        return
    first = next(iter(answers.values()))
    if first.status_code in {401, 403} or _says_bad_key(first):
        remedy = f"Copy the key again from {title} into its variable."
        yield Check(title, "failed", "does not take the key", remedy, "refused")
        return
    for name, answer in answers.items():
        yield _model_check(account, name, names[name], answer)


def _model_check(
    account: TextAccount, name: str, settings: list[str], answer: httpx2.Response
) -> Check:
    title = provider_titles()[account.provider]
    if account.provider == "ollama" and not _has(answer, name):
        return Check(
            title, "failed", f"has no model {name}", f"Run `ollama pull {name}`.", "failed"
        )
    if answer.status_code == 404:
        instead = successor(f"{account.provider}/{name}")
        remedy = f"Set {', '.join(settings)} to its successor {instead}."
        return Check(title, "failed", f"has no model {name}", remedy, "failed")
    if not answer.is_success:
        message = f"answers {answer.status_code} to a test of the key"
        return Check(title, "warning", message, "Try again later.", "failed")
    return Check(title, "ok", _taken(account, name), outcome="ok")


def _taken(account: TextAccount, name: str) -> str:
    return f"has {name}" if account.provider == "ollama" else f"takes the key; {name} writes"


def _address(account: TextAccount, name: str) -> str:
    """Where a service tells of a model, or of the key where it tells of models to everybody."""
    match account.provider:
        case "anthropic":
            return f"{account.url}/v1/models/{name}"
        case "google":
            return f"{account.url}/v1beta/models/{name}"
        case "openrouter":
            return f"{account.url}/key"
        case "ollama":
            return f"{account.url.removesuffix('/v1')}/api/tags"
        case _:
            return f"{account.url}/models/{name}"


def _headers(account: TextAccount) -> Mapping[str, str]:
    match account.provider:
        case "anthropic":
            return {"x-api-key": account.key, "anthropic-version": "2023-06-01"}
        case "google":
            return {"x-goog-api-key": account.key}
        case "ollama":
            return {}
        case _:
            return {"Authorization": f"Bearer {account.key}"}


def _says_bad_key(answer: httpx2.Response) -> bool:
    """Google calls a wrong key a bad request."""
    return answer.status_code == 400 and "API_KEY_INVALID" in answer.text


def _has(answer: httpx2.Response, name: str) -> bool:
    """Whether Ollama lists the model; it calls one without a tag `latest`."""
    full = name if ":" in name else f"{name}:latest"
    return not answer.is_success or f'"{full}"' in answer.text
