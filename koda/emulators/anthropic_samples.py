"""Values that fit a schema: made up, or what is given brought into its shape."""

from __future__ import annotations

from typing import cast

from pydantic import JsonValue

from koda.emulators.anthropic_schemas import Schema, kinds_of, resolve

_FORMATS = {
    "date-time": "2026-11-27T12:00:00Z",
    "time": "12:00:00Z",
    "date": "2026-11-27",
    "duration": "PT5S",
    "email": "someone@example.com",
    "hostname": "example.com",
    "uri": "https://example.com/",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "uuid": "6f1c2a52-1b7e-4c1c-9a5d-0d5a7c3b9e10",
}
_DEEPEST = 40


def sample(schema: Schema, whole: Schema, name: str = "value", depth: int = 0) -> JsonValue:
    """Make up a value: the first of what may be chosen, two items, words from the name."""
    schema = resolve(schema, whole)
    if depth > _DEEPEST or not schema:
        return None
    if "const" in schema:
        return schema["const"]
    if schema.get("enum"):
        return schema["enum"][0]
    if branches := schema.get("anyOf") or schema.get("oneOf"):
        return sample(branches[0], whole, name, depth + 1)
    if branches := schema.get("allOf"):
        return sample(_joined(branches, whole), whole, name, depth + 1)
    kind = next(iter(kinds_of(schema)), "object" if "properties" in schema else "string")
    return _sample_kind(kind, schema, whole, name, depth + 1)


def fit(value: JsonValue, schema: Schema, whole: Schema, name: str = "value") -> JsonValue:
    """Bring a value into a schema's shape: what it does not know goes, what it misses comes."""
    schema = resolve(schema, whole)
    if branches := schema.get("anyOf") or schema.get("oneOf"):
        fitting = [branch for branch in branches if fits(value, branch, whole)]
        return fit(value, (fitting or branches)[0], whole, name)
    if branches := schema.get("allOf"):
        return fit(value, _joined(branches, whole), whole, name)
    if not fits(value, schema, whole):
        return sample(schema, whole, name)
    if isinstance(value, dict):
        return {
            key: fit(value[key], child, whole, key) if key in value else sample(child, whole, key)
            for key, child in _ordered(schema)
            if key in value or key in schema.get("required", ())
        }
    if isinstance(value, list):
        return [fit(item, schema.get("items", {}), whole, name) for item in value]
    return value


def fits(value: JsonValue, schema: Schema, whole: Schema) -> bool:
    """Say whether a value is of a schema's kind; its members are not looked at."""
    schema = resolve(schema, whole)
    if branches := schema.get("anyOf") or schema.get("oneOf"):
        return any(fits(value, branch, whole) for branch in branches)
    if "const" in schema:
        return value == schema["const"]
    if "enum" in schema:
        return value in schema["enum"]
    kinds = kinds_of(schema)
    return not kinds or any(_is_a(value, kind) for kind in kinds)


def _is_a(value: JsonValue, kind: str) -> bool:
    match kind:
        case "object":
            return isinstance(value, dict)
        case "array":
            return isinstance(value, list)
        case "string":
            return isinstance(value, str)
        case "boolean":
            return isinstance(value, bool)
        case "integer":
            return isinstance(value, int) and not isinstance(value, bool)
        case "number":
            return isinstance(value, int | float) and not isinstance(value, bool)
        case _:
            return value is None


def _sample_kind(kind: str, schema: Schema, whole: Schema, name: str, depth: int) -> JsonValue:
    match kind:
        case "object":
            return {key: sample(child, whole, key, depth) for key, child in _ordered(schema)}
        case "array":
            items = schema.get("items", {})
            one = f"{name[:-3]}y" if name.endswith("ies") else name.removesuffix("s") or name
            return [_numbered(sample(items, whole, one, depth), place) for place in (1, 2)]
        case "integer" | "number":
            return max(schema.get("minimum", 1), min(1, schema.get("maximum", 1)))
        case "boolean":
            return True
        case "null":
            return None
        case _:
            return _FORMATS.get(str(schema.get("format")), f"A {name.replace('_', ' ')}")


def _numbered(item: JsonValue, place: int) -> JsonValue:
    """Count what has a number, so that the items of a list differ."""
    if isinstance(item, dict):
        return {**item, "number": place} if isinstance(item.get("number"), int) else item
    return f"{item} {place}" if isinstance(item, str) and item.startswith("A ") else item


def _ordered(schema: Schema) -> list[tuple[str, Schema]]:
    """Give the properties as a model writes them: the required ones first."""
    required = schema.get("required", ())
    properties = cast("dict[str, Schema]", schema.get("properties", {}))
    return sorted(properties.items(), key=lambda item: item[0] not in required)


def _joined(branches: list[Schema], whole: Schema) -> Schema:
    joined: Schema = {}
    for branch in branches:
        part = resolve(branch, whole)
        joined |= {
            **part,
            "properties": {**joined.get("properties", {}), **part.get("properties", {})},
            "required": [*joined.get("required", ()), *part.get("required", ())],
        }
    return joined
