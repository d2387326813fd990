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
from koda.server.limits import BodyLimit
from koda.server.routes import (
    acts,
    asset_import,
    assets,
    audit,
    canvases,
    catalog,
    config,
    connections,
    documents,
    endpoints,
    enhance,
    generate,
    generate_audio,
    generate_video,
    health,
    keys,
    library,
    metrics,
    motion_analyzer,
    oidc,
    presets,
    product_shot,
    runs,
    session,
    sessions,
    shares,
    storage,
    storyboard,
    stream,
    tick,
    transcripts,
    uploads,
    verify,
    voices,
    webhooks,
)
from koda.server.serverless import Attends
from koda.server.static import BrowserApp, app_folder
from koda.server.telemetry import Timed
from koda.services import Services

_ROUTES = (
    health,
    metrics,
    session,
    oidc,
    sessions,
    keys,
    shares,
    audit,
    config,
    connections,
    catalog,
    endpoints,
    enhance,
    canvases,
    documents,
    stream,
    runs,
    acts,
    transcripts,
    webhooks,
    tick,
    presets,
    product_shot,
    uploads,
    assets,
    asset_import,
    library,
    generate,
    generate_video,
    generate_audio,
    motion_analyzer,
    storage,
    storyboard,
    verify,
    voices,
)


def create_app(services: Services) -> FastAPI:
    """Make the app over services that are started already.

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
    for module in _ROUTES:
        app.include_router(module.router, prefix="/api")
    app.mount("/", BrowserApp(app_folder(), services.assets.origins), name="app")
    install_error_pages(app)
    if services.attendance is not None:
        app.add_middleware(Attends, attendance=services.attendance)
    app.add_middleware(BodyLimit, upload_limit_mb=services.settings.upload_limit_mb)
    app.add_middleware(Guard, gate=gate, proxies=proxies)
    app.add_middleware(LastResort)
    if services.telemetry is not None:
        app.add_middleware(Timed, telemetry=services.telemetry)
    return app
