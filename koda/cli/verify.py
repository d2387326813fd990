"""`koda verify URL`: checks a deployment that runs, and prints a table."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys

from rich.console import Console
from rich.table import Table
from rich.text import Text

from koda.cli.terminal import ask, say
from koda.verify.deployment import Deployment, read_address
from koda.verify.finding import Finding
from koda.verify.journey import verify
from koda.verify.pictures import Quote

_MARKS = {"ok": ("✓", "green"), "failed": ("✗", "red"), "skipped": ("–", "dim")}


def run(options: argparse.Namespace) -> int:
    """Run the command."""
    base, token = read_address(options.url)
    token = options.token or token or os.environ.get("KODA_TOKEN", "")
    headers = {"Authorization": f"Bearer {token.strip()}"} if token.strip() else {}
    findings = asyncio.run(_checked(Deployment(base, headers), options))
    has_failed = any(one.state == "failed" for one in findings)
    if options.json:
        document = {
            "ok": not has_failed,
            "url": base,
            "checks": [one.model_dump() for one in findings],
        }
        print(json.dumps(document, indent=2, ensure_ascii=False))
    else:
        Console(highlight=False).print(_table(findings), _summary(findings))
    return 1 if has_failed else 0


async def _checked(there: Deployment, options: argparse.Namespace) -> list[Finding]:
    async def may_spend(quote: Quote) -> bool:
        words = f"A picture by {quote.title} costs {quote.words}."
        if options.yes:
            say(words)
            return True
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            return False
        return (await ask(f"{words} Make it? [y/N]")).lower() in {"y", "yes"}

    findings: list[Finding] = []
    async for one in verify(there, may_spend, must_be_cloud=options.cloud):
        findings.append(one)
        if not options.json:
            say(f"{_MARKS[one.state][0]} {one.title}")
    return findings


def _table(findings: list[Finding]) -> Table:
    table = Table(box=None, pad_edge=False)
    for name in ("", "Check", "Time", "Found"):
        table.add_column(name, justify="right" if name == "Time" else "left")
    for one in findings:
        mark, color = _MARKS[one.state]
        words = Text(one.message)
        if one.remedy:
            words.append(f"\n{one.remedy}", "dim")
        table.add_row(Text(mark, color), one.title, f"{one.seconds:.2f} s", words)
    return table


def _summary(findings: list[Finding]) -> str:
    counts = {
        state: sum(one.state == state for one in findings) for state in ("ok", "failed", "skipped")
    }
    return "\n" + ", ".join(f"{count} {state}" for state, count in counts.items() if count) + "."
