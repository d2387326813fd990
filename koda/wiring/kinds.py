"""Which kinds of nodes there are, of what this Koda has to make things with."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from koda.adapters import open_fetcher
from koda.animation.studio import Studio
from koda.assets.far_pictures import FarPictures
from koda.canvases.service import Canvases
from koda.db.base import Database
from koda.db.endpoints import EndpointRecords
from koda.providers.fal_catalogue import FalCatalogue, UnitPrice
from koda.providers.fal_form import EndpointForm
from koda.providers.models import Models
from koda.providers.text_models import TextModels
from koda.runs.endpoints import Endpoints
from koda.runs.kind import NodeKind
from koda.runs.kinds import Kinds
from koda.settings import Settings


def collect_kinds_of(
    models: Models, text_models: TextModels, studio: Studio
) -> Mapping[str, NodeKind]:
    """Load all kinds with the first look at them: an instance's first answer needs none."""
    from koda.nodes.catalog import collect_kinds  # noqa: PLC0415

    return collect_kinds(models, text_models, studio)


def _endpoint_kind(
    form: EndpointForm, version: int, price: UnitPrice | None, models: Models
) -> NodeKind:
    from koda.nodes.endpoint import endpoint_kind  # noqa: PLC0415

    return endpoint_kind(form, version, price, models)


def open_endpoints(
    settings: Settings,
    database: Database,
    catalogue: FalCatalogue,
    kinds: Kinds,
    models: Models,
    canvases: Canvases,
) -> Endpoints:
    """Make the service of endpoints that are added by their name; `load` it."""
    return Endpoints(
        catalogue,
        EndpointRecords(database),
        kinds,
        models,
        _endpoint_kind,
        lambda kind: _canvases_with(canvases, kind),
        FarPictures(open_fetcher(settings), Path(settings.data, "work")),
    )


async def _canvases_with(canvases: Canvases, kind: str) -> list[str]:
    """Name the canvases that have nodes of a kind."""
    found: list[str] = []
    for record in await canvases.list():
        canvas = await canvases.get(record.id)
        if any(node.kind == kind for node in canvas.nodes.values()):
            found.append(record.name)
    return found


def is_shared_text(kinds: Mapping[str, NodeKind], kind: str, name: str) -> bool:
    """Tell whether people write a parameter together, letter by letter."""
    found = kinds.get(kind)
    properties = found.spec.parameters.get("properties") if found else None
    schema = properties.get(name) if isinstance(properties, dict) else None
    return isinstance(schema, dict) and schema.get("x-shared-text") is True
