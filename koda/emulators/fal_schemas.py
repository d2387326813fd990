"""What each emulated fal endpoint takes and gives, by the vendor's published types.

`fal_schemas.json` is read from the types of the vendor's client by `tools/fal_schemas.py`.
`fal_more.json` has what they leave out, from the vendor's pages: newer endpoints and members
(`fields`), which numbers are whole (`whole`), how far numbers and lists may go (`limits`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any

from koda.emulators.fal_notation import Field, read_field

SIZES = {
    "square_hd": (1024, 1024),
    "square": (512, 512),
    "portrait_4_3": (768, 1024),
    "portrait_16_9": (576, 1024),
    "landscape_4_3": (1024, 768),
    "landscape_16_9": (1024, 576),
}
_COUNT = (1.0, 4.0)
_SIDE = Field(("integer",), least=64, most=14142)
_SIZE = {"width": _SIDE, "height": _SIDE}


@dataclass(frozen=True, slots=True)
class Schema:
    """An endpoint: the members of its body, and of its result."""

    fields: Mapping[str, Field]
    outputs: Mapping[str, Field]

    @property
    def category(self) -> str:
        """What it makes of what, in fal's words: `image-to-video`, `text-to-speech`, …."""
        made = _kind_of(self.outputs) or "text"
        given = _kind_of(self.fields) or "text"
        return f"{given}-to-{made}"


class Schemas(Mapping[str, Schema]):
    """Every endpoint's schema by its id, read when it is asked for."""

    def __init__(self, published: dict[str, Any], more: dict[str, Any]) -> None:
        """Take the two files."""
        self._shapes: list[dict[str, str]] = published["shapes"]
        self._endpoints: dict[str, list[int]] = published["endpoints"]
        self._more = more
        self._known: dict[str, Schema] = {}
        self._names = sorted({*self._endpoints, *more["endpoints"]})

    def __getitem__(self, endpoint: str) -> Schema:
        """Read one; raises `KeyError` for an endpoint that is not on offer."""
        if endpoint not in self._known:
            self._known[endpoint] = self._read(endpoint)
        return self._known[endpoint]

    def __contains__(self, endpoint: object) -> bool:
        """Tell whether an endpoint is on offer."""
        return endpoint in self._endpoints or endpoint in self._more["endpoints"]

    def __iter__(self) -> Iterator[str]:
        """Give the ids in their order."""
        return iter(self._names)

    def __len__(self) -> int:
        """Count the endpoints."""
        return len(self._names)

    def _read(self, endpoint: str) -> Schema:
        written = self._more["endpoints"].get(endpoint)
        if written is None:
            taken, given = self._endpoints[endpoint]
            newer: dict[str, str] = self._more["fields"].get(endpoint, {})
            written = [self._shapes[taken - 1] | newer, self._shapes[given - 1]]
        limits: dict[str, str] = self._more["limits"].get(endpoint, {})
        fields = {
            name: self._field(name, text, limits.get(name, "")) for name, text in written[0].items()
        }
        outputs = {name: self._field(name, text) for name, text in written[1].items()}
        return Schema(fields, outputs)

    def _field(self, name: str, text: str, limits: str = "", depth: int = 0) -> Field:
        def shape(number: int) -> Mapping[str, Field]:
            if depth > _DEEPEST:
                return {}
            members = self._shapes[number - 1].items()
            return {key: self._field(key, one, depth=depth + 1) for key, one in members}

        if "#SIZE" in text:
            field = read_field(name, text.replace("#SIZE|", ""), shape)
            return replace(field, kinds=("text", "object"), members=_SIZE)
        head, mark, tail = text.partition("?")
        field = read_field(name, f"{head}{limits}{mark}{tail}" if limits else text, shape)
        if field.members is not None and field.members.keys() == _SIZE.keys():
            field = replace(field, members=_SIZE)
        if name in self._more["whole"] and "number" in field.kinds:
            field = replace(field, kinds=("integer",))
            if name == "num_images" and field.most is None:
                field = replace(field, least=_COUNT[0], most=_COUNT[1])
        return field


_DEEPEST = 4


def medium_of(name: str) -> str:
    """Give what a member of that name holds: `image`, `video`, `audio`; else nothing."""
    for medium, words in _MEDIA.items():
        if any(word in name for word in words):
            return medium
    return ""


_MEDIA = {
    "video": ("video",),
    "audio": ("audio", "speech", "music", "vocals"),
    "image": ("image", "mask", "frame", "picture"),
}


def _kind_of(fields: Mapping[str, Field]) -> str:
    found = {
        medium_of(name)
        for name, one in fields.items()
        if holds_file(one) or (one.item is not None and holds_file(one.item))
    }
    return next((medium for medium in _MEDIA if medium in found), "")


def holds_file(field: Field) -> bool:
    """Tell whether a member is a file: an address in a body, an object with `url` in a result."""
    return "file" in field.kinds or (field.members is not None and "url" in field.members)


@cache
def _load() -> Schemas:
    folder = resources.files("koda.emulators")
    files = ("fal_schemas.json", "fal_more.json")
    published, more = (json.loads(folder.joinpath(one).read_text("utf-8")) for one in files)
    return Schemas(published, more)


SCHEMAS: Mapping[str, Schema] = _load()
