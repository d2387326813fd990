"""Whoever follows docs/deploy/ never has to guess: commands, variables and places exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from koda.cli.commands import COMMANDS
from koda.settings import Settings, variable_names

DOCS = Path(__file__).resolve().parent.parent / "docs"
THEN = ("verify.md", "access.md", "operations.md")  # where each of them leads
PAGES = sorted([*(DOCS / "deploy").glob("*.md"), *(DOCS / name for name in THEN)])
OF_OTHERS = {
    "BASE": "an argument of the Dockerfile",
    "FUNCTION_INVOCATION_FAILED": "a word of Vercel's",
    "FUNCTION_INVOCATION_TIMEOUT": "a word of Vercel's",
    "SQL_ASCII": "a word of PostgreSQL's",
    "DOCKER_HOST": "of Docker's client",
    "KODA_DOMAIN": "of compose.yaml, for Caddy",
    "NAME": "a placeholder",
    "PORT": "of the host",
    "POSTGRES_PASSWORD": "of compose.yaml, for PostgreSQL",
    "RAILWAY_RUN_UID": "of Railway",
    "SERVICE_PASSWORD_KODA": "of Coolify",
    "VERCEL_PYTHON_COMPILEALL": "of Vercel's builder",
}
"""Words in capitals that are not Koda's own variables."""

_CODE = re.compile(r"```(?:sh|bash)\n(.*?)```|`([^`\n]+)`", re.DOTALL)
_COMMAND = re.compile(r"(?:^|[\s\"])koda ((?!koda\b|cat /)[a-z][a-z0-9-]*[^#|&>)\"\n]*)")
_ASSIGNED = re.compile(r"(?:^|[\s`(;])([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|PORT)(?==|`|\s)")
_LINK = re.compile(r"\]\(([^)\s]*?)#([^)\s]+)\)")
_OPTION = re.compile(r"(?<!\S)--[a-z][\w-]*")
_OWN = {name: {option.name for option in one.options} for one in COMMANDS for name in [one.words]}


def code_of(page: Path) -> list[str]:
    found = _CODE.findall(page.read_text(encoding="utf-8"))
    return [line for block, span in found for line in (block or span).splitlines()]


def commands_in(page: Path) -> list[str]:
    """Command lines of Koda's own: after `koda`, in a shell or alone, up to the next command."""
    return [found.strip() for line in code_of(page) for found in _COMMAND.findall(line)]


def known(line: str) -> str:
    """Say what is wrong with a command line; nothing if it can be typed."""
    words = line.split()
    name = next((words[:n] for n in (2, 1) if tuple(words[:n]) in _OWN), None)
    if name is None:
        return f"there is no `koda {line}`"
    unknown = set(_OPTION.findall(line)) - _OWN[tuple(name)] - {"--help"}
    return f"`koda {' '.join(name)}` has no {', '.join(sorted(unknown))}" if unknown else ""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_of_koda_can_be_typed(page: Path) -> None:
    assert [wrong for line in commands_in(page) if (wrong := known(line))] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_variable_is_a_setting_or_said_to_be_of_somebody_else(page: Path) -> None:
    ours = {name for field in Settings.model_fields for name in variable_names(field)}
    named = {name for line in code_of(page) for name in _ASSIGNED.findall(f" {line} ")}
    assert named - ours - OF_OTHERS.keys() == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_place_in_a_page_that_is_linked_to_exists(page: Path) -> None:
    missing = [
        f"{link}#{place}"
        for link, place in _LINK.findall(page.read_text(encoding="utf-8"))
        if "://" not in link and place not in places(page.parent / link if link else page)
    ]
    assert missing == []


def places(page: Path) -> set[str]:
    """The anchors that GitHub makes of a page's headings."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", one.lower()).strip().replace(" ", "-") for one in headings}


def test_these_checks_can_fail(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("`koda backup x --no-such` and `koda bake`, `KODA_NO_SUCH=1`\n", "utf-8")
    assert [known(line) for line in commands_in(page)] == [
        "`koda backup` has no --no-such",
        "there is no `koda bake`",
    ]
    assert [name for line in code_of(page) for name in _ASSIGNED.findall(f" {line} ")] == [
        "KODA_NO_SUCH"
    ]
