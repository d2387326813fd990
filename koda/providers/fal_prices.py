"""What a request to an endpoint is expected to cost, by the vendor's unit."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from pydantic import JsonValue

from koda.providers.fal_catalogue import UnitPrice

_MICRO = 1_000_000
_NUMBER = re.compile(r"\d+(\.\d+)?")
_RESULTS = re.compile(
    r"(image|video|audio|request|generation|call|output|unit|file|song)s?|",
)
_SECONDS = re.compile(r"(video_|audio_|output_)?sec(ond)?s?")
_SIZES = {
    "square_hd": 1.05,
    "square": 0.27,
    "portrait_4_3": 0.79,
    "portrait_16_9": 0.59,
    "landscape_4_3": 0.79,
    "landscape_16_9": 0.59,
}
_CHARACTERS = re.compile(r"(\d[\d,]*|k|thousand)?\s*_?(characters?|chars?)")


def expected_price(
    price: UnitPrice | None, body: Mapping[str, JsonValue], characters: int | None
) -> int | None:
    """Give micro-dollars; none where the vendor gives no price, or one that is only known later.

    Args:
        price: The vendor's price of a unit.
        body: The values of the request, by its fields.
        characters: The length of its words; none while they are still to come.
    """
    if price is None:
        return None
    count = _count(body)
    unit = " ".join(price.unit.lower().split())
    letters = _CHARACTERS.fullmatch(unit)
    if letters is not None:
        if characters is None:
            return None
        return round(price.amount * _MICRO * characters / _thousand(letters[1] or "1"))
    word = unit.replace(" ", "_")
    if _RESULTS.fullmatch(word):
        return round(price.amount * _MICRO * (count if word.startswith("image") else 1))
    if _SECONDS.fullmatch(word):
        seconds = _number(body.get("duration"))
        return None if seconds is None else round(price.amount * _MICRO * seconds)
    if word in {"minute", "minutes"}:
        seconds = _number(body.get("duration"))
        return None if seconds is None else round(price.amount * _MICRO * seconds / 60)
    if word in {"megapixel", "megapixels", "processed_megapixels"}:
        return round(price.amount * _MICRO * count * math.ceil(_megapixels(body.get("image_size"))))
    return None


def price_words(price: UnitPrice | None) -> str:
    """Say a price as a person reads it: `$0.05 per image`; empty without one."""
    if price is None:
        return ""
    unit = price.unit.lower().replace("_", " ").strip()
    one = unit.removesuffix("s") if unit.endswith("s") and not unit[:1].isdigit() else unit
    return f"${price.amount:.4g} per {one}" if one else f"${price.amount:.4g}"


def _count(body: Mapping[str, JsonValue]) -> int:
    for name in ("num_images", "num_outputs", "num_samples", "num_videos"):
        value = body.get(name)
        if isinstance(value, int) and not isinstance(value, bool) and value > 0:
            return value
    return 1


def _number(value: JsonValue) -> float | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    found = _NUMBER.match(value) if isinstance(value, str) else None
    return float(found[0]) if found else None


def _thousand(text: str) -> int:
    if text in {"k", "thousand"}:
        return 1000
    return max(1, int(text.replace(",", "")))


def _megapixels(size: JsonValue) -> float:
    if isinstance(size, dict):
        width, height = _number(size.get("width")), _number(size.get("height"))
        return (width or 1000) * (height or 1000) / 1e6
    return _SIZES.get(size, 1.0) if isinstance(size, str) else 1.0
