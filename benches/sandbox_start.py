"""How long a local box takes to stand, and what it holds when nothing happens in it.

The peer is bubblewrap alone around `true`: no keeper, no filter, no limits, no answers.
"""

from __future__ import annotations

import asyncio
import os
import resource
import subprocess
import tempfile
import time
from pathlib import Path

from benches.figures import Bench, median
from koda.sandbox.local import LocalSandboxes
from koda.sandbox.port import Command, SandboxSpec

TURNS = 15
_BARE = ("bwrap", "--unshare-all", "--ro-bind", "/", "/", "--proc", "/proc", "true")


def measure() -> Bench:
    """Measure boxes and the peer in turn."""
    yield asyncio.run(_measured())


async def _measured() -> dict[str, object]:
    with tempfile.TemporaryDirectory(prefix="koda-bench-") as folder:
        boxes = LocalSandboxes(folder=Path(folder, "boxes"))
        missing = await boxes.probe()
        if missing is not None:
            raise SystemExit(missing.reason)
        turns = [await _turn(boxes) for _ in range(TURNS)]
        await boxes.close()
    made, ran, ended, bare, cpu, bare_cpu, memory = zip(*turns, strict=True)
    return {
        "bench": "sandbox_start",
        "create_ms": median(made, 1),
        "command_ms": median(ran, 1),
        "kill_ms": median(ended, 1),
        "bubblewrap_ms": median(bare, 1),
        "box_cpu_ms": median(cpu, 1),
        "bubblewrap_cpu_ms": median(bare_cpu, 1),
        "idle_mb": median(memory, 1),
        "ratio": round(median(made) / median(bare), 1),
        "cpu_ratio": round(median(cpu) / median(bare_cpu), 1),
    }


async def _turn(boxes: LocalSandboxes) -> tuple[float, ...]:
    """Make a box, run `true`, end it; then the peer: milliseconds each, and megabytes."""
    cpu, started = _cpu_ms(), time.perf_counter()
    box = await boxes.create(SandboxSpec("bench"))
    made = time.perf_counter()
    await box.run(Command(("true",)))
    ran = time.perf_counter()
    memory = _idle_mb()
    before_end = time.perf_counter()
    await box.kill()
    ended, box_cpu = time.perf_counter(), _cpu_ms() - cpu
    cpu, begun = _cpu_ms(), time.perf_counter()
    await asyncio.to_thread(subprocess.run, _BARE, check=True)
    bare, bare_cpu = time.perf_counter() - begun, _cpu_ms() - cpu
    spans = (made - started, ran - made, ended - before_end, bare)
    return (*(span * 1000 for span in spans), box_cpu, bare_cpu, memory)


def _cpu_ms() -> float:
    """CPU time of this process and of the children that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used) * 1000


def _idle_mb() -> float:
    """Add up the memory of the processes below this one, what they share counted once."""
    total, parents = 0, dict[int, int]()
    for place in Path("/proc").iterdir():
        if place.name.isdigit():
            try:
                parents[int(place.name)] = int(
                    (place / "stat").read_text().rpartition(")")[2].split()[1]
                )
            except OSError:
                continue
    found = _below(parents)
    for pid in found:
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def _below(parents: dict[int, int]) -> set[int]:
    found = {os.getpid()}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {os.getpid()}
