"""The closed network of the tests is closed."""

import socket

import pytest

from tests import conftest


@pytest.fixture
def forgiven(closed_network: None):
    yield
    conftest._outward.clear()


@pytest.mark.parametrize("address", ["192.0.2.1", "2001:db8::1"])
def test_a_connection_beyond_this_machine_is_refused(forgiven: None, address: str):
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as plug, pytest.raises(OSError, match="network is closed"):
        plug.connect((address, 80))


def test_no_foreign_name_is_looked_up(forgiven: None):
    with pytest.raises(OSError, match="network is closed"):
        socket.getaddrinfo("example.org", 443)


async def test_loopback_is_open():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()
