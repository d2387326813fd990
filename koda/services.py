"""Everything that the server may call, as one frozen record; made by `wiring`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from koda.access.service import Access
from koda.animation.studio import Studio
from koda.assets.collect import Collector
from koda.assets.library import AssetLibrary
from koda.assets.shelf import Shelf
from koda.assets.storage import StorageCounter
from koda.assets.uploads import Uploads
from koda.canvases.presence import Presence
from koda.canvases.service import Canvases
from koda.connections.service import Connections
from koda.core.spec import Catalog
from koda.db.presets import PresetRecords
from koda.providers.fal_webhook import FalSeal
from koda.providers.models import Models
from koda.providers.text_models import TextModels
from koda.runs.attendance import Attendance
from koda.runs.endpoints import Endpoints
from koda.runs.kinds import Kinds
from koda.runs.maintenance import Maintenance
from koda.runs.samples import VoiceSamples
from koda.runs.service import Runs
from koda.runs.transcripts import Transcripts
from koda.settings import Settings
from koda.telemetry.setup import Telemetry


@dataclass(frozen=True, slots=True)
class Services:
    """The services of one Koda.

    Attributes:
        token: The access token that opens this server.
        attendance: Works on runs while a request is there; none where it is done all the time.
        telemetry: Who is told of what ends; none where nobody asked for figures or traces.
        reach_records: Asks the database for nothing; raises `StorageFailed` if it is away.
    """

    settings: Settings
    token: str
    access: Access
    reach_records: Callable[[], Awaitable[object]]
    canvases: Canvases
    presence: Presence
    runs: Runs
    assets: AssetLibrary
    uploads: Uploads
    shelf: Shelf
    collector: Collector
    kinds: Kinds
    endpoints: Endpoints
    models: Models
    text_models: TextModels
    presets: PresetRecords
    samples: VoiceSamples
    animations: Studio
    transcripts: Transcripts
    attendance: Attendance | None
    maintenance: Maintenance
    fal_seal: FalSeal
    connections: Connections
    storage: StorageCounter
    telemetry: Telemetry | None

    @property
    def catalog(self) -> Catalog:
        """What can be placed, as of now."""
        return self.kinds.catalog
