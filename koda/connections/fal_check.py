"""The checks of services elsewhere: they answer, they take the key, the clocks agree."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx2

from koda.connections.check import Check
from koda.settings import Settings

_SECONDS = 8.0
_DRIFT_SECONDS = 120
_TRY_AGAIN = "Check this machine's network and proxy, then run it again."


def check_fal(settings: Settings) -> list[Check]:
    """Ask fal.ai for an upload token: it needs the key, starts nothing and costs nothing."""
    if settings.fal_key is None:
        message = "no FAL_KEY: pictures are made by the offline preview, which is no AI model"
        return [Check("fal.ai", "ok", message)]
    key = settings.fal_key.get_secret_value()
    address = f"{settings.fal_rest_url}/storage/auth/token?storage_type=fal-cdn-v3"
    try:
        with httpx2.Client(timeout=_SECONDS) as client:
            answer = client.post(address, headers={"Authorization": f"Key {key}"}, json={})
            queue = client.get(settings.fal_queue_url)
    except (httpx2.HTTPError, httpx2.InvalidURL, UnicodeEncodeError) as error:
        reason = str(error).replace(key, "…") or type(error).__name__
        return [
            Check("fal.ai", "failed", f"cannot be reached: {reason}", _TRY_AGAIN, "unreachable")
        ]
    return [_key_check(answer), _queue_check(queue, settings), *_clock_checks(answer)]


def _key_check(answer: httpx2.Response) -> Check:
    if answer.status_code in {401, 403}:
        remedy = "Copy the key again from fal.ai/dashboard/keys into FAL_KEY."
        return Check("fal.ai", "failed", "does not take the key", remedy, "refused")
    if answer.is_success:
        return Check("fal.ai", "ok", "takes the key", outcome="ok")
    message = f"answers {answer.status_code} to a test of the key"
    return Check("fal.ai", "warning", message, "Try again later; see status.fal.ai.", "failed")


def _queue_check(answer: httpx2.Response, settings: Settings) -> Check:
    # It has no page of its own: any answer that is no failure says that it is there.
    if answer.status_code >= 500:
        message = f"answers {answer.status_code} at {settings.fal_queue_url}"
        return Check(
            "fal.ai queue", "failed", message, "Try again later; see status.fal.ai.", "failed"
        )
    return Check("fal.ai queue", "ok", f"answers at {settings.fal_queue_url}")


def _clock_checks(answer: httpx2.Response) -> list[Check]:
    try:
        there = parsedate_to_datetime(answer.headers["date"])
    except (KeyError, ValueError):
        return []
    drift = (datetime.now(UTC) - there.astimezone(UTC)).total_seconds()
    if abs(drift) > _DRIFT_SECONDS:
        message = f"is {abs(drift):.0f} s {'ahead of' if drift > 0 else 'behind'} fal.ai's"
        return [Check("clock", "warning", message, "Let the system set its time by itself (NTP).")]
    return [Check("clock", "ok", "agrees with fal.ai's")]
