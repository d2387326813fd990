"""What a prompt for a picture or a film should say, and words for it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from koda.providers.offline_words.enhancer_words import NOTHING, Lack, Offer, either, words

_NIGHT = words(
    "night", "midnight", "moon", "moonlit", "under the stars", "starry", "starlit", "darkness",
    "in the dark", "nocturnal", "dark (?:alley|cave|forest|room|sky|street|wood)s?",
)  # fmt: skip
_DARK = words("dark")
_INDOORS = words(
    "rooms?", "kitchen", "indoors?", "office", "interior", "bedroom", "cafe", "café", "library",
    "workshop", "hall", "desk", "museum", "church", "attic", "cellar", "restaurant",
)  # fmt: skip
_WATER = words("underwater", "coral", "reef", "deep sea", "seabed", "submarine")
_SPACE = words("outer space", "in space", "planets?", "galaxy", "spaceship", "astronaut", "orbit")
_WEATHER = words(
    "rain", "rainy", "fog", "foggy", "mist", "misty", "storm", "snow", "snowy", "cloudy"
)
_MORNING = words("morning", "dawn", "sunrise", "breakfast")
_EVENING = words("evening", "dusk", "twilight")
_LANDSCAPE = words(
    "landscape", "mountains?", "valley", "desert", "sea", "ocean", "coast", "beach", "forest",
    "fields?", "hills?", "city", "skyline", "village", "street", "canyon", "lake", "island",
    "river", "garden", "castle", "buildings?", "bridge",
)  # fmt: skip
_CREATURE = words(
    "man", "men", "woman", "women", "girl", "boy", "child", "children", "person", "people",
    "portrait", "face", "hero", "knight", "astronaut", "dancer", "chef", "fox", "dog", "puppy",
    "cat", "kitten", "horse", "bird", "owl", "wolf", "bear", "lion", "tiger", "rabbit", "deer",
    "robot", "dragon", "elephant", "animal", "couple", "family", "crowd", "king", "queen",
)  # fmt: skip
_TINY = words(
    "insect", "bee", "ant", "butterfly", "beetle", "spider", "dewdrops?", "droplets?", "petals?",
    "jewel", "gemstone", "earrings?", "wristwatch", "seeds?", "snowflakes?", "coin",
)  # fmt: skip
_GOODS = words(
    "bottle", "product", "perfume", "shoes?", "sneakers?", "bag", "phone", "headphones",
    "chair", "mug", "package", "cosmetics",
)  # fmt: skip
_FOOD = words(
    "food", "meal", "plate", "cake", "bread", "pizza", "soup", "salad", "burger", "pasta", "fruit",
    "sushi", "dessert",
)  # fmt: skip
_TALL = words(
    "tower", "skyscraper", "statue", "giant", "monument", "dinosaur", "cathedral", "cliff"
)
_MOVING = words(
    "run", "runs", "running", "racing", "races?", "gallop(?:s|ing)?", "sprint(?:s|ing)?", "chase",
    "chas(?:es|ing)", "cycling", "skat(?:es|ing)", "ski(?:s|ing)", "surf(?:s|ing)",
    "explo(?:des|sion)", "drift(?:s|ing)? car", "flies", "flying", "dances", "dancing",
)  # fmt: skip
_DRAWN = re.compile(
    r"paint|draw|sketch|watercolou?r|anime|manga|cartoon|comic|illustrat|vector|\blogo|\bicons?\b|"
    r"pixel|line art|poster|\bflat\b|render|\b3d\b|clay|glyph|\bsvg\b|emoji|pictogram|engraving|"
    r"woodcut|mosaic|collage|embroider|origami|low[- ]poly",
    re.IGNORECASE,
)
_FLAT = words("vector", "logo", "icons?", "glyph", "svg", "emoji", "pictogram", "flat", "pixel art")
_SOFT = words(
    "blur", "blurry", "blurred", "soft focus", "hazy", "dreamy", "abstract", "minimal\\w*"
)

_SUBJECT = Lack(
    said=re.compile(
        r"\bdetail|texture|crisp|intricate|\bsharp|expression|clean shapes|simple shapes|plain",
        re.IGNORECASE,
    ),
    offers=(
        Offer("clean shapes", fits=_FLAT),
        Offer("fine surface detail", fits=_TINY, clashes=_SOFT),
        Offer("fresh, appetizing texture", fits=_FOOD, clashes=_SOFT),
        Offer("fine detail in the materials", fits=_GOODS, clashes=_SOFT),
        Offer("natural pose, fine detail", fits=_CREATURE, clashes=_SOFT),
        Offer("rich detail from near to far", fits=_LANDSCAPE, clashes=_SOFT),
        Offer("fine detail", clashes=_SOFT),
    ),
)
_NO_DAY = either(_NIGHT, _DARK, _WATER, _SPACE, _FLAT)
_LIGHT = Lack(
    said=re.compile(
        r"\b(?:light(?:s|ing|ed)?|lit|\w*light|sunny|sunshine|sunset|sunrise|glow\w*|shadows?|"
        r"shaded?|backlit|silhouettes?|neon|candles?|lamps?|lanterns?|bright\w*|chiaroscuro|"
        r"overcast|golden hour|blue hour|moonlit|sunlit|firelit|low[- ]key|high[- ]key|"
        r"luminous|gloomy|radian\w+)\b",
        re.IGNORECASE,
    ),
    offers=(
        Offer("shafts of pale light through the water", fits=_WATER, clashes=_FLAT),
        Offer("hard light from one side, deep shadows", fits=_SPACE, clashes=_FLAT),
        Offer("soft window light from the side", fits=_INDOORS, clashes=_NO_DAY),
        Offer("warm dim lamplight, deep shadows", fits=_INDOORS, clashes=_FLAT),
        Offer("cool moonlight, deep blue shadows", fits=_NIGHT, clashes=_FLAT),
        Offer("low, warm morning light", fits=_MORNING, clashes=_NO_DAY),
        Offer("warm, fading evening light", fits=_EVENING, clashes=_NO_DAY),
        Offer("soft overcast light", fits=_WEATHER, clashes=_NO_DAY),
        Offer("soft diffused studio light", fits=_GOODS, clashes=_NO_DAY),
        Offer("soft light from one side, gentle shadows", clashes=_FLAT),
        Offer("clear directional light, defined shadows", clashes=_FLAT),
    ),
)
_LENS_SAID = re.compile(
    r"\blens\b|\d ?mm\b|bokeh|depth of field|macro|fish-?eye|telephoto|wide[- ]angle|\bfocal|"
    r"\bf/\d|close[- ]?up|tilt-shift|anamorphic|pinhole|polaroid",
    re.IGNORECASE,
)
_DEEP = words("background", "backdrop", "deep focus", "behind", "crowd", "people", "children")
_LENSES: tuple[tuple[str, re.Pattern[str] | None, re.Pattern[str]], ...] = (
    ("macro", _TINY, NOTHING),
    ("portrait", _CREATURE, either(_DEEP, _LANDSCAPE)),
    ("wide", _LANDSCAPE, _CREATURE),
    ("wide", _INDOORS, _CREATURE),
    ("standard", None, NOTHING),
)
_COMPOSED = re.compile(
    r"(?<!wide-)(?<!wide )\bangles?\b|\bview(?:ed|s)?\b|\bseen\b|from (?:above|below|behind|afar)|"
    r"overhead|profile|facing|aerial|top[- ]down|compos|cent(?:er|re)d|symmetr|rule of thirds|"
    r"\bfram(?:ed?|ing)\b|foreground|horizon|panoram|full[- ]body|\bshot\b|headshot|selfie|"
    r"point of view|\bpov\b|tilted|looking (?:up|down)|isometric|flat lay",
    re.IGNORECASE,
)
_ANGLES: tuple[tuple[str, re.Pattern[str] | None, re.Pattern[str]], ...] = (
    ("front", _FLAT, NOTHING),
    ("overhead", _FOOD, _CREATURE),
    ("low-angle", _TALL, NOTHING),
    ("side-profile", _MOVING, NOTHING),
    ("birds-eye", _LANDSCAPE, either(_CREATURE, _INDOORS)),
    ("three-quarter", None, NOTHING),
    ("front", None, _LANDSCAPE),
)


def picture_lacks(angles: Mapping[str, str], lenses: Mapping[str, str]) -> list[Lack]:
    """Give what a prompt for a picture should say, in words of the presets."""
    lens = [
        Offer(lenses[key], fits, either(clashes, _DRAWN))
        for key, fits, clashes in _LENSES
        if key in lenses
    ]
    angle = [Offer(angles[key], fits, clashes) for key, fits, clashes in _ANGLES if key in angles]
    return [
        _SUBJECT,
        _LIGHT,
        Lack(_with(_LENS_SAID, lenses), tuple(lens)),
        Lack(_with(_COMPOSED, angles), tuple(angle)),
    ]


def _with(pattern: re.Pattern[str], words_by_id: Mapping[str, str]) -> re.Pattern[str]:
    """Let a pattern find these words, too, whatever the presets call them."""
    own = [re.escape(one) for one in words_by_id.values() if one]
    return re.compile("|".join((pattern.pattern, *own)), re.IGNORECASE)


_FAST = either(_MOVING, words("fast", "quick(?:ly)?", "rapid(?:ly)?", "frantic"))
_MOVE = Lack(
    said=re.compile(
        r"\bcamera\b|\bpan(?:s|ning)?\b|\btilt(?:s|ing)?\b|\bzoom|dolly|\btracking\b|\borbit|"
        r"handheld|\bstill\b|motionless|time-?lapse|\bcrane\b|\bdrone\b|\bpush[- ]in|"
        r"\bpull[- ]?(?:back|out)|steadicam|static|locked[- ]off",
        re.IGNORECASE,
    ),
    offers=(
        Offer("the camera tracks alongside and keeps up with the motion", fits=_FAST),
        Offer("the camera orbits around it", fits=_GOODS, clashes=_FAST),
        Offer("the camera pushes in steadily", fits=_CREATURE, clashes=_FAST),
        Offer("the camera glides forward", fits=_LANDSCAPE, clashes=_INDOORS),
        Offer("the camera pushes in steadily", clashes=_FAST),
        Offer("the camera pans from left to right", clashes=_FAST),
    ),
)
_PACE = Lack(
    said=re.compile(
        r"\b(?:slow\w*|fast|pac(?:e|ed|ing)|quick\w*|rapid\w*|frantic\w*|tempo|time-?lapse|"
        r"gentl[ey]|calm\w*|energetic|unhurried|hurr\w+|steady|one continuous)\b",
        re.IGNORECASE,
    ),
    offers=(
        Offer("energetic pace", fits=_FAST),
        Offer("calm pace, one continuous motion", clashes=_FAST),
    ),
)


def film_lacks() -> list[Lack]:
    """Give what a prompt for a film should say."""
    return [_MOVE, _PACE, _LIGHT]
