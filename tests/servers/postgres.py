"""A real PostgreSQL server on loopback, and a database for whoever asks."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest

_TOOL = Path(__file__).resolve().parent.parent.parent / "tools" / "postgres"
_NO_SERVER = 3
_START_SECONDS = 60
PASSWORD = "only on loopback"
# What is stored need not outlive the machine here; everything else is as it is shipped.
_OPTIONS = (
    "fsync=off",
    "full_page_writes=off",
    "max_connections=300",
    "listen_addresses=127.0.0.1",
)


@dataclass
class Postgres:
    """A running server.

    Attributes:
        port: Where it answers, on 127.0.0.1.
        process: What answers; ending it ends the server.
    """

    port: int
    process: subprocess.Popen[bytes]
    _known: set[str] = field(default_factory=set)

    def database(self, name: str, template: str = "template0") -> str:
        """Make a database, as a copy, unless it is there; its address."""
        if name not in self._known:
            with psycopg.connect(self.address("postgres"), autocommit=True) as link:
                found = link.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,))
                if not found.fetchone():
                    link.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'.encode())
            self._known.add(name)
        return self.address(name)

    def address(self, database: str, user: str = "koda", password: str = PASSWORD) -> str:
        """Give the address of a database, there or not."""
        secret = password.replace(" ", "%20")
        return f"postgresql://{user}:{secret}@127.0.0.1:{self.port}/{database}"


def postgres_programs() -> Path:
    """Give the folder of the server's programs; skips the test where there are none."""
    found = subprocess.run([_TOOL], capture_output=True, text=True, check=False)
    if found.returncode == _NO_SERVER:
        pytest.skip(found.stderr.strip())
    assert found.returncode == 0, found.stderr
    return Path(found.stdout.strip())


@contextmanager
def run_postgres(options: Sequence[str] = ()) -> Generator[Postgres]:
    """Start a server with a new folder, and end it with all that it keeps."""
    programs = postgres_programs()
    # It refuses to run as root, so its folder lies where another user may go.
    folder = Path(tempfile.mkdtemp(prefix="koda-postgres-"))
    try:
        with _server(programs, folder, options) as server:
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _server(programs: Path, folder: Path, options: Sequence[str]) -> Generator[Postgres]:
    secret = folder / "secret"
    secret.write_text(f"{PASSWORD}\n")
    who = _other_user(folder)
    _initialize(programs, folder, secret, who)
    port = _free_port()
    here = ("listen_addresses=127.0.0.1", f"unix_socket_directories={folder}")
    settings = [f"-c{one}" for one in (*_OPTIONS, *here, *options)]
    # Where it can be had: the server ends when the tests are killed, too.
    bound = ["setpriv", "--pdeathsig", "INT"] if shutil.which("setpriv") else []
    server = [str(programs / "postgres"), "-D", str(folder / "data"), "-p", str(port)]
    command = [*bound, *server, *settings]
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, user=who)
    running = Postgres(port, process)
    try:
        _await_answer(running, folder / "log")
        yield running
    finally:
        process.send_signal(signal.SIGINT)  # at once, but in order: no shared memory is left
        try:
            process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _initialize(programs: Path, folder: Path, secret: Path, who: str | None) -> None:
    subprocess.run(
        [
            str(programs / "initdb"),
            *("-D", str(folder / "data"), "-U", "koda", f"--pwfile={secret}"),
            *("-A", "scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"),
        ],
        check=True,
        capture_output=True,
        cwd=folder,
        user=who,
    )


def _other_user(folder: Path) -> str | None:
    """Name who runs the server where root starts it, and give them the folder."""
    if os.geteuid() != 0:
        return None
    name = "postgres" if "postgres" in {one.pw_name for one in pwd.getpwall()} else "nobody"
    for place in (folder, *folder.iterdir()):
        shutil.chown(place, name)
    return name


def _await_answer(server: Postgres, log: Path) -> None:
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until and server.process.poll() is None:
        try:
            psycopg.connect(server.address("postgres"), connect_timeout=5).close()
            return
        except psycopg.OperationalError:
            time.sleep(0.05)
    raise AssertionError(log.read_text(errors="replace"))


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as plug:
        return int(plug.getsockname()[1])
