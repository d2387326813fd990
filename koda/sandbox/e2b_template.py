"""Builds the template that boxes at E2B are made of: the same programs as the image has."""

# The SDK's own types are not complete.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from importlib.resources import as_file, files
from typing import Any

from koda.core.errors import SandboxUnavailable
from koda.sandbox.e2b_errors import said_plainly

BASE = "python:3.13-slim-trixie"
_REQUIREMENTS = "/tmp/requirements.txt"  # noqa: S108 — in the template
_STEPS = (
    "apt-get update",
    (
        "apt-get install -y --no-install-recommends chromium-headless-shell libegl1 "
        "libgl1-mesa-dri fonts-liberation fonts-noto-color-emoji"
    ),
    "rm -rf /var/lib/apt/lists/*",
    "python3 -m venv /opt/box",
    (
        "/opt/box/bin/pip install --no-cache-dir --require-hashes --only-binary :all: "
        f"-r {_REQUIREMENTS}"
    ),
    "install -d -m 1777 /work",
)


async def build_template(
    name: str, heard: Callable[[str], object], *, cpus: int, memory_mb: int, **options: str
) -> str:
    """Build it (minutes), and give its id.

    Args:
        name: What it is called at E2B; an earlier one of that name is replaced.
        heard: Hears each line of what the service says.
        cpus: Cores of its boxes.
        memory_mb: Their memory.
        options: `api_key`, `domain`, `api_url`, as the SDK takes them.

    Raises:
        SandboxUnavailable: The SDK is not installed, or E2B does not take the key.
        SandboxFailed: It cannot be built.
    """
    if importlib.util.find_spec("e2b") is None:
        raise SandboxUnavailable(
            "The package `e2b` is not installed.", remedy="Install `koda-studio[e2b]`, then again."
        )
    from e2b import AsyncTemplate  # noqa: PLC0415 — an extra

    def hear(entry: Any) -> None:  # noqa: ANN401 — the SDK's entry of a log
        heard(f"{entry.message}\n")

    with as_file(files("koda.sandbox") / "image") as folder, said_plainly():
        template = (
            AsyncTemplate(file_context_path=folder)
            .from_image(BASE)
            .copy("requirements.txt", _REQUIREMENTS)
            .run_cmd(list(_STEPS), user="root")
        )
        built = await AsyncTemplate.build(
            template,
            name,
            cpu_count=cpus,
            memory_mb=memory_mb,
            on_build_logs=hear,
            **options,  # type: ignore[arg-type]
        )
    return built.template_id
