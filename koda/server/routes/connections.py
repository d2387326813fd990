"""The services that this Koda is connected with, and the keys that are stored for them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request
from pydantic import BaseModel, ConfigDict, SecretStr

from koda.connections.connection import Connection, Tested
from koda.server.inputs import Asking, Koda, SignIn

router = APIRouter(tags=["connections"])

ConnectionPath = Annotated[str, Path(alias="connection", pattern=r"^[a-z0-9]{1,40}$")]


class KeyBody(BaseModel):
    """A key, as the vendor gives it."""

    model_config = ConfigDict(extra="forbid")

    key: SecretStr


class ConnectionList(BaseModel):
    """Every service."""

    connections: list[Connection]


@router.get("/connections")
async def list_connections(koda: Koda) -> ConnectionList:
    """Say how this Koda stands with every service; no part of the answer is a secret."""
    return ConnectionList(connections=await koda.connections.list())


@router.put("/connections/{connection}/key")
async def store_key(
    koda: Koda,
    gate: SignIn,
    caller: Asking,
    request: Request,
    connection: ConnectionPath,
    body: KeyBody,
) -> Connection:
    """Store a key, encrypted; it is worked with at once."""
    stored = await koda.connections.put_key(connection, body.key.get_secret_value())
    await gate.note(request, "connection.key_stored", caller, connection, "")
    return stored


@router.delete("/connections/{connection}/key")
async def remove_key(
    koda: Koda, gate: SignIn, caller: Asking, request: Request, connection: ConnectionPath
) -> Connection:
    """Forget a stored key; what was begun with it goes on."""
    left = await koda.connections.remove_key(connection)
    await gate.note(request, "connection.key_removed", caller, connection, "")
    return left


@router.post("/connections/{connection}/test")
async def test_connection(koda: Koda, connection: ConnectionPath) -> Tested:
    """Ask a service whether it works, by a request that costs nothing."""
    return await koda.connections.test(connection)
