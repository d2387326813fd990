"""Ends the processes of a local box, and nobody else's."""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import suppress

from koda.core.errors import SandboxFailed
from koda.sandbox.registry import Process

_SECONDS = 10.0


async def end_processes(first: Process) -> None:
    """Kill process 1 of a box: the kernel kills all others, and waits for them, before it ends.

    Raises:
        SandboxFailed: It does not end.
    """
    try:
        held = os.pidfd_open(first.pid)
    except ProcessLookupError:
        return
    try:
        if not first.lives:  # its number was given to another
            return
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(held, signal.SIGKILL)
    finally:
        os.close(held)
    waited = 0.0
    while first.lives:
        if waited > _SECONDS:
            raise SandboxFailed(f"Process {first.pid}, the first of a box, does not end.")
        await asyncio.sleep(0.01)
        waited += 0.01
