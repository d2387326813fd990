"""Templates of TypeScript as they lie in the package."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib import resources
from posixpath import dirname, join, normpath

_IMPORT = re.compile(r"""from '(\.{1,2}/[^']+)'""")
_ENDINGS = (".tsx", ".ts")


@cache
def template(package: str, path: str) -> str:
    """Read one file of a package's templates.

    Raises:
        FileNotFoundError: There is no such template: a mistake of ours.
    """
    return resources.files(package).joinpath("templates", *path.split("/")).read_text("utf-8")


def with_all_they_need(package: str, paths: Iterable[str]) -> dict[str, str]:
    """Give some templates with all that they import, by path; data files are left out."""
    files: dict[str, str] = {}
    waiting = list(paths)
    while waiting:
        path = waiting.pop()
        if path in files:
            continue
        files[path] = text = template(package, path)
        for wanted in _IMPORT.findall(text):
            found = _path_of(package, normpath(join(dirname(path), wanted)))
            if found is not None:
                waiting.append(found)
    return dict(sorted(files.items()))


def _path_of(package: str, base: str) -> str | None:
    root = resources.files(package).joinpath("templates")
    names = (base + ending for ending in _ENDINGS)
    return next((name for name in names if root.joinpath(*name.split("/")).is_file()), None)
