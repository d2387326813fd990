"""`koda assets cors`: prints what a bucket must allow so that Koda's page may use it."""

from __future__ import annotations

import argparse
import json
import sys
from urllib.parse import urlsplit

from koda.cli.place import settings_of
from koda.settings import Settings

_WHERE = {
    "r2": "Cloudflare dashboard → R2 → the bucket → Settings → CORS Policy → Edit.",
    "s3": "Amazon S3 → the bucket → Permissions → Cross-origin resource sharing (CORS) → Edit.",
}


def run(options: argparse.Namespace) -> int:
    """Run the command."""
    settings = settings_of(options)
    print(cors_policy(settings))
    where = _WHERE.get(settings.asset_storage, _WHERE["r2"])
    print(f"Put it in: {where}", file=sys.stderr)
    if not settings.public_url:
        print(
            "KODA_PUBLIC_URL is not set, so it names this machine's addresses only.",
            file=sys.stderr,
        )
    return 0


def page_origins(settings: Settings) -> list[str]:
    """Give the origins of Koda's page: the public one, else those of this machine."""
    if settings.public_url:
        parts = urlsplit(settings.public_url)
        return [f"{parts.scheme}://{parts.netloc}"]
    return [f"http://{host}:{settings.port}" for host in ("127.0.0.1", "localhost")]


def cors_policy(settings: Settings) -> str:
    """Write the policy as R2's and S3's pages take it."""
    rule = {
        "AllowedOrigins": page_origins(settings),
        "AllowedMethods": ["GET", "HEAD", "PUT"],
        "AllowedHeaders": ["content-type"],
        "ExposeHeaders": ["ETag", "Content-Length", "Content-Range"],
        "MaxAgeSeconds": 3600,
    }
    return json.dumps([rule], indent=2)
