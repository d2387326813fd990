"""Schemas of answers: whether they are of the part of JSON Schema that is taken."""

from __future__ import annotations

from typing import Any, cast

from koda.emulators.anthropic_errors import invalid

Schema = dict[str, Any]

_TYPES = {"object", "array", "string", "integer", "number", "boolean", "null"}
_BRANCHES = ("anyOf", "oneOf", "allOf")
_LISTS = {*_BRANCHES, "enum", "required"}
_MAPS = {"properties", "$defs", "definitions"}
_REFUSED = {
    "object": {"minProperties", "maxProperties", "patternProperties"},
    "array": {"maxItems", "uniqueItems", "contains", "prefixItems"},
    "string": {"minLength", "maxLength"},
    "integer": {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"},
    "number": {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"},
}


def check_schema(schema: object, place: str) -> Schema:
    """Refuse a schema that answers cannot be held to; gives it.

    Raises:
        Refused: It has something that the service does not take.
    """
    whole = check_shape(schema, place)
    _check(whole, whole, place, ())
    return whole


def check_shape(schema: object, place: str) -> Schema:
    """Refuse what is no schema at all; gives it.

    Raises:
        Refused: A keyword has a value of another type than it takes.
    """
    if not isinstance(schema, dict):
        raise invalid(f"{place}: Input should be a valid dictionary")
    whole = cast("Schema", schema)
    kinds = whole.get("type", [])
    for kind in cast("list[object]", kinds if isinstance(kinds, list) else [kinds]):
        if kind not in _TYPES:
            raise invalid(f"{place}.type: {kind!r} is not a valid type")
    for name in _LISTS & whole.keys():
        if not isinstance(whole[name], list) or (name != "required" and not whole[name]):
            raise invalid(f"{place}.{name}: Input should be a valid list")
    if not all(isinstance(name, str) for name in whole.get("required", ())):
        raise invalid(f"{place}.required: Input should be a list of names")
    for name in _MAPS & whole.keys():
        if not isinstance(whole[name], dict):
            raise invalid(f"{place}.{name}: Input should be a valid dictionary")
        for key, child in cast("Schema", whole[name]).items():
            check_shape(child, f"{place}.{name}.{key}")
    branches = [one for name in _BRANCHES for one in whole.get(name, ())]
    for child in (*branches, *([whole["items"]] if "items" in whole else [])):
        check_shape(child, place)
    return whole


def resolve(schema: Schema, whole: Schema) -> Schema:
    """Follow a reference into the definitions."""
    name = str(schema.get("$ref", "")).rpartition("/")[2]
    definitions = {**whole.get("definitions", {}), **whole.get("$defs", {})}
    return definitions.get(name, {}) if name else schema


def kinds_of(schema: Schema) -> list[str]:
    """Give the types that a schema names."""
    kind = schema.get("type")
    return cast("list[str]", kind) if isinstance(kind, list) else [kind] if kind else []


def property_names(schema: Schema | None) -> set[str]:
    """Give the names of the outermost properties."""
    return set(resolve(schema, schema).get("properties", {})) if schema else set()


def _check(schema: Schema, whole: Schema, place: str, seen: tuple[str, ...]) -> None:
    reference = schema.get("$ref")
    if reference is not None:
        if reference in seen:
            raise invalid(f"{place}: Recursive schemas are not supported: {reference}")
        if not resolve(schema, whole):
            raise invalid(f"{place}: Unresolvable reference: {reference}")
        _check(resolve(schema, whole), whole, place, (*seen, str(reference)))
        return
    for branch in (*schema.get("anyOf", ()), *schema.get("allOf", ())):
        _check(branch, whole, place, seen)
    for kind in kinds_of(schema):
        _check_kind(kind, schema, whole, place, seen)
    if not any(name in schema for name in ("type", "enum", "const", "anyOf", "allOf")):
        raise invalid(f"{place}: Schema must have a type, enum, const, anyOf or allOf")


def _check_kind(
    kind: str, schema: Schema, whole: Schema, place: str, seen: tuple[str, ...]
) -> None:
    wrong = sorted(_REFUSED.get(kind, set()) & set(schema))
    if wrong:
        some = (
            f"property '{wrong[0]}' is" if len(wrong) == 1 else f"properties {', '.join(wrong)} are"
        )
        raise invalid(f"{place}: For '{kind}' type, {some} not supported")
    if kind == "object":
        if schema.get("additionalProperties") is not False:
            raise invalid(
                f"{place}: For 'object' type, 'additionalProperties' must be explicitly set to "
                "false"
            )
        for child in schema.get("properties", {}).values():
            _check(child, whole, place, seen)
    if kind == "array":
        if schema.get("minItems", 0) not in {0, 1}:
            raise invalid(
                f"{place}: For 'array' type, 'minItems' values other than 0 or 1 are not supported"
            )
        _check(schema.get("items", {"type": "null"}), whole, place, seen)
