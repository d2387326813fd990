"""Boxes in containers, by Docker's interface, which Podman speaks too."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from koda.core.errors import SandboxFailed, SandboxGone, SandboxUnavailable
from koda.sandbox.docker_box import DockerSandbox, Engine, Held, ends_at_of, held, remove
from koda.sandbox.docker_engine import connect
from koda.sandbox.docker_walls import Walls, confinement
from koda.sandbox.docker_wire import Threads
from koda.sandbox.far import now_ms
from koda.sandbox.makers import Maker
from koda.sandbox.port import (
    BoxEntry,
    Limits,
    Missing,
    ProviderName,
    Sandbox,
    SandboxId,
    SandboxSpec,
)
from koda.sandbox.trying import try_box

if TYPE_CHECKING:
    from docker import DockerClient

LABEL = "koda.sandbox"
LONGEST_LIFE = 24 * 3600.0


class DockerSandboxes:
    """Makes boxes in containers.

    Args:
        instance: Which Koda this is; it sees and sweeps only its own boxes.
        image: What a box is made of; `koda sandbox build-image` makes it.
        address: Where the engine listens; empty: where it usually does.
        walls: What closes a box; only tests leave something out.
    """

    def __init__(
        self,
        *,
        instance: str,
        image: str = "koda-sandbox",
        address: str = "",
        walls: Walls | None = None,
    ) -> None:
        self._instance = instance
        self._image = image
        self._address = address
        self._walls = walls or Walls()
        self._threads = Threads()
        self._client: DockerClient | None = None
        self._reaching = asyncio.Lock()
        self._made: dict[SandboxId, DockerSandbox] = {}

    @property
    def name(self) -> ProviderName:
        """`docker`."""
        return "docker"

    async def probe(self) -> Missing | None:
        """Make a box, run its programs, and end it."""
        try:
            client = await self._reach()
            await self._threads.do(_need_image, client, self._image)
            return await try_box(self)
        except SandboxUnavailable as error:
            return Missing(error.message, error.remedy)

    async def create(self, spec: SandboxSpec) -> Sandbox:
        """Make a box: no network, no rights, a read-only root."""
        client = await self._reach()
        sandbox = SandboxId(secrets.token_hex(8))
        facts = await self._threads.do(self._start, client, sandbox, spec)
        box = await DockerSandbox.open(
            self._engine(client), sandbox, facts, spec.limits, self._forget
        )
        self._made[sandbox] = box
        return box

    async def connect(self, sandbox: SandboxId) -> Sandbox:
        """Take up a box that lives."""
        if sandbox in self._made:
            return self._made[sandbox]
        client = await self._reach()
        engine = self._engine(client)
        wanted = {LABEL: sandbox, f"{LABEL}.instance": self._instance}
        found = await self._threads.do(held, client, wanted)
        if not found or ends_at_of(found[0].name) <= now_ms():
            raise SandboxGone("There is no such box.", sandbox=sandbox)
        container = found[0]
        limits = Limits(**json.loads(container.labels[f"{LABEL}.limits"]))
        return await DockerSandbox.open(engine, sandbox, container.id, limits, self._forget)

    async def list(self) -> Sequence[BoxEntry]:
        """List the boxes of this Koda that live."""
        containers = await self._threads.do(self._containers, await self._reach(), ended=False)
        entries = [_entry(container) for container in containers]
        living = [entry for entry in entries if entry.ends_at > now_ms()]
        return sorted(living, key=lambda entry: entry.created_at)

    async def sweep(self) -> int:
        """End boxes past their time, and those whose process on this machine is dead."""
        client, ended = await self._reach(), 0
        for container in await self._threads.do(self._containers, client, ended=True):
            over = ends_at_of(container.name) <= now_ms()
            if over or Maker.is_dead(container.labels.get(f"{LABEL}.maker", "")):
                ended += await self._threads.do(remove, client, container.id)
        return ended

    async def close(self) -> None:
        """End the boxes that this process made, and let go of the engine."""
        await asyncio.gather(*(box.kill() for box in list(self._made.values())))
        if self._client is not None:
            self._client.close()
        self._threads.close()

    def _forget(self, sandbox: SandboxId) -> None:
        self._made.pop(sandbox, None)

    def _engine(self, client: DockerClient) -> Engine:
        return Engine(client, self._threads, self._walls)

    async def _reach(self) -> DockerClient:
        async with self._reaching:
            if self._client is None:
                reached = await self._threads.do(connect, self._address)
                if isinstance(reached, Missing):
                    raise SandboxUnavailable(reached.reason, remedy=reached.remedy)
                self._client = reached
            return self._client

    def _containers(self, client: DockerClient, *, ended: bool) -> list[Held]:
        return held(client, {f"{LABEL}.instance": self._instance}, ended=ended)

    def _start(self, client: DockerClient, sandbox: SandboxId, spec: SandboxSpec) -> str:
        from docker.errors import APIError, ImageNotFound  # noqa: PLC0415 — an extra

        _need_image(client, self._image)
        labels = {
            LABEL: sandbox,
            f"{LABEL}.instance": self._instance,
            f"{LABEL}.maker": Maker.mark(),
            f"{LABEL}.purpose": spec.purpose,
            f"{LABEL}.labels": json.dumps(dict(spec.labels)),
            f"{LABEL}.limits": json.dumps(asdict(spec.limits)),
            f"{LABEL}.created_at": str(now_ms()),
        }
        ends_at = now_ms() + round(spec.limits.seconds * 1000)
        name = f"koda-{sandbox}-{ends_at}"
        try:
            container = client.containers.run(
                self._image,
                ["sleep", str(int(LONGEST_LIFE))],
                name=name,
                labels=labels,
                detach=True,
                **confinement(spec.limits, self._walls),
            )
        except ImageNotFound as error:
            raise _no_image(self._image) from error
        except APIError as error:
            remove(client, name)  # it may be there, and not have begun
            raise SandboxFailed(f"The engine makes no box: {error.explanation}.") from error
        return str(container.id)


def _need_image(client: DockerClient, image: str) -> None:
    from docker.errors import ImageNotFound  # noqa: PLC0415 — an extra

    try:
        client.images.get(image)
    except ImageNotFound as error:
        raise _no_image(image) from error


def _no_image(image: str) -> SandboxUnavailable:
    return SandboxUnavailable(
        f"The engine has no image {image}.",
        remedy="`koda sandbox build-image` makes it (about 1 GB, some minutes).",
    )


def _entry(container: Held) -> BoxEntry:
    labels = container.labels
    return BoxEntry(
        id=SandboxId(labels[LABEL]),
        purpose=labels[f"{LABEL}.purpose"],
        labels=json.loads(labels[f"{LABEL}.labels"]),
        created_at=int(labels[f"{LABEL}.created_at"]),
        ends_at=ends_at_of(container.name),
    )
