"""Small films for the stages."""

from __future__ import annotations

from typing import Any

PLAN: dict[str, Any] = {
    "title": "Film",
    "seconds": 3,
    "fps": 30,
    "scenes": [
        {
            "number": number,
            "title": f"Scene {number}",
            "seconds": 1,
            "description": "",
            "notes": "",
            "text": ["Hello"],
            "media": [],
            "technique": "kinetic-typography",
        }
        for number in (1, 2, 3)
    ],
    "design": {
        "style": "minimal",
        "theme": "minimal",
        "colors": {"background": "#102030", "foreground": "#ffffff", "accent": "#ff5500"},
        "display_font": "Poppins",
        "body_font": "Inter",
    },
}
MAIN = {"remotion": "src/Main.tsx", "theatre": "src/main.ts"}

MOVING = """\
import { AbsoluteFill, Sequence, spring, useCurrentFrame, useVideoConfig } from 'remotion';
import { colors, fitText, fonts, spans } from 'koda';

const Title = ({ text }: { text: string }) => {
  const frame = useCurrentFrame();
  const { fps, width } = useVideoConfig();
  const scale: number = 0.5 + spring({ frame, fps }) / 2;
  const fontSize = fitText({ text, width: width * 0.8, font: fonts.display });
  return (
    <AbsoluteFill style={{ alignItems: 'center', justifyContent: 'center' }}>
      <h1 style={{ color: colors.foreground, fontFamily: fonts.display, fontSize,
        transform: `scale(${scale}) rotate(${frame / 10}deg)` }}>
        {text}
      </h1>
    </AbsoluteFill>
  );
};

export default function Main() {
  return (
    <AbsoluteFill style={{ background: colors.background }}>
      {spans.map((scene) => (
        <Sequence key={scene.number} from={scene.begin} durationInFrames={scene.frames}>
          <Title text={`${scene.title} ${scene.text[0]}`} />
        </Sequence>
      ))}
    </AbsoluteFill>
  );
}
"""

TURNING = """\
import * as THREE from 'three';
import { colors } from 'koda';

export default function setup(stage: any) {
  const scene = new THREE.Scene();
  scene.background = new THREE.Color(colors.background);
  const camera = new THREE.PerspectiveCamera(50, stage.width / stage.height, 0.1, 100);
  camera.position.z = 5;
  const geometry = new THREE.BoxGeometry(2, 2, 2);
  const box = new THREE.Mesh(geometry, new THREE.MeshNormalMaterial());
  scene.add(box);
  const sheet = stage.sheet({ box: { turn: [[0, 0], [3, 3]], x: [[0, -1], [3, 1]] } });
  return {
    draw(frame: number, seconds: number) {
      const { turn, x } = sheet.at(seconds).box;
      box.rotation.set(turn / 2, turn, 0);
      box.position.x = x;
      stage.renderer.render(scene, camera);
    },
  };
}
"""


def film(
    code: str,
    *,
    engine: str = "remotion",
    media: list[dict[str, Any]] | None = None,
    mode: str = "render",
    **others: str,
) -> dict[str, Any]:
    """A film of 90 frames; `others` are files, `__` for `/` and `_` for `.` in their names."""
    files = {MAIN[engine]: code}
    for name, text in others.items():
        files[name.replace("__", "/").replace("_", ".")] = text
    return {
        "engine": engine,
        "files": files,
        "entry": MAIN[engine],
        "media": media or [],
        "plan": PLAN,
        "width": 640,
        "height": 360,
        "fps": 30,
        "frames": 90,
        "mode": mode,
    }
