"""Asset stores: small and large files in and out, and what a large one costs in memory.

The peers are the folder on this machine's disk and, for a bucket, Amazon's own client (boto3)
against the same server on loopback.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from benches.figures import Bench, median
from koda.blobs.base import BlobStore
from koda.blobs.local import LocalBlobStore
from koda.blobs.s3 import S3BlobStore
from koda.blobs.s3_place import S3Place
from tests.servers.s3 import run_s3

SIZES = {"1 KB": 1024, "20 MB": 20 * 1024 * 1024}
TURNS = 7
LARGE_MB = 200
_MEMORY = """
import asyncio, json, sys
from pathlib import Path
from koda.blobs.s3 import S3BlobStore
from koda.blobs.s3_place import S3Place
store = S3BlobStore(S3Place(*json.loads(sys.argv[1])))
def peak():  # of this process alone: what getrusage says begins with the parent's
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024
async def work():
    await store.put("assets/aa/small", Path(sys.argv[2]))
    before = peak()
    await store.put("assets/aa/large", Path(sys.argv[3]))
    put = peak()
    async for chunk in store.open("assets/aa/large"):
        pass
    print(json.dumps([round(before), round(put), round(peak())]))
asyncio.run(work())
"""


def measure() -> Bench:
    """Measure each store on the same files."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        yield from _store("folder", LocalBlobStore(folder / "store"), folder)
        for kind in ("moto", "rclone"):
            with run_s3(kind) as server:
                place = server.bucket()
                yield from _store(kind, S3BlobStore(place), folder, _boto(place))
                if kind == "rclone":
                    yield _memory(place, folder)


def _store(name: str, store: BlobStore, folder: Path, peer: Any = None) -> Bench:
    for title, size in SIZES.items():
        sources = [folder / f"{size}-{turn}" for turn in range(TURNS)]
        for source in sources:
            source.write_bytes(os.urandom(size))
        keys = [f"assets/{source.name}" for source in sources]
        put = asyncio.run(
            _times([lambda k=k, s=s: store.put(k, s) for k, s in zip(keys, sources, strict=True)])
        )
        get = asyncio.run(_times([lambda k=k: _read(store, k) for k in keys]))
        figures: dict[str, object] = {
            "bench": "blobs",
            "store": name,
            "file": title,
            "put_ms": put,
            "get_ms": get,
        }
        if peer is not None:
            sent = [
                lambda k=k, s=s: peer.upload_file(str(s), peer.place, f"p/{k}")
                for k, s in zip(keys, sources, strict=True)
            ]
            read = [
                lambda k=k: peer.get_object(Bucket=peer.place, Key=k)["Body"].read() for k in keys
            ]
            figures |= {
                "put_to_boto3": round(put / _plain_times(sent), 2),
                "get_to_boto3": round(get / _plain_times(read), 2),
            }
        yield figures


async def _times(works: list[Callable[[], Awaitable[object]]]) -> float:
    found: list[float] = []
    for work in works:
        begun = time.perf_counter()
        await work()
        found.append((time.perf_counter() - begun) * 1000)
    return median(found)


def _plain_times(works: list[Callable[[], object]]) -> float:
    found: list[float] = []
    for work in works:
        begun = time.perf_counter()
        work()
        found.append((time.perf_counter() - begun) * 1000)
    return median(found)


async def _read(store: BlobStore, key: str) -> int:
    return sum([len(chunk) async for chunk in store.open(key)])


def _boto(place: S3Place) -> Any:
    import boto3

    client = boto3.client(
        "s3",
        endpoint_url=place.origin,
        aws_access_key_id=place.key_id,
        aws_secret_access_key=place.secret,
        region_name=place.region,
    )
    client.place = place.bucket
    return client


def _memory(place: S3Place, folder: Path) -> dict[str, object]:
    """Peak memory of a process before and after it put and read a large file."""
    small, large = folder / "small", folder / "large"
    small.write_bytes(b"x" * 1024)
    with large.open("wb") as out:
        for _ in range(LARGE_MB):
            out.write(os.urandom(1024 * 1024))
    values = json.dumps(
        [place.service, place.bucket, place.address, place.region, place.key_id, place.secret]
    )
    answer = subprocess.run(
        [sys.executable, "-c", _MEMORY, values, str(small), str(large)],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    before, put, read = json.loads(answer.stdout)
    return {
        "bench": "blobs",
        "file": f"{LARGE_MB} MB",
        "rss_before_mb": before,
        "rss_grown_by_put_mb": put - before,
        "rss_grown_by_put_and_get_mb": read - before,
    }
