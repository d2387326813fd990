"""Writes into the built page the exact policy that its asset store allows.

`vercel.json` says its headers before the build, so it allows every store; a browser obeys both.
"""

from __future__ import annotations

import html
import sys

from koda.adapters import open_blobs
from koda.core.errors import KodaError
from koda.server.static import app_folder, page_policy
from koda.settings import read_settings

_HEADER_ONLY = "frame-ancestors"  # browsers take it from headers alone


def main() -> None:
    """Put it first into the head, before anything that is loaded."""
    policy = page_policy(open_blobs(read_settings()).origins)
    said = "; ".join(one for one in policy.split("; ") if not one.startswith(_HEADER_ONLY))
    page = app_folder() / "index.html"
    tag = f'<meta http-equiv="Content-Security-Policy" content="{html.escape(said)}" />'
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("<head>", f"<head>\n    {tag}", 1), encoding="utf-8")


if __name__ == "__main__":
    try:
        main()
    except KodaError as error:
        sys.exit(f"{error.message} {error.remedy}")
