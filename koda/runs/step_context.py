"""The context of one step: what `NodeContext` promises, over jobs, assets and the step's memory."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import anyio
import anyio.to_thread
from pydantic import JsonValue

from koda.assets.library import AssetLibrary, Source
from koda.clock import now
from koda.core.asset import Asset, Recipe
from koda.core.errors import NotFound
from koda.core.ids import AssetId
from koda.core.run import Progress, Question
from koda.core.usage import TextUsage
from koda.core.values import MediaValue, SingleValue
from koda.db.results import ResultRecords
from koda.providers.base import GenerationRequest, MediaInput
from koda.providers.models import Models
from koda.providers.terms import price_of
from koda.providers.text import TextRequest
from koda.runs.bought import Bought
from koda.runs.jobs import Buyer, Jobs
from koda.runs.live import Live
from koda.runs.suspend import Suspend
from koda.runs.text_answer import TextAnswer
from koda.runs.writings import Writings

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class StepTools:
    """What all steps share; `threads` bounds what computes at once."""

    jobs: Jobs
    models: Models
    library: AssetLibrary
    memory: ResultRecords
    live: Live
    writings: Writings
    threads: anyio.CapacityLimiter = field(default_factory=lambda: anyio.CapacityLimiter(2))


class StepContext:
    """See `NodeContext`."""

    def __init__(
        self,
        tools: StepTools,
        buyer: Buyer,
        seed: int,
        parameters: dict[str, JsonValue],
        arrived: Mapping[str, Sequence[SingleValue]] | None = None,
        item: str = "",
        *,
        model: str | None = None,
    ) -> None:
        """Serve the step of a buyer.

        `arrived` is what came in, for the recipe; `item` comes before every name, so that the
        items of a step that runs once for each have memories of their own; `model` is the one that
        the step was planned with.
        """
        self._tools = tools
        self._buyer = buyer
        self._seed = seed
        self._model = model
        self._parameters = parameters
        self._prefix = f"{item}/" if item else ""
        self._arrived = {
            role: [value for value in values if isinstance(value, MediaValue)]
            for role, values in (arrived or {}).items()
        }

    @property
    def seed(self) -> int:
        """See `NodeContext.seed`."""
        return self._seed

    @property
    def model(self) -> str | None:
        """See `NodeContext.model`."""
        return self._model

    async def generate(
        self,
        model: str,
        prompt: str,
        *,
        parameters: dict[str, JsonValue] | None = None,
        inputs: Mapping[str, Sequence[MediaValue]] | None = None,
        name: str = "main",
    ) -> list[MediaValue]:
        """See `NodeContext.generate`."""
        card = self._tools.models.get(model)
        values = parameters or {}
        count = min(int(str(values.get("image_count") or 1)), card.most)
        price = None if card.price is None else price_of(card, values, count, len(prompt))
        bought = await self.call(
            model, prompt, parameters=values, inputs=inputs, price=price, name=name
        )
        return list(bought.media)

    async def call(
        self,
        model: str,
        prompt: str,
        *,
        parameters: dict[str, JsonValue] | None = None,
        inputs: Mapping[str, Sequence[MediaValue]] | None = None,
        price: int | None = None,
        name: str = "main",
    ) -> Bought:
        """See `NodeContext.call`."""
        card = self._tools.models.get(model)
        values = parameters or {}
        given = _by_role(inputs or {})
        request = GenerationRequest(
            model=card.id,
            prompt=prompt,
            parameters=values,
            seed=self._seed,
            inputs=await self._files(given),
        )
        recipe = Recipe(
            kind=self._buyer.kind,
            node=self._buyer.node,
            model=card.id,
            provider=card.provider,
            prompt=prompt,
            seed=self._seed if "seed" in card.controls else None,
            parameters={key: value for key, value in values.items() if key in card.controls},
            inputs=tuple(one.asset for _, one in given),
            roles=tuple(role for role, _ in given),
            note=card.note or None,
        )
        return await self._tools.jobs.buy(
            self._buyer, self._prefix + name, card.provider, request, recipe, price
        )

    async def file(self, media: MediaValue) -> Path:
        """See `NodeContext.file`."""
        library = self._tools.library
        return await library.local_file(await library.get(media.asset))

    async def work(self, function: Callable[..., T], *args: object) -> T:
        """See `NodeContext.work`."""
        return await anyio.to_thread.run_sync(function, *args, limiter=self._tools.threads)

    async def save(self, content: bytes | Path, *, name: str = "", once: str = "") -> MediaValue:
        """See `NodeContext.save`."""
        return _value_of(await self._taken(content, name, once, is_sequence=False))

    async def save_sequence(self, path: Path, *, name: str = "", once: str = "") -> AssetId:
        """See `NodeContext.save_sequence`."""
        return (await self._taken(path, name, once, is_sequence=True)).id

    async def _taken(
        self, content: bytes | Path, name: str, once: str, *, is_sequence: bool
    ) -> Asset:
        """Store a file with where it comes from; under a name `once` only the first."""
        buyer, library = self._buyer, self._tools.library
        known = _own_id(buyer.step, self._prefix + once) if once else None
        if known and (found := await library.find_many([known])):
            return found[known]
        used = _by_role(self._arrived)
        recipe = Recipe(
            kind=buyer.kind,
            node=buyer.node,
            parameters=self._parameters,
            inputs=tuple(one.asset for _, one in used),
            roles=tuple(role for role, _ in used),
        )
        source = Source(
            name=name,
            origin="generated",
            canvas=buyer.canvas,
            node=buyer.node,
            run=buyer.run,
            step=buyer.step,
            recipe=recipe,
            id=known,
            is_sequence=is_sequence,
        )
        if isinstance(content, Path):
            return await library.take_file(content, source)
        return await library.take_bytes(content, source)

    async def input(self, media: MediaValue, role: str = "reference") -> MediaInput:
        """See `NodeContext.input`."""
        return (await self._files([(role, media)]))[0]

    async def write(self, request: TextRequest, *, name: str = "main") -> TextAnswer:
        """See `NodeContext.write`."""
        return await self._tools.writings.write(self._buyer, self._prefix + name, request)

    async def checkpoint(self, name: str, make: Callable[[], Awaitable[JsonValue]]) -> JsonValue:
        """See `NodeContext.checkpoint`."""
        memory, step = self._tools.memory, self._buyer.step
        name = self._prefix + name
        kept = await memory.recall(step, f"checkpoint:{name}")
        if kept is None:
            made = json.dumps(await make(), ensure_ascii=False)
            kept = await memory.remember(step, f"checkpoint:{name}", made, now())
        return json.loads(kept)

    async def ask(self, question: Question) -> JsonValue:
        """See `NodeContext.ask`."""
        question = question.model_copy(update={"name": self._prefix + question.name})
        answer = await self._tools.memory.recall(self._buyer.step, f"answer:{question.name}")
        if answer is None:
            raise Suspend("asking", question=question)
        return json.loads(answer)

    async def tell(self, name: str, payload: Mapping[str, JsonValue]) -> None:
        """See `NodeContext.tell`."""
        await self._tools.writings.tell(self._buyer, self._prefix + name, payload)

    async def used(self) -> TextUsage:
        """See `NodeContext.used`."""
        return await self._tools.writings.used(self._buyer.step)

    def report(self, fraction: float | None = None, message: str = "") -> None:
        """See `NodeContext.report`."""
        progress = Progress(fraction=fraction, message=message)
        self._tools.live.report(self._buyer.canvas, self._buyer.step, progress)

    async def _files(self, inputs: Sequence[tuple[str, MediaValue]]) -> list[MediaInput]:
        found = await self._tools.library.find_many([one.asset for _, one in inputs])
        files: list[MediaInput] = []
        for role, one in inputs:
            if one.asset not in found:
                raise NotFound(
                    "A file that this node uses is gone.",
                    remedy="Run the node that made it again, or choose the file again.",
                    asset=one.asset,
                )
            asset = found[one.asset]
            path = await self._tools.library.local_file(asset)
            files.append(MediaInput(path=path, mime=asset.mime, hash=asset.hash, role=role))
        return files


def _by_role(inputs: Mapping[str, Sequence[MediaValue]]) -> list[tuple[str, MediaValue]]:
    return [(role, one) for role, found in inputs.items() for one in found]


def _value_of(asset: Asset) -> MediaValue:
    return MediaValue.model_validate(
        {"type": asset.kind.value, "asset": asset.id, "hash": asset.hash}
    )


def _own_id(step: str, name: str) -> AssetId:
    """Give the id of a step's only file of a name: of the step's time, like any other of it."""
    digest = hashlib.sha256(f"{step}/{name}".encode()).hexdigest()
    return AssetId(f"ast_{step.partition('_')[2][:9]}{digest[:16]}")
