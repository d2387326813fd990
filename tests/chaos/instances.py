"""Three serverless Kodas over one database, killed at random while runs go on (R34 to R37).

python -m tests.chaos.instances FOLDER KILLS SEED
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2

from tests.chaos.pictures import MODEL
from tests.emulators.fal_server import FalServer, running_fal
from tests.servers.sqld import run_sqld

ROOT = Path(__file__).resolve().parent.parent.parent
CANVAS = "chaos"
TOKEN = "chaos-token"
SECRET = "chaos-timer"
COUNT = 3
PICTURES = 3
START_SECONDS = 200
END_SECONDS = 300
WRONGS = ("webhook_lost", "webhook_duplicate", "webhook_late", "webhook_forged", "webhook_early")
ERRORS = (httpx2.HTTPError, OSError)


@dataclass
class Server:
    """One instance: always at the same address, in one process after the other."""

    port: int
    env: Mapping[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    kills: int = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        command = [sys.executable, "-m", "tests.chaos.one_instance", str(self.port)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env={**os.environ, **self.env}, stdout=log, stderr=log
            )

    def kill(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.kills += 1

    async def until_ready(self) -> None:
        async with asyncio.timeout(START_SECONDS), client(self) as http:
            while True:
                with contextlib.suppress(*ERRORS):
                    if (await http.get("/api/health")).status_code == 200:
                        return
                await asyncio.sleep(0.1)


def client(server: Server, **more: Any) -> httpx2.AsyncClient:
    headers = {"authorization": f"Bearer {TOKEN}"}
    return httpx2.AsyncClient(base_url=server.address, headers=headers, timeout=60, **more)


@dataclass
class Tab:
    """What a tab shows: the newest of every run and step that its stream has told."""

    states: dict[str, str] = field(default_factory=dict[str, str])
    place: str = ""
    streams: int = 0

    async def follow(self, servers: Sequence[Server], chance: random.Random) -> None:
        """Follow on any instance that answers, from the last place, for ever."""
        while True:
            with contextlib.suppress(*ERRORS, TimeoutError):
                async with client(chance.choice(servers)) as http:
                    await self._read(http)
            await asyncio.sleep(0.2)

    async def _read(self, http: httpx2.AsyncClient) -> None:
        headers = {"last-event-id": self.place}
        async with http.stream("GET", f"/api/events?canvas={CANVAS}", headers=headers) as answer:
            self.streams += answer.status_code == 200
            place, lines = self.place, answer.aiter_lines()
            async for line in lines:
                if line.startswith("id: "):
                    place = line.removeprefix("id: ")
                elif line.startswith("data: "):
                    self._take(json.loads(line.removeprefix("data: ")))
                elif not line:
                    self.place = place

    def _take(self, event: dict[str, Any]) -> None:
        if event["type"] in {"run", "step"}:
            one = event[event["type"]]
            self.states[one["id"]] = one["state"]


@dataclass
class Chaos:
    """The whole of it."""

    servers: list[Server]
    fal: FalServer
    chance: random.Random

    async def anywhere(self, method: str, path: str, **more: Any) -> Any:
        """Ask one instance after the other until one answers."""
        deadline = time.monotonic() + END_SECONDS
        while time.monotonic() < deadline:
            with contextlib.suppress(*ERRORS):
                async with client(self.chance.choice(self.servers)) as http:
                    answer = await http.request(method, path, **more)
                    if answer.status_code < 500:
                        assert answer.is_success, (path, answer.status_code, answer.text)
                        return answer.json()
            await asyncio.sleep(0.1)
        message = f"nobody answers {path}"
        raise TimeoutError(message)

    async def prepare(self) -> None:
        nodes = [
            {
                "id": f"i{place}",
                "type": "imageGenerator",
                "position": {"x": 0, "y": 0},
                "data": {"prompt": "x"},
            }
            for place in range(PICTURES)
        ]
        body = {"id": CANVAS, "name": "Chaos", "nodes": nodes, "edges": []}
        await self.anywhere("POST", "/api/canvases", json=body)

    async def start_run(self, number: int) -> None:
        """Ask for pictures that nobody has asked for before, over the original's route."""
        place = number % PICTURES
        body = {
            "prompt": f"picture {number}",
            "model": MODEL,
            "canvasId": CANVAS,
            "nodeId": f"i{place}",
        }
        with contextlib.suppress(*ERRORS, TimeoutError):
            async with client(self.chance.choice(self.servers)) as http:
                await http.post(
                    "/api/generate", json=body, headers={"idempotency-key": f"key {number}"}
                )

    async def tick(self) -> None:
        """The host's timer, at any instance."""
        while True:
            await asyncio.sleep(3)
            with contextlib.suppress(*ERRORS):
                headers = {"authorization": f"Bearer {SECRET}"}
                async with client(self.chance.choice(self.servers)) as http:
                    await http.get("/api/tick", headers=headers)

    async def answer_questions(self) -> None:
        """Do what a person does who can look into fal.ai's list."""
        while True:
            await asyncio.sleep(1)
            listed = await self.anywhere("GET", f"/api/canvases/{CANVAS}/runs?limit=200")
            for one in listed["runs"]:
                if one["state"] == "running":
                    run = await self.anywhere("GET", f"/api/runs/{one['id']}")
                    for step in run["steps"]:
                        await self._answer(run, step)

    async def _answer(self, run: dict[str, Any], step: dict[str, Any]) -> None:
        question = step.get("question")
        if step["state"] != "asking" or not question:
            return
        ledger = await asyncio.to_thread(self.fal.ledger)
        token = str(question["name"]).removeprefix("job:")
        was_sent = any(job["webhook"].endswith(token) for job in ledger)
        value = "look_again" if was_sent else "submit_again"
        with contextlib.suppress(AssertionError):  # it was found meanwhile
            await self.anywhere(
                "POST",
                f"/api/runs/{run['id']}/steps/{step['id']}/answer",
                json={"name": question["name"], "value": value},
            )

    async def storm(self, kills: int) -> int:
        """Start runs and kill instances at random moments; gives how many runs."""
        number = 0
        for _ in range(kills):
            started = [asyncio.create_task(self.start_run(number + one)) for one in range(2)]
            number += 2
            await asyncio.sleep(self.chance.uniform(0.0, 2.5))
            victim = self.chance.choice(self.servers)
            victim.kill()
            if self.chance.random() < 0.5:  # for a while nobody is left of it
                await asyncio.sleep(self.chance.uniform(0.0, 1.0))
            victim.start()
            await victim.until_ready()
            for task in started:
                task.cancel()
            await asyncio.gather(*started, return_exceptions=True)
        # A run whose request never arrived is asked for again.
        await asyncio.gather(*(self.start_run(one) for one in range(number)))
        return number

    async def settled(self, count: int) -> list[dict[str, Any]]:
        """Wait until all runs have ended."""
        async with asyncio.timeout(END_SECONDS):
            while True:
                listed = await self.anywhere("GET", f"/api/canvases/{CANVAS}/runs?limit=200")
                runs: list[dict[str, Any]] = listed["runs"]
                if len(runs) == count and all(one["state"] != "running" for one in runs):
                    return runs
                await asyncio.sleep(0.5)


@contextlib.asynccontextmanager
async def all_of(servers: Sequence[Server]) -> AsyncGenerator[None]:
    for one in servers:
        one.start()
    try:
        await asyncio.gather(*(one.until_ready() for one in servers))
        yield
    finally:
        for one in servers:
            one.kill()


def free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as stack:
        open_ = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        return [one.getsockname()[1] for one in open_]


async def run(folder: Path, kills: int, seed: int) -> dict[str, Any]:
    """Make the chaos, and report what became of it."""
    chance = random.Random(seed)
    (folder / "sqld").mkdir()
    with run_sqld(folder / "sqld") as sqld, running_fal() as fal:
        fal.pace(queue_seconds=0.3, run_seconds=0.7)
        database = {
            "TURSO_DATABASE_URL": sqld.database("chaos"),
            "TURSO_AUTH_TOKEN": sqld.token(),
        }
        servers = [
            Server(port, _env(folder, fal, port) | database, folder / f"{port}.log")
            for port in free_ports(COUNT)
        ]
        chaos = Chaos(servers, fal, chance)
        tabs = [Tab() for _ in range(2)]
        async with all_of(servers):
            await chaos.prepare()
            helpers = [chaos.tick(), chaos.answer_questions()]
            helpers += [tab.follow(servers, chance) for tab in tabs]
            tasks = [asyncio.create_task(one) for one in helpers]
            for kind in WRONGS:
                fal.fault(kind, count=max(1, kills // 6), seconds=4.0)
            count = await chaos.storm(kills)
            runs = await chaos.settled(count)
            await _until_shown(tabs, runs)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        return _report(servers, fal, runs, tabs, count)


def _env(folder: Path, fal: FalServer, port: int) -> dict[str, str]:
    at = fal.addresses
    return {
        "KODA_DATA": str(folder / "data"),
        "KODA_TOKEN": TOKEN,
        "KODA_SERVERLESS": "1",
        "KODA_REQUEST_SECONDS": "8",
        "KODA_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "KODA_LOG_LEVEL": "info",
        "CRON_SECRET": SECRET,
        "FAL_KEY": "key",
        "FAL_QUEUE_URL": at.queue,
        "FAL_REST_URL": at.rest,
        "FAL_CDN_URL": at.cdn,
        "FAL_API_URL": at.api,
        "FAL_JWKS_URL": f"{fal.base}/rest/.well-known/jwks.json",
    }


async def _until_shown(tabs: Sequence[Tab], runs: Sequence[Mapping[str, Any]]) -> None:
    truth = {one["id"]: one["state"] for one in runs}
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(60):
            while any(truth.items() - tab.states.items() for tab in tabs):
                await asyncio.sleep(0.2)


def _report(
    servers: Sequence[Server],
    fal: FalServer,
    runs: Sequence[Mapping[str, Any]],
    tabs: Sequence[Tab],
    count: int,
) -> dict[str, Any]:
    prompts = [job["body"]["prompt"] for job in fal.ledger()]
    truth = {one["id"]: one["state"] for one in runs}
    return {
        "kills": sum(one.kills for one in servers) - len(servers),
        "runs": count,
        "done": sum(one["state"] == "done" for one in runs),
        "bought": len(prompts),
        "distinct": len(set(prompts)),
        "booked": sum(one["cost"] == one["price"] for one in runs),
        "behind": sum(len(truth.items() - tab.states.items()) for tab in tabs),
        "streams": sum(tab.streams for tab in tabs),
        "calls": sum(len(job["calls"]) for job in fal.ledger()),
        "taken": sum(job["calls"].count(200) for job in fal.ledger()),
    }


if __name__ == "__main__":
    print(json.dumps(asyncio.run(run(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))))
