"""Files and functions stay small; each exception is named here with its reason."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
GENERATED = {"schema.gen.ts"}
LIMITS = {".py": 600, ".ts": 600, ".tsx": 450, ".css": 450}
FUNCTION_LIMIT = 80
LARGE_FOR_A_REASON: dict[str, str] = {}
"""Path of a file, or `path:function`, and why it is better in one piece."""


def source_files() -> Iterator[Path]:
    for folder in ("koda", "web/src", "web/stage", "tests", "tools", "benches"):
        for path in sorted((ROOT / folder).rglob("*")):
            built = {"_static", "node_modules", "__pycache__"} & set(path.parts)
            if path.suffix in LIMITS and not built and path.name not in GENERATED:
                yield path


def sizes() -> dict[str, int]:
    return {
        path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in source_files()
    }


def function_sizes() -> dict[str, int]:
    found: dict[str, int] = {}
    for path in source_files():
        if path.suffix != ".py":
            continue
        place = path.relative_to(ROOT).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
                found[f"{place}:{node.name}"] = node.end_lineno - node.lineno + 1
    return found


def largest(measured: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(measured.items(), key=lambda item: -item[1])[:10]


def test_no_file_is_too_large(capsys: pytest.CaptureFixture[str]) -> None:
    measured = sizes()
    with capsys.disabled():
        print(
            "\nlargest files:",
            *(f"{lines:5} {name}" for name, lines in largest(measured)),
            sep="\n",
        )
    large = {name for name, lines in measured.items() if lines > LIMITS[Path(name).suffix]}
    assert large - LARGE_FOR_A_REASON.keys() == set()


def test_no_function_is_too_large(capsys: pytest.CaptureFixture[str]) -> None:
    measured = function_sizes()
    with capsys.disabled():
        print("\nlargest functions:", *(f"{n:5} {name}" for name, n in largest(measured)), sep="\n")
    large = {name for name, lines in measured.items() if lines > FUNCTION_LIMIT}
    assert large - LARGE_FOR_A_REASON.keys() == set()


def test_every_exception_is_still_one() -> None:
    measured = sizes() | function_sizes()
    small = {
        name
        for name in LARGE_FOR_A_REASON
        if measured.get(name, 0) <= LIMITS.get(Path(name).suffix, FUNCTION_LIMIT)
    }
    assert small == set(), "no longer large: take it out of the list"
