"""Large files go from the browser straight into the bucket, and are seen from there."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Locator, Page, Request, expect

from tests.assets.playable import grey_film
from tests.cli.shell import koda as command
from tests.e2e.conftest import KodaProcess
from tests.e2e.moves import add_at, new_canvas, saved
from tests.servers.s3 import S3Server, run_s3
from tests.servers.s3_front import Front, run_front


@dataclass
class Bucket:
    """A Koda over a bucket with a CORS policy, and what the page asked of the bucket."""

    koda: KodaProcess
    front: Front
    asked: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])

    def watch(self, page: Page) -> None:
        page.on("requestfinished", self._note)

    def _note(self, request: Request) -> None:
        if request.url.startswith(self.front.address):
            self.asked.append((request.method, request.resource_type))


@pytest.fixture(scope="module")
def moto() -> Iterator[S3Server]:
    with run_s3("moto") as server:
        yield server


@pytest.fixture
def bucket(moto: S3Server, start_koda: Callable[..., KodaProcess]) -> Iterator[Bucket]:
    with run_front(moto) as front:
        variables = moto.variables(moto.bucket()) | {"S3_ENDPOINT": front.address}
        yield Bucket(start_koda(**variables), front)


def large_picture(folder: Path) -> Path:
    """Noise of 1300 x 1300: about 5 MB."""
    place = folder / "noise.png"
    Image.frombytes("RGB", (1300, 1300), os.urandom(1300 * 1300 * 3)).save(place)
    assert place.stat().st_size > 4 * 1024 * 1024
    return place


def allow(bucket: Bucket, folder: Path) -> None:
    """Set the policy that Koda prints for this page."""
    port = str(bucket.koda.port)
    answer = command(folder, "assets", "cors", KODA_PORT=port)
    bucket.front.set_policy(answer.stdout)


def bring(page: Page, file: Path) -> Locator:
    node = add_at(page, 500, 320, "media")
    node.locator("input[type=file]").first.set_input_files(file)
    expect(node.get_by_role("img").first).to_be_visible()
    saved(page)
    return node


def test_a_large_file_goes_past_the_server(page: Page, bucket: Bucket, tmp_path: Path) -> None:
    allow(bucket, tmp_path)
    bucket.watch(page)
    through: list[str] = []
    page.on("request", lambda one: through.append(one.url) if "assets/upload" in one.url else None)
    new_canvas(page, bucket.koda)
    bring(page, large_picture(tmp_path))
    assert bucket.asked.count(("PUT", "xhr")) == 1
    assert [url.rpartition("/")[2] for url in through if "127.0.0.1" in url][:1] == ["uploads"]
    assert not [url for url in through if url.endswith("/assets/upload")]
    kept = [path for method, path in bucket.front.asked if method == "PUT"]
    assert [path.split("/")[2] for path in kept][:2] == ["uploads", "assets"]


def test_a_bucket_without_a_policy_still_gets_the_file(
    context: BrowserContext, bucket: Bucket, tmp_path: Path
) -> None:
    page = context.new_page()  # its browser complains of the refusal, as it should
    sent: list[str] = []
    page.on("request", lambda one: sent.append(one.url))
    new_canvas(page, bucket.koda)
    bring(page, large_picture(tmp_path))
    assert [url for url in sent if url.endswith("/api/assets/upload")]


def test_a_picture_is_shown_from_the_bucket_and_painted_on(
    page: Page, bucket: Bucket, tmp_path: Path
) -> None:
    bucket.watch(page)
    new_canvas(page, bucket.koda)
    file = tmp_path / "small.png"
    Image.new("RGB", (640, 480), "#3a6ea5").save(file)
    bring(page, file)
    shown = page.evaluate(
        """async () => {
          const { assets } = await (await fetch('/api/assets')).json();
          const url = `/api/assets/${assets[0].id}`;
          const load = async (address) => {
            const image = new Image();
            image.src = address;
            await image.decode();
            const canvas = new OffscreenCanvas(4, 4);
            canvas.getContext('2d').drawImage(image, 0, 0);
            try { canvas.getContext('2d').getImageData(0, 0, 1, 1); return 'readable'; }
            catch { return 'locked'; }
          };
          const shown = await load(url);
          const bytes = (await (await fetch(url)).arrayBuffer()).byteLength;
          return [shown, await load(`${url}?direct=0`), bytes === assets[0].size];
        }"""
    )
    assert shown == ["locked", "readable", True]
    assert ("GET", "image") in bucket.asked


def test_a_film_is_played_from_the_bucket_at_any_place(
    page: Page, bucket: Bucket, tmp_path: Path
) -> None:
    bucket.watch(page)
    new_canvas(page, bucket.koda)
    film = grey_film(tmp_path / "dawn.mp4", range(5, 245, 8), size=(320, 180))
    node = add_at(page, 500, 320, "media")
    node.locator("input[type=file]").first.set_input_files(film)
    expect(node.get_by_text("Choose a file")).to_have_count(0)
    saved(page)
    place = page.evaluate(
        """async () => {
          const { assets } = await (await fetch('/api/assets')).json();
          const video = document.createElement('video');
          video.muted = true;
          video.src = `/api/assets/${assets[0].id}`;
          await new Promise((done, failed) => {
            video.onloadeddata = done;
            video.onerror = () => failed(new Error(video.error.message));
          });
          video.currentTime = 2;
          await new Promise((done) => { video.onseeked = done; });
          return [video.currentTime, video.videoWidth];
        }"""
    )
    assert place == [2, 320]
    assert [method for method, path in bucket.front.asked if "/assets/" in path].count("GET") >= 1
