"""Cache keys say the same of the same computation, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from koda.core.fingerprint import content_of, step_key
from koda.core.ids import AssetId
from koda.core.values import JsonDocument, MediaValue, NumberValue, TextValue

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
PARAMETERS = st.dictionaries(st.text(), PLAIN, max_size=5)


@pytest.mark.rule("R10")
@given(PARAMETERS)
def test_the_order_of_members_does_not_matter(parameters: dict[str, Any]) -> None:
    turned = dict(reversed(list(parameters.items())))
    assert step_key("k", 1, "m", parameters, {}) == step_key("k", 1, "m", turned, {})


@pytest.mark.rule("R10")
@given(PARAMETERS, PARAMETERS)
@example({"": []}, {"": {}})
def test_other_parameters_give_another_key(one: dict[str, Any], other: dict[str, Any]) -> None:
    same = step_key("k", 1, "m", one, {}) == step_key("k", 1, "m", other, {})
    assert same == (repr_of(one) == repr_of(other))


def repr_of(value: Any) -> str:
    if isinstance(value, dict):
        return f"{{{sorted((key, repr_of(one)) for key, one in value.items())!r}}}"
    return repr([repr_of(one) for one in value]) if isinstance(value, list) else repr(value)


@pytest.mark.rule("R10")
def test_every_part_of_a_key_counts() -> None:
    base: tuple[Any, ...] = ("k", 1, "m@1", {"a": 1}, {"in": [["text", "x"]]})
    others: list[tuple[Any, ...]] = [
        ("k2", 1, "m@1", {"a": 1}, {"in": [["text", "x"]]}),
        ("k", 2, "m@1", {"a": 1}, {"in": [["text", "x"]]}),
        ("k", 1, "m@2", {"a": 1}, {"in": [["text", "x"]]}),
        ("k", 1, "m@1", {"a": 2}, {"in": [["text", "x"]]}),
        ("k", 1, "m@1", {"a": 1}, {"in": [["text", "y"]]}),
        ("k", 1, "m@1", {"a": 1}, {"to": [["text", "x"]]}),
        ("k", 1, "m@1", {"a": 1}, {"in": [["text", "x"], ["text", "x"]]}),
    ]
    keys = {step_key(*one) for one in (base, *others)}
    assert len(keys) == len(others) + 1


@pytest.mark.rule("R10")
def test_media_are_known_by_their_bytes_and_not_by_their_record() -> None:
    one = MediaValue(type="image", asset=AssetId("a"), hash="h")
    assert content_of(one) == content_of(one.model_copy(update={"asset": AssetId("b")}))
    assert content_of(one) != content_of(one.model_copy(update={"hash": "other"}))


def test_values_of_different_types_never_meet() -> None:
    values = [
        TextValue(text="1"),
        NumberValue(number=1),
        JsonDocument.model_validate({"json": "1"}),
        MediaValue(type="image", asset=AssetId("a"), hash="1"),
    ]
    assert len({step_key("k", 1, "", {}, {"in": [content_of(one)]}) for one in values}) == 4


def test_lone_surrogates_have_a_key() -> None:
    assert step_key("k", 1, "", {"a": "\ud800"}, {})
