"""The checks of this machine: settings, folders, disk, database, page, libraries, port."""

from __future__ import annotations

import asyncio
import difflib
import os
import shutil
import sqlite3
import stat
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path

from koda.cli.address import listen
from koda.cli.db import read_status
from koda.connections.check import Check, State
from koda.core.errors import KodaError
from koda.server.addressing import read_proxies
from koda.server.auth import refuse_open_server
from koda.server.static import app_folder
from koda.settings import Settings, variable_names

_GIB = 1024**3
_OLDEST_SQLITE = (3, 37, 0)  # STRICT tables
_LIBRARIES = ("PIL.Image", "av", "numpy", "pycrdt")
_PREFIXES = ("KODA_", "FAL_", "ASSET_", "TURSO_", "R2_", "S3_", "SANDBOX_", "E2B_", "SNAPSHOT_")
_OF_THE_BUILD = frozenset({"KODA_SKIP_WEB", "KODA_CHROMIUM"})
_FORMATS = {"webp": "WebP", "avif": "AVIF", "jpg": "JPEG"}


def check_python() -> Check:
    """Python and SQLite are new enough."""
    found = f"Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}"
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        remedy = "Use a Python that comes with SQLite 3.37 or newer."
        return Check("Python", "failed", f"{found} is too old", remedy)
    return Check("Python", "ok", found)


def check_variables(environment: Mapping[str, str], env_file: Path) -> Iterator[Check]:
    """Variables that look like Koda's are known, and none is without effect."""
    names = {name for field in Settings.model_fields for name in variable_names(field)}
    given = {*environment, *_names_in(env_file)} - names - _OF_THE_BUILD
    for name in sorted(one for one in given if one.startswith(_PREFIXES)):
        near = difflib.get_close_matches(name, names, 1, 0.8)
        remedy = f"Did you mean {near[0]}?" if near else "See docs/configuration.md."
        yield Check("settings", "warning", f"{name} is no setting of Koda and is not read", remedy)
    if environment.get("NEXT_PUBLIC_STORAGE_BACKEND") == "localStorage":
        message = "NEXT_PUBLIC_STORAGE_BACKEND=localStorage is read as sqlite"
        yield Check("settings", "warning", message, "Remove it.")


def check_access(settings: Settings) -> Check:
    """The server would start where it is set to listen."""
    try:
        refuse_open_server(settings)
        read_proxies(settings.trusted_proxies)
    except KodaError as error:
        return Check("access", "failed", error.message, error.remedy)
    if settings.oidc_issuer and not settings.oidc_client_id:
        message = "an identity provider is set, but not what Koda is called there"
        return Check("access", "failed", message, "Set KODA_OIDC_CLIENT_ID.")
    if settings.oidc_issuer and not settings.oidc_allowed.strip(" ,"):
        message = "the identity provider lets nobody in (KODA_OIDC_ALLOWED is empty)"
        return Check("access", "warning", message, "Set it to your e-mail address or @domain.")
    if settings.auth == "none":
        message = f"everybody who reaches {settings.host} gets in (KODA_AUTH=none)"
        return Check("access", "warning", message, "Only keep it so behind a proxy that asks.")
    ways = [
        "the token",
        *(["a password"] if settings.password else []),
        *(["an identity provider"] if settings.oidc_issuer else []),
    ]
    return Check("access", "ok", f"listens on {settings.host}; opened by {', '.join(ways)}")


def check_port(settings: Settings) -> Check:
    """The port is free."""
    try:
        listener = listen(settings.host, settings.port, exactly=True)
    except KodaError as error:
        if settings.port != 0 and "port" not in settings.model_fields_set:
            return Check("port", "ok", f"{settings.port} is taken; the next free one is used")
        return Check("port", "warning", error.message, error.remedy)
    listener.socket.close()
    return Check("port", "ok", f"{settings.port or listener.port} is free")


def check_token(settings: Settings) -> Check:
    """Nobody else on this machine can read the token."""
    place = settings.data / "token"
    if settings.token is not None:
        return Check("token", "ok", "fixed by KODA_TOKEN")
    if not place.is_file():
        return Check("token", "ok", "is made at the first start")
    if os.name == "posix" and stat.S_IMODE(place.stat().st_mode) & 0o077:
        message = f"other accounts of this machine can read {place}"
        return Check("token", "warning", message, f"Run: chmod 600 {place}")
    return Check("token", "ok", f"kept in {place}")


def check_folder(name: str, folder: Path, setting: str) -> Check:
    """A folder can be written, or can be made; nothing is left in it."""
    there = next((one for one in (folder, *folder.absolute().parents) if one.exists()), folder)
    try:
        with tempfile.TemporaryFile(dir=there):
            pass
    except OSError as error:
        remedy = f"Change its permissions, or choose another folder with {setting}."
        return Check(name, "failed", f"{there} cannot be written: {error.strerror}", remedy)
    if there != folder:
        return Check(name, "ok", f"{folder} is made at the first start")
    return Check(name, "ok", f"{folder} can be written")


def check_disk(settings: Settings) -> Check:
    """There is room for media."""
    folder = settings.asset_folder.absolute()
    there = next(one for one in (folder, *folder.parents) if one.exists())
    free = shutil.disk_usage(there).free
    message = f"{free / _GIB:.1f} GiB free"
    if free < _GIB:
        state: State = "failed" if free < _GIB / 10 else "warning"
        return Check("disk", state, message, "Make room, or set ASSET_LOCAL_PATH to another disk.")
    return Check("disk", "ok", message)


def check_database(settings: Settings) -> Check:
    """The database opens, is sound, and is not from a newer Koda."""
    file = settings.database_file
    if not file.is_file():
        return Check("database", "ok", f"{file} is made at the first start")
    try:
        found = asyncio.run(read_status(settings))
    except KodaError as error:
        return Check("database", "failed", error.message.rstrip("."), error.remedy)
    missing = sum(not one.applied for one in found)
    if missing:
        remedy = "They are applied at the next start, or by `koda db migrate`."
        return Check("database", "warning", f"{missing} of {len(found)} migrations missing", remedy)
    size = file.stat().st_size / 1024**2
    return Check("database", "ok", f"{file} opens, {len(found)} migrations, {size:.1f} MiB")


def check_page() -> Check:
    """The page was built into this installation."""
    if (app_folder() / "index.html").is_file():
        return Check("page", "ok", "is built")
    remedy = "Run `make page` in the repository, or install without KODA_SKIP_WEB."
    return Check("page", "warning", "was not built; only the interface under /api works", remedy)


def check_libraries(names: Iterable[str] = _LIBRARIES) -> Check:
    """The media libraries can be loaded and know the picture formats."""
    for name in names:
        try:
            import_module(name)
        except ImportError as error:
            remedy = "Install Koda again; its packages do not fit this Python or system."
            return Check("media", "failed", f"{name} cannot be loaded: {error}", remedy)
    from PIL import features

    lacking = [title for key, title in _FORMATS.items() if not features.check(key)]
    if lacking:
        remedy = "Install Pillow from its own wheel."
        return Check("media", "warning", f"Pillow lacks {', '.join(lacking)}", remedy)
    return Check("media", "ok", f"{', '.join(name.partition('.')[0] for name in names)} load")


def _names_in(env_file: Path) -> set[str]:
    """Read only the names of a `.env` file."""
    try:
        lines = env_file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return set()
    heads = (line.strip().removeprefix("export ").partition("=") for line in lines)
    return {name.strip() for name, equals, _ in heads if equals and not name.startswith("#")}
