"""The password that is made where none is set, and kept in the data folder."""

from __future__ import annotations

import os
import secrets

from pydantic import SecretStr

from koda.core.errors import NotConfigured
from koda.settings import Settings

_BYTES = 15
_FILE = "password"


def with_password(settings: Settings) -> Settings:
    """Give the settings with a way in for people: the one that is set, else one that is made.

    A password is made once, said once on standard output, and can be read in the data folder.

    Raises:
        NotConfigured: The data folder cannot be written.
    """
    if settings.password or settings.auth == "none":
        return settings
    place = settings.data / _FILE
    try:
        if not place.is_file():
            _write(place, secrets.token_urlsafe(_BYTES))
            print(f"A password was made, since KODA_PASSWORD is not set: {place.read_text()}")
        print(f"The password is in {place}; KODA_PASSWORD sets another.", flush=True)
        made = place.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise NotConfigured(
            f"No password could be kept in {settings.data}: {error.strerror}.",
            remedy="Mount a folder there that Koda may write, or set KODA_PASSWORD.",
            setting="KODA_DATA",
        ) from error
    return settings.model_copy(update={"password": SecretStr(made)})


def _write(place: os.PathLike[str], password: str) -> None:
    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(password)
