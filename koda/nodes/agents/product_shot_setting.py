"""The settings of product shots, and the catalogue of their angles, in words of Koda's own."""

from __future__ import annotations

from pydantic import JsonValue

from koda.nodes.presets import ANGLES, LENSES, Table

BACKGROUNDS: Table = {
    "studio-white": (
        "White studio",
        "on a seamless pure white studio background with a faint contact shadow",
    ),
    "gradient": (
        "Gradient",
        "before a smooth studio gradient that falls off from light to dark, on a matching floor",
    ),
    "lifestyle": (
        "Lifestyle",
        "in a tidy, lived-in home where it belongs, the room softly out of focus behind it",
    ),
    "outdoor": (
        "Outdoors",
        "outdoors on a natural surface of stone or wood, the landscape softly out of focus behind",
    ),
    "dark-moody": (
        "Dark and moody",
        "on a dark, textured surface before a near-black background",
    ),
}

LIGHTING: Table = {
    "soft": ("Soft", "soft diffused light from a large source, gentle shadows, even highlights"),
    "dramatic": ("Dramatic", "one hard key light from the side, deep shadows, strong contrast"),
    "natural": ("Natural", "natural daylight from a window at the side, soft true-to-life colors"),
    "rim-light": (
        "Rim light",
        "rim lights from behind on both sides that trace the edges, a dim fill from the front",
    ),
}

_ANGLES: tuple[tuple[str, str, str, str, str], ...] = (
    (
        "Hero",
        "The product as the buyer first meets it: whole, upright, facing the camera.",
        f"hero shot, {ANGLES['front'][1]}, the whole product sharp",
        f"eye level, {LENSES['portrait'][1]}, f/8",
        "centered, generous even space around it",
    ),
    (
        "Three-quarter",
        "Shows depth and shape: two sides at once.",
        f"{ANGLES['three-quarter'][1]}, slightly from above, front and one side visible",
        f"slightly above eye level, {LENSES['standard'][1]}, f/8",
        "a little off center, space on the side it faces",
    ),
    (
        "Detail",
        "Shows how it is made: material, finish, edges.",
        "extreme close detail of the material and finish, the surface fills the frame",
        f"{LENSES['macro'][1]}, f/5.6",
        "one detail on a third, the rest falling out of focus",
    ),
    (
        "From above",
        "Shows the outline, and what lies beside it.",
        f"flat lay, {ANGLES['overhead'][1]}, squared to the frame",
        f"overhead, {LENSES['standard'][1]}, f/8",
        "flat and graphic, aligned with the edges of the frame",
    ),
    (
        "Profile",
        "Shows the shape and the proportions from the side.",
        f"{ANGLES['side-profile'][1]}, its outline clear against the background",
        f"eye level, {LENSES['telephoto'][1]}, f/8",
        "centered, the whole outline visible, calm space around",
    ),
    (
        "Low angle",
        "Makes it look tall and important.",
        f"{ANGLES['low-angle'][1]}, the product towers in the frame",
        f"just above the surface, {LENSES['wide'][1]}, f/8",
        "the base near the lower edge, lines leading up",
    ),
    (
        "In use",
        "Shows what it is for, and how large it is.",
        "the product in its natural place of use at true scale, ready to be used",
        f"eye level, {LENSES['standard'][1]}, f/2.8",
        "the product sharp on a third, its surroundings telling the story",
    ),
    (
        "Close, from the side",
        "A quiet last picture that stays in mind.",
        "close view from the side, part of the product cropped by the frame, much empty space",
        f"eye level, {LENSES['portrait'][1]}, f/4",
        "the product against one edge, empty space for words on the other side",
    ),
)


def angles() -> list[JsonValue]:
    """Give the catalogue of angles, the most useful first."""
    names = ("angle", "description", "prompt", "camera", "composition")
    return [dict(zip(names, one, strict=True)) for one in _ANGLES]
