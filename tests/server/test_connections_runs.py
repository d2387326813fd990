"""Runs and keys: what was sent with a key is asked for with it, whatever key is there by then."""

from __future__ import annotations

import pytest

from koda.core.errors import NotConfigured, ProviderUnavailable
from koda.providers.base import (
    Accepted,
    GenerationRequest,
    GenerationResult,
    JobPhase,
    JobStatus,
    PreparedRequest,
)
from koda.providers.changing import MediaProviders

PREPARED = PreparedRequest("endpoint", {}, "token")
REQUEST = GenerationRequest("model", "a fox", {}, 1)


class Account:
    """A provider that signs what it does; a real one of another account would answer 404."""

    name = "fal"

    def __init__(self, sign: str) -> None:
        self.sign = sign
        self.closed = False

    async def prepare(self, request: GenerationRequest, token: str) -> PreparedRequest:
        return PreparedRequest(self.sign, {}, token)

    async def submit(self, prepared: PreparedRequest, webhook: str | None = None) -> Accepted:
        return Accepted(f"request-{self.sign}")

    async def find(self, prepared: PreparedRequest, since: float) -> list[Accepted] | None:
        return [Accepted(f"found-{self.sign}")]

    def known(self, prepared: PreparedRequest, request_id: str) -> Accepted:
        return Accepted(request_id, {"by": self.sign})

    async def status(self, accepted: Accepted) -> JobStatus:
        return JobStatus(JobPhase.COMPLETED, message=self.sign)

    async def result(self, prepared: PreparedRequest, accepted: Accepted) -> GenerationResult:
        return GenerationResult((), prompt=self.sign)

    async def cancel(self, accepted: Accepted) -> bool:
        return self.sign == "one"

    async def close(self) -> None:
        self.closed = True


def providers(*accounts: Account) -> MediaProviders:
    made = MediaProviders()
    for one in accounts:
        made.change({"fal": one})
    return made


async def test_a_job_is_asked_for_where_it_was_sent():
    made = providers(Account("one"))
    accepted = await made["fal"].submit(PREPARED)
    made.change({"fal": Account("two")})
    assert (await made["fal"].status(accepted)).message == "one"
    assert (await made["fal"].result(PREPARED, accepted)).prompt == "one"
    assert await made["fal"].cancel(accepted)
    again = await made["fal"].submit(PreparedRequest("endpoint", {}, "another"))
    assert (await made["fal"].status(again)).message == "two"


async def test_a_job_whose_answer_was_lost_is_looked_for_where_it_was_sent():
    made = providers(Account("one"))
    await made["fal"].submit(PREPARED)
    made.change({"fal": Account("two")})
    found = await made["fal"].find(PREPARED, 0)
    assert found == [Accepted("found-one")]
    assert (await made["fal"].status(found[0])).message == "one"
    assert made["fal"].known(PREPARED, "told").state == {"by": "one"}
    assert (await made["fal"].status(Accepted("told"))).message == "one"


async def test_without_a_key_what_was_sent_goes_on_and_nothing_new_is_sent():
    made = providers(Account("one"))
    accepted = await made["fal"].submit(PREPARED)
    made.change({})
    assert (await made["fal"].status(accepted)).message == "one"
    with pytest.raises(NotConfigured):
        await made["fal"].prepare(REQUEST, "new")
    with pytest.raises(NotConfigured):
        await made["fal"].submit(PreparedRequest("endpoint", {}, "new"))


async def test_a_job_of_before_a_restart_is_not_given_up_while_the_key_is_away():
    made = providers(Account("one"))
    await made["fal"].submit(PREPARED)
    made.change({})
    with pytest.raises(ProviderUnavailable) as refused:
        await made["fal"].status(Accepted("of-before"))
    assert refused.value.retryable


async def test_a_provider_without_a_key_is_not_there():
    made = MediaProviders()
    made.change({"offline": Account("here")})
    assert list(made) == ["offline"]
    assert "fal" not in made
    made.change({"offline": Account("here"), "fal": Account("one")})
    assert len(made) == 2
    made.change({"offline": Account("here")})
    assert "fal" not in made
