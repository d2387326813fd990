"""What projects of TypeScript need to run outside Koda: packages, the module `koda`, a README."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from koda.animation.design import FONTS
from koda.animation.plan import FontName
from koda.animation.project import Project

VERSIONS: Mapping[str, str] = {
    "@fontsource-variable/dm-sans": "5.3.0",
    "@fontsource-variable/inter": "5.3.0",
    "@fontsource-variable/jetbrains-mono": "5.3.0",
    "@fontsource-variable/montserrat": "5.3.0",
    "@fontsource-variable/outfit": "5.3.0",
    "@fontsource-variable/playfair-display": "5.3.0",
    "@fontsource-variable/plus-jakarta-sans": "5.3.0",
    "@fontsource-variable/roboto": "5.3.0",
    "@fontsource-variable/space-grotesk": "5.3.0",
    "@fontsource/poppins": "5.3.0",
    "@remotion/paths": "4.0.529",
    "@theatre/core": "0.7.2",
    "react": "19.3.1",
    "react-dom": "19.3.1",
    "remotion": "4.0.529",
    "three": "0.187.0",
}
"""The versions that the stage draws with (web/stage/package.json)."""

_POPPINS_WEIGHTS = (400, 500, 600, 700, 800)


def shared_file(name: str) -> str:
    """Read one of the files that stand beside every project outside Koda."""
    return _shared(name)


def font_packages(project: Project) -> list[str]:
    """Give the packages of the fonts that the film is set in."""
    return sorted({FONTS[name].package for name in _fonts(project)})


def font_imports(project: Project) -> str:
    """Write the imports that load the fonts."""
    lines: list[str] = []
    for package in font_packages(project):
        if package.startswith("@fontsource-variable/"):
            lines.append(f"import '{package}';")
        else:
            lines += [f"import '{package}/{weight}.css';" for weight in _POPPINS_WEIGHTS]
    return "\n".join(lines)


def film_json(project: Project) -> str:
    """Write what the module `koda` tells of the film."""
    medias = [
        {
            "name": one.name,
            "type": one.type,
            "width": one.width,
            "height": one.height,
            "seconds": one.seconds,
        }
        for one in project.media
    ]
    film = {
        "plan": project.plan.model_dump(mode="json"),
        "medias": medias,
        "width": project.width,
        "height": project.height,
        "fonts": {
            "display": _family(project.plan.design.display_font),
            "body": _family(project.plan.design.body_font),
        },
    }
    return json.dumps(film, ensure_ascii=False, indent=2) + "\n"


def package_json(
    scripts: Mapping[str, str], packages: Sequence[str], more: Mapping[str, str]
) -> str:
    """Write a package.json of pinned versions; `more`: packages that the stage does not have."""
    versions = {**{name: VERSIONS[name] for name in packages}, **more}
    content = {
        "name": "koda-film",
        "private": True,
        "type": "module",
        "scripts": dict(scripts),
        "dependencies": dict(sorted(versions.items())),
    }
    return json.dumps(content, indent=2) + "\n"


def tsconfig(paths: Mapping[str, list[str]]) -> str:
    """Write the settings of the compiler."""
    options = {
        "target": "ES2022",
        "lib": ["ES2023", "DOM", "DOM.Iterable"],
        "module": "ESNext",
        "moduleResolution": "bundler",
        "jsx": "react-jsx",
        "strict": True,
        "noUncheckedIndexedAccess": True,
        "skipLibCheck": True,
        "resolveJsonModule": True,
        "noEmit": True,
        "paths": paths,
    }
    return json.dumps({"compilerOptions": options, "include": ["src", "koda"]}, indent=2) + "\n"


def media_list(project: Project) -> str:
    """Name the media that belong in `public/media`, for a README."""
    names = [f"- `public/media/{one.name}`" for one in project.media]
    return "\n".join(names) if names else "There are none."


def _fonts(project: Project) -> tuple[FontName, FontName]:
    return project.plan.design.display_font, project.plan.design.body_font


def _family(name: FontName) -> str:
    """The family as its package calls it."""
    font = FONTS[name]
    own = f"{name} Variable" if font.package.startswith("@fontsource-variable/") else name
    return f"'{own}', '{name}', {font.kind}"


@cache
def _shared(name: str) -> str:
    package = resources.files("koda.animation.engines.typescript")
    return package.joinpath("beside", name).read_text("utf-8")
