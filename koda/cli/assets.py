"""`koda assets gc`: takes away media files that nothing uses."""

from __future__ import annotations

import argparse
import asyncio

from koda.cli.place import settings_of
from koda.core.shelf import Collected
from koda.settings import Settings
from koda.wiring import open_services

_UNITS = ("bytes", "kB", "MB", "GB", "TB")


def gc(options: argparse.Namespace) -> int:
    """Run `koda assets gc`."""
    settings = settings_of(options)
    if not settings.database_file.is_file():
        print("There is no database yet, so there is nothing to take away.")
        return 0
    done = asyncio.run(_collect(settings, dry_run=options.dry_run))
    for line in report(done, settings, dry_run=options.dry_run):
        print(line)
    return 0 if done.complete else 1


async def _collect(settings: Settings, *, dry_run: bool) -> Collected:
    async with open_services(settings, work=False) as services:
        collector = services.collector
        return await (collector.foresee() if dry_run else collector.sweep())


def report(done: Collected, settings: Settings, *, dry_run: bool) -> list[str]:
    """Say what was done, or would be."""
    would = "would be " if dry_run else ""
    lines = [
        f"{done.unused} newly found unused: {would}kept {settings.unused_days} days more.",
        f"{done.trashed} unused for {settings.unused_days} days: {would}put into the trash; "
        + size(done.trashed_bytes)
        + ".",
        f"{done.rescued} used again: {would}taken out of the trash.",
        f"{done.removed} in the trash for {settings.trash_days} days: {would}removed for good; "
        + size(done.freed)
        + " freed.",
    ]
    if not done.complete:
        lines.append(
            "Some canvases were edited meanwhile or could not be read, so what they may use was "
            "left alone. Run it again; the log says which could not be read."
        )
    return lines


def size(count: int) -> str:
    """Write a number of bytes as people read it."""
    amount = float(count)
    for unit in _UNITS[:-1]:
        if amount < 1000:
            return f"{count} bytes" if unit == "bytes" else f"{amount:.1f} {unit}"
        amount /= 1000
    return f"{amount:.1f} {_UNITS[-1]}"
