"""An endpoint's OpenAPI document becomes a form, however odd it is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from koda.core.errors import Invalid
from koda.core.spec import NodeSpec
from koda.nodes.endpoint import endpoint_kind
from koda.providers.fal_card import body_values
from koda.providers.fal_form import EndpointForm
from koda.providers.fal_openapi import read_form
from koda.providers.models import Models

CASES = sorted(Path("tests/cases/openapi").glob("*.json"))


def case(name: str) -> dict[str, Any]:
    return json.loads(Path(f"tests/cases/openapi/{name}.json").read_text())


def form(name: str) -> EndpointForm:
    one = case(name)
    return read_form(one["document"], "a/b", category=one["category"])


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_document_becomes_inputs_parameters_and_outputs_in_its_order(path: Path) -> None:
    wanted, found = case(path.stem), form(path.stem)
    assert [
        [one.field, list(one.types), one.required, *([one.most] if is_many(one) else [])]
        for one in found.inputs
    ] == wanted["inputs"]
    assert [
        [one.field, one.schema_.get("x-control", ""), one.schema_.get("default")]
        for one in found.parameters
    ] == wanted["parameters"]
    assert [[one.name, one.type.value, one.list] for one in found.outputs] == wanted["outputs"]


def is_many(one: Any) -> bool:
    return one.many and "text" not in one.types


def test_a_file_field_loses_the_word_url_and_a_wrapped_file_keeps_its_place() -> None:
    found = {one.field: one for one in form("files").inputs}
    assert found["image_url"].title == "Image"
    assert found["tail_image_url"].title == "Tail image"
    assert [one.field for one in found.values() if one.wrapped] == ["face", "frames"]


def test_ranges_and_units_are_kept() -> None:
    steps = form("order_and_ranges").parameter("steps")
    assert steps is not None
    assert {"minimum": 1, "maximum": 50, "type": "integer"}.items() <= steps.schema_.items()
    prompt = form("order_and_ranges").parameter("prompt")
    assert prompt is not None
    assert prompt.schema_["description"] == "What to draw."
    assert prompt.schema_["x-shared-text"] is True


def test_a_seed_that_is_too_small_for_ours_is_a_plain_number() -> None:
    found = form("order_and_ranges")
    assert found.parameter("small_seed").schema_.get("x-control") is None  # type: ignore[union-attr]


def test_the_shape_of_json_is_said() -> None:
    lines = form("nested").parameter("inputs")
    assert lines is not None
    assert lines.schema_["description"] == "As JSON: [{voice, text}, …]"


def test_sides_of_ones_own_become_one_value() -> None:
    found = form("sizes")
    assert body_values(found, {"image_size": "square"})["image_size"] == "square"
    own = {"image_size": "custom", "image_size.width": 640, "image_size.height": 480}
    assert body_values(found, own)["image_size"] == {"width": 640, "height": 480}


@pytest.mark.parametrize(
    ("name", "values", "field"),
    [
        ("choices", {"duration": 7}, "duration"),
        ("choices", {"mode": "middling"}, "mode"),
        ("order_and_ranges", {"steps": 51}, "steps"),
        ("order_and_ranges", {"steps": "many"}, "steps"),
        ("order_and_ranges", {"strength": 0}, "strength"),
        ("nested", {"inputs": {"text": "x"}}, "inputs"),
        ("sizes", {"image_size.width": 4096}, "image_size.width"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_by_its_own_name(
    name: str, values: dict[str, Any], field: str
) -> None:
    kind = endpoint_kind(form(name), 1, None, Models({}, {}))
    with pytest.raises(ValidationError) as refused:
        kind.parameters.model_validate(values)
    assert {str(error["loc"][0]) for error in refused.value.errors()} == {field}


@pytest.mark.parametrize(
    "document",
    [
        None,
        [],
        "text",
        {},
        {"paths": 5},
        {"paths": {"/a/b": {"post": {"requestBody": []}}}},
        {"components": {"schemas": {"XInput": {"type": "object"}}}},
        {"components": {"schemas": {"XInput": {"properties": {}}}}},
        {"components": {"schemas": {"XInput": {"$ref": "#/components/schemas/XInput"}}}},
        {"components": {"schemas": {"XInput": {"$ref": "https://example.com/x.json"}}}},
        {"components": {"schemas": {"XInput": {"$ref": "#/nowhere"}}}},
        {"components": {"schemas": {"XInput": {"properties": {f"f{n}": {} for n in range(200)}}}}},
        {"junk": "x" * 2_100_000},
    ],
)
def test_what_is_no_usable_document_is_refused_with_a_reason(document: object) -> None:
    with pytest.raises(Invalid) as refused:
        read_form(document, "a/b")
    assert refused.value.message


def test_a_document_that_is_nested_without_end_is_refused() -> None:
    deep: dict[str, Any] = {}
    for _ in range(5_000):
        deep = {"allOf": [deep]}
    with pytest.raises(Invalid):
        read_form({"components": {"schemas": {"XInput": deep}}}, "a/b")


def test_unions_that_double_at_each_step_are_refused_in_time() -> None:
    schemas: dict[str, Any] = {
        f"S{n}": {"allOf": [{"$ref": f"#/components/schemas/S{n + 1}"}] * 2} for n in range(36)
    }
    schemas |= {
        "S36": {"type": "string"},
        "XInput": {
            "properties": {"bomb": {"$ref": "#/components/schemas/S0"}, "a": {"type": "string"}}
        },
    }
    found = read_form({"components": {"schemas": schemas}}, "a/b")
    assert [one.field for one in found.parameters] == ["bomb", "a"]
    assert found.parameters[0].schema_["x-control"] == "json"


def test_names_that_python_or_pydantic_need_are_only_names() -> None:
    names = ["model_config", "copy", "json", "class", "_hidden", "a b", "naïve", "__init__", "p0"]
    properties = {name: {"type": "string"} for name in names}
    document = {"components": {"schemas": {"XInput": {"properties": properties}}}}
    kind = endpoint_kind(read_form(document, "a/b"), 1, None, Models({}, {}))
    values = {name: f"value of {name}" for name in names}
    assert kind.parameters.model_validate(values).model_dump(mode="json") == values


_NAMES = (
    "type properties items enum anyOf oneOf allOf $ref default title description required "
    "minimum maximum maxLength maxItems multipleOf format const nullable ui _fal_ui_field "
    "prompt image_url url x-fal-order-properties width height text seed"
)
_KEYS = st.sampled_from(_NAMES.split(" "))
_WORDS = (
    "string integer number boolean array object null image video "
    "#/components/schemas/A #/components/schemas/XInput #/"
)
_LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=True),
    st.text(max_size=12),
    st.sampled_from(_WORDS.split(" ")),
)
_SCHEMAS = st.recursive(
    _LEAVES,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(_KEYS, inner, max_size=6)),
    max_leaves=30,
)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    fields=st.dictionaries(st.text(max_size=20) | _KEYS, _SCHEMAS, max_size=6),
    other=_SCHEMAS,
    answer=_SCHEMAS,
)
def test_whatever_a_document_holds_it_becomes_a_kind_or_is_refused(
    fields: dict[str, Any], other: object, answer: object
) -> None:
    schemas = {"XInput": {"type": "object", "properties": fields}, "A": other, "XOutput": answer}
    document = {"components": {"schemas": schemas}}
    try:
        found = read_form(document, "a/b")
    except Invalid:
        return
    kind = endpoint_kind(found, 1, None, Models({}, {}))
    assert NodeSpec.model_validate_json(kind.spec.model_dump_json()) == kind.spec
    kind.parameters.model_validate({})
