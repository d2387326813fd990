from __future__ import annotations

import io

import av
import numpy as np
import pytest

from koda.media.frames import RATE
from koda.media.sound import peak
from koda.providers.offline_art.noise import stream
from koda.providers.offline_music.compose import compose, piece
from koda.providers.offline_music.drums import PATTERNS, hit
from koda.providers.offline_music.form import form_of
from koda.providers.offline_music.melody import tune
from koda.providers.offline_music.score import Score
from koda.providers.offline_music.theory import PROGRESSIONS, SCALES, chord, voiced
from koda.providers.offline_music.tones import NAMES, tone
from koda.providers.offline_music.waves import hertz
from koda.providers.offline_music.words import taste_of
from tests.offline_sound.listening import centre, heard, level, seconds


def taste(prompt: str, seed: int = 1):
    return taste_of(prompt, stream(seed))


def test_music_is_an_m4a_of_the_length_that_was_asked_for() -> None:
    content = compose("calm piano", 6, 1, instrumental=True)
    with av.open(io.BytesIO(content)) as container:
        stream_ = container.streams.audio[0]
        assert (stream_.codec.name, stream_.rate, stream_.layout.name) == ("aac", RATE, "stereo")
        assert container.duration is not None
        assert container.duration / 1e6 == pytest.approx(6, abs=0.03)
    assert content.find(b"moov") < content.find(b"mdat")
    assert seconds(content) == pytest.approx(6, abs=0.05)


@pytest.mark.parametrize(
    "prompt", ["calm ambient", "dark techno", "heavy metal", "waltz", "", "8-bit"]
)
def test_it_is_loud_never_clipped_wide_and_ends_in_silence(prompt: str) -> None:
    sound = piece(prompt, 8, 2, instrumental=False)
    assert sound.shape == (2, 8 * RATE)
    assert np.isfinite(sound).all()
    assert 0.08 < level(sound.astype(np.float64)) < 0.3
    assert 0.3 < peak(sound) <= 10 ** (-1.5 / 20) + 0.001
    assert abs(sound[:, -40:]).max() < 0.001
    assert abs(sound[:, :3]).max() < 0.01
    assert abs(sound.mean()) < 0.01
    assert np.corrcoef(sound)[0, 1] < 0.99
    decoded, _ = heard(compose(prompt, 8, 2, instrumental=False))
    assert abs(decoded).max() < 1.0


def test_the_same_words_and_seed_make_the_same_file() -> None:
    first = compose("happy folk", 5, 7, instrumental=True)
    assert first == compose("happy folk", 5, 7, instrumental=True)
    assert first != compose("happy folk", 5, 8, instrumental=True)
    assert first != compose("happy rock", 5, 7, instrumental=True)


def test_without_instrumental_a_voice_leads() -> None:
    def names(sung: bool) -> set[str]:
        score = Score(taste("sad piano"), 30, stream(1), sung=sung)
        return {event.name for event in score.events()}

    assert "choir" in names(True)
    assert "choir" not in names(False)


def test_no_moment_in_the_middle_is_silent() -> None:
    sound = piece("ambient", 12, 1, instrumental=True)
    parts = np.split(sound[:, : 10 * RATE], 20, axis=1)
    assert min(level(part.astype(np.float64)) for part in parts) > 0.01


def test_words_are_heard() -> None:
    dull = piece("calm ambient drone, no drums", 10, 1, instrumental=True)
    bright = piece("energetic heavy metal", 10, 1, instrumental=True)
    assert centre(bright, RATE) > 1.5 * centre(dull, RATE)


def test_words_choose_tempo_scale_key_and_drums() -> None:
    assert taste("techno at 140 bpm").tempo == 140
    assert taste("999 bpm").tempo == 220
    assert (taste("ballad in F# minor").root, taste("ballad in F# minor").scale) == (6, "minor")
    assert taste("Bb major fanfare").root == 10
    assert taste("rock without drums").drums == "none"
    assert taste("ambient with a beat").drums != "none"
    assert taste("a happy song").scale == "major"
    assert taste("a sad song").scale == "minor"
    assert taste("slow and sad").tempo < taste("fast and happy").tempo
    assert taste("waltz").beats == 3


def test_every_genre_names_instruments_and_drums_that_there_are() -> None:
    from koda.providers.offline_music.words import _GENRES, LEADS

    for _, one in _GENRES:
        assert {one.lead, one.chords, one.bass} <= NAMES
        assert one.drums in PATTERNS
        assert one.scale in SCALES
        assert one.scale in PROGRESSIONS
    assert set(LEADS) <= NAMES


@pytest.mark.parametrize("length", [3, 5, 15, 30, 60, 120, 180, 240])
def test_bars_and_tail_fill_the_length_exactly(length: float) -> None:
    form = form_of(length, 100, 4)
    assert form.bars * form.bar + form.tail == pytest.approx(length)
    assert sum(section.bars for section in form.sections) == form.bars
    starts = [section.start for section in form.sections]
    assert starts == sorted(set(starts))


def test_long_pieces_have_an_intro_two_themes_and_an_end() -> None:
    kinds = [section.kind for section in form_of(60, 110, 4).sections]
    assert kinds[0] == "intro"
    assert kinds[-1] == "outro"
    assert {"a", "b"} <= set(kinds)


def test_nothing_begins_after_the_end() -> None:
    score = Score(taste("funk"), 20, stream(3), sung=True)
    assert all(0 <= event.start < 20 for event in score.events())


def test_a_tune_stands_on_its_chords_and_says_its_motif_twice() -> None:
    notes = tune(stream(4), 4, 0.6, (0, 4, 5, 3))
    for note in notes:
        if note.start % 8 == 0:
            assert (note.degree - (0, 4, 5, 3)[note.start // 8]) % 7 in {0, 2, 4}
    first = [note.start for note in notes if note.start < 16]
    assert [note.start - 16 for note in notes if note.start >= 16] == first


def test_chords_move_as_little_as_a_player_moves() -> None:
    scale = SCALES["major"]
    before = voiced(chord(48, scale, 0, seventh=False), [], 60)
    after = voiced(chord(48, scale, 3, seventh=False), before, 60)
    assert len(after) == 3
    assert max(after) - max(before) <= 5
    assert before[0] >= 48


@pytest.mark.parametrize("name", sorted(NAMES))
@pytest.mark.parametrize("midi", [40, 64, 88])
def test_every_instrument_is_in_tune_and_ends_without_a_click(name: str, midi: int) -> None:
    wave = tone(name, midi, 0.8, 0.5)
    mono = (wave.mean(axis=0) if wave.ndim == 2 else wave).astype(np.float64)
    strengths = np.abs(np.fft.rfft(mono * np.hanning(len(mono)), 1 << 19))
    pitches = np.fft.rfftfreq(1 << 19, 1 / RATE)
    near = (pitches > hertz(midi) * 0.92) & (pitches < hertz(midi) * 1.08)
    found = pitches[near][np.argmax(strengths[near])]
    assert abs(1200 * np.log2(found / hertz(midi))) < 35
    assert 0.15 < np.abs(wave).max() < 1.5
    assert np.abs(wave[..., -3:]).max() < 0.01


@pytest.mark.parametrize(
    "drum", sorted({d for p in PATTERNS.values() for d in p} | {"tom", "crash"})
)
def test_every_drum_is_heard_and_ends_without_a_click(drum: str) -> None:
    wave = hit(drum)
    assert 0.1 < np.abs(wave).max() < 1.6
    assert np.abs(wave[-3:]).max() < 0.02


@pytest.mark.parametrize(
    "prompt", ["", "\x00\x1b", "🎺" * 500, "a" * 100_000, "\ud800", "{0} %s", "0 bpm 000 bpm"]
)
def test_strange_prompts_make_music_too(prompt: str) -> None:
    sound = piece(prompt, 4, 1, instrumental=False)
    assert level(sound.astype(np.float64)) > 0.05


@pytest.mark.parametrize(("asked", "made"), [(-1, 3), (0, 3), (1e9, 300)])
def test_lengths_are_held_within_limits(asked: float, made: float) -> None:
    form = Score(taste("ambient"), min(300, max(3, asked)), stream(1), sung=False).form
    assert form.bars * form.bar + form.tail == pytest.approx(made)
