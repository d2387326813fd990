"""fal.ai as a media provider: its queue, spoken to directly."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

import httpx2

from koda.core.errors import ModelUnknown, ResultGone
from koda.providers.base import (
    Accepted,
    GenerationRequest,
    GenerationResult,
    JobPhase,
    JobStatus,
    PreparedRequest,
)
from koda.providers.fal_answers import read_answer
from koda.providers.fal_body import write_body
from koda.providers.fal_errors import NAME, Complaint, answer_lost, job_failure, result_failure
from koda.providers.fal_history import find_requests
from koda.providers.fal_http import PASSING, FalCalls, object_of, origin_of
from koda.providers.fal_results import read_result
from koda.providers.fal_storage import FalStorage, UploadLimits
from koda.providers.models import ModelCard

_NAMESPACES = frozenset({"workflows", "comfy"})
_PERCENT = re.compile(r"(\d{1,3})(?:\.\d+)?\s?%")
_FIRST_POLL, _SLOWEST_POLL = 0.5, 5.0
_LOG_LENGTH = 200


@dataclass(frozen=True, slots=True)
class FalAddresses:
    """Where fal.ai's services are; without a slash at the end."""

    queue: str = "https://queue.fal.run"
    rest: str = "https://rest.fal.ai"
    cdn: str = "https://v3.fal.media"
    api: str = "https://api.fal.ai"


class FalProvider:
    """The `MediaProvider` of fal.ai.

    A job is described by `Accepted.state`: `status_url`, `response_url`, `cancel_url`, and
    `accepted_at` in Unix seconds; nothing is kept in the process, so another one may go on.

    Source: fal.ai/docs/inference-api/queue and the protocol of fal-client 1.0.3.
    """

    def __init__(
        self,
        key: str,
        cards: Mapping[str, ModelCard],
        client: httpx2.AsyncClient,
        addresses: FalAddresses | None = None,
        *,
        clock: Callable[[], float] = time.time,
        pause: float = 0.3,
        limits: UploadLimits | None = None,
    ) -> None:
        """Work under a key.

        Args:
            key: The account's key.
            cards: The models, by id.
            client: For the calls; the provider's own, closed with it. It must not repeat requests.
            addresses: The services, if not fal.ai's own.
            clock: Gives Unix seconds.
            pause: Seconds before the first repetition of a read that failed.
            limits: When a file is uploaded in parts.
        """
        self._cards = cards
        self._client = client
        self._at = addresses or FalAddresses()
        self._clock = clock
        places = (self._at.queue, self._at.rest, self._at.cdn, self._at.api)
        self._calls = FalCalls(client, key, frozenset(map(origin_of, places)), pause)
        self._storage = FalStorage(self._calls, self._at.rest, self._at.cdn, limits)

    @property
    def name(self) -> str:
        """Stable key."""
        return NAME

    async def prepare(self, request: GenerationRequest, token: str) -> PreparedRequest:
        """Upload the inputs that fal.ai does not have yet; write the body by the model's card."""
        card = self._cards.get(request.model)
        if card is None or card.provider != NAME:
            raise ModelUnknown(f"fal.ai has no model “{request.model}” here.", model=request.model)
        urls = [await self._storage.address_of(media) for media in request.inputs]
        endpoint, body = write_body(card, request, urls)
        return PreparedRequest(endpoint, body, token, card.id)

    async def submit(self, prepared: PreparedRequest, webhook: str | None = None) -> Accepted:
        """Send the request exactly once; see the contract for what the errors say."""
        answer = await self._calls.submit(
            f"{self._at.queue}/{prepared.endpoint}",
            prepared.body,
            {"fal_webhook": webhook} if webhook else {},
        )
        try:
            said = cast("dict[str, Any]", answer.json())
            request_id = str(said["request_id"])
        except (ValueError, TypeError, KeyError) as error:
            raise answer_lost(error) from error
        return self._accepted(prepared.endpoint, request_id, self._clock(), said)

    async def find(self, prepared: PreparedRequest, since: float) -> list[Accepted] | None:
        """Look into fal.ai's list of past requests; see `fal_history.find_requests`."""
        past = await find_requests(
            self._calls, self._at.api, prepared.endpoint, prepared.body, since, self._clock()
        )
        if past is None:
            return None
        return [self._accepted(prepared.endpoint, one.request_id, one.sent_at, {}) for one in past]

    def known(self, prepared: PreparedRequest, request_id: str) -> Accepted:
        """Give a job by its id; its addresses are fal.ai's own."""
        return self._accepted(prepared.endpoint, request_id, self._clock(), {})

    async def status(self, accepted: Accepted) -> JobStatus:
        """Look at a job; `poll_after` grows with its age from half a second to five."""
        answer = await self._calls.read(
            "GET",
            str(accepted.state["status_url"]),
            params={"logs": "1"},
            accept=lambda response: response.status_code in {404, 410},
        )
        if not answer.is_success:
            raise _gone(accepted)
        said = object_of(answer)
        if said.get("status") == "COMPLETED":
            _raise_if_failed(said, accepted)
            return JobStatus(JobPhase.COMPLETED, fraction=1.0, poll_after=0.0)
        age = max(0.0, self._clock() - float(accepted.state["accepted_at"]))
        # Looks at 0, 0.5, 1.25, … : each wait is half as long again as the one before.
        poll_after = min(max(_FIRST_POLL, _FIRST_POLL * (age + 1)), _SLOWEST_POLL)
        if said.get("status") == "IN_QUEUE":
            place = said.get("queue_position")
            return JobStatus(
                JobPhase.QUEUED,
                queue_position=place if isinstance(place, int) else None,
                poll_after=poll_after,
            )
        message = _last_log(said.get("logs"))
        return JobStatus(
            JobPhase.RUNNING,
            fraction=_fraction(message),
            message=message,
            poll_after=poll_after,
        )

    async def result(self, prepared: PreparedRequest, accepted: Accepted) -> GenerationResult:
        """Fetch what a completed job made, or raise the model's own error."""
        answer = await self._calls.read(
            "GET", str(accepted.state["response_url"]), accept=_is_final
        )
        if not answer.is_success:
            raise result_failure(answer, accepted.request_id)
        card = self._cards.get(prepared.model)
        if card is not None and card.outputs:
            return read_answer(card, object_of(answer), accepted.request_id)
        return read_result(object_of(answer), accepted.request_id)

    async def cancel(self, accepted: Accepted) -> bool:
        """Ask to stop a job.

        True only if it was taken out of the queue: a job that runs is asked to stop, and may be
        finished and billed.
        """
        answer = await self._calls.read(
            "PUT",
            str(accepted.state["cancel_url"]),
            accept=lambda response: response.status_code in {400, 404},
        )
        return answer.status_code == 200

    async def close(self) -> None:
        """Close the client."""
        await self._client.aclose()

    def _accepted(
        self, endpoint: str, request_id: str, at: float, said: Mapping[str, Any]
    ) -> Accepted:
        base = f"{self._at.queue}/{app_of(endpoint)}/requests/{request_id}"
        own = {
            "status_url": f"{base}/status",
            "response_url": base,
            "cancel_url": f"{base}/cancel",
        }
        # An address elsewhere is not used: the key would have to go with the call.
        state = {k: said[k] if self._calls.trusts(said.get(k)) else own[k] for k in own}
        return Accepted(request_id, {**state, "accepted_at": at})


def app_of(endpoint: str) -> str:
    """Give the part of an endpoint that its requests are kept under: owner and app."""
    parts = endpoint.split("/")
    return "/".join(parts[: 3 if parts[0] in _NAMESPACES else 2])


def _raise_if_failed(said: Mapping[str, Any], accepted: Accepted) -> None:
    if said.get("error"):
        complaint = Complaint(str(said.get("error_type") or ""), str(said["error"])[:_LOG_LENGTH])
        raise job_failure(complaint, {"request_id": accepted.request_id})


def _gone(accepted: Accepted) -> ResultGone:
    return ResultGone(
        "fal.ai does not know this request any more.",
        provider=NAME,
        type="not_found",
        request_id=accepted.request_id,
    )


def _is_final(response: httpx2.Response) -> bool:
    """Tell the model's own failure, which stays, from a gateway's, which passes."""
    marked = "x-fal-request-id" in response.headers or "x-fal-error-type" in response.headers
    return response.status_code not in PASSING or marked


def _last_log(logs: object) -> str:
    lines = cast("list[Any]", logs) if isinstance(logs, list) else []
    for line in reversed(lines):
        text = cast("dict[str, Any]", line).get("message") if isinstance(line, dict) else line
        if isinstance(text, str) and text.strip():
            return " ".join(text.split())[:_LOG_LENGTH]
    return ""


def _fraction(message: str) -> float | None:
    found = _PERCENT.search(message)
    return min(int(found[1]) / 100, 1.0) if found else None
