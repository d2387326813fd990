"""Counts what a program and everything that it starts takes: CPU seconds and memory."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

_GROUPS = Path("/sys/fs/cgroup/cpuacct")
_PAUSE = 0.4
_JOIN = 'echo $$ > "$0" && exec "$@"'


class Counted:
    """A command that was run to its end.

    Attributes:
        cpu: Seconds, all its processes together, also those in boxes.
        memory: The most megabytes at one time (proportional shares of what is shared).
        output: What it wrote.
    """

    def __init__(
        self, argv: Sequence[str], cwd: Path, environment: Mapping[str, str] | None = None
    ) -> None:
        """Run it; raises `SystemExit` where nothing can be counted, or where it fails."""
        if not (_GROUPS / "cpuacct.usage").is_file():
            raise SystemExit("there is no cpuacct control group to count CPU time in")
        if _GROUPS.resolve() == Path("/sys/fs/cgroup/cpu").resolve():
            raise SystemExit("boxes leave the control group that CPU time is counted in")
        group = _GROUPS / f"koda-bench-{os.getpid()}"
        group.mkdir()
        self.memory = 0.0
        try:
            process = subprocess.Popen(
                ["/bin/sh", "-c", _JOIN, str(group / "cgroup.procs"), *argv],
                cwd=cwd,
                env={**os.environ, **(environment or {})},
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
            done = threading.Event()
            watcher = threading.Thread(target=self._watch, args=(group, done))
            watcher.start()
            self.output, _ = process.communicate()
            done.set()
            watcher.join()
            self.cpu = int((group / "cpuacct.usage").read_text()) / 1e9
        finally:
            _remove(group)
        if process.returncode:
            raise SystemExit(f"{argv[0]} failed: {self.output[-400:]}")

    def _watch(self, group: Path, done: threading.Event) -> None:
        while not done.wait(_PAUSE):
            pids = (group / "cgroup.procs").read_text().split()
            self.memory = max(self.memory, sum(map(_megabytes, pids)))


def _remove(group: Path) -> None:
    """End who is left of the command, and take the group away."""
    for _ in range(50):
        for pid in (group / "cgroup.procs").read_text().split():
            with suppress(ProcessLookupError):
                os.kill(int(pid), signal.SIGKILL)
        with suppress(OSError):
            group.rmdir()
            return
        time.sleep(0.1)


def _megabytes(pid: str) -> float:
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    except (OSError, ValueError):
        pass  # it has ended
    return 0.0
