from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from koda.core.errors import KodaError
from koda.media.frames import RATE
from koda.media.sound import m4a_of
from koda.providers.offline_art.noise import stream
from koda.providers.offline_film.film import NOTE, Asked, film
from koda.providers.offline_film.following import bands_of, path_of
from koda.providers.offline_film.grades import Grading, grade_of
from koda.providers.offline_film.planes import planes_of
from koda.providers.offline_film.shots import Shot, View, shot_of
from koda.providers.offline_film.title import title_of
from tests.offline_film import watching
from tests.offline_film.watching import blank, facts, moves, picture, seekable, watched
from tests.offline_sound.listening import heard, level

SIZE = (192, 108)


def asked(prompt: str = "a red fox in the snow", seconds: float = 1.5, **more: object) -> Asked:
    return Asked(prompt, SIZE, seconds, 3, **more)  # type: ignore[arg-type]


def sound_file(path: Path) -> Path:
    """Noise that is loud for half a second, and then silent for a whole one."""
    noise = np.random.default_rng(1).uniform(-0.5, 0.5, (2, RATE * 3 // 2)).astype(np.float32)
    noise[:, RATE // 2 :] = 0
    path.write_bytes(m4a_of(noise))
    return path


def test_words_become_a_film_that_moves_sounds_and_is_seekable() -> None:
    content = film(asked(seconds=2), {})
    codecs, length, rate = facts(content)
    frames = watched(content)
    assert codecs == ["h264", "aac"]
    assert rate == 24
    assert len(frames) == 48
    assert length == pytest.approx(2, abs=1 / 24)
    assert frames.shape[1:] == (108, 192, 3)
    assert not any(blank(frame) for frame in frames)
    assert moves(frames) > 0.02
    assert seekable(content)
    assert 0.005 < level(heard(content)[0]) < 0.2
    assert abs(heard(content)[0]).max() < 1
    assert NOTE.encode() in content


def test_the_same_request_is_the_same_film() -> None:
    one = film(asked(seconds=1), {})
    assert one == film(asked(seconds=1), {})
    assert one != film(Asked("a red fox in the snow", SIZE, 1, 4), {})


def test_without_sound_there_is_no_stream_of_it() -> None:
    assert facts(film(asked(with_sound=False), {}))[0] == ["h264"]


def test_a_picture_is_moved_over(tmp_path: Path) -> None:
    content = film(asked(with_sound=False), {"first_frame": [picture(tmp_path / "a.png")]})
    frames = watched(content)
    assert moves(frames) > 0.01
    steps = [moves(frames[place : place + 2]) for place in range(len(frames) - 1)]
    assert max(steps) < 0.2


def test_a_film_begins_with_the_first_frame_and_ends_with_the_last(tmp_path: Path) -> None:
    red = picture(tmp_path / "red.png", color="red")
    blue = picture(tmp_path / "blue.png", color="blue")
    frames = watched(
        film(asked("", with_sound=False), {"first_frame": [red], "last_frame": [blue]})
    )
    first, middle, last = (frames[place].mean(axis=(0, 1)) for place in (0, len(frames) // 2, -1))
    assert first[0] > first[2] + 60
    assert last[2] > last[0] + 60
    assert abs(middle[0] - middle[2]) < 40


def test_each_reference_is_seen(tmp_path: Path) -> None:
    colors = ["red", "lime", "blue"]
    paths = [picture(tmp_path / f"{color}.png", color=color) for color in colors]
    frames = watched(film(asked("", seconds=3, with_sound=False), {"reference": paths}))
    strongest = [int(frame.mean(axis=(0, 1)).argmax()) for frame in frames[:: len(frames) // 6]]
    assert list(dict.fromkeys(strongest)) == [0, 1, 2]


def test_a_picture_of_another_shape_is_shown_whole(tmp_path: Path) -> None:
    tall = Image.new("RGB", (60, 400), "white")
    tall.paste("red", (0, 0, 60, 20))
    tall.paste("blue", (0, 380, 60, 400))
    tall.save(tmp_path / "tall.png")
    frames = watched(
        film(asked("static", with_sound=False), {"first_frame": [tmp_path / "tall.png"]})
    )
    middle = frames[5][:, 94:98].astype(int)
    assert (middle[:, :, 0] - middle[:, :, 2]).max() > 100
    assert (middle[:, :, 2] - middle[:, :, 0]).max() > 100


def test_a_film_is_graded_as_the_words_ask_and_keeps_its_sound(tmp_path: Path) -> None:
    source = watching.film(tmp_path / "in.mp4")
    grey = film(asked("film noir"), {"video": [source]})
    frames = watched(grey)
    assert len(frames) == 36
    spread = frames.astype(int).max(axis=3) - frames.astype(int).min(axis=3)
    assert np.percentile(spread, 95) < 12
    assert level(heard(grey)[0]) > 0.1
    warm = watched(film(asked("warm sunset"), {"video": [source]})).mean(axis=(0, 1, 2))
    cold = watched(film(asked("cold winter"), {"video": [source]})).mean(axis=(0, 1, 2))
    assert warm[0] - warm[2] > cold[0] - cold[2] + 15


def test_a_silent_film_gets_a_bed_only_when_sound_is_wanted(tmp_path: Path) -> None:
    source = watching.film(tmp_path / "in.mp4", sound=False)
    assert level(heard(film(asked(), {"video": [source]}))[0]) > 0.005
    assert facts(film(asked(with_sound=False), {"video": [source]}))[0] == ["h264"]


def test_a_sound_is_in_its_film_and_moves_it(tmp_path: Path) -> None:
    content = film(asked("abstract"), {"audio": [sound_file(tmp_path / "a.m4a")]})
    frames = watched(content).astype(float)
    assert level(heard(content)[0]) == pytest.approx(0.17, abs=0.04)
    light = frames.mean(axis=(1, 2, 3))
    assert light[4:11].mean() > light[24:34].mean() + 3


def test_a_picture_follows_another_film(tmp_path: Path) -> None:
    still = picture(tmp_path / "a.png")
    ground = np.asarray(Image.effect_noise((400, 90), 120).convert("RGB"))
    panned = [ground[:, place : place + 160] for place in range(0, 200, 4)]
    watching.write_film(tmp_path / "pan.mp4", iter(panned), 25, None)
    path = path_of(tmp_path / "pan.mp4", 48)
    assert path[-1, 0] - path[0, 0] > 0.5
    assert abs(path[-1, 1] - path[0, 1]) < 0.1
    files = {"first_frame": [still], "video": [tmp_path / "pan.mp4"]}
    assert moves(watched(film(asked("", with_sound=False), files))) > 0.02


def test_bars_show_which_tones_there_are() -> None:
    time = np.arange(RATE) / RATE
    low = np.sin(2 * np.pi * 110 * time)[None].astype(np.float32)
    high = np.sin(2 * np.pi * 5000 * time)[None].astype(np.float32)
    assert bands_of(low, 24)[12].argmax() < 12
    assert bands_of(high, 24)[12].argmax() > 28
    assert np.isfinite(bands_of(low * 0, 24)).all()


def test_the_camera_obeys_words() -> None:
    image = Image.effect_noise((300, 200), 80).convert("RGB")
    still = shot_of(image, SIZE, "static shot", stream(1))
    assert still.at(0).light.tobytes() == still.at(1).light.tobytes()
    closer = shot_of(image, SIZE, "slow zoom in", stream(1))
    wider = shot_of(image, SIZE, "zoom out", stream(1))
    assert closer.at(0).light.tobytes() != closer.at(1).light.tobytes()
    assert wider.at(1).light.tobytes() != wider.at(0).light.tobytes()


@pytest.mark.parametrize("source", [(1, 1), (2000, 3), (3, 2000), (192, 108), (193, 107)])
def test_a_camera_stays_within_any_picture(source: tuple[int, int]) -> None:
    shot = Shot(Image.new("RGB", source, "red"), SIZE, View(0, 1, 0), View(1, 0, 1))
    for part in (-1.0, 0.0, 0.3, 1.0, 9.0):
        frame = shot.at(part, push=3, aside=(9, -9))
        assert frame.size == SIZE
        assert frame.frame().width == SIZE[0]


def test_a_title_says_the_prompt_and_goes() -> None:
    title = title_of("A fox", SIZE)
    assert title is not None
    frame = planes_of(Image.new("RGB", SIZE, "grey"))
    plain = frame.light.tobytes()
    assert title.over(frame, 0).light.tobytes() == plain
    assert title.over(frame, 200).light.tobytes() == plain
    assert title.over(frame, 30).light.tobytes() != plain


@pytest.mark.parametrize("prompt", ["", " \n ", "🦊🦊", "こんにちは世界", "\x00", "123"])
def test_what_cannot_be_written_has_no_title(prompt: str) -> None:
    assert title_of(prompt, SIZE) is None


@pytest.mark.parametrize("prompt", ["w" * 100_000, "word " * 1000, "a\tb\x00c \ud800 d", "é" * 90])
@pytest.mark.parametrize("size", [(64, 64), (1920, 1080), (64, 192)])
def test_titles_stay_within_the_frame(prompt: str, size: tuple[int, int]) -> None:
    title = title_of(prompt, size)
    assert title is not None
    title.over(planes_of(Image.new("RGB", size, "grey")), 30)
    across, down = title._place
    assert across + title._card.size[0] <= size[0]
    assert 0 <= down <= size[1] - title._card.size[1]


def test_every_grade_keeps_a_picture_a_picture() -> None:
    ramp = Image.linear_gradient("L").resize(SIZE).convert("RGB")
    for words in ("noir", "sepia", "vintage", "neon", "anime", "horror", "night", "cold", "warm",
                  "dreamy", "vivid", "dark", "nothing of these"):  # fmt: skip
        graded = Grading(grade_of(words), SIZE).over(planes_of(ramp))
        assert np.asarray(graded.light).std() > 15
        assert graded.light.tobytes() != planes_of(ramp).light.tobytes()


@pytest.mark.parametrize("prompt", ["", "\x00\ud800", "🦊" * 1000, "a" * 100_000])
def test_strange_prompts_make_films_too(prompt: str) -> None:
    frames = watched(film(asked(prompt, seconds=0.5), {}))
    assert not blank(frames[-1])


@pytest.mark.parametrize("role", ["first_frame", "video", "audio"])
@pytest.mark.parametrize("content", [b"", b"RIFF", b"\x00\x00\x00\x20ftypisom" + b"\x00" * 64])
def test_damaged_files_are_refused_in_words(tmp_path: Path, role: str, content: bytes) -> None:
    path = tmp_path / "broken"
    path.write_bytes(content)
    with pytest.raises(KodaError) as refused:
        film(asked(), {role: [path]})
    assert refused.value.message
