"""Tries the asset store that is in use: keeps a few bytes, reads them back, takes them away."""

from __future__ import annotations

import asyncio
import secrets
import tempfile
from pathlib import Path

from koda.blobs.base import BlobStore
from koda.core.errors import StorageFailed

_BYTES = 32


async def probe_store(blobs: BlobStore) -> None:
    """Keep a file, read it, remove it; raises `StorageFailed` where the store does not do it."""
    content = secrets.token_bytes(_BYTES)
    key = f"checks/{secrets.token_hex(16)}"
    with tempfile.TemporaryDirectory(prefix="koda-check-") as folder:
        file = Path(folder, "check")
        await asyncio.to_thread(file.write_bytes, content)
        await blobs.put(key, file)
    try:
        read = b"".join([part async for part in blobs.open(key)])
    finally:
        await blobs.delete(key)
    if read != content:
        raise StorageFailed("The store gave back something else than it was given.")
