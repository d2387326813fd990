"""A process that used a library in Rust ends as it meant to: whole, with its own exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.servers.s3 import run_s3

# Not known to `threading`, as the threads of libraries are.
FOREIGN = """
import _thread, os, sys, time
from koda import foreign_threads

def work(seconds):
    inside.release()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        time.sleep(0.01)
    os.write(1, b"whole")

inside = _thread.allocate_lock()
inside.acquire()
_thread.start_new_thread(work, (float(sys.argv[1]),))
inside.acquire()
foreign_threads._LIMIT_SECONDS = float(sys.argv[2])
foreign_threads.wait_for_them_at_exit()
foreign_threads.wait_for_them_at_exit()
sys.exit(3)
"""

REQUESTS = """
import asyncio, os
from koda.blobs.s3 import S3BlobStore
from koda.blobs.s3_place import S3Place

known = (os.environ[name] for name in ("BUCKET", "ADDRESS", "REGION", "ID", "SECRET"))
store = S3BlobStore(S3Place("s3", *known))

async def ask():
    await asyncio.gather(*(store.find(f"assets/aa/{count}") for count in range(8)))

asyncio.run(ask())
"""


def run(code: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env={**os.environ, **environment},
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(("seconds", "limit", "said"), [("0.5", "60", "whole"), ("60", "0.5", "")])
def test_a_foreign_thread_is_waited_for_but_not_for_ever(
    seconds: str, limit: str, said: str
) -> None:
    ended = run(FOREIGN, seconds, limit)
    assert (ended.returncode, ended.stdout, ended.stderr) == (3, said, "")


def test_a_process_that_ends_right_after_its_requests_to_a_bucket_is_not_aborted() -> None:
    with run_s3("rclone") as server, ThreadPoolExecutor(4) as pool:
        place = server.bucket()
        environment = {
            "BUCKET": place.bucket, "ADDRESS": place.address, "REGION": place.region,
            "ID": place.key_id, "SECRET": place.secret,
        }  # fmt: skip
        runs = [pool.submit(run, REQUESTS, **environment) for _ in range(20)]
        ended = [each.result() for each in runs]
    assert [(one.returncode, one.stderr) for one in ended] == [(0, "")] * 20
