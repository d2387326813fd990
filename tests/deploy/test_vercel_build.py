"""`vercel build` on the committed tree: what goes to the CDN and what into the function.

Its traps: an install command would replace uv's, a page built into `public/` would not be deployed,
and whatever is not excluded is packed.
"""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from koda.server.static import BrowserApp, page_policy
from tests.deploy.vercel_machine import CONFIG, STORE, Built
from tests.deploy.vercel_routes import Routed, route

MB = 2**20
STAGE = ("licences.txt", "remotion.html", "theatre.html")
SOURCES_MB = 165  # what is packed before bytecode is added, which fills up to 220 at most
LIMIT_MB = 225


def routed(built: Built, path: str) -> Routed:
    return route(built.config, built.output / "static", path)


@pytest.mark.parametrize("path", ["/", "/canvas/abc", "/settings", "/assets"])
def test_pages_come_from_the_cdn_with_the_headers_that_the_server_gives(
    built: Built, path: str, tmp_path: Path
) -> None:
    answer = routed(built, path)
    assert answer.file == built.output / "static/index.html"
    (tmp_path / "index.html").write_text("page")
    same = BrowserApp(tmp_path, ["https:"])._index().headers
    for name in (
        "Cache-Control",
        "Content-Security-Policy",
        "X-Content-Type-Options",
        "Referrer-Policy",
    ):
        assert answer.headers[name] == same[name], name


def test_the_page_itself_allows_its_own_store_only(built: Built) -> None:
    page = (built.output / "static/index.html").read_text()
    said = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    assert said
    assert page.index("<meta") == said.start(), "before anything that is loaded"
    allowed = html.unescape(said[1])
    assert allowed == page_policy([STORE]).replace("frame-ancestors 'none'; ", "")


def test_hashed_files_are_kept_for_ever(built: Built) -> None:
    script = re.search(
        r'src="(/assets/[^"]+\.js)"', (built.output / "static/index.html").read_text()
    )
    assert script
    answer = routed(built, script[1])
    assert answer.file
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Content-Security-Policy" not in answer.headers


def test_files_that_do_not_exist_are_not_the_page(built: Built) -> None:
    assert routed(built, "/assets/index-gone.js").status == 404
    assert routed(built, "/wp-login.php").status == 404


@pytest.mark.parametrize(
    "path",
    ["/api/config", "/api/canvases/a/runs", "/api/webhooks/fal/t.t", "/s/token", "/api/metrics"],
)
def test_the_interface_and_shares_go_to_the_function(built: Built, path: str) -> None:
    answer = routed(built, path)
    assert answer.function
    assert answer.headers == {}, "the function gives its own headers"


def test_there_is_one_function_for_generations_of_five_minutes(built: Built) -> None:
    found = [one.name for one in built.output.rglob("*.func")]
    assert found == ["index.func"]
    assert built.function["runtime"] in {"python3.12", "python3.13", "python3.14"}
    assert built.function["maxDuration"] == 300
    assert built.function["memory"] == 2048
    assert built.function["supportsResponseStreaming"] is True


def test_a_timer_calls_the_tick_every_minute(built: Built) -> None:
    assert built.config["crons"] == [{"path": "/api/tick", "schedule": "* * * * *"}]


def test_the_install_step_is_left_to_vercel() -> None:
    assert "installCommand" not in CONFIG, "it would replace the installation of the packages"


def test_only_the_server_and_its_packages_are_packed(built: Built) -> None:
    places = {name.split("/")[0] for name in built.function["filePathMap"]}
    assert places - {"LICENSE"} == {"_vendor", "api", "koda"}
    in_api = {name for name in built.function["filePathMap"] if name.startswith("api/")}
    assert {name for name in in_api if "__pycache__" not in name} == {"api/index.py"}
    in_page = {name for name in built.function["filePathMap"] if name.startswith("koda/_static/")}
    # The pages that draw animations go into boxes from there; all else comes from the CDN.
    assert in_page == {f"koda/_static/stage/{name}" for name in STAGE}


@pytest.mark.parametrize("package", ["av", "numpy", "espeakng_loader", "uvicorn", "pytest"])
def test_what_has_no_room_is_left_out(built: Built, package: str) -> None:
    assert not any(name.startswith(f"_vendor/{package}/") for name in built.function["filePathMap"])


def test_the_function_fits_with_its_bytecode(built: Built) -> None:
    sizes = {
        name: (built.root / place).stat().st_size
        for name, place in built.function["filePathMap"].items()
    }
    bytecode = {name: size for name, size in sizes.items() if name.endswith(".pyc")}
    assert bytecode, "without bytecode every cold start compiles"
    assert (sum(sizes.values()) - sum(bytecode.values())) / MB < SOURCES_MB
    assert sum(sizes.values()) / MB < LIMIT_MB
    assert not any(name.startswith("_uv/") for name in sizes), "nothing is installed at a start"
