"""From settings to services: puts everything together, opens it and closes it."""

from __future__ import annotations

import asyncio
import os
import secrets
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from pathlib import Path

from koda.access.service import open_access
from koda.adapters import (
    far_client,
    open_blobs,
    open_catalogue,
    open_database,
    open_fal,
    open_fetcher,
    open_sandboxes,
)
from koda.animation.versions import Versions
from koda.animation.workshop import Workshop
from koda.assets.collect import Collector, Terms
from koda.assets.library import AssetLibrary
from koda.assets.shelf import Shelf
from koda.assets.storage import StorageCounter
from koda.assets.uploads import Uploads
from koda.blobs.base import BlobStore
from koda.canvases.held import HeldAssets
from koda.canvases.presence import Presence
from koda.canvases.service import Canvases
from koda.connections.accounts import Accounts, missing_media
from koda.connections.probes import probe_store
from koda.connections.service import Connections
from koda.connections.vault import Vault
from koda.core.errors import StorageFailed
from koda.db.assets import AssetRecords
from koda.db.assets_collect import CollectRecords
from koda.db.assets_shelf import ShelfRecords
from koda.db.assets_uses import UseRecords
from koda.db.base import Database
from koda.db.canvases import CanvasRecords
from koda.db.heads import HeadRecords
from koda.db.migrate import migrate
from koda.db.presets import PresetRecords
from koda.db.projects import ProjectRecords
from koda.db.secrets import SecretRecords
from koda.db.uploads import UploadRecords
from koda.providers.fal_catalogue import FalCatalogue
from koda.providers.fal_webhook import FalSeal
from koda.providers.models import Models, shipped_cards
from koda.providers.offline import OfflineProvider
from koda.providers.text_models import TextModels
from koda.providers.text_offer import offered_text_models
from koda.runs.executor import Executor
from koda.runs.jobs import Jobs
from koda.runs.kinds import Kinds
from koda.runs.live import Live
from koda.runs.samples import VoiceSamples
from koda.runs.scribe import Scribe
from koda.runs.service import Runs
from koda.runs.slots import Slots
from koda.runs.step_context import StepTools
from koda.runs.tables import tables_in
from koda.runs.transcripts import Transcripts
from koda.runs.watch import Watch
from koda.runs.writings import Writings
from koda.services import Services
from koda.settings import Settings
from koda.telemetry.setup import Telemetry, set_up_telemetry
from koda.wiring.kinds import collect_kinds_of, is_shared_text, open_endpoints
from koda.wiring.work import (
    end,
    make_attendance,
    make_maintenance,
    make_worker,
    open_relay,
    start_work,
    webhook_address,
)


@asynccontextmanager
async def open_services(settings: Settings, *, work: bool = True) -> AsyncGenerator[Services]:
    """Open everything, bring the database up, and work on runs until it is closed.

    Args:
        settings: What to open.
        work: Whether this process works on runs, too.

    Raises:
        StorageFailed: The database or a folder cannot be used.
    """
    async with AsyncExitStack() as stack:
        token = await asyncio.to_thread(find_token, settings)
        database = open_database(settings)
        stack.push_async_callback(database.close)
        await migrate(database)
        vault = Vault(settings, SecretRecords(database))
        await vault.read()
        yield await _assemble(settings, token, database, vault, stack, work=work)


async def _assemble(
    settings: Settings,
    token: str,
    database: Database,
    vault: Vault,
    stack: AsyncExitStack,
    *,
    work: bool,
) -> Services:
    models, text_models = _offered(vault.settings)
    catalogue = open_catalogue(settings)
    accounts = _accounts(vault, models, text_models, catalogue)
    stack.push_async_callback(accounts.close)
    workshop = _workshop(settings, database)
    stack.push_async_callback(workshop.close)
    kinds = Kinds(partial(collect_kinds_of, models, text_models, workshop.studio))
    canvases = Canvases(
        CanvasRecords(database), lambda kind, name: is_shared_text(kinds, kind, name)
    )
    blobs = open_blobs(settings)
    library = _library(settings, database, blobs)
    uploads = Uploads(UploadRecords(database), blobs, library, Path(settings.data, "work"))
    collector, shelf = _shelf(settings, database, blobs, uploads)
    endpoints = open_endpoints(settings, database, catalogue, kinds, models, canvases)
    stack.push_async_callback(endpoints.close)
    await endpoints.load()
    live = Live()
    tables = tables_in(database)
    jobs = Jobs(tables.jobs, accounts.media, library, live, partial(webhook_address, settings))
    scribe, slots = Scribe(tables.transcripts, live), Slots()
    stack.push_async_callback(scribe.stop)
    writings = Writings(
        tables, scribe, accounts.text, text_models.cost, live, slots, settings.text_concurrency
    )
    stack.push_async_callback(writings.close)
    tools = StepTools(jobs, models, library, tables.results, live, writings)
    worker = make_worker(settings, tables, Executor(kinds, tools), jobs, live, slots)
    telemetry = _telemetry(settings, database, live, stack)
    relay = open_relay(settings, database, live, stack)
    watch = Watch(HeadRecords(database), tables.transcripts, live, canvases.ring, relay)
    attends = work and settings.serverless
    attendance = make_attendance(settings, worker, watch, stack) if attends else None
    connections = _connections(settings, vault, accounts, database, blobs)
    kinds.learn_by(connections.learn)
    if attendance is None:
        stack.push_async_callback(end, asyncio.create_task(connections.keep_fresh()))
    if work and attendance is None:
        await start_work(database, writings, worker, watch, stack)
        stack.push_async_callback(end, asyncio.create_task(workshop.keep_sweeping()))
        if settings.collect == "on":
            stack.push_async_callback(end, asyncio.create_task(collector.keep_sweeping()))
    return Services(
        settings=settings,
        token=token,
        access=open_access(
            settings, token, database, HeldAssets(CanvasRecords(database), UseRecords(database))
        ),
        reach_records=lambda: database.read("SELECT 1 AS one"),
        canvases=canvases,
        presence=Presence(),
        runs=Runs(canvases, library, kinds, tables, jobs, live, worker, prepare=writings.prepare),
        assets=library,
        uploads=uploads,
        shelf=shelf,
        collector=collector,
        kinds=kinds,
        endpoints=endpoints,
        models=models,
        text_models=text_models,
        presets=PresetRecords(database),
        samples=VoiceSamples(models, accounts.media),
        connections=connections,
        storage=StorageCounter(shelf, database, blobs, Path(settings.data, "work")),
        animations=workshop.studio,
        transcripts=Transcripts(tables.runs, tables.transcripts, live),
        attendance=attendance,
        maintenance=make_maintenance(settings, attendance, writings, uploads, collector, workshop),
        fal_seal=_fal_seal(settings, stack),
        telemetry=telemetry,
    )


def _fal_seal(settings: Settings, stack: AsyncExitStack) -> FalSeal:
    seal = FalSeal(far_client(), settings.fal_jwks_url)
    stack.push_async_callback(seal.close)
    return seal


def _telemetry(
    settings: Settings, database: Database, live: Live, stack: AsyncExitStack
) -> Telemetry | None:
    telemetry = set_up_telemetry(settings, database)
    if telemetry is not None:
        stack.push_async_callback(telemetry.close)
        live.ended = telemetry.observer.steps_ended
        live.settled = telemetry.observer.settled
    return telemetry


def _workshop(settings: Settings, database: Database) -> Workshop:
    return Workshop(
        Versions(ProjectRecords(database)),
        partial(open_sandboxes, settings),
        Path(settings.data, "work", "animations"),
        open_blobs(settings) if settings.serverless else None,
    )


def _offered(settings: Settings) -> tuple[Models, TextModels]:
    return Models(shipped_cards(), missing_media(settings)), offered_text_models(settings)


def _accounts(
    vault: Vault, models: Models, text_models: TextModels, catalogue: FalCatalogue
) -> Accounts:
    accounts = Accounts(
        models, text_models, catalogue, OfflineProvider(), lambda now: open_fal(now, models)
    )
    accounts.apply(vault.settings)
    return accounts


def _connections(
    settings: Settings, vault: Vault, accounts: Accounts, database: Database, blobs: BlobStore
) -> Connections:
    probes = {
        "records": lambda: database.read("SELECT 1 AS one"),
        "assets": lambda: probe_store(blobs),
    }
    return Connections(settings, vault, accounts.apply, probes)


def find_token(settings: Settings) -> str:
    """Give the access token: the one that is set, else the one that is kept in the data folder."""
    if settings.token is not None:
        return settings.token.get_secret_value()
    place = settings.data / "token"
    try:
        if place.is_file():
            kept = place.read_text(encoding="utf-8").strip()
            if kept:
                return kept
        settings.data.mkdir(parents=True, exist_ok=True)
        token = secrets.token_urlsafe(24)
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(token)
    except OSError as error:
        raise StorageFailed(
            f"The data folder cannot be used: {error.strerror}.",
            remedy="Choose another folder with --data or KODA_DATA.",
            folder=str(settings.data),
        ) from error
    return token


def _library(settings: Settings, database: Database, blobs: BlobStore) -> AssetLibrary:
    return AssetLibrary(
        AssetRecords(database),
        blobs,
        open_fetcher(settings),
        Path(settings.data, "work"),
    )


def _shelf(
    settings: Settings, database: Database, blobs: BlobStore, uploads: Uploads
) -> tuple[Collector, Shelf]:
    uses = UseRecords(database)
    catch_up = HeldAssets(CanvasRecords(database), uses).catch_up
    terms = Terms(grace_days=settings.unused_days, trash_days=settings.trash_days)
    collector = Collector(
        CollectRecords(database), blobs, catch_up, terms, sweep_uploads=uploads.sweep
    )
    shelf = Shelf(ShelfRecords(database), uses, collector, catch_up, settings.trash_days)
    return collector, shelf
