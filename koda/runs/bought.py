"""What a job brought: stored files and plain values, and how they are written into its row."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from pydantic import JsonValue

from koda.core.values import MediaValue


@dataclass(frozen=True, slots=True)
class Bought:
    """What a job brought.

    Attributes:
        media: The files, in order.
        names: For each file the output that it is of; empty for models that have only one.
        values: The parts of the answer that are no files, by output.
    """

    media: tuple[MediaValue, ...] = ()
    names: tuple[str, ...] = ()
    values: Mapping[str, JsonValue] = field(default_factory=dict[str, JsonValue])

    def of(self, output: str) -> list[MediaValue]:
        """Give the files of an output."""
        return [one for one, name in zip(self.media, self.names, strict=True) if name == output]


def read_bought(text: str) -> Bought:
    """Read what `write_bought` wrote."""
    raw: Any = json.loads(text)
    if isinstance(raw, list):  # files only
        files = cast("list[Any]", raw)
        media = tuple(MediaValue.model_validate(one) for one in files)
        return Bought(media, ("",) * len(media))
    return Bought(
        tuple(MediaValue.model_validate(one) for one in raw["media"]),
        tuple(raw["names"]),
        raw["values"],
    )


def write_bought(bought: Bought) -> str:
    """Write it as JSON."""
    media = [one.model_dump(mode="json") for one in bought.media]
    if not any(bought.names) and not bought.values:
        return json.dumps(media)
    return json.dumps(
        {"media": media, "names": bought.names, "values": bought.values}, ensure_ascii=False
    )
