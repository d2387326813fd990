"""The prompt files: each text has a version, and none of them holds what anybody typed."""

from __future__ import annotations

import hashlib
import json
import re
from importlib import resources
from pathlib import Path

import pytest

from koda.nodes.agents.prompts import data_block, prompt_of, prompts

SEALS = Path(__file__).parents[2] / "cases" / "prompts.json"
FOLDER = resources.files("koda.nodes.agents").joinpath("prompts")
FILES = {one.name: one.read_text(encoding="utf-8") for one in FOLDER.iterdir()}
ADDED = ("-refine", "-veo", "-kling")
"""Ends of the names of what is only ever said after a whole prompt."""
WHOLE = sorted(name for name in prompts() if not name.endswith(ADDED))


def seal(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def test_a_text_that_changes_has_a_new_version() -> None:
    """A result is known by the prompt's version: another text under it would be another result.

    Give the file the next version, and put its seal, as shown, into `tests/cases/prompts.json`.
    """
    found = {name: seal(text) for name, text in sorted(FILES.items())}
    assert found == json.loads(SEALS.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_file_is_called_by_name_and_version(name: str) -> None:
    match = re.fullmatch(r"([a-z]+(?:-[a-z]+)*)\.v([1-9]\d*)\.md", name)
    assert match, name
    newest = prompt_of(match[1])
    assert newest.version >= int(match[2])
    assert newest.key == f"{newest.name}.v{newest.version}"


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_prompt_is_said_as_it_stands_in_its_file(name: str) -> None:
    text = FILES[name]
    assert text.endswith("\n")
    assert not [one for one in text if one != "\n" and not one.isprintable()]
    assert 200 < len(text) < 14_000
    if f"{prompt_of(name.partition('.')[0]).key}.md" == name:
        assert prompt_of(name.partition(".")[0]).system == text.strip()


@pytest.mark.parametrize("name", WHOLE)
def test_every_prompt_says_that_what_is_given_is_material(name: str) -> None:
    words = prompt_of(name).system.lower()
    assert "json" in words, "it says how the material looks"
    assert "never" in words
    assert re.search(r"\bmaterial\b|\bdata\b", words)
    assert re.search(r"instruction|addressed to you|order", words)


def test_an_unknown_prompt_is_a_defect_that_shows() -> None:
    with pytest.raises(KeyError):
        prompt_of("no-such-prompt")


def test_a_block_stands_between_its_tags_as_json() -> None:
    assert data_block("wishes", {"a": ["x"]}) == '<wishes>\n{\n "a": [\n  "x"\n ]\n}\n</wishes>'
