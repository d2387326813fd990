"""What every test stands on: a closed network, no settings from the developer's shell, asyncio."""

from __future__ import annotations

import ipaddress
import os
import socket
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from httpx2._config import DEFAULT_TIMEOUT_CONFIG as PATIENCE
from hypothesis import HealthCheck, settings

from koda.settings import Settings, variable_names

settings.register_profile(
    "koda",
    deadline=None,
    derandomize=os.environ.get("KODA_TEST_SEED", "default") != "default",
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("koda")

for field in Settings.model_fields:
    for variable in variable_names(field):
        os.environ.pop(variable, None)
Settings.model_config["env_file"] = None

# Five seconds are nothing on a machine that is shared; who wants less in a test says so there.
PATIENCE.connect = PATIENCE.read = PATIENCE.write = PATIENCE.pool = 60.0

_outward: list[str] = []


class NetworkClosedError(OSError):
    """A test tried to reach beyond this machine."""


def _is_local(host: object) -> bool:
    if not isinstance(host, str):
        return True  # None or b"": the wildcard of a listening socket
    if host in {"", "localhost"} or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


def _close_network(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.getaddrinfo":
        host = arguments[0]
        if isinstance(host, str) and host.endswith(".invalid"):
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        if isinstance(host, str) and _is_literal(host):
            return  # an address needs no resolver; connecting to it is judged below
    elif event in {"socket.connect", "socket.sendto"}:
        address = arguments[1]
        if not isinstance(address, tuple):
            return  # a UNIX socket
        host = address[0]
    else:
        return
    if not _is_local(host):
        _outward.append(f"{event} {host}")
        message = f"the tests' network is closed: {event} {host}"
        raise NetworkClosedError(message)


def _is_literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True


sys.addaudithook(_close_network)


@pytest.fixture(autouse=True)
def closed_network() -> Iterator[None]:
    """Fail a test that reached beyond loopback, even if the code swallowed the refusal."""
    _outward.clear()
    yield
    assert not _outward, f"reached beyond this machine: {_outward}"


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """Koda runs on asyncio."""
    return "asyncio"


@pytest.fixture(scope="session")
def playwright() -> Iterator[Any]:
    """What starts browsers; a process can have it only once."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        yield started
