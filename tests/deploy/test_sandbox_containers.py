"""Boxes in containers: image and engine are made; promises, attacks and drawings are tried.

The engine is Podman with its interface of Docker, set up as this machine allows it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contracts.boxes import CONTAINERS, IMAGE
from tests.deploy.test_container import CERTIFICATES, DEBIAN, ROOT

NAME = "localhost/koda-sandbox-under-test"
PACKAGES = "ca-certificates,python3,python3-venv,python3-pip"
SETTINGS = """
[engine]
runtime = "runc"
events_logger = "file"
cgroup_manager = "cgroupfs"
"""


def buildah(*arguments: str) -> str:
    """Build with the storage that the engine uses: a copy of 1 GB for each box would take long."""
    done = subprocess.run(
        ["buildah", *arguments],
        env={**os.environ, "BUILDAH_ISOLATION": "chroot"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout.strip()


def _installed() -> str:
    """Say why there is no engine here; empty if there is one."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return "an engine is started here by root on Debian"
    wanted = {"podman": "podman", "runc": "runc", "mmdebstrap": "mmdebstrap", "buildah": "buildah"}
    packages = [package for name, package in wanted.items() if shutil.which(name) is None]
    for command in (
        [["apt-get", "update"], ["apt-get", "install", "-y", "--no-install-recommends", *packages]]
        if packages
        else []
    ):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            return f"{packages} cannot be installed: {done.stderr[-200:]}"
    return ""


@pytest.fixture(scope="module")
def engine() -> Iterator[str]:
    """Start an engine that has the image; gives its address."""
    why_not = _installed()
    if why_not:
        pytest.skip(why_not)
    with tempfile.TemporaryDirectory() as folder:
        _build(Path(folder))
        settings = Path(folder, "containers.conf")
        settings.write_text(SETTINGS)
        address = f"unix://{folder}/podman.sock"
        process = subprocess.Popen(
            ["podman", "system", "service", "--time=0", address],
            env={**os.environ, "CONTAINERS_CONF": str(settings)},
        )
        try:
            _wait(Path(folder, "podman.sock"), process)
            yield address
        finally:
            process.terminate()
            process.wait(20)
            buildah("rmi", "--force", NAME)


def _build(folder: Path) -> None:
    tar = folder / "base.tar"
    subprocess.run(
        ["mmdebstrap", "--variant=minbase", f"--include={PACKAGES}", "trixie", str(tar), DEBIAN],
        check=True,
        capture_output=True,
    )
    container, base = buildah("from", "scratch"), "localhost/koda-sandbox-base"
    buildah("add", container, str(tar), "/")
    for variable in ("PIP_CERT", "SSL_CERT_FILE"):
        buildah("config", "--env", f"{variable}={CERTIFICATES}/ca-certificates.crt", container)
    buildah("commit", container, base)
    buildah("rm", container)
    buildah(
        "bud", "--pull-never", "--network", "host", "--volume",
        f"{CERTIFICATES}:{CERTIFICATES}:ro", "--build-arg", f"BASE={base}", "--tag", NAME,
        str(ROOT / "koda/sandbox/image"),
    )  # fmt: skip


def _wait(path: Path, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        assert process.poll() is None, "the engine ended"
        if path.exists():
            return
        time.sleep(0.1)
    raise AssertionError("the engine never listened")


@pytest.mark.timeout(3600)  # each of the tests within has its own
@pytest.mark.parametrize(
    "which",
    [
        "tests/contracts/test_sandbox.py",
        "tests/sandbox/test_docker.py",
        "tests/animation/rendering/test_far_boxes.py",
    ],
)
def test_boxes_in_containers(engine: str, which: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", which, "-k", "docker", "-q", "-n", "0", "-rs"],
        env={**os.environ, CONTAINERS: engine, IMAGE: NAME},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    print(done.stdout[-3000:])
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert "skipped" not in done.stdout.splitlines()[-1]


def test_the_command_line_sees_the_engine(engine: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "koda", "sandbox", "probe", "--data", str(tmp_path)],
        env={
            **os.environ,
            "SANDBOX_PROVIDER": "docker",
            "DOCKER_HOST": engine,
            "SANDBOX_IMAGE": NAME,
        },
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "Boxes work here, by docker.\n"), done.stderr
