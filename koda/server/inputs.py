"""What every route may ask for: the services, the gate, and ids that are ids."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import Depends, Path, Request
from pydantic import StringConstraints

from koda.core.ids import AssetId, CanvasId, RunId, StepId
from koda.server.auth import Gate
from koda.services import Services

_ID = r"^[A-Za-z0-9][A-Za-z0-9_-]{0,79}$"

ID_OR_NONE = r"^([A-Za-z0-9][A-Za-z0-9_-]{0,79})?$"
"""For forms, where an empty field is none."""


def _services(request: Request) -> Services:
    services: Services = request.app.state.services
    return services


def _gate(request: Request) -> Gate:
    gate: Gate = request.app.state.gate
    return gate


def _ending(request: Request) -> asyncio.Event:
    ending: asyncio.Event = request.app.state.ending
    return ending


Koda = Annotated[Services, Depends(_services)]
SignIn = Annotated[Gate, Depends(_gate)]
Ending = Annotated[asyncio.Event, Depends(_ending)]
CanvasPath = Annotated[CanvasId, Path(alias="canvas", pattern=_ID)]
RunPath = Annotated[RunId, Path(alias="run", pattern=_ID)]
StepPath = Annotated[StepId, Path(alias="step", pattern=_ID)]
AssetPath = Annotated[AssetId, Path(alias="asset", pattern=_ID)]
AssetName = Annotated[AssetId, StringConstraints(pattern=_ID)]
