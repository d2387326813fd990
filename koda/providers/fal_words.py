"""Reads meaning from the names of an endpoint's fields: which are files, which are words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from koda.core.values import ValueType
from koda.providers.json_parts import mapping_of

_IMAGE = frozenset(
    [
        "image",
        "images",
        "img",
        "mask",
        "masks",
        "photo",
        "picture",
        "pictures",
        "frame",
        "frames",
        "face",
        "garment",
        "logo",
        "sketch",
        "portrait",
        "selfie",
        "texture",
        "canny",
        "depth",
        "pose",
        "screenshot",
        "background",
    ]
)
_VIDEO = frozenset(
    ["video", "videos", "clip", "clips", "footage", "film", "films", "movie", "animation"]
)
_AUDIO = frozenset(
    [
        "audio",
        "audios",
        "voice",
        "voices",
        "speech",
        "music",
        "song",
        "songs",
        "sound",
        "sounds",
        "vocals",
        "recording",
    ]
)
_KINDS = ((ValueType.IMAGE, _IMAGE), (ValueType.VIDEO, _VIDEO), (ValueType.AUDIO, _AUDIO))
_ADDRESS = frozenset({"url", "urls", "uri", "uris"})
_NO_FILE = frozenset({"webhook", "callback", "website", "page", "site", "link", "lora", "archive"})
_PROMPTS = (
    "prompt", "text", "input_text", "gen_text", "text_prompt", "lyrics", "script", "instruction",
    "question", "query", "message",
)  # fmt: skip
_TEXTS = frozenset(
    [
        "prompt",
        "prompts",
        "text",
        "lyrics",
        "script",
        "instruction",
        "instructions",
        "question",
        "query",
        "message",
        "transcript",
        "caption",
        "story",
        "dialogue",
        "words",
    ]
)
_SPLIT = re.compile(r"[^a-zA-Z0-9]+|(?<=[a-z])(?=[A-Z])")
_CAPITALS = {"id": "ID", "cfg": "CFG", "fps": "FPS", "nsfw": "NSFW", "lora": "LoRA", "url": "URL"}


def media_of_hint(schema: Mapping[str, Any]) -> ValueType | None:
    """Give the kind of file that the vendor's own form asks for here, if it says."""
    field = mapping_of(schema.get("ui")).get("field")
    for hint in (schema.get("_fal_ui_field"), field):
        if isinstance(hint, str) and hint in {"image", "video", "audio"}:
            return ValueType(hint)
    mime = str(schema.get("contentMediaType") or schema.get("content_type") or "")
    kind = mime.partition("/")[0]
    return ValueType(kind) if kind in {"image", "video", "audio"} else None


def media_of_name(name: str) -> ValueType | None:
    """Give the kind of file that the last telling word of a name stands for, if any does."""
    for word in reversed(words_of(name)):
        for kind, words in _KINDS:
            if word in words:
                return kind
    return None


def media_of_category(category: str) -> ValueType | None:
    """Give what an endpoint of a category such as `image-to-video` starts from."""
    source = category.partition("-to-")[0]
    return {
        "image": ValueType.IMAGE,
        "video": ValueType.VIDEO,
        "audio": ValueType.AUDIO,
        "speech": ValueType.AUDIO,
    }.get(source)


def is_address(name: str) -> bool:
    """Tell whether a name says that its value is the address of a file."""
    words = words_of(name)
    return bool(words) and words[-1] in _ADDRESS and not _NO_FILE.intersection(words)


def is_text(name: str) -> bool:
    """Tell whether a name stands for words that somebody writes."""
    return bool(_TEXTS.intersection(words_of(name)[-1:]))


def main_text(names: list[str]) -> str | None:
    """Choose the words that an endpoint is asked with; none where nothing is."""
    return next((name for name in _PROMPTS if name in names), names[0] if names else None)


def words_of(name: str) -> list[str]:
    """Give the words of a name, in lower case."""
    return [word.lower() for word in _SPLIT.split(name) if word]


def title_of(name: str, given: object = None, *, is_file: bool = False) -> str:
    """Give what a field is called on the screen: sentence case, without “URL” for a file."""
    text = given if isinstance(given, str) and given.strip() else name
    words = words_of(text)[:12]
    if is_file and len(words) > 1 and words[-1] in _ADDRESS:
        words = words[:-1]
    shown = [_CAPITALS.get(word, word) for word in words]
    if not shown:
        return name[:60]
    first = shown[0] if shown[0] in _CAPITALS.values() else shown[0].capitalize()
    return " ".join([first, *shown[1:]])[:60]
