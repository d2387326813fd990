"""Connections: how each stands, keys stored and removed, services asked; always as of now."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Literal

from koda.connections.check import Check
from koda.connections.connection import Connection, Tested
from koda.connections.fal_check import check_fal
from koda.connections.standing import assets_in_use, records_in_use, standing_of
from koda.connections.text_check import check_account
from koda.connections.vault import Vault
from koda.connections.vendors import Vendor, find_vendor
from koda.core.errors import Invalid, KodaError, NotConfigured, NotFound
from koda.settings import Settings

log = logging.getLogger("koda.connections")

MOST_KEY = 500
_LEAST_KEY = 8
_FRESH_SECONDS = 5.0

Apply = Callable[[Settings], None]
"""Puts providers by these settings into everything that works with them."""

Probe = Callable[[], Awaitable[object]]
"""Tries the records or the asset store that are in use; raises `KodaError`."""


class Connections:
    """The service of connections."""

    def __init__(
        self, settings: Settings, vault: Vault, apply: Apply, probes: Mapping[str, Probe]
    ) -> None:
        """Use a vault that was read.

        Args:
            settings: As the environment gives them.
            vault: The stored keys.
            apply: Called with the settings to work by whenever keys have changed.
            probes: By `records` and `assets`.
        """
        self._settings = settings
        self._vault = vault
        self._apply = apply
        self._probes = probes
        self._looked = time.monotonic()
        self._turn = asyncio.Lock()

    async def list(self) -> list[Connection]:
        """Say how every service stands."""
        await self._read()
        return standing_of(self._settings, self._vault.keys)

    async def get(self, name: str) -> Connection:
        """Say how a service stands; raises `NotFound`."""
        found = [one for one in await self.list() if one.id == name]
        if not found:
            raise _unknown(name)
        return found[0]

    async def put_key(self, name: str, key: str) -> Connection:
        """Store a key; it is worked with at once, here and soon on the other machines.

        Raises:
            NotFound: There is no such service.
            Invalid: It takes no key, or this is none.
            NotConfigured: Keys cannot be stored here.
        """
        self._keyed(name)
        await self._vault.put(name, _plain(key))
        return await self.get(name)

    async def remove_key(self, name: str) -> Connection:
        """Forget a stored key; what was begun with it goes on.

        Raises:
            NotFound: There is no such service, or no key of it is stored.
            Invalid: It takes no key.
        """
        vendor = self._keyed(name)
        if not await self._vault.remove(name):
            raise NotFound(f"No key of {vendor.title} is stored here.", connection=name)
        return await self.get(name)

    async def test(self, name: str) -> Tested:
        """Ask a service whether it works, by a request that costs nothing.

        Raises:
            NotFound: There is no such service.
            NotConfigured: It is not connected, so there is nobody to ask.
        """
        connection = await self.get(name)
        vendor = _vendor(name)
        if not connection.can_test:
            raise NotConfigured(
                f"{vendor.title} cannot be asked: {connection.message}",
                remedy=connection.steps[-1] if connection.steps else "",
                connection=name,
            )
        begun = time.monotonic()
        check = await self._ask(vendor)
        return Tested(
            id=name,
            outcome=check.outcome or "failed",
            message=f"{vendor.title} {check.message}.",
            remedy=check.remedy,
            asked=f"{vendor.title} was asked {vendor.asked}.",
            milliseconds=round((time.monotonic() - begun) * 1000),
        )

    async def learn(self, _kinds: Collection[str] = ()) -> None:
        """Take in what other processes have stored, unless that was looked at just now."""
        if time.monotonic() - self._looked >= _FRESH_SECONDS:
            await self._read()

    async def keep_fresh(self) -> None:
        """Take in what other processes store, until this is cancelled."""
        while True:
            await asyncio.sleep(_FRESH_SECONDS)
            with contextlib.suppress(KodaError):  # the records say so elsewhere
                await self.learn()

    async def _read(self) -> None:
        async with self._turn:
            self._looked = time.monotonic()
            if await self._vault.read():
                self._apply(self._vault.settings)

    def _keyed(self, name: str) -> Vendor:
        vendor = _vendor(name)
        if not vendor.setting:
            raise Invalid(
                f"No key of {vendor.title} can be stored here.",
                remedy=" ".join(vendor.steps),
                connection=name,
            )
        return vendor

    async def _ask(self, vendor: Vendor) -> Check:
        settings = self._vault.settings
        if vendor.id in {records_in_use(settings), assets_in_use(settings)}:
            return await _probed(vendor.part, self._probes)
        if vendor.id == "fal":
            found = await asyncio.to_thread(check_fal, settings)
        else:
            found = await asyncio.to_thread(check_account, settings, vendor.id)
        return next((one for one in found if one.state != "ok"), found[0])


async def _probed(part: str, probes: Mapping[str, Probe]) -> Check:
    try:
        await probes[part]()
    except KodaError as error:
        message = f"does not work: {error.message.rstrip('.')}"
        outcome: Literal["unreachable", "failed"] = "unreachable" if error.retryable else "failed"
        return Check(part, "failed", message, error.remedy, outcome)
    return Check(part, "ok", "works", outcome="ok")


def _vendor(name: str) -> Vendor:
    vendor = find_vendor(name)
    if vendor is None:
        raise _unknown(name)
    return vendor


def _unknown(name: str) -> NotFound:
    return NotFound("There is no such service.", connection=name)


def _plain(key: str) -> str:
    """Give a key as it is sent in a header; raises `Invalid`, and never says what it is."""
    plain = key.strip()
    if not _LEAST_KEY <= len(plain) <= MOST_KEY or not all("!" <= one <= "~" for one in plain):
        raise Invalid(
            "This is no key: keys are letters, digits and signs without spaces.",
            remedy="Copy it again, whole and alone.",
            field="key",
        )
    return plain
