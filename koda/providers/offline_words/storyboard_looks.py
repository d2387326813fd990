"""The words of each style: look, light, colours and lenses that a picture of it asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """How pictures of a style are made.

    Attributes:
        words: The style itself, in the words of an image prompt.
        light: Its light.
        colors: Its colours.
        lenses: For the wide view, for the middle, for what is near.
        against: What a picture of it must not be.
    """

    words: str
    light: str
    colors: str
    lenses: tuple[str, str, str]
    against: str


_STILLS = ("24 mm lens, deep focus", "40 mm lens", "100 mm macro lens, shallow depth of field")
_DRAWN = ("wide panel", "medium panel", "close-up panel")
_NO_DRAWING = "cartoon, illustration, plastic skin"
_NO_PHOTO = "photograph, photorealism, lens flare"

LOOKS: Mapping[str, Look] = {
    "cinematic": Look(
        "cinematic film still, anamorphic lens, fine film grain",
        "low key light from one side with a soft warm edge",
        "teal shadows, amber highlights",
        (
            "28 mm anamorphic lens",
            "50 mm anamorphic lens",
            "85 mm anamorphic lens, soft background",
        ),
        _NO_DRAWING,
    ),
    "photorealistic": Look(
        "photorealistic photograph, natural texture, fine detail",
        "soft daylight through a window",
        "true, unfiltered colors",
        _STILLS,
        _NO_DRAWING,
    ),
    "commercial": Look(
        "polished advertising photograph, crisp edges, clean surfaces",
        "large softbox from above with a bright rim light",
        "one strong color over neutral tones",
        _STILLS,
        f"{_NO_DRAWING}, clutter, dust",
    ),
    "documentary": Look(
        "documentary photograph, hand-held, unposed",
        "available light, as it was found",
        "muted, honest colors",
        ("28 mm lens", "35 mm lens", "50 mm lens, shallow depth of field"),
        f"{_NO_DRAWING}, studio background, posing",
    ),
    "vintage": Look(
        "photograph on expired 1970s film, halation, visible grain",
        "late sun, slightly overexposed",
        "faded ochre, cream and rust",
        ("28 mm lens", "50 mm lens, soft corners", "90 mm lens, soft background"),
        f"{_NO_DRAWING}, modern screens",
    ),
    "noir": Look(
        "black and white film noir still, deep shadows, smoke in the air",
        "one hard light through blinds",
        "black, silver and white only",
        ("24 mm lens from below", "40 mm lens, tilted horizon", "75 mm lens, eyes lit, rest dark"),
        f"{_NO_DRAWING}, color",
    ),
    "minimal": Look(
        "minimalist photograph, few shapes, generous empty space",
        "even, shadowless light",
        "two quiet colors",
        ("35 mm lens, small subject", "50 mm lens, centered", "100 mm macro lens, one detail"),
        f"{_NO_DRAWING}, clutter, pattern",
    ),
    "anime": Look(
        "hand-drawn anime, clean lines, painted background",
        "cel shading with a glowing sky",
        "saturated sky blue and coral",
        _DRAWN,
        _NO_PHOTO,
    ),
    "illustrated": Look(
        "book illustration in gouache, visible brush marks, paper grain",
        "soft painted light",
        "warm, limited palette of five colors",
        _DRAWN,
        _NO_PHOTO,
    ),
    "animated-3d": Look(
        "3D animated film frame, rounded shapes, subsurface light, detailed materials",
        "warm key light with a cool bounce",
        "playful complementary colors",
        ("wide virtual camera", "medium virtual camera", "close virtual camera, soft background"),
        "photograph, flat drawing, noise",
    ),
}


def look_of(style: object) -> Look:
    """Give the look of a style; the cinematic one for a style that is not known."""
    return LOOKS.get(str(style), LOOKS["cinematic"])
