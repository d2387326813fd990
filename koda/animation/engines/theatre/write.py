"""Writes a whole Theatre.js project by rules: data, one world per scene, the parts it needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from koda.animation.engines.typescript.film import SceneData, scenes_of, typed_film
from koda.animation.engines.typescript.templates import with_all_they_need
from koda.animation.plan import AnimationPlan, TechniqueName
from koda.animation.project import Project, ProjectMedia

PACKAGE = "koda.animation.engines.theatre"
BUILDERS: Mapping[TechniqueName, tuple[str, str]] = {
    "kinetic-typography": ("kineticTypography", "kinetic-typography"),
    "particle-systems": ("particleSystems", "particle-systems"),
    "3d-scenes": ("scenes3d", "scenes-3d"),
    "data-visualization": ("dataVisualization", "data-visualization"),
    "parallax-scrolling": ("parallaxScrolling", "parallax-scrolling"),
    "morph-transitions": ("morphTransitions", "morph-transitions"),
    "glitch-distortion": ("glitchDistortion", "glitch-distortion"),
    "camera-movements": ("cameraMovements", "camera-movements"),
    "logo-reveals": ("logoReveals", "logo-reveals"),
    "compositing": ("compositing", "compositing"),
}
"""The function that builds a world, and the file that has it."""


def written(plan: AnimationPlan, media: Sequence[ProjectMedia], size: tuple[int, int]) -> Project:
    """Write the project; the same plan, media and size give the same one."""
    scenes = scenes_of(plan, media)
    builders = sorted({BUILDERS[scene.technique] for scene in scenes})
    wanted = ["kit/play.ts", "kit/stage.ts", *(f"scenes/{file}.ts" for _, file in builders)]
    parts = with_all_they_need(PACKAGE, wanted)
    files = {
        "src/main.ts": _main(scenes, builders),
        "src/film.ts": typed_film(plan, scenes, size),
        **{f"src/{path}": text for path, text in parts.items()},
    }
    return Project(
        engine="theatre",
        files=files,
        media=tuple(media),
        plan=plan,
        width=size[0],
        height=size[1],
    )


def _main(scenes: Sequence[SceneData], builders: Sequence[tuple[str, str]]) -> str:
    names = ", ".join(f"scene{scene.number}" for scene in scenes)
    lines = [
        "/** The film: one world per scene. Its words, colours and times are in `film.ts`. */",
        "",
        f"import {{ {names} }} from './film';",
        "import { filmOf } from './kit/play';",
        "import type { Stage } from './kit/stage';",
        *(f"import {{ {name} }} from './scenes/{file}';" for name, file in builders),
        "",
        "export default async function setup(stage: Stage) {",
        "  return filmOf(stage, [",
        *map(_part, scenes),
        "  ]);",
        "}",
    ]
    return "\n".join(lines) + "\n"


def _part(scene: SceneData) -> str:
    one, (build, _) = f"scene{scene.number}", BUILDERS[scene.technique]
    return f"    {{ data: {one}, world: await {build}(stage, {one}) }},"
