"""The docs say what the code does, and name only what exists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from koda.core.errors import KodaError
from koda.nodes.catalog import collect_kinds
from koda.providers.models import Models, shipped_cards
from koda.settings import Settings, variable_names
from tools import docs

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
PATH = re.compile(
    r"`((?:koda|web|tests|tools|docs|benches)/[\w./*{},-]+|[\w-]+\.(?:py|toml|json|md))`"
)
LINK = re.compile(r"\]\(([^)\s#]+)[^)]*\)")


@pytest.mark.parametrize("name", docs.PAGES)
def test_generated_pages_are_in_step(name: str) -> None:
    page = ROOT / "docs" / name
    assert page.read_text(encoding="utf-8") == docs.PAGES[name](), "run `make docs`"


def test_every_setting_is_documented() -> None:
    page = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    variables = [variable for field in Settings.model_fields for variable in variable_names(field)]
    assert [variable for variable in variables if f"`{variable}`" not in page] == []


def error_kinds(error: type[KodaError] = KodaError) -> Iterator[type[KodaError]]:
    yield error
    for kind in error.__subclasses__():
        yield from error_kinds(kind)


def test_every_error_is_documented_under_a_code_of_its_own() -> None:
    page = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    kinds = [kind for kind in error_kinds() if kind.__module__.startswith("koda.")]
    codes = [kind.code for kind in kinds if kind.__module__ == KodaError.__module__]
    assert sorted(set(codes)) == sorted(codes)
    assert {kind.code for kind in kinds} == set(codes)
    assert [code for code in codes if f"`{code}`" not in page] == []


def test_every_node_kind_is_documented() -> None:
    page = (ROOT / "docs" / "nodes.md").read_text(encoding="utf-8")
    kinds = collect_kinds(Models(shipped_cards(), {}))
    assert [kind for kind in kinds if f"`{kind}`" not in page] == []


def test_the_readme_is_short_and_has_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(readme.splitlines()) <= 150
    assert "make run" in readme
    assert "make test" in readme


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_files_that_the_docs_name_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = {name.rstrip("/") for name in PATH.findall(text)}
    missing = {name for name in named if not exists(name)}
    linked = {link for link in LINK.findall(text) if "://" not in link and "@" not in link}
    missing |= {link for link in linked if not (page.parent / link).exists()}
    assert missing == set()


def exists(name: str) -> bool:
    if "{" in name:  # `koda/db/{base,sqlite}.py`
        head, choices, tail = re.split(r"[{}]", name, maxsplit=2)
        return all(exists(f"{head}{choice}{tail}") for choice in choices.split(","))
    if "/" in name:
        return name == "koda/_static" or any(ROOT.glob(name))
    folders = (ROOT / folder for folder in ("koda", "web/src", "tests", "tools", "docs", "benches"))
    return (ROOT / name).exists() or any(any(folder.rglob(name)) for folder in folders)
