"""Stored keys: sealed in the database, opened in memory, and the settings that they make."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import SecretStr

from koda.clock import now
from koda.connections.sealing import CannotOpenError, Sealer, refuse_passing_place, sealer_of
from koda.connections.vendors import VENDORS
from koda.core.errors import KodaError
from koda.db.secrets import SealedSecret, SecretRecords
from koda.settings import Settings

log = logging.getLogger("koda.connections")


@dataclass(frozen=True, slots=True)
class StoredKey:
    """A stored key; none where it cannot be read by this instance."""

    key: SecretStr | None
    stored_at: int


class Vault:
    """The stored keys of an instance, as they were read last."""

    def __init__(self, settings: Settings, records: SecretRecords) -> None:
        """Use the settings as the environment gives them; `read` begins."""
        self._settings = settings
        self._records = records
        self._rows: list[SealedSecret] = []
        self.keys: Mapping[str, StoredKey] = {}

    @property
    def settings(self) -> Settings:
        """The settings with stored keys where the environment has none."""
        stored = {
            one.setting: self.keys[one.id].key
            for one in VENDORS
            if one.setting and one.id in self.keys and not is_set(self._settings, one.setting)
        }
        return self._settings.model_copy(update={k: v for k, v in stored.items() if v is not None})

    async def read(self) -> bool:
        """Read what is stored; tells whether it is something else than before."""
        rows = await self._records.list()
        if rows == self._rows:
            return False
        sealer = await self._sealer()
        self.keys = {row.id: _opened(sealer, row) for row in rows}
        self._rows = rows
        return True

    async def put(self, name: str, key: str) -> None:
        """Seal and store a key.

        Raises:
            NotConfigured: Keys cannot be stored here.
            StorageFailed: The key file or the database failed.
        """
        refuse_passing_place(self._settings, serverless=self._settings.serverless)
        sealer = await asyncio.to_thread(sealer_of, self._settings, making=True)
        assert sealer is not None
        await self._records.put(SealedSecret(name, sealer.seal(name, key), now()))

    async def remove(self, name: str) -> bool:
        """Forget a stored key; tells whether there was one."""
        return await self._records.remove(name)

    async def _sealer(self) -> Sealer | None:
        try:
            return await asyncio.to_thread(sealer_of, self._settings, making=False)
        except KodaError as error:  # said with each key; Koda works on without them
            log.warning("stored keys cannot be read: %s", error.message)
            return None


def is_set(settings: Settings, setting: str) -> bool:
    """Tell whether a setting holds a key."""
    key: SecretStr | None = getattr(settings, setting)
    return key is not None and bool(key.get_secret_value().strip())


def _opened(sealer: Sealer | None, row: SealedSecret) -> StoredKey:
    try:
        key = None if sealer is None else SecretStr(sealer.open(row.id, row.sealed))
    except CannotOpenError:
        log.warning("the stored key of %s cannot be read: KODA_SECRET is another one", row.id)
        key = None
    return StoredKey(key, row.changed_at)
