"""`koda doctor`: makes every check in turn, and says what to do."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.text import Text

from koda.cli.checks import (
    check_access,
    check_database,
    check_disk,
    check_folder,
    check_libraries,
    check_page,
    check_port,
    check_python,
    check_token,
    check_variables,
)
from koda.cli.host_checks import check_host
from koda.cli.place import settings_of
from koda.cli.postgres_checks import check_postgres
from koda.cli.sandbox_checks import check_sandbox
from koda.cli.storage_checks import check_storage
from koda.cli.turso_checks import check_turso
from koda.connections.check import Check
from koda.connections.fal_check import check_fal
from koda.connections.text_check import check_text
from koda.core.errors import NotConfigured
from koda.settings import Settings

_MARKS = {"ok": ("✓", "green"), "warning": ("!", "yellow"), "failed": ("✗", "red")}


def run(options: argparse.Namespace) -> int:
    """Run the command."""
    checks: list[Check] = []
    console = Console(highlight=False, soft_wrap=True)
    for check in make_checks(options):
        checks.append(check)
        if not options.json:
            console.print(_line(check))
    has_failed = any(check.state == "failed" for check in checks)
    if options.json:
        document = {"ok": not has_failed, "checks": [asdict(check) for check in checks]}
        print(json.dumps(document, indent=2, ensure_ascii=False))
    else:
        console.print(_summary(checks))
    return 1 if has_failed else 0


def make_checks(options: argparse.Namespace) -> Iterator[Check]:
    """Make the checks one by one; without settings that can be read, only those that need none."""
    yield check_python()
    yield from check_variables(os.environ, Path(".env"))
    try:
        settings = settings_of(options)
    except NotConfigured as error:
        yield Check("settings", "failed", error.message.rstrip("."), error.remedy)
        settings = None
    else:
        yield Check("settings", "ok", "can be read")
    yield check_libraries()
    yield check_page()
    if settings is not None:
        yield from _checks_of(settings)


def _checks_of(settings: Settings) -> Iterator[Check]:
    yield check_access(settings)
    yield check_port(settings)
    yield check_folder("data folder", settings.data, "KODA_DATA")
    yield from check_storage(settings)
    yield check_disk(settings)
    yield check_token(settings)
    if settings.database_url is not None:
        yield from check_postgres(settings)
    elif settings.turso_database_url:
        yield from check_turso(settings)
    else:
        yield check_database(settings)
    yield from check_host(settings, Path())
    yield from check_fal(settings)
    yield from check_text(settings)
    yield check_sandbox(settings)


def _line(check: Check) -> Text:
    mark, color = _MARKS[check.state]
    line = Text.assemble((mark, color), f" {check.name}: {check.message}")
    if check.remedy:
        line.append(f"\n  {check.remedy}", "dim" if check.state == "ok" else "")
    return line


def _summary(checks: list[Check]) -> str:
    failed = sum(check.state == "failed" for check in checks)
    warnings = sum(check.state == "warning" for check in checks)
    if failed:
        return f"\n{failed} failed, {warnings} to look at."
    return f"\nAll is well; {warnings} to look at." if warnings else "\nAll is well."
