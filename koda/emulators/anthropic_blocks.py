"""Content blocks of a request: what each may be, and how many tokens it is."""

from __future__ import annotations

import base64
import binascii
import io
from typing import Any

from PIL import Image, UnidentifiedImageError
from pydantic import JsonValue

from koda.emulators.anthropic_errors import invalid
from koda.emulators.anthropic_tokens import count, count_json

Block = dict[str, Any]

_IMAGES = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/gif": "GIF",
    "image/webp": "WEBP",
}
_LARGEST_IMAGE = 5 * 2**20
_LONGEST_SIDE, _LONGEST_OF_MANY, _MANY = 8_000, 2_000, 20
_PIXELS_A_TOKEN, _LARGEST_SEEN = 750, 1_568 * 1_568
_UNSEEN = 1_500
_USER = {"text", "image", "document", "tool_result", "search_result"}
_ASSISTANT = {"text", "thinking", "redacted_thinking", "tool_use"}


def blocks_of(content: JsonValue, place: str) -> list[Block]:
    """Give content as blocks, whether it came as a string or as a list of them."""
    if isinstance(content, str):
        return [{"type": "text", "text": content}]
    if not isinstance(content, list):
        raise invalid(f"{place}: Input should be a valid list")
    blocks: list[Block] = []
    for number, block in enumerate(content):
        if not isinstance(block, dict) or not isinstance(block.get("type"), str):
            raise invalid(f"{place}.{number}.type: Field required")
        blocks.append(block)
    return blocks


def weigh(block: Block, role: str, place: str, many: bool) -> int:
    """Check a block; gives its tokens.

    Args:
        block: The block.
        role: Whose turn it is in.
        place: Its path, for the message.
        many: Whether the request has so many pictures that each has to be smaller.

    Raises:
        Refused: It is not what its type says, or not of this turn.
    """
    kind = block["type"]
    allowed = _ASSISTANT if role == "assistant" else {"text"} if role == "system" else _USER
    if kind not in allowed:
        raise invalid(f"{place}: `{kind}` blocks are not permitted in {role} turns")
    match kind:
        case "text":
            return _weigh_text(block, place)
        case "image":
            return _weigh_image(_source(block, place), place, many)
        case "document":
            return _weigh_document(_source(block, place), place)
        case "tool_result":
            return _weigh_result(block, place, many)
        case "tool_use":
            if not isinstance(block.get("input"), dict):
                raise invalid(f"{place}.tool_use.input: Input should be a valid dictionary")
            return count_json(block["input"]) + count(str(block.get("name")))
        case "thinking":
            if not block.get("signature"):
                raise invalid(f"{place}: Invalid `signature` in `thinking` block")
            return 0
        case _:
            return count_json(block)


def text_of(blocks: list[Block]) -> str:
    """Join the texts of blocks."""
    return "\n".join(str(block["text"]) for block in blocks if block["type"] == "text")


def _weigh_text(block: Block, place: str) -> int:
    text = block.get("text")
    if not isinstance(text, str):
        raise invalid(f"{place}.text.text: Input should be a valid string")
    if not text:
        raise invalid("messages: text content blocks must be non-empty")
    if not text.strip():
        raise invalid("messages: text content blocks must contain non-whitespace text")
    return count(text)


def _weigh_result(block: Block, place: str, many: bool) -> int:
    if not isinstance(block.get("tool_use_id"), str):
        raise invalid(f"{place}.tool_result.tool_use_id: Field required")
    content = block.get("content")
    if not content:
        return 1
    inner = blocks_of(content, f"{place}.content")
    return sum(
        weigh(one, "user", f"{place}.content.{number}", many) for number, one in enumerate(inner)
    )


def _source(block: Block, place: str) -> Block:
    source = block.get("source")
    if not isinstance(source, dict):
        raise invalid(f"{place}.{block['type']}.source: Field required")
    return source  # pyright: ignore[reportUnknownVariableType]


def _weigh_image(source: Block, place: str, many: bool) -> int:
    place = f"{place}.image.source"
    if source.get("type") == "url":
        return _UNSEEN
    mime = _mime(source, tuple(_IMAGES), place)
    content = _decoded(source, place)
    if len(content) > _LARGEST_IMAGE:
        raise invalid(
            f"{place}.base64: image exceeds 5 MB maximum: {len(content)} bytes > "
            f"{_LARGEST_IMAGE} bytes"
        )
    try:
        with Image.open(io.BytesIO(content)) as picture:
            found, (width, height) = picture.format, picture.size
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        raise invalid("Could not process image") from None
    if found != _IMAGES[mime]:
        raise invalid(
            f"{place}.base64: The image was specified using the {mime} media type, but the image "
            f"appears to be a image/{str(found).lower()} image"
        )
    longest = _LONGEST_OF_MANY if many else _LONGEST_SIDE
    if max(width, height) > longest:
        raise invalid(
            f"{place}.base64.data: At least one of the image dimensions exceed max allowed size: "
            f"{longest} pixels"
        )
    return max(1, min(width * height, _LARGEST_SEEN) // _PIXELS_A_TOKEN)


def _weigh_document(source: Block, place: str) -> int:
    place = f"{place}.document.source"
    match source.get("type"):
        case "url":
            return _UNSEEN
        case "text":
            _mime(source, ("text/plain",), place)
            return count(str(source.get("data", "")))
        case "content":
            return count_json(source.get("content"))
        case _:
            _mime(source, ("application/pdf",), place)
            content = _decoded(source, place)
    if not content.startswith(b"%PDF-"):
        raise invalid("The PDF specified was not valid.")
    pages = content.count(b"/Type /Page") + content.count(b"/Type/Page")
    return _UNSEEN * max(1, pages)


def _mime(source: Block, allowed: tuple[str, ...], place: str) -> str:
    if source.get("type") not in {"base64", "text"}:
        raise invalid(f"{place}: Input tag {source.get('type')!r} is not one that is emulated")
    mime = source.get("media_type")
    if mime not in allowed:
        expected = ", ".join(f"'{one}'" for one in allowed)
        raise invalid(f"{place}.{source['type']}.media_type: Input should be {expected}")
    return str(mime)


def _decoded(source: Block, place: str) -> bytes:
    try:
        content = base64.b64decode(str(source.get("data", "")), validate=True)
    except (binascii.Error, ValueError):
        raise invalid(f"{place}.base64.data: invalid base64 data") from None
    if not content:
        raise invalid(f"{place}.base64.data: image cannot be empty")
    return content
