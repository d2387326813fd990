"""Model cards: what a model takes, gives and costs, as data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from koda.core.errors import ModelUnknown
from koda.core.values import ValueType

AUTO = "auto"

Encoding = Literal[
    "value",  # as it is
    "upper",  # realistic → REALISTIC
    "lower",  # 2K → 2k
    "pixels",  # a ratio or size → {width, height} by the card's `pixels`
    "preset",  # a ratio → the card's `presets`; what is not in them stays as it is
]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class References(_Frozen):
    """Which media a model takes beside the prompt.

    Attributes:
        types: What they may be.
        least, most: How many; `least` above 0: it does not run without.
        field: Their place in the body; a list, unless `single`.
        endpoint: What is called instead when there are any.
        fixed: Body fields that have this value when there are any, whatever the node says.
    """

    types: tuple[ValueType, ...] = (ValueType.IMAGE,)
    least: int = 0
    most: int = 1
    field: str = "image_url"
    single: bool = False
    endpoint: str | None = None
    fixed: dict[str, JsonValue] = Field(default_factory=dict)


class BodyField(_Frozen):
    """How one of a node's parameters is written into the body of a request.

    Attributes:
        parameter: The node's parameter; a field whose parameter is not set is left out.
        otherwise: The parameter that is read when the first is not set.
        encoding: How its value is written.
        only: `references` or `no_references`: left out in the other case.
    """

    parameter: str
    otherwise: str | None = None
    encoding: Encoding = "value"
    only: Literal["always", "references", "no_references"] = "always"


class ModelCard(_Frozen):
    """A model on offer.

    Attributes:
        id: Stable key, kept in canvases.
        version: Raised when the same request may give another result; part of the cache key.
        group: Whose it is, for the picker.
        provider: The `MediaProvider` that runs it.
        endpoint: What is called there.
        controls: The node's parameters that this model reads; the form shows only these.
        options: What a parameter may be with this model, where it is not everything the node
            offers: parameter → values in the order of the picker; the first is the default.
        most: The most results of one request.
        body: How the request is written: body field → parameter.
        fixed: Body fields that always have this value.
        prompt_field: Where the prompt goes.
        pixels, presets: Tables of the encodings of those names; a preset of null leaves the
            field out.
        price: Micro-dollars of one result; none when nobody has said it.
        price_factors: parameter → value → what the price is multiplied by.
        auto: `auto` prefers it over the other cards of its modality.
        note: A sentence that is shown with the model and kept with its results.
        successor: The card that replaced it; set only on retired ones.
    """

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9._-]*$")
    version: int = Field(1, ge=1)
    title: str
    description: str = ""
    group: str
    provider: str
    modality: ValueType
    endpoint: str
    references: References | None = None
    controls: tuple[str, ...] = ()
    options: dict[str, tuple[JsonValue, ...]] = Field(default_factory=dict)
    most: int = Field(1, ge=1)
    body: dict[str, BodyField] = Field(default_factory=dict)
    fixed: dict[str, JsonValue] = Field(default_factory=dict)
    prompt_field: str = "prompt"
    pixels: dict[str, tuple[int, int]] = Field(default_factory=dict)
    presets: dict[str, str | None] = Field(default_factory=dict)
    price: int | None = Field(None, ge=0)
    price_factors: dict[str, dict[str, float]] = Field(default_factory=dict)
    auto: bool = False
    note: str = ""
    retired: bool = False
    successor: str | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """A model on offer: its card, and why it cannot be used now (empty: it can)."""

    card: ModelCard
    unavailable: str = ""


class Models:
    """All models on offer; which one `auto` means."""

    def __init__(self, cards: Mapping[str, ModelCard], unavailable: Mapping[str, str]) -> None:
        """Offer these cards; `unavailable` says by provider why it cannot be used."""
        self.offers = {
            key: Offer(card, unavailable.get(card.provider, "")) for key, card in cards.items()
        }
        self.auto = self._choose_auto()

    def find(self, model: str, modality: ValueType) -> Offer | None:
        """Find a model by its id, or the one that `auto` means."""
        return self.offers.get(self.auto.get(modality, "") if model == AUTO else model)

    def get(self, model: str) -> ModelCard:
        """Get a card; raises `ModelUnknown`."""
        if model not in self.offers:
            raise ModelUnknown(f"Koda knows no model “{model}”.", model=model)
        return self.offers[model].card

    def _choose_auto(self) -> dict[ValueType, str]:
        # The first usable card of each modality; the offline preview only where nothing else is.
        chosen: dict[ValueType, str] = {}
        usable = [one.card for one in self.offers.values() if not one.unavailable]
        for card in sorted(usable, key=lambda card: (card.provider == "offline", not card.auto)):
            if not card.retired and card.modality not in chosen:
                chosen[card.modality] = card.id
        return chosen


def settled(card: ModelCard, parameters: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """Give the parameters that a model reads, each with a value that it offers.

    A value that the model does not offer becomes its default, as the node's form shows it; a
    count is at most the card's; a parameter that is not set stays so.
    """
    values = {name: parameters.get(name) for name in card.controls}
    for name, offered in card.options.items():
        if values.get(name) is not None and values[name] not in offered:
            values[name] = offered[0]
    count = values.get("image_count")
    if isinstance(count, int):
        values["image_count"] = max(1, min(count, card.most))
    return values


def price_of(card: ModelCard, parameters: Mapping[str, JsonValue], count: int) -> int:
    """Give the expected micro-dollars of a request for `count` results."""
    price = float(card.price or 0) * count
    values = settled(card, parameters)
    for parameter, factors in card.price_factors.items():
        price *= factors.get(str(values.get(parameter)), 1.0)
    return round(price)


@cache
def shipped_cards() -> Mapping[str, ModelCard]:
    """Read the cards beside this file, by id, in the order of the picker."""
    folder = resources.files("koda.providers").joinpath("cards")
    cards: dict[str, ModelCard] = {}
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        if file.name.endswith(".json"):
            for raw in json.loads(file.read_text(encoding="utf-8")):
                card = ModelCard.model_validate(raw)
                if card.id in cards:
                    message = f"two model cards have the id {card.id}"
                    raise ValueError(message)
                cards[card.id] = card
    return cards
