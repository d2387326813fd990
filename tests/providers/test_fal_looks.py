"""Looks at a job, its result, and stopping it."""

from __future__ import annotations

import json

import httpx2
import pytest

from koda.core.errors import (
    ProviderAuth,
    ProviderContent,
    ProviderError,
    ProviderUnavailable,
    ResultGone,
)
from koda.providers.base import Accepted, JobPhase, PreparedRequest
from koda.providers.fal import FalProvider
from koda.providers.models import shipped_cards
from tests.emulators.fal_server import FalServer, running_fal

PREPARED = PreparedRequest(
    "fal-ai/flux/schnell", {"prompt": "a fox", "seed": 7, "num_images": 2}, "job_1"
)


async def test_a_job_waits_with_its_place_and_runs_with_its_progress(
    provider: FalProvider, fal: FalServer
) -> None:
    fal.pace(queue_seconds=60)
    await provider.submit(PREPARED)
    waiting = await provider.status(await provider.submit(PREPARED))
    assert (waiting.phase, waiting.queue_position) == (JobPhase.QUEUED, 1)
    fal.pace(queue_seconds=0, run_seconds=60)
    running = await provider.status(await provider.submit(PREPARED))
    assert (running.phase, running.message) == (JobPhase.RUNNING, "0% drawn")
    assert running.fraction == 0.0


@pytest.mark.parametrize(("age", "expected"), [(0, 0.5), (1, 1.0), (4, 2.5), (9, 5), (3600, 5)])
async def test_looks_become_rarer_with_the_age_of_the_job(
    fal: FalServer, age: float, expected: float
) -> None:
    fal.pace(queue_seconds=60)
    now = [1000.0]
    provider = FalProvider(
        "k", shipped_cards(), httpx2.AsyncClient(), fal.addresses, clock=lambda: now[0]
    )
    accepted = await provider.submit(PREPARED)
    now[0] += age
    assert (await provider.status(accepted)).poll_after == pytest.approx(expected)
    await provider.close()


async def test_the_result_has_files_types_seed_and_prompt(provider: FalProvider) -> None:
    result = await provider.result(PREPARED, await provider.submit(PREPARED))
    assert [one.mime for one in result.outputs] == ["image/jpeg", "image/jpeg"]
    assert all(one.url and one.content is None for one in result.outputs)
    assert (result.seed, result.prompt) == (7, "a fox")


async def test_another_process_goes_on_with_what_was_stored(
    provider: FalProvider, fal: FalServer
) -> None:
    accepted = await provider.submit(PREPARED)
    stored = json.dumps(dict(accepted.state))
    other = FalProvider("secret-key", shipped_cards(), httpx2.AsyncClient(), fal.addresses)
    again = Accepted(accepted.request_id, json.loads(stored))
    assert (await other.status(again)).phase == JobPhase.COMPLETED
    assert len((await other.result(PREPARED, again)).outputs) == 2
    await other.close()


@pytest.mark.parametrize("fault", ["drop_read", "read_error"])
async def test_a_look_is_repeated_when_the_network_fails(
    provider: FalProvider, fal: FalServer, fault: str
) -> None:
    accepted = await provider.submit(PREPARED)
    fal.fault(fault, 3)
    assert (await provider.status(accepted)).phase == JobPhase.COMPLETED
    fal.fault(fault, 3)
    assert len((await provider.result(PREPARED, accepted)).outputs) == 2
    fal.fault(fault, 4)
    with pytest.raises(ProviderUnavailable):
        await provider.status(accepted)
    fal.fault(fault, 4)
    with pytest.raises(ProviderUnavailable):
        await provider.result(PREPARED, accepted)


@pytest.mark.parametrize(
    ("fault", "type_", "error"),
    [
        ("job_failed", "runner_disconnected", ProviderError),
        ("job_content_policy", "content_policy_violation", ProviderContent),
        ("job_error", "", ProviderError),
        ("no_images", "no_output", ProviderError),
    ],
)
async def test_a_failed_job_keeps_type_and_request_and_is_not_looked_at_again(
    provider: FalProvider, fal: FalServer, fault: str, type_: str, error: type[ProviderError]
) -> None:
    fal.fault(fault)
    accepted = await provider.submit(PREPARED)
    with pytest.raises(ProviderError) as caught:
        await provider.result(PREPARED, accepted)
    assert type(caught.value) is error
    assert not caught.value.retryable
    assert caught.value.fields["type"] == type_
    assert caught.value.fields["request_id"] == accepted.request_id
    assert caught.value.remedy


async def test_the_status_of_a_failed_job_raises(provider: FalProvider, fal: FalServer) -> None:
    fal.fault("job_failed")
    accepted = await provider.submit(PREPARED)
    with pytest.raises(ProviderError) as caught:
        await provider.status(accepted)
    assert caught.value.fields["type"] == "runner_disconnected"


async def test_a_body_that_the_model_does_not_take_names_the_field(provider: FalProvider) -> None:
    wrong = PreparedRequest("fal-ai/flux/schnell", {"prompt": "a", "colour": "red"}, "t")
    accepted = await provider.submit(wrong)
    with pytest.raises(ProviderError) as caught:
        await provider.result(wrong, accepted)
    assert caught.value.fields["place"] == "colour"
    assert caught.value.fields["type"] == "extra_forbidden"
    assert "colour" in caught.value.message


async def test_a_result_that_fal_no_longer_has_is_gone(
    provider: FalProvider, fal: FalServer
) -> None:
    accepted = await provider.submit(PREPARED)
    fal.fault("result_gone")
    with pytest.raises(ResultGone):
        await provider.result(PREPARED, accepted)
    forgotten = Accepted(
        "x", {k: str(v).replace(accepted.request_id, "x") for k, v in accepted.state.items()}
    )
    with pytest.raises(ResultGone):
        await provider.status(forgotten)


async def test_a_result_that_is_not_ready_may_be_asked_for_later(
    provider: FalProvider, fal: FalServer
) -> None:
    fal.pace(run_seconds=60)
    accepted = await provider.submit(PREPARED)
    with pytest.raises(ProviderUnavailable):
        await provider.result(PREPARED, accepted)


async def test_only_a_job_in_the_queue_can_be_stopped_for_certain(
    provider: FalProvider, fal: FalServer
) -> None:
    fal.pace(queue_seconds=60)
    waiting = await provider.submit(PREPARED)
    assert await provider.cancel(waiting)
    assert not await provider.cancel(waiting)
    with pytest.raises(ProviderError) as caught:
        await provider.status(waiting)
    assert caught.value.fields["type"] == "client_cancelled"
    fal.pace(queue_seconds=0, run_seconds=60)
    assert not await provider.cancel(await provider.submit(PREPARED))
    assert [job["cancelled"] for job in fal.ledger()] == [True, False]


@pytest.mark.parametrize("key", ["wrong", "", "two\nlines", "schlüssel"])
async def test_a_key_that_is_no_good_is_told_at_every_call(key: str) -> None:
    with running_fal(keys=("right",)) as server:
        right, wrong = (
            FalProvider(one, shipped_cards(), httpx2.AsyncClient(), server.addresses)
            for one in (" right\n", key)
        )
        accepted = await right.submit(PREPARED)
        for call in (
            wrong.submit(PREPARED),
            wrong.status(accepted),
            wrong.result(PREPARED, accepted),
            wrong.cancel(accepted),
            wrong.find(PREPARED, 0),
        ):
            with pytest.raises(ProviderAuth) as caught:
                await call
            assert caught.value.remedy
        assert len(server.ledger()) == 1
        await right.close()
        await wrong.close()
