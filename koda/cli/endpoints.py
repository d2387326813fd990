"""`koda endpoints`: any endpoint of fal.ai as a node, without a browser."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Awaitable, Callable, Sequence

from koda.cli.place import make_folder, settings_of
from koda.log import set_up_logging
from koda.providers.fal_catalogue import Listed
from koda.providers.fal_prices import price_words
from koda.services import Services
from koda.wiring import open_services


def search(options: argparse.Namespace) -> int:
    """Run `koda endpoints search`."""

    async def work(koda: Services) -> int:
        found = await koda.endpoints.search(options.words)
        print(*_lines(found.endpoints, found.added), sep="\n")
        if found.notice:
            print(found.notice)
        return 1 if found.notice or not found.endpoints else 0

    return _with_services(options, work)


def add(options: argparse.Namespace) -> int:
    """Run `koda endpoints add`."""

    async def work(koda: Services) -> int:
        spec = await koda.endpoints.add(options.id)
        takes = ", ".join(one.title for one in spec.inputs) or "nothing"
        gives = ", ".join(one.title for one in spec.outputs)
        print(f"{spec.title} is the node “{spec.kind}”: takes {takes}; gives {gives}.")
        return 0

    return _with_services(options, work)


def refresh(options: argparse.Namespace) -> int:
    """Run `koda endpoints refresh`."""

    async def work(koda: Services) -> int:
        names = [options.id] if options.id else [one.id for one in await koda.endpoints.list()]
        for name in names:
            spec = await koda.endpoints.refresh(name)
            print(f"{name}: version {spec.version}")
        return 0

    return _with_services(options, work)


def remove(options: argparse.Namespace) -> int:
    """Run `koda endpoints remove`."""

    async def work(koda: Services) -> int:
        await koda.endpoints.remove(options.id)
        print(f"{options.id}: removed")
        return 0

    return _with_services(options, work)


def list_added(options: argparse.Namespace) -> int:
    """Run `koda endpoints list`."""

    async def work(koda: Services) -> int:
        added = await koda.endpoints.list()
        print(*_lines(added, frozenset()), sep="\n")
        return 0

    return _with_services(options, work)


def _with_services(options: argparse.Namespace, work: Callable[[Services], Awaitable[int]]) -> int:
    settings = settings_of(options)
    make_folder(settings.data, "KODA_DATA")
    set_up_logging("error")

    async def run() -> int:
        async with open_services(settings, work=False) as services:
            return await work(services)

    return asyncio.run(run())


def _lines(endpoints: Sequence[Listed], added: frozenset[str]) -> list[str]:
    if not endpoints:
        return ["There is none."]
    width = max(len(one.id) for one in endpoints)
    return [
        "  ".join(
            part
            for part in (
                one.id.ljust(width),
                one.category.ljust(16),
                price_words(one.price),
                "(added)" if one.id in added else "",
            )
            if part
        ).rstrip()
        for one in endpoints
    ]
