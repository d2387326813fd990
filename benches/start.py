"""Start-up in a fresh folder, memory when nothing happens, and what an import costs.

The peer is a hello-world on the same Uvicorn and Starlette, started and asked the same way.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time

from benches.figures import Bench, median
from benches.servers import KODA, PEER, environment, started

TURNS = 5
IDLE_SECONDS = 2.0


def cold(command: tuple[str, ...]) -> tuple[float, float | None]:
    """Start it some times: seconds to the first 200, and megabytes when idle, if they are known."""
    seconds: list[float] = []
    memory: list[float | None] = []
    for _ in range(TURNS):
        with started(command) as server:
            seconds.append(server.ready_s)
            time.sleep(IDLE_SECONDS)
            memory.append(server.memory_mb())
    known = [one for one in memory if one is not None]
    return median(seconds, 3), median(known, 1) if known else None


def cpu_ms_of(*arguments: str) -> float:
    """Give the median CPU milliseconds of a Python process, from its start to its end."""
    found: list[float] = []
    with tempfile.TemporaryDirectory(prefix="koda-bench-") as folder:
        for _ in range(TURNS):
            process = subprocess.Popen(
                [sys.executable, *arguments],
                cwd=folder,
                env=environment(),
                stdout=subprocess.DEVNULL,
            )
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            assert process.returncode == 0, arguments
            found.append((used.ru_utime + used.ru_stime) * 1000)
    return median(found, 1)


def measure() -> Bench:
    """Measure Koda, the peer, and three small processes."""
    seconds, memory = cold(KODA)
    peer_seconds, peer_memory = cold(PEER)
    bare = cpu_ms_of("-c", "pass")
    yield {
        "bench": "start",
        "first_200_s": seconds,
        "idle_mb": memory,
        "hello_first_200_s": peer_seconds,
        "hello_idle_mb": peer_memory,
        "import_koda_cpu_ms": round(cpu_ms_of("-c", "import koda") - bare, 1),
        "help_cpu_ms": cpu_ms_of("-m", "koda", "--help"),
        "python_cpu_ms": bare,
        "memory_ratio": round(memory / peer_memory, 2) if memory and peer_memory else None,
        "ratio": round(seconds / peer_seconds, 2),
    }
