"""A job's row read: what was sent, whether it may be tried again, what it has cost."""

from __future__ import annotations

import json
from typing import Any, cast

from koda.clock import now
from koda.core.errors import KodaError, ProviderError, ProviderRefused, ResultGone
from koda.db.base import Row
from koda.providers.base import Accepted, PreparedRequest
from koda.runs.failures import read_failure

_RETRIES = 5


def accepted_of(job: Row) -> Accepted:
    """Read what the provider said when it took the job."""
    return Accepted(str(job["request_id"]), json.loads(str(job["provider_state"])))


def prepared_of(job: Row) -> PreparedRequest:
    """Read the request as it was sent."""
    body = cast("dict[str, Any]", json.loads(str(job["body"])))
    return PreparedRequest(str(job["endpoint"]), body, str(job["token"]), str(job["model"]))


def passes(error: KodaError) -> bool:
    """Tell whether what went wrong may go right later."""
    return error.retryable and not isinstance(error, ResultGone)


def lost_cost(job: Row, error: KodaError) -> int:
    """A result that was made and could not be kept is paid for; a job that failed is not."""
    failed_there = isinstance(error, ProviderError) and not isinstance(error, ResultGone)
    return 0 if failed_there else int(job["price"] or 0)


def may_retry(job: Row) -> bool:
    """Tell whether a job that was refused may be sent again."""
    return read_failure(job["failure"]).retryable and int(job["attempt"]) < _RETRIES


def retry_at(error: ProviderRefused, attempt: int) -> int | None:
    """Say when a refused request may be sent again; none for never."""
    if not error.retryable or attempt >= _RETRIES:
        return None
    asked = error.fields.get("retry_after")
    seconds = float(asked) if isinstance(asked, int | float) else float(2**attempt)
    return now() + round(min(seconds, 120.0) * 1000)
