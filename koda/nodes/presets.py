"""Words that a preset adds to a prompt: own wording, by the ids of the original's catalogue."""

from __future__ import annotations

STYLES: dict[str, tuple[str, str]] = {
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

ANGLES: dict[str, tuple[str, str]] = {
    "front": ("Front", "seen straight from the front"),
    "three-quarter": ("Three-quarter", "three-quarter view"),
    "side-profile": ("Side profile", "seen in profile from the side"),
    "overhead": ("Overhead", "seen from directly above"),
    "low-angle": ("Low angle", "low camera angle looking up"),
    "dutch-angle": ("Dutch angle", "tilted camera, slanted horizon"),
    "birds-eye": ("Bird's eye", "wide aerial view from high above"),
    "worms-eye": ("Worm's eye", "camera on the ground looking steeply up"),
}

LENSES: dict[str, tuple[str, str]] = {
    "wide": ("Wide 24 mm", "24 mm wide-angle lens, deep perspective"),
    "standard": ("Standard 50 mm", "50 mm lens, natural perspective"),
    "portrait": ("Portrait 85 mm", "85 mm portrait lens, soft background"),
    "telephoto": ("Telephoto 200 mm", "200 mm telephoto lens, compressed distance"),
    "macro": ("Macro", "macro lens, extreme close detail"),
    "fisheye": ("Fisheye", "fisheye lens, strongly curved edges"),
    "tilt-shift": ("Tilt-shift", "tilt-shift lens, narrow band of focus"),
    "anamorphic": ("Anamorphic", "anamorphic lens, oval highlights, wide frame"),
}


def words_of(table: dict[str, tuple[str, str]], preset: str | None) -> str:
    """Give the words of a preset; nothing for none or an unknown one."""
    return table[preset][1] if preset in table else ""
