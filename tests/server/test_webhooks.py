"""fal.ai's calls: signed, new, believed in nothing but that something has ended."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import time
from pathlib import Path
from typing import Any

import httpx2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from koda.core.errors import Unauthorized, Unavailable
from koda.providers.fal_webhook import FalSeal
from tests.emulators.fal_server import QUICK, FalServer, running_fal
from tests.server.serverless import Instance, draw, instance

pytestmark = pytest.mark.rule("R36")

BODY = b'{"request_id": "r1", "status": "OK", "payload": {}}'


class Keys:
    """fal.ai's keys, as a server would publish them; counts how often it is asked."""

    def __init__(self) -> None:
        self.key = Ed25519PrivateKey.generate()
        self.asked = 0
        self.answer = 200
        self.now = 1_000_000.0

    def seal(self) -> FalSeal:
        client = httpx2.AsyncClient(transport=httpx2.MockTransport(self._publish))
        return FalSeal(client, "https://keys.example/jwks.json", lambda: self.now)

    def sign(self, body: bytes = BODY, *, at: float | None = None, **more: str) -> dict[str, str]:
        stamp = str(int(self.now if at is None else at))
        said = {"request-id": "r1", "user-id": "u1", "timestamp": stamp, **more}
        digest = hashlib.sha256(body).hexdigest()
        message = "\n".join([said["request-id"], said["user-id"], stamp, digest]).encode()
        said.setdefault("signature", self.key.sign(message).hex())
        return {f"x-fal-webhook-{name}": value for name, value in said.items()}

    def _publish(self, _: httpx2.Request) -> httpx2.Response:
        self.asked += 1
        raw = self.key.public_key().public_bytes_raw()
        x = base64.urlsafe_b64encode(raw).decode().rstrip("=")
        return httpx2.Response(self.answer, json={"keys": [{"kty": "OKP", "x": "?"}, {"x": x}]})


async def test_what_fal_has_signed_passes_and_its_keys_are_asked_for_once_a_day() -> None:
    keys = Keys()
    seal = keys.seal()
    for _ in range(3):
        await seal.check(keys.sign(), BODY)
    assert keys.asked == 1
    keys.now += 24 * 3600 + 1
    await seal.check(keys.sign(), BODY)
    assert keys.asked == 2


async def test_a_change_of_keys_is_noticed() -> None:
    keys = Keys()
    seal = keys.seal()
    await seal.check(keys.sign(), BODY)
    keys.key = Ed25519PrivateKey.generate()
    keys.now += 61
    await seal.check(keys.sign(), BODY)


_HEAD = "x-fal-webhook-"


@pytest.mark.parametrize(
    ("age", "signed", "changed", "body"),
    [
        (0, {}, {}, BODY + b" "),
        (301, {}, {}, BODY),
        (-301, {}, {}, BODY),
        (0, {"signature": "00" * 64}, {}, BODY),
        (0, {"signature": "zz"}, {}, BODY),
        (0, {"signature": ""}, {}, BODY),
        (0, {"timestamp": "soon"}, {}, BODY),
        (0, {"timestamp": "\u0663"}, {}, BODY),
        (0, {}, {"request-id": "r2"}, BODY),
        (0, {}, {"user-id": "u2"}, BODY),
        (0, {}, {"timestamp": "1000001"}, BODY),
    ],
)  # fmt: skip
async def test_anything_else_is_refused(
    age: float, signed: dict[str, str], changed: dict[str, str], body: bytes
) -> None:
    keys = Keys()
    headers = keys.sign(BODY, at=keys.now - age, **signed)
    headers |= {f"{_HEAD}{name}": value for name, value in changed.items()}
    with pytest.raises(Unauthorized):
        await keys.seal().check(headers, body)


async def test_a_call_without_headers_is_refused() -> None:
    with pytest.raises(Unauthorized):
        await Keys().seal().check({}, BODY)


async def test_forged_calls_do_not_make_koda_ask_for_keys_again_and_again() -> None:
    keys = Keys()
    seal = keys.seal()
    await seal.check(keys.sign(), BODY)
    keys.now += 61
    for _ in range(5):
        with pytest.raises(Unauthorized):
            await seal.check(keys.sign(signature="11" * 64), BODY)
    assert keys.asked == 2


async def test_without_keys_nothing_passes_and_the_caller_may_try_again() -> None:
    keys = Keys()
    keys.answer = 503
    with pytest.raises(Unavailable):
        await keys.seal().check(keys.sign(), BODY)


async def _called(koda: Instance, fal: FalServer, run: str) -> dict[str, Any]:
    """Wait for the call of the only job; the worker would look only much later by itself."""
    ended = await koda.until(run, "done", "failed")
    assert ended["state"] == "done"
    (job,) = fal.ledger()
    return job


async def test_a_call_brings_the_result_before_anybody_would_have_looked(tmp_path: Path) -> None:
    with running_fal(QUICK) as fal:
        fal.pace(run_seconds=1.0)
        async with instance(tmp_path, fal) as koda:
            await draw(koda)
            run = await koda.start_run()
            job = await _called(koda, fal, run["id"])
            assert "/api/webhooks/fal/job" in job["webhook"]
            assert job["calls"] in ([200], [])  # the worker's own look may have been first


@pytest.mark.parametrize("fault", ["webhook_forged", "webhook_stale", "webhook_duplicate"])
async def test_wrong_and_repeated_calls_change_nothing(tmp_path: Path, fault: str) -> None:
    with running_fal(QUICK) as fal:
        fal.fault(fault)
        fal.pace(run_seconds=0.4)
        async with instance(tmp_path, fal) as koda:
            await draw(koda)
            run = await koda.start_run()
            await _called(koda, fal, run["id"])
            await _until_calls(fal, 4 if fault == "webhook_duplicate" else 2)
            job = fal.ledger()[0]
            refused = [status for status in job["calls"] if status != 200]
            assert refused == ([] if fault == "webhook_duplicate" else [401])
            again = await koda.run(run["id"])
            assert (again["cost"], again["state"]) == (run["price"], "done")


async def _until_calls(fal: FalServer, count: int) -> None:
    async with asyncio.timeout(60):
        while len(fal.ledger()[0]["calls"]) < count:
            await asyncio.sleep(0.05)


@pytest.mark.rule("R22")
async def test_a_lost_answer_is_known_again_by_its_token(tmp_path: Path) -> None:
    """fal.ai lists nothing: without the call a person would have to be asked."""
    with running_fal(QUICK) as fal:
        fal.fault("lost_answer")
        fal.fault("no_history", count=1_000)
        fal.pace(run_seconds=0.5)
        async with instance(tmp_path, fal) as koda:
            await draw(koda)
            run = await koda.start_run()
            ended = await koda.until(run["id"], "done", "failed")
            assert ended["state"] == "done"
            assert len(fal.ledger()) == 1
            assert ended["cost"] == run["price"]


async def test_who_does_not_sign_learns_nothing_of_tokens(tmp_path: Path) -> None:
    with running_fal() as fal:
        async with instance(tmp_path, fal) as koda, httpx2.AsyncClient() as stranger:
            await draw(koda)
            fal.fault("webhook_lost")
            await koda.until((await koda.start_run())["id"], "done")
            token = fal.ledger()[0]["webhook"]
            for address in (token, f"{koda.address}/api/webhooks/fal/job_nothing"):
                answer = await stranger.post(address, content=BODY)
                assert (answer.status_code, answer.json()["code"]) == (401, "unauthorized")


async def test_an_unknown_token_is_not_found_and_a_body_that_is_none_is_refused(
    tmp_path: Path,
) -> None:
    keys = Keys()
    keys.now = time.time()
    with running_fal() as fal:
        async with instance(tmp_path, fal) as koda, httpx2.AsyncClient() as far:
            object.__setattr__(koda.services, "fal_seal", keys.seal())
            address = f"{koda.address}/api/webhooks/fal/job_nothing"
            answer = await far.post(address, content=BODY, headers=keys.sign())
            assert answer.status_code == 404
            for body in (b"", b"[]", b"{}", b'{"request_id": 5}', b"\xff", b'{"request_id": ""}'):
                answer = await far.post(address, content=body, headers=keys.sign(body))
                assert answer.status_code == 422, body
            huge = b"x" * (5 * 1024 * 1024)
            answer = await far.post(address, content=huge, headers=keys.sign(huge))
            assert answer.status_code == 413
