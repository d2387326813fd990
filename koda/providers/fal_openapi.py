"""Reads an endpoint's OpenAPI document into the form that a node is made of."""

from __future__ import annotations

from koda.core.errors import Invalid
from koda.core.values import ValueType
from koda.providers.fal_fields import FieldReader, description_of, is_written, safe_json
from koda.providers.fal_form import EndpointForm, FormInput, FormParameter
from koda.providers.fal_outputs import read_outputs
from koda.providers.fal_schemas import Document, Schema
from koda.providers.fal_words import main_text, title_of
from koda.providers.json_parts import list_of, mapping_of

_MOST_FIELDS = 120
_NAME_LENGTH = 80
_MOST_TEXT = 100_000
_USUAL = frozenset(
    [
        "aspect_ratio",
        "image_size",
        "resolution",
        "duration",
        "num_images",
        "voice",
        "voice_id",
        "language",
        "seed",
        "generate_audio",
        "style",
        "model",
        "mode",
    ]
)
_UNSHOWN = frozenset({"sync_mode"})
"""Fields that change how the answer travels: Koda wants files at an address."""


def read_form(
    document: object, endpoint: str, *, title: str = "", category: str = ""
) -> EndpointForm:
    """Read a document.

    Args:
        document: The JSON of the vendor's OpenAPI 3 document.
        endpoint: The endpoint's id.
        title: As the catalogue says; the document's own is used without.
        category: The same.

    Raises:
        Invalid: It is no such document, too large, or does not say what the endpoint takes.
    """
    try:
        return _read(Document(document, endpoint), endpoint, title, category)
    except RecursionError as error:
        raise Invalid(
            f"The description of {endpoint} is nested too deep.", endpoint=endpoint
        ) from error


def _read(document: Document, endpoint: str, title: str, category: str) -> EndpointForm:
    category = category or str(document.metadata.get("category") or "")
    fields = _fields(document)
    prompt = main_text([name for name, one, _ in fields if is_written(name, one)])
    inputs: list[FormInput] = []
    parameters: list[FormParameter] = []
    reader = FieldReader(document.plain, category)
    for name, schema, required in fields:
        try:
            found = _read_field(reader, name, schema, required=required, is_prompt=name == prompt)
        except Invalid:
            found = (None, [safe_json(name, schema, required=required)])
        if found[0] is not None:
            inputs.append(found[0])
        parameters += found[1]
    return EndpointForm(
        endpoint=endpoint,
        title=title or str(document.metadata.get("title") or title_of(endpoint.partition("/")[2])),
        description=description_of(document.input),
        category=category,
        prompt=prompt,
        inputs=tuple(inputs),
        parameters=tuple(_grouped(one, prompt) for one in parameters),
        outputs=read_outputs(document, category),
    )


def _fields(document: Document) -> list[tuple[str, Schema, bool]]:
    """Give the fields in the vendor's order, each with its plain schema."""
    properties = mapping_of(document.input["properties"])
    first = [str(one) for one in list_of(document.input.get("x-fal-order-properties"))]
    names = list(dict.fromkeys([*(one for one in first if one in properties), *properties]))
    if len(names) > _MOST_FIELDS:
        raise Invalid(
            f"The endpoint has {len(names)} fields; {_MOST_FIELDS} can be shown.",
            limit=_MOST_FIELDS,
        )
    required = {str(one) for one in list_of(document.input.get("required"))}
    found: list[tuple[str, Schema, bool]] = []
    for name in names:
        if not 0 < len(name) <= _NAME_LENGTH or name in _UNSHOWN:
            continue
        try:
            schema = document.plain(properties[name])
        except Invalid:
            schema = {}
        found.append((name, schema, name in required))
    return found


def _read_field(
    reader: FieldReader, name: str, schema: Schema, *, required: bool, is_prompt: bool
) -> tuple[FormInput | None, list[FormParameter]]:
    if is_prompt or is_written(name, schema):
        return _words(name, schema, required=required, is_prompt=is_prompt)
    file = reader.file(name, schema, required=required)
    if file is not None:
        return file, []
    return None, reader.parameters(name, schema, required=required)


def _words(
    name: str, schema: Schema, *, required: bool, is_prompt: bool
) -> tuple[FormInput, list[FormParameter]]:
    """Read words that somebody writes: written on the node by two at once, or flowing in."""
    default = schema.get("default")
    most = schema.get("maxLength")
    limit = min(most, _MOST_TEXT) if isinstance(most, int) and most > 0 else _MOST_TEXT
    written: Schema = {
        "title": title_of(name, schema.get("title")),
        "type": "string",
        "default": default[:limit] if isinstance(default, str) else "",
        "maxLength": limit,
        "x-control": "prompt" if is_prompt else "text",
        "x-shared-text": True,
    }
    if description := description_of(schema):
        written["description"] = description
    entry = FormInput(
        field=name,
        title=str(written["title"]),
        description=description_of(schema),
        types=(ValueType.TEXT,),
        many=True,
        required=required,
    )
    return entry, [FormParameter(field=name, schema_=written, required=required)]


def _grouped(parameter: FormParameter, prompt: str | None) -> FormParameter:
    """Put what is seldom changed under a heading of its own."""
    usual = parameter.required or parameter.field == prompt or parameter.field in _USUAL
    if usual or "x-group" in parameter.schema_:
        return parameter
    return parameter.model_copy(update={"schema_": {**parameter.schema_, "x-group": "More"}})
