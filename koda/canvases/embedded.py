"""Takes the media that an old canvas carries in its nodes out of them and into the library."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any, cast
from urllib.parse import unquote_to_bytes

from koda.assets.library import AssetLibrary, Source
from koda.core.errors import Invalid

_ADDRESS = re.compile(
    r"data:(?P<type>[\w.+-]+/[\w.+-]+)?(?:;[\w.+=-]+)*?(?P<base64>;base64)?,(?P<content>.*)",
    re.DOTALL,
)


async def keep_embedded(
    library: AssetLibrary, nodes: list[dict[str, Any]], canvas: str
) -> list[dict[str, Any]]:
    """Give the same nodes with the address of an asset for each `data:` address.

    A `blob:` address held nothing beyond the page that made it, so it becomes empty.

    Raises:
        Invalid: An address is damaged; `fields["place"]` says where.
        Unsupported, TooLarge: See `AssetLibrary.take_bytes`.
    """
    walk = _Walk(library, canvas)
    return [
        cast("dict[str, Any]", await walk.visit(node, f"nodes[{n}]"))
        for n, node in enumerate(nodes)
    ]


class _Walk:
    def __init__(self, library: AssetLibrary, canvas: str) -> None:
        self._library = library
        self._canvas = canvas
        self._kept: dict[str, str] = {}

    async def visit(self, value: object, place: str) -> object:
        if isinstance(value, str):
            return await self._text(value, place)
        if isinstance(value, list):
            items = cast("list[object]", value)
            return [await self.visit(one, f"{place}[{n}]") for n, one in enumerate(items)]
        if isinstance(value, dict):
            fields = cast("dict[str, object]", value)
            return {key: await self.visit(one, f"{place}.{key}") for key, one in fields.items()}
        return value

    async def _text(self, text: str, place: str) -> str:
        if text.startswith("blob:http"):
            return ""
        match = _ADDRESS.fullmatch(text)
        if match is None or not (match["type"] or match["base64"]):
            return text
        if text not in self._kept:
            source = Source(name=place[-200:], origin="imported", canvas=self._canvas)
            asset = await self._library.take_bytes(_decode(match, place), source)
            self._kept[text] = f"/api/assets/{asset.id}"
        return self._kept[text]


def _decode(match: re.Match[str], place: str) -> bytes:
    try:
        content = unquote_to_bytes(match["content"])
        return base64.b64decode(content, validate=True) if match["base64"] else content
    except (binascii.Error, ValueError) as error:
        raise Invalid("A picture in the canvas is damaged.", place=place[:200]) from error
