"""The ASGI app of one Koda: routes, guard, errors, the browser app."""

from __future__ import annotations

import asyncio

from fastapi import Depends, FastAPI

from koda import __version__
from koda.server.addressing import read_proxies
from koda.server.auth import Gate
from koda.server.errors import LastResort, ProblemDocument, install_error_pages
from koda.server.guard import Guard
from koda.server.inputs import hold_rule
from koda.server.late_routes import MODULES, PREFIX, LateRoutes, Loads
from koda.server.limits import BodyLimit
from koda.server.serverless import Attends
from koda.server.static import BrowserApp, app_folder
from koda.server.telemetry import Timed
from koda.services import Services


def create_app(services: Services, *, whole: bool = False) -> FastAPI:
    """Make the app over services that are started already; `whole`: with all routes at once.

    Its `state.ending` ends, when it is set, the streams that would keep a server from going down.
    """
    app = FastAPI(
        title="Koda",
        version=__version__,
        description="A visual canvas where AI generators connect into workflows.",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        separate_input_output_schemas=False,
        dependencies=[Depends(hold_rule)],
        responses={"4XX": {"model": ProblemDocument}, "5XX": {"model": ProblemDocument}},
    )
    gate = Gate(services.settings, services.access)
    proxies = read_proxies(services.settings.trusted_proxies, real_ip=services.settings.on_vercel)
    app.state.services = services
    app.state.gate = gate
    app.state.ending = asyncio.Event()
    routes = LateRoutes()
    app.include_router(routes.router, prefix=PREFIX)
    if whole:
        routes.load(*MODULES)
    app.mount("/", BrowserApp(app_folder(), services.assets.origins), name="app")
    install_error_pages(app)
    app.add_middleware(Loads, routes=routes)
    if services.attendance is not None:
        app.add_middleware(Attends, attendance=services.attendance)
    app.add_middleware(BodyLimit, upload_limit_mb=services.settings.upload_limit_mb)
    app.add_middleware(Guard, gate=gate, proxies=proxies)
    app.add_middleware(LastResort)
    if services.telemetry is not None:
        app.add_middleware(Timed, telemetry=services.telemetry)
    return app
