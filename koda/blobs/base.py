"""The contract of a blob store: immutable bytes under a key made from their hash."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

UNKNOWN_TYPE = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class BlobFacts:
    """Size in bytes of a stored blob."""

    size: int


@dataclass(frozen=True, slots=True)
class UploadLink:
    """Where a browser may PUT one blob, once or again until it expires.

    Attributes:
        url: The address; it holds a signature.
        headers: What must be sent with it, beside the length.
    """

    url: str
    headers: Mapping[str, str]


class BlobStore(Protocol):
    """Bytes. Keys are `[a-z0-9/._-]`, at most 200 characters, no `..`; content never changes.

    Raises (all methods): `StorageFailed` when the store cannot be reached or written.
    """

    @property
    def origins(self) -> tuple[str, ...]:
        """The origins (`scheme://host:port`) that links lead to; none if it gives no links."""
        ...

    async def put(self, key: str, source: Path, mime: str = UNKNOWN_TYPE) -> None:
        """Store a file's content; whole or not at all, durable on return; again is no error.

        Args:
            key: Where.
            source: The file; `StorageFailed` if it changes meanwhile.
            mime: Its type, for those who read it by a link.
        """
        ...

    async def find(self, key: str) -> BlobFacts | None:
        """Look whether a blob exists."""
        ...

    def open(self, key: str, start: int = 0, length: int | None = None) -> AsyncIterator[bytes]:
        """Stream the bytes from `start`, at most `length`; raises `NotFound` on first read."""
        ...

    def list(self, prefix: str = "") -> AsyncIterator[tuple[str, int]]:
        """Give the keys that begin with whole folders `prefix` (as `assets/`), with their sizes."""
        ...

    async def local_path(self, key: str) -> Path | None:
        """Give a file with the content if there is one on this machine (for sendfile, probing)."""
        ...

    async def link(self, key: str, seconds: int, download: str = "") -> str | None:
        """Give an address the browser can read from for some seconds, if the store has one.

        With `download`, a file name, the browser keeps it instead of showing it.
        """
        ...

    async def upload_link(self, key: str, size: int, mime: str, seconds: int) -> UploadLink | None:
        """Give an address that takes exactly `size` bytes, if the store has one."""
        ...

    async def delete(self, key: str) -> None:
        """Remove a blob; a missing one is no error."""
        ...
