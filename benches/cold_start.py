"""A cold instance on Vercel: seconds and CPU from its start to its first 200, on the real runtime.

The peer is a bare FastAPI app with one route, with the same packages, packed and started the same
way. `KODA_VERCEL_BUILT` names a tree that was built already; otherwise one is built (minutes).
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

import httpx2
import pytest

from benches.figures import Bench, median
from tests.deploy.vercel_function import Instance, lay_out, need_read_only_disks
from tests.deploy.vercel_machine import VARIABLES, Built, built_tree
from tests.servers.sqld import run_sqld

TURNS = 5
_BARE = """from fastapi import FastAPI

app = FastAPI()


@app.get("/api/health")
def health() -> dict[str, str]:
    return {"status": "ok"}
"""


def measure() -> Bench:
    """Measure Koda and the bare app, in turns."""
    with tempfile.TemporaryDirectory(prefix="koda-bench-") as name:
        folder = Path(name)
        try:
            need_read_only_disks()
            (folder / "tree").mkdir()
            built = built_tree(folder / "tree")
            yield from _measured(built, folder)
        except pytest.skip.Exception as reason:
            raise SystemExit(str(reason)) from None


def _measured(built: Built, folder: Path) -> Bench:
    ours = lay_out(built, folder / "koda")
    bare = lay_out(built, folder / "bare")
    shutil.rmtree(bare / "koda")
    shutil.rmtree(bare / "api")
    (bare / "api").mkdir()
    (bare / "api/index.py").write_text(_BARE, encoding="utf-8")
    (folder / "sqld").mkdir()
    with run_sqld(folder / "sqld") as sqld:
        records = {
            "TURSO_DATABASE_URL": sqld.database("bench"),
            "TURSO_AUTH_TOKEN": sqld.token(),
            "KODA_PASSWORD": "a password of the bench",
        }
        settings = {**VARIABLES, **records}
        _start(built, ours, settings)  # brings the schema up, as a build does
        turns = [(_start(built, ours, settings), _start(built, bare, {})) for _ in range(TURNS)]
    cpu, peer_cpu = (median([turn[at][2] for turn in turns]) for at in (0, 1))
    packed = sum(
        (built.root / one).stat().st_size for one in built.function["filePathMap"].values()
    )
    yield {
        "bench": "cold_start",
        "first_200_s": median([turn[0][0] for turn in turns]),
        "import_s": median([turn[0][1] for turn in turns]),
        "cpu_s": cpu,
        "bare_first_200_s": median([turn[1][0] for turn in turns]),
        "bare_import_s": median([turn[1][1] for turn in turns]),
        "bare_cpu_s": peer_cpu,
        "packed_mb": round(packed / 2**20),
        "ratio": round(cpu / peer_cpu, 2),
    }


def _start(built: Built, folder: Path, settings: Mapping[str, str]) -> tuple[float, float, float]:
    """Start one; seconds to the first 200, seconds of importing the app, CPU seconds of both."""
    began = time.perf_counter()
    instance = Instance(built, folder, settings)
    try:
        answer = httpx2.get(f"{instance.address}/api/health", timeout=60)
        ready = time.perf_counter() - began
        assert answer.status_code == 200, answer.text
        stat = Path(f"/proc/{instance.process.pid}/stat").read_text(encoding="utf-8")
        user, system = stat.rpartition(")")[2].split()[11:13]
        cpu = (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
        return ready, instance.started["userInitDuration"] / 1000, cpu
    finally:
        instance.close()
