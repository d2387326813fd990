"""Where an engine of containers listens on this machine: Docker's, or Podman's."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from koda.sandbox.port import Missing

if TYPE_CHECKING:
    from docker import DockerClient

_SECONDS = 60
_HOW = (
    "Start Docker Desktop, or Podman's service (`systemctl --user enable --now podman.socket`), "
    "or set `DOCKER_HOST`."
)


def places(environment: Mapping[str, str] = os.environ) -> Iterator[str]:
    """Give the addresses where an engine usually listens, best first."""
    if set_one := environment.get("DOCKER_HOST"):
        yield set_one
        return
    if sys.platform == "win32":
        yield "npipe:////./pipe/docker_engine"
        return
    home = Path(environment.get("HOME", "/nonexistent"))
    runtime = environment.get("XDG_RUNTIME_DIR", f"/run/user/{os.getuid()}")
    for path in (
        Path("/var/run/docker.sock"),
        home / ".docker/run/docker.sock",
        Path(runtime, "docker.sock"),
        Path(runtime, "podman/podman.sock"),
        Path("/run/podman/podman.sock"),
        home / ".local/share/containers/podman/machine/podman.sock",
    ):
        if _is_socket(path):
            yield f"unix://{path}"


def _is_socket(path: Path) -> bool:
    try:
        return stat.S_ISSOCK(path.stat().st_mode)
    except PermissionError:
        return True  # it is tried, and says who may not
    except OSError:
        return False


def connect(address: str = "") -> DockerClient | Missing:
    """Reach the engine (blocking), or say why there is none.

    Args:
        address: Where it listens; empty: the first usual place that answers.
    """
    try:
        import docker  # noqa: PLC0415 — an extra
    except ImportError:
        return Missing(
            "The package `docker` is not installed.", "Install `koda-studio[docker]`, then again."
        )
    from docker.errors import DockerException  # noqa: PLC0415 — an extra

    found = Missing("No engine of containers listens here.", _HOW)
    for place in [address] if address else places():
        try:
            client = docker.DockerClient(base_url=place, timeout=_SECONDS, max_pool_size=64)
            client.ping()  # pyright: ignore[reportUnknownMemberType]
        except (DockerException, OSError) as error:
            found = _why(place, error)
        else:
            return client
    return found


def _why(place: str, error: Exception) -> Missing:
    if "Permission" in str(error):
        return Missing(
            f"The engine at {place} does not let this user in.",
            "Add the user to the group `docker` (which may then do all that root may), or better "
            "run Podman or Docker rootless.",
        )
    return Missing(f"The engine at {place} does not answer.", _HOW)
