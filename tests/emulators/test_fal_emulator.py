"""The fal emulator is strict, truthful, and goes wrong when it is told to."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
from PIL import Image

from koda.emulators.fal import main_lines
from koda.emulators.fal_faults import KINDS
from koda.emulators.fal_schemas import SCHEMAS
from koda.emulators.fal_world import Pace
from koda.settings import Settings, variable_names
from tests.emulators.fal_server import FalServer, running_fal

KEY = {"Authorization": "Key k"}


@pytest.fixture
def fal() -> Iterator[FalServer]:
    with running_fal() as server:
        yield server


@pytest.fixture
async def http(fal: FalServer) -> Any:
    async with httpx2.AsyncClient(base_url=fal.base, headers=KEY) as client:
        yield client


async def submit(
    http: httpx2.AsyncClient, endpoint: str = "fal-ai/flux/schnell", **body: Any
) -> dict[str, Any]:
    answer = await http.post(f"/queue/{endpoint}", json={"prompt": "a", **body})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def result_of(http: httpx2.AsyncClient, job: dict[str, Any]) -> httpx2.Response:
    return await http.get(job["response_url"])


@pytest.mark.parametrize(
    ("body", "place", "kind"),
    [
        ({"colour": "red"}, "colour", "extra_forbidden"),
        ({"num_images": "2"}, "num_images", "integer_type"),
        ({"num_images": True}, "num_images", "integer_type"),
        ({"num_images": 5}, "num_images", "less_than_equal"),
        ({"image_size": "huge"}, "image_size", "literal_error"),
        ({"image_size": {"width": 512}}, "image_size/height", "missing"),
        ({"output_format": "webp"}, "output_format", "literal_error"),
        ({"prompt": 3}, "prompt", "text_type"),
    ],
)
async def test_a_wrong_body_is_accepted_and_ends_as_a_422_that_names_the_field(
    http: httpx2.AsyncClient, fal: FalServer, body: dict[str, Any], place: str, kind: str
) -> None:
    answer = await result_of(http, await submit(http, **body))
    assert answer.status_code == 422
    problem = answer.json()["detail"][0]
    assert (problem["loc"], problem["type"]) == (["body", *place.split("/")], kind)
    assert fal.ledger()[0]["status_code"] == 422


async def test_a_missing_field_is_named(http: httpx2.AsyncClient) -> None:
    answer = await http.post("/run/fal-ai/flux/schnell", json={})
    assert answer.json()["detail"][0]["type"] == "missing"


async def test_a_reference_must_be_where_fal_can_fetch_it(http: httpx2.AsyncClient) -> None:
    job = await submit(http, "fal-ai/nano-banana-2/edit", image_urls=["/api/assets/1/content"])
    answer = await result_of(http, job)
    assert answer.json()["detail"][0]["type"] == "file_download_error"
    assert answer.json()["detail"][0]["loc"] == ["body", "image_urls", 0]


async def test_unknown_endpoints_and_missing_keys_are_refused(
    http: httpx2.AsyncClient, fal: FalServer
) -> None:
    unknown = await http.post("/queue/fal-ai/no-such/thing", json={"prompt": "a"})
    assert unknown.status_code == 404
    nobody = await http.post(
        "/queue/fal-ai/flux/schnell", json={"prompt": "a"}, headers={"Authorization": ""}
    )
    assert nobody.status_code == 401
    assert fal.ledger() == []


async def test_only_the_given_keys_are_good() -> None:
    with running_fal(keys=("right",)) as server:
        async with httpx2.AsyncClient(base_url=server.base) as client:
            for key, status in (("right", 200), ("wrong", 401)):
                answer = await client.post(
                    "/queue/fal-ai/flux/schnell",
                    json={"prompt": "a"},
                    headers={"Authorization": f"Key {key}"},
                )
                assert answer.status_code == status


@pytest.mark.parametrize(
    ("endpoint", "body", "size", "kind"),
    [
        ("fal-ai/flux/schnell", {"image_size": "portrait_16_9"}, (576, 1024), "JPEG"),
        ("fal-ai/flux/schnell", {}, (1024, 768), "JPEG"),
        ("fal-ai/recraft/v3/text-to-image", {"image_size": {"width": 320, "height": 200}},
         (320, 200), "PNG"),
        ("fal-ai/nano-banana-2", {"aspect_ratio": "16:9", "resolution": "2K"}, (2048, 1152), "PNG"),
        ("fal-ai/nano-banana-2", {"output_format": "webp"}, (1024, 1024), "WEBP"),
    ],
)  # fmt: skip
async def test_pictures_have_the_asked_size_format_and_count(
    http: httpx2.AsyncClient,
    endpoint: str,
    body: dict[str, Any],
    size: tuple[int, int],
    kind: str,
) -> None:
    count = {} if "recraft" in endpoint else {"num_images": 2}
    output = (await result_of(http, await submit(http, endpoint, **body, **count))).json()
    assert len(output["images"]) == count.get("num_images", 1)
    for image in output["images"]:
        file = await http.get(image["url"])
        picture = Image.open(io.BytesIO(file.content))
        assert (picture.size, picture.format) == (size, kind)
        assert (image["width"], image["height"]) == size
        assert file.headers["content-type"] == image["content_type"]


async def test_the_same_body_gives_the_same_picture_and_another_seed_another(
    http: httpx2.AsyncClient,
) -> None:
    files = []
    for seed in (1, 1, 2):
        output = (await result_of(http, await submit(http, seed=seed))).json()
        assert output["seed"] == seed
        files.append((await http.get(output["images"][0]["url"])).content)
    assert files[0] == files[1] != files[2]


async def test_a_job_waits_then_runs_then_ends_and_the_stream_says_so() -> None:
    with running_fal(Pace(queue_seconds=0.3, run_seconds=0.4)) as server:
        async with httpx2.AsyncClient(base_url=server.base, headers=KEY) as client:
            job = await submit(client)
            early = await result_of(client, job)
            assert (early.status_code, early.json()["detail"]) == (
                400, "Request is still in progress",
            )  # fmt: skip
            behind = await submit(client)
            assert (job["queue_position"], behind["queue_position"]) == (0, 1)
            first = await client.get(job["status_url"])
            assert (first.status_code, first.json()["status"]) == (202, "IN_QUEUE")
            async with client.stream("GET", f"{job['status_url']}/stream?logs=1") as stream:
                told = [json.loads(line[6:]) async for line in stream.aiter_lines() if line]
            assert list(dict.fromkeys(one["status"] for one in told)) == [
                "IN_QUEUE", "IN_PROGRESS", "COMPLETED",
            ]  # fmt: skip
            assert told[-1]["logs"][-1]["message"] == "100% drawn"
            last = await client.get(job["status_url"])
            assert (last.status_code, last.json()["logs"]) == (200, None)


async def test_cancelling_is_possible_in_the_queue_only() -> None:
    with running_fal(Pace(queue_seconds=30)) as server:
        async with httpx2.AsyncClient(base_url=server.base, headers=KEY) as client:
            job = await submit(client)
            assert (await client.put(job["cancel_url"])).json() == {"status": "OK"}
            assert (await client.put(job["cancel_url"])).status_code == 400
            server.pace(queue_seconds=0, run_seconds=30)
            running = await submit(client)
            assert (await client.put(running["cancel_url"])).status_code == 202
            missing = running["cancel_url"].replace(running["request_id"], "nothing")
            assert (await client.put(missing)).status_code == 404
            assert [one["cancelled"] for one in server.ledger()] == [True, False]
            assert server.ledger()[1]["state"] == "IN_PROGRESS"


async def test_the_list_of_requests_has_ended_ones_with_payloads_by_page(
    http: httpx2.AsyncClient, fal: FalServer
) -> None:
    jobs = [await submit(http, seed=seed) for seed in range(3)]
    fal.pace(run_seconds=60)
    running = await submit(http, seed=9)
    where = "/api/v1/models/requests/by-endpoint"
    query = {"endpoint_id": "fal-ai/flux/schnell", "limit": "2"}
    first = (await http.get(where, params={**query, "expand": "payloads"})).json()
    rest = (await http.get(where, params={**query, "cursor": first["next_cursor"]})).json()
    assert [one["json_input"]["seed"] for one in first["items"]] == [2, 1]
    assert first["items"][0]["json_output"]["images"]
    assert (first["has_more"], rest["has_more"]) == (True, False)
    assert [one["request_id"] for one in rest["items"]] == [jobs[0]["request_id"]]
    assert "json_input" not in rest["items"][0]
    fal.pace(list_unfinished=True)
    everything = (await http.get(where, params={**query, "limit": "50"})).json()
    assert running["request_id"] in {one["request_id"] for one in everything["items"]}
    later = {**query, "start": "2999-01-01T00:00:00Z"}
    assert (await http.get(where, params=later)).json()["items"] == []


async def test_prices_and_models_are_listed(http: httpx2.AsyncClient) -> None:
    prices = await http.get("/api/v1/models/pricing?endpoint_id=fal-ai/flux/schnell,no/such")
    assert [one["endpoint_id"] for one in prices.json()["prices"]] == ["fal-ai/flux/schnell"]
    found: list[str] = []
    page: dict[str, Any] = {"next_cursor": "0"}
    while page["next_cursor"] is not None:
        place = f"/api/v1/models?limit=500&cursor={page['next_cursor']}"
        page = (await http.get(place)).json()
        found += [one["endpoint_id"] for one in page["models"]]
    assert found == list(SCHEMAS)


async def test_the_older_upload_gives_an_address_to_put_to(http: httpx2.AsyncClient) -> None:
    given = await http.post(
        "/rest/storage/upload/initiate", json={"file_name": "a.txt", "content_type": "text/plain"}
    )
    await http.put(given.json()["upload_url"], content=b"hello")
    assert (await http.get(given.json()["file_url"])).content == b"hello"


async def test_uploads_need_the_storages_token_and_whole_parts(http: httpx2.AsyncClient) -> None:
    assert (await http.post("/cdn/files/upload", content=b"x")).status_code == 401
    token = (await http.post("/rest/storage/auth/token", json={})).json()
    own = {"Authorization": f"{token['token_type']} {token['token']}"}
    started = (await http.post("/cdn/files/upload/multipart", headers=own)).json()
    base = f"{started['access_url']}/multipart/{started['uploadId']}"
    await http.put(f"{base}/1", content=b"one", headers=own)
    wrong = {"parts": [{"partNumber": 1, "etag": "not this"}]}
    assert (await http.post(f"{base}/complete", json=wrong, headers=own)).status_code == 400


@pytest.mark.parametrize(
    ("kind", "status", "accepted"),
    [
        ("rate_limited", 429, 0),
        ("server_error", 503, 0),
        ("unauthorized", 401, 0),
        ("locked", 403, 0),
        ("content_policy", 422, 0),
        ("error_after_accept", 500, 1),
        ("unreadable_answer", 200, 1),
        ("refuse", None, 0),
        ("lost_answer", None, 1),
    ],
)
async def test_a_submit_goes_wrong_once_and_the_ledger_tells_what_was_accepted(
    http: httpx2.AsyncClient, fal: FalServer, kind: str, status: int | None, accepted: int
) -> None:
    fal.fault(kind)
    call = http.post("/queue/fal-ai/flux/schnell", json={"prompt": "a"})
    if status is None:
        with pytest.raises(httpx2.RemoteProtocolError):
            await call
    else:
        assert (await call).status_code == status
    assert len(fal.ledger()) == accepted
    await submit(http)
    assert len(fal.ledger()) == accepted + 1


@pytest.mark.parametrize(
    ("kind", "status"),
    [("job_failed", 503), ("job_error", 500), ("job_content_policy", 422), ("no_images", 200)],
)
async def test_a_job_goes_wrong(
    http: httpx2.AsyncClient, fal: FalServer, kind: str, status: int
) -> None:
    fal.fault(kind)
    answer = await result_of(http, await submit(http))
    assert answer.status_code == status
    assert fal.ledger()[0]["fault"] == kind
    assert (await result_of(http, await submit(http))).json()["images"]


async def test_looks_and_files_go_wrong(http: httpx2.AsyncClient, fal: FalServer) -> None:
    job = await submit(http)
    fal.fault("drop_read")
    with pytest.raises(httpx2.RemoteProtocolError):
        await http.get(job["status_url"])
    fal.fault("read_error", match="/status")
    assert (await result_of(http, job)).status_code == 200
    assert (await http.get(job["status_url"])).status_code == 503
    fal.fault("result_gone")
    assert (await result_of(http, job)).status_code == 404
    url = (await result_of(http, job)).json()["images"][0]["url"]
    whole = await http.get(url)
    fal.fault("expired_url")
    assert (await http.get(url)).status_code == 404
    fal.fault("wrong_type")
    assert (await http.get(url)).headers["content-type"].startswith("text/html")
    fal.fault("truncated_file")
    with pytest.raises(httpx2.RemoteProtocolError):
        await http.get(url)
    rest = await http.get(url, headers={"Range": "bytes=100-"})
    assert (rest.status_code, rest.content) == (206, whole.content[100:])


async def test_a_fault_fits_only_what_it_matches_and_can_be_forgotten(
    http: httpx2.AsyncClient, fal: FalServer
) -> None:
    fal.fault("rate_limited", match="unlucky")
    await submit(http, prompt="lucky")
    answer = await http.post("/queue/fal-ai/flux/schnell", json={"prompt": "unlucky"})
    assert answer.status_code == 429
    fal.fault("rate_limited", 5)
    await http.delete("/faults")
    await submit(http)
    assert (await http.get("/faults")).json() == {"kinds": KINDS, "coming": []}
    wrong = await http.post("/faults", json={"kind": "no such"})
    assert wrong.status_code == 422
    assert "lost_answer" in wrong.json()["detail"]
    assert (await http.post("/pace", json={"speed": 1})).status_code == 422


def test_the_lines_for_a_set_up_name_settings_of_koda() -> None:
    lines = dict(line.split("=", 1) for line in main_lines("http://127.0.0.1:9401/"))
    known = {name for field in Settings.model_fields for name in variable_names(field)}
    assert lines.keys() <= known
    assert lines["FAL_QUEUE_URL"] == "http://127.0.0.1:9401/queue"
    assert lines["FAL_KEY"]
