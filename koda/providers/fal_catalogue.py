"""Asks fal.ai which endpoints there are, what they take, and what they cost."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

import httpx2

from koda.core.errors import Invalid, NotFound, ProviderError, ProviderUnavailable
from koda.providers.fal_errors import NAME
from koda.providers.fal_http import FalCalls, object_of, origin_of
from koda.providers.fal_schemas import MOST_BYTES
from koda.providers.fal_words import title_of
from koda.providers.json_parts import list_of, mapping_of

_PAGE = 20
_KEPT_SECONDS = 3600.0
_MOST_KEPT = 200
_MOST_PRICES = 50
_MOST_PICTURES = 5_000
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}(/[A-Za-z0-9][A-Za-z0-9._-]{0,79}){1,6}")
_PAGE_ADDRESS = re.compile(r"^https?://(www\.)?fal\.(ai|run)/(models/)?")
_LONGEST_ID = 150
_MOST_DOLLARS = 10_000


@dataclass(frozen=True, slots=True)
class UnitPrice:
    """What one unit costs: US dollars, and the vendor's word for the unit (`images`)."""

    amount: float
    unit: str


@dataclass(frozen=True, slots=True)
class Listed:
    """An endpoint in the catalogue. `thumbnail` is an address; empty without one."""

    id: str
    title: str
    description: str = ""
    category: str = ""
    status: str = "active"
    thumbnail: str = ""
    price: UnitPrice | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the catalogue, and where the next begins; none on the last."""

    endpoints: tuple[Listed, ...]
    cursor: str | None = None


class FalCatalogue:
    """The catalogue. Pages are kept for an hour; documents are not, whoever asks keeps them.

    Source: fal.ai/docs, platform interface, `GET /v1/models` and `GET /v1/models/pricing`. The
    list answers without a key; prices are left out then.
    """

    def __init__(self, client: httpx2.AsyncClient, api: str, key: str, pause: float = 0.3) -> None:
        """Ask at `api`, with the key if there is one; the client is closed with it."""
        self._client = client
        self._api = api
        self._pause = pause
        self._take(key)
        self._kept: dict[tuple[str, str, str], tuple[float, Page]] = {}
        self._pictures: dict[str, str] = {}

    def change_key(self, key: str) -> None:
        """Ask with another key, or with none; pages without its prices are forgotten."""
        self._take(key)
        self._kept.clear()

    def _take(self, key: str) -> None:
        self._has_key = bool(key.strip())
        origins = frozenset({origin_of(self._api)}) if self._has_key else frozenset[str]()
        self._calls = FalCalls(self._client, key, origins, self._pause)

    async def search(self, query: str = "", category: str = "", cursor: str = "") -> Page:
        """Find active endpoints; a whole id, or the address of its page, finds that endpoint.

        Raises:
            ProviderError: fal.ai does not answer, or refuses.
        """
        asked = (query.strip(), category, cursor)
        kept = self._kept.get(asked)
        if kept is not None and kept[0] > time.monotonic():
            return kept[1]
        page = await self._search(*asked)
        if len(self._kept) >= _MOST_KEPT:
            self._kept.pop(next(iter(self._kept)))
        self._kept[asked] = (time.monotonic() + _KEPT_SECONDS, page)
        if len(self._pictures) > _MOST_PICTURES:
            self._pictures.clear()
        self._pictures |= {one.id: one.thumbnail for one in page.endpoints}
        return page

    async def get(self, endpoint: str) -> tuple[Listed, dict[str, Any]]:
        """Give what the catalogue says about an endpoint, and its OpenAPI document.

        Raises:
            NotFound: There is no such endpoint.
            Invalid: It has no document that could be kept.
            ProviderError: fal.ai does not answer, or refuses.
        """
        asked = {"endpoint_id": endpoint, "expand": "openapi-3.0"}
        for raw in await self._models(asked):
            listed = _listed(raw)
            if listed is None or listed.id != endpoint:
                continue
            document = raw.get("openapi")
            if not isinstance(document, dict):
                break
            (priced,) = await self._priced([listed])
            return priced, cast("dict[str, Any]", document)
        raise NotFound(
            f"fal.ai has no endpoint “{endpoint}” that describes itself.",
            remedy="Check the id on the endpoint's page.",
            endpoint=endpoint,
        )

    def thumbnail_of(self, endpoint: str) -> str:
        """Give the address of the picture of an endpoint that was found before; else nothing."""
        return self._pictures.get(endpoint, "")

    async def close(self) -> None:
        """Close the client."""
        await self._client.aclose()

    async def _search(self, query: str, category: str, cursor: str) -> Page:
        endpoint = parse_id(query) if "/" in query else None
        exact: list[Listed] = []
        if endpoint is not None and not cursor:
            exact = _all_listed(await self._models({"endpoint_id": endpoint}))
        asked = {"limit": str(_PAGE), "status": "active"}
        asked |= {"q": query} if query else {}
        asked |= {"category": category} if category else {}
        asked |= {"cursor": cursor} if cursor else {}
        answer = await self._ask(asked)
        found = _all_listed(_models_of(answer))
        following = answer.get("next_cursor") if answer.get("has_more") else None
        unique = {one.id: one for one in (*exact, *found)}
        return Page(
            tuple(await self._priced(list(unique.values()))),
            following if isinstance(following, str) and following else None,
        )

    async def _models(self, asked: Mapping[str, str]) -> list[Mapping[str, Any]]:
        try:
            return _models_of(await self._ask(asked))
        except ProviderUnavailable:
            raise
        except ProviderError as error:
            if error.fields.get("status") == 404:
                return []
            raise

    async def _ask(self, asked: Mapping[str, str]) -> dict[str, Any]:
        answer = await self._calls.read("GET", f"{self._api}/v1/models", params=asked)
        if len(answer.content) > 4 * MOST_BYTES:
            raise Invalid("fal.ai's answer is too large to be read.", limit=4 * MOST_BYTES)
        return object_of(answer, "models")

    async def _priced(self, endpoints: Sequence[Listed]) -> list[Listed]:
        """Add the prices; without a key, or an answer, there are none."""
        if not self._has_key or not endpoints:
            return list(endpoints)
        ids = ",".join(one.id for one in endpoints[:_MOST_PRICES])
        try:
            answer = await self._calls.read(
                "GET", f"{self._api}/v1/models/pricing", params={"endpoint_id": ids}
            )
            prices = _prices_of(object_of(answer))
        except ProviderError:
            return list(endpoints)
        return [replace(one, price=prices.get(one.id)) for one in endpoints]


def parse_id(text: str) -> str | None:
    """Read an endpoint's id, as it is or in the address of its page; none if it is none."""
    name = _PAGE_ADDRESS.sub("", text.strip())
    name = name.split("?")[0].split("#")[0].strip("/")
    for ending in ("/api", "/playground", "/llms.txt"):
        name = name.removesuffix(ending) if text.strip().startswith("http") else name
    return name if _ID.fullmatch(name) and len(name) <= _LONGEST_ID else None


def check_id(text: str) -> str:
    """Give an endpoint's id; raises `Invalid` if it is none."""
    found = parse_id(text)
    if found is None:
        raise Invalid(
            "This is not the id of an endpoint.",
            remedy="An id looks like fal-ai/flux/dev; copy it from the endpoint's page.",
            field="id",
            provider=NAME,
        )
    return found


def _models_of(answer: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [mapping_of(one) for one in list_of(answer.get("models"))]


def _all_listed(models: Sequence[Mapping[str, Any]]) -> list[Listed]:
    return [one for one in map(_listed, models) if one is not None]


def _listed(raw: Mapping[str, Any]) -> Listed | None:
    endpoint, about = raw.get("endpoint_id"), mapping_of(raw.get("metadata"))
    if not isinstance(endpoint, str) or parse_id(endpoint) != endpoint:
        return None
    return Listed(
        id=endpoint,
        title=_line(about.get("display_name"), 80) or title_of(endpoint.partition("/")[2]),
        description=_line(about.get("description"), 300),
        category=_line(about.get("category"), 40),
        status=_line(about.get("status"), 20) or "active",
        thumbnail=_address(about.get("thumbnail_url")),
    )


def _line(value: object, longest: int) -> str:
    text = " ".join(value.split()) if isinstance(value, str) else ""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _address(value: object) -> str:
    good = isinstance(value, str) and value.startswith(("https://", "http://"))
    return value if isinstance(value, str) and good and len(value) <= 2_000 else ""


def _prices_of(answer: Mapping[str, Any]) -> dict[str, UnitPrice]:
    found: dict[str, UnitPrice] = {}
    for raw in list_of(answer.get("prices")):
        one = mapping_of(raw)
        amount = one.get("unit_price")
        if isinstance(amount, bool) or not isinstance(amount, int | float):
            continue
        if 0 <= amount < _MOST_DOLLARS and one.get("currency") in {"USD", None}:
            unit = UnitPrice(float(amount), _line(one.get("unit"), 40))
            found[str(one.get("endpoint_id"))] = unit
    return found
