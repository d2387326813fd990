"""Language models: which one answers for a role, what it can see, and what its tokens cost."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache
from importlib import resources

from pydantic import BaseModel, ConfigDict

from koda.core.usage import TextUsage
from koda.providers.models import OFFLINE
from koda.providers.text import TextRole

_MILLION = 1_000_000
_PREFIXES = {"claude-": "anthropic", "gemini-": "google", "gpt-": "openai"}
_BARE = ("o1", "o3", "o4")
_QUICK: frozenset[TextRole] = frozenset({"enhancer", "concept"})
"""Short answers that a person waits for: the cheaper model of a provider writes them well."""


@dataclass(frozen=True, slots=True)
class TextModel:
    """A language model, as far as Koda needs to know it.

    Attributes:
        id: `provider/model`.
        provider: `anthropic`, `google`, `openai`, `openrouter`, `ollama` or `offline`.
        title: Its name for people.
        vision: Whether it takes images.
        video: Whether it takes films; to others the caller gives frames.
        reasoning: Whether it can think before it answers.
        input_price, output_price: Micro-dollars per million tokens; none when nobody knows.
        cache_read_price, cache_write_price: The same for input that comes from, or goes to, the
            provider's cache; none: as any other input.
        unavailable: Why it cannot be used now, said so that a person can act; empty if it can.
    """

    id: str
    provider: str
    title: str
    vision: bool = True
    video: bool = False
    reasoning: bool = True
    input_price: int | None = None
    output_price: int | None = None
    cache_read_price: int | None = None
    cache_write_price: int | None = None
    unavailable: str = ""

    @property
    def name(self) -> str:
        """What the provider calls it."""
        return self.id.partition("/")[2]

    def cost(self, usage: TextUsage) -> int | None:
        """Price tokens in whole micro-dollars, rounded up; none when a price is not known."""
        if self.input_price is None or self.output_price is None:
            return None
        cached = usage.cache_read_tokens + usage.cache_write_tokens
        reading = self.input_price if self.cache_read_price is None else self.cache_read_price
        writing = self.input_price if self.cache_write_price is None else self.cache_write_price
        total = (
            max(0, usage.input_tokens - cached) * self.input_price
            + usage.cache_read_tokens * reading
            + usage.cache_write_tokens * writing
            + usage.output_tokens * self.output_price
        )
        return -(-total // _MILLION)


RULES = TextModel(f"{OFFLINE}/rules", OFFLINE, "Rules, not an AI model", False, False, False, 0, 0)
"""What writes when there is no model: rules on this machine."""


class _Provider(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    title: str
    best: str
    quick: str


class _Known(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    title: str
    vision: bool
    video: bool
    reasoning: bool
    input_price: int | None
    output_price: int | None
    cache_read_price: int | None = None
    cache_write_price: int | None = None


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    providers: tuple[_Provider, ...]
    models: tuple[_Known, ...]
    retired: dict[str, str]


class TextModels:
    """The language models on offer: what each role is written by."""

    def __init__(
        self, wanted: Mapping[TextRole, str] | None = None, missing: Mapping[str, str] | None = None
    ) -> None:
        """Choose by these settings.

        Args:
            wanted: The model that a role's setting names, `provider/model` or `model` alone.
            missing: What is missing, for every provider that cannot be used now.
        """
        self._wanted = {role: value.strip() for role, value in (wanted or {}).items()}
        nothing = dict.fromkeys(provider_titles(), "no key of it is set.")
        self._missing: Mapping[str, str] = nothing if missing is None else missing

    def change(self, missing: Mapping[str, str]) -> None:
        """Say anew what is missing: keys have come or gone."""
        self._missing = missing

    @property
    def active(self) -> str:
        """The provider that answers where no setting names another: the first that can."""
        ready = [one for one in provider_titles() if one not in self._missing]
        return ready[0] if ready else OFFLINE

    def choose(self, role: TextRole) -> TextModel:
        """Say which model answers for a role, usable or not; without any key, the rules do."""
        wanted = self._wanted.get(role, "")
        if wanted:
            return self.get(_full_id(wanted, self.active))
        if self.active == OFFLINE:
            return RULES
        provider = next(one for one in _data().providers if one.name == self.active)
        name = provider.quick if role in _QUICK else provider.best
        return _named(f"{provider.name}/{name}")

    def get(self, model: str) -> TextModel:
        """Give a model by its id `provider/model`, usable or not; `unavailable` says why not."""
        return self._judged(_named(model))

    def cost(self, model: str, usage: TextUsage) -> int | None:
        """Price tokens of a model by its id, in micro-dollars; none when nobody knows."""
        return _named(model).cost(usage)

    def _judged(self, model: TextModel) -> TextModel:
        if model.provider == OFFLINE:
            return model
        retired = _retired(model.id)
        if retired:
            why = f"it is retired; its successor is {retired}."
        elif model.provider not in provider_titles():
            known = ", ".join(provider_titles())
            why = f"“{model.provider}” is none of the providers {known}."
        elif not model.name:
            why = f"“{model.id}” names a provider, and no model of it."
        else:
            why = self._missing.get(model.provider, "")
        return replace(model, unavailable=why)


def provider_titles() -> dict[str, str]:
    """Give the names of the providers and what people call them, the preferred one first."""
    return {one.name: one.title for one in _data().providers}


def best_model(provider: str) -> str:
    """Name the model that a provider's best answers come from, as the provider calls it."""
    return next(one.best for one in _data().providers if one.name == provider)


def successor(model: str) -> str:
    """Name the model to take instead of one that its provider no longer has; by id.

    The one in the table of retired models, else the nearest current one of the same provider,
    else the provider's best; empty for a provider that Koda does not know.
    """
    named = _retired(model)
    if named:
        return named
    provider = model.partition("/")[0]
    current = [one.id for one in _data().models if one.id.startswith(f"{provider}/")]
    near = get_close_matches(model, [one for one in current if one != model], n=1, cutoff=0.75)
    best = next((one.best for one in _data().providers if one.name == provider), "")
    return near[0] if near else (f"{provider}/{best}" if best else "")


def _full_id(value: str, active: str) -> str:
    """Put the provider before a model's name that comes without one."""
    if "/" in value:
        return value
    if value == OFFLINE:
        return RULES.id
    for prefix, provider in _PREFIXES.items():
        if value.startswith(prefix):
            return f"{provider}/{value}"
    if value.startswith(_BARE):
        return f"openai/{value}"
    return f"{active}/{value}"


def _named(full_id: str) -> TextModel:
    if full_id.startswith(f"{OFFLINE}/"):
        return RULES
    known = next((one for one in _data().models if one.id == full_id), None)
    provider, _, name = full_id.partition("/")
    if known is not None:
        return TextModel(provider=provider, **known.model_dump())
    return TextModel(full_id, provider, name, video=provider == "google")


def _retired(model: str) -> str:
    """Give the successor of a model in the table of retired ones; the longest entry counts."""
    known = any(one.id == model for one in _data().models)
    table = _data().retired
    found = max((old for old in table if model.startswith(old)), key=len, default="")
    return "" if known or not found else table[found]


@cache
def _data() -> _Data:
    text = resources.files("koda.providers").joinpath("text_models.json").read_text("utf-8")
    return _Data.model_validate(json.loads(text))
