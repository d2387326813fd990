"""Figures and traces of real runs, as Prometheus and a collector of OpenTelemetry read them."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import httpx2
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from prometheus_client.parser import text_string_to_metric_families

from koda.emulators.fal_world import Pace
from koda.server.app import create_app
from koda.settings import Settings
from koda.wiring import open_services
from tests.emulators.fal_server import running_fal
from tests.server import serverless

TOKEN = "secret-token"
GRAPH = {
    "name": "Measured",
    "nodes": [
        {
            "id": "i",
            "type": "imageGenerator",
            "position": {"x": 0, "y": 0},
            "data": {"prompt": "a red boat"},
        }
    ],
    "edges": [],
}


@asynccontextmanager
async def served(folder: Path, **settings: str) -> AsyncIterator[httpx2.AsyncClient]:
    given = {"KODA_DATA": folder, "KODA_TOKEN": TOKEN, **settings}
    async with open_services(Settings.model_validate(given)) as services:
        transport = httpx2.ASGITransport(create_app(services))
        async with httpx2.AsyncClient(
            transport=transport,
            base_url="http://127.0.0.1:3000",
            headers={"authorization": f"Bearer {TOKEN}"},
            timeout=60,
        ) as client:
            yield client


async def draw(http: httpx2.AsyncClient) -> str:
    """Make one picture, twice: the second time it is known."""
    canvas = (await http.post("/api/canvases", json=GRAPH)).json()["canvas"]["id"]
    run = ""
    for key in ("first", "second"):
        started = await http.post(f"/api/canvases/{canvas}/runs", json={"key": key, "mode": "all"})
        assert started.status_code == 201, started.text
        run = started.json()["id"]
        async with asyncio.timeout(60):
            while (await http.get(f"/api/runs/{run}")).json()["state"] == "running":
                await asyncio.sleep(0.05)
    return run


async def figures(http: httpx2.AsyncClient) -> dict[str, list[Any]]:
    answer = await http.get("/api/metrics")
    assert answer.status_code == 200, answer.text
    found: dict[str, list[Any]] = {}
    for family in text_string_to_metric_families(answer.text):
        for sample in family.samples:
            found.setdefault(sample.name, []).append(sample)
    return found


def value(found: dict[str, list[Any]], name: str, **labels: str) -> float:
    return sum(one.value for one in found.get(name, []) if labels.items() <= one.labels.items())


async def test_figures_say_what_was_done_and_what_waits(tmp_path: Path) -> None:
    async with served(tmp_path, KODA_METRICS="on") as http:
        await draw(http)
        async with asyncio.timeout(60):
            while value(found := await figures(http), "koda_runs_ended_total", state="done") < 2:
                await asyncio.sleep(0.1)
    kind = {"kind": "image-generator", "state": "done"}
    assert value(found, "koda_steps_ended_total", cached="no", **kind) == 1
    assert value(found, "koda_steps_ended_total", cached="yes", **kind) == 1
    assert value(found, "koda_jobs_ended_total", provider="offline", state="completed") == 1
    assert value(found, "koda_job_seconds_count", provider="offline") == 1
    assert value(found, "koda_spent_dollars_total") == 0
    assert value(found, "koda_steps", state="ready") == 0
    route = {"route": "/api/canvases/{canvas}/runs", "method": "POST"}
    assert value(found, "koda_http_request_seconds_count", status="201", **route) == 2
    assert value(found, "koda_streams") == 0


async def test_a_request_that_ends_after_its_step_was_cancelled_is_counted_once(
    tmp_path: Path,
) -> None:
    with running_fal(pace=Pace(queue_seconds=0.0, run_seconds=600.0)) as fal:
        async with serverless.instance(tmp_path, fal, calls=False, KODA_METRICS="on") as koda:
            await serverless.draw(koda, 2)
            run = (await koda.start_run())["id"]
            async with asyncio.timeout(60):
                while len(fal.ledger()) < 2:
                    await asyncio.sleep(0.05)
            await koda.services.runs.cancel(run)
            async with asyncio.timeout(60):
                while value(found := await figures(koda.http), "koda_jobs_ended_total") < 2:
                    await asyncio.sleep(0.1)
            await asyncio.sleep(1.2)  # the observer's next look would count them again
            found = await figures(koda.http)
    assert value(found, "koda_jobs_ended_total", provider="fal", state="cancelled") == 2
    assert value(found, "koda_jobs_ended_total") == 2
    assert value(found, "koda_steps_ended_total", state="cancelled") == 2
    assert value(found, "koda_jobs_open") == 0


async def test_whatever_is_asked_for_there_are_as_many_names_as_routes(tmp_path: Path) -> None:
    async with served(tmp_path, KODA_METRICS="on") as http:
        for place in range(30):
            await http.get(f"/api/nothing-{place}")
            await http.get(f"/page-{place}")
        found = await figures(http)
    assert len({one.labels["route"] for one in found["koda_http_request_seconds_count"]}) <= 2


async def test_figures_are_for_those_who_may_see_everything(tmp_path: Path) -> None:
    async with served(tmp_path, KODA_METRICS="on") as http:
        assert (await http.get("/api/metrics")).status_code == 200
        refused = await http.get("/api/metrics", headers={"authorization": "Bearer wrong"})
        assert refused.status_code == 401


async def test_without_the_setting_there_are_none_and_it_says_so(tmp_path: Path) -> None:
    async with served(tmp_path) as http:
        answer = await http.get("/api/metrics")
        assert answer.status_code >= 400
        assert "KODA_METRICS" in answer.text


@contextmanager
def collector() -> Iterator[tuple[str, list[Any]]]:
    """A collector of OpenTelemetry over HTTP; gives its address and what it got."""
    spans: list[Any] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            if self.headers.get("content-encoding") == "gzip":
                body = gzip.decompress(body)
            for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
                for scope in resource.scope_spans:
                    spans.extend(scope.spans)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", spans
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


async def test_a_run_is_one_trace_whoever_worked_on_it(tmp_path: Path) -> None:
    with collector() as (address, spans):
        async with served(tmp_path, OTEL_EXPORTER_OTLP_ENDPOINT=address) as http:
            parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
            await http.get("/api/config", headers={"traceparent": parent})
            await draw(http)
        runs = [one for one in spans if one.name == "run"]
        assert len(runs) == 2
        assert len({one.trace_id for one in runs}) == 2
        first = min(runs, key=lambda one: one.start_time_unix_nano)
        steps = [one for one in spans if one.parent_span_id == first.span_id]
        assert [one.name for one in steps] == ["image-generator"]
        assert steps[0].trace_id == first.trace_id
        jobs = [one for one in spans if one.parent_span_id == steps[0].span_id]
        assert [one.name.split()[0] for one in jobs] == ["offline"]
        assert first.start_time_unix_nano <= steps[0].start_time_unix_nano
        assert steps[0].end_time_unix_nano <= first.end_time_unix_nano
        (asked,) = [one for one in spans if one.name == "GET /api/config"]
        assert asked.trace_id.hex() == "0af7651916cd43dd8448eb211c80319c"
        assert asked.parent_span_id.hex() == "b7ad6b7169203331"


@pytest.mark.parametrize(
    "parent", ["", "x", "00-0-0-0", f"00-{'0' * 32}-{'0' * 16}-01", f"00-{'g' * 32}-{'1' * 16}-01"]
)
async def test_a_parent_that_is_none_is_no_reason_to_fail(tmp_path: Path, parent: str) -> None:
    with collector() as (address, spans):
        async with served(tmp_path, OTEL_EXPORTER_OTLP_ENDPOINT=address) as http:
            answer = await http.get("/api/config", headers={"traceparent": parent})
            assert answer.status_code == 200
        (asked,) = [one for one in spans if one.name == "GET /api/config"]
        assert asked.parent_span_id == b""


async def test_a_collector_that_is_away_holds_nothing_up(tmp_path: Path) -> None:
    async with served(tmp_path, OTEL_EXPORTER_OTLP_ENDPOINT="http://127.0.0.1:9") as http:
        await draw(http)
