"""The guide's cloud on loopback: Vercel's edge, libSQL, a bucket, fal.ai, Anthropic."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2

from tests.deploy.vercel_edge import Edge, host_of
from tests.deploy.vercel_function import Instance
from tests.deploy.vercel_machine import Built
from tests.emulators.anthropic_server import AnthropicServer, running_anthropic
from tests.emulators.fal_server import FalServer, running_fal, serving
from tests.servers.s3 import S3Server, run_s3
from tests.servers.sqld import Sqld, run_sqld

PASSWORD = "a long password of the tests"
CRON_SECRET = "the timer's secret"


@dataclass
class Cloud:
    """Everything that a project on Vercel has.

    Attributes:
        address: Where browsers reach Koda, through the edge.
        edge: Vercel's edge.
        variables: The project's environment variables, and what Vercel adds.
    """

    address: str
    edge: Edge
    variables: dict[str, str]
    built: Built
    folder: Path
    bucket: S3Server
    fal: FalServer
    anthropic: AnthropicServer
    _stack: ExitStack
    _over: bool = False

    def start(self, **more: str) -> Instance:
        """Start a cold instance; it ends with the cloud."""
        instance = Instance(self.built, self.folder, {**self.variables, **more})
        self._stack.callback(instance.close)
        if self._over:  # a late call of fal.ai woke it while everything ends
            instance.close()
        return instance

    def cold(self, count: int = 1) -> list[Instance]:
        """Kill every instance and let new ones answer."""
        for instance in self.edge.instances:
            instance.kill()
        self.edge.instances = [self.start() for _ in range(count)]
        return self.edge.instances

    def logs(self) -> str:
        """Give what the instances said."""
        return "\n".join(one.log() for one in self.edge.instances)

    @contextmanager
    def browser(self, *, signed_in: bool = True) -> Iterator[httpx2.Client]:
        """Give a client with the cookie of a session."""
        with httpx2.Client(base_url=self.address, timeout=60) as client:
            client.headers["origin"] = self.address
            if signed_in:
                answer = client.post("/api/session", json={"password": PASSWORD})
                assert answer.status_code == 200, answer.text + self.logs()
                # Cookies that are only for https are not sent to loopback by this client.
                cookies = "; ".join(f"{one.name}={one.value}" for one in client.cookies.jar)
                client.cookies.clear()
                client.headers["cookie"] = cookies
            yield client


@contextmanager
def open_cloud(
    built: Built, folder: Path, services: tuple[Sqld, S3Server], *, seconds: float = 300
) -> Iterator[Cloud]:
    """Set a project up with a database and a bucket of its own."""
    sqld, bucket = services
    with ExitStack() as stack:
        fal = stack.enter_context(running_fal())
        anthropic = stack.enter_context(running_anthropic())
        edge = Edge(built, lambda: cloud.start(), seconds)  # noqa: PLW0108 — it is made below
        address = stack.enter_context(serving(edge))
        place = bucket.bucket()
        name = f"d{secrets.token_hex(6)}"
        variables = {
            "FAL_KEY": "key:secret",
            "FAL_QUEUE_URL": f"{fal.base}/queue",
            "FAL_REST_URL": f"{fal.base}/rest",
            "FAL_CDN_URL": f"{fal.base}/cdn",
            "FAL_API_URL": f"{fal.base}/api",
            "FAL_JWKS_URL": f"{fal.base}/rest/.well-known/jwks.json",
            "ANTHROPIC_API_KEY": "sk-ant-test",
            "ANTHROPIC_BASE_URL": anthropic.base,
            "NEXT_PUBLIC_STORAGE_BACKEND": "sqlite",
            "TURSO_DATABASE_URL": sqld.database(name),
            "TURSO_AUTH_TOKEN": sqld.token(),
            "ASSET_STORAGE": "r2",
            "R2_ACCOUNT_ID": "account",
            "R2_ACCESS_KEY_ID": place.key_id,
            "R2_SECRET_ACCESS_KEY": place.secret,
            "R2_BUCKET_NAME": place.bucket,
            "R2_ENDPOINT": bucket.address,
            "KODA_PASSWORD": PASSWORD,
            "KODA_SECRET": "the secret that seals stored keys",
            "KODA_PUBLIC_URL": address,
            "KODA_REQUEST_SECONDS": str(max(5, int(seconds) - 1)),
            "CRON_SECRET": CRON_SECRET,
            "VERCEL": "1",
            "VERCEL_ENV": "production",
            "VERCEL_REGION": "iad1",
            "VERCEL_URL": host_of(address),
            "VERCEL_PROJECT_PRODUCTION_URL": host_of(address),
            "LANG": "en_US.UTF-8",
            "TZ": ":UTC",
        }
        cloud = Cloud(
            address, edge, variables, built, folder, bucket, fal, anthropic, stack.pop_all()
        )
        with cloud._stack:
            try:
                yield cloud
            finally:
                cloud._over = True


@contextmanager
def open_services() -> Iterator[tuple[Sqld, S3Server]]:
    """Start the database's and the bucket's servers, for many clouds."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="koda-sqld-")))
        yield stack.enter_context(run_sqld(folder)), stack.enter_context(run_s3("moto"))


def until_done(client: httpx2.Client, run: str) -> dict[str, Any]:
    """Ask for a run until it has ended, as a tab without a stream would."""
    for _ in range(300):
        answer = client.get(f"/api/runs/{run}")
        answer.raise_for_status()
        if answer.json()["state"] in {"done", "failed", "cancelled"}:
            return answer.json()
    raise AssertionError(f"the run did not end: {answer.text}")
