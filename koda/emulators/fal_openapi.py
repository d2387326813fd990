"""Writes an endpoint's schema as the OpenAPI document that fal's platform interface gives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from koda.emulators.fal_notation import Field
from koda.emulators.fal_schemas import Schema, medium_of

_TYPES = {
    "text": "string",
    "file": "string",
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
    "object": "object",
    "list": "array",
}
_FIRST = ("prompt", "text", "image_url", "image_urls", "video_url", "audio_url")


def document_of(endpoint: str, schema: Schema) -> dict[str, Any]:
    """Give the document: paths of the queue, and the shapes of body and result."""
    name = "".join(part.title() for part in endpoint.replace("/", "-").replace(".", "-").split("-"))
    answer = {"$ref": f"#/components/schemas/{name}Output"}
    return {
        "openapi": "3.0.4",
        "info": {
            "title": f"Queue OpenAPI for {endpoint}",
            "version": "1.0.0",
            "x-fal-metadata": {"endpointId": endpoint, "category": schema.category},
        },
        "components": {
            "schemas": {
                f"{name}Input": _body(schema),
                f"{name}Output": _object(schema.outputs, _given),
                "QueueStatus": {"type": "object", "required": ["status", "request_id"]},
            }
        },
        "paths": {
            f"/{endpoint}/requests/{{request_id}}/status": {
                "get": {"responses": _answers({"$ref": "#/components/schemas/QueueStatus"})}
            },
            f"/{endpoint}": {
                "post": {
                    "requestBody": {
                        "required": True,
                        "content": _json({"$ref": f"#/components/schemas/{name}Input"}),
                    },
                    "responses": _answers({"$ref": "#/components/schemas/QueueStatus"}),
                }
            },
            f"/{endpoint}/requests/{{request_id}}": {"get": {"responses": _answers(answer)}},
        },
    }


def _answers(schema: dict[str, Any]) -> dict[str, Any]:
    return {"200": {"description": "The request.", "content": _json(schema)}}


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


def _body(schema: Schema) -> dict[str, Any]:
    def rank(name: str) -> tuple[int, bool]:
        first = _FIRST.index(name) if name in _FIRST else len(_FIRST)
        return (first, not schema.fields[name].required)

    ordered = sorted(schema.fields, key=rank)
    return {**_object(schema.fields, _taken), "x-fal-order-properties": ordered}


def _object(fields: Mapping[str, Field], write: Any) -> dict[str, Any]:  # noqa: ANN401
    return {
        "type": "object",
        "properties": {name: write(name, one) for name, one in fields.items()},
        "required": [name for name, one in fields.items() if one.required],
    }


def _taken(name: str, one: Field) -> dict[str, Any]:
    """Write a member of a body; several kinds become an `anyOf`, as pydantic writes them."""
    variants: list[dict[str, Any]] = []
    for kind in one.kinds:
        variant: dict[str, Any] = {"type": _TYPES[kind]} if kind in _TYPES else {}
        if kind in {"text", "integer", "number"} and one.choices:
            variant["enum"] = list(one.choices)
        if kind == "file":
            variant |= {"_fal_ui_field": medium_of(name)} if medium_of(name) else {}
        variant |= _limits(kind, one)
        if kind == "list" and one.item is not None:
            variant["items"] = _taken(name, one.item)
        if kind == "object" and one.members is not None:
            variant |= _object(one.members, _taken)
        variants.append(variant)
    written: dict[str, Any] = variants[0] if len(variants) == 1 else {"anyOf": variants}
    said: dict[str, Any] = {"title": name.replace("_", " ").title()}
    if one.default is not None:
        said["default"] = one.default
    return {**said, **written}


def _limits(kind: str, one: Field) -> dict[str, Any]:
    names = {"list": ("minItems", "maxItems")}.get(kind, ("minimum", "maximum"))
    if kind not in {"list", "integer", "number"}:
        return {}
    bounds = zip(names, (one.least, one.most), strict=True)
    whole = kind != "number"
    return {name: int(at) if whole else at for name, at in bounds if at is not None}


def _given(name: str, one: Field) -> dict[str, Any]:
    """Write a member of a result; a file is an object with its address."""
    if "file" in one.kinds:
        return {
            "title": name.title(),
            "type": "object",
            "properties": {"url": {"type": "string"}, "content_type": {"type": "string"}},
            "required": ["url"],
        }
    if one.item is not None:
        return {"title": name.title(), "type": "array", "items": _given(name, one.item)}
    if one.members is not None:
        return {"title": name.title(), **_object(one.members, _given)}
    return {
        "title": name.title(),
        **({"type": _TYPES[one.kinds[0]]} if one.kinds[0] in _TYPES else {}),
    }
