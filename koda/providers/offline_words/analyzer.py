"""Tells of a film by rules, from what was measured in it; what it shows, no rule sees."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from koda.providers.offline_words.analyzer_prompts import prompts_for
from koda.providers.offline_words.analyzer_shots import Film, Shot, film_of
from koda.providers.offline_words.analyzer_wishes import changed

_SHORT, _LONG = 1.5, 4.0


def write(facts: Mapping[str, JsonValue]) -> str:
    """Give the analysis as JSON; the same facts give the same text."""
    film = film_of(facts.get("measured"))
    analysis: dict[str, JsonValue] = {
        "scenes": [_scene(one) for one in film.shots],
        "effects": [*_transitions(film), *_handheld(film)],
        "camera_movements": list(_camera(film)),
        "transitions": list(_joints(film)),
        "pacing": pacing(film),
        "style": film.look.style,
        "summary": _summary(film, str(facts.get("focus") or "")),
        "prompts": list(prompts_for(film, str(facts.get("medium") or "video"))),
    }
    wish = str(facts.get("wish") or "").strip()
    if wish:
        analysis = changed(analysis, film, facts, wish)
    return json.dumps(analysis, ensure_ascii=False)


def pacing(film: Film) -> str:
    """Tell the rhythm, with the numbers it is read from."""
    count = len(film.shots)
    if count == 1:
        return f"One shot of {film.seconds:.1f} seconds without a cut; {film.liveliness} motion."
    mean = film.seconds / count
    lengths = [one.seconds for one in film.shots]
    word = "Fast" if mean < _SHORT else "Slow" if mean > _LONG else "Even"
    text = (
        f"{word} cutting: {count} shots in {film.seconds:.1f} seconds, {mean:.1f} on average, "
        f"from {min(lengths):.1f} to {max(lengths):.1f}; {film.liveliness} motion."
    )
    half = count // 2
    first, last = sum(lengths[:half]) / half, sum(lengths[-half:]) / half
    if count >= 4 and last < 0.7 * first:
        return f"{text} It speeds up towards the end."
    if count >= 4 and first < 0.7 * last:
        return f"{text} It slows down towards the end."
    return text


def _scene(shot: Shot) -> JsonValue:
    return {
        "number": shot.number,
        "start": shot.start,
        "end": shot.end,
        "description": (
            f"{shot.seconds:.1f} seconds. {_who_moves(shot)} The picture is {shot.look.style}."
        ),
        "camera": shot.camera,
        "effects": ["handheld camera"] if shot.is_handheld else [],
        "mood": shot.mood,
        "colors": list(shot.look.colors[:4]),
    }


def _who_moves(shot: Shot) -> str:
    if shot.liveliness == "almost no":
        return "Hardly anything moves."
    liveliness = shot.liveliness.capitalize()
    if shot.is_still:
        return f"{liveliness} motion of what is seen, before a camera that stands still."
    if shot.moves_by_itself < 0.5:
        return f"{liveliness} motion, most of it the camera's."
    return f"{liveliness} motion of the camera and of what is seen."


@dataclass(frozen=True, slots=True)
class _Kind:
    name: str
    words: str


_KINDS = {
    "dissolve": _Kind("Dissolve", "One shot goes over into the next by being mixed with it."),
    "fade-in": _Kind("Fade in", "The picture comes up out of one plain colour."),
    "fade-out": _Kind("Fade out", "The picture goes down to one plain colour."),
}


def _transitions(film: Film) -> list[JsonValue]:
    return [
        {
            "name": _KINDS[kind].name,
            "category": "transition",
            "start": start,
            "duration": round(end - start, 3),
            "description": _KINDS[kind].words,
        }
        for kind, start, end in film.gradual
        if kind in _KINDS
    ]


def _handheld(film: Film) -> list[JsonValue]:
    return [
        {
            "name": "Handheld camera",
            "category": "camera",
            "start": shot.start,
            "duration": round(shot.seconds, 3),
            "description": "The whole picture trembles as it does from the hand.",
        }
        for shot in film.shots
        if shot.is_handheld
    ]


def _camera(film: Film) -> Sequence[str]:
    """The kinds of movement, the one that takes most time first."""
    times: dict[str, float] = {}
    for shot in film.shots:
        for move in shot.moves:
            times[move] = times.get(move, 0.0) + shot.seconds / len(shot.moves)
    return sorted(times, key=lambda move: (-times[move], move))


def _joints(film: Film) -> list[str]:
    """How shots meet, the commonest way first."""
    kinds = [kind for kind, _, _ in film.gradual]
    found = [
        (film.cuts, "hard cut"),
        (kinds.count("dissolve"), "dissolve"),
        (kinds.count("fade-out"), "fade out"),
        (kinds.count("fade-in"), "fade in"),
    ]
    return [
        f"{word} ({count})" if count > 1 else word
        for count, word in sorted(found, key=lambda one: -one[0])
        if count
    ]


def _summary(film: Film, focus: str) -> str:
    count = len(film.shots)
    shots = "one shot" if count == 1 else f"{count} shots"
    text = (
        f"{film.seconds:.1f} seconds of film in {shots}: {film.look.style}, {film.mood}, with "
        f"{film.liveliness} motion. Written by rules from measurements, without a language model: "
        "cuts, camera and colours are measured, but nothing here has seen who or what is shown, "
        "so the prompts leave a place for your subject."
    )
    if focus.strip():
        return f"{text} What you asked to look for takes a model that can see."
    return text
