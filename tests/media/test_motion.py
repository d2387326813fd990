"""Films are measured: cuts where they are, what the camera does, and the colours there are."""

# The vendor's types leave the parameters of a packet open.
# pyright: reportUnknownMemberType=false
from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from koda.core.errors import Invalid, TooLarge, Unsupported
from koda.media.film import write_film
from koda.media.frames import Frame
from koda.media.motion import MAX_SECONDS, measure
from tests.media.films import COLORS, film, plain
from tests.media.moving import (
    FPS,
    Camera,
    cut_film,
    going,
    mixed,
    scenery,
    shot,
    still,
    trembling,
)


def test_cuts_are_found_to_the_frame(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    shots = [shot(scenery(seed), 0.7 + seed / 5) for seed in range(5)]
    cuts = cut_film(path, *shots)
    found = measure(path)
    assert found.cuts == pytest.approx(cuts, abs=0.002)
    assert [one.start for one in found.shots] == pytest.approx([0, *cuts], abs=0.002)
    assert found.shots[-1].end == found.end == pytest.approx(sum(map(len, shots)) / FPS, abs=0.01)


def test_shots_of_plain_colours_are_told_apart(tmp_path: Path) -> None:
    found = measure(film(tmp_path / "a.mp4"))
    assert found.cuts == pytest.approx((1, 2, 3))
    assert [one.look.palette[0].name for one in found.shots] == [
        "vivid red",
        "vivid green",
        "deep blue",
        "white",
    ]


@pytest.mark.parametrize("camera", [still, going(right=0.4), going(near=0.3), trembling])
def test_a_shot_has_no_cut_in_it(tmp_path: Path, camera: Camera) -> None:
    path = tmp_path / "a.mp4"
    cut_film(path, shot(scenery(3), 2, camera))
    assert measure(path).cuts == ()


def test_a_flash_is_no_cut(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    frames = shot(scenery(3), 2, going(right=0.05))
    frames[20] = frames[21] = plain((255, 255, 255), (192, 108))
    cut_film(path, frames)
    assert measure(path).cuts == ()


def test_a_fade_to_black_is_no_cut_but_parts_two_shots(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    first, second = shot(scenery(1), 2), shot(scenery(2), 2)
    black = [plain((0, 0, 0), (192, 108))] * 24
    cut_film(path, first, [*mixed(first, black)], black[:6], [*mixed(black, second)], second)
    found = measure(path)
    assert found.cuts == ()
    assert [one.kind for one in found.gradual] == ["fade-out", "fade-in"]
    assert found.gradual[0].start == pytest.approx(2.0, abs=0.2)
    assert found.gradual[1].end == pytest.approx(4.25, abs=0.2)
    assert [one.start for one in found.shots] == pytest.approx([0, 3.1], abs=0.2)


def test_a_dissolve_is_found(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    first, second = shot(scenery(1), 2), shot(scenery(2, (1, 0.5, 0.3)), 2)
    cut_film(path, first, [*mixed(first[:20], second)], second)
    found = measure(path)
    assert found.cuts == ()
    assert [one.kind for one in found.gradual] == ["dissolve"]
    assert len(found.shots) == 2


@pytest.mark.parametrize(
    ("camera", "words"),
    [
        (still, "static"),
        (going(right=0.25), "pan right"),
        (going(right=-0.07), "slow pan left"),
        (going(down=0.2), "tilt down"),
        (going(down=-0.2), "tilt up"),
        (going(near=0.2), "slow zoom in"),
        (going(near=-0.12), "slow zoom out"),
        (going(right=0.7), "fast pan right"),
        (trembling, "handheld"),
    ],
)
def test_the_camera_is_put_into_words(tmp_path: Path, camera: Camera, words: str) -> None:
    path = tmp_path / "a.mp4"
    cut_film(path, shot(scenery(5), 1.3, camera))
    assert [one.camera for one in measure(path).shots] == [words]


def test_one_movement_after_the_other_is_told_in_order(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    picture = scenery(5)
    cut_film(path, shot(picture, 2, lambda time: (max(0.0, time - 1) * 0.3, 0.0, 1.0)))
    assert measure(path).shots[0].camera == "static, then pan right"


def test_what_walks_through_the_picture_is_not_the_camera(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    frames = [one.copy() for one in shot(scenery(5), 1.5)]
    walker = np.asarray(scenery(9, (1, 0.2, 0.2)))[:100, :60]
    for place, frame in enumerate(frames):
        frame[8:108, 4 + 3 * place : 64 + 3 * place] = walker[:, : max(0, 188 - 3 * place)]
    cut_film(path, frames)
    (found,) = measure(path).shots
    assert found.camera == "static"
    assert found.subject > 0.8


def test_energy_follows_the_motion(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    cut_film(path, shot(scenery(1), 1.5), shot(scenery(2), 1.5, going(right=0.6)))
    found = measure(path)
    calm, wild = (one.energy for one in found.shots)
    assert calm < 0.05 < 0.3 < wild <= 1
    assert all(0 <= one.energy <= 1 for one in found.motion)
    assert max(one.energy for one in found.motion if one.at < 1.4) < wild / 2


def test_the_palette_has_the_colours_and_how_much_of_each(tmp_path: Path) -> None:
    halves = np.concatenate([plain(COLORS[0], (96, 108)), plain(COLORS[2], (96, 108))], axis=1)
    write_film(tmp_path / "a.mp4", [halves] * 24, 24)
    found = measure(tmp_path / "a.mp4").look.palette
    assert sorted(one.name for one in found) == ["deep blue", "vivid red"]
    assert [one.share for one in found] == pytest.approx([0.5, 0.5], abs=0.02)


def test_light_and_colour_are_measured(tmp_path: Path) -> None:
    for name, color in (("dark", (20, 20, 20)), ("light", (240, 240, 240)), ("red", (230, 0, 0))):
        write_film(tmp_path / f"{name}.mp4", [plain(color)] * 5, 10)
    dark, light, red = (measure(tmp_path / f"{one}.mp4").look for one in ("dark", "light", "red"))
    assert dark.brightness < 0.3 < 0.9 < light.brightness
    assert light.saturation < 0.05 < 0.8 < red.saturation


def test_a_stretch_of_a_film_keeps_the_times_of_the_film(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    cuts = cut_film(path, *(shot(scenery(seed), 1) for seed in range(4)))
    found = measure(path, 0.5, 2.5)
    assert found.cuts == pytest.approx(cuts[:2], abs=0.002)
    assert (found.start, found.end, found.seconds) == pytest.approx((0.5, 2.5, 4), abs=0.01)
    assert all(0.5 <= key <= 2.5 for key in found.keys)


def test_measuring_twice_gives_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    cut_film(path, shot(scenery(1), 1, going(right=0.2)), shot(scenery(2), 1))
    assert measure(path) == measure(path)


def test_one_frame_is_a_film(tmp_path: Path) -> None:
    write_film(tmp_path / "a.mp4", [plain(COLORS[0])], 24)
    found = measure(tmp_path / "a.mp4")
    assert (len(found.shots), found.cuts, found.motion) == (1, (), ())
    assert found.shots[0].camera == "static"
    assert len(found.keys) == 1


def test_frames_at_uneven_times_are_measured_by_their_times(tmp_path: Path) -> None:
    path = tmp_path / "a.webm"
    frames = [*shot(scenery(1), 1)[::2], *shot(scenery(2), 1)]
    times = [place / 12 for place in range(12)] + [1 + place / 24 for place in range(24)]
    _uneven(path, frames, times)
    assert measure(path).cuts == pytest.approx((1.0,), abs=0.005)


def test_a_turned_film_is_measured_upright(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    cut_film(tmp_path / "flat.mp4", shot(scenery(5), 1.3, going(right=0.25)))
    _turned(tmp_path / "flat.mp4", path)
    found = measure(path)
    assert (found.width, found.height) == (108, 192)
    assert "tilt" in found.shots[0].camera


def test_a_long_film_asks_for_a_stretch(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4", (32, 32), fps=2, colors=COLORS * 6)
    with pytest.raises(TooLarge, match="seconds of film") as raised:
        measure(path)
    assert "20 seconds apart" in raised.value.remedy
    assert measure(path, 2, 2 + MAX_SECONDS).end == pytest.approx(22)


@pytest.mark.parametrize(("start", "end"), [(3, 2), (60, 61), (1, 1)])
def test_a_stretch_with_nothing_in_it_is_refused(tmp_path: Path, start: int, end: int) -> None:
    with pytest.raises(Invalid):
        measure(film(tmp_path / "a.mp4"), start, end)


def test_a_sound_is_no_film(tmp_path: Path) -> None:
    from koda.media.track import write_sound
    from tests.media.films import tone

    write_sound(tmp_path / "a.m4a", [tone(1)])
    with pytest.raises(Unsupported):
        measure(tmp_path / "a.m4a")


def test_what_is_no_film_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_bytes(b"not a film" * 100)
    with pytest.raises(Unsupported):
        measure(tmp_path / "a.mp4")


def test_a_damaged_film_is_refused_or_measured_as_far_as_it_goes(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    cut_film(path, *(shot(scenery(seed), 1) for seed in range(3)))
    whole = path.read_bytes()
    random = np.random.default_rng(1)
    for _ in range(12):
        broken = bytearray(whole)
        for place in random.integers(len(whole) // 4, len(whole), 40):
            broken[place] ^= 0xFF
        path.write_bytes(broken)
        try:
            found = measure(path)
        except (Invalid, Unsupported):
            continue
        assert found.shots


def _uneven(path: Path, frames: list[Frame], times: list[float]) -> None:
    with av.open(str(path), "w", format="webm") as out:
        stream = out.add_stream("libvpx", rate=24, options={"deadline": "realtime"})
        stream.height, stream.width = frames[0].shape[:2]
        stream.codec_context.time_base = Fraction(1, 1000)
        for frame, time in zip(frames, times, strict=True):
            picture = av.VideoFrame.from_ndarray(np.ascontiguousarray(frame), "rgb24")
            picture.pts, picture.time_base = round(time * 1000), Fraction(1, 1000)
            out.mux(stream.encode(picture))
        out.mux(stream.encode(None))


def _turned(source: Path, target: Path) -> None:
    """Write a film that is to be shown turned by a quarter."""
    content = bytearray(source.read_bytes())
    track = content.index(b"tkhd")
    matrix = content.index(b"\x00\x01\x00\x00" + bytes(12) + b"\x00\x01\x00\x00", track)
    parts = (0, 0x00010000, 0, -0x00010000 & 0xFFFFFFFF, 0, 0, 0, 0, 0x40000000)
    content[matrix : matrix + 36] = b"".join(part.to_bytes(4, "big") for part in parts)
    target.write_bytes(content)
