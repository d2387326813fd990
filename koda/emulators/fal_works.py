"""Says what files a job makes, from its body: which medium, how large, how long, with sound."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from koda.emulators.fal_notation import Field
from koda.emulators.fal_schemas import SIZES, Schema, holds_file, medium_of

MIMES = {
    "png": "image/png",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "mp4": "video/mp4",
    "webm": "video/webm",
    "mp3": "audio/mpeg",
    "wav": "audio/wav",
    "flac": "audio/flac",
    "ogg": "audio/ogg",
    "bin": "application/octet-stream",
}
_FORMATS = {"jpg": "jpeg", "ogg_opus": "ogg", "opus": "ogg"}
_OF_MEDIUM = {
    "image": ("png", "jpeg", "webp"),
    "video": ("mp4", "webm"),
    "audio": ("mp3", "wav", "flac", "ogg"),
    "": ("bin",),
}
_LONG_SIDE = {"0.5k": 512, "1k": 1024, "2k": 2048, "4k": 4096}
_LONGEST = 20.0
_LARGEST = 8192
_SPEAKING = 15  # characters in a second
_HEARD = (
    "veo3", "minimax/h3", "happy-horse", "grok-imagine-video", "mmaudio", "foley", "sfx", "sonilo",
    "lipsync", "fabric", "avatar",
)  # fmt: skip
_SOUND_SWITCHES = ("generate_audio", "audio", "generate_audio_switch")


@dataclass(frozen=True, slots=True)
class Source:
    """What is known of the media that a body names: of the first with a picture, of any sound."""

    size: tuple[int, int] | None = None
    seconds: float | None = None
    sound: bool = False


@dataclass(frozen=True, slots=True)
class Work:
    """One file: its medium and format, pixels, seconds; `digest` decides how it looks."""

    medium: str
    format: str
    digest: str
    width: int = 0
    height: int = 0
    seconds: float = 0.0
    sound: bool = False
    cut_out: bool = False

    @property
    def mime(self) -> str:
        """Its type, as fal says it."""
        return MIMES[self.format]


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for: an endpoint, its schema, the body, what is known of the media in it."""

    endpoint: str
    schema: Schema
    body: Mapping[str, Any]
    source: Source

    def said(self, *names: str) -> Any:  # noqa: ANN401
        """Give the first of these members that the body has, or that has a default."""
        for name in names:
            if name in self.body:
                return self.body[name]
        fields = (self.schema.fields.get(name) for name in names)
        return next((one.default for one in fields if one and one.default is not None), None)


def plan_works(order: Order) -> dict[str, list[Work]]:
    """Give the files of every member of the result that holds some; optional ones are left out."""
    planned: dict[str, list[Work]] = {}
    for name, one in order.schema.outputs.items():
        if not one.required:
            continue
        if holds_file(one):
            planned[name] = [_work(order, name)]
        elif one.item is not None and holds_file(one.item):
            planned[name] = [_work(order, name)] * _count(order)
    return planned


def is_list(field: Field) -> bool:
    """Tell whether a member of a result lists its files."""
    return field.item is not None


def _count(order: Order) -> int:
    count = order.said("num_images", "num_samples", "number_of_images")
    return count if isinstance(count, int) and count > 0 else 1


def _work(order: Order, name: str) -> Work:
    medium = medium_of(name) or _fallback(order)
    format_ = _format(order, medium)
    digest = _digest(order.body)
    match medium:
        case "image":
            width, height = _picture_size(order)
            cut = _cuts_out(order.endpoint) and format_ != "jpeg"
            return Work("image", format_, digest, width, height, cut_out=cut)
        case "video":
            width, height = _film_size(order)
            return Work(
                "video",
                format_,
                digest,
                width,
                height,
                _seconds(order),
                sound=_is_heard(order),
                cut_out=_cuts_out(order.endpoint),
            )
        case "audio":
            return Work("audio", format_, digest, seconds=_sound_seconds(order), sound=True)
        case _:
            return Work("", "bin", digest)


def _fallback(order: Order) -> str:
    made = order.schema.category.rpartition("-to-")[2]
    return made if made in _OF_MEDIUM else ""


def _format(order: Order, medium: str) -> str:
    asked = order.said(
        "output_format", "audio_format", "output_container_and_codec", "video_output_type"
    )
    if "webm" in str(asked):
        return "webm" if medium == "video" else _OF_MEDIUM[medium][0]
    head = str(asked or "").lower().split("_")[0]
    known = _FORMATS.get(str(asked), _FORMATS.get(head, head))
    return known if known in _OF_MEDIUM[medium] else _OF_MEDIUM[medium][0]


def _digest(body: Mapping[str, Any]) -> str:
    # The addresses of media differ from upload to upload.
    words = {name: value for name, value in body.items() if "_url" not in name}
    text = json.dumps(words, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _cuts_out(endpoint: str) -> bool:
    return "birefnet" in endpoint or ("background" in endpoint and "remov" in endpoint)


def _picture_size(order: Order) -> tuple[int, int]:
    factor = order.said("upscale_factor", "scale_factor", "scale")
    source = order.source.size
    if source and isinstance(factor, int | float):
        scale = min(float(factor), _LARGEST / max(source))
        return round(source[0] * scale), round(source[1] * scale)
    said = order.body.get("image_size")
    if isinstance(said, dict):
        sides = cast("dict[str, int]", said)
        return sides["width"], sides["height"]
    if isinstance(said, str) and said in SIZES:
        return SIZES[said]
    default = order.schema.fields.get("image_size")
    standard = SIZES.get(str(default.default) if default else "", SIZES["square_hd"])
    if source and (_cuts_out(order.endpoint) or "mask_url" in order.body):
        return source
    long_side = _LONG_SIDE.get(str(order.body.get("resolution")).lower(), 1024)
    return _of_ratio(order, source or standard, long_side)


def _film_size(order: Order) -> tuple[int, int]:
    """Give the size of a film: a quarter of the true one, which is quick to make and to send."""
    said = order.said("video_size")
    if isinstance(said, str) and said in SIZES:
        width, height = SIZES[said]
    else:
        width, height = _of_ratio(order, order.source.size or (16, 9), 1024)
    found = re.match(r"(\d+)", str(order.said("resolution") or "720"))
    short = int(found[1]) if found else 720
    short = short if short >= 100 else short * 540
    scale = short / 4 / min(width, height)
    return max(32, round(width * scale / 4) * 4), max(32, round(height * scale / 4) * 4)


def _of_ratio(order: Order, otherwise: tuple[int, int], long_side: int) -> tuple[int, int]:
    found = re.fullmatch(r"([\d.]+)[:_]([\d.]+)", str(order.body.get("aspect_ratio")))
    width, height = (float(found[1]), float(found[2])) if found else otherwise
    scale = long_side / max(width, height)
    return max(8, round(width * scale / 8) * 8), max(8, round(height * scale / 8) * 8)


def _number(value: object) -> float | None:
    found = re.match(r"\d+(\.\d+)?", str(value)) if value is not None else None
    return float(found[0]) if found else None


def _seconds(order: Order) -> float:
    asked = _number(order.body.get("duration"))
    frames = _number(order.body.get("num_frames"))
    rate = _number(order.said("fps", "frames_per_second")) or 25.0
    if frames is not None and asked is None:
        asked = frames / rate
    if order.source.seconds is not None:
        more = asked or 0.0 if "extend" in order.endpoint else 0.0
        return min(order.source.seconds + more, _LONGEST)
    asked = asked or _number(order.said("duration")) or 5.0
    return min(asked, _LONGEST)


def _is_heard(order: Order) -> bool:
    for name in _SOUND_SWITCHES:
        if name in order.schema.fields:
            return order.said(name) is not False
    return order.source.sound or any(one in order.endpoint for one in _HEARD)


def _sound_seconds(order: Order) -> float:
    milliseconds = _number(order.body.get("music_length_ms"))
    if milliseconds is not None:
        return min(milliseconds / 1000, _LONGEST)
    asked = _number(order.said("duration", "duration_seconds", "seconds_total"))
    if asked is not None:
        return min(asked, _LONGEST)
    speech = order.body.get("text") or order.body.get("prompt") or order.body.get("inputs") or ""
    return min(max(1.0, len(str(speech)) / _SPEAKING), _LONGEST)
