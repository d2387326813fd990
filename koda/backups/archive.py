"""The file of a backup: a tar of tables as JSON lines, media by key, a manifest at the end."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO, cast

from pydantic import BaseModel, ValidationError

from koda.core.errors import Invalid
from koda.db.base import Row, SqlValue

FORMAT = 1
_MANIFEST = "manifest.json"
_BYTES = "$bytes"
_MOST_MANIFEST_BYTES = 64 * 1024 * 1024


class TablePart(BaseModel):
    """A table's lines: how many, and the sha256 of their text."""

    rows: int
    sha256: str


class Manifest(BaseModel):
    """What the file holds; the last thing in it, so that a file that was cut short has none.

    Attributes:
        migration: The newest migration that its database had.
        made_at: Unix milliseconds.
        blobs: Size by key.
        missing: Keys of files that were gone already.
    """

    format: int
    koda: str
    migration: int
    made_at: int
    tables: dict[str, TablePart]
    blobs: dict[str, int]
    missing: list[str] = []


def write_line(row: Row, without: frozenset[str]) -> bytes:
    """Give a row as a line of JSON; bytes are Base64 under a name of their own."""
    fields = {name: _plain(value) for name, value in row.items() if name not in without}
    return json.dumps(fields, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"


def read_line(line: bytes) -> dict[str, SqlValue]:
    """Give a row back; raises `Invalid`."""
    try:
        fields: Any = json.loads(line)
        return {str(name): _value(value) for name, value in fields.items()}
    except (ValueError, TypeError, AttributeError) as error:
        raise Invalid("A record of the backup cannot be read.") from error


def _plain(value: SqlValue) -> object:
    if isinstance(value, bytes | memoryview):
        return {_BYTES: base64.b64encode(value).decode()}
    return value


def _value(value: object) -> SqlValue:
    if isinstance(value, dict):
        return base64.b64decode(str(cast("dict[str, object]", value)[_BYTES]), validate=True)
    if value is None or isinstance(value, str | int | float):
        return value
    message = f"{type(value).__name__} is no value of a record"
    raise TypeError(message)


class ArchiveWriter:
    """Writes a backup from start to end."""

    def __init__(self, out: BinaryIO) -> None:
        """Write to a file that is open."""
        self._tar = tarfile.open(fileobj=out, mode="w|")  # noqa: SIM115  (closed by `finish`)

    def add_table(self, name: str, lines: Path) -> None:
        """Add a table that was written to a file beside."""
        self._tar.add(lines, arcname=f"records/{name}.jsonl", filter=_unowned)

    def add_blob(self, key: str, content: Path) -> None:
        """Add a media file that is on this machine for now."""
        self._tar.add(content, arcname=f"blobs/{key}", filter=_unowned)

    def finish(self, manifest: Manifest) -> None:
        """Add the manifest; now the file is whole."""
        text = manifest.model_dump_json(indent=1).encode()
        entry = tarfile.TarInfo(_MANIFEST)
        entry.size = len(text)
        self._tar.addfile(entry, io.BytesIO(text))
        self._tar.close()


def _unowned(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mode = 0o600
    return entry


class ArchiveReader:
    """Reads a backup whose manifest is whole."""

    def __init__(self, file: Path) -> None:
        """Open a file; raises `Invalid` when it is none of ours or was cut short."""
        with ExitStack() as stack:
            try:
                source = stack.enter_context(file.open("rb"))
                self._tar = stack.enter_context(tarfile.open(fileobj=source, mode="r:"))
                self._members = {one.name: one for one in self._tar if one.isreg()}
                found = self._open(_MANIFEST)
                self.manifest = Manifest.model_validate_json(found.read(_MOST_MANIFEST_BYTES))
            except (OSError, tarfile.TarError, Invalid, ValidationError) as error:
                raise Invalid(
                    "This is no whole backup of Koda.",
                    remedy="Take another file, or make the backup again: this one is cut short.",
                ) from error
            if self.manifest.format != FORMAT:
                raise Invalid("The backup was made by a newer Koda.", remedy="Update Koda.")
            self._held = stack.pop_all()

    def close(self) -> None:
        """Let go of the file."""
        self._held.close()

    def lines(self, table: str) -> Iterator[bytes]:
        """Give the lines of a table; raises `Invalid` at the end if they are not whole."""
        part = self.manifest.tables[table]
        digest, rows = hashlib.sha256(), 0
        for line in self._open(f"records/{table}.jsonl"):
            digest.update(line)
            rows += 1
            yield line
        if rows != part.rows or digest.hexdigest() != part.sha256:
            raise Invalid(f"The table {table} of the backup is damaged.", table=table)

    def copy_blob(self, key: str, target: Path) -> str:
        """Copy a media file out; gives its sha256. Raises `Invalid` when it is not whole."""
        digest, size = hashlib.sha256(), 0
        with target.open("wb") as out:
            source = self._open(f"blobs/{key}")
            while chunk := source.read(1024 * 1024):
                digest.update(chunk)
                size += len(chunk)
                out.write(chunk)
        if size != self.manifest.blobs[key]:
            raise Invalid("A media file of the backup is damaged.", key=key)
        return digest.hexdigest()

    def _open(self, name: str) -> Any:  # noqa: ANN401  (tarfile's reader has no public type)
        try:
            found = self._tar.extractfile(self._members[name])
        except (KeyError, OSError, tarfile.TarError) as error:
            raise Invalid("The backup lacks a part.", part=name) from error
        assert found is not None
        return found


def checksums(parts: Mapping[str, Path]) -> dict[str, TablePart]:
    """Give what the manifest says of tables that were written to files."""
    found: dict[str, TablePart] = {}
    for name, place in parts.items():
        digest, rows = hashlib.sha256(), 0
        with place.open("rb") as file:
            for line in file:
                digest.update(line)
                rows += 1
        found[name] = TablePart(rows=rows, sha256=digest.hexdigest())
    return found
