"""A Remotion project that runs outside Koda."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

from koda.animation.engines.remotion.write import PACKAGE
from koda.animation.engines.typescript.outside import (
    VERSIONS,
    film_json,
    font_imports,
    font_packages,
    media_list,
    package_json,
    shared_file,
    tsconfig,
)
from koda.animation.project import Project

LICENCE = (
    "Remotion is free for individuals, for non-profits, for companies of up to three people and "
    "for trying it out. Larger companies need a company licence from its makers: "
    "remotion.dev/license."
)
"""Its terms, shown where it is chosen."""

_PACKAGES = ("@remotion/paths", "react", "react-dom", "remotion")
_CLI = {"@remotion/cli": VERSIONS["remotion"], "@types/react": "^19.2.0", "typescript": "^5.9.0"}
_CONFIG = """import path from 'node:path';
import { Config } from '@remotion/cli/config';

Config.overrideWebpackConfig((config) => ({
  ...config,
  resolve: {
    ...config.resolve,
    alias: { ...config.resolve?.alias, koda: path.join(process.cwd(), 'koda', 'index.tsx') },
  },
}));
"""


def files_outside(project: Project) -> Mapping[str, str]:
    """Give the project's files with all that Remotion's tools need; its media are not among them.

    The names of Koda's own files win over those of the project.
    """
    readme = _file("README.md").replace("LICENCE", LICENCE).replace("MEDIA", media_list(project))
    return {
        **project.files,
        "package.json": package_json(
            {"dev": "remotion studio", "render": "remotion render Main out/film.mp4"},
            [*_PACKAGES, *font_packages(project)],
            _CLI,
        ),
        "tsconfig.json": tsconfig({"koda": ["./koda/index.tsx"]}),
        "remotion.config.ts": _CONFIG,
        "src/index.ts": "\n".join(
            [
                font_imports(project),
                "import { registerRoot } from 'remotion';",
                "import { Root } from './Root';",
                "",
                "registerRoot(Root);",
                "",
            ]
        ),
        "src/Root.tsx": _file("Root.tsx"),
        "koda/index.tsx": _file("koda.tsx"),
        "koda/tools.ts": shared_file("koda.ts"),
        "koda/film.json": film_json(project),
        "README.md": readme.replace("TITLE", project.plan.title or "A film"),
        ".gitignore": "node_modules\nout\n",
    }


@cache
def _file(name: str) -> str:
    return resources.files(PACKAGE).joinpath("beside", name).read_text("utf-8")
