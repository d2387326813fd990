"""A person's presets: pieces of prompts, characters, looks."""

from __future__ import annotations

import json
from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import BaseModel, ConfigDict, StringConstraints

from koda.clock import new_id, now
from koda.core.asset import AssetKind
from koda.core.errors import Invalid
from koda.core.ids import AssetId
from koda.core.preset import Preset, PresetKind
from koda.db.base import SqlValue
from koda.server.inputs import AssetName, Koda

router = APIRouter(tags=["presets"])

MOST_PICTURES = 8
_OWNER = ""  # an instance has one person; who asks stands here once there are several

PresetName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
PresetWords = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4_000)]
PresetPath = Annotated[str, Path(alias="preset", pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,79}$")]


class PresetDraft(BaseModel):
    """A new preset: words, pictures, or both."""

    model_config = ConfigDict(extra="forbid")

    kind: PresetKind
    name: PresetName
    words: PresetWords = ""
    assets: list[AssetName] = []


class PresetChange(BaseModel):
    """What is to be another; missing parts stay."""

    model_config = ConfigDict(extra="forbid")

    name: PresetName | None = None
    words: PresetWords | None = None
    assets: list[AssetName] | None = None


class PresetList(BaseModel):
    """Presets, the newest first."""

    presets: list[Preset]


class PresetGone(BaseModel):
    """It is deleted, and can be brought back for a while."""

    success: bool = True


@router.get("/presets")
async def list_presets(koda: Koda, kind: PresetKind | None = None) -> PresetList:
    """List the presets of the person who asks."""
    return PresetList(presets=list(await koda.presets.list(_OWNER, kind)))


@router.post("/presets", status_code=201)
async def create_preset(koda: Koda, draft: PresetDraft) -> Preset:
    """Keep a preset."""
    assets = await _pictures(koda, draft.assets)
    _hold_something(draft.kind, draft.words, assets)
    time = now()
    preset = Preset(
        id=new_id("pre"),
        kind=draft.kind,
        name=draft.name,
        words=draft.words,
        assets=assets,
        created_at=time,
        updated_at=time,
    )
    await koda.presets.create(_OWNER, preset)
    return preset


@router.patch("/presets/{preset}")
async def change_preset(koda: Koda, preset: PresetPath, change: PresetChange) -> Preset:
    """Rename a preset, or change what it holds."""
    found = await koda.presets.get(_OWNER, preset)
    values: dict[str, SqlValue] = {}
    if change.name is not None:
        values["name"] = change.name
    if change.words is not None:
        values["words"] = change.words
    assets = found.assets if change.assets is None else await _pictures(koda, change.assets)
    if change.assets is not None:
        values["assets"] = json.dumps(assets)
    words = found.words if change.words is None else change.words
    _hold_something(found.kind, words, assets)
    if values:
        await koda.presets.change(_OWNER, preset, values, now())
    return await koda.presets.get(_OWNER, preset)


@router.delete("/presets/{preset}")
async def delete_preset(koda: Koda, preset: PresetPath) -> PresetGone:
    """Delete a preset; `restore` brings it back."""
    await koda.presets.delete(_OWNER, preset, now())
    return PresetGone()


@router.post("/presets/{preset}/restore")
async def restore_preset(koda: Koda, preset: PresetPath) -> Preset:
    """Bring a deleted preset back."""
    await koda.presets.restore(_OWNER, preset)
    return await koda.presets.get(_OWNER, preset)


def _hold_something(kind: PresetKind, words: str, assets: tuple[AssetId, ...]) -> None:
    if words or (assets and kind == "character"):
        return
    remedy = "Add words or a picture." if kind == "character" else "Add words."
    raise Invalid("This preset would hold nothing.", remedy=remedy, field="words")


async def _pictures(koda: Koda, assets: list[AssetId]) -> tuple[AssetId, ...]:
    """Give the pictures, each once; raises `Invalid` for what is none."""
    wanted = tuple(dict.fromkeys(assets))
    if len(wanted) > MOST_PICTURES:
        raise Invalid(
            f"A preset has at most {MOST_PICTURES} pictures.", limit=MOST_PICTURES, field="assets"
        )
    found = await koda.assets.find_many(wanted)
    for one in wanted:
        if one not in found or found[one].kind != AssetKind.IMAGE:
            raise Invalid(
                "A picture of this preset is not there.",
                remedy="Choose the picture again.",
                field="assets",
                asset=one,
            )
    return wanted
