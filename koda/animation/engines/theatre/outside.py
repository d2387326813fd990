"""A Theatre.js project that runs outside Koda."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

from koda.animation.engines.theatre.write import PACKAGE
from koda.animation.engines.typescript.outside import (
    film_json,
    font_imports,
    font_packages,
    media_list,
    package_json,
    shared_file,
    tsconfig,
)
from koda.animation.project import Project

LICENCE = "three.js is under the MIT licence, @theatre/core under Apache 2.0: free for any use."
"""Its terms, shown where it is chosen. Theatre.js's studio (AGPL) is not used."""

_TOOLS = {"@types/three": "0.187.0", "typescript": "^5.9.0", "vite": "^7.1.0"}
_PAGE = """<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Film</title>
    <style>
      body { margin: 0; background: #000; }
      #film { position: relative; overflow: hidden; }
      #film canvas { display: block; }
    </style>
  </head>
  <body>
    <div id="film"></div>
    <script type="module" src="/src/page.ts"></script>
  </body>
</html>
"""
_CONFIG = """import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

export default defineConfig({
  build: { target: 'es2022' },
  resolve: { alias: { koda: fileURLToPath(new URL('koda/index.ts', import.meta.url)) } },
});
"""


def files_outside(project: Project) -> Mapping[str, str]:
    """Give the project's files with all that vite needs; its media are not among them.

    The names of Koda's own files win over those of the project.
    """
    readme = _file("README.md").replace("LICENCE", LICENCE).replace("MEDIA", media_list(project))
    return {
        **project.files,
        "package.json": package_json(
            {"dev": "vite", "build": "vite build"},
            ["@theatre/core", "three", *font_packages(project)],
            _TOOLS,
        ),
        "tsconfig.json": tsconfig({"koda": ["./koda/index.ts"]}),
        "vite.config.ts": _CONFIG,
        "index.html": _PAGE,
        "src/page.ts": _file("page.ts"),
        "src/fonts.ts": font_imports(project) + "\n",
        "koda/index.ts": _file("koda.ts"),
        "koda/tools.ts": shared_file("koda.ts"),
        "koda/film.json": film_json(project),
        "README.md": readme.replace("TITLE", project.plan.title or "A film"),
        ".gitignore": "node_modules\ndist\n",
    }


@cache
def _file(name: str) -> str:
    return resources.files(PACKAGE).joinpath("beside", name).read_text("utf-8")
