"""Which treatments the words ask for, in the order a studio would lay them."""

from __future__ import annotations

from collections.abc import Callable

from koda.providers.offline_art.noise import Field, Stream, branch
from koda.providers.offline_art.styles import brush, facets, grade, ink, lens, wash
from koda.providers.offline_art.words import Brief

Treatment = Callable[[Field, Stream], Field]

MEDIA: dict[str, Treatment] = {
    "watercolor": wash.paint_wash, "impressionist": brush.paint_dabs, "oil": brush.paint_oil,
    "pencil": ink.draw_pencil, "comic": ink.draw_comic, "woodblock": ink.print_woodblock,
    "riso": ink.print_riso, "blueprint": ink.draw_blueprint, "pixelart": facets.draw_pixels,
    "lowpoly": facets.draw_triangles, "glass": facets.draw_glass, "papercut": facets.cut_paper,
    "anime": grade.drawn_film,
}  # fmt: skip
"""What a picture is made with; one of them, the first that is asked for."""

GRADES: dict[str, Treatment] = {
    "cyberpunk": grade.neon, "magic": grade.dreamlike, "photo": grade.photographed,
    "cinematic": grade.film, "vintage": grade.faded, "monochrome": grade.monochrome,
    "pastel": grade.pastel,
}  # fmt: skip
"""How its colours are developed; any number of them."""


def finish(pixels: Field, brief: Brief, rng: Stream) -> Field:
    """Treat a painted picture as the words ask; (height, width, 3), 0 to 1."""
    pixels = _seen(pixels, brief, rng)
    medium = medium_of(brief)
    if medium:
        pixels = MEDIA[medium](pixels, branch(rng))
    for tag, treat in GRADES.items():
        if brief.has(tag):
            already = tag == "cyberpunk" and brief.family == "city"
            pixels = (grade.glowing if already else treat)(pixels, branch(rng))
    if not medium and not brief.has(*GRADES):
        pixels = grade.vignetted(pixels, 0.1)
    return pixels


def medium_of(brief: Brief) -> str | None:
    """The medium that is asked for; glass and cut paper are subjects when no thing is named."""
    own = {"glass", "papercut"} if brief.family == "abstract" else set[str]()
    return next((tag for tag in MEDIA if brief.has(tag) and tag not in own), None)


def _seen(pixels: Field, brief: Brief, rng: Stream) -> Field:
    if brief.has("dutch"):
        pixels = lens.tilted(pixels, 9 if float(rng.random_sample()) < 0.5 else -9)
    if brief.has("fisheye"):
        pixels = lens.bent(pixels)
    if brief.has("tiltshift"):
        pixels = lens.narrowed(pixels)
    if brief.has("shallow"):
        pixels = lens.shallow(pixels)
    if brief.has("anamorphic"):
        pixels = lens.stretched_lights(pixels)
    return pixels
