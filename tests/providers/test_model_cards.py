"""The shipped model cards are whole, and say what the nodes can use."""

from __future__ import annotations

import re
from typing import Any

import pytest
from pydantic import JsonValue

from koda.core.spec import NodeSpec
from koda.nodes.catalog import collect_kinds
from koda.providers.models import ModelCard, Models, shipped_cards
from koda.providers.terms import price_of, settled
from tests.nodes.parameters import parameters_by_task

CARDS = shipped_cards()
FAL = [card for card in CARDS.values() if card.provider == "fal"]
EVERY = pytest.mark.parametrize("card", CARDS.values(), ids=CARDS.keys())
EVERY_OF_FAL = pytest.mark.parametrize("card", FAL, ids=lambda card: card.id)

FIRST_KODA = [
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
    "veo-3",
    "veo-3.1-i2v",
    "veo-3.1-fast-i2v",
    "veo-3.1-ref",
    "veo-3.1-flf",
    "veo-3.1-fast-flf",
    "vidu-q3-t2v",
    "vidu-q3-i2v",
    "vidu-q3-t2v-turbo",
    "vidu-q3-i2v-turbo",
    "sora-2-t2v",
    "sora-2-i2v",
    "sora-2-pro-i2v",
    "sora-2-remix-v2v",
    "grok-imagine-t2v",
    "grok-imagine-i2v",
    "grok-imagine-edit-v2v",
    "ltx-2.3-i2v",
    "ltx-2.3-fast-t2v",
    "ltx-2.3-fast-i2v",
    "ltx-2.3-retake-v2v",
    "ltx-2.3-a2v",
    "ltx-2.3-extend",
    "ltx-2-19b-t2v",
    "ltx-2-19b-i2v",
    "ltx-2-19b-v2v",
    "ltx-2-19b-extend",
    "ltx-2-19b-a2v",
    "veed-fabric-1.0",
    "heygen-avatar4-i2v",
    "kling-2.6-t2v",
    "kling-2.6-i2v",
    "kling-o3-t2v",
    "kling-o3-i2v",
    "kling-o3-pro-i2v",
    "kling-3.0-t2v",
    "kling-3.0-i2v",
    "kling-3.0-pro-t2v",
    "kling-3.0-pro-i2v",
    "kling-3.0-mc",
    "kling-3.0-pro-mc",
    "seedance-1.5-t2v",
    "seedance-1.5-i2v",
    "seedance-1.0-pro-t2v",
    "seedance-1.0-pro-i2v",
    "seedance-2.0-t2v",
    "seedance-2.0-i2v",
    "seedance-2.0-fast-t2v",
    "seedance-2.0-fast-i2v",
    "luma-ray2",
    "minimax-video",
    "runway-gen3",
    "wan-2.6-t2v",
    "wan-2.6-i2v",
    "hailuo-02-t2v",
    "hailuo-02-i2v",
    "hailuo-2.3-t2v",
    "hailuo-2.3-i2v",
    "ace-step",
    "elevenlabs-tts",
    "lux-tts",
    "tada-3b-tts",
    "mmaudio-v2",
    "sync-lipsync-v2-pro",
]


def specs_by_task() -> dict[str, NodeSpec]:
    kinds = collect_kinds(Models(CARDS, {})).values()
    return {one.spec.task: one.spec for one in kinds if one.spec.task}


def test_every_model_of_the_first_koda_is_known_by_its_id() -> None:
    assert len(FIRST_KODA) == 82
    assert set(FIRST_KODA) <= CARDS.keys()


def test_auto_is_no_card_and_means_models_of_fal_or_else_what_this_machine_makes() -> None:
    assert "auto" not in CARDS
    first = {task: ranked[0] for task, ranked in Models(CARDS, {}).auto.items()}
    assert {CARDS[model].provider for model in first.values()} == {"fal"}
    assert first["image"] == "nanobanana-2"
    without = Models(CARDS, {"fal": "FAL_KEY is not set."}).auto
    assert {CARDS[model].provider for ranked in without.values() for model in ranked} == {"offline"}


def test_every_node_with_models_has_some_that_auto_may_choose() -> None:
    assert Models(CARDS, {}).auto.keys() == specs_by_task().keys()


def test_only_retired_models_have_a_successor_and_each_has_one() -> None:
    retired = [card for card in CARDS.values() if card.retired]
    assert [card.id for card in retired] == [card.id for card in CARDS.values() if card.successor]
    for card in retired:
        assert card.successor is not None
        after = CARDS[card.successor]
        assert (after.retired, after.task) == (False, card.task)


def test_retired_models_are_last_in_the_picker() -> None:
    for task in specs_by_task():
        order = [card.retired for card in FAL if card.task == task]
        assert order == sorted(order)


@EVERY
def test_a_card_fits_the_node_that_offers_it(card: ModelCard) -> None:
    spec, parameters = specs_by_task()[card.task], parameters_by_task()[card.task]
    assert set(card.controls) <= parameters.model_fields.keys()
    assert card.options.keys() <= set(card.controls)
    assert card.ranges.keys() <= set(card.controls)
    for name, values in card.options.items():
        for value in values:
            parameters.model_validate({name: value})
    for name, limits in card.ranges.items():
        for value in (limits.least, limits.most, limits.default):
            parameters.model_validate({name: value} if value is not None else {})
    ends = {entry.name: entry for entry in spec.inputs}
    for role, slot in card.inputs.items():
        assert set(slot.types) <= set(ends[role].types)
        assert slot.most == 1 or ends[role].many
    assert card.modality in spec.outputs[0].types


@EVERY
def test_no_option_is_offered_twice_and_every_label_names_one(card: ModelCard) -> None:
    for values in card.options.values():
        assert len(set(map(str, values))) == len(values)
    for name, labels in card.labels.items():
        if name in card.options:
            assert labels.keys() <= {str(value) for value in card.options[name]}


@EVERY
def test_models_of_one_family_are_of_one_house_and_make_one_kind_of_thing(card: ModelCard) -> None:
    if card.family:
        family = [one for one in CARDS.values() if one.family == card.family]
        tasks = {one.task for one in family} - {"inpaint"}
        assert len({one.group for one in family}) == 1
        assert len({one.provider for one in family}) == 1
        assert len(tasks) <= 1


@EVERY_OF_FAL
def test_every_control_of_a_model_changes_its_body_and_nothing_else_does(card: ModelCard) -> None:
    read = {field.parameter for field in card.body.values()}
    read |= {field.otherwise for field in card.body.values() if field.otherwise}
    if not card.retired:
        assert read == set(card.controls)
    assert (card.most > 1) == ("image_count" in card.controls)
    assert not card.body.keys() & card.fixed.keys()


@EVERY_OF_FAL
def test_every_choice_that_is_translated_has_its_translation(card: ModelCard) -> None:
    for field in card.body.values():
        offered = set(card.options.get(field.otherwise or field.parameter, ()))
        if field.encoding == "pixels":
            assert card.pixels.keys() == offered
        elif field.encoding == "preset" and field.otherwise:
            assert card.presets.keys() == offered


@EVERY
def test_words_about_a_model_are_short_and_whole(card: ModelCard) -> None:
    assert re.fullmatch(r"[A-Z0-9].{2,40}", card.title)
    assert re.fullmatch(r"[A-Z].{8,150}\.", card.description)


@EVERY
def test_prices_are_of_this_world(card: ModelCard) -> None:
    if card.price is None or card.provider == "offline":
        assert not card.price_factors
        return
    least, most = {
        "result": (1_000, 1_000_000),
        "second": (200, 600_000),
        "thousand_characters": (1_000, 500_000),
    }[card.price_per]
    assert least <= card.price <= most
    if card.price_per == "second":
        assert "duration" in card.controls
    for name, factors in card.price_factors.items():
        values = card.options.get(name, (True, False))
        keys = {str(value).lower() if isinstance(value, bool) else str(value) for value in values}
        assert factors.keys() <= keys
        assert all(0.1 < factor < 20 for factor in factors.values())


def card_with(**more: Any) -> ModelCard:
    return ModelCard.model_validate(
        {
            "id": "m",
            "title": "M",
            "group": "G",
            "provider": "p",
            "modality": "image",
            "task": "image",
            "endpoint": "e",
            "controls": ["resolution", "image_count", "style", "duration", "speed"],
            "options": {"resolution": ["1K", "2K"], "duration": [4, 6, 8]},
            "ranges": {"speed": {"least": 0.5, "most": 2}},
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
        ({"duration": 6}, {"duration": 6}),
        ({"duration": 6.6}, {"duration": 6}),
        ({"duration": 7.2}, {"duration": 8}),
        ({"duration": 60}, {"duration": 8}),
        ({"duration": 1}, {"duration": 4}),
        ({"speed": 0.1}, {"speed": 0.5}),
        ({"speed": 9}, {"speed": 2}),
        ({"speed": 1.25}, {"speed": 1.25}),
    ],
)
def test_parameters_settle_to_what_the_model_offers(
    given: dict[str, JsonValue], expected: dict[str, JsonValue]
) -> None:
    values = settled(card_with(), given)
    assert values.keys() == {"resolution", "image_count", "style", "duration", "speed"}
    assert values.items() >= expected.items()


def test_the_price_follows_count_length_and_the_settled_parameters() -> None:
    assert price_of(card_with(), {"resolution": "1K"}, 2) == 2000
    assert price_of(card_with(), {"resolution": "2K"}, 2) == 3000
    assert price_of(card_with(), {"resolution": "4K"}, 1) == 1000
    assert price_of(card_with(price_per="second"), {"duration": 9}, 1) == 8000
    assert price_of(card_with(price_per="thousand_characters"), {}, 1, 2500) == 2500


@pytest.mark.parametrize(
    ("model", "settings", "dollars"),
    [
        ("nanobanana-2", {"resolution": "4K"}, 0.16),
        ("veo-3.1-i2v", {"duration": 8, "generate_audio": True}, 3.2),
        ("veo-3.1-i2v", {"duration": 8, "generate_audio": False}, 1.6),
        ("veo-3.1-fast-i2v", {"duration": 4, "generate_audio": True}, 0.6),
        ("kling-3.0-pro-t2v", {"duration": 5, "generate_audio": True}, 1.68),
        ("seedance-1.5-t2v", {"duration": 12, "generate_audio": True}, 0.26),
        ("minimax-h3-t2v", {"duration": 5, "resolution": "4k"}, 0.8),
        ("minimax-h3-ref", {"duration": 5, "resolution": "768p"}, 0.3),
        ("luma-ray-3.2-t2v", {"duration": 10, "resolution": "1080p"}, 4),
        ("luma-ray-3.2-i2v", {"duration": 10, "resolution": "1080p"}, 1.2),
        ("veo-3.1-lite-t2v", {"duration": 4, "generate_audio": True}, 0.2),
        ("pixverse-6-t2v", {"duration": 5, "resolution": "1080p"}, 0.45),
        ("ace-step", {"duration": 240}, 0.01),
        ("elevenlabs-music", {"duration": 30}, 0.6),
        ("elevenlabs-music", {"duration": 240.0}, 2.4),
    ],
)
def test_models_cost_what_their_makers_say(
    model: str, settings: dict[str, JsonValue], dollars: float
) -> None:
    assert price_of(CARDS[model], settings, 1) == pytest.approx(dollars * 1_000_000, rel=0.001)
