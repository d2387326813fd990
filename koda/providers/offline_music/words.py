"""Reads the words of a prompt as music: tempo, scale, instruments, drums, room."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from koda.providers.offline_art.noise import Stream, pick

LEADS = ("piano", "bell", "flute", "strings", "pluck", "saw", "square", "marimba", "brass", "organ")


@dataclass(frozen=True, slots=True)
class Taste:
    """How a piece shall sound.

    Attributes:
        tempo: Beats a minute.
        scale: One of `theory.SCALES`.
        beats: In a bar.
        lead, chords, bass: Instruments.
        comping: How chords are played: `held`, `arpeggio`, `stabs`, `strum`, `waltz`.
        drums: A kit's pattern, or none.
        swing: How late the second eighth comes, 0 to 0.33 of a beat.
        density: How many notes the melody has, 0 to 1.
        room: How much it echoes, 0 to 1.
        bright: 0 dull to 1 glittering.
        seventh: Chords of four tones.
        root: A key's pitch class, when the words name one.
    """

    tempo: float = 96.0
    scale: str = "major"
    beats: int = 4
    lead: str = "piano"
    chords: str = "pad"
    bass: str = "round"
    comping: str = "held"
    drums: str = "soft"
    swing: float = 0.0
    density: float = 0.5
    room: float = 0.35
    bright: float = 0.5
    seventh: bool = False
    root: int | None = None


_GENRES: tuple[tuple[str, Taste], ...] = (
    ("lofi lo-fi chillhop study", Taste(78, "dorian", 4, "epiano", "epiano", "round", "held",
     "lofi", 0.18, 0.4, 0.35, 0.25, True)),
    ("jazz swing bebop bigband", Taste(126, "dorian", 4, "brass", "epiano", "upright", "stabs",
     "jazz", 0.32, 0.7, 0.25, 0.45, True)),
    ("bossa latin samba salsa tango cumbia", Taste(118, "dorian", 4, "flute", "guitar", "upright",
     "stabs", "latin", 0.0, 0.6, 0.25, 0.5, True)),
    ("blues", Taste(88, "mixolydian", 4, "guitar", "organ", "upright", "strum", "jazz", 0.3, 0.5,
     0.25, 0.45, True)),
    ("funk disco soul groove motown", Taste(112, "dorian", 4, "brass", "guitar", "pick", "stabs",
     "funk", 0.06, 0.6, 0.2, 0.6, True)),
    ("techno", Taste(130, "minor", 4, "saw", "stab", "sub", "stabs", "four", 0, 0.5, 0.3, 0.6)),
    ("house edm dance club trance rave party", Taste(124, "minor", 4, "saw", "saw", "sub",
     "stabs", "four", 0, 0.55, 0.35, 0.75)),
    ("dubstep drum'n'bass dnb jungle", Taste(172, "minor", 4, "saw", "pad", "sub", "held",
     "breaks", 0, 0.4, 0.35, 0.6)),
    ("trap drill", Taste(140, "harmonic", 4, "bell", "pad", "sub", "held", "trap", 0, 0.35, 0.4,
     0.45)),
    ("hiphop hip-hop rap boombap", Taste(90, "minor", 4, "epiano", "epiano", "round", "stabs",
     "boom", 0.12, 0.4, 0.25, 0.4, True)),
    ("synthwave retrowave 80s eighties outrun vaporwave", Taste(104, "minor", 4, "saw", "pad",
     "pulse", "arpeggio", "eighties", 0, 0.5, 0.45, 0.7)),
    ("electronic electro synth synthesizer pop electropop", Taste(116, "major", 4, "saw", "pad",
     "sub", "arpeggio", "four", 0, 0.55, 0.35, 0.65)),
    ("chiptune 8bit 8-bit arcade videogame nintendo", Taste(140, "major", 4, "square", "square",
     "pulse", "arpeggio", "chip", 0, 0.75, 0.08, 0.7)),
    ("metal thrash", Taste(152, "phrygian", 4, "drive", "drive", "pick", "strum", "rock", 0, 0.6,
     0.2, 0.8)),
    ("rock punk grunge band guitars", Taste(128, "mixolydian", 4, "drive", "drive", "pick",
     "strum", "rock", 0, 0.5, 0.2, 0.65)),
    ("reggae dub ska", Taste(78, "major", 4, "organ", "guitar", "round", "stabs", "reggae", 0.1,
     0.4, 0.35, 0.45)),
    ("country bluegrass western", Taste(112, "major", 4, "guitar", "guitar", "upright", "strum",
     "train", 0.05, 0.5, 0.2, 0.55)),
    ("folk acoustic singer campfire ukulele celtic irish", Taste(100, "major", 4, "flute",
     "guitar", "upright", "arpeggio", "soft", 0.04, 0.5, 0.3, 0.5)),
    ("cinematic epic trailer heroic orchestral orchestra symphony film soundtrack adventure",
     Taste(92, "minor", 4, "brass", "strings", "cello", "held", "epic", 0, 0.4, 0.65, 0.55)),
    ("classical baroque sonata chamber mozart bach", Taste(108, "major", 4, "strings", "piano",
     "cello", "arpeggio", "none", 0, 0.65, 0.4, 0.5)),
    ("ambient drone meditation meditative spa yoga sleep atmospheric", Taste(60, "lydian", 4,
     "bell", "pad", "sub", "held", "none", 0, 0.18, 0.85, 0.4)),
    ("waltz", Taste(144, "major", 3, "strings", "piano", "upright", "waltz", "none", 0, 0.5, 0.4,
     0.5)),
    ("lullaby musicbox music-box cradle", Taste(76, "major", 3, "bell", "piano", "round", "waltz",
     "none", 0, 0.4, 0.5, 0.4)),
    ("march military parade anthem", Taste(112, "major", 4, "brass", "brass", "upright", "stabs",
     "march", 0, 0.5, 0.35, 0.6)),
    ("horror scary creepy haunted", Taste(64, "phrygian", 4, "bell", "strings", "sub", "held",
     "pulse", 0, 0.2, 0.8, 0.3)),
    ("corporate upbeat inspiring inspirational motivational advertising commercial", Taste(118,
     "major", 4, "piano", "guitar", "round", "arpeggio", "four", 0, 0.45, 0.3, 0.65)),
    ("circus carnival comedy funny quirky cartoon", Taste(132, "major", 4, "marimba", "pluck",
     "upright", "waltz", "soft", 0, 0.7, 0.2, 0.6)),
    ("gospel church choral sacred hymn", Taste(72, "major", 4, "organ", "organ", "round", "held",
     "none", 0, 0.35, 0.75, 0.45)),
    ("chill chillout downtempo lounge relaxing", Taste(86, "dorian", 4, "epiano", "pad", "round",
     "held", "lofi", 0.08, 0.35, 0.5, 0.35, True)),
    ("oriental arabic middle-eastern desert", Taste(94, "harmonic", 4, "flute", "strings", "round",
     "held", "latin", 0, 0.6, 0.4, 0.5)),
)  # fmt: skip

# Word → what it changes: times the tempo, then other fields.
_MOODS: tuple[tuple[str, float, dict[str, object]], ...] = (
    ("happy cheerful joyful sunny bright playful alegre fröhlich joyeux felice feliz", 1.1,
     {"scale": "major", "bright": 0.65}),
    ("sad melancholic melancholy lonely sorrow tragic triste traurig nostalgic rainy", 0.84,
     {"scale": "minor", "bright": 0.3}),
    ("dark ominous sinister tense suspense mysterious mystery noir dunkel oscuro", 0.92,
     {"scale": "harmonic", "bright": 0.25}),
    ("calm peaceful gentle soft quiet tender ruhig tranquilo calme serene soothing", 0.85,
     {"density": 0.3, "bright": 0.35, "room": 0.55}),
    ("energetic powerful intense driving aggressive action fight workout", 1.14,
     {"density": 0.7, "bright": 0.7}),
    ("fast quick rapid schnell rápido frantic racing", 1.25, {"density": 0.75}),
    ("slow lento langsam lent", 0.75, {}),
    ("dreamy ethereal floating magical fairy wonder space cosmic underwater", 0.9,
     {"scale": "lydian", "room": 0.75}),
    ("romantic love wedding heart", 0.9, {"scale": "major", "lead": "strings", "seventh": True}),
    ("hopeful uplifting triumphant victory sunrise", 1.05, {"scale": "major", "bright": 0.6}),
    ("minimal minimalist sparse", 0.95, {"density": 0.22}),
    ("christmas winter snow", 1.0, {"scale": "major", "lead": "bell"}),
)  # fmt: skip

_INSTRUMENTS: dict[str, dict[str, object]] = {
    "piano klavier": {"lead": "piano", "chords": "piano"},
    "guitar guitarra gitarre": {"chords": "guitar", "comping": "strum"},
    "violin violins geige strings cello": {"lead": "strings"},
    "flute whistle recorder": {"lead": "flute"},
    "bells bell glockenspiel celesta chimes": {"lead": "bell"},
    "marimba xylophone kalimba vibraphone": {"lead": "marimba"},
    "organ orgel": {"chords": "organ"},
    "brass trumpet horns horn trombone saxophone sax": {"lead": "brass"},
    "rhodes epiano": {"chords": "epiano", "lead": "epiano"},
    "harp": {"chords": "pluck", "comping": "arpeggio"},
    "pad pads": {"chords": "pad", "comping": "held"},
    "arpeggio arpeggiated arpeggios": {"comping": "arpeggio"},
}
_NO_DRUMS = re.compile(
    r"\b(?:no|without)\s+(?:drums?|percussion|beat)\b|\bbeatless\b", re.IGNORECASE
)
_TEMPO = re.compile(r"\b(\d{2,3})\s*bpm\b", re.IGNORECASE)
_KEY = re.compile(r"\b([A-G])\s?(#|♯|b|♭|sharp|flat)?[\s-]+(major|minor)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")
_READ = 4000  # characters; a piece is not told in more
_SEMITONES = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}


def taste_of(prompt: str, rng: Stream) -> Taste:
    """Read a taste; what the words leave open, the stream decides."""
    told = prompt[:_READ]
    words = [word.casefold() for word in _WORD.findall(told)]
    words += [first + second for first, second in pairwise(words)]
    known = set(words)
    taste = _genre(known, rng)
    for listed, times, changes in _MOODS:
        if _any(listed, known):
            taste = replace(taste, tempo=taste.tempo * times, **changes)  # type: ignore[arg-type]
    for listed, changes in _INSTRUMENTS.items():
        if _any(listed, known):
            taste = replace(taste, **changes)  # type: ignore[arg-type]
    if _any("drums drum beat beats percussion", known) and taste.drums == "none":
        taste = replace(taste, drums="soft")
    if _NO_DRUMS.search(told):
        taste = replace(taste, drums="none")
    taste = replace(taste, tempo=min(190.0, max(48.0, taste.tempo * pick(rng, 0.96, 1.04))))
    return _named(told, taste)


def _genre(known: set[str], rng: Stream) -> Taste:
    for listed, taste in _GENRES:
        if _any(listed, known):
            return taste
    scale = ("major", "minor", "dorian", "lydian")[int(rng.randint(0, 4))]
    return Taste(
        tempo=pick(rng, 76, 116),
        scale=scale,
        lead=LEADS[int(rng.randint(0, 5))],
        chords=("pad", "piano", "guitar", "epiano")[int(rng.randint(0, 4))],
        comping=("held", "arpeggio")[int(rng.randint(0, 2))],
        drums=("soft", "lofi", "none")[int(rng.randint(0, 3))],
        density=pick(rng, 0.35, 0.6),
    )


def _named(told: str, taste: Taste) -> Taste:
    """With the tempo and the key that the words spell out."""
    if found := _TEMPO.search(told):
        taste = replace(taste, tempo=float(min(220, max(40, int(found[1])))))
    if found := _KEY.search(told):
        bend = {"#": 1, "♯": 1, "sharp": 1, "b": -1, "♭": -1, "flat": -1}
        root = _SEMITONES[found[1].upper()] + bend.get((found[2] or "").lower(), 0)
        taste = replace(taste, root=root % 12, scale=found[3].lower())
    return taste


def _any(listed: str, known: Iterable[str]) -> bool:
    return not set(listed.split()).isdisjoint(known)
