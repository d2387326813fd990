"""`koda assets move`: copies the library's files into another asset store."""

from __future__ import annotations

import argparse
import asyncio
import sys
from pathlib import Path

from koda.adapters import open_blobs, open_database
from koda.assets.moving import Moved, Mover
from koda.cli.assets import size
from koda.cli.place import make_folder, settings_of
from koda.core.errors import Invalid
from koda.db.assets_types import types_by_hash
from koda.db.migrate import migrate
from koda.settings import Settings

_STORES = ("local", "r2", "s3")
_SAID_EVERY = 100
_SHOWN = 20


def run(options: argparse.Namespace) -> int:
    """Run the command."""
    settings = settings_of(options)
    source = _store(getattr(options, "from") or settings.asset_storage, "--from")
    target = _store(options.to or "", "--to")
    if source == target:
        raise Invalid(
            f"The files are in the store {source} already.",
            remedy="Name another one: --to r2, --to s3 or --to local; --from says where they are.",
        )
    done = asyncio.run(_move(settings, source, target, options))
    for line in report(done, settings, target, is_trial=options.dry_run):
        print(line)
    return 1 if done.failed or done.missing else 0


def _store(name: str, option: str) -> str:
    if name not in _STORES:
        raise Invalid(f"{option} takes {', '.join(_STORES)}.", remedy=f"Add {option} r2.")
    return name


async def _move(settings: Settings, source: str, target: str, options: argparse.Namespace) -> Moved:
    blobs, others = open_blobs(settings, source), open_blobs(settings, target)
    work = Path(settings.data, "work")
    make_folder(work, "KODA_DATA")
    database = open_database(settings)
    try:
        await migrate(database)
        types = await types_by_hash(database)
    finally:
        await database.close()
    mover = Mover(blobs, others, types, work, is_trial=options.dry_run, verifies=options.verify)
    return await mover.move(_tell)


def _tell(done: Moved) -> None:
    count = done.copied + done.there + len(done.failed)
    if count % _SAID_EVERY == 0:
        print(f"{count} files, {size(done.copied_bytes)} copied …", file=sys.stderr)


def report(done: Moved, settings: Settings, target: str, *, is_trial: bool) -> list[str]:
    """Say what was done, or would be, and what to do next."""
    would = "would be copied" if is_trial else "copied"
    lines = [
        f"{done.copied} files {would}: {size(done.copied_bytes)}.",
        f"{done.there} files were there already: {size(done.there_bytes)}.",
    ]
    lines += [f"Failed: {key}: {why}" for key, why in list(done.failed.items())[:_SHOWN]]
    if len(done.failed) > _SHOWN:
        lines.append(f"… and {len(done.failed) - _SHOWN} more.")
    if done.missing:
        lines.append(
            f"{len(done.missing)} assets have no file in either store; the first: "
            f"{done.missing[0]}."
        )
    if done.failed:
        lines.append("Run it again: what is there is not sent again.")
    elif not is_trial:
        lines += _next_steps(settings, target)
    return lines


def _next_steps(settings: Settings, target: str) -> list[str]:
    lines = ["The files that were copied are still where they were."]
    if settings.asset_storage == target:
        return [*lines, f"Koda uses the store {target}: nothing else is to be done."]
    lines.append(f"Set ASSET_STORAGE={target} and start Koda again.")
    lines.append(
        "If it was running meanwhile, run this once more afterwards, with --from "
        f"{settings.asset_storage}, for what came in since."
    )
    return lines
