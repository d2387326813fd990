"""What fits into what: the table that the browser is held to, too."""

from __future__ import annotations

import json
from pathlib import Path

from koda.core.money import format_dollars
from koda.core.values import JsonDocument, ListValue, ValueType, fits

CASES = Path(__file__).resolve().parent.parent / "cases" / "fits.json"


def test_the_table_covers_every_pair_and_holds() -> None:
    cases = json.loads(CASES.read_text(encoding="utf-8"))
    assert len(cases) == len(ValueType) ** 2
    for case in cases:
        source, target = ValueType(case["source"]), ValueType(case["target"])
        assert fits(source, target) is case["fits"], case


def test_money_is_said_with_two_decimals_or_as_many_as_it_needs() -> None:
    said = {0: "$0.00", 40_000: "$0.04", 3_000: "$0.003", 12_500_000: "$12.50", -1: "-$0.000001"}
    assert {amount: format_dollars(amount) for amount in said} == said


def test_json_has_one_name_however_it_is_written() -> None:
    document = JsonDocument(json={"scenes": 3})
    told = {"type": "json", "json": {"scenes": 3}}
    assert document.model_dump() == told
    assert json.loads(document.model_dump_json()) == told
    several = ListValue(items=(document,))
    assert json.loads(several.model_dump_json())["items"] == [told]
