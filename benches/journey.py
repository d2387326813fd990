"""The same journey on three kinds of records and files: save, upload, read, run, open again.

The peer is the embedded default, SQLite and a folder; the others are real servers on loopback, so
that what is measured is what their protocols cost, and not a network.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx2
from PIL import Image

from benches.figures import Bench, Figures, median
from benches.servers import KODA, TOKEN, started
from tests.servers.postgres import run_postgres
from tests.servers.s3 import run_s3
from tests.servers.sqld import run_sqld

TURNS = 5
SAVES = 30
FILES = 8
STEPS = 20


def measure() -> Bench:
    """Give milliseconds of each part, and the whole's ratio to SQLite with a folder."""
    with ExitStack() as stack:
        store = stack.enter_context(run_s3("rclone"))
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        sqld = stack.enter_context(run_sqld(folder))
        postgres = stack.enter_context(run_postgres())
        places: dict[str, Mapping[str, str]] = {
            "SQLite, folder": {},
            "sqld, S3": {
                "TURSO_DATABASE_URL": sqld.database("bench"),
                "TURSO_AUTH_TOKEN": sqld.token(),
                **store.variables(store.bucket()),
            },
            "PostgreSQL, S3": {
                "DATABASE_URL": postgres.database("bench"),
                **store.variables(store.bucket()),
            },
        }
        found = {name: _journeys(variables) for name, variables in places.items()}
    base = found["SQLite, folder"]["whole_ms"]
    for name, figures in found.items():
        yield {
            "bench": "journey",
            "on": name,
            **figures,
            "ratio": round(figures["whole_ms"] / base, 2),
        }


def _journeys(variables: Mapping[str, str]) -> dict[str, float]:
    with started(KODA, variables) as server, _client(server.port) as http:
        _journey(http)  # connections and caches are warm from the second one on
        turns = [_journey(http) for _ in range(TURNS)]
    parts = {f"{name}_ms": median(turn[name] for turn in turns) for name in turns[0]}
    return {**parts, "whole_ms": round(sum(parts.values()), 2)}


@contextmanager
def _client(port: int) -> Iterator[httpx2.Client]:
    with httpx2.Client(
        base_url=f"http://127.0.0.1:{port}",
        headers={"authorization": f"Bearer {TOKEN}"},
        timeout=60,
        follow_redirects=True,
    ) as client:
        yield client


def _journey(http: httpx2.Client) -> dict[str, float]:
    """Walk it once; gives milliseconds by part."""
    canvas = _asked(http.post("/api/canvases", json=_graph([])))["canvas"]["id"]
    files: list[str] = []

    def save() -> None:
        for place in range(SAVES):
            graph = _graph([_note(name, place) for name in range(40)])
            _asked(http.put(f"/api/canvases/{canvas}", json=graph))

    def upload() -> None:
        for _ in range(FILES):
            form = {"file": ("picture.png", _picture(), "image/png")}
            files.append(_asked(http.post("/api/assets/upload", files=form))["id"])

    def read() -> None:
        for one in files:
            assert len(http.get(f"/api/assets/{one}").raise_for_status().content) > 100_000

    def run() -> None:
        nodes = [_node("m", "media", asset=files[0])]
        nodes += [_node(f"r{n}", "resize", side=64 + n + _fresh()) for n in range(STEPS)]
        edges = [_wire(n) for n in range(STEPS)]
        _asked(http.put(f"/api/canvases/{canvas}", json=_graph(nodes, edges)))
        key = f"k{time.time_ns()}"
        started = _asked(
            http.post(f"/api/canvases/{canvas}/runs", json={"key": key, "mode": "all"})
        )
        while (found := _asked(http.get(f"/api/runs/{started['id']}")))["state"] == "running":
            time.sleep(0.01)
        assert found["state"] == "done", found

    def again() -> None:
        for _ in range(10):
            _asked(http.get(f"/api/canvases/{canvas}"))
            _asked(http.get(f"/api/canvases/{canvas}/results"))

    parts = {"save": save, "upload": upload, "read": read, "run": run, "open": again}
    return {name: _ms(part) for name, part in parts.items()}


def _ms(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def _asked(answer: httpx2.Response) -> Any:
    assert answer.is_success, answer.text
    return answer.json()


def _fresh() -> int:
    return int.from_bytes(os.urandom(2)) % 400


def _picture() -> bytes:
    out = BytesIO()
    Image.frombytes("RGB", (220, 220), os.urandom(220 * 220 * 3)).save(out, "PNG")
    return out.getvalue()


def _note(name: int, turn: int) -> Figures:
    return _node(f"n{name}", "text", content=f"{name} said {turn} " * 20)


def _node(name: str, kind: str, **parameters: object) -> Figures:
    place = {"x": 0, "y": 0}
    return {"id": name, "type": kind, "position": place, "data": parameters}


def _wire(place: int) -> Figures:
    ends = {"source": "m", "sourceHandle": "output", "targetHandle": "image"}
    return {"id": f"e{place}", "target": f"r{place}", **ends}


def _graph(nodes: list[Figures], edges: list[Figures] | None = None) -> Figures:
    return {"name": "Journey", "nodes": nodes, "edges": edges or []}
