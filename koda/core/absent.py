"""Parts of Koda that a small host leaves out (docs/deploy/vercel.md), and what they are for."""

from __future__ import annotations

from koda.core.errors import NotHere

_FOR = {
    "av": "opens films and sounds",
    "numpy": "computes pictures, films and sounds",
    "espeakng_loader": "speaks without a service",
}


def absence_of(error: ModuleNotFoundError) -> NotHere | None:
    """Say in words which part is not there; none for any other module."""
    package = (error.name or "").partition(".")[0]
    if package not in _FOR:
        return None
    return NotHere(f"The part of Koda that {_FOR[package]} is not on this host.", package=package)
