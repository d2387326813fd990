"""The boxes of this machine, one file each, so that a restart finds what a kill left."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from koda.sandbox.port import BoxEntry, SandboxId


@dataclass(frozen=True, slots=True)
class Process:
    """A process that is still the same: its number may be given to another after it has ended.

    Attributes:
        began: Clock ticks from the machine's start to its own; `/proc/PID/stat`, field 22.
    """

    pid: int
    began: int

    @property
    def lives(self) -> bool:
        """Whether it has not ended; one that only waits to be reaped has."""
        found = began_at(self.pid)
        return found is not None and found == self.began


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of a box.

    Attributes:
        owner: The process of Koda that made it.
        first: Process 1 of the box, as the machine numbers it.
        groups: Folders of its limits, to be removed after it.
        created_at, ends_at: Unix milliseconds.
        output, seconds: Of its limits.
    """

    id: str
    purpose: str
    labels: dict[str, str]
    created_at: int
    ends_at: int
    owner: Process
    first: Process
    groups: list[str]
    output: int

    @property
    def entry(self) -> BoxEntry:
        """How a list shows it."""
        return BoxEntry(
            SandboxId(self.id), self.purpose, self.labels, self.created_at, self.ends_at
        )

    @property
    def is_over(self) -> bool:
        """Whether it has to go, or has gone."""
        ended = self.ends_at <= now()
        return ended or not self.owner.lives or not self.first.lives


class Registry:
    """Keeps records in a folder that only this user enters."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def place(self, box: str) -> Path:
        """Give a box's own folder, made if it is not there."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        place = self._folder / box
        place.mkdir(mode=0o700, exist_ok=True)
        return place

    def folder_of(self, box: str) -> Path:
        """Give a box's own folder, which may be gone."""
        return self._folder / box

    def put(self, record: Record) -> None:
        """Write a record, whole or not at all."""
        place = self._folder / record.id
        passing = place / f"box.{os.getpid()}.json"
        passing.write_text(json.dumps(asdict(record)), encoding="utf-8")
        passing.replace(place / "box.json")

    def find(self, box: str) -> Record | None:
        """Read a record; none if there is none, or half of one."""
        if not box.startswith("box_") or not box[4:].isalnum():
            return None
        try:
            told = json.loads((self._folder / box / "box.json").read_text(encoding="utf-8"))
            told |= {"owner": Process(**told["owner"]), "first": Process(**told["first"])}
            return Record(**told)
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def extend(self, box: str, ends_at: int) -> None:
        """Move the end of a box."""
        record = self.find(box)
        if record is not None:
            self.put(replace(record, ends_at=ends_at))

    def records(self) -> Iterator[tuple[str, Record | None]]:
        """List the boxes with a folder; those that never came to be have no record."""
        with suppress(FileNotFoundError):
            for place in sorted(self._folder.iterdir()):
                if place.name.startswith("box_"):
                    yield place.name, self.find(place.name)

    def age(self, box: str) -> float:
        """Seconds since a box's folder was made; 0 if it has gone."""
        try:
            return time.time() - (self._folder / box).stat().st_mtime
        except FileNotFoundError:
            return 0.0

    def remove(self, box: str) -> None:
        """Forget a box; forgetting it twice is no error."""
        shutil.rmtree(self._folder / box, ignore_errors=True)


def began_at(pid: int) -> int | None:
    """Say when a process began; none if there is none, or only its remains."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()
    except OSError:
        return None
    return None if fields[0] in (b"Z", b"X") else int(fields[19])


def this_process() -> Process:
    """Give the running one."""
    return Process(os.getpid(), began_at(os.getpid()) or 0)


def now() -> int:
    """Unix milliseconds: records are compared across processes and restarts."""
    return int(time.time() * 1000)
