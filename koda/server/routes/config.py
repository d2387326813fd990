"""What this Koda is set up with, in the original's shape, without hosts or paths."""

from __future__ import annotations

from typing import Literal, get_args

from fastapi import APIRouter
from pydantic import BaseModel

from koda.providers.models import OFFLINE
from koda.providers.text import TextRole
from koda.providers.text_models import TextModels
from koda.server.inputs import Koda

router = APIRouter(tags=["config"])

DIRECT_ABOVE = 4 * 1024 * 1024
"""Serverless hosts refuse bodies of 4.5 MB and more."""


class CanvasConfig(BaseModel):
    """Where canvases are kept."""

    type: Literal["sqlite", "localStorage"]
    backend: Literal["local-file", "turso", "postgres", "browser"]
    location: str
    isCloud: bool  # noqa: N815


class AssetConfig(BaseModel):
    """Where media files are kept.

    Attributes:
        directUploadsAbove: Files above so many bytes go straight into the store; none if it takes
            none from browsers.
    """

    type: Literal["local", "r2", "s3", "fal-urls"]
    location: str
    isCloud: bool  # noqa: N815
    isConfigured: bool  # noqa: N815
    directUploadsAbove: int | None  # noqa: N815


class TextRoleConfig(BaseModel):
    """Which language model answers for a role; why it cannot, or an empty text.

    `inputPrice`, `outputPrice`: micro-dollars per million tokens; none when nobody knows.
    """

    model: str
    title: str
    unavailable: str
    inputPrice: int | None = None  # noqa: N815
    outputPrice: int | None = None  # noqa: N815


class TextConfig(BaseModel):
    """Who writes where no setting names another; rules, where no key is set."""

    provider: str
    isConfigured: bool  # noqa: N815
    roles: dict[TextRole, TextRoleConfig]


class ConfigParts(BaseModel):
    """The original's two, and who writes."""

    canvas: CanvasConfig
    assets: AssetConfig
    text: TextConfig


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
    """Say where canvases and media are kept, and who writes, by kind only."""
    assets = _asset_config(koda)
    canvas = _canvas_config(koda)
    text = _text_config(koda.text_models)
    return Config(
        config=ConfigParts(canvas=canvas, assets=assets, text=text),
        summary=f"Canvases: {canvas.type} ({canvas.backend})\nAssets: {assets.type}\n"
        f"Language models: {text.provider}",
        flags=ConfigFlags(
            isSelfHosted=not (canvas.isCloud and assets.isCloud),
            isCloud=canvas.isCloud and assets.isCloud,
            hasLocalDb=not canvas.isCloud,
            hasCloudDb=canvas.isCloud,
            hasLocalAssets=not assets.isCloud,
            hasCloudAssets=assets.isCloud,
            assetsConfigured=assets.isConfigured,
        ),
    )


def _canvas_config(koda: Koda) -> CanvasConfig:
    if koda.settings.turso_database_url:
        return CanvasConfig(type="sqlite", backend="turso", location="", isCloud=True)
    if koda.settings.database_url is not None:
        return CanvasConfig(type="sqlite", backend="postgres", location="", isCloud=True)
    return CanvasConfig(type="sqlite", backend="local-file", location="data folder", isCloud=False)


def _asset_config(koda: Koda) -> AssetConfig:
    """Say it of a server that runs: one whose bucket is not configured does not start."""
    kept = koda.settings.asset_storage
    return AssetConfig(
        type=kept,
        location="data folder" if kept == "local" else "",
        isCloud=kept != "local",
        isConfigured=True,
        directUploadsAbove=DIRECT_ABOVE if koda.assets.origins else None,
    )


def _text_config(models: TextModels) -> TextConfig:
    chosen = {role: models.choose(role) for role in get_args(TextRole)}
    return TextConfig(
        provider=models.active,
        isConfigured=models.active != OFFLINE,
        roles={
            role: TextRoleConfig(
                model=one.id,
                title=one.title,
                unavailable=one.unavailable,
                inputPrice=one.input_price,
                outputPrice=one.output_price,
            )
            for role, one in chosen.items()
        },
    )
