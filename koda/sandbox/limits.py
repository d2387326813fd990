"""What the settings allow a box, in the port's own units."""

from __future__ import annotations

from koda.sandbox.port import Limits
from koda.settings import Settings

_UNITS = {"m": 1024**2, "g": 1024**3}


def limits_of(settings: Settings) -> Limits:
    """Give the ceilings that the settings name."""
    return Limits(
        memory=bytes_of(settings.sandbox_memory),
        processes=settings.sandbox_processes,
        cpus=settings.sandbox_cpus,
        disk=bytes_of(settings.sandbox_disk),
        seconds=float(settings.sandbox_timeout),
    )


def bytes_of(size: str) -> int:
    """Read a size as Docker writes it: `512m`, `2g`, also `2GB`."""
    plain = size.lower().removesuffix("b")
    return int(plain[:-1]) * _UNITS[plain[-1]]
