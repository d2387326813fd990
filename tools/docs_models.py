"""Writes the page of all models from their cards."""

from __future__ import annotations

from collections.abc import Iterator

from koda.nodes.catalog import collect_kinds
from koda.providers.models import ModelCard, Models, shipped_cards

_PER = {"result": "", "second": " a second", "thousand_characters": " for 1,000 characters"}


def models_lines() -> Iterator[str]:
    """Give a section for every kind of node that has models, with a table of them."""
    cards = shipped_cards()
    for kind in collect_kinds(Models(cards, {})).values():
        if kind.spec.task:
            yield from (f"## {kind.spec.title}", "")
            yield "| model | id | takes | price | endpoint | |"
            yield "|---|---|---|---|---|---|"
            for card in cards.values():
                if card.task == kind.spec.task:
                    yield _row(card, cards[card.successor].title if card.successor else "")
            yield ""


def _row(card: ModelCard, successor: str) -> str:
    endpoint = f"`{card.endpoint}`" if card.provider != "offline" else "this machine"
    cells = (card.title, f"`{card.id}`", _taken(card), _price(card), endpoint)
    return f"| {' | '.join(cells)} | {_standing(card, successor)} |"


def _standing(card: ModelCard, successor: str) -> str:
    if card.retired:
        return f"no longer offered: {successor}"
    return "Auto" if card.auto else ""


def _taken(card: ModelCard) -> str:
    words = "text" if card.prompt_field is not None else ""
    roles = [
        f"{role.replace('_', ' ')}{f' (up to {slot.most})' if slot.most > 1 else ''}"
        f"{'' if slot.least else ', if any'}"
        for role, slot in card.inputs.items()
    ]
    return "; ".join(part for part in (words, *roles) if part) or "a dialogue"


def _price(card: ModelCard) -> str:
    if card.provider == "offline":
        return "free"
    if card.price is None:
        return "not known"
    tail = _PER[card.price_per] or (" a picture" if card.modality == "image" else "")
    return f"${card.price / 1_000_000:.4f}".rstrip("0").rstrip(".") + tail
