"""The idea of a storyboard by rules: a place, what happens, how it ends; 80 words at most."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import JsonValue

from koda.providers.offline_words.storyboard import read_wishes

_MOST_WORDS = 80
_PLACES = {
    "cinematic": "On a quiet street just after rain, with lamps mirrored in the ground",
    "photorealistic": "In a sunlit room on an ordinary morning",
    "commercial": "On a clean stage where everything else has been taken away",
    "documentary": "In the middle of a working day, among people who do not look up",
    "vintage": "Late in a summer that everybody remembers differently",
    "noir": "In a city that never quite gets light",
    "minimal": "In an empty white space with one long shadow",
    "anime": "On a rooftop under racing summer clouds",
    "illustrated": "In a small town drawn with a wide brush",
    "animated-3d": "In a world where every small thing is about to come to life",
}


def write(facts: Mapping[str, JsonValue]) -> str:
    """Write a concept from the product, the character and the style."""
    wishes = read_wishes(facts)
    place = _PLACES.get(wishes.style, _PLACES["cinematic"])
    hero = wishes.who
    if wishes.product and wishes.character:
        person = read_wishes({"product": wishes.character}).who
        happens = f"{person} comes across {hero}, hesitates, and reaches for it"
        ends = f"What was ordinary has changed, and {hero} stays in the light"
    else:
        happens = f"{hero} waits unnoticed until one movement brings it to life"
        ends = f"The world around it answers, and {hero} is left alone in the last frame"
    text = f"{place}, {happens}. {ends}."
    sentences = wishes.sentences[:2]
    if sentences:
        text = f"{'. '.join(sentences)}. {text}"
    words = text.split()
    return text if len(words) <= _MOST_WORDS else f"{' '.join(words[:_MOST_WORDS]).rstrip(',.;')}."
