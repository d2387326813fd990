"""What this Koda is set up with, in the original's shape, without hosts or paths."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel

from koda.server.inputs import Koda

router = APIRouter(tags=["config"])


class CanvasConfig(BaseModel):
    """Where canvases are kept."""

    type: Literal["sqlite", "localStorage"]
    backend: Literal["local-file", "turso", "browser"]
    location: str
    isCloud: bool  # noqa: N815


class AssetConfig(BaseModel):
    """Where media files are kept."""

    type: Literal["local", "r2", "s3", "fal-urls"]
    location: str
    isCloud: bool  # noqa: N815
    isConfigured: bool  # noqa: N815


class ConfigParts(BaseModel):
    """Both."""

    canvas: CanvasConfig
    assets: AssetConfig


class ConfigFlags(BaseModel):
    """The same as yes and no."""

    isSelfHosted: bool  # noqa: N815
    isCloud: bool  # noqa: N815
    hasLocalDb: bool  # noqa: N815
    hasCloudDb: bool  # noqa: N815
    hasLocalAssets: bool  # noqa: N815
    hasCloudAssets: bool  # noqa: N815
    assetsConfigured: bool  # noqa: N815


class Config(BaseModel):
    """The original's answer."""

    success: bool = True
    config: ConfigParts
    summary: str
    flags: ConfigFlags


@router.get("/config")
async def get_config(koda: Koda) -> Config:
    """Say where canvases and media are kept, by kind only."""
    assets = AssetConfig(
        type=koda.settings.asset_storage, location="data folder", isCloud=False, isConfigured=True
    )
    canvas = CanvasConfig(
        type="sqlite", backend="local-file", location="data folder", isCloud=False
    )
    return Config(
        config=ConfigParts(canvas=canvas, assets=assets),
        summary=f"Canvases: {canvas.type} ({canvas.backend})\nAssets: {assets.type}",
        flags=ConfigFlags(
            isSelfHosted=True,
            isCloud=False,
            hasLocalDb=True,
            hasCloudDb=False,
            hasLocalAssets=True,
            hasCloudAssets=False,
            assetsConfigured=True,
        ),
    )
