"""Addresses that somebody else chose: no inner network, no surprise in size, time or content."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import anyio
import pytest

from koda.assets.fetch import Fetcher, _is_public
from koda.core.errors import Forbidden, Invalid, KodaError, ResultGone, TooLarge, Unavailable


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("koda.assets.fetch._PAUSE_SECONDS", 0.01)


CONTENT = bytes(range(256)) * 40


@dataclass
class Server:
    """A server on loopback that answers as a test says."""

    port: int = 0
    requests: list[dict[str, str]] = field(default_factory=list)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def fetcher(self, **more: Any) -> Fetcher:
        return Fetcher(frozenset({self.origin}), **more)


Answer = Callable[[dict[str, str], asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def serving(answer: Answer, host: str = "127.0.0.1") -> AsyncIterator[Server]:
    server = Server()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            request = {"line": head[0]}
            request |= {k.lower(): v for k, _, v in (one.partition(": ") for one in head[1:])}
            server.requests.append(request)
            await answer(request, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    listening = await asyncio.start_server(handle, host, 0)
    server.port = listening.sockets[0].getsockname()[1]
    async with listening:
        yield server


def head(status: int, **headers: object) -> bytes:
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {status} X\r\n{lines}connection: close\r\n\r\n".encode("latin-1")


def giving(content: bytes = CONTENT, status: int = 200, **headers: object) -> Answer:
    async def answer(_: dict[str, str], writer: asyncio.StreamWriter) -> None:
        writer.write(head(status, content_length=len(content), **headers) + content)
        await writer.drain()

    return answer


async def test_a_file_is_fetched(tmp_path: Path) -> None:
    target = tmp_path / "file"
    async with serving(giving()) as server:
        size = await server.fetcher().download(f"{server.origin}/a.png?x=1", target, 20_000)
    assert (size, target.read_bytes()) == (len(CONTENT), CONTENT)
    assert server.requests[0]["line"] == "GET /a.png?x=1 HTTP/1.1"
    assert server.requests[0]["accept-encoding"] == "identity"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "localhost",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "0.0.0.0",
        "10.0.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "[fe80::1]",
        "[fd00::1]",
        "[64:ff9b::7f00:1]",
    ],
)
async def test_no_way_leads_into_the_inner_network(tmp_path: Path, address: str) -> None:
    async with serving(giving()) as server:
        with pytest.raises(Forbidden):
            await Fetcher().download(f"http://{address}:{server.port}/", tmp_path / "f", 99_999)
    assert server.requests == []


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2001:4860:4860::8888", True),
        ("::ffff:8.8.8.8", True),
        ("2002:808:808::1", True),
        ("64:ff9b::808:808", True),
        ("2002:7f00:1::", False),
        ("64:ff9b::a00:1", False),
        ("64:ff9b:1::1", False),
        ("::127.0.0.1", False),
        ("fec0::1", False),
        ("fe80::1%eth0", False),
        ("224.0.0.1", False),
        ("ff02::1", False),
        ("240.0.0.1", False),
        ("198.18.0.1", False),
        ("2001:db8::1", False),
    ],
)
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert _is_public(address) is public


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.org/x",
        "gopher://127.0.0.1/",
        "data:image/png;base64,AA",
        "//example.org/x",
        "/api/assets/x",
        "",
        "http://",
        "http://user:pw@example.org/",
        "http://:pw@example.org/",
        "http://@example.org/",
    ],
)
async def test_only_plain_web_addresses_are_fetched(tmp_path: Path, url: str) -> None:
    with pytest.raises(Forbidden):
        await Fetcher().download(url, tmp_path / "f", 10)


@pytest.mark.parametrize(
    "url", ["http://example.org:99999/", "http://[::1/", "http://a..b/", "http://x:port/"]
)
async def test_what_is_no_address_is_said_so(tmp_path: Path, url: str) -> None:
    with pytest.raises(KodaError) as caught:
        await Fetcher().download(url, tmp_path / "f", 10)
    assert isinstance(caught.value, (Invalid, Forbidden))


async def test_characters_beyond_ascii_are_escaped_on_their_way(tmp_path: Path) -> None:
    async with serving(giving()) as server:
        await server.fetcher().download(
            f"{server.origin}/ä ö/a%20b?ü=1&x[]=2", tmp_path / "f", 99_999
        )
    assert server.requests[0]["line"] == ("GET /%C3%A4%20%C3%B6/a%20b?%C3%BC=1&x[]=2 HTTP/1.1")


async def test_a_redirect_does_not_lead_into_the_inner_network(tmp_path: Path) -> None:
    async with serving(giving()) as secret:
        locations = [f"{secret.origin}/s", f"http://localhost:{secret.port}/", "file:///etc/passwd"]
        for location in locations:
            async with serving(giving(b"", 302, location=location)) as server:
                with pytest.raises(Forbidden):
                    await server.fetcher().download(f"{server.origin}/", tmp_path / "f", 99_999)
                assert len(server.requests) == 1
    assert secret.requests == []


async def test_a_trusted_origin_is_that_host_and_port_only(tmp_path: Path) -> None:
    async with serving(giving()) as trusted, serving(giving()) as other:
        for url in (
            f"{other.origin}/",
            f"http://localhost:{trusted.port}/",
            f"https://127.0.0.1:{trusted.port}/",
            f"http://127.0.0.1:{trusted.port}@127.0.0.1:{other.port}/",
            f"http://127.0.0.1:{other.port}\\@127.0.0.1:{trusted.port}/",
            f"http://127.0.0.1:{other.port}#@127.0.0.1:{trusted.port}/",
        ):
            with pytest.raises(KodaError):
                await trusted.fetcher().download(url, tmp_path / "f", 99_999)
    assert trusted.requests == other.requests == []


async def test_redirects_are_followed_and_counted(tmp_path: Path) -> None:
    async def answer(request: dict[str, str], writer: asyncio.StreamWriter) -> None:
        left = int(request["line"].split()[1].strip("/"))
        if left == 0:
            await giving()(request, writer)
        else:
            writer.write(head(307, location=f"/{left - 1}", content_length=0))

    async with serving(answer) as server:
        size = await server.fetcher().download(f"{server.origin}/5", tmp_path / "f", 99_999)
        assert size == len(CONTENT)
        with pytest.raises(Forbidden, match="redirects too often"):
            await server.fetcher().download(f"{server.origin}/6", tmp_path / "f", 99_999)


def names(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """Stand in for DNS: each look-up of a name takes the next answer."""
    real, left, asked = anyio.getaddrinfo, list(answers), []

    async def look_up(host: Any, port: Any, **more: Any) -> Any:
        if host != "pictures.example":
            return await real(host, port, **more)
        asked.append(host)
        found = left.pop(0) if left else answers[-1]
        kind = socket.SOCK_STREAM
        return [(socket.AF_INET, kind, 6, "", (place, port)) for place in found]

    monkeypatch.setattr(anyio, "getaddrinfo", look_up)
    return asked


async def test_a_name_with_one_inner_address_among_others_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names(monkeypatch, ["93.184.216.34", "127.0.0.1"])
    async with serving(giving()) as server:
        with pytest.raises(Forbidden):
            await Fetcher().download(
                f"http://pictures.example:{server.port}/", tmp_path / "f", 99_999
            )
    assert server.requests == []


async def test_the_address_that_was_checked_is_the_one_that_is_connected_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second answer of DNS would lead elsewhere: there is no second question."""
    async with serving(giving()) as server:
        asked = names(monkeypatch, ["127.0.0.1"], ["127.0.0.2"])
        origin = f"http://pictures.example:{server.port}"
        await Fetcher(frozenset({origin})).download(f"{origin}/", tmp_path / "f", 99_999)
    assert asked == ["pictures.example"]
    assert server.requests[0]["host"] == f"pictures.example:{server.port}"


async def test_the_next_address_of_a_name_is_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serving(giving()) as server:
        names(monkeypatch, ["127.0.0.9", "127.0.0.1"])
        origin = f"http://pictures.example:{server.port}"
        size = await Fetcher(frozenset({origin})).download(f"{origin}/", tmp_path / "f", 99_999)
    assert size == len(CONTENT)


async def test_a_file_above_the_limit_is_not_fetched(tmp_path: Path) -> None:
    async def endless(_: dict[str, str], writer: asyncio.StreamWriter) -> None:
        writer.write(head(200))
        while True:
            writer.write(b"x" * 65536)
            await writer.drain()

    target = tmp_path / "f"
    async with serving(giving()) as announced:
        with pytest.raises(TooLarge):
            await announced.fetcher().download(announced.origin, target, len(CONTENT) - 1)
        assert not target.exists()
        await announced.fetcher().download(announced.origin, target, len(CONTENT))
    async with serving(endless) as server:
        with pytest.raises(TooLarge):
            await server.fetcher().download(server.origin, target, 1_000_000)
    assert target.stat().st_size <= 1_000_000


async def test_a_server_that_is_slow_or_silent_is_given_up(tmp_path: Path) -> None:
    async def drip(_: dict[str, str], writer: asyncio.StreamWriter) -> None:
        writer.write(head(200, content_length=1000))
        while True:
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.02)

    async def silent(_: dict[str, str], writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(60)

    for answer in (drip, silent):
        async with serving(answer) as server:
            with pytest.raises(Unavailable):
                await server.fetcher(seconds=0.4, silence=0.1).download(
                    server.origin, tmp_path / "f", 99_999
                )


def cutting(sizes: list[int], **headers: object) -> Answer:
    """Gives the file, or its rest, but breaks off after so many bytes each time."""

    async def answer(request: dict[str, str], writer: asyncio.StreamWriter) -> None:
        start = 0
        if "range" in request and request.get("if-range") == headers.get("etag"):
            start = int(request["range"].removeprefix("bytes=").rstrip("-"))
        part = CONTENT[start:]
        more = (
            {"content_range": f"bytes {start}-{len(CONTENT) - 1}/{len(CONTENT)}"} if start else {}
        )
        writer.write(head(206 if start else 200, content_length=len(part), **more, **headers))
        writer.write(part[: sizes.pop(0)] if sizes else part)
        await writer.drain()

    return answer


async def test_a_broken_download_goes_on_where_it_stopped(tmp_path: Path) -> None:
    target = tmp_path / "f"
    async with serving(cutting([1000, 2000], etag='"v1"')) as server:
        await server.fetcher().download(server.origin, target, 99_999)
    assert target.read_bytes() == CONTENT
    assert [one.get("range") for one in server.requests] == [None, "bytes=1000-", "bytes=3000-"]


async def test_a_broken_download_without_a_version_begins_again(tmp_path: Path) -> None:
    for headers in ({}, {"etag": 'W/"weak"'}):
        target = tmp_path / "f"
        async with serving(cutting([1000], **headers)) as server:
            await server.fetcher().download(server.origin, target, 99_999)
        assert target.read_bytes() == CONTENT
        assert [one.get("range") for one in server.requests] == [None, None]


async def test_two_versions_of_a_file_are_never_mixed(tmp_path: Path) -> None:
    versions = [CONTENT, CONTENT[::-1], CONTENT[::-1]]

    async def answer(request: dict[str, str], writer: asyncio.StreamWriter) -> None:
        content = versions[len(server.requests) - 1]
        tag = f'"{content[0]}"'
        if "range" in request:  # a careless server, which does not look at If-Range
            start = int(request["range"].removeprefix("bytes=").rstrip("-"))
            whole = f"bytes {start}-{len(content) - 1}/{len(content)}"
            rest = content[start:]
            writer.write(head(206, content_length=len(rest), content_range=whole, etag=tag) + rest)
        else:
            size = 1000 if len(server.requests) == 1 else len(content)
            writer.write(head(200, content_length=len(content), etag=tag) + content[:size])
        await writer.drain()

    target = tmp_path / "f"
    async with serving(answer) as server:
        await server.fetcher().download(server.origin, target, 99_999)
    assert target.read_bytes() == CONTENT[::-1]


async def test_a_part_that_was_not_asked_for_is_not_taken(tmp_path: Path) -> None:
    answer = giving(CONTENT[:10], 206, content_range="bytes 5-14/99")
    async with serving(answer) as server:
        with pytest.raises(Unavailable):
            await server.fetcher().download(server.origin, tmp_path / "f", 99_999)
    assert not (tmp_path / "f").exists()


@pytest.mark.parametrize(
    ("status", "error"),
    [(404, ResultGone), (410, ResultGone), (403, Invalid), (204, Invalid), (304, Invalid)],
)
async def test_what_a_server_refuses_is_not_asked_again(
    tmp_path: Path, status: int, error: type[KodaError]
) -> None:
    async with serving(giving(b"", status)) as server:
        with pytest.raises(error):
            await server.fetcher().download(server.origin, tmp_path / "f", 99_999)
    assert len(server.requests) == 1


async def test_a_server_that_fails_at_first_is_asked_again(tmp_path: Path) -> None:
    async def answer(request: dict[str, str], writer: asyncio.StreamWriter) -> None:
        failing = giving(b"later", 503) if len(server.requests) == 1 else giving()
        await failing(request, writer)

    async with serving(answer) as server:
        size = await server.fetcher().download(server.origin, tmp_path / "f", 99_999)
    assert size == len(CONTENT)


async def test_nobody_listens_there(tmp_path: Path) -> None:
    async with serving(giving()) as server:
        pass
    with pytest.raises(Unavailable):
        await server.fetcher(seconds=0.5).download(server.origin, tmp_path / "f", 99)
    with pytest.raises(Unavailable):
        await Fetcher(seconds=0.5).download("http://no.invalid/", tmp_path / "f", 99)
