"""How this Koda stands with each service, from its settings and what is stored."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import SecretStr

from koda.connections.connection import Connection, ConnectionState, Source
from koda.connections.vault import StoredKey, is_set
from koda.connections.vendors import VENDORS, Vendor
from koda.settings import Settings, variable_names

_SHORTEST_HINTED = 20
_NOT_READ = "The stored key cannot be read: KODA_SECRET, or the key file, is another one by now."


def standing_of(settings: Settings, stored: Mapping[str, StoredKey]) -> list[Connection]:
    """Say how every service stands.

    Args:
        settings: As the environment gives them.
        stored: The stored keys by service.
    """
    return [_standing(one, settings, stored.get(one.id)) for one in VENDORS]


def records_in_use(settings: Settings) -> str:
    """Name the service that keeps canvases: `turso`, `postgres` or `sqlite`."""
    if _given(settings, "turso_database_url"):
        return "turso"
    return "postgres" if _given(settings, "database_url") else "sqlite"


def assets_in_use(settings: Settings) -> str:
    """Name the service that keeps media files: `r2`, `s3` or `folder`."""
    return "folder" if settings.asset_storage == "local" else settings.asset_storage


def _standing(vendor: Vendor, settings: Settings, stored: StoredKey | None) -> Connection:
    if vendor.setting:
        return _keyed(vendor, settings, stored)
    if vendor.part in {"records", "assets"}:
        return _place(vendor, settings)
    if vendor.id == "ollama" and settings.ollama_url:
        return _connection(vendor, "connected", "environment", "Its address is set.")
    return _connection(vendor, "missing", "none", "Not set up." if vendor.asked else "Comes later.")


def _keyed(vendor: Vendor, settings: Settings, stored: StoredKey | None) -> Connection:
    variable = _variable(settings, vendor.setting)
    if is_set(settings, vendor.setting):
        message = f"{variable} is set where Koda runs."
        if stored is not None:
            message += " It wins over the key that is stored here."
        key = getattr(settings, vendor.setting)
        return _connection(vendor, "connected", "environment", message, key, stored)
    if stored is None:
        return _connection(vendor, "missing", "none", "No key yet.")
    if stored.key is None:
        message = f"{_NOT_READ} Enter it again."
        return _connection(vendor, "broken", "stored", message, None, stored)
    message = "Its key is stored here, encrypted."
    return _connection(vendor, "connected", "stored", message, stored.key, stored)


def _place(vendor: Vendor, settings: Settings) -> Connection:
    """Say how a place stands where canvases or files are kept: one of each sort is in use."""
    in_use = records_in_use(settings) if vendor.part == "records" else assets_in_use(settings)
    what = "Canvases and runs are" if vendor.part == "records" else "Media files are"
    if vendor.id != in_use:
        title = next(one.title for one in VENDORS if one.id == in_use)
        return _connection(
            vendor, "missing", "none", f"Not in use: {what.lower()} kept in {title}."
        )
    lacking = [name for name in vendor.variables if not _is_given(settings, name)]
    if lacking:
        message = f"{' and '.join(lacking)} {'is' if len(lacking) == 1 else 'are'} not set."
        found = _connection(vendor, "broken", "environment", message)
        return found.model_copy(update={"missing": tuple(lacking)})
    source: Source = "environment" if vendor.variables else "none"
    return _connection(vendor, "connected", source, f"{what} kept here.")


def _connection(
    vendor: Vendor,
    state: ConnectionState,
    source: Source,
    message: str,
    key: SecretStr | None = None,
    stored: StoredKey | None = None,
) -> Connection:
    return Connection(
        id=vendor.id,
        title=vendor.title,
        part=vendor.part,
        purpose=vendor.purpose,
        state=state,
        source=source,
        message=message,
        hint=_hint(key),
        is_stored=stored is not None,
        stored_at=stored.stored_at if stored else None,
        missing=vendor.variables if state == "missing" else (),
        steps=vendor.steps,
        link=vendor.link,
        link_title=vendor.link_title,
        takes_key=bool(vendor.setting),
        can_test=state == "connected" and bool(vendor.asked),
    )


def _hint(key: SecretStr | None) -> str:
    text = key.get_secret_value().strip() if key else ""
    return text[-4:] if len(text) >= _SHORTEST_HINTED else ""


def _variable(settings: Settings, setting: str) -> str:
    return variable_names(setting)[0]


def _is_given(settings: Settings, variable: str) -> bool:
    for name in Settings.model_fields:
        if variable in variable_names(name):
            return _given(settings, name)
    return False


def _given(settings: Settings, name: str) -> bool:
    value: object = getattr(settings, name, None)
    text = value.get_secret_value() if isinstance(value, SecretStr) else value
    return bool(text)
