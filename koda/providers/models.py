"""Model cards: what a model takes, gives and costs, as data."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from koda.core.errors import ModelUnknown
from koda.core.values import ValueType

AUTO = "auto"
OFFLINE = "offline"
"""The provider that works on this machine: what it makes costs nothing."""

Task = Literal[
    "image",
    "video",
    "music",
    "speech",
    "sound",
    "upscale",
    "upscale-video",
    "background",
    "video-background",
    "inpaint",
    "endpoint",
]
"""What a model is for: which node offers it."""

Encoding = Literal[
    "value",  # as it is
    "text",  # 5 → "5"
    "seconds",  # 8 → "8s"
    "milliseconds",  # 5 → 5000
    "whole",  # 5.2 → 5
    "frames",  # seconds → frames at the card's `frames_per_second`, and one more
    "on_off",  # true → ON
    "upper",  # realistic → REALISTIC
    "lower",  # 2K → 2k
    "pixels",  # a ratio or size → {width, height} by the card's `pixels`
    "preset",  # a value → the card's `presets`; what is not in them stays as it is
    "lines",  # lines of a dialogue → each `{text, voice}`, the voice by the card's `presets`
]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class MediaSlot(_Frozen):
    """A role that media play for a model; the key of the slot is the node's input.

    Attributes:
        types: What they may be.
        least, most: How many; `least` above 0: it does not run without.
        field: Their place in the body; a list, unless `single`.
        endpoint: What is called instead when there are any; the last filled slot's counts.
        fixed: Body fields that have this value when there are any, whatever the node says.
        wrapped: Each is written as `{"url": …}` instead of its address alone.
    """

    types: tuple[ValueType, ...] = (ValueType.IMAGE,)
    least: int = Field(0, ge=0)
    most: int = Field(1, ge=1)
    field: str = "image_url"
    single: bool = False
    endpoint: str | None = None
    fixed: dict[str, JsonValue] = Field(default_factory=dict)
    wrapped: bool = False


class BodyField(_Frozen):
    """How one of a node's parameters is written into the body of a request.

    Attributes:
        parameter: The node's parameter; a field whose parameter is not set, or empty, is left out.
        otherwise: The parameter that is read when the first is not set.
        encoding: How its value is written.
        when, unless: Left out unless, or if, there is something in this slot.
    """

    parameter: str
    otherwise: str | None = None
    encoding: Encoding = "value"
    when: str | None = None
    unless: str | None = None


class Range(_Frozen):
    """From where to where a number may go with a model, and in which steps."""

    least: float
    most: float
    step: float | None = None
    default: float | None = None


class CardOutput(_Frozen):
    """A part of an answer that has several.

    Attributes:
        name: Name of the node's output.
        path: Where it stands in the answer; empty: the whole answer.
        list: The answer has a list there.
    """

    name: str
    title: str
    path: tuple[str, ...]
    type: ValueType
    list: bool = False


class ModelCard(_Frozen):
    """A model on offer.

    Attributes:
        id: Stable key, kept in canvases.
        version: Raised when the same request may give another result; part of the cache key.
        group: Whose it is, for the picker.
        family: Models that are one model with other inputs; the picker shows them as one.
        provider: The `MediaProvider` that runs it.
        modality: What it makes.
        task: Which node offers it.
        endpoint: What is called there.
        inputs: Which media it takes beside the prompt, by the node's input.
        controls: The node's parameters that this model reads; the form shows only these.
        options: What a parameter may be with this model, where it is not everything the node
            offers: parameter → values in the order of the picker; the first is the default.
        ranges: From where to where a number may go; outside it is brought to the nearer end.
        labels: parameter → value → what it is called, where the value is no word of ours.
        most: The most results of one request.
        body: How the request is written: body field → parameter; `a.b` is `b` in the object `a`.
        fixed: Body fields that always have this value.
        prompt_field: Where the prompt goes; none for models that read no words.
        prompt_required: It does not run without words.
        frames_per_second: For the encoding `frames`.
        pixels, presets: Tables of the encodings of those names; a preset of null leaves the
            field out.
        price: Micro-dollars of one `price_per`; none when nobody has said it.
        price_per: A result, a second of the parameter `duration`, or 1,000 characters of prompt.
        price_factors: parameter → value → what the price is multiplied by.
        auto: `auto` prefers it over the other cards of its task.
        outputs: What an answer has, where it is more than files of the modality.
        note: A sentence that is shown with the model and kept with its results.
        successor: The card that replaced it; set only on retired ones.
    """

    id: str = Field(pattern=r"^([a-z0-9][a-z0-9._-]*|[a-z]+:[A-Za-z0-9][A-Za-z0-9._/-]*)$")
    version: int = Field(1, ge=1)
    title: str
    description: str = ""
    group: str
    family: str = ""
    provider: str
    modality: ValueType
    task: Task
    endpoint: str
    inputs: dict[str, MediaSlot] = Field(default_factory=dict)
    controls: tuple[str, ...] = ()
    options: dict[str, tuple[JsonValue, ...]] = Field(default_factory=dict)
    ranges: dict[str, Range] = Field(default_factory=dict)
    labels: dict[str, dict[str, str]] = Field(default_factory=dict)
    most: int = Field(1, ge=1)
    body: dict[str, BodyField] = Field(default_factory=dict)
    fixed: dict[str, JsonValue] = Field(default_factory=dict)
    prompt_field: str | None = "prompt"
    prompt_required: bool = True
    frames_per_second: int = 25
    pixels: dict[str, tuple[int, int]] = Field(default_factory=dict)
    presets: dict[str, str | None] = Field(default_factory=dict)
    price: int | None = Field(None, ge=0)
    price_per: Literal["result", "second", "thousand_characters"] = "result"
    price_factors: dict[str, dict[str, float]] = Field(default_factory=dict)
    auto: bool = False
    outputs: tuple[CardOutput, ...] = ()
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
        self._cards = dict(cards)
        self._unavailable = unavailable
        self.offers = self._offered()
        self.auto = self._choose_auto()

    def change(self, unavailable: Mapping[str, str]) -> None:
        """Say anew who cannot be used: keys have come or gone."""
        self._unavailable = unavailable
        self.offers = self._offered()
        self.auto = self._choose_auto()

    @property
    def cards(self) -> Mapping[str, ModelCard]:
        """All cards by id, as they are now."""
        return self._cards

    def put(self, card: ModelCard) -> None:
        """Offer a card that came later, or a newer one in its place."""
        self._cards[card.id] = card
        self.offers[card.id] = Offer(card, self._unavailable.get(card.provider, ""))

    def remove(self, model: str) -> None:
        """Offer a card no longer."""
        self._cards.pop(model, None)
        self.offers.pop(model, None)

    def find(self, model: str, task: Task, filled: Collection[str] = ()) -> Offer | None:
        """Find a model by its id, or the one that `auto` means when these inputs are filled."""
        if model != AUTO:
            return self.offers.get(model)
        ranked = [self.offers[one] for one in self.auto.get(task, ())]
        # Something may still be missing: then the model that has a place for what is there.
        placing = (one for one in ranked if set(filled) <= set(one.card.inputs))
        return next(
            (one for one in ranked if takes(one.card, filled)),
            next(placing, ranked[0] if ranked else None),
        )

    def roles(self, task: Task) -> frozenset[str]:
        """Give the inputs that `auto` may be given: what any of its models takes."""
        return frozenset(
            role for model in self.auto.get(task, ()) for role in self.offers[model].card.inputs
        )

    def sibling(self, card: ModelCard, filled: Collection[str]) -> ModelCard | None:
        """Find a usable model that takes these inputs, of the same family if there is one."""
        fitting = [
            offer.card
            for offer in self.offers.values()
            if offer.card.task == card.task
            and not offer.card.retired
            and not offer.unavailable
            and takes(offer.card, filled)
        ]
        fitting.sort(key=lambda one: (one.family != card.family, one.provider == OFFLINE))
        return fitting[0] if fitting else None

    def get(self, model: str) -> ModelCard:
        """Get a card; raises `ModelUnknown`."""
        if model not in self.offers:
            raise ModelUnknown(f"Koda knows no model “{model}”.", model=model)
        return self.offers[model].card

    def _offered(self) -> dict[str, Offer]:
        return {
            key: Offer(card, self._unavailable.get(card.provider, ""))
            for key, card in self._cards.items()
        }

    def _choose_auto(self) -> dict[Task, tuple[str, ...]]:
        # Usable cards in the order of preference; offline previews only where nothing else is.
        ranked: dict[Task, list[str]] = {}
        usable = [one.card for one in self.offers.values() if not one.unavailable]
        for card in sorted(usable, key=lambda card: (card.provider == OFFLINE, not card.auto)):
            if not card.retired and (card.auto or card.provider == OFFLINE):
                ranked.setdefault(card.task, []).append(card.id)
        return {task: tuple(found) for task, found in ranked.items()}


def takes(card: ModelCard, filled: Collection[str]) -> bool:
    """Tell whether a model runs with exactly these inputs filled."""
    return all(role in card.inputs for role in filled) and all(
        role in filled for role, slot in card.inputs.items() if slot.least
    )


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
