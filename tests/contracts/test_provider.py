"""One suite for every media provider: what `koda/providers/base.py` promises."""

from __future__ import annotations

import asyncio
import hashlib
import io
import json
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import httpx2
import pytest
from PIL import Image

from koda.emulators.fal_world import Pace
from koda.providers.base import (
    Accepted,
    GenerationRequest,
    GenerationResult,
    JobPhase,
    MediaInput,
    MediaOutput,
    MediaProvider,
    PreparedRequest,
)
from koda.providers.fal import FalProvider
from koda.providers.models import shipped_cards
from koda.providers.offline import OfflineProvider
from tests.emulators.fal_server import running_fal


@dataclass
class Bench:
    """A provider under test.

    Attributes:
        make: Gives a new instance, as another process would have.
        model: A model that takes references, counts and seeds.
        accepted: How many jobs the service has accepted; none if nobody counts there.
        made: Instances that were made, to close.
    """

    make: Callable[[], MediaProvider]
    model: str
    accepted: Callable[[], int] | None = None
    made: list[MediaProvider] = field(default_factory=list)

    def instance(self) -> MediaProvider:
        one = self.make()
        self.made.append(one)
        return one


@contextmanager
def fal_bench() -> Iterator[Bench]:
    with running_fal(Pace(queue_seconds=0.05, run_seconds=0.05)) as server:
        yield Bench(
            lambda: FalProvider("k", shipped_cards(), httpx2.AsyncClient(), server.addresses),
            "qwen-image-2",
            lambda: len(server.ledger()),
        )


@contextmanager
def offline_bench() -> Iterator[Bench]:
    yield Bench(OfflineProvider, "offline-image")


@pytest.fixture(params=[fal_bench, offline_bench], ids=["fal", "offline"])
async def bench(request: pytest.FixtureRequest) -> AsyncIterator[Bench]:
    with request.param() as one:
        yield one
        for provider in one.made:
            await provider.close()


@pytest.fixture
def provider(bench: Bench) -> MediaProvider:
    return bench.instance()


@pytest.fixture
def reference(tmp_path: Path) -> MediaInput:
    path = tmp_path / "reference.png"
    Image.new("RGB", (320, 180), "teal").save(path)
    return MediaInput(path, "image/png", hashlib.sha256(path.read_bytes()).hexdigest())


def request_for(bench: Bench, prompt: str = "a fox", seed: int = 7, **more: Any) -> Any:
    parameters = {"aspect_ratio": "16:9", "resolution": "1K", "image_count": 1, **more}
    return GenerationRequest(bench.model, prompt, parameters, seed)


async def wait_for(provider: MediaProvider, accepted: Accepted) -> None:
    deadline = time.monotonic() + 60
    while (status := await provider.status(accepted)).phase != JobPhase.COMPLETED:
        assert status.poll_after > 0
        assert status.fraction is None or 0 <= status.fraction <= 1
        assert time.monotonic() < deadline
        await asyncio.sleep(0.02)


async def buy(
    provider: MediaProvider, request: GenerationRequest, token: str = "job_1"
) -> tuple[PreparedRequest, Accepted, GenerationResult]:
    prepared = await provider.prepare(request, token)
    accepted = await provider.submit(prepared)
    await wait_for(provider, accepted)
    return prepared, accepted, await provider.result(prepared, accepted)


async def bytes_of(output: MediaOutput) -> bytes:
    assert (output.url is None) != (output.content is None)
    if output.content is not None:
        return output.content
    async with httpx2.AsyncClient() as client:
        return (await client.get(str(output.url))).raise_for_status().content


async def test_a_request_becomes_the_pictures_that_were_asked_for(
    bench: Bench, provider: MediaProvider
) -> None:
    _, _, result = await buy(provider, request_for(bench, image_count=2))
    assert len(result.outputs) == 2
    for output in result.outputs:
        picture = Image.open(io.BytesIO(await bytes_of(output)))
        assert picture.get_format_mimetype() == output.mime
        assert picture.width / picture.height == pytest.approx(16 / 9, rel=0.02)
    assert result.seed == 7


async def test_a_reference_is_taken(
    bench: Bench, provider: MediaProvider, reference: MediaInput
) -> None:
    request = GenerationRequest(bench.model, "like this", {"image_count": 1}, 7, [reference])
    _, _, result = await buy(provider, request)
    assert Image.open(io.BytesIO(await bytes_of(result.outputs[0]))).width > 0


async def test_preparing_sends_nothing_and_keeps_the_token(
    bench: Bench, provider: MediaProvider, reference: MediaInput
) -> None:
    request = GenerationRequest(bench.model, "a fox", {"image_count": 1}, 7, [reference])
    first, again = [await provider.prepare(request, "job_42") for _ in range(2)]
    assert first.token == "job_42"
    assert (first.endpoint, first.body) == (again.endpoint, again.body)
    assert bench.accepted is None or bench.accepted() == 0


@pytest.mark.rule("R21")
async def test_each_submit_is_one_job_with_an_id_of_its_own(
    bench: Bench, provider: MediaProvider
) -> None:
    prepared = await provider.prepare(request_for(bench), "job_1")
    jobs = [await provider.submit(prepared) for _ in range(3)]
    assert len({job.request_id for job in jobs}) == 3
    assert bench.accepted is None or bench.accepted() == 3


@pytest.mark.rule("R24")
async def test_another_instance_goes_on_with_what_was_stored(
    bench: Bench, provider: MediaProvider
) -> None:
    prepared = await provider.prepare(request_for(bench), "job_1")
    accepted = await provider.submit(prepared)
    stored = json.loads(json.dumps([asdict(prepared), asdict(accepted)]))
    other = bench.instance()
    prepared, accepted = PreparedRequest(**stored[0]), Accepted(**stored[1])
    await wait_for(other, accepted)
    result = await other.result(prepared, accepted)
    assert len(await bytes_of(result.outputs[0])) > 0


async def test_a_result_may_be_fetched_again_and_is_the_same(
    bench: Bench, provider: MediaProvider
) -> None:
    prepared, accepted, first = await buy(provider, request_for(bench))
    again = await provider.result(prepared, accepted)
    assert await bytes_of(first.outputs[0]) == await bytes_of(again.outputs[0])
    assert bench.accepted is None or bench.accepted() == 1


async def test_another_seed_gives_another_picture(bench: Bench, provider: MediaProvider) -> None:
    pictures = [
        await bytes_of((await buy(provider, request_for(bench, seed=seed)))[2].outputs[0])
        for seed in (1, 2)
    ]
    assert pictures[0] != pictures[1]


@pytest.mark.rule("R22")
async def test_a_job_is_found_by_its_request_if_the_provider_can_tell(
    bench: Bench, provider: MediaProvider
) -> None:
    before = time.time() - 5
    prepared, accepted, _ = await buy(provider, request_for(bench))
    found = await provider.find(prepared, before)
    if bench.accepted is not None:
        assert found is not None
        assert [one.request_id for one in found] == [accepted.request_id]
        result = await provider.result(prepared, found[0])
        assert len(result.outputs) == 1
    other = await provider.prepare(request_for(bench, prompt="nobody asked for this"), "job_2")
    assert not await provider.find(other, before)


async def test_many_jobs_at_once_keep_their_own_results(
    bench: Bench, provider: MediaProvider
) -> None:
    requests = [request_for(bench, seed=seed) for seed in range(12)]
    done = await asyncio.gather(*(buy(provider, one) for one in requests))
    assert [result.seed for _, _, result in done] == list(range(12))
    assert len({accepted.request_id for _, accepted, _ in done}) == 12


async def test_a_job_that_is_done_or_running_is_never_said_to_be_unbilled(
    bench: Bench, provider: MediaProvider
) -> None:
    _, accepted, _ = await buy(provider, request_for(bench))
    stopped = await provider.cancel(accepted)
    free = shipped_cards()[bench.model].price == 0
    assert stopped is free or not stopped


async def test_the_name_is_the_one_that_model_cards_use(
    bench: Bench, provider: MediaProvider
) -> None:
    assert shipped_cards()[bench.model].provider == provider.name
