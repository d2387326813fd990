from __future__ import annotations

import sys
from pathlib import Path

import pytest

from koda.core.errors import ProviderError, ProviderRefused, ProviderUnavailable
from koda.providers.offline_speech import synthesiser
from koda.providers.offline_speech.script import script_of
from koda.providers.offline_speech.speak import speak
from koda.providers.offline_speech.voices import VOICES, cast_voices, throat
from tests.offline_sound.listening import heard, level, seconds, tone

TEXT = "The river rose slowly over the old stone bridge, and nobody noticed."


def test_speech_is_a_wav_file_of_one_channel_that_is_loud_and_never_clipped() -> None:
    content = speak(TEXT, {}, 1)
    sound, rate = heard(content)
    assert content.startswith(b"RIFF")
    assert (sound.shape[0], rate) == (1, 22050)
    assert 3 < seconds(content) < 8
    assert 0.05 < level(sound) < 0.3
    assert abs(sound).max() == pytest.approx(10 ** (-1 / 20), abs=0.01)
    assert abs(sound[0, 0]) < 0.001
    assert abs(sound[0, -1]) < 0.001


def test_the_same_request_is_spoken_the_same() -> None:
    assert speak(TEXT, {"stability": 0}, 5) == speak(TEXT, {"stability": 0}, 5)


def test_other_words_sound_different() -> None:
    assert speak("Good morning.", {}, 1) != speak("Good evening.", {}, 1)


def test_longer_texts_take_longer() -> None:
    assert seconds(speak(TEXT * 3, {}, 1)) > 2.5 * seconds(speak(TEXT, {}, 1))


def test_all_twenty_voices_are_there_and_no_two_are_alike() -> None:
    spoken = {id_: speak("Nobody noticed.", {"voice": id_}, 1) for id_ in VOICES}
    assert len(spoken) == 20
    assert len(set(spoken.values())) == 20


def test_deep_voices_are_deeper_than_young_ones() -> None:
    pitches = {id_: tone(*heard(speak(TEXT, {"voice": id_}, 1))) for id_ in ("onyx", "elli")}
    assert pitches["onyx"] < 100 < 180 < pitches["elli"]


def test_speed_is_how_long_it_takes() -> None:
    slow, fast = (seconds(speak(TEXT, {"speed": speed}, 1)) for speed in (0.7, 1.2))
    assert slow > 1.4 * fast


def test_a_stable_voice_is_the_same_at_each_seed_and_a_lively_one_is_not() -> None:
    assert speak(TEXT, {"stability": 1}, 1) == speak(TEXT, {"stability": 1}, 2)
    assert speak(TEXT, {"stability": 0}, 1) != speak(TEXT, {"stability": 0}, 2)


def test_lines_of_two_speakers_are_a_dialogue_without_their_names() -> None:
    script = script_of("Anna: Hello.\nTom: Hello,\n  my dear.\nAnna: Bye.", {}, 1)
    assert [one.text for one in script] == ["Hello.", "Hello,   my dear.", "Bye."]
    assert script[0].voice == script[2].voice != script[1].voice


def test_a_listed_dialogue_takes_the_voices_it_names() -> None:
    lines = [{"voice": "onyx", "text": "No."}, {"voice": "Nova", "text": "Yes."}, "Perhaps."]
    script = script_of("ignored", {"dialogue": lines}, 1)
    assert [one.voice.split("+")[1] for one in script] == ["david", "belinda", "f1"]
    content = speak("ignored", {"dialogue": lines}, 1)
    assert level(heard(content)[0]) > 0.05


def test_a_note_with_a_colon_is_no_dialogue() -> None:
    assert [one.text for one in script_of("Note: read this.", {}, 1)] == ["Note: read this."]
    read = script_of("Anna: Hi.\nTom: Hi.", {"mode": "single"}, 1)
    assert [one.text for one in read] == ["Anna: Hi.", "Tom: Hi."]


def test_speakers_that_are_no_voices_get_different_ones() -> None:
    given = cast_voices(["a", "b", "rachel", "c", "a"])
    assert given["rachel"].id == "rachel"
    assert len({voice.id for voice in given.values()}) == 4


@pytest.mark.parametrize(
    ("text", "language"),
    [("привет мир", "zle/ru"), ("こんにちは世界", "jpx/ja"), ("你好世界", "sit/cmn")],
)
def test_other_scripts_are_read_in_their_language(text: str, language: str) -> None:
    assert throat(VOICES["rachel"], text).startswith(f"{language}+")
    assert level(heard(speak(text, {}, 1))[0]) > 0.05


def test_titles_do_not_end_a_sentence() -> None:
    script = script_of("Dr. Smith came. He sat down!", {}, 1)
    assert [one.text for one in script] == ["Dr. Smith came.", "He sat down!"]


@pytest.mark.parametrize("text", ["", " \n\t", "\x00\x07\x1b", "...", "\u202e\u200b", "?!"])
def test_nothing_to_say_is_refused(text: str) -> None:
    with pytest.raises(ProviderRefused) as refused:
        speak(text, {}, 1)
    assert refused.value.remedy


def test_too_much_to_say_is_refused_before_anything_is_made() -> None:
    with pytest.raises(ProviderRefused, match="10000"):
        speak("word " * 20_000, {}, 1)


def test_an_unknown_voice_is_refused() -> None:
    with pytest.raises(ProviderRefused, match="no voice “nobody”"):
        speak("Hi.", {"voice": "nobody"}, 1)


@pytest.mark.parametrize(
    "text",
    ["👍🎉", "\ud800 half a letter", "a\x00b\x1bc", "<speak><break time='9999s'/>x</speak>",
     "[[h@'loU]]", "a" * 3000, "%s %n {0} $(x)"],
)  # fmt: skip
def test_strange_texts_are_spoken_within_reason(text: str) -> None:
    content = speak(text, {}, 1)
    assert level(heard(content)[0]) > 0.02
    assert seconds(content) < 60


@pytest.mark.parametrize("value", [None, "fast", True, float("nan"), -1e9, 1e9])
def test_senseless_settings_are_held_to_sense(value: object) -> None:
    content = speak("Good evening.", {"speed": value, "stability": value}, 1)
    assert 0.3 < seconds(content) < 4


def test_a_fault_of_the_library_is_an_error_and_not_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "child.py"
    broken.write_text("import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)\n")
    monkeypatch.setattr(synthesiser, "_CHILD", broken)
    with pytest.raises(ProviderError, match="broke down"):
        speak("Hi.", {}, 1)


@pytest.mark.parametrize("answer", ["", "12", "0123456789"])
def test_an_answer_that_is_cut_off_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    cut = tmp_path / "child.py"
    cut.write_text(f"import sys\nsys.stdin.read()\nsys.stdout.write({answer!r})\n")
    monkeypatch.setattr(synthesiser, "_CHILD", cut)
    with pytest.raises(ProviderError, match="broke down"):
        speak("Hi.", {}, 1)


def test_one_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stuck = tmp_path / "child.py"
    stuck.write_text("import time\ntime.sleep(600)\n")
    monkeypatch.setattr(synthesiser, "_CHILD", stuck)
    with pytest.raises(ProviderError, match="broke down"):
        synthesiser.utter(script_of("Hi.", {}, 1), seconds=0.3)


def test_without_a_synthesiser_the_remedy_names_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(synthesiser, "find_spec", lambda _: None)
    monkeypatch.setattr(synthesiser, "find_library", lambda _: None)
    with pytest.raises(ProviderUnavailable) as missing:
        speak("Hi.", {}, 1)
    assert "espeakng-loader" in missing.value.remedy


def test_the_library_is_never_loaded_into_this_process() -> None:
    speak("Hi.", {}, 1)
    assert "espeakng_loader" not in sys.modules
    maps = Path("/proc/self/maps")
    assert not maps.exists() or "espeak" not in maps.read_text()
