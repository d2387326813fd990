"""A stand-in for Anthropic's Messages API on one port.

It takes what the service takes, refuses what it refuses, answers by scripts, streams token by
token, and writes down the truth. Point Koda, or the vendor's own client, at it with these settings
(`main_lines` gives them for an address):

    ANTHROPIC_API_KEY=emulator
    ANTHROPIC_BASE_URL=http://127.0.0.1:9402

* `GET /emulator/ledger`: every request with model, words, tokens in and out, how it went.
* `POST /emulator/faults {kind, count, match, seconds, characters}`: what goes wrong next (`GET`
  lists kinds and what is still to come, `DELETE` forgets it).
* `POST /emulator/pace {first_ms, token_ms, hold_after}`: `hold_after` makes every stream wait after
  so many characters, until it is set to -1 again.
* `POST /emulator/rules [{name, when, say, times}]`: scripts that come before those there are
  (`DELETE` takes these away).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from koda.emulators.anthropic_errors import Refused, new_id, refusal
from koda.emulators.anthropic_messages import Messages
from koda.emulators.anthropic_rules import OWN, Rule, load_rules, read_rules
from koda.emulators.anthropic_world import Pace, World
from koda.emulators.faults import Connections, fault_routes

PORT = 9402


def create_app(
    pace: Pace | None = None, keys: Iterable[str] = (), rules: Iterable[Path] = ()
) -> ASGIApp:
    """Make the emulator.

    Args:
        pace: How fast it is.
        keys: The keys it takes; none: any.
        rules: Files or folders of scripts, which come before those for Koda's own questions.

    Raises:
        ValueError: One of these is not a script.
    """
    scripts: list[Rule] = [rule for path in (*rules, OWN) for rule in load_rules(path)]
    world = World(pace or Pace(), keys, scripts)
    routes = [*Messages(world).routes(), *_control_routes(world)]
    return Connections(Starlette(routes=routes, exception_handlers={404: _nothing, 405: _nothing}))


def main_lines(base: str) -> list[str]:
    """Give the lines of a `.env` file that point Koda at an emulator, e.g. `http://host:9402`."""
    return ["ANTHROPIC_API_KEY=emulator", f"ANTHROPIC_BASE_URL={base.rstrip('/')}"]


async def _nothing(request: Request, _: Exception) -> Response:
    if not request.url.path.startswith("/v1/"):  # the service is not at such an address
        return Response("Not Found", 404, media_type="text/plain")
    return refusal(Refused(404, f"Not found: {request.method} {request.url.path}"), new_id("req"))


def _control_routes(world: World) -> list[Route]:
    scripts = world.author.rules

    async def ledger(_: Request) -> Response:
        return JSONResponse([asdict(entry) for entry in world.ledger])

    async def set_pace(request: Request) -> Response:
        try:
            world.set_pace(Pace(**{**asdict(world.pace), **await request.json()}))
        except (TypeError, ValueError) as error:
            return JSONResponse({"detail": str(error)}, 422)
        return JSONResponse(asdict(world.pace))

    async def add_rules(request: Request) -> Response:
        try:
            added = read_rules(await request.json(), "the request")
        except ValueError as error:
            return JSONResponse({"detail": str(error)}, 422)
        world.author.rules = [*added, *world.author.rules]
        return JSONResponse([rule.name for rule in world.author.rules], 201)

    async def clear_rules(_: Request) -> Response:
        world.author.rules = scripts
        return Response(status_code=204)

    return [
        Route("/emulator/ledger", ledger, methods=["GET"]),
        *fault_routes(world.faults, "/emulator/faults"),
        Route("/emulator/pace", set_pace, methods=["POST"]),
        Route("/emulator/rules", add_rules, methods=["POST"]),
        Route("/emulator/rules", clear_rules, methods=["DELETE"]),
    ]
