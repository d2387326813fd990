"""Which model a node uses, and what it costs: the cases that the browser is held to, too."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from koda.providers.models import ModelCard, Models, takes
from koda.providers.terms import price_of, settled

FILE = Path(__file__).resolve().parent.parent / "cases" / "models.json"
CASES: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
CARDS = {raw["id"]: ModelCard.model_validate(raw) for raw in CASES["cards"]}
MODELS = Models(CARDS, CASES["unavailable"])


def test_auto_prefers_usable_cards_and_falls_back_to_previews() -> None:
    assert {task: list(found) for task, found in MODELS.auto.items()} == CASES["auto"]


def test_a_model_is_found_for_what_is_filled() -> None:
    for case in CASES["find"]:
        offer = MODELS.find(case["model"], case["task"], case["filled"])
        assert (offer.card.id if offer else None) == case["found"], case


def test_auto_may_be_given_what_any_of_its_models_takes() -> None:
    for case in CASES["roles"]:
        assert sorted(MODELS.roles(case["task"])) == case["roles"], case


def test_a_model_runs_with_exactly_what_it_takes() -> None:
    for case in CASES["takes"]:
        assert takes(CARDS[case["model"]], case["filled"]) is case["takes"], case


def test_the_sibling_is_of_the_same_family_where_there_is_one() -> None:
    for case in CASES["siblings"]:
        other = MODELS.sibling(CARDS[case["model"]], case["filled"])
        assert (other.id if other else None) == case["sibling"], case


def test_values_become_ones_that_the_model_offers() -> None:
    for case in CASES["settled"]:
        assert settled(CARDS[case["model"]], case["parameters"]) == case["values"], case


def test_a_price_counts_results_seconds_or_characters() -> None:
    for case in CASES["prices"]:
        price = price_of(
            CARDS[case["model"]], case["parameters"], case["count"], case["characters"]
        )
        assert price == case["price"], case
