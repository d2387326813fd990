"""Files in and out: by content, by range, never active."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import httpx2
import pytest
from PIL import Image

from tests.runs.studio import png

PICTURE = png(size=(300, 200))


async def upload(http: httpx2.AsyncClient, content: bytes, name: str = "a.png") -> httpx2.Response:
    return await http.post("/api/assets/upload", files={"file": (name, content)})


async def test_a_picture_is_known_by_its_content(http: httpx2.AsyncClient) -> None:
    answer = (await upload(http, PICTURE, "notes.txt")).json()
    assert answer["mimeType"] == "image/png"
    assert answer["sizeBytes"] == len(PICTURE)
    record = (await http.get(f"{answer['url']}/record")).json()
    assert (record["width"], record["height"], record["name"]) == (300, 200, "notes.txt")
    assert record["color"].startswith("#")
    assert record["placeholder"].startswith("data:image/webp;base64,")
    listed = (await http.get("/api/assets?kind=image")).json()["assets"]
    assert [one["id"] for one in listed] == [answer["id"]]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "a.svg"),
        (b"<!doctype html><script>alert(1)</script>", "a.png"),
        (b"", "empty.png"),
        (b"MZ" + bytes(100), "a.exe"),
        (PICTURE[:100], "cut.png"),
        (b"GIF89a" + bytes(20), "a.gif"),
    ],
)
async def test_what_is_no_media_is_refused(
    http: httpx2.AsyncClient, content: bytes, name: str
) -> None:
    answer = await upload(http, content, name)
    assert answer.status_code in {415, 422}
    assert answer.json()["detail"]
    assert (await http.get("/api/assets")).json()["assets"] == []


async def test_a_bomb_of_pixels_is_refused(http: httpx2.AsyncClient) -> None:
    out = BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG")
    answer = await upload(http, out.getvalue())
    assert answer.status_code in {413, 422}


async def test_a_picture_is_turned_as_the_camera_says(http: httpx2.AsyncClient) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    out = BytesIO()
    Image.new("RGB", (40, 20)).save(out, "JPEG", exif=exif)
    record = (await upload(http, out.getvalue())).json()["asset"]
    assert (record["width"], record["height"]) == (20, 40)


async def test_bytes_come_whole_in_ranges_and_not_again(http: httpx2.AsyncClient) -> None:
    url = (await upload(http, PICTURE)).json()["url"]
    whole = await http.get(url)
    assert whole.content == PICTURE
    assert whole.headers["x-content-type-options"] == "nosniff"
    assert "immutable" in whole.headers["cache-control"]
    assert "sandbox" in whole.headers["content-security-policy"]
    size = len(PICTURE)
    for header, part in [
        ("bytes=0-9", PICTURE[:10]),
        ("bytes=10-", PICTURE[10:]),
        ("bytes=-5", PICTURE[-5:]),
        (f"bytes=0-{size * 2}", PICTURE),
    ]:
        answer = await http.get(url, headers={"range": header})
        assert (answer.status_code, answer.content) == (206, part), header
    outside = await http.get(url, headers={"range": f"bytes={size}-"})
    assert (outside.status_code, outside.headers["content-range"]) == (416, f"bytes */{size}")
    none_left = await http.get(url, headers={"range": "bytes=-0"})
    assert none_left.status_code == 416
    for nonsense in ("bytes=9-1", "pages=1-2", "bytes=a-b", "bytes=-", f"bytes=0-{'9' * 5000}"):
        answer = await http.get(url, headers={"range": nonsense})
        assert (answer.status_code, answer.content) == (200, PICTURE), nonsense
    tag = whole.headers["etag"]
    for wanted, status in ((tag, 206), ('"another"', 200), ("Wed, 21 Oct 2015 07:28:00 GMT", 200)):
        answer = await http.get(url, headers={"range": "bytes=0-9", "if-range": wanted})
        assert answer.status_code == status, wanted
    for tags in (tag, f'"x", W/{tag}', "*"):
        assert (await http.get(url, headers={"if-none-match": tags})).status_code == 304
    again = await http.get(url, headers={"if-none-match": whole.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    head = await http.head(url)
    assert (head.headers["content-length"], head.content) == (str(size), b"")


async def test_a_download_has_its_name_and_nothing_else(http: httpx2.AsyncClient) -> None:
    url = (await upload(http, PICTURE)).json()["url"]
    answer = await http.get(url, params={"download": 'ä"\r\nx: y'})
    disposition = answer.headers["content-disposition"]
    assert disposition.startswith("attachment; filename*=UTF-8''")
    assert disposition.endswith(".png")
    assert "\n" not in disposition
    assert '"' not in disposition


async def test_a_thumbnail_is_small_and_webp(http: httpx2.AsyncClient) -> None:
    url = (await upload(http, PICTURE)).json()["url"]
    answer = await http.get(f"{url}/thumbnail?size=64")
    assert answer.headers["content-type"] == "image/webp"
    with Image.open(BytesIO(answer.content)) as small:
        assert max(small.size) == 64


@pytest.mark.parametrize("path", ["none", "none/thumbnail", "none/record"])
async def test_what_is_not_there_is_not_found(http: httpx2.AsyncClient, path: str) -> None:
    answer = await http.get(f"/api/assets/{path}")
    assert answer.status_code in {404, 422}


async def test_pages_of_the_list_follow_each_other(http: httpx2.AsyncClient) -> None:
    for shade in range(5):
        await upload(http, png(f"rgb({shade},0,0)"))
    first = (await http.get("/api/assets?limit=3")).json()
    second = (await http.get(f"/api/assets?limit=3&before={first['next']}")).json()
    ids = [one["id"] for one in (*first["assets"], *second["assets"])]
    assert len(set(ids)) == 5
    assert second["next"] is None


async def test_the_same_file_twice_is_two_records_of_one_content(http: httpx2.AsyncClient) -> None:
    one, two = [(await upload(http, PICTURE)).json() for _ in range(2)]
    assert one["id"] != two["id"]
    assert one["asset"]["hash"] == two["asset"]["hash"]


async def test_a_file_above_the_limit_is_refused(http: httpx2.AsyncClient) -> None:
    answer = await upload(http, bytes(51 * 1024 * 1024))
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    assert "KODA_UPLOAD_LIMIT_MB" in answer.json()["remedy"]


async def test_a_file_that_is_gone_or_cut_is_said_so_before_it_is_sent(
    http: httpx2.AsyncClient, tmp_path: Path
) -> None:
    url = (await upload(http, PICTURE)).json()["url"]
    stored = next(path for path in tmp_path.rglob("assets/*/*") if path.is_file())
    stored.write_bytes(PICTURE[:50])
    answer = await http.get(url)
    assert (answer.status_code, answer.json()["code"]) == (503, "storage.failed")
    stored.unlink()
    assert (await http.get(url)).status_code == 404


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("C:\\Users\\a\\fox.png", "fox.png"),
        ("../../etc/passwd", "passwd"),
        ("a" * 300 + ".png", ("a" * 300 + ".png")[:200]),
        ("f\u202eox.png", "fox.png"),
    ],
)
async def test_a_file_keeps_its_own_name_only(
    http: httpx2.AsyncClient, sent: str, kept: str
) -> None:
    assert (await upload(http, PICTURE, sent)).json()["asset"]["name"] == kept


@pytest.mark.parametrize("place", ["../x", "a b", "x" * 81])
async def test_a_file_belongs_to_a_canvas_by_an_id(http: httpx2.AsyncClient, place: str) -> None:
    answer = await http.post(
        "/api/assets/upload", files={"file": ("a.png", PICTURE)}, data={"canvasId": place}
    )
    assert answer.status_code == 422


async def test_an_empty_place_is_none(http: httpx2.AsyncClient) -> None:
    form = {"canvasId": "", "nodeId": "n1"}
    answer = await http.post("/api/assets/upload", files={"file": ("a.png", PICTURE)}, data=form)
    record = answer.json()["asset"]
    assert (record["canvas"], record["node"]) == (None, "n1")


@pytest.mark.parametrize("before", ["x", "1", "²2.ast_1", f"{'9' * 400}.a", "1.a b"])
async def test_a_place_in_the_list_that_is_none_is_refused(
    http: httpx2.AsyncClient, before: str
) -> None:
    answer = await http.get("/api/assets", params={"before": before[:100]})
    assert answer.status_code == 422


async def test_a_thumbnail_has_one_of_few_sizes(http: httpx2.AsyncClient) -> None:
    url = (await upload(http, png(size=(1500, 700)))).json()["url"]
    for asked, given in ((1, 64), (64, 64), (65, 256), (1024, 1024), (4000, 1500)):
        answer = await http.get(f"{url}/thumbnail?size={asked}")
        with Image.open(BytesIO(answer.content)) as small:
            assert max(small.size) == given
    for wrong in (0, 5000, "large"):
        assert (await http.get(f"{url}/thumbnail?size={wrong}")).status_code == 422
