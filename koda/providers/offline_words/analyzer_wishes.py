"""Changes an analysis by a wish, as far as rules can: the subject, picture or film, one shot."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pydantic import JsonValue

from koda.providers.offline_words.analyzer_prompts import SUBJECT, prompts_for
from koda.providers.offline_words.analyzer_shots import Film

_MOST_PROMPTS = 6
_SUBJECT = re.compile(
    r"\b(?:subject(?:\s+is|\s+to|:)?|about|of)\s+(?=an?\b|the\b|two\b|my\b)(.{2,200})",
    re.IGNORECASE | re.DOTALL,
)
_PICTURE = re.compile(r"\b(?:image|picture|photo|still)\b", re.IGNORECASE)
_FILM = re.compile(r"\b(?:video|film|clip)\b", re.IGNORECASE)


def changed(
    analysis: Mapping[str, JsonValue], film: Film, facts: Mapping[str, JsonValue], wish: str
) -> dict[str, JsonValue]:
    """Give the draft's words where there are some, with prompts that follow the wish."""
    medium = str(facts.get("medium") or "video")
    if _PICTURE.search(wish) and not _FILM.search(wish):
        medium = "image"
    elif _FILM.search(wish):
        medium = "video"
    draft = facts.get("draft")
    earlier = draft if isinstance(draft, dict) else {}
    subject = _subject(wish)
    made = [_with_subject(one, subject) for one in prompts_for(film, medium)]
    kept = earlier.get("prompts")
    prompts = [*made[:1], *(kept if isinstance(kept, list) else made[1:])]
    told = (
        f"The first prompt is new: for a {'picture' if medium == 'image' else 'film'} of {subject}."
        if subject
        else "The first prompt is new. Rules can change the subject (“about a red kite”) and "
        "whether it is for a picture or a film; other wishes take a language model."
    )
    return {
        **analysis,
        **{key: value for key, value in earlier.items() if key in analysis and value},
        "prompts": prompts[:_MOST_PROMPTS],
        "summary": f"{told} Written by rules, without a language model.",
    }


def _subject(wish: str) -> str:
    match = _SUBJECT.search(wish)
    return " ".join(match[1].split()).rstrip(".!") if match else ""


def _with_subject(prompt: JsonValue, subject: str) -> JsonValue:
    if not subject or not isinstance(prompt, dict):
        return prompt
    words = str(prompt.get("prompt"))
    return {**prompt, "prompt": words.replace(SUBJECT, subject)}
