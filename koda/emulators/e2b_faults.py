"""What the E2B emulator can be told to do wrong."""

from __future__ import annotations

KINDS = {
    # before a call does anything
    "unauthorized": "401",
    "forbidden": "403",
    "rate_limited": "429 with Retry-After",
    "server_error": "500",
    "busy": "503",
    "refuse": "close the connection, do nothing",
    "slow": "wait `seconds`, then go on as usual",
    # after a call has done what it should
    "lost_answer": "do it, then close the connection",
    # the box
    "gone": "the box ends first, as if its time were over",
    "port_closed": "502: the box runs, nothing in it answers",
}
