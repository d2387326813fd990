"""Frames are exact, the same in any order, with and without what is kept."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from koda.animation.engines.python.renderer.film import Film
from koda.core.errors import RenderFailed
from koda.media.film import write_film
from tests.animation.python_engine.small import SIZE, document_of, film_of, frame, ink, plan_of

GLOW = {"color": "accent", "blur": 20, "y": 0}
EVERYTHING = (
    {"type": "shape", "shape": "ellipse", "width": 900, "height": 900, "fill": "surface"},
    {"type": "particles", "count": 80, "speed": 0},
    {"type": "text", "text": "Still words", "size": 150, "shadow": GLOW},
    {"type": "shape", "x": [[0, -600], [2, 600]], "width": 120, "height": 120, "shadow": GLOW},
    {"type": "solid", "solid": "gem", "size": 200, "turn_y": [[0, 0], [3, 90]], "y": -300},
    {"type": "particles", "kind": "burst", "count": 40, "from": 0.5},
    {"type": "chart", "values": [3, 5, 2], "width": 500, "height": 300, "y": 300},
    {"type": "group", "opacity": 0.5, "glitch": {"amount": [[1, 0], [1.1, 0.8]]},
     "layers": [{"type": "text", "text": "Torn", "y": 400, "size": 90}]},
    {"type": "grain", "amount": 0.1, "vignette": 0.3},
)  # fmt: skip


def test_what_is_kept_changes_no_pixel() -> None:
    kept, anew = film_of(*EVERYTHING), film_of(*EVERYTHING, keeps=False)

    for number in (*range(12), 29, 30, 31, 32, 33, 34, 60, 61, 89):
        assert np.array_equal(kept.frame(number), anew.frame(number)), number


def test_a_frame_is_the_same_whatever_was_drawn_before_it() -> None:
    forward = film_of(*EVERYTHING)
    frames = {number: frame(forward, number) for number in range(20, 50)}

    for number in (45, 22, 33, 21):
        assert np.array_equal(film_of(*EVERYTHING).frame(number), frames[number]), number


def test_scenes_begin_at_their_exact_frames() -> None:
    layers = [{"type": "shape", "width": 4_000, "height": 4_000, "fill": color}
              for color in ("#FF0000", "#00FF00", "#0000FF")]  # fmt: skip
    plan = plan_of(3, seconds=3.1)
    film = Film(document_of(*([layer] for layer in layers)), plan, SIZE, {})

    for (begin, end), channel in zip(plan.spans(), range(3), strict=True):
        for number in (begin, end - 1):
            assert frame(film, number)[50, 90, channel] == 255, number


def test_a_value_is_exact_at_the_time_of_a_frame() -> None:
    film = film_of({"type": "shape", "width": 40, "height": 40, "x": [[1, 0], [2, 600, "linear"]]})

    columns = [np.flatnonzero(ink(frame(film, number)).any(axis=0)) for number in (30, 45, 60)]

    middles = [(found[0] + found[-1]) / 2 for found in columns]
    unit = min(SIZE) / 1000
    assert middles == pytest.approx([95.5, 95.5 + 300 * unit, 95.5 + 600 * unit], abs=0.6)


def test_layers_are_there_from_and_until_their_times() -> None:
    film = film_of({"type": "shape", "from": 1, "until": 2})

    shown = [ink(frame(film, number)).any() for number in (29, 30, 59, 60)]

    assert shown == [False, True, True, False]


@pytest.mark.parametrize(
    "kind",
    [*("cut", "fade", "push-left", "push-up", "slide-left", "slide-up", "wipe", "wipe-down"),
     *("circle", "band", "zoom", "dip")],
)  # fmt: skip
def test_a_transition_leads_from_one_scene_wholly_to_the_next(kind: str) -> None:
    document = document_of([], [])
    scenes = [
        document.scenes[0].model_copy(update={"background": None}),
        document.scenes[1].model_validate(
            {"number": 2, "background": "#FF0000", "transition": {"kind": kind, "seconds": 0.5}}
        ),
    ]
    film = Film(document.model_copy(update={"scenes": tuple(scenes)}), plan_of(2), SIZE, {})
    before, during, after = (frame(film, number) for number in (44, 52, 60))

    assert not (before[:, :, 0] > 128).any()
    assert (after[:, :, 0] == 255).all()
    assert (during != before).any()


def test_a_document_without_a_background_is_transparent() -> None:
    film = film_of({"type": "shape", "fill": "#FF0000/50".replace("/50", "80")}, background="none")

    pixels = film.transparent(0)

    assert pixels[0, 0, 3] == 0
    assert tuple(pixels[54, 96]) == pytest.approx((255, 0, 0, 128), abs=1)


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A film of ten frames a second whose brightness says which frame it is."""
    path = tmp_path_factory.mktemp("clip") / "clip.mp4"
    frames = (np.full((64, 96, 3), 20 + 20 * number, np.uint8) for number in range(10))
    write_film(path, frames, 10, quality=8)
    return path


@pytest.mark.parametrize(("start", "speed"), [(0.0, 1.0), (0.3, 1.0), (0.0, 2.0)])
def test_a_film_shows_its_exact_frames(clip: Path, start: float, speed: float) -> None:
    layer = {"type": "film", "media": "clip.mp4", "width": 1_800, "height": 1_000,
             "start": start, "speed": speed}  # fmt: skip
    film = film_of(layer, files={"clip.mp4": clip})

    for number in (*range(30), 12, 3, 80):
        shown = frame(film, number)[54, 96, 0]
        at = start + number / 30 * speed
        wanted = 20 + 20 * min(int(at * 10 + 0.02), 9)
        assert abs(int(shown) - wanted) <= 6, number


def test_a_film_that_loops_begins_anew(clip: Path) -> None:
    layer = {"type": "film", "media": "clip.mp4", "width": 1_800, "height": 1_000, "loop": True}
    film = film_of(layer, files={"clip.mp4": clip})

    assert abs(int(frame(film, 33)[54, 96, 0]) - 40) <= 6


def test_a_damaged_picture_fails_with_its_name(tmp_path: Path) -> None:
    path = tmp_path / "photo-1.png"
    path.write_bytes(b"\x89PNG no picture")
    film = film_of({"type": "image", "media": "photo-1.png"}, files={"photo-1.png": path})

    with pytest.raises(RenderFailed, match=r"photo-1\.png cannot be shown"):
        film.frame(0)


def test_a_picture_fills_its_box_or_is_seen_whole(tmp_path: Path) -> None:
    path = tmp_path / "wide.png"
    Image.new("RGB", (400, 100), (255, 0, 0)).save(path)
    box = {"type": "image", "media": "wide.png", "width": 500, "height": 500}
    cover, whole = (
        ink(frame(film_of(box | {"fit": fit}, files={"wide.png": path}), 0))
        for fit in ("cover", "contain")
    )

    assert cover.any(axis=1).sum() == pytest.approx(54, abs=1)
    assert whole.any(axis=1).sum() == pytest.approx(13.5, abs=1.5)
