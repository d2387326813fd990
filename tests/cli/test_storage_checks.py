"""`koda doctor` tells what is wrong with a bucket, and `koda assets cors` what it must allow."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from koda.blobs.s3_place import S3Place
from koda.blobs.s3_signing import signed_address
from koda.cli.assets_cors import cors_policy
from koda.cli.storage_checks import check_storage
from koda.connections.check import Check
from koda.settings import Settings
from tests.cli.shell import koda
from tests.servers.s3 import KEY_ID, SECRET, S3Server, run_s3
from tests.servers.s3_front import run_front

PAGE = "https://koda.example.org"


@pytest.fixture(scope="module")
def moto() -> Iterator[S3Server]:
    with run_s3("moto") as server:
        yield server


@pytest.fixture(scope="module")
def rclone() -> Iterator[S3Server]:
    with run_s3("rclone") as server:
        yield server


def checks(variables: dict[str, str]) -> dict[str, Check]:
    settings = Settings.model_validate({"KODA_PUBLIC_URL": PAGE, **variables})
    return {one.name: one for one in check_storage(settings)}


def test_a_bucket_that_is_well_is_said_and_left_clean(rclone: S3Server) -> None:
    place = rclone.bucket()
    found = checks(rclone.variables(place, place.address))
    assert found["bucket"].state == found["media links"].state == "ok"
    listed = httpx2.get(signed_address(place, "GET", "", 60)).text
    assert "<Key>" not in listed


def test_a_wrong_secret_gets_the_four_ways_to_mend_it(rclone: S3Server) -> None:
    variables = rclone.variables(rclone.bucket()) | {"S3_SECRET_ACCESS_KEY": "a-wrong-one"}
    found = checks(variables)
    assert list(found) == ["bucket"]
    assert found["bucket"].state == "failed"
    assert "Access Denied" in found["bucket"].message
    assert "Object Read & Write" in found["bucket"].remedy
    assert "a-wrong-one" not in str(found)


def test_a_bucket_that_is_not_there_is_said(rclone: S3Server) -> None:
    found = checks(rclone.variables(rclone.bucket()) | {"S3_BUCKET_NAME": "none-such"})
    assert "There is no bucket none-such" in found["bucket"].message


def test_what_is_missing_is_named(rclone: S3Server) -> None:
    found = checks({"ASSET_STORAGE": "r2", "R2_BUCKET_NAME": "koda-assets"})
    for name in ("R2_ACCOUNT_ID", "R2_ACCESS_KEY_ID", "R2_SECRET_ACCESS_KEY"):
        assert name in found["bucket"].message


def test_a_key_that_reaches_all_buckets_is_told(rclone: S3Server) -> None:
    assert checks(rclone.variables(rclone.bucket()))["bucket key"].state == "warning"


def test_a_public_address_that_gives_nothing_is_told(moto: S3Server) -> None:
    found = checks(moto.variables(moto.bucket(), f"{moto.address}/another-bucket"))
    assert found["public address"].state == "failed"
    assert "S3_PUBLIC_URL" in found["public address"].remedy


def test_a_public_address_that_gives_files_is_well(moto: S3Server) -> None:
    place = moto.bucket()
    _client(place).put_bucket_acl(Bucket=place.bucket, ACL="public-read")
    assert checks(moto.variables(place, place.address))["public address"].state == "ok"


def test_a_bucket_without_cors_gets_a_policy_that_mends_it(moto: S3Server) -> None:
    variables = moto.variables(moto.bucket())
    with run_front(moto) as front:
        variables["S3_ENDPOINT"] = front.address
        refused = checks(variables)["CORS"]
        assert refused.state == "warning"
        front.set_policy(refused.remedy.split("\n", 1)[1])
        assert checks(variables)["CORS"].state == "ok"


def test_the_policy_names_the_page(tmp_path: Path) -> None:
    answer = koda(tmp_path, "assets", "cors", KODA_PUBLIC_URL=f"{PAGE}/")
    assert answer.returncode == 0
    (rule,) = json.loads(answer.stdout)
    assert rule["AllowedOrigins"] == [PAGE]
    assert set(rule["AllowedMethods"]) == {"GET", "HEAD", "PUT"}
    assert "localhost" in cors_policy(Settings.model_validate({}))


def test_a_bucket_behind_the_server_needs_no_browser(rclone: S3Server) -> None:
    found = checks(rclone.variables(rclone.bucket()) | {"KODA_ASSET_DELIVERY": "server"})
    assert "CORS" not in found
    assert found["media links"].state == "ok"


def test_assets_that_would_disappear_are_told(tmp_path: Path) -> None:
    found = checks({"KODA_SERVERLESS": "1", "ASSET_STORAGE": "local", "KODA_DATA": str(tmp_path)})
    assert found["assets"].state == "failed"
    assert "would disappear" in found["assets"].message
    assert "ASSET_STORAGE=r2" in found["assets"].remedy


def _client(place: S3Place) -> Any:
    import boto3

    return boto3.client(
        "s3",
        endpoint_url=place.origin,
        aws_access_key_id=KEY_ID,
        aws_secret_access_key=SECRET,
        region_name=place.region,
    )
