"""What is wrong with code of TypeScript, as far as it can be told without running it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from posixpath import dirname, join, normpath

from koda.animation.engine import Fault
from koda.animation.project import (
    MOST_FILE_LETTERS,
    MOST_FILES,
    MOST_LETTERS,
    Project,
    is_path,
)

_ENDINGS = ("", ".tsx", ".ts", ".jsx", ".js", ".json", ".css")
_CODE = (".tsx", ".ts", ".jsx", ".js")
_COMMENT = re.compile(
    r"""("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|//[^\n]*|/\*.*?\*/""", re.DOTALL
)
_IMPORTS = re.compile(
    r"""^[ \t]*(?:import|export)\b[^;'"`]*?\bfrom\s*['"](?P<a>[^'"\n]+)['"]"""
    r"""|^[ \t]*import\s*['"](?P<b>[^'"\n]+)['"]"""
    r"""|\b(?:import|require)\s*\(\s*['"](?P<c>[^'"\n]+)['"]""",
    re.MULTILINE,
)
_MEDIA = re.compile(
    r"""(?:\b(?:media|useMedia|texture)\(\s*|\bstaticFile\(\s*|<Clip\b[^>]*?\bname=\{?\s*)"""
    r"""['"`](?:media/)?(?P<name>[^'"`\n]{1,80})['"`]"""
)
_USELESS: Mapping[str, str] = {
    r"\bfetch\s*\(|\bXMLHttpRequest\b|\bWebSocket\b|\bEventSource\b": "There is no network",
    r"\bdocument\.cookie\b|\blocalStorage\b|\bsessionStorage\b|\bindexedDB\b": "Nothing is stored",
    r"\bprocess\.env\b|\bimport\.meta\b": "There is no environment",
    r"\beval\s*\(|\bnew\s+Function\s*\(": "Code cannot be made from text",
    r"""['"`]https?://(?!www\.w3\.org/)""": "No address can be loaded",
}


def faults_of(project: Project, entry: str, modules: Collection[str]) -> list[Fault]:
    """Find faults of paths, sizes, imports and names of media; what is of no use is a warning."""
    faults = [*_of_files(project.files), *_of_entry(project.files, entry)]
    for path, text in project.files.items():
        if path.endswith(_CODE) and len(text) <= MOST_FILE_LETTERS:
            code = _without_comments(text)
            faults += _of_imports(project.files, path, code, modules)
            faults += _of_media(project, path, code)
            faults += _useless(path, code)
    return [*faults, *_unused_media(project)]


def _of_files(files: Mapping[str, str]) -> Iterator[Fault]:
    if len(files) > MOST_FILES:
        yield Fault("size", f"There are {len(files)} files; at most {MOST_FILES} may be.")
    if sum(map(len, files.values())) > MOST_LETTERS:
        yield Fault("size", f"All files together are longer than {MOST_LETTERS:,} letters.")
    for path, text in files.items():
        if not is_path(path):
            message = "A path is relative, of letters, digits, `-`, `_` and `.`, without `..`."
            yield Fault("path", message, file=path)
        if len(text) > MOST_FILE_LETTERS:
            yield Fault("size", f"It is longer than {MOST_FILE_LETTERS:,} letters.", file=path)


def _of_entry(files: Mapping[str, str], entry: str) -> Iterator[Fault]:
    code = files.get(entry)
    if code is None:
        yield Fault("path", f"The film begins with {entry}, and there is no such file.")
    elif not re.search(r"\bexport\s+default\b|\bas\s+default\b", _without_comments(code)):
        yield Fault("compile", "It has to export the film by `export default`.", file=entry)


def _of_imports(
    files: Mapping[str, str], path: str, code: str, modules: Collection[str]
) -> Iterator[Fault]:
    for found in _IMPORTS.finditer(code):
        wanted = found["a"] or found["b"] or found["c"]
        line = _line(code, found.end())
        if wanted.startswith((".", "/")):
            if _resolved(files, path, wanted) is None:
                message = f"There is no file `{wanted}` as seen from {path}."
                yield Fault("import", message, file=path, line=line)
        elif wanted not in modules:
            known = ", ".join(f"`{name}`" for name in sorted(modules) if "/examples/" not in name)
            message = f"`{wanted}` cannot be had. There are {known}, and the project's own files."
            yield Fault("import", message, file=path, line=line)


def _of_media(project: Project, path: str, code: str) -> Iterator[Fault]:
    names = {one.name for one in project.media}
    for found in _MEDIA.finditer(code):
        name = found["name"]
        if name not in names and "${" not in name:
            known = ", ".join(f"`{one}`" for one in sorted(names)) or "none"
            message = f"There is no medium `{name}`; there are: {known}."
            yield Fault("missing_media", message, file=path, line=_line(code, found.end()))


def _useless(path: str, code: str) -> Iterator[Fault]:
    for pattern, why in _USELESS.items():
        found = re.search(pattern, code)
        if found:
            message = f"{why} where films are drawn: `{found[0].strip()}` is of no use."
            yield Fault(
                "runtime", message, file=path, line=_line(code, found.start()), is_sure=False
            )


def _unused_media(project: Project) -> Iterator[Fault]:
    code = "\n".join(project.files.values())
    if re.search(r"\bmedias\b|\bspans\b|\bplan\.scenes\b", code):
        return  # it reads the names from the plan
    names = {one.name for one in project.media if one.type != "audio"}
    for scene in project.plan.scenes:
        for name in scene.media:
            if name in names and name not in code:
                message = f"Scene {scene.number} should show `{name}`; the code never names it."
                yield Fault("missing_media", message, scene=scene.number, is_sure=False)


def _without_comments(code: str) -> str:
    """Blank comments out; lines stay where they are."""
    return _COMMENT.sub(lambda found: found[1] or re.sub(r"[^\n]", " ", found[0]), code)


def _line(code: str, at: int) -> int:
    return code.count("\n", 0, at) + 1


def _resolved(files: Mapping[str, str], path: str, wanted: str) -> str | None:
    base = normpath(join(dirname(path), wanted))
    names = [base + ending for ending in _ENDINGS]
    names += [f"{base}/index{ending}" for ending in _ENDINGS[1:]]
    names += [re.sub(r"\.jsx?$", ending, base) for ending in (".ts", ".tsx")]
    return next((name for name in names if name in files), None)
