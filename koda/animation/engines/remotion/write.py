"""Writes a whole Remotion project by rules: data, one sequence per scene, the parts it needs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from koda.animation.engines.typescript.film import SceneData, scenes_of, typed_film
from koda.animation.engines.typescript.templates import with_all_they_need
from koda.animation.plan import AnimationPlan, TechniqueName
from koda.animation.project import Project, ProjectMedia

PACKAGE = "koda.animation.engines.remotion"
COMPONENTS: Mapping[TechniqueName, str] = {
    "kinetic-typography": "KineticTypography",
    "particle-systems": "ParticleSystems",
    "3d-scenes": "Scenes3D",
    "data-visualization": "DataVisualization",
    "parallax-scrolling": "ParallaxScrolling",
    "morph-transitions": "MorphTransitions",
    "glitch-distortion": "GlitchDistortion",
    "camera-movements": "CameraMovements",
    "logo-reveals": "LogoReveals",
    "compositing": "Compositing",
}


def written(plan: AnimationPlan, media: Sequence[ProjectMedia], size: tuple[int, int]) -> Project:
    """Write the project; the same plan, media and size give the same one."""
    scenes = scenes_of(plan, media)
    names = sorted({COMPONENTS[scene.technique] for scene in scenes})
    wanted = ["kit/Passage.tsx", *(f"scenes/{name}.tsx" for name in names)]
    parts = with_all_they_need(PACKAGE, wanted)
    files = {
        "src/Main.tsx": _main(scenes, names),
        "src/film.ts": typed_film(plan, scenes, size),
        **{f"src/{path}": text for path, text in parts.items()},
    }
    return Project(
        engine="remotion",
        files=files,
        media=tuple(media),
        plan=plan,
        width=size[0],
        height=size[1],
    )


def _main(scenes: Sequence[SceneData], names: Sequence[str]) -> str:
    imported = ", ".join(["film", *(f"scene{scene.number}" for scene in scenes)])
    lines = [
        "/** The film: one sequence per scene. Its words, colours and times are in `film.ts`. */",
        "",
        "import { AbsoluteFill, Sequence } from 'remotion';",
        f"import {{ {imported} }} from './film';",
        "import { Passage } from './kit/Passage';",
        *(f"import {{ {name} }} from './scenes/{name}';" for name in names),
        "",
        "export default function Main() {",
        "  return (",
        "    <AbsoluteFill style={{ backgroundColor: film.palette.background }}>",
        *(
            _sequence(scene, following)
            for scene, following in zip(scenes, [*scenes[1:], None], strict=True)
        ),
        "    </AbsoluteFill>",
        "  );",
        "}",
    ]
    return "\n".join(lines) + "\n"


def _sequence(scene: SceneData, following: SceneData | None) -> str:
    one = f"scene{scene.number}"
    name = json.dumps(f"{scene.number} {scene.title}", ensure_ascii=False)
    next_passage = f"{{scene{following.number}.passage}}" if following else '"none"'
    return f"""      <Sequence
        name={{{name}}}
        from={{{one}.from}}
        durationInFrames={{{one}.frames + {one}.overlap}}
      >
        <Passage scene={{{one}}} next={next_passage}>
          <{COMPONENTS[scene.technique]} scene={{{one}}} />
        </Passage>
      </Sequence>"""
