"""Seals keys so that only this instance can open them, each bound to the service it is for."""

from __future__ import annotations

import base64
import binascii
import contextlib
import os
import secrets
from pathlib import Path

from koda.core.errors import NotConfigured, StorageFailed
from koda.settings import Settings

_NONCE = 12
_KEY = 32
_INFO = b"koda stored keys 1"
_FILE = "secret.key"


class CannotOpenError(Exception):
    """A sealed key was made with another secret, for another service, or is damaged."""


class Sealer:
    """AES-256-GCM under one key (NIST SP 800-38D); the id is authenticated with each secret."""

    def __init__(self, key: bytes) -> None:
        """Use a key of 32 bytes."""
        self._key = key

    def seal(self, name: str, secret: str) -> str:
        """Give a text that only `open` with the same key and name can read."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - cold start

        nonce = os.urandom(_NONCE)
        sealed = AESGCM(self._key).encrypt(nonce, secret.encode(), _bound(name))
        return base64.b64encode(nonce + sealed).decode("ascii")

    def open(self, name: str, sealed: str) -> str:
        """Give what was sealed; raises `CannotOpenError`."""
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - cold start
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

        try:
            raw = base64.b64decode(sealed, validate=True)
            return AESGCM(self._key).decrypt(raw[:_NONCE], raw[_NONCE:], _bound(name)).decode()
        except (InvalidTag, ValueError, binascii.Error, UnicodeDecodeError) as error:
            raise CannotOpenError(name) from error


def sealer_of(settings: Settings, *, making: bool) -> Sealer | None:
    """Give the sealer of an instance: by KODA_SECRET, else by the key file of the data folder.

    Args:
        settings: Say where the key comes from.
        making: Make the file if there is none; without, there is no sealer then.

    Raises:
        NotConfigured: A file would have to be made where none lasts.
        StorageFailed: The file cannot be read or made.
    """
    if settings.secret is not None:
        return Sealer(_derived(settings.secret.get_secret_value().encode()))
    place = settings.data / _FILE
    try:
        if not making and not place.is_file():
            return None
        return Sealer(_kept(place) if place.is_file() else _made(place))
    except OSError as error:
        raise StorageFailed(
            f"The key file cannot be used: {error.strerror}.",
            remedy="Set KODA_SECRET to a long random text, or mend the data folder.",
        ) from error


def refuse_passing_place(settings: Settings, *, serverless: bool) -> None:
    """Refuse to store keys where a key file would be gone with the machine.

    Raises:
        NotConfigured: There is no KODA_SECRET on a platform without a disk of its own.
    """
    if serverless and settings.secret is None:
        raise NotConfigured(
            "Keys cannot be stored here: this platform keeps no files, and KODA_SECRET is not set.",
            remedy="Set KODA_SECRET to a long random text (`openssl rand -base64 32`) and deploy "
            "again, or set the key itself as a variable.",
            setting="KODA_SECRET",
        )


def _derived(secret: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415 - cold start
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415

    return HKDF(algorithm=SHA256(), length=_KEY, salt=None, info=_INFO).derive(secret)


def _kept(place: Path) -> bytes:
    try:
        key = base64.b64decode(place.read_bytes().strip(), validate=True)
    except binascii.Error:
        key = b""
    if len(key) != _KEY:
        raise StorageFailed(
            f"The key file {_FILE} is damaged: stored keys cannot be read.",
            remedy="Put it back from where it was copied, or remove it and enter the keys again.",
        )
    return key


def _made(place: Path) -> bytes:
    """Make the file whole or not at all; of two that begin at once, the first one's counts."""
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_name(f".{_FILE}-{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(base64.b64encode(os.urandom(_KEY)))
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(draft, place)
    finally:
        draft.unlink(missing_ok=True)
    return _kept(place)


def _bound(name: str) -> bytes:
    return b"koda.secret\0" + name.encode()
