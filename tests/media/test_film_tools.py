"""Films are cut, joined, muted and looked into as exactly as was asked for."""

from __future__ import annotations

import io
from itertools import pairwise
from pathlib import Path

import av
import pytest
from PIL import Image

from koda.core.errors import Invalid, KodaError, TooLarge, Unsupported
from koda.media.grabbing import grab, grab_every
from koda.media.joining import concat, concat_sounds
from koda.media.muting import mute, take_sound
from koda.media.reading import facts_of
from koda.media.trimming import trim
from tests.assets import media
from tests.media.films import COLORS, colors_of, film, heard, loudness, near, pitch

RED, GREEN, BLUE, WHITE = COLORS
BLACK = (0, 0, 0)


def mean(content: bytes) -> tuple[int, ...]:
    image = Image.open(io.BytesIO(content)).convert("RGB").resize((1, 1), Image.Resampling.BOX)
    found = image.getpixel((0, 0))
    assert isinstance(found, tuple)
    return found


@pytest.mark.parametrize(
    ("moment", "color"),
    [
        ("first", RED),
        (0.0, RED),
        (0.95, RED),
        (1.0, GREEN),
        (2.5, BLUE),
        ("last", WHITE),
        (4.0, WHITE),
    ],
)
def test_the_frame_on_the_screen_is_grabbed(
    tmp_path: Path, moment: object, color: tuple[int, ...]
) -> None:
    path = film(tmp_path / "a.mp4", hertz=440)
    assert near(mean(grab(path, moment)), color)  # type: ignore[arg-type]


@pytest.mark.parametrize("moment", [-1.0, 9.0])
def test_there_is_no_frame_outside_of_a_film(tmp_path: Path, moment: float) -> None:
    with pytest.raises(Invalid):
        grab(film(tmp_path / "a.mp4"), moment)


def test_frames_are_grabbed_at_even_steps(tmp_path: Path) -> None:
    made = [mean(one) for one in grab_every(film(tmp_path / "a.mp4"), 0.5)]
    assert len(made) == 8
    assert all(near(found, COLORS[place // 2]) for place, found in enumerate(made))


@pytest.mark.parametrize("step", [0.0, -1.0, 0.01])
def test_too_many_grabs_are_refused_with_the_step_that_works(tmp_path: Path, step: float) -> None:
    with pytest.raises(Invalid) as caught:
        list(grab_every(film(tmp_path / "a.mp4"), step))
    assert caught.value.remedy


def test_a_trim_is_exact_to_the_frame(tmp_path: Path) -> None:
    target = tmp_path / "b.mp4"
    trim(film(tmp_path / "a.mp4", hertz=500), target, 0.7, 2.2)
    colors = colors_of(target)
    assert len(colors) == 15
    assert [near(one, RED) for one in colors[:3]] == [True] * 3
    assert all(near(one, GREEN) for one in colors[3:13])
    assert all(near(one, BLUE) for one in colors[13:])
    sound = heard(target)
    assert len(sound) / 48_000 == pytest.approx(1.5, abs=0.05)
    assert pitch(sound, 0.2, 1.2) == 500


def test_a_trim_counts_from_the_end_too(tmp_path: Path) -> None:
    target = tmp_path / "b.mp4"
    trim(film(tmp_path / "a.mp4"), target, -1.0, 99)
    colors = colors_of(target)
    assert len(colors) == 10
    assert all(near(one, WHITE) for one in colors)


def test_a_sound_is_trimmed_into_a_sound(tmp_path: Path) -> None:
    target = tmp_path / "b.m4a"
    trim(media.sound(tmp_path / "a.ogg", "libopus"), target, 0.1, 0.3)
    found = facts_of(target)
    assert (found.width, found.has_sound) == (0, True)
    assert found.seconds == pytest.approx(0.2, abs=0.05)


@pytest.mark.parametrize(("start", "end"), [(2, 1), (2, 2), (9, None), (0, -9), (float("nan"), 1)])
def test_a_trim_to_nothing_is_refused(tmp_path: Path, start: float, end: float | None) -> None:
    with pytest.raises(Invalid, match="Nothing is left"):
        trim(film(tmp_path / "a.mp4"), tmp_path / "b.mp4", start, end)


def test_films_of_any_size_rate_and_sound_become_one(tmp_path: Path) -> None:
    one = film(tmp_path / "a.mp4", (64, 48), colors=(RED, RED))
    two = film(tmp_path / "b.mp4", (48, 96), fps=20, colors=(BLUE,), hertz=500)
    three = media.video(tmp_path / "c.webm", "libvpx", (30, 18))
    target = tmp_path / "all.mp4"
    concat([one, two, three], target)
    found = facts_of(target)
    assert (found.width, found.height, found.fps) == (64, 48, 20)
    assert found.seconds == pytest.approx(4, abs=0.1)
    colors = colors_of(target)
    assert near(colors[5], RED)
    # The upright one stands between black bars: 24 of 64 columns are blue.
    assert near(colors[50], (20 * 24 // 64, 20 * 24 // 64, 200 * 24 // 64), 9)
    sound = heard(target)
    assert loudness(sound, 0.1, 1.9) < 0.002
    assert pitch(sound, 2.1, 2.9) == 500
    assert loudness(sound, 3.2, 3.9) < 0.002


def test_filling_leaves_no_bars(tmp_path: Path) -> None:
    one = film(tmp_path / "a.mp4", (64, 48), colors=(RED,))
    two = film(tmp_path / "b.mp4", (48, 96), colors=(BLUE,))
    concat([one, two], tmp_path / "all.mp4", fit="fill")
    assert near(colors_of(tmp_path / "all.mp4")[15], BLUE)


def test_a_cross_fade_goes_over_from_one_to_the_other(tmp_path: Path) -> None:
    one = film(tmp_path / "a.mp4", colors=(BLACK, BLACK), hertz=400)
    two = film(tmp_path / "b.mp4", colors=(WHITE, WHITE), hertz=800)
    target = tmp_path / "all.mp4"
    concat([one, two], target, cross_fade=1)
    assert facts_of(target).seconds == pytest.approx(3, abs=0.06)
    light = [color[0] for color in colors_of(target)]
    assert len(light) == 30
    assert max(light[:10]) < 12
    assert min(light[20:]) > 238
    assert all(b >= a - 3 for a, b in pairwise(light))
    assert 100 < light[14] < 140
    sound = heard(target)
    assert (pitch(sound, 0.2, 0.8), pitch(sound, 2.2, 2.8)) == (400, 800)
    assert loudness(sound, 1.4, 1.6) == pytest.approx(loudness(sound, 0.2, 0.8), rel=0.15)


def test_a_long_cross_fade_is_shortened(tmp_path: Path) -> None:
    one = film(tmp_path / "a.mp4", colors=(RED,))
    concat([one, one, one], tmp_path / "all.mp4", cross_fade=60)
    assert len(colors_of(tmp_path / "all.mp4")) == 20


def test_sounds_are_joined(tmp_path: Path) -> None:
    paths = [media.sound(tmp_path / name, "pcm_s16le") for name in ("a.wav", "b.wav")]
    concat_sounds(paths, tmp_path / "all.m4a", cross_fade=0.1)
    assert facts_of(tmp_path / "all.m4a").seconds == pytest.approx(0.9, abs=0.05)


def test_what_cannot_be_joined_is_refused(tmp_path: Path) -> None:
    one = film(tmp_path / "a.mp4", colors=(RED,))
    for paths in ([], [one] * 51, [one, media.sound(tmp_path / "s.wav", "pcm_s16le")]):
        with pytest.raises(Invalid):
            concat(paths, tmp_path / "all.mp4")
    with pytest.raises(TooLarge):
        concat([one], tmp_path / "all.mp4", size=(20_000, 20_000))


def test_a_muted_film_keeps_its_pictures_untouched(tmp_path: Path) -> None:
    path, target = film(tmp_path / "a.mp4", hertz=440), tmp_path / "b.mp4"
    mute(path, target)
    found = facts_of(target)
    assert not found.has_sound
    assert colors_of(target) == colors_of(path)
    assert packets(target) == packets(path)


def packets(path: Path) -> list[bytes]:
    with av.open(str(path)) as container:
        return [bytes(packet) for packet in container.demux(video=0) if packet.size]


@pytest.mark.parametrize(
    ("name", "codec", "kind"),
    [("a.webm", "libvpx", "matroska"), ("a.mov", "mpeg4", "mov"), ("a.mkv", "libx264", "mov")],
)
def test_every_kind_of_film_can_be_muted(tmp_path: Path, name: str, codec: str, kind: str) -> None:
    target = tmp_path / "b"
    mute(media.video(tmp_path / name, codec), target)
    with av.open(str(target)) as found:
        assert kind in found.format.name
    assert len(colors_of(target)) == 8


def test_a_turned_film_stays_upright_when_muted(tmp_path: Path) -> None:
    mute(media.video(tmp_path / "a.mp4", rotation=90), tmp_path / "b.mp4")
    found = facts_of(tmp_path / "b.mp4")
    assert (found.width, found.height) == (32, 64)


def test_sound_is_taken_out_of_a_film(tmp_path: Path) -> None:
    take_sound(film(tmp_path / "a.mp4", hertz=500), tmp_path / "b.m4a")
    assert facts_of(tmp_path / "b.m4a").width == 0
    assert pitch(heard(tmp_path / "b.m4a"), 1, 2) == 500


def test_a_silent_film_gives_no_sound(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="no sound"):
        take_sound(film(tmp_path / "a.mp4"), tmp_path / "b.m4a")


def test_a_sound_cannot_be_muted(tmp_path: Path) -> None:
    with pytest.raises(Unsupported):
        mute(media.sound(tmp_path / "a.wav", "pcm_s16le"), tmp_path / "b.mp4")


@pytest.mark.parametrize("content", [b"", b"\x00" * 5000, b"RIFF....WAVEfmt "])
def test_damaged_files_are_refused_in_our_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(content)
    for tool in (
        lambda: grab(path, "first"),
        lambda: trim(path, tmp_path / "b.mp4", 0, 1),
        lambda: concat([path], tmp_path / "b.mp4"),
        lambda: mute(path, tmp_path / "b.mp4"),
        lambda: take_sound(path, tmp_path / "b.m4a"),
    ):
        with pytest.raises(KodaError):
            tool()
