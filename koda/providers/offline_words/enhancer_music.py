"""What a prompt for music should say, and words for it by genre and mood."""

from __future__ import annotations

import re

from koda.providers.offline_words.enhancer_words import Lack, Offer, either, words

_HOUSE = words("techno", "house", "edm", "trance", "dance", "club", "rave", "electronic")
_LOFI = words("lo-?fi", "chill\\w*", "study", "studying", "relax\\w*")
_JAZZ = words("jazz", "swing", "bossa nova", "blues", "soul")
_ROCK = words("rock", "punk", "grunge", "metal", "indie")
_HIPHOP = words("hip[- ]?hop", "rap", "trap", "boom bap", "r&b")
_SCORE = words(
    "orchestral", "epic", "cinematic", "trailer", "film score", "symphon\\w+", "classical",
    "heroic",
    "battle", "adventure",
)  # fmt: skip
_AMBIENT = words(
    "ambient", "drone", "meditat\\w+", "sleep", "space", "ethereal", "calm", "peaceful"
)
_FOLK = words("folk", "country", "acoustic", "campfire", "bluegrass", "celtic")
_POP = words("pop", "funk", "disco", "summer", "happy", "cheerful", "upbeat", "birthday", "party")
_SYNTH = words("synthwave", "retrowave", "80s", "cyberpunk", "chiptune", "8-bit", "video game")
_SAD = words("sad", "melanchol\\w+", "lonely", "grief", "farewell", "nostalg\\w+", "tender", "love")
_DARK = words("dark", "horror", "tense", "tension", "suspense\\w*", "thriller", "ominous", "eerie")
_EFFECT = words(
    "sound effects?", "sfx", "footsteps", "door", "rain", "thunder", "wind", "waves", "engine",
    "explosion", "birdsong", "applause", "bells?", "crackling", "noise",
)  # fmt: skip
_SLOW = words("slow\\w*", "calm", "sleep\\w*", "lullaby", "ballad", "adagio", "largo")
_FAST = words("fast", "quick", "racing", "chase", "energetic", "frantic", "presto")

_GENRES = (
    _HOUSE, _LOFI, _JAZZ, _ROCK, _HIPHOP, _SCORE, _AMBIENT, _FOLK, _POP, _SYNTH,
    words("waltz", "march", "lullaby", "ballad", "reggae", "latin", "salsa", "tango", "gospel",
          "opera", "piano solo", "piano piece", "choir", "jingle", "anthem", "samba", "polka"),
)  # fmt: skip
_GENRE = Lack(
    said=either(*_GENRES, _EFFECT),
    offers=(
        Offer("cinematic underscore", fits=_DARK),
        Offer("quiet piano ballad", fits=_SAD),
        Offer("electronic music", fits=_FAST),
        Offer("acoustic folk"),
        Offer("warm ambient music", clashes=_FAST),
    ),
)
_TEMPO = Lack(
    said=re.compile(
        r"\bbpm\b|\btempo\b|mid-?tempo|\b(?:slow\w*|fast|upbeat|driving|allegro|andante|adagio|"
        r"largo|presto|lento|brisk|quick)\b",
        re.IGNORECASE,
    ),
    offers=(
        Offer("140 BPM", fits=_FAST, clashes=_EFFECT),
        Offer("124 BPM", fits=_HOUSE, clashes=_EFFECT),
        Offer("78 BPM", fits=_LOFI, clashes=_EFFECT),
        Offer("60 BPM", fits=_AMBIENT, clashes=_EFFECT),
        Offer("66 BPM", fits=_SAD, clashes=_EFFECT),
        Offer("90 BPM", fits=_HIPHOP, clashes=_EFFECT),
        Offer("132 BPM", fits=_ROCK, clashes=_EFFECT),
        Offer("110 BPM", fits=_POP, clashes=_EFFECT),
        Offer("100 BPM", fits=_SYNTH, clashes=_EFFECT),
        Offer("medium tempo", clashes=_EFFECT),
    ),
)
_INSTRUMENTS = Lack(
    said=words(
        "piano",
        "guitars?",
        "strings?",
        "violins?",
        "cello",
        "drums?",
        "bass",
        "synth\\w*",
        "organ",
        "horns?",
        "trumpets?",
        "sax\\w*",
        "flute",
        "harp",
        "choir",
        "vocals?",
        "voice",
        "singing",
        "percussion",
        "brass",
        "orchestra",
        "banjo",
        "ukulele",
        "marimba",
        "bells?",
        "pads?",
        "808s?",
        "a cappella",
        "accordion",
        "harmonica",
        "mandolin",
        "keys",
        "instruments?",
    ),
    offers=(
        Offer("four-on-the-floor drums, deep bass, bright synths", fits=_HOUSE, clashes=_EFFECT),
        Offer("dusty drums, mellow electric piano, warm bass", fits=_LOFI, clashes=_EFFECT),
        Offer("brushed drums, upright bass, piano, muted trumpet", fits=_JAZZ, clashes=_EFFECT),
        Offer("electric guitars, bass, live drums", fits=_ROCK, clashes=_EFFECT),
        Offer("deep 808 bass, crisp drums, sparse keys", fits=_HIPHOP, clashes=_EFFECT),
        Offer("full strings, French horns, large percussion", fits=_SCORE, clashes=_EFFECT),
        Offer("low strings, soft pulses, distant percussion", fits=_DARK, clashes=_EFFECT),
        Offer("soft synth pads, slow piano notes", fits=_AMBIENT, clashes=_EFFECT),
        Offer("acoustic guitar, light percussion, upright bass", fits=_FOLK, clashes=_EFFECT),
        Offer("analog synths, drum machine, pulsing bass", fits=_SYNTH, clashes=_EFFECT),
        Offer("solo piano, quiet strings", fits=_SAD, clashes=_EFFECT),
        Offer("clean guitar, bass, drums, bright keys", clashes=_EFFECT),
    ),
)
_MOOD = Lack(
    said=either(
        _SAD,
        _DARK,
        words(
            "mood",
            "happy",
            "joyful",
            "cheerful",
            "calm",
            "peaceful",
            "warm",
            "epic",
            "heroic",
            "dreamy",
            "hopeful",
            "playful",
            "energetic",
            "relax\\w*",
            "chill\\w*",
            "uplifting",
            "gentle",
            "mysterious",
            "romantic",
            "triumphant",
            "aggressive",
            "confident",
            "euphoric",
            "intimate",
            "bittersweet",
        ),
    ),
    offers=(
        Offer("energetic mood", fits=_HOUSE, clashes=_SLOW),
        Offer("energetic mood", fits=_FAST, clashes=_EFFECT),
        Offer("confident mood", fits=_HIPHOP, clashes=_EFFECT),
        Offer("triumphant mood", fits=_SCORE, clashes=_EFFECT),
        Offer("warm, hopeful mood", clashes=_EFFECT),
    ),
)
_STRUCTURE = Lack(
    said=words(
        "intro",
        "verses?",
        "chorus",
        "bridge",
        "outro",
        "drop",
        "loop\\w*",
        "ending",
        "structure",
        "build(?:s|ing)?(?: up)?",
        "theme",
        "crescendo",
        "fade[- ]out",
        "hook",
        "seamless",
    ),
    offers=(
        Offer("long build-up, drop, short outro", fits=_HOUSE, clashes=_EFFECT),
        Offer("steady loop", fits=_LOFI, clashes=_EFFECT),
        Offer("slow build-up to a broad finish with a clear ending", fits=_SCORE, clashes=_EFFECT),
        Offer("evolves slowly, soft ending", fits=_AMBIENT, clashes=_EFFECT),
        Offer("short intro, clear main theme, gentle ending", clashes=_EFFECT),
    ),
)
_SOUND = Lack(
    said=re.compile(r"\bclose\b|distant|reverb|\broom\b|stereo|recording|\bdry\b", re.IGNORECASE),
    offers=(Offer("clean close recording, natural room", fits=_EFFECT, clashes=either(*_GENRES)),),
)  # fmt: skip

MUSIC = (_GENRE, _TEMPO, _INSTRUMENTS, _MOOD, _STRUCTURE, _SOUND)
"""In the order in which they are added: each is chosen in the light of those before it."""
