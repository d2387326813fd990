"""What people paste into the settings of a bucket is mended, or refused in words."""

from __future__ import annotations

import subprocess
import sys

import pytest

from koda.blobs.s3_place import S3Place, place_of
from koda.core.errors import NotConfigured
from koda.settings import Settings

R2 = {
    "ASSET_STORAGE": "r2",
    "R2_ACCOUNT_ID": "0123456789abcdef0123456789abcdef",
    "R2_ACCESS_KEY_ID": "key",
    "R2_SECRET_ACCESS_KEY": "hush",
    "R2_BUCKET_NAME": "koda-assets",
}
S3 = {
    "ASSET_STORAGE": "s3",
    "S3_ACCESS_KEY_ID": "key",
    "S3_SECRET_ACCESS_KEY": "hush",
    "S3_BUCKET_NAME": "koda-assets",
}
ACCOUNT = "https://0123456789abcdef0123456789abcdef"


def place(variables: dict[str, str], **more: str) -> S3Place:
    return place_of(Settings.model_validate({**variables, **more}))


def test_an_account_is_enough_for_r2() -> None:
    found = place(R2)
    assert found.address == f"{ACCOUNT}.r2.cloudflarestorage.com/koda-assets"
    assert (found.region, found.public) == ("auto", "")


@pytest.mark.parametrize(
    "endpoint",
    [
        f"{ACCOUNT}.eu.r2.cloudflarestorage.com",
        f"  {ACCOUNT}.eu.r2.cloudflarestorage.com/ \n",
        f"{ACCOUNT}.eu.r2.cloudflarestorage.com/koda-assets",
        f"{ACCOUNT}.eu.r2.cloudflarestorage.com/koda-assets/",
        f"{ACCOUNT.replace('https://', 'https://koda-assets.')}.eu.r2.cloudflarestorage.com",
        f"{ACCOUNT.removeprefix('https://')}.EU.r2.cloudflarestorage.com",
    ],
)
def test_an_endpoint_with_the_bucket_in_it_is_mended(endpoint: str) -> None:
    found = place(R2, R2_ENDPOINT=endpoint)
    assert found.address == f"{ACCOUNT}.eu.r2.cloudflarestorage.com/koda-assets"


def test_an_endpoint_stands_for_the_account() -> None:
    found = place(R2 | {"R2_ACCOUNT_ID": ""}, R2_ENDPOINT="http://127.0.0.1:9000")
    assert found.address == "http://127.0.0.1:9000/koda-assets"


def test_spaces_and_line_ends_of_copied_keys_are_taken_off() -> None:
    padded = {name: f" {value}\n" for name, value in R2.items()}
    assert place(padded) == place(R2)


def test_everything_that_is_missing_is_named_at_once() -> None:
    with pytest.raises(NotConfigured) as caught:
        place({"ASSET_STORAGE": "r2", "R2_BUCKET_NAME": "koda-assets"})
    assert caught.value.message == (
        "ASSET_STORAGE=r2 needs R2_ACCOUNT_ID, R2_ACCESS_KEY_ID and R2_SECRET_ACCESS_KEY."
    )
    with pytest.raises(NotConfigured, match="needs S3_SECRET_ACCESS_KEY"):
        place(S3 | {"S3_SECRET_ACCESS_KEY": "  "})


@pytest.mark.parametrize(
    ("variables", "setting"),
    [
        (R2 | {"R2_ENDPOINT": f"{ACCOUNT}.r2.cloudflarestorage.com/other"}, "R2_ENDPOINT"),
        (R2 | {"R2_ENDPOINT": "https://user:secret@host"}, "R2_ENDPOINT"),
        (R2 | {"R2_ENDPOINT": "https://host?x=1"}, "R2_ENDPOINT"),
        (R2 | {"R2_ENDPOINT": "ftp://host"}, "R2_ENDPOINT"),
        (R2 | {"R2_ENDPOINT": "https://ho st"}, "R2_ENDPOINT"),
        (R2 | {"R2_ENDPOINT": "https://host:port"}, "R2_ENDPOINT"),
        (R2 | {"R2_ACCOUNT_ID": "dash.cloudflare.com/abc"}, "R2_ACCOUNT_ID"),
        (R2 | {"R2_BUCKET_NAME": "https://bucket"}, "R2_BUCKET_NAME"),
        (R2 | {"R2_BUCKET_NAME": "../x"}, "R2_BUCKET_NAME"),
        (R2 | {"R2_PUBLIC_URL": f"{ACCOUNT}.r2.cloudflarestorage.com/koda"}, "R2_PUBLIC_URL"),
        (S3 | {"S3_REGION": "eu/1"}, "S3_REGION"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_its_name(
    variables: dict[str, str], setting: str
) -> None:
    with pytest.raises(NotConfigured) as caught:
        place(variables)
    assert caught.value.fields["setting"] == setting
    assert caught.value.remedy
    assert "secret" not in caught.value.message


def test_amazon_is_found_by_bucket_and_region() -> None:
    found = place(S3, S3_REGION="eu-central-1")
    assert found.address == "https://koda-assets.s3.eu-central-1.amazonaws.com"
    dotted = place(S3 | {"S3_BUCKET_NAME": "my.assets"})
    assert dotted.address == "https://s3.us-east-1.amazonaws.com/my.assets"
    china = place(S3, S3_REGION="cn-north-1")
    assert china.origin == "https://koda-assets.s3.cn-north-1.amazonaws.com.cn"


def test_another_store_has_its_bucket_in_the_path() -> None:
    found = place(S3, S3_ENDPOINT="http://minio:9000/", S3_PUBLIC_URL="cdn.example.org/koda/")
    assert found.address == "http://minio:9000/koda-assets"
    assert found.public == "https://cdn.example.org/koda"


def test_the_secret_is_in_no_text() -> None:
    assert "hush" not in repr(place(R2))


def test_who_has_no_bucket_loads_nothing_for_one() -> None:
    script = "import sys, koda.wiring; print([one for one in sys.modules if 'obstore' in one])"
    answer = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "[]"
