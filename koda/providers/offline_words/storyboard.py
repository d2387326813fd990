"""A storyboard by rules: a beat for each scene, in the words that the person gave."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from koda.providers.offline_words.storyboard_beats import Beat, beats_of
from koda.providers.offline_words.storyboard_looks import Look, look_of
from koda.providers.offline_words.storyboard_refine import refine

Scene = dict[str, JsonValue]

LABEL = "Written by rules, not by an AI model."
_SECONDS = {"transition": 4, "single-shot": 8}
_KLING_SECONDS = 5
_NEVER = "text, captions, watermark, deformed hands, extra limbs, changed product"
_SHORT = 90
_SENTENCE = re.compile(r"(?<=[.!?…。！？])\s+|\n+")


def write(facts: Mapping[str, JsonValue]) -> str:
    """Write a board, or the next draft of one, as the JSON text of the answer."""
    wishes = read_wishes(facts)
    draft = facts.get("draft")
    scenes = _scenes_in(draft)
    wish = " ".join(str(facts.get("wish") or "").split())
    if scenes and wish:
        refined, did = refine(scenes, wish, wishes.scene_like)
        summary = f"{did} {LABEL}"
    else:
        refined, summary = _new_scenes(wishes), f"{_summary(wishes)} {LABEL}"
    answer: dict[str, JsonValue] = {
        "identities": list(_identities(wishes)),
        "scenes": list(refined),
        "summary": summary,
    }
    return json.dumps(answer, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What was asked for, read out of the facts."""

    product: str
    character: str
    sentences: Sequence[str]
    count: int
    mode: str
    family: str
    style: str
    references: Sequence[tuple[str, str, str]]

    @property
    def look(self) -> Look:
        """The look of the style."""
        return look_of(self.style)

    @property
    def who(self) -> str:
        """Whom it is about, short enough to stand in a sentence."""
        named = next((f"“{label}”" for _, label, _ in self.references), "")
        whom = _short(self.product) or _short(self.character) or named or "the subject"
        return f"{whom[:1].lower()}{whom[1:]}" if whom[:2] in {"A ", "An", "Th"} else whom

    def scene_like(self, place: int, count: int) -> Scene:
        """Write the scene that a film of so many has at a place."""
        beats = beats_of(count)
        return _scene(self, beats[place], place, len(beats))


def read_wishes(facts: Mapping[str, JsonValue]) -> Wishes:
    """Read the facts; what is missing is left out of the story."""
    count = facts.get("scene_count")
    return Wishes(
        product=str(facts.get("product") or "").strip(),
        character=str(facts.get("character") or "").strip(),
        sentences=split_sentences(str(facts.get("concept") or "")),
        count=count if isinstance(count, int) and count > 0 else 4,
        mode=str(facts.get("mode") or "transition"),
        family=str(facts.get("video_family") or "auto"),
        style=str(facts.get("style") or "cinematic"),
        references=_references(facts.get("references")),
    )


def split_sentences(text: str) -> list[str]:
    """Split a text into its sentences, without the marks at their ends."""
    found = (one.strip().rstrip(".!?…。！？ ") for one in _SENTENCE.split(text))
    return [one for one in found if one]


def _references(found: JsonValue) -> list[tuple[str, str, str]]:
    rows = found if isinstance(found, list) else []
    return [
        (str(row.get("key") or ""), str(row.get("label") or ""), str(row.get("role") or ""))
        for row in rows
        if isinstance(row, dict)
    ]


def _scenes_in(draft: JsonValue) -> list[Scene]:
    scenes = draft.get("scenes") if isinstance(draft, dict) else None
    return (
        [dict(one) for one in scenes if isinstance(one, dict)] if isinstance(scenes, list) else []
    )


def _new_scenes(wishes: Wishes) -> list[Scene]:
    beats = beats_of(wishes.count)
    return [_scene(wishes, beat, place, len(beats)) for place, beat in enumerate(beats)]


def _scene(wishes: Wishes, beat: Beat, place: int, count: int) -> Scene:
    told = _told(wishes.sentences, place, count)
    happens = told or beat.happens.format(who=wishes.who)
    happens = f"{happens[:1].upper()}{happens[1:]}"
    between = wishes.mode == "transition"
    after = beats_of(count)[place + 1] if place + 1 < count else None
    return {
        "number": place + 1,
        "title": beat.title,
        "description": happens,
        "prompt": _prompt(wishes, beat, happens),
        "camera": f"{beat.camera}, {wishes.look.lenses[beat.near]}",
        "mood": beat.mood,
        "transition": _transition(wishes, after) if between and after else "",
        "motion": "" if between else f"{beat.motion}. {happens}.",
        "negative_prompt": f"{_NEVER}, {wishes.look.against}",
        "audio": beat.audio,
        "duration": _seconds(wishes),
        "references": [key for key, _, _ in wishes.references],
    }


def _told(sentences: Sequence[str], place: int, count: int) -> str:
    """Give the sentences of the concept that belong to a place: each is told once, in order."""
    if len(sentences) >= count:
        first, after = place * len(sentences) // count, (place + 1) * len(sentences) // count
        return ". ".join(sentences[first:after])
    at = {number * count // max(len(sentences), 1): one for number, one in enumerate(sentences)}
    return at.get(place, "")


def _prompt(wishes: Wishes, beat: Beat, happens: str) -> str:
    look = wishes.look
    parts = [beat.shot.format(who=wishes.who), happens]
    if wishes.product:
        parts.append(f"The product: {wishes.product}")
    if wishes.character:
        parts.append(f"The character: {wishes.character}")
    parts += [f"“{label}” exactly as in its reference picture" for _, label, _ in wishes.references]
    parts += [f"{look.lenses[beat.near]}, {look.light}, {look.colors}", look.words]
    return " ".join(f"{part.rstrip('. ')}." for part in parts)


def _transition(wishes: Wishes, after: Beat) -> str:
    text = after.into.format(who=wishes.who)
    return f"One continuous shot: {text}. Light and colors change gradually, nothing is cut."


def _seconds(wishes: Wishes) -> int:
    if wishes.family == "kling":
        return _KLING_SECONDS
    return _SECONDS.get(wishes.mode, _SECONDS["transition"])


def _identities(wishes: Wishes) -> list[dict[str, JsonValue]]:
    found: list[dict[str, JsonValue]] = []
    for key, label, role in wishes.references:
        text = {"subject": wishes.product, "character": wishes.character}.get(role, "")
        found.append(
            {"reference": key, "role": role, "identity": text or f"“{label}”, as in its picture"}
        )
    return found


def _summary(wishes: Wishes) -> str:
    kind = (
        "one shot per scene" if wishes.mode == "single-shot" else "each scene flows into the next"
    )
    titles = ", ".join(beat.title.lower() for beat in beats_of(wishes.count))
    return f"{wishes.count} scenes about {wishes.who}: {titles}; {kind}."


def _short(text: str) -> str:
    """Give the first part of a description: up to a comma or the end of the sentence."""
    first = re.split(r"[,;.\n]", text, maxsplit=1)[0].strip()
    if len(first) <= _SHORT:
        return first
    return first[:_SHORT].rsplit(" ", 1)[0]
