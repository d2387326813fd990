"""What the fal emulator can be told to do wrong, and the answers that are no answers."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

KINDS = {
    # before a request is accepted
    "refuse": "close the connection, accept nothing",
    "rate_limited": "429 with Retry-After",
    "server_error": "503, accept nothing",
    "unauthorized": "401",
    "locked": "403: the balance is exhausted",
    "content_policy": "422 content_policy_violation, accept nothing",
    # after a request is accepted
    "lost_answer": "accept, then close the connection",
    "error_after_accept": "accept, then 500",
    "unreadable_answer": "accept, then 200 with something that is not JSON",
    "slow": "accept, then wait `seconds` before the answer",
    # while it runs
    "job_failed": "the job ends with an infrastructure error",
    "job_content_policy": "the model refuses the prompt: its result is a 422",
    "job_error": "the model fails: its result is a 500",
    "no_images": "the job completes without a picture",
    # looks
    "drop_read": "close the connection of a status or result call",
    "read_error": "503 from a gateway on a status or result call",
    "result_gone": "404 on the result",
    "no_history": "403 on the list of requests",
    # files
    "upload_error": "503 on an upload",
    "wrong_type": "a web page instead of the picture",
    "truncated_file": "half of the file, then close the connection",
    "expired_url": "404 on the file",
}
_TRANSPORT = "koda.transport"


@dataclass(slots=True)
class Fault:
    """A fault to come, so many times, for calls that have `match` in their path or body."""

    kind: str
    count: int = 1
    match: str = ""
    seconds: float = 5.0


class Faults:
    """The faults to come, oldest first."""

    def __init__(self) -> None:
        self._coming: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Plan a fault; raises `ValueError` for an unknown kind."""
        if fault.kind not in KINDS:
            message = f"no fault “{fault.kind}”; there are: {', '.join(KINDS)}"
            raise ValueError(message)
        self._coming.append(fault)

    def take(self, text: str, *kinds: str) -> Fault | None:
        """Give the first fault of these kinds that fits, and count it."""
        for fault in self._coming:
            if fault.kind in kinds and fault.match in text:
                fault.count -= 1
                if fault.count <= 0:
                    self._coming.remove(fault)
                return fault
        return None

    def clear(self) -> None:
        """Forget what was planned."""
        self._coming.clear()

    def list(self) -> list[dict[str, Any]]:
        """Give what is still to come."""
        return [asdict(fault) for fault in self._coming]


class Connections:
    """Lets a response reach its connection; the outermost layer of the app."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Note the connection's transport, which uvicorn's `send` is bound to."""
        scope[_TRANSPORT] = getattr(getattr(send, "__self__", None), "transport", None)
        await self._app(scope, receive, send)


class HangUp(Response):
    """Closes the connection without an answer."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Close, and wait until the server has noticed."""
        scope[_TRANSPORT].abort()
        while (await receive())["type"] != "http.disconnect":
            pass


class Truncated(Response):
    """Promises the whole body, sends its first half, and closes the connection."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send half; what is on its way is still delivered."""
        body = bytes(self.body)
        await send(
            {"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers}
        )
        await send(
            {"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True}
        )
        scope[_TRANSPORT].close()
        while (await receive())["type"] != "http.disconnect":
            pass
