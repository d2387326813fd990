"""Films and sounds on hosts without the codecs: what their heads tell is what the codecs tell."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koda.assets import streams
from koda.assets.plain_streams import read_plain
from koda.assets.probe import probe
from koda.core.absent import absence_of
from koda.core.errors import Unsupported
from tests.assets.media import sound, video
from tests.assets.playable import grey_film


@pytest.mark.parametrize("rotation", [0, 90])
@pytest.mark.parametrize("tone", [False, True])
def test_films_have_their_length_size_and_sound(tmp_path: Path, rotation: int, tone: bool) -> None:
    film = tmp_path / "a.mp4"
    if tone:
        grey_film(film, [50] * 20, tone=True)
    else:
        video(film, rotation=rotation)
    known, plain = probe(film), read_plain(film)
    assert plain
    assert (plain.is_video, plain.mime) == (True, "video/mp4")
    assert plain.seconds == pytest.approx(known.duration, abs=0.1)
    assert (plain.width, plain.height) == (known.width, known.height)
    assert plain.has_audio == known.has_audio


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("a.mp3", "libmp3lame"),
        ("a.wav", "pcm_s16le"),
        ("a.ogg", "libopus"),
        ("a.flac", "flac"),
        ("a.m4a", "aac"),
        ("a.aac", "aac"),
    ],
)
def test_sounds_are_told_by_their_heads(tmp_path: Path, name: str, codec: str) -> None:
    file = sound(tmp_path / name, codec)
    known, plain = probe(file), read_plain(file)
    assert plain
    assert (plain.is_video, plain.mime, plain.has_audio) == (False, known.mime, True)
    if plain.seconds is not None:
        assert plain.seconds == pytest.approx(known.duration, abs=0.1)


def test_webm_is_taken_for_a_film(tmp_path: Path) -> None:
    plain = read_plain(video(tmp_path / "a.webm", "libvpx-vp9"))
    assert plain
    assert plain.mime == "video/webm"


@pytest.mark.parametrize("content", [b"<html>", b"", b"MZ\0\0", b"\x1a\x45\xdf\xa3matroska"])
def test_anything_else_is_neither(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "a"
    file.write_bytes(content)
    assert read_plain(file) is None


def test_damaged_films_are_read_as_far_as_they_go_or_refused(tmp_path: Path) -> None:
    whole = video(tmp_path / "a.mp4").read_bytes()
    for end in range(0, len(whole), 13):
        (tmp_path / "b.mp4").write_bytes(whole[:end] + b"\xff" * 7)
        read_plain(tmp_path / "b.mp4")


@given(st.binary(max_size=400))
def test_hostile_boxes_do_no_harm(content: bytes) -> None:
    with tempfile.NamedTemporaryFile() as file:
        file.write(b"\0\0\0\x10ftypisom\0\0\0\0" + content)
        file.flush()
        read_plain(Path(file.name))


def test_without_the_codecs_a_film_has_facts_and_no_poster(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    film = video(tmp_path / "a.mp4")
    monkeypatch.setitem(sys.modules, "koda.media.opening", None)
    facts = probe(film)
    assert (facts.kind, facts.width, facts.height, facts.placeholder) == ("video", 64, 32, None)
    assert streams.poster(film) is None
    (tmp_path / "a.txt").write_text("no film")
    with pytest.raises(Unsupported):
        probe(tmp_path / "a.txt")


def test_what_is_left_out_is_said_in_words() -> None:
    absent = absence_of(ModuleNotFoundError("No module named 'av.error'", name="av.error"))
    assert absent
    assert absent.message == "The part of Koda that opens films and sounds is not on this host."
    assert absence_of(ModuleNotFoundError("No module named 'other'", name="other")) is None
