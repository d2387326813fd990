"""The image is built by a real builder from the committed tree, and what is in it serves."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from socket import create_server

import httpx2
import pytest

from koda.animation.engines.python.engine import PythonEngine
from koda.media.reading import facts_of
from tests.animation.python_engine.small import project_of

ROOT = Path(__file__).resolve().parent.parent.parent
CERTIFICATES = "/etc/ssl/certs"
PACKAGES = "ca-certificates,python3,python3-venv,python3-pip"
DEBIAN = "http://deb.debian.org/debian"


def buildah(*arguments: str, seconds: float = 900) -> str:
    done = subprocess.run(
        ["buildah", *arguments],
        env=_environment(),
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout.strip()


def _environment() -> dict[str, str]:
    return {**os.environ, "STORAGE_DRIVER": "vfs", "BUILDAH_ISOLATION": "chroot"}


def _installed() -> str:
    """Say why no image can be built here; empty if one can."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return "an image is built here by root on Debian"
    if shutil.which("buildah") and shutil.which("mmdebstrap"):
        return ""
    for command in (
        ["apt-get", "update"],
        ["apt-get", "install", "-y", "--no-install-recommends", "buildah", "mmdebstrap"],
    ):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            return f"buildah cannot be installed: {done.stderr[-200:]}"
    return ""


@dataclass(frozen=True)
class Image:
    """A built image and the base it stands on."""

    name: str


@dataclass(frozen=True)
class Context:
    """What images are built from: the committed tree, and the base they stand on."""

    folder: Path
    base: str


@pytest.fixture(scope="module")
def context() -> Iterator[Context]:
    why_not = _installed()
    if why_not:
        pytest.skip(why_not)
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder, "context")
        subprocess.run(["git", "clone", "-q", str(ROOT), str(tree)], check=True)
        yield Context(tree, _base(Path(folder)))


@pytest.fixture(scope="module")
def image(context: Context) -> Iterator[Image]:
    with built(context, "koda") as made:
        yield made


@contextmanager
def built(context: Context, target: str) -> Generator[Image]:
    """Build a target of the Dockerfile."""
    name = f"localhost/koda-under-test-{target}"
    mount = f"{CERTIFICATES}:{CERTIFICATES}:ro"
    buildah(
        "bud", "--pull-never", "--network", "host", "--volume", mount, "--build-arg",
        f"BASE={context.base}", "--target", target, "--tag", name, str(context.folder),
        seconds=1800,
    )  # fmt: skip
    yield Image(name)
    buildah("rmi", "--force", name)


def _base(folder: Path) -> str:
    """Make a base as the official one is: Debian and its Python."""
    name = "localhost/koda-base"
    tar = folder / "base.tar"
    subprocess.run(
        ["mmdebstrap", "--variant=minbase", f"--include={PACKAGES}", "trixie", str(tar), DEBIAN],
        check=True,
        capture_output=True,
    )
    container = buildah("from", "scratch")
    buildah("add", container, str(tar), "/")
    bundle = f"{CERTIFICATES}/ca-certificates.crt"
    for variable in ("PIP_CERT", "SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS"):
        buildah("config", "--env", f"{variable}={bundle}", container)
    buildah("config", "--env", "UV_SYSTEM_CERTS=1", container)
    buildah("commit", container, name)
    buildah("rm", container)
    return name


@pytest.fixture
def container(image: Image) -> Iterator[str]:
    made = buildah("from", "--pull-never", image.name)
    yield made
    buildah("rm", made)


def start(container: str, port: int, *more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [
            "buildah", "run", "--network", "host", "--env", f"PORT={port}", *more, container, "--",
            "koda-entrypoint", "serve", "--no-open", "--make-password",
        ],
        env=_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )  # fmt: skip


def free_port() -> int:
    with create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def wait_ready(address: str, process: subprocess.Popen[str]) -> None:
    for _ in range(300):
        assert process.poll() is None, process.communicate()[0]
        try:
            if httpx2.get(f"{address}/api/health/ready").is_success:
                return
        except httpx2.TransportError:
            pass
        time.sleep(0.1)
    raise AssertionError("the container never became ready")


def pid_in(port: int) -> int:
    """Find the server's process by the port it was given."""
    for place in Path("/proc").iterdir():
        if not place.name.isdigit():
            continue
        try:
            words = (place / "cmdline").read_bytes().split(b"\0")
            environment = (place / "environ").read_bytes().split(b"\0")
        except OSError:
            continue
        is_it = b"--make-password" in words and f"PORT={port}".encode() in environment
        if is_it and words[0].endswith(b"python"):
            return int(place.name)
    raise AssertionError("no such process")


def test_it_starts_with_nothing_set_as_nobody_special_and_ends_when_told(container: str) -> None:
    port = free_port()
    process = start(container, port)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_ready(address, process)
        pid = pid_in(port)
        status = Path(f"/proc/{pid}/status").read_text()
        assert re.search(r"^Uid:\t10001\t10001", status, re.MULTILINE)
        healthy = buildah(
            "run", "--network", "host", "--env", f"PORT={port}", container, "--", "koda", "health"
        )
        assert "answers 200" in healthy
        drawn = buildah(
            "run", container, "--", "koda", "run", "first-light", "--data", "/tmp/other",
            "--out", "/tmp/out",
        )  # fmt: skip
        assert re.search(r"/tmp/out/\S+\.(png|webp|jpg)", drawn)

        password = buildah("run", container, "--", "cat", "/data/password")
        with httpx2.Client(base_url=address, timeout=60) as client:
            assert client.get("/api/canvases").status_code == 401
            assert client.post("/api/session", json={"secret": password}).is_success
            assert client.get("/").headers["content-type"].startswith("text/html")
            canvas = client.post("/api/canvases", json={"name": "In a container"})
            assert canvas.is_success, canvas.text
        os.kill(pid, signal.SIGTERM)
        output, _ = process.communicate(timeout=30)
        assert process.returncode == 0, output
        assert f"A password was made, since KODA_PASSWORD is not set: {password}" in output

        again = start(container, port)
        wait_ready(address, again)
        with httpx2.Client(base_url=address, timeout=60) as client:
            client.post("/api/session", json={"secret": password})
            names = [one["name"] for one in client.get("/api/canvases").json()["canvases"]]
        assert "In a container" in names
        os.kill(pid_in(port), signal.SIGTERM)
        again.communicate(timeout=30)
    finally:
        if process.poll() is None:
            process.kill()


def test_started_as_root_it_lets_go_of_roots_rights(container: str) -> None:
    """As on platforms whose volumes belong to root."""
    port = free_port()
    process = start(container, port, "--user", "0:0")
    try:
        wait_ready(f"http://127.0.0.1:{port}", process)
        status = Path(f"/proc/{pid_in(port)}/status").read_text()
        assert re.search(r"^Uid:\t10001\t10001", status, re.MULTILINE)
        assert re.search(r"^CapEff:\t0+$", status, re.MULTILINE)
        assert re.search(r"^NoNewPrivs:\t1$", status, re.MULTILINE)
        os.kill(pid_in(port), signal.SIGTERM)
        process.communicate(timeout=30)
    finally:
        if process.poll() is None:
            process.kill()


@pytest.mark.timeout(2400)
def test_the_target_for_animations_has_what_draws(context: Context, tmp_path: Path) -> None:
    with built(context, "animation") as image:
        container = buildah("from", "--pull-never", image.name)
        try:
            check_what_draws(container, tmp_path)
        finally:
            buildah("rm", container)


def check_what_draws(container: str, folder: Path) -> None:
    """Ask a container for what boxes need, and have it draw a film without one."""
    said = buildah("run", container, "--", "bwrap", "--version")
    said += buildah("run", container, "--", "chromium-headless-shell", "--version")
    imports = "import av, pyseccomp, skia; print(skia.__version__)"
    said += buildah("run", container, "--", "python", "-c", imports)
    assert re.search(r"bubblewrap \d.*Chromium \d.*\d", said, re.DOTALL), said

    scene = {"number": 1, "layers": [{"type": "text", "text": "Hi", "size": 200}]}
    for name, text in PythonEngine().bundle(project_of([scene])).items():
        (folder / name).write_text(text, encoding="utf-8")
    film = folder / "film.mp4"
    mount = f"{folder}:/films"
    folder.chmod(0o777)
    buildah(
        "run", "--volume", mount, container, "--", "koda", "animate", "/films/scene.json",
        "/films/film.mp4",
    )  # fmt: skip
    assert facts_of(film).seconds == pytest.approx(3, abs=0.05)
