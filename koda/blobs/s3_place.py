"""Which bucket the settings mean: its address, region and keys, with what people paste mended."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urlsplit

from koda.core.errors import NotConfigured
from koda.settings import Settings

_R2 = "r2.cloudflarestorage.com"
_ACCOUNT = re.compile(r"[A-Za-z0-9-]{1,63}", re.ASCII)
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", re.ASCII)
_REGION = re.compile(r"[a-z0-9-]{1,40}", re.ASCII)


@dataclass(frozen=True, slots=True)
class S3Place:
    """A bucket and who reads it.

    Attributes:
        service: `r2` or `s3`, as `ASSET_STORAGE` says.
        bucket: Its name.
        address: Where its objects are: a key is put behind `address/`.
        region: What requests are signed for.
        public: Where everybody can read it, or nothing.
    """

    service: str
    bucket: str
    address: str
    region: str
    key_id: str
    secret: str = field(repr=False)
    public: str = ""

    @property
    def origin(self) -> str:
        """The origin of `address`."""
        return origin_of(self.address)

    @property
    def has_bucket_in_host(self) -> bool:
        """Whether the bucket is a part of the host's name, not of the path."""
        return urlsplit(self.address).path == ""


def place_of(settings: Settings, service: str = "") -> S3Place:
    """Read where the bucket is; raises `NotConfigured` naming every variable that is missing.

    Args:
        settings: The settings.
        service: `r2` or `s3`; nothing means the one in use.
    """
    if (service or settings.asset_storage) == "r2":
        return _r2(settings)
    return _s3(settings)


def origin_of(address: str) -> str:
    """Give `scheme://host[:port]` of an address."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}".lower()


def _r2(settings: Settings) -> S3Place:
    secret = _secret(settings.r2_secret_access_key)
    _refuse_missing(
        "r2",
        {
            "R2_ACCOUNT_ID": settings.r2_account_id or settings.r2_endpoint,
            "R2_ACCESS_KEY_ID": settings.r2_access_key_id,
            "R2_SECRET_ACCESS_KEY": secret,
            "R2_BUCKET_NAME": settings.r2_bucket_name,
        },
    )
    bucket = _bucket("R2_BUCKET_NAME", settings.r2_bucket_name)
    if settings.r2_endpoint:
        endpoint = _endpoint("R2_ENDPOINT", settings.r2_endpoint, bucket)
    elif _ACCOUNT.fullmatch(settings.r2_account_id):
        endpoint = f"https://{settings.r2_account_id.lower()}.{_R2}"
    else:
        raise NotConfigured(
            "R2_ACCOUNT_ID is not an account id.",
            remedy="It is the part behind dash.cloudflare.com/ in the address of your dashboard.",
            setting="R2_ACCOUNT_ID",
        )
    return S3Place(
        service="r2",
        bucket=bucket,
        address=f"{endpoint}/{bucket}",
        region="auto",
        key_id=settings.r2_access_key_id,
        secret=secret,
        public=_public("R2_PUBLIC_URL", settings.r2_public_url),
    )


def _s3(settings: Settings) -> S3Place:
    secret = _secret(settings.s3_secret_access_key)
    _refuse_missing(
        "s3",
        {
            "S3_ACCESS_KEY_ID": settings.s3_access_key_id,
            "S3_SECRET_ACCESS_KEY": secret,
            "S3_BUCKET_NAME": settings.s3_bucket_name,
        },
    )
    bucket = _bucket("S3_BUCKET_NAME", settings.s3_bucket_name)
    if not _REGION.fullmatch(settings.s3_region):
        raise NotConfigured(
            "S3_REGION is not a region.",
            remedy="Set it to the bucket's region, as eu-central-1.",
            setting="S3_REGION",
        )
    if settings.s3_endpoint:
        address = f"{_endpoint('S3_ENDPOINT', settings.s3_endpoint, bucket)}/{bucket}"
    else:
        address = _amazon(bucket, settings.s3_region)
    return S3Place(
        service="s3",
        bucket=bucket,
        address=address,
        region=settings.s3_region,
        key_id=settings.s3_access_key_id,
        secret=secret,
        public=_public("S3_PUBLIC_URL", settings.s3_public_url),
    )


def _amazon(bucket: str, region: str) -> str:
    host = f"s3.{region}.amazonaws.com" + (".cn" if region.startswith("cn-") else "")
    # Amazon's certificate fits one name before the host: a bucket with dots goes into the path.
    return f"https://{host}/{bucket}" if "." in bucket else f"https://{bucket}.{host}"


def _secret(given: object) -> str:
    reveal = getattr(given, "get_secret_value", None)
    return str(reveal()) if reveal else ""


def _refuse_missing(service: str, needed: dict[str, str]) -> None:
    missing = [name for name, value in needed.items() if not value]
    if missing:
        raise NotConfigured(
            f"ASSET_STORAGE={service} needs {_listed(missing)}.",
            remedy="Set them in the environment or in `.env`; docs/deploy/storage.md says where "
            "each is found.",
            setting=missing[0],
            missing=missing,
        )


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _bucket(name: str, value: str) -> str:
    if not _BUCKET.fullmatch(value):
        raise NotConfigured(
            f"{name} is not the name of a bucket.",
            remedy="A name has 3 to 63 small letters, digits and dashes: no address, no slash.",
            setting=name,
        )
    return value


def _endpoint(name: str, value: str, bucket: str) -> str:
    """Give scheme and host; the dashboard's address ends with the bucket, which is taken off."""
    parts = _address(name, value)
    host = parts.netloc.lower()
    path = parts.path.strip("/")
    if path not in {"", bucket}:
        raise NotConfigured(
            f"{name} leads to “/{path}”, which is not the bucket {bucket}.",
            remedy="Give only the address of the service; the bucket has a setting of its own.",
            setting=name,
        )
    if host.endswith(f".{_R2}"):
        host = host.removeprefix(f"{bucket}.")
    return f"{parts.scheme}://{host}"


def _public(name: str, value: str) -> str:
    if not value:
        return ""
    parts = _address(name, value)
    host = (parts.hostname or "").lower()
    if host.endswith(f".{_R2}"):
        raise NotConfigured(
            f"{name} is the address for signed requests; nobody can read from it without one.",
            remedy="Set it to the bucket's custom domain or r2.dev address, or remove it: files "
            "are then shown by signed links.",
            setting=name,
        )
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"


def _address(name: str, value: str) -> SplitResult:
    whole = value if "://" in value else f"https://{value}"
    try:
        parts = urlsplit(whole)
        is_address = parts.scheme in {"http", "https"} and bool(parts.hostname)
        is_plain = not (parts.query or parts.fragment or parts.username or parts.password)
        _ = parts.port
    except ValueError:
        is_address = is_plain = False
        parts = urlsplit("")
    if not (is_address and is_plain) or any(one.isspace() for one in whole):
        raise NotConfigured(
            f"{name} is not an address.",
            remedy="It looks like https://host, without anything behind a question mark.",
            setting=name,
        )
    return parts
