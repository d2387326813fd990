"""Chooses the adapters that settings name: the only file that knows which there are."""

from __future__ import annotations

import ssl
from functools import cache
from hashlib import sha256
from urllib.parse import urlsplit

import httpx2

from koda.assets.fetch import Fetcher
from koda.blobs.base import BlobStore
from koda.blobs.local import LocalBlobStore
from koda.blobs.s3 import S3BlobStore
from koda.blobs.s3_place import place_of
from koda.core.errors import NotConfigured
from koda.db.base import Database
from koda.db.libsql import LibsqlDatabase
from koda.db.libsql_address import libsql_address
from koda.db.sqlite import SqliteDatabase
from koda.providers.base import MediaProvider
from koda.providers.fal import FalAddresses, FalProvider
from koda.providers.fal_catalogue import FalCatalogue
from koda.providers.models import Models
from koda.sandbox.auto import FirstSandboxes
from koda.sandbox.capped import CappedSandboxes
from koda.sandbox.limits import limits_of
from koda.sandbox.none import NoSandboxes
from koda.sandbox.port import Missing, ProviderName, Sandboxes
from koda.settings import Settings

_PORTS = {"http": 80, "https": 443}
_FAL_SECONDS = 60.0
_DATABASE_SECONDS = 30.0


def open_database(settings: Settings) -> Database:
    """Open the database that the settings name; raises `StorageFailed` or `NotConfigured`."""
    if settings.database_url is not None and settings.turso_database_url:
        raise NotConfigured(
            "DATABASE_URL and TURSO_DATABASE_URL are both set.",
            remedy="Keep the one where the records are, and remove the other.",
            setting="DATABASE_URL",
        )
    if settings.database_url is not None:
        return _postgres(settings.database_url.get_secret_value())
    if settings.turso_database_url:
        return _libsql(settings)
    return SqliteDatabase(settings.database_file)


def _postgres(url: str) -> Database:
    try:
        from koda.db.postgres import PostgresDatabase  # noqa: PLC0415 — an extra, loads long
    except ImportError as error:
        raise NotConfigured(
            "DATABASE_URL is set, but what talks to PostgreSQL is not installed.",
            remedy="Install it: `pip install 'koda-studio[postgres]'`.",
            setting="DATABASE_URL",
        ) from error
    return PostgresDatabase(url)


def open_blobs(settings: Settings, storage: str = "") -> BlobStore:
    """Open the asset store that the settings name; raises `NotConfigured`.

    Args:
        settings: The settings.
        storage: `local`, `r2` or `s3`, to open another one than is in use.
    """
    if (storage or settings.asset_storage) == "local":
        return LocalBlobStore(settings.asset_folder)
    return S3BlobStore(place_of(settings, storage), links=settings.asset_delivery == "direct")


def _libsql(settings: Settings) -> Database:
    address = libsql_address(settings.turso_database_url)
    token = settings.turso_auth_token
    client = httpx2.AsyncClient(
        verify=_tls(),
        timeout=_DATABASE_SECONDS,
        follow_redirects=False,
        trust_env=not address.is_here,  # no proxy stands before this machine's own loopback
        limits=httpx2.Limits(max_connections=64, keepalive_expiry=20),
    )
    return LibsqlDatabase(client, address, token.get_secret_value() if token else "")


def open_fal(settings: Settings, models: Models) -> MediaProvider | None:
    """Open fal.ai with its key; none without one."""
    if settings.fal_key is None:
        return None
    return FalProvider(
        settings.fal_key.get_secret_value(),
        models.cards,
        far_client(),
        FalAddresses(
            queue=settings.fal_queue_url,
            rest=settings.fal_rest_url,
            cdn=settings.fal_cdn_url,
            api=settings.fal_api_url,
        ),
    )


@cache
def _tls() -> ssl.SSLContext:
    """Read the certificates once: it takes as long as half of a start."""
    return httpx2.create_ssl_context()


def far_client() -> httpx2.AsyncClient:
    """Open a client for services elsewhere, which leads nowhere else."""
    return httpx2.AsyncClient(verify=_tls(), timeout=_FAL_SECONDS, follow_redirects=False)


def open_catalogue(settings: Settings) -> FalCatalogue:
    """Open what fal.ai says of its endpoints."""
    return FalCatalogue(far_client(), settings.fal_api_url, "")


def open_fetcher(settings: Settings) -> Fetcher:
    """Open what fetches files for people, trusting only the services that are set."""
    return Fetcher(trusted_origins=_configured_origins(settings))


def _configured_origins(settings: Settings) -> frozenset[str]:
    addresses = (settings.fal_queue_url, settings.fal_cdn_url, settings.fal_rest_url)
    parts = [urlsplit(address) for address in addresses]
    return frozenset(
        f"{one.scheme}://{one.hostname}:{one.port or _PORTS[one.scheme]}" for one in parts
    )


def open_sandboxes(settings: Settings) -> Sandboxes:
    """Open the provider of boxes that the settings name; nothing is started or tried by it."""
    return CappedSandboxes(_chosen_sandboxes(settings), limits_of(settings))


def _chosen_sandboxes(settings: Settings) -> Sandboxes:
    if settings.sandbox_provider != "auto":
        return _sandboxes(settings, settings.sandbox_provider)
    far: tuple[ProviderName, ...] = ("e2b",) if settings.e2b_key else ()
    names: tuple[ProviderName, ...] = ("local", "docker", *far)
    return FirstSandboxes([_sandboxes(settings, name) for name in names])


def _sandboxes(settings: Settings, name: ProviderName) -> Sandboxes:
    """Open one provider; `docker` and `e2b` are extras, loaded when they are first needed."""
    if name == "none":
        return NoSandboxes(
            Missing("Boxes are switched off.", "Set `SANDBOX_PROVIDER` to `auto` to have them.")
        )
    if name == "local":
        from koda.sandbox.local import LocalSandboxes  # noqa: PLC0415 — not for every command

        return LocalSandboxes(folder=settings.data / "boxes", chromium=settings.chromium)
    if name == "docker":
        from koda.sandbox.docker import DockerSandboxes  # noqa: PLC0415 — not for every command

        return DockerSandboxes(instance=_instance(settings), image=settings.sandbox_image)
    from koda.sandbox.e2b import E2bSandboxes  # noqa: PLC0415 — not for every command

    return E2bSandboxes(
        instance=_instance(settings),
        key=settings.e2b_key.get_secret_value() if settings.e2b_key else "",
        template=settings.e2b_template,
        domain=settings.e2b_domain,
        api_url=settings.e2b_api_url,
        sandbox_url=settings.e2b_sandbox_url,
    )


def _instance(settings: Settings) -> str:
    """Name this Koda by where its records are: so it finds its boxes again, and no others."""
    url = settings.database_url.get_secret_value() if settings.database_url else ""
    place = url or settings.turso_database_url or str(settings.data.resolve())
    return sha256(place.encode()).hexdigest()[:16]
