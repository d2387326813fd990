"""`koda health`: asks the server of this machine whether it can serve; for containers."""

from __future__ import annotations

import argparse

import httpx2

from koda.cli.place import settings_of

_SECONDS = 4.0
_WILD = frozenset({"0.0.0.0", "::", ""})  # noqa: S104  (what a server listens on, not what is asked)


def run(options: argparse.Namespace) -> int:
    """Run the command."""
    settings = settings_of(options)
    host = "127.0.0.1" if settings.host in _WILD else settings.host
    name = f"[{host}]" if ":" in host else host
    address = f"http://{name}:{settings.port}/api/health/ready"
    try:
        answer = httpx2.get(address, timeout=_SECONDS)
    except httpx2.HTTPError as error:
        print(f"{address} does not answer: {str(error) or type(error).__name__}")
        return 1
    print(f"{address} answers {answer.status_code}")
    return 0 if answer.is_success else 1
