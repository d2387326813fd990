"""Scripts: rules that say which request is answered with what, read from JSON files."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, cast

from pydantic import JsonValue

from koda.emulators.anthropic_request import Ask
from koda.emulators.anthropic_schemas import property_names

OWN = Path(__file__).parent / "anthropic_scripts"
"""The scripts for Koda's own questions."""

WHEN = {"system", "user", "told", "model", "schema", "tools", "images", "turns"}
"""Members of a condition."""
SAY = {
    "thinking", "text", "json", "tools", "refusal", "first_ms", "token_ms",
    "facts", "counts", "each",
}  # fmt: skip
"""Members of an answer; `docs/extend/emulators.md` says what each means."""


class BadRule(ValueError):
    """Something is not a script."""


@dataclass(slots=True)
class Rule:
    """One script.

    Attributes:
        say: The answer.
        when: What has to hold for it; nothing: it always fits.
        name: What the ledger calls it.
        times: How often it may be used; 0: without end.
    """

    say: dict[str, Any]
    when: dict[str, Any] = field(default_factory=dict[str, Any])
    name: str = ""
    times: int = 0
    used: int = 0

    def fits(self, ask: Ask) -> bool:
        """Say whether it answers this request."""
        if self.times and self.used >= self.times:
            return False
        when = self.when
        return (
            fnmatchcase(ask.name, when.get("model", "*"))
            and _has(ask.system, when.get("system"))
            and _has(ask.words, when.get("user"))
            and _has(ask.told, when.get("told"))
            and set(when.get("schema", ())) <= property_names(ask.schema)
            and set(when.get("tools", ())) <= set(ask.tools)
            and ask.media("image") >= when.get("images", 0)
            and ("turns" not in when or len(ask.turns) == when["turns"])
        )


def read_rules(value: JsonValue, source: str) -> list[Rule]:
    """Read rules from what a file holds: one of them, or a list.

    Raises:
        BadRule: They are not rules; says which and why.
    """
    listed = value if isinstance(value, list) else [value]
    return [_read_rule(one, f"{source}, rule {number}") for number, one in enumerate(listed, 1)]


def load_rules(path: Path) -> list[Rule]:
    """Load the rules of a file, or of all `.json` files of a folder by their names.

    Raises:
        BadRule: There are none, or one is not a rule.
    """
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    if not files or not files[0].is_file():
        raise BadRule(f"there are no rules at {path}")
    rules: list[Rule] = []
    for file in files:
        try:
            rules += read_rules(json.loads(file.read_text(encoding="utf-8")), file.name)
        except json.JSONDecodeError as error:
            raise BadRule(f"{file.name} is not JSON: {error}") from None
    return rules


def _read_rule(value: JsonValue, place: str) -> Rule:
    if not isinstance(value, dict) or not isinstance(value.get("say"), dict):
        raise BadRule(f"{place}: a rule is an object with “say”")
    given = cast("dict[str, Any]", value)
    when: dict[str, Any] = given.get("when", {})
    for kind, known in (("when", WHEN), ("say", SAY)):
        unknown = sorted(set(given.get(kind, {})) - known)
        if unknown:
            raise BadRule(f"{place}: “{kind}” has no {unknown[0]!r}; it has {sorted(known)}")
    for name in ("system", "user", "told", "schema", "tools"):
        if not isinstance(when.get(name, []), list):
            raise BadRule(f"{place}: “when.{name}” is a list of words")
    return Rule(
        say=given["say"],
        when=when,
        name=str(given.get("name", place)),
        times=int(given.get("times", 0)),
    )


def _has(text: str, words: list[str] | None) -> bool:
    lower = text.lower()
    return all(str(word).lower() in lower for word in words or ())
