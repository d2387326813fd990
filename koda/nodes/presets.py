"""What the presets add to a prompt: own wording, by the ids of the original's catalogue."""

from __future__ import annotations

Table = dict[str, tuple[str, str]]
"""By id: the title, and the words."""

CHARACTERS: Table = {
    "marcus": (
        "Marcus",
        "a man in his forties with a short grey beard, warm brown eyes and a navy wool coat",
    ),
    "sofia": (
        "Sofia",
        "a young woman with long dark curls, olive skin, freckles and a mustard-yellow sweater",
    ),
    "victoria": (
        "Victoria",
        "a woman in her fifties with a silver bob, red lipstick and a sharply cut black suit",
    ),
    "kai": (
        "Kai",
        "a tall young man with straight black hair to the chin, a calm face and a green parka",
    ),
    "luna": (
        "Luna",
        "a girl of about ten with copper pigtails, a gap in her teeth and blue dungarees",
    ),
    "eleanor": (
        "Eleanor",
        "an old woman with white hair in a bun, round glasses and a knitted lilac shawl",
    ),
    "jordan": (
        "Jordan",
        "an athletic person with dark brown skin, close-cropped hair and an orange track jacket",
    ),
    "dr-chen": (
        "Dr. Chen",
        "a scientist of about sixty with black hair greying at the sides, in a white lab coat",
    ),
}

STYLES: Table = {
    "cinematic": ("Cinematic", "cinematic still, dramatic light, shallow depth of field"),
    "anime": ("Anime", "hand-drawn anime, clean lines, painted background"),
    "watercolor": ("Watercolor", "loose watercolor on rough paper, soft bleeding edges"),
    "oil-painting": ("Oil painting", "oil painting, visible brushwork, rich layered pigment"),
    "pencil-sketch": ("Pencil sketch", "graphite pencil sketch, cross-hatching, paper grain"),
    "cyberpunk": ("Cyberpunk", "cyberpunk night, neon signs, wet reflections"),
    "vintage": ("Vintage", "vintage photograph, faded colors, film grain"),
    "minimalist": ("Minimalist", "minimalist composition, few shapes, generous empty space"),
    "fantasy": ("Fantasy", "fantasy illustration, magical atmosphere, ethereal light"),
    "photorealistic": ("Photorealistic", "photorealistic, natural light, fine detail"),
    "comic-book": ("Comic book", "comic book panel, bold ink outlines, halftone shading"),
    "impressionist": ("Impressionist", "impressionist painting, broken color, fleeting light"),
}

ANGLES: Table = {
    "front": ("Front", "seen straight from the front"),
    "three-quarter": ("Three-quarter", "three-quarter view"),
    "side-profile": ("Side profile", "seen in profile from the side"),
    "overhead": ("Overhead", "seen from directly above"),
    "low-angle": ("Low angle", "low camera angle looking up"),
    "dutch-angle": ("Dutch angle", "tilted camera, slanted horizon"),
    "birds-eye": ("Bird's eye", "wide aerial view from high above"),
    "worms-eye": ("Worm's eye", "camera on the ground looking steeply up"),
}

LENSES: Table = {
    "wide": ("Wide 24 mm", "24 mm wide-angle lens, deep perspective"),
    "standard": ("Standard 50 mm", "50 mm lens, natural perspective"),
    "portrait": ("Portrait 85 mm", "85 mm portrait lens, soft background"),
    "telephoto": ("Telephoto 200 mm", "200 mm telephoto lens, compressed distance"),
    "macro": ("Macro", "macro lens, extreme close detail"),
    "fisheye": ("Fisheye", "fisheye lens, strongly curved edges"),
    "tilt-shift": ("Tilt-shift", "tilt-shift lens, narrow band of focus"),
    "anamorphic": ("Anamorphic", "anamorphic lens, oval highlights, wide frame"),
}


def words_of(table: Table, preset: str | None) -> str:
    """Give the words of a preset; nothing for none or an unknown one."""
    return table[preset][1] if preset in table else ""


def labels_of(table: Table) -> dict[str, str]:
    """Give the titles of a table's presets by id."""
    return {key: title for key, (title, _) in table.items()}
