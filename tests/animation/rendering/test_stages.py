"""The stages that Koda ships, drawn in boxes: Remotion's code, and three.js with Theatre.js."""

import io
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from koda.animation.engine import RenderSpec
from koda.animation.project import Project
from koda.animation.rendering import boxed
from koda.animation.rendering.inputs import stage_page
from koda.animation.rendering.keeping import FolderKeep
from koda.animation.rendering.stage_drawing import StageDrawing
from koda.core.errors import NotConfigured, RenderFailed
from tests.animation.rendering.conftest import plan_of

REMOTION = """
import { AbsoluteFill, useCurrentFrame } from 'remotion';
export default function Film() {
  const frame = useCurrentFrame();
  if (frame === 80) throw new Error('no such comet');
  const red = frame * 2;
  return <AbsoluteFill style={{ background: `rgb(${red}, 100, 50)`, color: 'white', fontSize: 60 }}>
    Comet
  </AbsoluteFill>;
}
"""

THEATRE = """
import * as THREE from 'three';
export default function setup(stage: any) {
  const scene = new THREE.Scene();
  scene.background = new THREE.Color(0x204060);
  const camera = new THREE.PerspectiveCamera(50, stage.width / stage.height, 0.1, 100);
  camera.position.z = 5;
  const box = new THREE.Mesh(
    new THREE.BoxGeometry(1, 1, 1), new THREE.MeshBasicMaterial({ color: 0xffffff }),
  );
  scene.add(box);
  return {
    scene, camera,
    draw(frame: number) {
      box.position.x = -2 + frame / 22.5;
      stage.renderer.render(scene, camera);
    },
  };
}
"""


def project_of(engine: str, code: str) -> Project:
    entry = {"remotion": "Film.tsx", "theatre": "film.ts"}[engine]
    return Project(
        engine=engine,  # type: ignore[arg-type]
        files={entry: code},
        plan=plan_of(),
        width=640,
        height=360,
    )


def drawing_of(boxes, folder: Path, project: Project) -> StageDrawing:
    try:
        stage_page(project.engine)
    except NotConfigured as missing:
        pytest.skip(missing.message)
    return StageDrawing(boxes, next(iter(project.files)), FolderKeep(folder))


def pixels_of(content: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(content)).convert("RGB")).astype(int)


async def test_remotion_draws_its_frames_with_its_fonts(boxes, tmp_path: Path) -> None:
    project = project_of("remotion", REMOTION)
    drawing = drawing_of(boxes, tmp_path, project)
    drawn = await drawing.stills(project, {}, [0, 60], scale=0.5)
    assert drawn.faults == []
    first, later = (pixels_of(one.content) for one in drawn.pictures)
    assert first.shape == (180, 320, 3)
    assert later[170, 300].tolist() == [120, 100, 50]
    assert (first[:40, :120] > 200).any(), "the words are to be seen"
    with pytest.raises(RenderFailed, match=r"Frame 80 failed: .*no such comet") as refused:
        await drawing.render(project, {}, RenderSpec(), lambda *_: None)
    assert (refused.value.fields["file"], refused.value.fields["line"]) == ("Film.tsx", 5)


async def test_three_js_draws_without_a_graphics_card(boxes, tmp_path: Path) -> None:
    """The white box is at another place in each frame of the film, so that none can be stale."""
    project = project_of("theatre", THEATRE)
    drawing = drawing_of(boxes, tmp_path, project)
    drawn = await drawing.stills(project, {}, [45], scale=1.0)
    assert drawn.faults == []
    assert pixels_of(drawn.pictures[0].content)[180, 320].min() > 230
    path = await drawing.render(project, {}, RenderSpec(scale=0.5), lambda *_: None)
    with av.open(str(path)) as source:
        frames = [one.to_ndarray(format="gray").astype(int) for one in source.decode(video=0)]
    white = [np.nonzero(frame[90] > 200)[0].mean() for frame in frames]
    assert len(frames) == 90
    steps = np.diff(white)
    assert (steps > 0.8).all(), steps
    assert (steps < 2.6).all(), steps


async def test_three_js_draws_where_the_system_has_no_opengl(
    boxes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Chromium brings SwiftShader, which is slower; the ground is green where it is what draws."""
    nothing = {"__EGL_VENDOR_LIBRARY_FILENAMES": "/nowhere", "LIBGL_DRIVERS_PATH": "/nowhere"}
    monkeypatch.setattr(boxed, "_ENVIRONMENT", {**boxed._ENVIRONMENT, **nothing})
    code = THEATRE.replace(
        "new THREE.Color(0x204060)",
        "new THREE.Color(/SwiftShader/.test(named(stage.renderer)) ? 0x00ff00 : 0xff0000)",
    )
    code += """
function named(renderer: any): string {
  const gl = renderer.getContext();
  return gl.getParameter(gl.getExtension('WEBGL_debug_renderer_info').UNMASKED_RENDERER_WEBGL);
}
"""
    project = project_of("theatre", code)
    drawn = await drawing_of(boxes, tmp_path, project).stills(project, {}, [45])
    assert drawn.faults == []
    pixels = pixels_of(drawn.pictures[0].content)
    assert pixels[10, 10].tolist() == [0, 255, 0]
    assert pixels[90, 160].min() > 230


async def test_emoji_are_drawn_on_a_machine_without_any(boxes, tmp_path: Path) -> None:
    """Signs that a box has no letter for would all be the same empty frame."""
    code = """
import { AbsoluteFill, useCurrentFrame } from 'remotion';
export default function Film() {
  const signs = ['\\u{1F389}', '\\u{1F680}'];
  return <AbsoluteFill style={{ color: 'white', fontSize: 200 }}>
    {signs[useCurrentFrame() % 2]}
  </AbsoluteFill>;
}
"""
    project = project_of("remotion", code)
    drawn = await drawing_of(boxes, tmp_path, project).stills(project, {}, [0, 1])
    pictures = [np.asarray(Image.open(io.BytesIO(one.content))) for one in drawn.pictures]
    assert len(pictures) == 2
    assert (pictures[0] != pictures[1]).any()
