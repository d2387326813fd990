"""What the Anthropic emulator can be told to do wrong."""

from __future__ import annotations

from koda.emulators.anthropic_errors import Refused
from koda.emulators.faults import Fault

KINDS = {
    # before a request is accepted
    "refuse": "close the connection, accept nothing",
    "rate_limited": "429, to come again after `seconds`",
    "overloaded": "529",
    "server_error": "500, accept nothing",
    "bad_gateway": "502 from a gateway, which is no JSON",
    "unauthorized": "401",
    "no_credit": "400: the balance is too low",
    "too_large": "413",
    "model_gone": "404: the model is retired",
    # after a request is accepted: it is counted
    "lost_answer": "close the connection after `seconds`, before the first byte",
    "slow": "wait `seconds` before the answer",
    "slow_tokens": "take `seconds` for each token",
    "drop_stream": "close the connection after `characters`",
    "error_event": "break the stream off after `characters` with an `error` event",
    "stall": "send nothing for `seconds` after `characters`",
    "unreadable_event": "send an event that is not JSON after `characters`",
    # what is said
    "wrong_json": "text that is not JSON, whatever the schema",
    "wrong_shape": "JSON that does not fit the schema",
    "refusal": "decline after `characters`",
    "max_tokens": "end after `characters`, as if the ceiling were reached",
}
BEFORE = (
    "refuse", "rate_limited", "overloaded", "server_error", "bad_gateway", "unauthorized",
    "no_credit", "too_large", "model_gone",
)  # fmt: skip
ON_THE_WAY = (
    "lost_answer", "slow", "slow_tokens", "drop_stream", "error_event", "stall", "unreadable_event",
)  # fmt: skip
SAID = ("wrong_json", "wrong_shape", "refusal", "max_tokens")


def refused_by(fault: Fault, model: str) -> Refused:
    """Make the refusal of a fault that comes before a request is accepted."""
    match fault.kind:
        case "rate_limited":
            message = "This request would exceed your account's rate limit. Please try again later."
            after = {"retry-after": f"{fault.seconds:g}"}
            return Refused(429, message, after)
        case "overloaded":
            return Refused(529, "Overloaded")
        case "unauthorized":
            return Refused(401, "invalid x-api-key")
        case "no_credit":
            return Refused(400, "Your credit balance is too low to access the Anthropic API.")
        case "too_large":
            return Refused(413, "Request exceeds the maximum size")
        case "model_gone":
            return Refused(404, f"model: {model}")
        case _:
            return Refused(500, "Internal server error")
