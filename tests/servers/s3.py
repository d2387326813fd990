"""Two real servers that speak S3: moto knows every request, rclone verifies every signature."""

from __future__ import annotations

import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2

from koda.blobs.s3_place import S3Place
from koda.blobs.s3_signing import signed_address

KEY_ID = "AKIATEST"
SECRET = "a-secret-of-the-tests"
_START_SECONDS = 60


@dataclass
class S3Server:
    """A running server.

    Attributes:
        kind: `moto` or `rclone`.
        address: Its endpoint, without a bucket.
        process: What answers.
        root: Where rclone keeps its buckets.
    """

    kind: str
    address: str
    process: subprocess.Popen[bytes]
    root: Path

    def bucket(self, name: str = "") -> S3Place:
        """Make a bucket, with a name of its own unless one is given."""
        made = name or f"b{secrets.token_hex(8)}"
        place = S3Place(
            service="s3",
            bucket=made,
            address=f"{self.address}/{made}",
            region="us-east-1",
            key_id=KEY_ID,
            secret=SECRET,
        )
        assert httpx2.put(signed_address(place, "PUT", "", 60)).status_code == 200
        return place

    def variables(self, place: S3Place, public: str = "") -> dict[str, str]:
        """Give the environment variables that make Koda keep its files there."""
        return {
            "ASSET_STORAGE": "s3",
            "S3_ACCESS_KEY_ID": place.key_id,
            "S3_SECRET_ACCESS_KEY": place.secret,
            "S3_BUCKET_NAME": place.bucket,
            "S3_ENDPOINT": self.address,
            "S3_PUBLIC_URL": public,
        }


@contextmanager
def run_s3(kind: str) -> Iterator[S3Server]:
    """Start `moto` or `rclone` on a free port of loopback; ends it by its id."""
    root = Path(tempfile.mkdtemp(prefix="koda-s3-"))
    port = _free_port()
    process = subprocess.Popen(
        _command(kind, port, root), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait(process, port)
        yield S3Server(kind, f"http://127.0.0.1:{port}", process, root)
    finally:
        process.terminate()
        process.wait(60)
        shutil.rmtree(root, ignore_errors=True)


def _command(kind: str, port: int, root: Path) -> list[str]:
    programs = Path(sys.executable).parent
    if kind == "moto":
        return [str(programs / "moto_server"), "-H", "127.0.0.1", "-p", str(port)]
    return [
        str(programs / "rclone"), "serve", "s3", "--addr", f"127.0.0.1:{port}",
        "--config", str(root / "none.conf"), "--auth-key", f"{KEY_ID},{SECRET}", str(root),
    ]  # fmt: skip


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, "the S3 server ended at its start"
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("the S3 server did not start")
