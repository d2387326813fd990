"""Everything that the server may call, as one frozen record; made by `wiring`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from koda.assets.library import AssetLibrary
from koda.canvases.presence import Presence
from koda.canvases.service import Canvases
from koda.core.spec import Catalog
from koda.providers.models import ModelCard
from koda.runs.service import Runs
from koda.settings import Settings


@dataclass(frozen=True, slots=True)
class Offer:
    """A model on offer: its card, and why it cannot be used now (empty: it can)."""

    card: ModelCard
    unavailable: str = ""


@dataclass(frozen=True, slots=True)
class Services:
    """The services of one Koda.

    Attributes:
        token: The access token that opens this server.
        auto_models: Which model `auto` means, by modality.
    """

    settings: Settings
    token: str
    canvases: Canvases
    presence: Presence
    runs: Runs
    assets: AssetLibrary
    catalog: Catalog
    offers: Mapping[str, Offer]
    auto_models: Mapping[str, str]
