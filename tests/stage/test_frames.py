"""A frame is whole when it is said to be, and the same whenever it is sought."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from koda.animation.plan import FontName
from tests.stage.conftest import StagePage, stage_page
from tests.stage.films import MOVING, TURNING, film

Open = Callable[..., StagePage]
CODE = {"remotion": MOVING, "theatre": TURNING}
MOST_BYTES = 2_500_000


@pytest.mark.parametrize("engine", CODE)
def test_a_stage_is_one_light_file(engine: str) -> None:
    text = stage_page(engine).read_text(encoding="utf-8")
    assert len(text.encode()) < MOST_BYTES
    assert "<link" not in text
    assert "<script>" in text
    for font in FontName.__args__:
        assert f"font-family: '{font}'" in text


@pytest.mark.parametrize("engine", CODE)
def test_frames_sought_in_any_order_are_the_same_pixels(stage: Open, engine: str) -> None:
    one, other = stage(engine), stage(engine)
    for page in (one, other):
        assert page.open(film(CODE[engine], engine=engine))["ok"]
    forth = {frame: one.picture(frame) for frame in (0, 20, 45, 89)}
    back = {frame: other.picture(frame) for frame in (89, 45, 20, 0)}
    assert forth == back
    assert len(set(forth.values())) == 4, "and they are different frames"


def test_the_code_s_own_chance_and_clock_follow_the_film(stage: Open) -> None:
    code = """\
import { useMemo } from 'react';
import { useCurrentFrame } from 'remotion';
export default function Main() {
  const frame = useCurrentFrame();
  const made = useMemo(() => [Math.random(), Math.random()], []);
  return <p>{[frame, ...made, Math.random(), Date.now(), new Date().toISOString(),
    performance.now()].join(' ')}</p>;
}"""
    texts: list[list[str]] = []
    for order in ((3, 60), (60, 3)):
        page = stage()
        page.open(film(code))
        seen: dict[int, str] = {}
        for frame in order:
            page.seek(frame)
            seen[frame] = page.look()["texts"][0]["text"]
        texts.append([seen[3], seen[60]])
    assert texts[0][1].split()[-1] == "2000"
    first, later = texts[0]
    assert first.split()[1:3] == texts[1][0].split()[1:3]
    assert later.split()[4:] == texts[1][1].split()[4:]


def test_css_animations_stand_where_the_film_is(stage: Open) -> None:
    page = stage()
    page.open(
        film(
            "import './style.css';\nexport default () => <div className='box' />;",
            src__style_css=".box { width: 50px; height: 50px; background: red; "
            "animation: go 3s linear; } @keyframes go { to { transform: translateX(300px); } }",
        )
    )
    pictures = [page.picture(frame) for frame in (0, 45, 45, 0)]
    assert pictures[1] == pictures[2]
    assert pictures[0] == pictures[3] != pictures[1]


def test_a_frame_waits_for_what_the_code_waits_for(stage: Open) -> None:
    code = """\
import { useEffect, useState } from 'react';
import { continueRender, delayRender, useCurrentFrame } from 'remotion';
export default function Main() {
  const frame = useCurrentFrame();
  const [text, setText] = useState('not yet');
  useEffect(() => {
    const handle = delayRender();
    const timer = setTimeout(() => { setText(`ready ${frame}`); continueRender(handle); }, 300);
    return () => { clearTimeout(timer); continueRender(handle); };
  }, [frame]);
  return <p>{text}</p>;
}"""
    page = stage()
    page.open(film(code))
    for frame in (1, 2):
        assert page.seek(frame)["ok"]
        assert page.look()["texts"][0]["text"] == f"ready {frame}"


@pytest.fixture
def media(tmp_path: Path) -> list[dict[str, Any]]:
    """A picture, and a film as its pictures, each of another red."""
    Image.new("RGB", (200, 100), (0, 255, 0)).save(tmp_path / "photo.png")
    for number in range(1, 31):
        Image.new("RGB", (200, 100), (number * 8, 0, 0)).save(tmp_path / f"{number:05d}.png")
    base = tmp_path.as_uri()
    size = {"width": 200, "height": 100}
    frames = {"fps": 10, "count": 30, "url": f"{base}/%05d.png"}
    return [
        {"name": "photo.png", "type": "image", "url": f"{base}/photo.png", "seconds": 0, **size},
        {"name": "film.mp4", "type": "video", "url": "", "seconds": 3, "frames": frames, **size},
    ]


def colour(png: bytes, at: tuple[int, int]) -> tuple[int, ...]:
    from io import BytesIO

    return Image.open(BytesIO(png)).convert("RGB").getpixel(at)  # type: ignore[return-value]


def test_films_and_pictures_are_exact_to_the_frame(
    stage: Open, media: list[dict[str, Any]]
) -> None:
    code = """\
import { AbsoluteFill, Img, OffthreadVideo, Sequence, staticFile } from 'remotion';
import { Clip, media } from 'koda';
const box = (left: number) => ({ position: 'absolute', left, top: 0, width: 100, height: 100 });
export default () => (
  <AbsoluteFill>
    <Clip name="film.mp4" style={box(0)} />
    <Sequence from={30} layout="none"><Clip name="film.mp4" from={1} style={box(100)} /></Sequence>
    <OffthreadVideo src={staticFile('media/film.mp4')} startFrom={15} style={box(200)} />
    <Img src={media('photo.png')} style={box(300)} />
    <div style={{ ...box(400), backgroundImage: `url(${media('photo.png')})` }} />
  </AbsoluteFill>
);"""
    page = stage()
    assert page.open(film(code, media=media)) == {"ok": True, "faults": []}
    picture = page.picture(45)
    red = {at: colour(picture, (at, 50))[0] // 8 for at in (50, 150, 250)}
    assert red == {50: 16, 150: 16, 250: 21}, "1.5 s, 1 + 0.5 s, 1.5 + 0.5 s in"
    assert colour(picture, (350, 50)) == colour(picture, (450, 50)) == (0, 255, 0)
    assert page.look()["media"] == ["film.mp4", "photo.png"]
    assert colour(page.picture(3), (50, 50))[0] // 8 == 2


def test_textures_are_exact_to_the_frame(stage: Open, media: list[dict[str, Any]]) -> None:
    code = """\
import * as THREE from 'three';
export default async function setup(stage: any) {
  const scene = new THREE.Scene();
  const camera = new THREE.OrthographicCamera(-2, 2, 1, -1, 0, 10);
  camera.position.z = 5;
  for (const [index, name] of ['film.mp4', 'photo.png'].entries()) {
    const map = await stage.texture(name, { begin: 1 });
    const material = new THREE.MeshBasicMaterial({ map, toneMapped: false });
    const plane = new THREE.Mesh(new THREE.PlaneGeometry(2, 2), material);
    plane.position.x = index * 2 - 1;
    scene.add(plane);
  }
  return { draw: () => stage.renderer.render(scene, camera) };
}"""
    page = stage("theatre")
    assert page.open(film(code, engine="theatre", media=media)) == {"ok": True, "faults": []}
    picture = page.picture(60)
    assert colour(picture, (160, 180))[0] // 8 == 11
    assert colour(picture, (480, 180)) == (0, 255, 0)
    assert page.look()["media"] == ["film.mp4", "photo.png"]


def test_words_that_are_cut_off_are_told(stage: Open) -> None:
    code = """\
export default () => (
  <>
    <p style={{ position: 'absolute', left: 20, top: 20 }}>whole</p>
    <p style={{ position: 'absolute', left: 600, top: 80, whiteSpace: 'nowrap' }}>over the edge</p>
    <div style={{ position: 'absolute', top: 150, width: 40, overflow: 'hidden' }}>
      <b style={{ whiteSpace: 'nowrap' }}>inside a small box</b>
    </div>
    <p style={{ position: 'absolute', left: 900, top: 0 }}>not on show</p>
    <p style={{ opacity: 0 }}>invisible</p>
  </>
);"""
    page = stage()
    page.open(film(code))
    page.seek(0)
    seen = {text["text"]: text["clipped"] for text in page.look()["texts"]}
    assert seen == {"whole": False, "over the edge": True, "inside a small box": True}


def test_letters_that_no_font_has_are_told(stage: Open) -> None:
    """U+0378 is no letter of any script, so that no machine has a font with it."""
    page = stage()
    page.open(film("export default () => <p>Tea é ☃ ж \u0378\u0379 \u200d</p>;"))
    page.seek(0)
    assert page.look()["missing"] == "\u0378\u0379"
    page.open(film("export default () => <p>Tea é ☃ ж</p>;"))
    page.seek(0)
    assert page.look()["missing"] == ""


def test_another_film_leaves_nothing_of_the_one_before(stage: Open) -> None:
    page = stage()
    page.open(
        film(
            "import './a.css';\nexport default () => <p>first</p>;",
            src__a_css="body { background: red; }",
        )
    )
    page.seek(0)
    page.open(film("export default () => <p>second</p>;"))
    page.seek(0)
    assert [text["text"] for text in page.look()["texts"]] == ["second"]
    assert page.page.evaluate("document.querySelectorAll('style[data-koda]').length") == 0
