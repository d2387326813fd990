"""Changes a storyboard by rules: what a wish names is changed, everything else stays."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from pydantic import JsonValue

Scene = dict[str, JsonValue]
Write = Callable[[int, int], Scene]
"""Writes the scene of a place in a film of so many."""

_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
_NUMBER = rf"(?:\d{{1,2}}|{'|'.join(_NUMBERS)})"
_NAMED = re.compile(
    rf"\bscenes?\s+(?:number\s+)?({_NUMBER}(?:\s*(?:,|and|&|-|–|to)\s*{_NUMBER})*)\b"
    r"\s*(?::\s*)?",
    re.IGNORECASE,
)
_COUNT = re.compile(rf"\b({_NUMBER})\s+scenes\b", re.IGNORECASE)
_TAKE_OUT = re.compile(
    r"\b(?:remove|delete|drop|cut out|leave out)\s+(?:the\s+)?"
    r"(?:scenes?|(?:first|last|opening|final|closing)\s+(?:scene|shot))\b",
    re.IGNORECASE,
)
_SWAP = re.compile(r"\b(?:swap|switch|exchange)\b", re.IGNORECASE)
_TOLD = re.compile(r"^[^:]{0,60}?\bscenes?\b[^:]{0,40}:\s*(\S.*)$", re.IGNORECASE | re.DOTALL)
_FOR = re.compile(
    rf"\s*\b(?:(?:in|for|to|of)\s+)?(?:(?:the\s+)?(?:first|last|opening|final|closing)\s+(?:scene|shot)"
    rf"|scenes?\s+(?:number\s+)?{_NUMBER}(?:\s*(?:,|and|&|-|–|to)\s*{_NUMBER})*)\b\s*:?",
    re.IGNORECASE,
)
_FILLING = re.compile(
    r"\b(?:a|bit|little|lot|much|more|very|slightly|way|please|make|it|this|should|be|and|the|scene"
    r"|shorter|faster|quicker|longer|slower)\b",
    re.IGNORECASE,
)
_ENDING = r"(?:er|mer|ly|y|ing)?"
_FEWEST, _MOST = 1, 8
_SHORTEST, _LONGEST = 3, 15

_LOOKS = {
    "dark": "dark, low key light, deep shadows",
    "bright": "bright, airy high key light",
    "warm": "warm golden light",
    "cool": "cool blue light",
    "cold": "cool blue light",
    "night": "at night, lit by lamps",
    "day": "in full daylight",
    "sunset": "at sunset, long warm shadows",
    "black and white": "black and white",
    "rain": "in the rain, wet reflections",
    "snow": "in falling snow",
    "fog": "in drifting fog",
}
_MOODS = {
    "calm": "calm",
    "energetic": "energetic",
    "dramatic": "dramatic",
    "happy": "joyful",
    "funny": "playful",
    "sad": "melancholy",
    "mysterious": "mysterious",
    "romantic": "tender",
}
_CAMERAS = {
    "closer": "closer, tight framing",
    "close-up": "close-up",
    "wider": "wider framing, more of the place",
    "handheld": "hand-held",
    "slow motion": "slow motion",
    "from above": "from above",
    "low angle": "low angle",
}


def refine(scenes: Sequence[Scene], wish: str, write: Write) -> tuple[list[Scene], str]:
    """Give the scenes as the wish has them, and a sentence that says what was done."""
    places = _named(wish, len(scenes))
    for rule in (_swapped, _taken_out, _counted):
        done = rule(scenes, wish, places, write)
        if done is not None:
            return _joined(done[0], scenes), done[1]
    missing = [number for number in _numbers_in(wish) if not 1 <= number <= len(scenes)]
    if missing and not places:
        return _numbered(scenes), f"There is no scene {missing[0]}: nothing was changed."
    chosen = places or list(range(len(scenes)))
    changed = [
        _changed(scene, wish) if place in chosen else dict(scene)
        for place, scene in enumerate(scenes)
    ]
    return _numbered(changed), f"{_did(wish)} {_where(places)}."


def _named(wish: str, count: int) -> list[int]:
    """Give the places of the scenes that a wish names; none: it means all of them."""
    found = [number - 1 for number in _numbers_in(wish) if 1 <= number <= count]
    low = wish.lower()
    if re.search(r"\b(?:first|opening)\s+(?:scene|shot)\b", low):
        found.append(0)
    if re.search(r"\b(?:last|final|closing)\s+(?:scene|shot)\b", low):
        found.append(count - 1)
    return sorted(set(found))


def _numbers_in(wish: str) -> list[int]:
    numbers: list[int] = []
    for match in _NAMED.finditer(wish):
        parts = re.split(r"\s*(-|–|\bto\b)\s*|\s*(?:,|\band\b|&)\s*", match[1].lower())
        before: int | None = None
        through = False
        for part in (one for one in parts if one):
            if part in {"-", "–", "to"}:
                through = True
                continue
            number = _number(part)
            start = before + 1 if through and before is not None else number
            numbers += range(start, number + 1)
            before, through = number, False
    return numbers


def _number(word: str) -> int:
    return _NUMBERS.get(word) or int(word)


Done = tuple[list[Scene], str]


def _swapped(scenes: Sequence[Scene], wish: str, places: list[int], _: Write) -> Done | None:
    if not _SWAP.search(wish) or len(places) != 2:
        return None
    one, other = places
    order = [dict(scene) for scene in scenes]
    order[one], order[other] = order[other], order[one]
    return order, f"Scenes {one + 1} and {other + 1} have changed places."


def _taken_out(scenes: Sequence[Scene], wish: str, places: list[int], _: Write) -> Done | None:
    if not _TAKE_OUT.search(wish) or not places or len(places) == len(scenes):
        return None  # "remove the hat in scene 2" takes a hat out
    kept = [dict(scene) for place, scene in enumerate(scenes) if place not in places]
    return kept, f"{_scene_list(places)} taken out; the others stay as they were."


def _counted(scenes: Sequence[Scene], wish: str, places: list[int], write: Write) -> Done | None:
    match = _COUNT.search(wish)
    if match is None or places:
        return None
    count = min(max(_number(match[1].lower()), _FEWEST), _MOST)
    if count == len(scenes):
        return None
    if count < len(scenes):  # the first ones and the closing stay
        kept = [*scenes[: count - 1], scenes[-1]]
        return [dict(one) for one in kept], f"Cut to {count} scenes: the middle is told faster."
    added = [{**write(place, count), "number": 0} for place in range(len(scenes) - 1, count - 1)]
    return (
        [*(dict(one) for one in scenes[:-1]), *added, dict(scenes[-1])],
        f"Now {count} scenes: {count - len(scenes)} added before the closing.",
    )


def _changed(scene: Scene, wish: str) -> Scene:
    """Change one scene: what is told anew, the words of the wish, and how long it is."""
    new = dict(scene)
    told = _TOLD.match(wish.strip())
    text = _apart(told[1] if told else wish)
    words = [words for key, words in {**_LOOKS, **_CAMERAS}.items() if _says(text, key)]
    moods = [word for key, word in _MOODS.items() if _says(text, key)]
    cameras = [word for key, word in _CAMERAS.items() if _says(text, key)]
    factor = _pace(text)
    if factor != 1:
        new["duration"] = _lasting(scene.get("duration"), factor)
    if cameras:
        new["camera"] = _with(scene.get("camera"), ", ".join(cameras))
    if moods:
        new["mood"] = ", ".join(moods)
    if told and not _is_only_look(text):
        new |= _retold(scene, text)
    elif words or moods:
        new["prompt"] = _with(scene.get("prompt"), ", ".join([*words, *moods]), ". ")
    elif factor == 1:
        new["prompt"] = _with(scene.get("prompt"), text, ". ")
        new["description"] = _with(scene.get("description"), text, ". ")
    return new


def _apart(wish: str) -> str:
    """Give a wish without the words that only say which scenes it is for."""
    text = _FOR.sub("", wish).strip(" ,.:;")
    return text or wish.strip(" .")


def _retold(scene: Scene, text: str) -> Scene:
    """Tell a scene anew: the old happening gives way, identity and look stay."""
    old, prompt = str(scene.get("description") or ""), str(scene.get("prompt") or "")
    told = f"{text[:1].upper()}{text[1:]}"
    new = prompt.replace(old, told, 1) if old and old in prompt else _with(prompt, told, ". ")
    motion = str(scene.get("motion") or "")
    return {
        "description": told,
        "prompt": new,
        "motion": motion.replace(old, told, 1) if old else motion,
    }


def _says(text: str, key: str) -> bool:
    return re.search(rf"\b{re.escape(key)}{_ENDING}\b", text, re.IGNORECASE) is not None


def _is_only_look(text: str) -> bool:
    """Tell whether a wish says how a scene looks or how long it is, and not what happens."""
    rest = _FILLING.sub(" ", text)
    for key in (*_LOOKS, *_MOODS, *_CAMERAS):
        rest = re.sub(rf"\b{re.escape(key)}{_ENDING}\b", " ", rest, flags=re.IGNORECASE)
    return not re.search(r"\w", rest)


def _pace(text: str) -> float:
    if re.search(r"\b(?:shorter|faster|quicker)\b", text, re.IGNORECASE):
        return 0.75
    if re.search(r"\b(?:longer|slower)\b", text, re.IGNORECASE):
        return 1.5
    return 1


def _lasting(seconds: JsonValue, factor: float) -> int:
    before = seconds if isinstance(seconds, int | float) else 4
    return min(max(round(before * factor), _SHORTEST), _LONGEST)


def _with(text: JsonValue, more: str, joint: str = ", ") -> str:
    before = str(text or "").rstrip(". " if joint == ". " else ", ")
    end = "." if joint == ". " else ""
    return f"{before}{joint}{more[:1].upper()}{more[1:]}{end}" if end else f"{before}{joint}{more}"


def _numbered(scenes: Sequence[Scene]) -> list[Scene]:
    """Number the scenes anew."""
    return [{**scene, "number": place} for place, scene in enumerate(scenes, 1)]


def _joined(scenes: Sequence[Scene], before: Sequence[Scene]) -> list[Scene]:
    """Number the scenes anew; one that another scene follows now goes over into that one."""
    if not any(scene.get("transition") for scene in before):
        return _numbered(scenes)
    followed = {one.get("number"): two.get("number") for one, two in pairwise(before)}
    new = [dict(scene) for scene in scenes]
    for one, two in pairwise(new):
        if not one.get("transition") or followed.get(one.get("number")) != two.get("number"):
            one["transition"] = (
                f"One continuous shot: the camera moves on until the next picture is there:"
                f" {two.get('description')}. Light and colors change gradually, nothing is cut."
            )
    if new:
        new[-1]["transition"] = ""
    return _numbered(new)


def _did(wish: str) -> str:
    short = " ".join(wish.split())
    short = short if len(short) <= 120 else f"{short[:117].rsplit(' ', 1)[0]} …"
    return f"“{short}” went into"


def _where(places: Sequence[int]) -> str:
    if not places:
        return "every scene"
    return f"{_scene_list(places).lower()}, the others stay as they were"


def _scene_list(places: Sequence[int]) -> str:
    numbers = [str(place + 1) for place in places]
    if len(numbers) == 1:
        return f"Scene {numbers[0]}"
    return f"Scenes {', '.join(numbers[:-1])} and {numbers[-1]}"
