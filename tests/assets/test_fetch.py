"""The guard of every address that somebody else chose, against real servers on loopback."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from koda.assets.fetch import Fetcher
from koda.core.errors import Forbidden, Invalid, ResultGone, TooLarge, Unavailable
from tests.emulators.fal_server import serving

CONTENT = bytes(range(256)) * 400
LIMIT = 10_000_000


class Site:
    """A server with good and bad manners."""

    def __init__(self) -> None:
        self.failures = 0
        self.ranges: list[str] = []

    def app(self) -> Starlette:
        pages = (
            self.file, self.gone, self.broken, self.moved, self.round, self.inside,
            self.endless, self.denied, self.cut,
        )  # fmt: skip
        return Starlette(routes=[Route(f"/{page.__name__}", page) for page in pages])

    async def file(self, request: Request) -> Response:
        return Response(CONTENT)

    async def gone(self, request: Request) -> Response:
        return Response(status_code=404)

    async def denied(self, request: Request) -> Response:
        return Response(status_code=403)

    async def broken(self, request: Request) -> Response:
        self.failures += 1
        return Response(status_code=503) if self.failures < 3 else Response(CONTENT)

    async def cut(self, request: Request) -> Response:
        """Give half, then break; go on from there when asked to."""
        wanted = request.headers.get("range")
        self.ranges.append(wanted or "")
        if wanted:
            start = int(wanted.removeprefix("bytes=").removesuffix("-"))
            return Response(CONTENT[start:], 206)

        async def half() -> AsyncIterator[bytes]:
            yield CONTENT[:50_000]
            raise ConnectionResetError

        return StreamingResponse(half(), headers={"content-length": str(len(CONTENT))})

    async def moved(self, request: Request) -> Response:
        return RedirectResponse("/file")

    async def round(self, request: Request) -> Response:
        return RedirectResponse("/round")

    async def inside(self, request: Request) -> Response:
        return RedirectResponse("http://127.0.0.1:1/secret")

    async def endless(self, request: Request) -> Response:
        async def more() -> AsyncIterator[bytes]:
            while True:
                yield CONTENT

        return StreamingResponse(more())


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
def base(site: Site) -> Iterator[str]:
    with serving(site.app()) as address:
        yield address


@pytest.fixture
def trusting(base: str) -> Fetcher:
    return Fetcher(frozenset({base}))


async def test_a_file_of_a_configured_service_is_fetched(
    trusting: Fetcher, base: str, tmp_path: Path
) -> None:
    target = tmp_path / "file"
    assert await trusting.download(f"{base}/file", target, LIMIT) == len(CONTENT)
    assert target.read_bytes() == CONTENT


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:80/x",
        "http://127.1/x",
        "http://2130706433/x",
        "http://0x7f.1/x",
        "http://localhost/x",
        "http://[::1]/x",
        "http://[::ffff:127.0.0.1]/x",
        "http://[2002:7f00:1::]/x",
        "http://10.0.0.1/x",
        "http://192.168.1.1/x",
        "http://169.254.169.254/latest/meta-data",
        "http://[fd00:ec2::254]/x",
        "http://0.0.0.0/x",
        "http://224.0.0.1/x",
        "http://100.64.0.1/x",
        "file:///etc/passwd",
        "ftp://example.com/x",
        "gopher://127.0.0.1/x",
        "http://user:password@example.com/x",
        "http:///x",
        "javascript:alert(1)",
        "//127.0.0.1/x",
        "",
    ],
)
async def test_the_inner_network_and_other_schemes_are_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(Forbidden):
        await Fetcher().download(url, tmp_path / "file", LIMIT)
    assert not (tmp_path / "file").exists()


async def test_a_port_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Invalid):
        await Fetcher().download("http://example.com:99999/x", tmp_path / "file", LIMIT)


async def test_only_the_configured_port_is_trusted(
    trusting: Fetcher, base: str, tmp_path: Path
) -> None:
    host, _, port = base.rpartition(":")
    with pytest.raises(Forbidden):
        await trusting.download(f"{host}:{int(port) + 1}/file", tmp_path / "file", LIMIT)


async def test_a_redirect_is_followed_and_judged_again(
    trusting: Fetcher, base: str, tmp_path: Path
) -> None:
    assert await trusting.download(f"{base}/moved", tmp_path / "a", LIMIT) == len(CONTENT)
    for path in ("inside", "round"):
        with pytest.raises(Forbidden):
            await trusting.download(f"{base}/{path}", tmp_path / "b", LIMIT)


async def test_a_file_above_the_limit_is_cut_off(
    trusting: Fetcher, base: str, tmp_path: Path
) -> None:
    for path in ("file", "endless"):
        with pytest.raises(TooLarge):
            await trusting.download(f"{base}/{path}", tmp_path / "file", 60_000)


async def test_a_server_that_stumbles_is_asked_again(
    trusting: Fetcher, base: str, tmp_path: Path
) -> None:
    assert await trusting.download(f"{base}/broken", tmp_path / "file", LIMIT) == len(CONTENT)


async def test_a_broken_transfer_goes_on_where_it_stopped(
    trusting: Fetcher, site: Site, base: str, tmp_path: Path
) -> None:
    target = tmp_path / "file"
    assert await trusting.download(f"{base}/cut", target, LIMIT) == len(CONTENT)
    assert target.read_bytes() == CONTENT
    assert site.ranges == ["", "bytes=50000-"]


async def test_what_is_gone_or_denied_is_not_asked_for_again(
    trusting: Fetcher, base: str, tmp_path: Path
) -> None:
    with pytest.raises(ResultGone):
        await trusting.download(f"{base}/gone", tmp_path / "file", LIMIT)
    with pytest.raises(Invalid):
        await trusting.download(f"{base}/denied", tmp_path / "file", LIMIT)


async def test_a_server_that_is_away_is_said_so(tmp_path: Path) -> None:
    fetcher = Fetcher(frozenset({"http://127.0.0.1:1"}))
    with pytest.raises(Unavailable):
        await fetcher.download("http://127.0.0.1:1/x", tmp_path / "file", LIMIT)
