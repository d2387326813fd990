"""Rules on pictures: what is broken is found, what is calm is left alone."""

import io
from collections.abc import Callable

import pytest
from PIL import Image, ImageDraw, ImageFilter

from koda.animation.engine import Fault, Still
from koda.animation.plan import AnimationPlan
from koda.animation.project import Project, ProjectMedia
from koda.animation.rendering.checks import judge
from koda.animation.rendering.taking import Seen
from koda.core.ids import AssetId
from tests.animation.rendering.conftest import plan_of

pytestmark = pytest.mark.rule("A5")

PHOTO = ProjectMedia(
    name="photo-1.png", type="image", asset=AssetId("ast_0"), hash="ab" * 32, width=9, height=9
)
TEN = [0, 18, 29, 30, 48, 59, 60, 78, 89]
"""The first frame of each scene, one in its middle, and the last."""

Draw = Callable[[ImageDraw.ImageDraw, int], None]


def project_of(
    plan: AnimationPlan, media: tuple[ProjectMedia, ...] = (), code: str = ""
) -> Project:
    return Project(
        engine="remotion", files={"film.js": code}, media=media, plan=plan, width=640, height=360
    )


def stills_of(draw: Draw, frames: list[int], background: str = "#000000") -> list[Still]:
    made = []
    for frame in frames:
        image = Image.new("RGBA", (640, 360), background)
        draw(ImageDraw.Draw(image), frame)
        out = io.BytesIO()
        image.save(out, "PNG", compress_level=1)
        made.append(Still(frame, out.getvalue()))
    return made


def found(draw: Draw, frames: list[int] = TEN, looks=None, **how) -> list[Fault]:
    background = how.pop("background", "#000000")
    project = project_of(plan_of(**how))
    return judge(project, stills_of(draw, frames, background), looks)


def words(image: ImageDraw.ImageDraw, frame: int) -> None:
    """Words that come in, rest, and go: other ones in each scene."""
    scene, at = divmod(frame, 30)
    shown = min(1.0, at / 10, (29 - at) / 5)
    level = round(255 * shown)
    image.text((100, 150), f"Scene {scene} " * 3, fill=(level, level, level), font_size=40)


def codes(faults: list[Fault]) -> set[str]:
    return {fault.code for fault in faults}


def test_words_that_fade_in_and_out_on_one_colour_are_no_fault() -> None:
    """The first and the last picture of each scene are blank, which is what a fade is."""
    assert found(words) == []


def test_a_calm_scene_whose_words_rest_is_no_fault() -> None:
    def draw(image: ImageDraw.ImageDraw, frame: int) -> None:
        scene, at = divmod(frame, 30)
        if at > 3:
            image.text((100, 150), f"Scene {scene}", fill="#ffffff", font_size=40)

    assert found(draw) == []


def test_a_slow_move_over_a_whole_film_is_no_fault() -> None:
    """A camera that goes through all scenes changes little at their cuts."""

    def draw(image: ImageDraw.ImageDraw, frame: int) -> None:
        for star in range(40):
            x = (star * 97 + frame * 0.7) % 640
            image.ellipse((x, star * 9, x + 4, star * 9 + 4), fill="#ffffff")

    assert found(draw) == []


def test_a_small_thing_on_an_empty_ground_is_not_blank() -> None:
    def draw(image: ImageDraw.ImageDraw, frame: int) -> None:
        image.rectangle((10 + frame, 180, 24 + frame, 192), fill="#c03060")

    assert found(draw) == []


def test_a_film_of_one_colour_is_blank_for_sure() -> None:
    faults = found(lambda _image, _frame: None)
    assert codes(faults) == {"blank", "frozen"}
    assert all(fault.is_sure for fault in faults)


def test_a_scene_of_one_colour_is_named_with_its_picture() -> None:
    """It is sure where words were planned and the stage says that none are there."""

    def draw(image: ImageDraw.ImageDraw, frame: int) -> None:
        if not 30 <= frame < 60:
            words(image, frame)

    faults = found(draw)
    assert [(one.code, one.scene, one.frame, one.is_sure) for one in faults] == [
        ("blank", 2, 48, False)
    ]
    faults = found(draw, looks={48: Seen()}, text=("Comets",))
    assert [(one.code, one.is_sure) for one in faults] == [("blank", True)]


def test_a_film_in_which_nothing_moves_is_frozen_for_sure() -> None:
    faults = found(lambda image, _: image.text((9, 9), "Same", fill="#ffffff", font_size=80))
    assert [(one.code, one.is_sure) for one in faults] == [("frozen", True)]


def test_noise_of_drawing_is_not_movement() -> None:
    def draw(image: ImageDraw.ImageDraw, frame: int) -> None:
        image.rectangle((100, 100, 400, 200), fill=(200 + frame % 3, 200, 200))

    assert codes(found(draw)) == {"frozen"}


def test_a_scene_in_which_nothing_moves_is_a_warning() -> None:
    def draw(image: ImageDraw.ImageDraw, frame: int) -> None:
        words(image, 45 if 30 <= frame < 60 else frame)

    assert [(one.code, one.scene, one.is_sure) for one in found(draw)] == [("frozen", 2, False)]


def test_a_scene_that_shows_what_the_one_before_shows_does_not_begin() -> None:
    def draw(image: ImageDraw.ImageDraw, frame: int) -> None:
        words(image, 18 if 18 <= frame < 60 else frame)

    faults = [one for one in found(draw, [0, 18, 29, 30, 48, 60, 78]) if one.code == "timing"]
    assert [(one.scene, one.frame, one.is_sure) for one in faults] == [(2, 30, False)]


def test_colours_of_another_design_are_a_warning() -> None:
    def draw(image: ImageDraw.ImageDraw, frame: int) -> None:
        image.rectangle((frame, 0, frame + 90, 360), fill="#20a0f0")

    faults = found(draw, background="#88cc44")
    assert [(one.code, one.is_sure) for one in faults] == [("colors", False)]
    assert "#c03060" in faults[0].message


def test_shades_of_the_design_are_its_colours() -> None:
    """A glow on a gradient has the background's colour somewhere."""

    def draw(image: ImageDraw.ImageDraw, frame: int) -> None:
        for x in range(640):
            image.line((x, 0, x, 360), fill=(x // 5, x // 9, x // 4))
        image.ellipse((frame * 3, 90, frame * 3 + 150, 240), fill="#803050")

    assert found(draw) == []


def test_words_that_are_cut_at_rest_are_told_once_for_a_scene() -> None:
    cut = Seen.model_validate(
        {"texts": [{"text": "Comet", "x": -40, "y": 9, "width": 90, "height": 20, "clipped": True}]}
    )
    whole = Seen.model_validate(
        {"texts": [{"text": "Comet", "x": 40, "y": 9, "width": 90, "height": 20}]}
    )
    looks = {0: cut, 18: whole, 29: cut, 48: cut, 40: cut, 59: cut, 78: whole}
    faults = found(words, sorted({*TEN, 40}), looks)
    assert [(one.code, one.scene, one.is_sure) for one in faults] == [("clipped_text", 2, False)]
    assert "Comet" in faults[0].message


def test_media_that_are_planned_and_never_shown_are_missing() -> None:
    plan = plan_of(media=("photo-1.png",))
    pictures = stills_of(words, TEN)
    shown = {frame: Seen(media=("photo-1.png",)) for frame in TEN}
    nothing = dict.fromkeys(TEN, Seen())
    assert judge(project_of(plan, (PHOTO,)), pictures, shown) == []
    faults = judge(project_of(plan, (PHOTO,)), pictures, nothing)
    assert [(one.code, one.scene, one.is_sure) for one in faults] == [
        ("missing_media", number, True) for number in (1, 2, 3)
    ]
    # It may be seen between two pictures, if the code names it.
    faults = judge(project_of(plan, (PHOTO,), "show('photo-1.png')"), pictures, nothing)
    assert {one.is_sure for one in faults} == {False}
    assert judge(project_of(plan, (PHOTO,)), pictures) == [], "who tells nothing is not judged"


def test_sound_is_not_looked_for_in_pictures() -> None:
    track = PHOTO.model_copy(update={"name": "song.mp3", "type": "audio"})
    plan = plan_of(media=("song.mp3",))
    assert (
        judge(project_of(plan, (track,)), stills_of(words, TEN), dict.fromkeys(TEN, Seen())) == []
    )


def test_one_picture_and_none_are_judged_for_what_they_are() -> None:
    assert found(words, [18]) == []
    assert judge(project_of(plan_of()), []) == []
    assert codes(found(lambda _image, _frame: None, [18])) == {"blank"}


def test_a_blurred_picture_is_not_blank() -> None:
    made = []
    for frame in (18, 48, 78):
        image = Image.new("RGB", (640, 360))
        ImageDraw.Draw(image).ellipse((frame * 3, 90, frame * 3 + 120, 210), fill="#c03060")
        out = io.BytesIO()
        image.filter(ImageFilter.GaussianBlur(40)).save(out, "PNG")
        made.append(Still(frame, out.getvalue()))
    assert judge(project_of(plan_of()), made) == []


def test_letters_that_no_font_has_are_a_warning_and_told_once() -> None:
    looks = {frame: Seen(missing="\u65e5\u672c") for frame in TEN}
    (fault,) = [one for one in found(words, looks=looks) if one.code == "missing_letters"]
    assert "\u65e5\u672c (the first is U+65E5)" in fault.message
    assert not fault.is_sure
    many = {TEN[0]: Seen(missing="".join(map(chr, range(0x4E00, 0x4E00 + 200))))}
    (fault,) = [one for one in found(words, looks=many) if one.code == "missing_letters"]
    assert fault.message.count("\u4e17") == 1
    assert "\u4e18" not in fault.message
