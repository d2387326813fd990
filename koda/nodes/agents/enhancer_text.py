"""Makes a prompt of what a model answered, and finds what it should have kept."""

from __future__ import annotations

import re

from koda.core.mentions import find_mentions

_FENCE = re.compile(r"^```[\w-]*\n(.*?)\n?```$", re.DOTALL)
_PREAMBLE = re.compile(
    r"^(?:(?:sure|certainly|of course|okay|here(?:'s| is| are))\b[^\n]{0,160}"
    r"\b(?:prompt|script|version|rewrite)\b[^\n]{0,60}:\s*\n+"
    r"|[*_#\s]*(?:(?:the )?(?:enhanced|improved|better|rewritten|revised|final) )?"
    r"(?:prompt|script|version)[*_]*:[*_]*\s+)",
    re.IGNORECASE,
)
_HEADING = re.compile(r"^#{1,6}[ \t]+", re.MULTILINE)
_BULLET = re.compile(r"^[ \t]*[-*•][ \t]+", re.MULTILINE)
_STRONG = re.compile(r"\*\*(?=\S)([^*\n]{1,400}?)(?<=\S)\*\*")
_SLOT = re.compile(r"\{\w[\w .-]{0,79}\}")
_QUOTED = re.compile(r'"([^"\n]{1,200})"|“([^”\n]{1,200})”|«([^»\n]{1,200})»')
_PAIRS = (('"', '"'), ("“", "”"), ("'", "'"), ("‘", "’"), ("«", "»"))
_MOST_KEPT = 100


def cleaned(answer: str, *, prose: bool) -> str:
    """Take off what models put around a prompt: fences, an introduction, markdown, quotes.

    Args:
        answer: What was said.
        prose: Lines are one paragraph; otherwise they stay as they are.
    """
    text = answer.strip()
    fenced = _FENCE.match(text)
    text = _PREAMBLE.sub("", fenced[1].strip() if fenced else text, count=1).strip()
    text = _HEADING.sub("", _BULLET.sub("", text))
    text = _unquoted(_STRONG.sub(r"\1", text).strip())
    if prose:
        return " ".join(text.split())
    return re.sub(r"\n{3,}", "\n\n", text)


def lost(prompt: str, answer: str, *, quotes: bool) -> list[str]:
    """Give what stands for something else in the prompt, and is missing from the answer.

    Mentions, slots, and (with `quotes`) quoted words, whose marks may have become others.
    """
    mentions = [prompt[one.start : one.end] for one in find_mentions(prompt, ())]
    kept = [*mentions, *_SLOT.findall(prompt)]
    if quotes:
        kept += [next(part for part in found if part) for found in _QUOTED.findall(prompt)]
    said = " ".join(answer.split())
    missing = (one for one in kept[:_MOST_KEPT] if " ".join(one.split()) not in said)
    return list(dict.fromkeys(missing))


def _unquoted(text: str) -> str:
    for start, end in _PAIRS:
        inner = text[1:-1]
        is_whole = len(text) > 1 and text.startswith(start) and text.endswith(end)
        if is_whole and start not in inner and end not in inner:
            return inner.strip()
    return text
