"""Every setting once: its variable, type, default, and the sentence that the docs print."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any, cast, get_args
from urllib.parse import urlsplit

from pydantic import AliasChoices, SecretStr, ValidationError
from pydantic_settings import SettingsConfigDict

from koda.core.errors import NotConfigured
from koda.settings.access import AccessSettings
from koda.settings.boxes import BoxSettings
from koda.settings.hosting import HostingSettings
from koda.settings.keeping import KeepingSettings
from koda.settings.making import MakingSettings
from koda.settings.watching import WatchingSettings
from koda.settings.writing import WritingSettings


class Settings(
    # Pydantic reads the last base first: the documentation's order, from below.
    BoxSettings,
    WritingSettings,
    HostingSettings,
    MakingSettings,
    KeepingSettings,
    WatchingSettings,
    AccessSettings,
):
    """Read from the environment, then from a `.env` file in the working folder."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        populate_by_name=True,
        defer_build=False,
    )

    @property
    def database_file(self) -> Path:
        """The SQLite file."""
        return self.sqlite_path or self.data / "koda.db"

    @property
    def asset_folder(self) -> Path:
        """The folder of media files."""
        return self.asset_local_path or self.data / "generations"

    @property
    def hosts(self) -> frozenset[str]:
        """The additional host names, lower case."""
        names = [name.strip().lower() for name in self.allowed_hosts.split(",")]
        names.append(urlsplit(self.public_url).hostname or "")
        return frozenset(name for name in names if name)


def variable_names(name: str) -> tuple[str, ...]:
    """Give the environment variables of a setting, the preferred one first."""
    alias = Settings.model_fields[name].validation_alias
    if isinstance(alias, AliasChoices):
        return tuple(str(choice) for choice in alias.choices)
    return (str(alias),)


def read_settings(**given: object) -> Settings:
    """Read the settings; what is given by field name wins over the environment, none does not.

    Raises:
        NotConfigured: One cannot be used. A secret's value is not in the message.
    """
    try:
        read = Settings(**cast("dict[str, Any]", {k: v for k, v in given.items() if v is not None}))
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        raise NotConfigured(
            _wrong_setting(name, first["msg"], first["input"]),
            remedy=f"Mend or remove {name}, in the environment or in `.env`.",
            setting=name,
        ) from error
    except UnicodeDecodeError as error:
        raise NotConfigured(
            "The file `.env` is not UTF-8 text.", remedy="Save it as UTF-8.", setting=".env"
        ) from error
    return read.model_copy(update=_known_by_host(read))


def _known_by_host(read: Settings) -> dict[str, object]:
    """Give what a host decides where nobody did: where may be written, and Vercel's address."""
    known: dict[str, object] = {}
    if read.serverless and "data" not in read.model_fields_set:
        known["data"] = Path(tempfile.gettempdir(), "koda")
    # A preview has an address of its own: its calls must not come to the production's database.
    is_production = os.environ.get("VERCEL_ENV") == "production"
    name = "VERCEL_PROJECT_PRODUCTION_URL" if is_production else "VERCEL_URL"
    host = os.environ.get(name, "")
    if read.on_vercel and not read.public_url and host:
        known["public_url"] = f"https://{host}"
    return known


def _wrong_setting(name: str, message: str, value: object) -> str:
    fields = Settings.model_fields
    field = next((one for key, one in fields.items() if name in (key, *variable_names(key))), None)
    is_secret = field is not None and SecretStr in get_args(field.annotation)
    rule = message.removeprefix("Value error, ").removeprefix("Input ")
    found = "" if is_secret else f" is “{value}”, which"
    return f"{name}{found} {rule}."
