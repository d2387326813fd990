"""`koda sandbox`: the boxes that foreign code runs in, without a browser."""

from __future__ import annotations

import argparse
import asyncio
import math
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from koda.adapters import open_sandboxes
from koda.cli.place import settings_of
from koda.core.errors import NotConfigured
from koda.log import set_up_logging
from koda.sandbox.limits import limits_of
from koda.sandbox.port import BoxEntry, Sandboxes
from koda.settings import Settings


def probe(options: argparse.Namespace) -> int:
    """Run `koda sandbox probe`."""

    async def work(boxes: Sandboxes) -> int:
        missing = await boxes.probe()
        if missing is None:
            print(f"Boxes work here, by {boxes.name}.")
            return 0
        print(missing.reason, missing.remedy, sep="\n")
        return 1

    return _with_boxes(options, work)


def list_boxes(options: argparse.Namespace) -> int:
    """Run `koda sandbox list`."""

    async def work(boxes: Sandboxes) -> int:
        await boxes.probe()
        entries = await boxes.list()
        print(*map(_line, entries), sep="\n") if entries else print("No box lives.")
        return 0

    return _with_boxes(options, work)


def sweep(options: argparse.Namespace) -> int:
    """Run `koda sandbox sweep`."""

    async def work(boxes: Sandboxes) -> int:
        ended = await boxes.sweep()
        print(f"{ended} {'box' if ended == 1 else 'boxes'} ended.")
        return 0

    return _with_boxes(options, work)


def build_image(options: argparse.Namespace) -> int:
    """Run `koda sandbox build-image`."""
    from koda.sandbox.docker_image import build_image as build

    settings = _settings(options)
    build(settings.sandbox_image, _say, base=options.base or "")
    print(f"{settings.sandbox_image} is built; `koda sandbox probe` tries it.")
    return 0


def build_template(options: argparse.Namespace) -> int:
    """Run `koda sandbox build-template`."""
    from koda.sandbox.e2b import TEMPLATE
    from koda.sandbox.e2b_template import build_template as build

    settings = _settings(options)
    if options.provider != "e2b":
        raise NotConfigured(f"There are no templates for {options.provider}.", remedy="Say `e2b`.")
    if settings.e2b_key is None:
        raise NotConfigured(
            "There is no key for E2B.", remedy="Set `E2B_API_KEY`.", setting="E2B_API_KEY"
        )
    limits, name = limits_of(settings), settings.e2b_template or TEMPLATE
    memory = math.ceil(limits.memory / 1024**2)
    built = build(
        name,
        _say,
        cpus=math.ceil(limits.cpus),
        memory_mb=memory + memory % 2,
        api_key=settings.e2b_key.get_secret_value(),
        domain=settings.e2b_domain,
        **({"api_url": settings.e2b_api_url} if settings.e2b_api_url else {}),
    )
    print(f"{name} is built ({asyncio.run(built)}); `koda sandbox probe` tries it.")
    return 0


def _with_boxes(options: argparse.Namespace, work: Callable[[Sandboxes], Awaitable[int]]) -> int:
    async def main() -> int:
        boxes = open_sandboxes(_settings(options))
        try:
            return await work(boxes)
        finally:
            await boxes.close()

    return asyncio.run(main())


def _settings(options: argparse.Namespace) -> Settings:
    set_up_logging("warning")
    return settings_of(options)


def _line(entry: BoxEntry) -> str:
    ends = datetime.fromtimestamp(entry.ends_at / 1000, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    labels = " ".join(f"{name}={value}" for name, value in sorted(entry.labels.items()))
    return f"{entry.id}  {entry.purpose}  until {ends}  {labels}".rstrip()


def _say(text: str) -> None:
    print(text, end="", flush=True)
