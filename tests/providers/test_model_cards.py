"""The shipped model cards are whole, and say what the image generator can use."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import JsonValue

from koda.nodes.image import ImageParameters
from koda.providers.models import ModelCard, Models, price_of, settled, shipped_cards

CARDS = shipped_cards()
FAL = [card for card in CARDS.values() if card.provider == "fal"]
EVERY = pytest.mark.parametrize("card", CARDS.values(), ids=CARDS.keys())


def test_every_model_of_the_first_koda_is_known_by_its_id() -> None:
    assert CARDS.keys() >= {
        "flux-schnell",
        "flux-pro",
        "nanobanana-pro",
        "nanobanana-2",
        "qwen-image-2",
        "qwen-image-2-pro",
        "grok-imagine-image",
        "grok-imagine-image-edit",
        "physic-edit",
        "firered-edit",
        "recraft-v3",
        "ideogram-v3",
        "sd-3.5",
        "flux-2-pro",
        "flux-2-max",
        "flux-kontext",
        "seedream-5",
        "recraft-v4",
    }


def test_auto_is_no_card_and_means_one_model_of_fal_or_the_offline_preview() -> None:
    assert "auto" not in CARDS
    assert [card.id for card in FAL if card.auto] == ["nanobanana-2"]
    assert set(Models(CARDS, {}).auto.values()) == {"nanobanana-2"}
    assert set(Models(CARDS, {"fal": "FAL_KEY is not set."}).auto.values()) == {"offline-image"}


def test_a_retired_model_names_one_that_is_offered() -> None:
    retired = [card for card in CARDS.values() if card.retired]
    assert {card.id for card in retired} == {"flux-pro", "physic-edit"}
    for card in retired:
        assert card.successor is not None
        assert not CARDS[card.successor].retired
    assert all(card.retired for card in CARDS.values() if card.successor)


def test_retired_models_are_last_in_the_picker() -> None:
    order = [card.retired for card in FAL]
    assert order == sorted(order)


@EVERY
def test_what_a_model_reads_are_parameters_of_the_image_generator(card: ModelCard) -> None:
    assert set(card.controls) <= ImageParameters.model_fields.keys()
    assert card.options.keys() <= set(card.controls)
    for name, values in card.options.items():
        for value in values:
            ImageParameters.model_validate({name: value})


@pytest.mark.parametrize("card", FAL, ids=lambda card: card.id)
def test_every_control_of_a_model_changes_its_body_and_nothing_else_does(card: ModelCard) -> None:
    read = {field.parameter for field in card.body.values()}
    read |= {field.otherwise for field in card.body.values() if field.otherwise}
    assert read == set(card.controls)
    assert (card.most > 1) == ("image_count" in card.controls)
    assert not card.body.keys() & card.fixed.keys()


@pytest.mark.parametrize("card", FAL, ids=lambda card: card.id)
def test_every_ratio_of_a_model_has_its_size(card: ModelCard) -> None:
    for field in card.body.values():
        offered = set(card.options.get(field.otherwise or field.parameter, ()))
        if field.encoding == "pixels":
            assert card.pixels.keys() == offered
        elif field.encoding == "preset" and field.otherwise:
            assert card.presets.keys() == offered


def card_with(**more: Any) -> ModelCard:
    return ModelCard.model_validate(
        {
            "id": "m",
            "title": "M",
            "group": "G",
            "provider": "p",
            "modality": "image",
            "endpoint": "e",
            "controls": ["resolution", "image_count", "style"],
            "options": {"resolution": ["1K", "2K"]},
            "most": 2,
            "price": 1000,
            "price_factors": {"resolution": {"2K": 1.5}},
            **more,
        }
    )


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, {"resolution": None, "image_count": None, "style": None}),
        ({"resolution": "2K", "steps": 9}, {"resolution": "2K"}),
        ({"resolution": "4K"}, {"resolution": "1K"}),
        ({"image_count": 4}, {"image_count": 2}),
        ({"image_count": 0}, {"image_count": 1}),
        ({"style": "any"}, {"style": "any"}),
    ],
)
def test_parameters_settle_to_what_the_model_offers(
    given: dict[str, JsonValue], expected: dict[str, JsonValue]
) -> None:
    values = settled(card_with(), given)
    assert values.keys() == {"resolution", "image_count", "style"}
    assert values.items() >= expected.items()


def test_the_price_follows_count_and_the_settled_parameters() -> None:
    assert price_of(card_with(), {"resolution": "1K"}, 2) == 2000
    assert price_of(card_with(), {"resolution": "2K"}, 2) == 3000
    assert price_of(card_with(), {"resolution": "4K"}, 1) == 1000
    assert price_of(CARDS["nanobanana-2"], {"resolution": "4K"}, 2) == 320_000
    assert price_of(CARDS["nanobanana-pro"], {"resolution": "2K"}, 1) == 150_000
