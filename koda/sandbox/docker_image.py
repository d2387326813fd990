"""Builds the image that boxes in containers are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib.resources import as_file, files
from typing import Any, cast

from koda.core.errors import SandboxFailed, SandboxUnavailable
from koda.sandbox.docker_engine import connect
from koda.sandbox.port import Missing

Heard = Callable[[str], object]


def build_image(image: str, heard: Heard, *, address: str = "", base: str = "") -> None:
    """Build it with the engine (blocking, minutes).

    Args:
        image: Its name.
        heard: Hears each line of what the engine says.
        address: Where the engine listens; empty: where it usually does.
        base: What it stands on instead of the official image of Python.

    Raises:
        SandboxUnavailable: There is no engine.
        SandboxFailed: It cannot be built.
    """
    client = connect(address)
    if isinstance(client, Missing):
        raise SandboxUnavailable(client.reason, remedy=client.remedy)
    from docker.errors import DockerException  # noqa: PLC0415 — an extra

    with as_file(files("koda.sandbox") / "image") as folder:
        build = cast(
            "Callable[..., Iterator[Mapping[str, Any]]]",
            client.api.build,  # pyright: ignore[reportUnknownMemberType]
        )
        arguments = {"BASE": base} if base else {}
        try:
            said = build(path=str(folder), tag=image, rm=True, decode=True, buildargs=arguments)
            for line in said:
                if error := line.get("error"):
                    raise SandboxFailed(f"The image cannot be built: {str(error).strip()}.")
                heard(str(line.get("stream", "")))
        except DockerException as error:
            raise SandboxFailed(f"The image cannot be built: {error}.") from error
        finally:
            client.close()
