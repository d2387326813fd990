"""Stores what a job made: the bytes, then the records (R25)."""

from __future__ import annotations

from koda.assets.library import AssetLibrary, Source
from koda.clock import now
from koda.core.asset import Recipe
from koda.core.errors import Unsupported
from koda.core.values import MediaValue
from koda.db.base import Row
from koda.providers.base import Accepted, MediaOutput, MediaProvider, PreparedRequest
from koda.runs.bought import Bought


class Storing:
    """Brings results from a provider into the library; may be repeated after a crash."""

    def __init__(self, library: AssetLibrary) -> None:
        """Store into a library."""
        self._library = library

    async def fetch(
        self, provider: MediaProvider, prepared: PreparedRequest, accepted: Accepted, job: Row
    ) -> tuple[Bought, int]:
        """Give what a job made, stored under ids that stay the same, and its cost."""
        result = await provider.result(prepared, accepted)
        cost = result.cost if result.cost is not None else int(job["price"] or 0)
        recipe = Recipe.model_validate_json(str(job["recipe"]))
        started = int(job["accepted_at"] or job["created_at"])
        media: list[MediaValue] = []
        names: list[str] = []
        refused: Unsupported | None = None
        for place, output in enumerate(result.outputs):
            source = Source(
                id=f"ast_{str(job['token']).removeprefix('job_')}{place:02d}",
                origin="generated",
                canvas=str(job["canvas"]),
                node=str(job["node"]),
                run=str(job["run"]),
                step=str(job["step"]),
                recipe=recipe.model_copy(
                    update={
                        "seed": recipe.seed if result.seed is None else result.seed,
                        "prompt": result.prompt or recipe.prompt,
                        "endpoint": prepared.endpoint,
                        "request_id": accepted.request_id,
                        "cost": cost // max(1, len(result.outputs)),
                        "seconds": round((now() - started) / 1000, 2),
                        "note": output.note or recipe.note,
                    }
                ),
            )
            try:
                media.append(await self._take(output, source))
            except Unsupported as error:
                if not output.output:
                    raise
                refused = error  # one file of several: what else was paid for is kept
                continue
            names.append(output.output)
        if refused is not None and not media and not result.values:
            raise refused
        return Bought(tuple(media), tuple(names), result.values), cost

    async def _take(self, output: MediaOutput, source: Source) -> MediaValue:
        """Store one file."""
        if output.content is not None:
            asset = await self._library.take_bytes(output.content, source)
        else:
            asset = await self._library.take_url(str(output.url), source)
        return MediaValue.model_validate(
            {"type": asset.kind.value, "asset": asset.id, "hash": asset.hash}
        )
