"""Stages are drawn in containers and at E2B as they are on this machine."""

import io
from collections.abc import AsyncIterator
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from koda.animation.engine import Files, RenderSpec
from koda.animation.project import Project
from koda.animation.rendering.inputs import stage_page
from koda.animation.rendering.keeping import FolderKeep
from koda.animation.rendering.stage_drawing import StageDrawing
from koda.core.errors import NotConfigured
from koda.sandbox.port import Sandboxes
from tests.animation.rendering.conftest import plan_of
from tests.contracts.boxes import koda_with, skip_without

REMOTION = """
import { AbsoluteFill, useCurrentFrame } from 'remotion';
export default function Film() {
  const frame = useCurrentFrame();
  return <AbsoluteFill style={{ background: 'rgb(90, 100, 50)', color: 'white' }}>
    <h1 style={{ fontFamily: 'Inter' }}>Comet {'\\u{1F680}'}</h1>
    {[...Array(8).keys()].map((bit) => <div key={bit} style={{
      position: 'absolute', left: bit * 80, top: 240, width: 80, height: 60,
      background: (frame >> bit) & 1 ? '#fff' : '#000',
    }} />)}
  </AbsoluteFill>;
}
"""
"""Eight bars say the frame's number in binary."""

THEATRE = """
import * as THREE from 'three';
export default function setup(stage: any) {
  const scene = new THREE.Scene();
  scene.background = new THREE.Color(0x204060);
  const camera = new THREE.PerspectiveCamera(50, stage.width / stage.height, 0.1, 100);
  camera.position.z = 5;
  scene.add(new THREE.Mesh(
    new THREE.BoxGeometry(1, 1, 1), new THREE.MeshBasicMaterial({ color: 0xffffff }),
  ));
  return { scene, camera, draw() { stage.renderer.render(scene, camera); } };
}
"""
NO_FILES: Files = {}


@pytest.fixture(params=["docker", "e2b"])
async def boxes(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Sandboxes]:
    with koda_with(request.param, tmp_path) as koda:
        await skip_without(koda)
        opened = koda.open()
        yield opened
        assert await opened.list() == [], "a drawing leaves no box behind"
        await opened.close()


def drawing_of(boxes: Sandboxes, folder: Path, project: Project) -> StageDrawing:
    try:
        stage_page(project.engine)
    except NotConfigured as missing:
        pytest.skip(missing.message)
    return StageDrawing(boxes, next(iter(project.files)), FolderKeep(folder / "renders"))


def project_of(engine: str, name: str, code: str) -> Project:
    return Project(
        engine=engine,  # type: ignore[arg-type]
        files={name: code},
        plan=plan_of(fps=24),
        width=640,
        height=360,
    )


def unheard(_done: int, _of: int) -> None:
    pass


def number_of(gray: np.ndarray) -> int:
    """Read the number that the bars say."""
    return sum(int(gray[135, 20 + 40 * bit] > 128) << bit for bit in range(8))


async def test_stills_and_a_film_of_remotion_have_the_frames_that_were_asked_for(
    boxes: Sandboxes, tmp_path: Path
) -> None:
    project = project_of("remotion", "Film.tsx", REMOTION)
    drawing = drawing_of(boxes, tmp_path, project)
    drawn = await drawing.stills(project, NO_FILES, [30], scale=0.5)
    assert drawn.faults == []
    picture = np.asarray(Image.open(io.BytesIO(drawn.pictures[0].content)).convert("RGB"))
    assert picture.shape == (180, 320, 3)
    assert picture[170, 300].tolist() == [90, 100, 50]
    assert (picture[:60, :120] > 200).any(), "the words are to be seen"

    path = await drawing.render(project, NO_FILES, RenderSpec(scale=0.5), unheard)
    with av.open(str(path)) as source:
        frames = [one.to_ndarray(format="gray") for one in source.decode(video=0)]
    assert [number_of(frame) for frame in frames] == list(range(72))


@pytest.mark.parametrize("boxes", ["docker"], indirect=True)
async def test_three_js_is_drawn_without_a_graphics_card(boxes: Sandboxes, tmp_path: Path) -> None:
    project = project_of("theatre", "film.ts", THEATRE)
    drawn = await drawing_of(boxes, tmp_path, project).stills(project, NO_FILES, [9], scale=0.5)
    assert [fault for fault in drawn.faults if fault.is_sure] == []
    picture = np.asarray(Image.open(io.BytesIO(drawn.pictures[0].content)).convert("RGB"))
    assert picture[90, 160].min() > 230
    assert picture[5, 5].max() < 130
