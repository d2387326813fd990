"""Opens each provider of boxes for the tests of what all promise."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from koda.sandbox.docker import DockerSandboxes
from koda.sandbox.e2b import E2bSandboxes
from koda.sandbox.local import LocalSandboxes
from koda.sandbox.port import Missing, Sandboxes
from tests.emulators.e2b_server import running_e2b

CONTAINERS = "KODA_TEST_CONTAINERS"
IMAGE = "KODA_TEST_SANDBOX_IMAGE"


@dataclass(frozen=True, slots=True)
class Koda:
    """One Koda: every call opens its boxes as another of its processes would."""

    kind: Callable[..., Sandboxes]
    options: dict[str, Any]

    def open(self) -> Sandboxes:
        return self.kind(**self.options)

    @property
    def source(self) -> str:
        """Python that opens them as `boxes`, for another process."""
        given = {k: str(v) for k, v in self.options.items()}
        name = self.kind.__name__
        lines = [
            "from pathlib import Path",
            f"from {self.kind.__module__} import {name}",
            f"given = {given!r}",
            "if 'folder' in given: given['folder'] = Path(given['folder'])",
            f"boxes = {name}(**given)",
        ]
        return "\n".join(lines)


@contextmanager
def koda_with(provider: str, folder: Path) -> Generator[Koda]:
    """Give a Koda of its own with this provider; skips, with the reason, where there is none."""
    instance = secrets.token_hex(8)
    if provider == "local":
        chromium = os.environ.get("KODA_CHROMIUM", "")
        yield Koda(LocalSandboxes, {"folder": folder / "boxes", "chromium": chromium})
    elif provider == "docker":
        address = os.environ.get(CONTAINERS, "")
        if not address:
            pytest.skip("no engine of containers: `make test-deploy` starts one and tries this")
        image = os.environ.get(IMAGE, "koda-sandbox")
        yield Koda(DockerSandboxes, {"instance": instance, "image": image, "address": address})
    else:
        with running_e2b(folder / "e2b") as server:
            yield Koda(
                E2bSandboxes,
                {
                    "instance": instance,
                    "key": "emulator",
                    "template": "base",
                    "api_url": server.base,
                    "sandbox_url": server.base,
                },
            )


_known: dict[str, Missing | None] = {}


async def skip_without(koda: Koda) -> None:
    """Skip, with the reason, where a provider makes no boxes; found out once."""
    boxes = koda.open()
    if boxes.name not in _known:
        _known[boxes.name] = await boxes.probe()
    await boxes.close()
    missing = _known[boxes.name]
    if missing is not None:
        pytest.skip(f"no boxes by {boxes.name} here: {missing.reason}")
