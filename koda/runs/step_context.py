"""The context of one step: what `NodeContext` promises, over jobs, assets and the step's memory."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from koda.assets.library import AssetLibrary, Source
from koda.clock import now
from koda.core.asset import Recipe
from koda.core.errors import NotFound
from koda.core.run import Progress, Question
from koda.core.values import MediaValue
from koda.db.results import ResultRecords
from koda.providers.base import GenerationRequest, MediaInput
from koda.providers.models import Models, price_of
from koda.runs.jobs import Buyer, Jobs
from koda.runs.live import Live
from koda.runs.suspend import Suspend


@dataclass(frozen=True, slots=True)
class StepTools:
    """What all steps share."""

    jobs: Jobs
    models: Models
    library: AssetLibrary
    memory: ResultRecords
    live: Live


class StepContext:
    """See `NodeContext`."""

    def __init__(
        self, tools: StepTools, buyer: Buyer, seed: int, parameters: dict[str, JsonValue]
    ) -> None:
        """Serve the step of a buyer."""
        self._tools = tools
        self._buyer = buyer
        self._seed = seed
        self._parameters = parameters

    @property
    def seed(self) -> int:
        """See `NodeContext.seed`."""
        return self._seed

    async def generate(
        self,
        model: str,
        prompt: str,
        *,
        parameters: dict[str, JsonValue] | None = None,
        inputs: Sequence[MediaValue] = (),
        name: str = "main",
    ) -> list[MediaValue]:
        """See `NodeContext.generate`."""
        card = self._tools.models.get(model)
        values = parameters or {}
        count = min(int(str(values.get("image_count") or 1)), card.most)
        request = GenerationRequest(
            model=card.id,
            prompt=prompt,
            parameters=values,
            seed=self._seed,
            inputs=await self._files(inputs),
        )
        recipe = Recipe(
            kind=self._buyer.kind,
            node=self._buyer.node,
            model=card.id,
            provider=card.provider,
            prompt=prompt,
            seed=self._seed if "seed" in card.controls else None,
            parameters={key: value for key, value in values.items() if key in card.controls},
            inputs=tuple(one.asset for one in inputs),
            note=card.note or None,
        )
        price = None if card.price is None else price_of(card, values, count)
        return await self._tools.jobs.buy(self._buyer, name, card.provider, request, recipe, price)

    async def save(self, content: bytes, *, name: str = "") -> MediaValue:
        """See `NodeContext.save`."""
        buyer = self._buyer
        recipe = Recipe(kind=buyer.kind, node=buyer.node, parameters=self._parameters)
        asset = await self._tools.library.take_bytes(
            content,
            Source(
                name=name,
                origin="generated",
                canvas=buyer.canvas,
                node=buyer.node,
                run=buyer.run,
                step=buyer.step,
                recipe=recipe,
            ),
        )
        return MediaValue.model_validate(
            {"type": asset.kind.value, "asset": asset.id, "hash": asset.hash}
        )

    async def checkpoint(self, name: str, make: Callable[[], Awaitable[JsonValue]]) -> JsonValue:
        """See `NodeContext.checkpoint`."""
        memory, step = self._tools.memory, self._buyer.step
        kept = await memory.recall(step, f"checkpoint:{name}")
        if kept is None:
            made = json.dumps(await make(), ensure_ascii=False)
            kept = await memory.remember(step, f"checkpoint:{name}", made, now())
        return json.loads(kept)

    async def ask(self, question: Question) -> JsonValue:
        """See `NodeContext.ask`."""
        answer = await self._tools.memory.recall(self._buyer.step, f"answer:{question.name}")
        if answer is None:
            raise Suspend("asking", question=question)
        return json.loads(answer)

    def report(self, fraction: float | None = None, message: str = "") -> None:
        """See `NodeContext.report`."""
        progress = Progress(fraction=fraction, message=message)
        self._tools.live.report(self._buyer.canvas, self._buyer.step, progress)

    async def _files(self, inputs: Sequence[MediaValue]) -> list[MediaInput]:
        found = await self._tools.library.find_many([one.asset for one in inputs])
        files: list[MediaInput] = []
        for one in inputs:
            if one.asset not in found:
                raise NotFound(
                    "A picture that this node uses is gone.",
                    remedy="Run the node that made it again, or choose the file again.",
                    asset=one.asset,
                )
            asset = found[one.asset]
            path = await self._tools.library.local_file(asset)
            files.append(MediaInput(path=path, mime=asset.mime, hash=asset.hash))
        return files
