"""The entry: an M4A file from mood words, a length and a seed."""

from __future__ import annotations

from koda.media.sound import Sound, m4a_of
from koda.providers.offline_art.noise import stream
from koda.providers.offline_music.mix import mixed
from koda.providers.offline_music.score import Score
from koda.providers.offline_music.words import taste_of

NOTE = "Composed on this machine by rules from the words of the prompt, not by an AI model."
SHORTEST, LONGEST = 3.0, 300.0


def compose(prompt: str, seconds: float, seed: int, *, instrumental: bool) -> bytes:
    """Compose a piece; blocking. Without `instrumental` voices without words lead it."""
    return m4a_of(piece(prompt, seconds, seed, instrumental=instrumental))


def piece(prompt: str, seconds: float, seed: int, *, instrumental: bool) -> Sound:
    """Compose a piece as samples: two channels, exactly `seconds` long (within the limits)."""
    seconds = min(LONGEST, max(SHORTEST, seconds))
    rng = stream("music", seed, " ".join(prompt.split())[:20_000])
    taste = taste_of(prompt, rng)
    score = Score(taste, seconds, rng, sung=not instrumental)
    return mixed(
        score.events(), seconds, room=taste.room, bright=taste.bright, tail=score.form.tail
    )
