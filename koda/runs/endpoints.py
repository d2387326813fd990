"""Endpoints of fal.ai that people added: found, kept with their documents, offered as kinds."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass

from koda.assets.far_pictures import FarPictures
from koda.clock import now
from koda.core.errors import Conflict, KodaError, NotFound, ProviderError
from koda.core.spec import NodeSpec
from koda.db.endpoints import EndpointRecords, FetchedEndpoint, StoredEndpoint
from koda.providers.fal_card import PREFIX, card_of
from koda.providers.fal_catalogue import FalCatalogue, Listed, UnitPrice, check_id
from koda.providers.fal_form import EndpointForm
from koda.providers.fal_openapi import read_form
from koda.providers.models import Models
from koda.runs.kind import NodeKind
from koda.runs.kinds import Kinds

log = logging.getLogger("koda.endpoints")

MakeKind = Callable[[EndpointForm, int, UnitPrice | None, Models], NodeKind]
"""Makes the kind of a form, its version, and the price of a unit."""

FindUses = Callable[[str], Awaitable[Sequence[str]]]
"""Gives the names of the canvases that have nodes of a kind."""


@dataclass(frozen=True, slots=True)
class FoundEndpoints:
    """A page of what was found.

    Attributes:
        cursor: Where the next page begins; none on the last.
        added: Ids of those that are kinds here already.
        notice: Why this is only what is kept here; empty when fal.ai answered.
    """

    endpoints: tuple[Listed, ...]
    cursor: str | None
    added: frozenset[str]
    notice: str = ""


class Endpoints:
    """The service of endpoints. What was added works without the catalogue, and after a restart."""

    def __init__(
        self,
        catalogue: FalCatalogue,
        records: EndpointRecords,
        kinds: Kinds,
        models: Models,
        make: MakeKind,
        uses: FindUses,
        pictures: FarPictures,
    ) -> None:
        """Use these parts; `load` begins."""
        self._catalogue = catalogue
        self._records = records
        self._kinds = kinds
        self._models = models
        self._make = make
        self._uses = uses
        self._pictures = pictures
        self._versions: dict[str, int] = {}
        kinds.learn_by(self.learn)

    async def load(self) -> None:
        """Offer every endpoint that is kept; one that cannot be read is left out and logged."""
        for stored in await self._records.list():
            await self._try_offer(stored)

    async def learn(self, keys: Collection[str]) -> None:
        """Bring these kinds up to date with what other processes did (see `Kinds.learn`)."""
        ids = [key.removeprefix(PREFIX) for key in keys if key.startswith(PREFIX)]
        if ids:
            await self._settle(ids, await self._records.versions(ids))

    async def learn_all(self) -> None:
        """Bring all kinds up to date: before they are listed."""
        versions = await self._records.all_versions()
        await self._settle(list(versions | self._versions), versions)

    async def _settle(self, ids: Sequence[str], versions: Mapping[str, int]) -> None:
        for endpoint in ids:
            if endpoint not in versions:
                self._withdraw(endpoint)
            elif versions[endpoint] != self._versions.get(endpoint):
                stored = await self._records.find(endpoint)
                if stored is not None:
                    await self._try_offer(stored)

    async def list(self) -> list[Listed]:
        """List what was added, the oldest first."""
        return [_listed(one) for one in await self._records.list()]

    async def search(self, query: str = "", category: str = "", cursor: str = "") -> FoundEndpoints:
        """Find endpoints; among those that are kept here, when fal.ai does not answer."""
        kept = await self.list()
        added = frozenset(one.id for one in kept)
        try:
            page = await self._catalogue.search(query, category, cursor)
        except ProviderError as error:
            log.info("fal.ai's catalogue: %s", error.message)
            fitting = tuple(one for one in kept if _fits(one, query, category))
            notice = f"{error.message} Only what was added here is shown."
            return FoundEndpoints(fitting, None, added, notice)
        return FoundEndpoints(page.endpoints, page.cursor, added)

    async def get(self, endpoint: str) -> Listed:
        """Get an added endpoint; raises `NotFound`."""
        stored = await self._records.find(check_id(endpoint))
        if stored is None:
            raise _not_added(endpoint)
        return _listed(stored)

    async def add(self, endpoint: str) -> NodeSpec:
        """Add an endpoint, once: what is here already stays as it is.

        Raises:
            Invalid: It is no id, or its document cannot be used.
            NotFound: fal.ai has no such endpoint.
            ProviderError: fal.ai does not answer.
        """
        name = check_id(endpoint)
        await self.learn([f"{PREFIX}{name}"])
        known = self._kinds.get(f"{PREFIX}{name}")
        return known.spec if known is not None else await self._fetch(name)

    async def refresh(self, endpoint: str) -> NodeSpec:
        """Ask for the document of an added endpoint again; another one raises its version.

        Raises:
            NotFound: It was not added, or is gone from fal.ai; what is kept stays.
            Invalid, ProviderError: As `add`; what is kept stays.
        """
        await self.get(endpoint)
        return await self._fetch(check_id(endpoint))

    async def remove(self, endpoint: str) -> None:
        """Take an added endpoint away.

        Raises:
            NotFound: It was not added.
            Conflict: Canvases have nodes of it.
        """
        await self.get(endpoint)
        names = await self._uses(f"{PREFIX}{endpoint}")
        if names:
            raise Conflict(
                f"{endpoint} is used by {_and(names)}.",
                remedy="Remove its nodes there first.",
                endpoint=endpoint,
                canvases=list(names[:20]),
            )
        if not await self._records.remove(endpoint, now()):
            raise _not_added(endpoint)
        self._withdraw(endpoint)

    async def thumbnail(self, endpoint: str) -> bytes:
        """Give the vendor's small picture of an endpoint, as WebP.

        Raises:
            NotFound: It has none, or was neither found nor added here.
            Invalid, Unavailable, …: See `FarPictures.get`.
        """
        name = check_id(endpoint)
        stored = await self._records.find(name)
        address = stored.thumbnail if stored else self._catalogue.thumbnail_of(name)
        if not address:
            raise NotFound("There is no picture of this endpoint.", endpoint=name)
        return await self._pictures.get(address)

    async def close(self) -> None:
        """Close the connection to the catalogue."""
        await self._catalogue.close()

    async def _fetch(self, endpoint: str) -> NodeSpec:
        listed, document = await self._catalogue.get(endpoint)
        await asyncio.to_thread(
            read_form, document, endpoint, title=listed.title, category=listed.category
        )
        fetched = FetchedEndpoint(
            id=endpoint,
            title=listed.title,
            category=listed.category,
            thumbnail=listed.thumbnail,
            price=None if listed.price is None else asdict(listed.price),
            document=document,
        )
        await self._records.put(fetched, now())
        stored = await self._records.find(endpoint)
        if stored is None:
            raise _not_added(endpoint)
        return await self._offer(stored)

    async def _try_offer(self, stored: StoredEndpoint) -> None:
        try:
            await self._offer(stored)
        except KodaError as error:
            log.warning("the endpoint %s cannot be offered: %s", stored.id, error.message)
            self._versions[stored.id] = stored.version  # said once, until it changes

    async def _offer(self, stored: StoredEndpoint) -> NodeSpec:
        form = await asyncio.to_thread(
            read_form, stored.document, stored.id, title=stored.title, category=stored.category
        )
        kind = self._make(form, stored.version, _price(stored), self._models)
        self._models.put(card_of(form))
        self._kinds.put(kind)
        self._versions[stored.id] = stored.version
        return kind.spec

    def _withdraw(self, endpoint: str) -> None:
        key = f"{PREFIX}{endpoint}"
        self._kinds.remove(key)
        self._models.remove(key)
        self._versions.pop(endpoint, None)


def _listed(stored: StoredEndpoint) -> Listed:
    return Listed(
        id=stored.id,
        title=stored.title,
        category=stored.category,
        thumbnail=stored.thumbnail,
        price=_price(stored),
    )


def _price(stored: StoredEndpoint) -> UnitPrice | None:
    price = stored.price
    return None if price is None else UnitPrice(float(price["amount"]), str(price["unit"]))


def _fits(one: Listed, query: str, category: str) -> bool:
    words = f"{one.id} {one.title} {one.category}".lower()
    return category in {"", one.category} and all(word in words for word in query.lower().split())


def _not_added(endpoint: str) -> NotFound:
    return NotFound(
        f"The endpoint “{endpoint}” was not added here.",
        remedy="Add it by its id.",
        endpoint=endpoint,
    )


def _and(names: Sequence[str]) -> str:
    shown = ", ".join(f"“{name}”" for name in names[:3])
    return f"{shown} and {len(names) - 3} more" if len(names) > 3 else shown
