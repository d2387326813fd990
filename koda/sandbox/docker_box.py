"""One box in a container: its hand is started by the engine, its name says when it ends."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from koda.core.errors import SandboxFailed, SandboxGone
from koda.sandbox.docker_walls import Walls
from koda.sandbox.docker_wire import DockerWire, Threads, start
from koda.sandbox.far import FarSandbox, now_ms
from koda.sandbox.far_call import Wire
from koda.sandbox.far_hands import argv
from koda.sandbox.port import Limits, SandboxId, Tools

if TYPE_CHECKING:
    from docker import DockerClient


@dataclass(frozen=True, slots=True)
class Engine:
    """An engine of containers, the threads to ask it on, the walls of its boxes."""

    client: DockerClient
    threads: Threads
    walls: Walls


class DockerSandbox(FarSandbox):
    """A container that holds nothing but a sleeping program until it is asked for more."""

    def __init__(
        self,
        engine: Engine,
        sandbox: SandboxId,
        container: str,
        limits: Limits,
        forget: Callable[[SandboxId], None],
    ) -> None:
        super().__init__(sandbox, Tools("", "", has_begin_frame=False), limits)
        self._engine = engine
        self._is_filtered = engine.walls.seccomp
        self._container = container
        self._forget = forget
        self._end: asyncio.Task[None] | None = None

    @classmethod
    async def open(
        cls,
        engine: Engine,
        sandbox: SandboxId,
        container: str,
        limits: Limits,
        forget: Callable[[SandboxId], None],
    ) -> DockerSandbox:
        """Take up a container, and ask where its programs are."""
        box = cls(engine, sandbox, container, limits, forget)
        try:
            if not await box.look_around():
                raise SandboxFailed("The image's user cannot write in /work.")
            box.end_at(ends_at_of(await engine.threads.do(_name, engine.client, container)))
        except BaseException:
            await asyncio.shield(box.kill())
            raise
        return box

    def end_at(self, ends_at: int) -> None:
        """End the box at a time, as long as this process lives."""
        if self._end is not None:
            self._end.cancel()
        self._end = asyncio.create_task(self._wait_for_the_end(ends_at))

    async def extend(self, seconds: float) -> None:
        """Let the box live for this long from now: its new end is its new name."""
        from docker.errors import APIError, NotFound  # noqa: PLC0415 — an extra

        ends_at = now_ms() + round(seconds * 1000)
        name = f"koda-{self._id}-{ends_at}"
        rename = self._engine.client.api.rename
        try:
            await self._engine.threads.do(rename, self._container, name)
        except NotFound as error:
            raise self._gone() from error
        except APIError as error:
            raise SandboxFailed(f"The box's end cannot be moved: {error.explanation}.") from error
        self.end_at(ends_at)

    async def kill(self) -> None:
        """Remove the container with everything in it."""
        self._forget(self._id)
        if self._end is not None and self._end is not asyncio.current_task():
            self._end.cancel()
        await asyncio.shield(self._engine.threads.do(remove, self._engine.client, self._container))

    def _watched(self) -> dict[str, int]:
        """Say what the hand must watch: the engine has no word for the size of one file."""
        return {**super()._watched(), "disk": self._limits.disk}

    async def _wait_for_the_end(self, ends_at: int) -> None:
        await asyncio.sleep(max(0, ends_at - now_ms()) / 1000)
        await self.kill()

    async def _reach(self) -> Wire:
        from docker.errors import APIError, NotFound  # noqa: PLC0415 — an extra

        api, user = self._engine.client.api, self._engine.walls.user
        try:
            made = await self._engine.threads.do(start, api, self._container, argv(), user)
        except NotFound as error:
            raise self._gone() from error
        except (APIError, OSError) as error:
            if await self._is_gone():
                raise self._gone() from error
            raise SandboxFailed(f"The engine does not reach into the box: {error}.") from error
        return DockerWire(self._engine.threads, made)

    async def _is_gone(self) -> bool:
        return not await self._engine.threads.do(_lives, self._engine.client, self._container)

    def _gone(self) -> SandboxGone:
        return SandboxGone("The box has ended.", sandbox=self._id)


def ends_at_of(name: str) -> int:
    """Read from a container's name when its box ends; 0 if it does not say."""
    end = name.rpartition("-")[2]
    return int(end) if end.isdigit() else 0


@dataclass(frozen=True, slots=True)
class Held:
    """A container as the engine lists it."""

    id: str
    name: str
    labels: Mapping[str, str]


def held(client: DockerClient, labels: Mapping[str, str], *, ended: bool = False) -> list[Held]:
    """List the containers that have these labels (blocking)."""
    wanted: dict[str, str | list[str] | bool] = {
        "label": [f"{name}={value}" for name, value in labels.items()]
    }
    listed = cast(
        "list[dict[str, Any]]",
        client.api.containers(all=ended, filters=wanted),  # pyright: ignore[reportUnknownMemberType]
    )
    return [
        Held(one["Id"], one["Names"][0].removeprefix("/"), one.get("Labels") or {})
        for one in listed
        if one.get("Names")
    ]


def _name(client: DockerClient, container: str) -> str:
    return str(client.containers.get(container).name)


def _lives(client: DockerClient, container: str) -> bool:
    from docker.errors import APIError, NotFound  # noqa: PLC0415 — an extra

    try:
        return client.containers.get(container).status == "running"
    except (NotFound, APIError):
        return False


def remove(client: DockerClient, container: str) -> bool:
    """Remove a container (blocking); false if there is none."""
    from docker.errors import APIError, NotFound  # noqa: PLC0415 — an extra

    try:
        client.api.remove_container(container, force=True)
    except NotFound:
        return False
    except APIError as error:
        if error.status_code != 409:  # its removal is on its way
            raise SandboxFailed(f"The box cannot be ended: {error.explanation}.") from error
    return True
