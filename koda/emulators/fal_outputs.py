"""Writes a job's result as its endpoint gives it: files by address, and what models report."""

from __future__ import annotations

from typing import Any

from koda.emulators.fal_notation import Field
from koda.emulators.fal_schemas import SCHEMAS
from koda.emulators.fal_works import Work, is_list
from koda.emulators.fal_world import Job

_EMPTY: dict[str, Any] = {"number": 0, "integer": 0, "boolean": False, "list": []}


def output_of(base: str, job: Job) -> dict[str, Any]:
    """Give a job's output; `base` is the address of the emulator."""
    output: dict[str, Any] = {}
    place = 0
    for name, one in SCHEMAS[job.endpoint].outputs.items():
        works = job.works.get(name)
        if works is not None:
            files = [_file(base, job, place + at, work) for at, work in enumerate(works)]
            place += len(works)
            files = [] if job.fault == "no_images" else files
            output[name] = files if is_list(one) else (files[0] if files else None)
        elif one.required:
            output[name] = _reported(name, one, job)
    return output


def _file(base: str, job: Job, place: int, work: Work) -> dict[str, Any]:
    name = f"{place}.{work.format}"
    facts: dict[str, Any] = {
        "url": f"{base}/cdn/files/{job.request_id}/{name}",
        "content_type": work.mime,
        "file_name": name,
    }
    if work.medium == "image":
        facts |= {"width": work.width, "height": work.height}
    return facts


def _reported(name: str, one: Field, job: Job) -> Any:  # noqa: ANN401
    """Give what a model says beside its files: the seed it used, the prompt as it read it."""
    if name in job.body:
        return job.body[name]
    if name == "seed":
        files = job.files
        return int(files[0].digest[:8], 16) if files else 0
    if name == "has_nsfw_concepts":
        return [False] * len(job.files)
    if name == "duration_ms":
        return round(sum(work.seconds for work in job.files) * 1000)
    if one.kinds[0] == "text":
        said = job.body.get("prompt") or f"What {job.endpoint} says of its input, emulated."
        return str(one.choices[0] if one.choices else said)
    return _EMPTY.get(one.kinds[0], {})
