"""The contract of a blob store: immutable bytes under a key made from their hash."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class BlobFacts:
    """Size in bytes of a stored blob."""

    size: int


class BlobStore(Protocol):
    """Bytes. Keys are `[a-z0-9/._-]`, at most 200 characters, no `..`; content never changes.

    Raises (all methods): `StorageFailed` when the store cannot be reached or written.
    """

    async def put(self, key: str, source: Path) -> None:
        """Store a file's content; whole or not at all, durable on return; again is no error."""
        ...

    async def find(self, key: str) -> BlobFacts | None:
        """Look whether a blob exists."""
        ...

    def open(self, key: str, start: int = 0, length: int | None = None) -> AsyncIterator[bytes]:
        """Stream the bytes from `start`, at most `length`; raises `NotFound` on first read."""
        ...

    async def local_path(self, key: str) -> Path | None:
        """Give a file with the content if there is one on this machine (for sendfile, probing)."""
        ...

    async def link(self, key: str, seconds: int) -> str | None:
        """Give an address the browser can read from for some seconds, if the store has one."""
        ...

    async def delete(self, key: str) -> None:
        """Remove a blob; a missing one is no error."""
        ...
