"""Boxes at E2B, or at whatever speaks its protocol."""

# The SDK's own types are not complete.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import asyncio
import importlib.util
import json
import math
import secrets
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from koda.core.errors import KodaError, SandboxGone, SandboxUnavailable
from koda.sandbox.e2b_box import E2bSandbox
from koda.sandbox.e2b_errors import broke, said_plainly
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
    from e2b import AsyncSandbox, SandboxInfo

TEMPLATE = "koda-sandbox"
_OURS = "koda_instance"


class E2bSandboxes:
    """Makes boxes at E2B.

    Args:
        instance: Which Koda this is; it sees and sweeps only its own boxes.
        key: The key at E2B; empty: none.
        template: What a box is made of; empty: `koda-sandbox`.
        domain: Of E2B and of its boxes.
        api_url: Of the control plane, if it is not at the domain.
        sandbox_url: Of the boxes, if they are not at the domain.
    """

    def __init__(
        self,
        *,
        instance: str,
        key: str = "",
        template: str = "",
        domain: str = "e2b.app",
        api_url: str = "",
        sandbox_url: str = "",
    ) -> None:
        self._instance = instance
        self._template = template or TEMPLATE
        self._options: dict[str, Any] = {
            "api_key": key,
            "domain": domain,
            **({"api_url": api_url} if api_url else {}),
            **({"sandbox_url": sandbox_url} if sandbox_url else {}),
        }
        self._made: dict[SandboxId, E2bSandbox] = {}

    @property
    def name(self) -> ProviderName:
        """`e2b`."""
        return "e2b"

    async def probe(self) -> Missing | None:
        """Make a box, run its programs, and end it."""
        return self._lacking() or await try_box(self)

    async def create(self, spec: SandboxSpec) -> Sandbox:
        """Make a box: no way out to the network, no way in but with its own token."""
        self._need()
        key = secrets.token_hex(16)
        try:
            box = await self._create(spec, key)
        except KodaError as error:
            if not broke(error.__cause__):
                raise
            box = await self._create(spec, key)  # the same key: there is one box, not two
        made = E2bSandbox(box, spec.limits, self._forget)
        try:
            await made.settle()
        except BaseException:
            await asyncio.shield(made.kill())
            raise
        self._made[made.id] = made
        return made

    async def connect(self, sandbox: SandboxId) -> Sandbox:
        """Take up a box that lives; its end stays where it is."""
        if sandbox in self._made:
            return self._made[sandbox]
        self._need()
        from e2b import AsyncSandbox, SandboxState  # noqa: PLC0415 — an extra

        with said_plainly():
            info = await AsyncSandbox.get_info(sandbox, **self._options)
            if info.metadata.get(_OURS) != self._instance or info.state != SandboxState.RUNNING:
                raise SandboxGone("There is no such box.", sandbox=sandbox)
            # a short time: connecting moves an end only if it was sooner
            box = await AsyncSandbox.connect(sandbox, timeout=1, **self._options)
        taken = E2bSandbox(box, Limits(**json.loads(info.metadata["koda_limits"])), self._forget)
        await taken.settle()
        return taken

    async def list(self) -> Sequence[BoxEntry]:
        """List the boxes of this Koda that live."""
        return sorted(map(_entry, await self._infos()), key=lambda entry: entry.created_at)

    async def sweep(self) -> int:
        """End boxes whose process on this machine is dead; those past their time E2B ends."""
        if self._lacking() is not None:
            return 0
        from e2b import AsyncSandbox  # noqa: PLC0415 — an extra

        ended = 0
        for info in await self._infos():
            if Maker.is_dead(info.metadata.get("koda_maker", "")):
                with said_plainly():
                    ended += await AsyncSandbox.kill(info.sandbox_id, **self._options)
        return ended

    async def close(self) -> None:
        """End the boxes that this process made."""
        ends = (box.kill() for box in list(self._made.values()))
        await asyncio.gather(*ends, return_exceptions=True)

    def _forget(self, sandbox: SandboxId) -> None:
        self._made.pop(sandbox, None)

    def _lacking(self) -> Missing | None:
        if importlib.util.find_spec("e2b") is None:
            return Missing(
                "The package `e2b` is not installed.", "Install `koda-studio[e2b]`, then again."
            )
        if not self._options["api_key"]:
            return Missing("There is no key for E2B.", "Set `E2B_API_KEY`.")
        return None

    def _need(self) -> None:
        if lacking := self._lacking():
            raise SandboxUnavailable(lacking.reason, remedy=lacking.remedy)

    async def _create(self, spec: SandboxSpec, key: str) -> AsyncSandbox:
        from e2b import AsyncSandbox  # noqa: PLC0415 — an extra

        metadata = {
            _OURS: self._instance,
            "koda_maker": Maker.mark(),
            "koda_purpose": spec.purpose,
            "koda_labels": json.dumps(dict(spec.labels)),
            "koda_limits": json.dumps(asdict(spec.limits)),
            "koda_created_at": str(now_ms()),
        }
        with said_plainly(making=True):
            return await AsyncSandbox.create(
                self._template,
                timeout=math.ceil(spec.limits.seconds),
                metadata=metadata,
                allow_internet_access=False,
                network={"allow_public_traffic": False},
                idempotency_key=key,
                **self._options,
            )

    async def _infos(self) -> list[SandboxInfo]:
        self._need()
        from e2b import AsyncSandbox, SandboxQuery, SandboxState  # noqa: PLC0415 — an extra

        query = SandboxQuery(metadata={_OURS: self._instance}, state=[SandboxState.RUNNING])
        found: list[SandboxInfo] = []
        with said_plainly():
            pages = AsyncSandbox.list(query=query, **self._options)
            while pages.has_next:
                found += await pages.next_items()
        return found


def _entry(info: SandboxInfo) -> BoxEntry:
    facts = info.metadata
    return BoxEntry(
        id=SandboxId(info.sandbox_id),
        purpose=facts.get("koda_purpose", ""),
        labels=json.loads(facts.get("koda_labels", "{}")),
        created_at=int(facts.get("koda_created_at", "0")),
        ends_at=round(info.end_at.timestamp() * 1000),
    )
