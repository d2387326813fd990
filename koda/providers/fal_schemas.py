"""Makes the schemas of an OpenAPI document plain: references followed, unions reduced."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast

from koda.core.errors import Invalid
from koda.providers.json_parts import list_of, mapping_of

MOST_BYTES = 2_000_000
_MOST_STEPS = 20_000
_DEEPEST = 40
_JSON = "application/json"

Schema = dict[str, Any]
"""A JSON Schema as its document has it: anything may be missing or of another type."""


class Document:
    """One endpoint's document.

    Attributes:
        input: The plain schema of the body.
        output: The plain schema of the answer; empty when the document does not say.
        metadata: What the vendor says about the endpoint.
    """

    def __init__(self, raw: object, endpoint: str) -> None:
        """Find the schemas; raises `Invalid` when there is no object to fill in."""
        self._endpoint = endpoint
        self._steps = 0
        self._root = _checked(raw, endpoint)
        self.metadata = mapping_of(mapping_of(self._root.get("info")).get("x-fal-metadata"))
        self.input = self.plain(self._find_input())
        if not mapping_of(self.input.get("properties")):
            raise self._wrong("it says nothing about what the endpoint takes")
        self.output = self.plain(self._find_output())

    def plain(self, schema: object, depth: int = 0) -> Schema:
        """Give a schema without `$ref`, `allOf`, and null in a union (then `nullable` is true).

        What the outer schema says about itself (title, default, order) wins over what it refers to.
        """
        self._steps += 1
        if self._steps > _MOST_STEPS or depth > _DEEPEST:
            raise self._wrong("it is too large or refers to itself")
        found = dict(mapping_of(schema))
        reference = found.pop("$ref", None)
        if isinstance(reference, str):
            target = self.plain(self._follow(reference), depth + 1)
            found = {**target, "x-name": reference.rpartition("/")[2], **found}
        for part in list_of(found.pop("allOf", None)):
            found = _merged(self.plain(part, depth + 1), found)
        return self._reduced(found, depth)

    def _reduced(self, schema: Schema, depth: int) -> Schema:
        variants = list_of(schema.pop("anyOf", None)) + list_of(schema.pop("oneOf", None))
        kinds = list_of(schema.get("type"))
        if kinds:
            names = [one for one in kinds if one != "null"]
            if len(names) < len(kinds):
                schema["nullable"] = True
            schema["type"] = names[0] if len(names) == 1 else None
        if not isinstance(schema.get("type"), str):
            schema.pop("type", None)
        plain = [self.plain(one, depth + 1) for one in variants]
        solid = [one for one in plain if one.get("type") != "null"]
        if len(solid) < len(plain) or any(one.get("nullable") for one in solid):
            schema["nullable"] = True
        if len(solid) == 1:
            return {**solid[0], **schema}
        if solid:
            joined = _joined_choices(solid)
            return {**joined, **schema} if joined else {**schema, "anyOf": solid}
        if "const" in schema and "enum" not in schema:
            schema["enum"] = [schema["const"]]
        return schema

    def _follow(self, reference: str) -> object:
        if not reference.startswith("#/"):
            raise self._wrong("it refers to another document")
        found: object = self._root
        for part in reference[2:].split("/"):
            found = mapping_of(found).get(part.replace("~1", "/").replace("~0", "~"))
        if found is None:
            raise self._wrong(f"it refers to “{reference[:80]}”, which it does not have")
        return found

    def _find_input(self) -> object:
        paths = mapping_of(self._root.get("paths"))
        posts = {
            str(path): mapping_of(mapping_of(item)["post"])
            for path, item in paths.items()
            if "post" in mapping_of(item)
        }
        own = posts.get(f"/{self._endpoint}")
        for post in [own] if own else list(posts.values()):
            content = mapping_of(mapping_of(post.get("requestBody")).get("content"))
            schema = mapping_of(content.get(_JSON)).get("schema")
            if schema:
                return schema
        return self._named("Input")

    def _find_output(self) -> object:
        paths = mapping_of(self._root.get("paths"))
        for path, item in paths.items():
            if str(path).endswith("/requests/{request_id}"):
                schema = _answer_of(mapping_of(item).get("get"))
                if schema:
                    return schema
        return self._named("Output")

    def _named(self, ending: str) -> object:
        schemas = mapping_of(mapping_of(self._root.get("components")).get("schemas"))
        return next((one for name, one in schemas.items() if str(name).endswith(ending)), None)

    def _wrong(self, why: str) -> Invalid:
        return Invalid(
            f"The description of {self._endpoint} cannot be used: {why}.",
            remedy="Take another endpoint; this one cannot be shown as a node.",
            endpoint=self._endpoint,
        )


def _checked(raw: object, endpoint: str) -> Mapping[str, Any]:
    wrong = Invalid(
        f"fal.ai has no usable description of {endpoint}.",
        remedy="Take another endpoint; this one cannot be shown as a node.",
        endpoint=endpoint,
    )
    if not isinstance(raw, Mapping):
        raise wrong
    try:
        size = len(json.dumps(raw, ensure_ascii=False, allow_nan=False).encode())
    except (TypeError, ValueError, RecursionError) as error:
        raise wrong from error
    if size > MOST_BYTES:
        raise Invalid(
            f"The description of {endpoint} is larger than {MOST_BYTES:,} bytes.",
            endpoint=endpoint,
            limit=MOST_BYTES,
            size=size,
        )
    return cast("Mapping[str, Any]", raw)


def _answer_of(operation: object) -> object:
    answer = mapping_of(mapping_of(mapping_of(operation).get("responses")).get("200"))
    return mapping_of(mapping_of(answer.get("content")).get(_JSON)).get("schema")


def _merged(part: Schema, outer: Schema) -> Schema:
    """Join a part of an `allOf` with what there is: properties and required names add up."""
    joined = {**part, **outer}
    properties = {**mapping_of(part.get("properties")), **mapping_of(outer.get("properties"))}
    if properties:
        joined["properties"] = properties
    required = [*list_of(part.get("required")), *list_of(outer.get("required"))]
    if required:
        joined["required"] = required
    return joined


def _joined_choices(variants: list[Schema]) -> Schema:
    """Give one choice of several choices of the same type; empty where some are none."""
    types = {one.get("type") for one in variants}
    if len(types) != 1 or not all(list_of(one.get("enum")) for one in variants):
        return {}
    values = [value for one in variants for value in list_of(one.get("enum"))]
    return {"type": types.pop(), "enum": values}
