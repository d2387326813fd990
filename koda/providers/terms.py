"""On what terms a model works: each setting as it offers it, the price of that."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from pydantic import JsonValue

from koda.providers.models import ModelCard


def settled(card: ModelCard, parameters: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """Give the parameters that a model reads, each with a value that it offers.

    A value that the model does not offer becomes the nearest of the offered numbers or else the
    default, as the node's form shows it; a count is at most the card's; a parameter that is not
    set stays so.
    """
    values = {name: parameters.get(name) for name in card.controls}
    for name, offered in card.options.items():
        if values.get(name) is not None and values[name] not in offered:
            values[name] = _nearest(values[name], offered)
    for name, limits in card.ranges.items():
        value = values.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool):
            values[name] = min(max(value, plain_number(limits.least)), plain_number(limits.most))
    count = values.get("image_count")
    if isinstance(count, int):
        values["image_count"] = max(1, min(count, card.most))
    return values


def price_of(
    card: ModelCard, parameters: Mapping[str, JsonValue], count: int, characters: int = 0
) -> int:
    """Give the expected micro-dollars of a request for `count` results of so long a prompt."""
    values = settled(card, parameters)
    price = float(card.price or 0) * count
    if card.price_per == "second":
        duration = values.get("duration")
        price *= float(duration) if isinstance(duration, int | float) else 1.0
    elif card.price_per == "thousand_characters":
        price *= characters / 1000
    for parameter, factors in card.price_factors.items():
        price *= factors.get(_key(values.get(parameter)), 1.0)
    return round(price)


def _nearest(value: JsonValue, offered: Sequence[JsonValue]) -> JsonValue:
    """Give the offered number nearest to a number (a length in seconds), else the default."""
    numbers = [one for one in offered if isinstance(one, int | float) and not isinstance(one, bool)]
    if not isinstance(value, int | float) or isinstance(value, bool) or not numbers:
        return offered[0]
    return min(numbers, key=lambda one: abs(one - value))


def plain_number(number: float) -> int | float:
    """Give a whole number as one: 5.0 → 5."""
    return int(number) if isinstance(number, float) and number.is_integer() else number


def _key(value: JsonValue) -> str:
    """Write a value as the keys of a JSON object are written: `true`, `720p`, `5`."""
    if isinstance(value, float):
        value = plain_number(value)
    return value if isinstance(value, str) else json.dumps(value)
