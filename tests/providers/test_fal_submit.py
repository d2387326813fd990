"""A request goes to fal.ai once, and every way in which that can fail says what is known."""

from __future__ import annotations

import time
from typing import Any

import httpx2
import pytest

from koda.core.errors import (
    KodaError,
    ProviderAmbiguous,
    ProviderAuth,
    ProviderContent,
    ProviderError,
    ProviderRateLimited,
    ProviderRefused,
    ProviderUnavailable,
)
from koda.providers.base import GenerationRequest, PreparedRequest
from koda.providers.fal import FalAddresses, FalProvider
from koda.providers.models import shipped_cards
from tests.emulators.fal_server import FalServer

REQUEST = GenerationRequest("qwen-image-2", "a fox", {"image_count": 1}, 7)
PREPARED = PreparedRequest(
    "fal-ai/qwen-image-2/text-to-image", {"prompt": "a fox", "seed": 7}, "job_1"
)


async def test_the_job_is_accepted_with_body_key_and_webhook(
    provider: FalProvider, fal: FalServer
) -> None:
    accepted = await provider.submit(PREPARED, "https://koda.example/hooks/job_1")
    (job,) = fal.ledger()
    assert job["request_id"] == accepted.request_id
    assert job["body"] == PREPARED.body
    assert job["key"] == "secret-key"
    assert job["webhook"] == "https://koda.example/hooks/job_1"


@pytest.mark.rule("R21", "R22", "R23")
@pytest.mark.parametrize(
    ("fault", "error", "accepted"),
    [
        ("lost_answer", ProviderAmbiguous, 1),
        ("error_after_accept", ProviderAmbiguous, 1),
        ("unreadable_answer", ProviderAmbiguous, 1),
        ("refuse", ProviderAmbiguous, 0),
        ("server_error", ProviderAmbiguous, 0),
        ("rate_limited", ProviderRateLimited, 0),
        ("unauthorized", ProviderAuth, 0),
        ("locked", ProviderRefused, 0),
        ("content_policy", ProviderContent, 0),
    ],
)
async def test_a_failed_submit_says_whether_the_job_may_exist_and_is_sent_once(
    provider: FalProvider, fal: FalServer, fault: str, error: type[ProviderError], accepted: int
) -> None:
    fal.fault(fault)
    with pytest.raises(error) as caught:
        await provider.submit(PREPARED)
    assert type(caught.value) is error
    assert caught.value.fields["provider"] == "fal"
    assert caught.value.fields["type"]
    assert len(fal.ledger()) == accepted
    assert "secret-key" not in repr((caught.value.message, dict(caught.value.fields)))
    # The fault is used up: had the client sent again, this would be one more.
    await provider.submit(PREPARED)
    assert len(fal.ledger()) == accepted + 1


async def test_an_answer_that_comes_too_late_is_not_known(fal: FalServer) -> None:
    fal.fault("slow", seconds=1)
    client = httpx2.AsyncClient(transport=ShortTimeout())
    provider = FalProvider("k", shipped_cards(), client, fal.addresses)
    with pytest.raises(ProviderAmbiguous) as caught:
        await provider.submit(PREPARED)
    assert caught.value.fields["type"] == "ReadTimeout"
    assert len(fal.ledger()) == 1
    await provider.close()


class ShortTimeout(httpx2.AsyncHTTPTransport):
    """A transport that waits for an answer a tenth of a second."""

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        request.extensions["timeout"] = {**request.extensions["timeout"], "read": 0.1}
        return await super().handle_async_request(request)


@pytest.mark.parametrize("address", ["http://127.0.0.1:1", "http://no-such-host.invalid"])
async def test_when_fal_cannot_be_reached_nothing_was_sent(address: str) -> None:
    provider = FalProvider(
        "k", shipped_cards(), httpx2.AsyncClient(trust_env=False), FalAddresses(queue=address)
    )
    with pytest.raises(ProviderUnavailable) as caught:
        await provider.submit(PREPARED)
    assert caught.value.retryable
    await provider.close()


async def test_slowing_down_says_for_how_long(provider: FalProvider, fal: FalServer) -> None:
    fal.fault("rate_limited")
    with pytest.raises(ProviderRateLimited) as caught:
        await provider.submit(PREPARED)
    assert caught.value.fields["retry_after"] == 2.0


async def test_an_exhausted_balance_is_not_a_wrong_key(
    provider: FalProvider, fal: FalServer
) -> None:
    fal.fault("locked")
    with pytest.raises(ProviderRefused) as caught:
        await provider.submit(PREPARED)
    assert "balance" in caught.value.remedy


async def test_a_model_that_fal_does_not_know_is_refused(
    provider: FalProvider, fal: FalServer
) -> None:
    with pytest.raises(ProviderRefused) as caught:
        await provider.submit(PreparedRequest("fal-ai/gone/model", {"prompt": "a"}, "t"))
    assert "another model" in caught.value.remedy
    assert fal.ledger() == []


async def test_a_model_without_a_card_is_unknown(provider: FalProvider) -> None:
    for model in ("no-such-model", "offline-image"):
        with pytest.raises(KodaError) as caught:
            await provider.prepare(GenerationRequest(model, "a", {}, 1), "t")
        assert caught.value.code == "model.unknown"


@pytest.mark.rule("R22")
@pytest.mark.parametrize("fault", ["lost_answer", "error_after_accept", "unreadable_answer"])
async def test_a_job_whose_answer_was_lost_is_found_and_goes_on(
    provider: FalProvider, fal: FalServer, fault: str
) -> None:
    before = time.time()
    prepared = await provider.prepare(REQUEST, "t")
    fal.fault(fault)
    with pytest.raises(ProviderAmbiguous):
        await provider.submit(prepared)
    found = await provider.find(prepared, before)
    assert found is not None
    (job,) = fal.ledger()
    assert [one.request_id for one in found] == [job["request_id"]]
    assert (await provider.result(prepared, found[0])).seed == 7


async def test_a_job_that_never_arrived_is_not_found(provider: FalProvider, fal: FalServer) -> None:
    fal.fault("refuse")
    with pytest.raises(ProviderAmbiguous):
        await provider.submit(PREPARED)
    assert await provider.find(PREPARED, time.time() - 60) == []


async def test_other_jobs_are_not_taken_for_it(provider: FalProvider, fal: FalServer) -> None:
    others: list[tuple[str, dict[str, Any]]] = [
        ("fal-ai/qwen-image-2/text-to-image", {"prompt": "a fox", "seed": 8}),
        ("fal-ai/qwen-image-2/text-to-image", {"prompt": "a fox"}),
        ("fal-ai/qwen-image-2/pro/text-to-image", {"prompt": "a fox", "seed": 7}),
    ]
    for endpoint, body in others:
        await provider.submit(PreparedRequest(endpoint, body, "t"))
    assert len(fal.ledger()) == 3
    assert await provider.find(PREPARED, time.time() - 60) == []


async def test_earlier_jobs_with_the_same_body_are_left_out_and_later_ones_come_in_order(
    provider: FalProvider,
) -> None:
    earlier = await provider.submit(PREPARED)
    assert await provider.find(PREPARED, time.time() + 60) == []
    later = await provider.submit(PREPARED)
    found = await provider.find(PREPARED, time.time() - 60)
    assert found is not None
    assert [one.request_id for one in found] == [earlier.request_id, later.request_id]


async def test_a_long_list_is_read_to_its_end(provider: FalProvider) -> None:
    first = await provider.submit(PREPARED)
    for seed in range(120):
        await provider.submit(PreparedRequest(PREPARED.endpoint, {"prompt": f"{seed}"}, "t"))
    found = await provider.find(PREPARED, time.time() - 60)
    assert found is not None
    assert [one.request_id for one in found] == [first.request_id]


async def test_a_key_that_may_not_read_the_list_cannot_tell(
    provider: FalProvider, fal: FalServer
) -> None:
    fal.fault("no_history")
    assert await provider.find(PREPARED, 0) is None


@pytest.mark.parametrize("ahead", [-7200.0, 7200.0])
async def test_a_wrong_clock_of_this_machine_hides_no_job(fal: FalServer, ahead: float) -> None:
    provider = FalProvider(
        "k",
        shipped_cards(),
        httpx2.AsyncClient(),
        fal.addresses,
        clock=lambda: time.time() + ahead,
    )
    accepted = await provider.submit(PREPARED)
    found = await provider.find(PREPARED, time.time() + ahead - 60)
    assert found is not None
    assert [one.request_id for one in found] == [accepted.request_id]
    assert await provider.find(PREPARED, time.time() + ahead + 60) == []
    await provider.close()
