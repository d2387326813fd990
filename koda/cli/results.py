"""Writes the results of a run into a folder: its files, and `results.json` about them."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
from pathlib import Path
from typing import Any

from koda.assets.library import AssetLibrary
from koda.assets.naming import EXTENSIONS
from koda.core.errors import StorageFailed
from koda.core.run import Run, Step
from koda.core.values import MediaValue, SingleValue
from koda.runs.outputs import flatten

_UNFIT = re.compile(r"[^\w.()+-]+")


async def write_results(run: Run, canvas: str, library: AssetLibrary, folder: Path) -> list[Path]:
    """Write every output of every step that has one; files of the same name are replaced.

    Returns:
        The files, `results.json` last.

    Raises:
        StorageFailed: The folder cannot be written.
    """
    stems = _stems(run.steps)
    written: list[Path] = []
    nodes: list[dict[str, Any]] = []
    try:
        for step in run.steps:
            outputs: dict[str, list[dict[str, Any]]] = {}
            for name, value in step.outputs.items():
                stem = stems[step.id] if len(step.outputs) == 1 else f"{stems[step.id]}-{name}"
                for place, one in enumerate(flatten(value), 1):
                    facts, path = await _write(one, library, folder / f"{stem}-{place}")
                    outputs.setdefault(name, []).append(facts)
                    written += [path] if path else []
            nodes.append({**_step_facts(step), "outputs": outputs})
        about = folder / "results.json"
        facts = run.model_dump(mode="json", exclude={"steps", "targets", "canvas", "seq"})
        document = {"canvas": canvas, "run": facts, "nodes": nodes}
        text = json.dumps(document, indent=2, ensure_ascii=False) + "\n"
        await asyncio.to_thread(about.write_text, text, encoding="utf-8")
    except OSError as error:
        raise StorageFailed(
            f"The results could not be written: {error.strerror}.",
            remedy="Choose another folder with --out; nothing has to be made again.",
        ) from error
    return [*written, about]


def file_stem(name: str) -> str:
    """Make a node's name fit for a file on any system; may be empty."""
    return _UNFIT.sub("-", name).strip("-. ")[:60]


def _stems(steps: tuple[Step, ...]) -> dict[str, str]:
    taken: set[str] = set()
    stems: dict[str, str] = {}
    for step in steps:
        stem = file_stem(step.title) or file_stem(step.kind)
        if stem.casefold() in taken:
            stem = f"{stem}-{step.node}"
        taken.add(stem.casefold())
        stems[step.id] = stem
    return stems


def _step_facts(step: Step) -> dict[str, Any]:
    wanted = {"node", "title", "kind", "state", "cached", "why", "model", "seed", "cost", "failure"}
    return step.model_dump(mode="json", include=wanted)


async def _write(
    value: SingleValue, library: AssetLibrary, stem: Path
) -> tuple[dict[str, Any], Path | None]:
    """Write one value beside its facts; numbers are only facts."""
    facts = value.model_dump(mode="json", by_alias=True)
    if isinstance(value, MediaValue):
        asset = await library.get(value.asset)
        path = stem.with_name(f"{stem.name}.{EXTENSIONS.get(asset.mime, 'bin')}")
        source = await library.local_file(asset)
        await asyncio.to_thread(shutil.copyfile, source, path)
        record = asset.model_dump(mode="json", exclude={"placeholder", "canvas", "step", "run"})
        return {**facts, "file": path.name, "record": record}, path
    if value.type == "number":
        return facts, None
    text = value.text if value.type == "text" else json.dumps(value.json_, ensure_ascii=False)
    path = stem.with_name(f"{stem.name}.{'txt' if value.type == 'text' else 'json'}")
    await asyncio.to_thread(path.write_text, text, encoding="utf-8")
    return {**facts, "file": path.name}, path
