"""Makes prompts from measurements: look and movement, with a place left for the subject."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import JsonValue

from koda.providers.offline_words.analyzer_shots import Film, Look, Shot

SUBJECT = "[your subject]"
_MOST_SHOTS = 8
_SINGLES = 2
_LIGHTS = {
    "dark": "deep shadows and little light",
    "low-key": "low-key light",
    "well lit": "soft even light",
    "bright": "bright, airy light",
}
_CAMERAS = {
    "static": "a locked-off camera",
    "handheld": "a handheld camera",
    "unclear": "a moving camera",
}


def prompts_for(film: Film, medium: str) -> Sequence[JsonValue]:
    """Give the prompt for the whole film first, then those of its longest shots."""
    if medium == "image":
        whole, single = _picture(film, film.shots[0]), _picture
    else:
        whole, single = _film(film), _shot_film
    found = [_entry("The look" if medium == "image" else "The whole film", whole, film.look)]
    longest = sorted(film.shots, key=lambda one: (-one.seconds, one.number))[:_SINGLES]
    if len(film.shots) > 1:
        found += [
            _entry(f"Shot {shot.number}", single(film, shot), shot.look)
            for shot in sorted(longest, key=lambda one: one.number)
        ]
    return found


def _film(film: Film) -> str:
    shots = film.shots[:_MOST_SHOTS]
    if len(shots) == 1:
        return _shot_film(film, shots[0])
    told = "; ".join(
        f"shot {place}, {shot.seconds:.1f} seconds, {_camera(shot)}, {shot.liveliness} motion"
        for place, shot in enumerate(shots, 1)
    )
    joint = "dissolves" if any(kind == "dissolve" for kind, _, _ in film.gradual) else "hard cuts"
    return (
        f"A {film.ratio} film of {SUBJECT} in {len(film.shots)} shots with {joint}: "
        f"{told}. {_light(film.look)} {film.mood.capitalize()}."
    )


def _shot_film(film: Film, shot: Shot) -> str:
    return (
        f"A {film.ratio} shot of {SUBJECT}, {shot.seconds:.1f} seconds without a cut, "
        f"{_camera(shot)}, {shot.liveliness} motion. {_light(shot.look)} {shot.mood.capitalize()}."
    )


def _picture(film: Film, shot: Shot) -> str:
    look = film.look if shot is film.shots[0] else shot.look
    return (
        f"A {film.ratio} film still of {SUBJECT}. {_light(look)} "
        f"{shot.mood.capitalize()}, cinematic framing, natural detail."
    )


def _camera(shot: Shot) -> str:
    if shot.camera in _CAMERAS:
        return _CAMERAS[shot.camera]
    words = shot.camera.replace("unclear", "free movement")
    return f"camera: {words.replace(', handheld', ', handheld throughout')}"


def _light(look: Look) -> str:
    colors = f" in a palette of {look.palette}" if look.names else ""
    return f"{_LIGHTS[look.light].capitalize()}, {look.color}, {look.depth}{colors}."


def _entry(title: str, prompt: str, look: Look) -> JsonValue:
    return {"title": title, "prompt": prompt, "negative_prompt": ", ".join(_avoided(look))}


def _avoided(look: Look) -> list[str]:
    """What would break the look."""
    words = ["text", "watermark", "flicker"]
    if look.color in {"almost without colour", "muted"}:
        words.append("oversaturated colours")
    if look.light in {"dark", "low-key"}:
        words.append("flat bright light")
    if look.light == "bright":
        words.append("heavy shadows")
    return words
