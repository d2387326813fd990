"""What every route may ask for: the services, the gate, and ids that are ids."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import Depends, Path, Request
from pydantic import StringConstraints

from koda.core.access import Caller, Rule, reach
from koda.core.errors import Forbidden
from koda.core.ids import AssetId, CanvasId, RunId, StepId
from koda.server.auth import Gate
from koda.server.guard import CALLER, RULE
from koda.services import Services

ID = r"^[A-Za-z0-9][A-Za-z0-9_-]{0,79}$"

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


def _caller(request: Request) -> Caller:
    caller: Caller = request.scope[CALLER]
    return caller


def hold_rule(request: Request) -> None:
    """Refuse a request that came to another route than the one it was permitted for."""
    rule: Rule = request.scope[RULE]
    path: str = request.scope["route"].path_format
    # A route of no rule is for the owner, whichever it is.
    if rule.template and rule.template not in {path, f"/api{path}"}:
        raise Forbidden("This address is not the one that it looks like.")


def canvas_for(caller: Caller, named: str | None) -> str | None:
    """Give the canvas that something is brought to: a share link's own, whatever else was named.

    Raises:
        AccessDenied: Another canvas was named.
    """
    if caller.canvas is None:
        return named or None
    if named:
        reach(caller, named)
    return caller.canvas


def uploader(caller: Caller) -> str:
    """Give the mark of who announced an upload; nobody else finishes it."""
    return caller.id if caller.kind in {"share", "key"} else "me"


Koda = Annotated[Services, Depends(_services)]
SignIn = Annotated[Gate, Depends(_gate)]
Asking = Annotated[Caller, Depends(_caller)]
Ending = Annotated[asyncio.Event, Depends(_ending)]
CanvasPath = Annotated[CanvasId, Path(alias="canvas", pattern=ID)]
RunPath = Annotated[RunId, Path(alias="run", pattern=ID)]
StepPath = Annotated[StepId, Path(alias="step", pattern=ID)]
AssetPath = Annotated[AssetId, Path(alias="asset", pattern=ID)]
AssetName = Annotated[AssetId, StringConstraints(pattern=ID)]
