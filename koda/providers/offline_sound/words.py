"""Reads the words of a prompt as sounds of the world."""

from __future__ import annotations

import re

_READ = 4000  # characters
_MOST = 5  # sounds at once; more are only noise

# Sound → beginnings of words that ask for it, in the order of how plainly they do.
_WORDS: dict[str, tuple[str, ...]] = {
    "rain": ("rain", "drizzl", "downpour", "lluvia", "regen", "pluie", "chuva", "pioggia"),
    "thunder": ("thunder", "lightning", "thunderstorm", "trueno", "donner", "tonnerre"),
    "sea": ("sea", "seaside", "ocean", "wave", "waves", "beach", "surf", "shore", "coast", "meer",
            "mer", "mar", "lighthouse", "harbor", "harbour", "ship", "boat"),
    "river": ("river", "stream", "brook", "creek", "waterfall", "water", "fountain", "fluss"),
    "wind": ("wind", "windy", "storm", "stormy", "breeze", "blizzard", "gust", "desert", "mountain",
             "mountains", "snow", "snowy", "viento", "vent", "vento"),
    "fire": ("fire", "campfire", "fireplace", "flame", "flames", "burning", "bonfire", "feuer"),
    "birds": ("bird", "birds", "birdsong", "forest", "woods", "garden", "meadow", "jungle", "park",
              "morning", "spring", "nature", "wald", "bosque", "sparrow"),
    "crickets": ("cricket", "crickets", "night", "campsite", "swamp", "summer", "cicada"),
    "steps": ("footstep", "footsteps", "walk", "walks", "walking", "steps", "run", "running",
              "runs", "jogging", "marching", "stairs"),
    "hooves": ("horse", "horses", "gallop", "galloping", "cavalry", "hooves", "cowboy"),
    "city": ("city", "street", "traffic", "urban", "downtown", "cars", "taxi", "stadt", "ciudad",
             "tokyo", "york", "london", "paris"),
    "crowd": ("crowd", "people", "audience", "market", "cafe", "café", "restaurant", "stadium",
              "party", "voices", "chatter", "applause"),
    "engine": ("engine", "car", "motor", "motorcycle", "truck", "racing", "driving", "plane",
               "helicopter", "tractor", "drone"),
    "machine": ("machine", "factory", "robot", "industrial", "mechanical", "gears", "assembly",
                "steampunk", "train"),
    "space": ("space", "spaceship", "galaxy", "planet", "alien", "cosmic", "nebula", "astronaut",
              "scifi", "sci-fi", "underwater", "dream", "dreamy", "mysterious", "horror"),
    "whoosh": ("whoosh", "swoosh", "swish", "flying", "flies", "fast", "speed", "transition",
               "logo", "zoom", "dragon", "magic", "sword"),
    "impact": ("explosion", "explode", "explosions", "impact", "boom", "crash", "bomb", "punch",
               "hit", "collapse", "cannon", "battle"),
    "clock": ("clock", "tick", "ticking", "watch", "timer"),
    "heart": ("heartbeat", "heart", "pulse", "tense", "suspense"),
    "bell": ("bell", "bells", "church", "temple", "chime", "chimes", "cathedral"),
    "knock": ("knock", "knocking", "door"),
    "glass": ("glass", "shatter", "shattering", "crystal", "dishes"),
    "beep": ("beep", "beeps", "computer", "interface", "hologram", "cyberpunk", "digital", "lab"),
    "room": ("room", "office", "indoor", "silence", "quiet", "library", "studio"),
}  # fmt: skip
_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")


def sounds_in(prompt: str, without: str = "") -> list[str]:
    """Name the sounds that the words ask for, in their order; those of `without` are left out."""
    unwanted = set(_named(without))
    return [name for name in _named(prompt) if name not in unwanted][:_MOST]


def _named(prompt: str) -> list[str]:
    found: dict[str, None] = {}
    for match in _WORD.finditer(prompt[:_READ].casefold()):
        word = match[0]
        for name, words in _WORDS.items():
            if word in words or (word.endswith("s") and word[:-1] in words):
                found[name] = None
    return list(found)
