"""Templates of TypeScript as they lie in the package."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib import resources
from posixpath import dirname, join, normpath

_IMPORT = re.compile(r"""from '(\.{1,2}/[^']+)'""")
_ENDINGS = (".tsx", ".ts")


_SHARED = "koda.animation.engines.typescript"


@cache
def template(package: str, path: str) -> str | None:
    """Read a template: the package's own, or the one that both engines share; none if neither."""
    for place in (package, _SHARED):
        file = resources.files(place).joinpath("templates", *path.split("/"))
        if file.is_file():
            return file.read_text("utf-8")
    return None


def with_all_they_need(package: str, paths: Iterable[str]) -> dict[str, str]:
    """Give some templates with all that they import, by path; what is written anew is left out."""
    files: dict[str, str] = {}
    waiting = list(paths)
    while waiting:
        path = waiting.pop()
        text = template(package, path)
        if text is None or path in files:
            continue
        files[path] = text
        for wanted in _IMPORT.findall(text):
            base = normpath(join(dirname(path), wanted))
            waiting += [base + ending for ending in _ENDINGS]
    return dict(sorted(files.items()))
