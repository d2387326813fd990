"""What the values of a step are called, and when that is part of its cache key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pydantic import JsonValue

from koda.core.fingerprint import Content
from koda.core.mentions import NO_LABEL, Label, find_mentions, slug_of

SAID = "@"
"""Where the cache key keeps labels, beside the parameters; no parameter is called this."""

LabelBook = dict[str, dict[str, Label]]
"""By input and by what tells a value from others (`content_word`)."""


def note_labels(book: LabelBook, name: str, contents: Sequence[Content], label: Label) -> None:
    """Write down what values of an input are called; the first wire that brings one counts."""
    if label != NO_LABEL:
        for content in contents:
            book.setdefault(name, {}).setdefault(str(content[1]), label)


def said_labels(
    kept: Mapping[str, JsonValue],
    inputs: Mapping[str, Sequence[Content]],
    labels: Mapping[str, Mapping[str, Label]],
) -> dict[str, JsonValue]:
    """Give what the result depends on: names that a text mentions, and what files are for.

    A name that nobody mentions changes nothing, so renaming a node keeps what is known.
    """
    if not labels:
        return {}
    mentioned = _mentioned(kept, inputs, labels)
    said: dict[str, JsonValue] = {}
    for name, contents in inputs.items():
        found = [labels.get(name, {}).get(str(one[1]), NO_LABEL) for one in contents]
        rows: list[JsonValue] = [
            [slug_of(one.name) if slug_of(one.name) in mentioned else "", one.use] for one in found
        ]
        if any(row != ["", ""] for row in rows):
            said[name] = rows
    return said


def _mentioned(
    kept: Mapping[str, JsonValue],
    inputs: Mapping[str, Sequence[Content]],
    labels: Mapping[str, Mapping[str, Label]],
) -> set[str]:
    texts = [value for value in kept.values() if isinstance(value, str)]
    texts += [str(one[1]) for found in inputs.values() for one in found if one[0] == "text"]
    texts = [text for text in texts if "@" in text]
    if not texts:
        return set()
    names = {slug_of(one.name) for found in labels.values() for one in found.values()} - {""}
    return {one.slug for text in texts for one in find_mentions(text, names) if one.slug in names}
