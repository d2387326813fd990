"""What a person keeps to use again in prompts."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from koda.core.ids import AssetId

PresetKind = Literal["snippet", "character", "style"]
"""A piece of a prompt, somebody who appears in pictures, a look."""


class Preset(BaseModel):
    """One preset of a person's library.

    Attributes:
        words: What it adds to a prompt.
        assets: Its pictures, the one that is shown first; a character's are sent as references.
        created_at, updated_at: Unix milliseconds.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    kind: PresetKind
    name: str
    words: str
    assets: tuple[AssetId, ...]
    created_at: int
    updated_at: int
