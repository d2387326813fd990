"""The contract of a sandbox: a box with files and commands, and nothing of ours in it.

Shaped like E2B's protocol (`process.Process`, `filesystem.Filesystem`), which is the narrowest of
the three engines: what it cannot do is not asked for. Whatever comes out of a box is hostile.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NewType, Protocol

SandboxId = NewType("SandboxId", str)

ProviderName = Literal["local", "docker", "e2b", "none"]

WORK = "/work"
"""The only folder of a box that can be written; a new box has it empty."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a box may use. Each is a ceiling that ends the command, never the server.

    Attributes:
        memory: Bytes, all processes together.
        processes: How many at once, threads counted.
        cpus: Cores, 0.5 and more.
        disk: Bytes in `/work` and `/tmp` together.
        seconds: How long the box lives; `extend` moves the end.
        output: Bytes of one command's stdout, and of its stderr, that are kept.
    """

    memory: int = 2 * 1024**3
    processes: int = 256
    cpus: float = 2.0
    disk: int = 2 * 1024**3
    seconds: float = 600.0
    output: int = 1024**2


@dataclass(frozen=True, slots=True)
class SandboxSpec:
    """What box is wanted.

    Attributes:
        purpose: A word for lists and logs: `stills`, `render`, ….
        labels: Facts to find it by; no secrets, no words of a person.
    """

    purpose: str
    limits: Limits = field(default_factory=Limits)
    labels: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Command:
    """One program to run: an argv, never a line for a shell.

    Attributes:
        cwd: Within `/work`.
        environment: All of it: nothing is inherited.
        seconds: After this the command and all its children are killed.
    """

    argv: Sequence[str]
    cwd: str = WORK
    environment: Mapping[str, str] = field(default_factory=dict[str, str])
    stdin: bytes = b""
    seconds: float = 300.0


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended.

    Attributes:
        code: Its exit code; negative: the signal that ended it.
        stdout, stderr: At most `Limits.output` bytes each, the first of them.
        cut: Whether more was said than is kept.
        killed_for: What it went beyond; none if it ended by itself.
    """

    code: int
    stdout: bytes
    stderr: bytes
    cut: bool = False
    killed_for: Literal["time", "memory", "box"] | None = None


@dataclass(frozen=True, slots=True)
class BoxFile:
    """A file or folder in a box; `path` begins with `/work/`."""

    path: str
    kind: Literal["file", "folder", "other"]
    size: int


@dataclass(frozen=True, slots=True)
class Tools:
    """Where a box has the programs that Koda counts on; each is an absolute path inside.

    Attributes:
        python: A Python 3.11 or newer with PyAV and Pillow.
        chromium: `chromium-headless-shell`, or a Chromium that knows `--headless`.
        has_begin_frame: Whether it is the headless shell (`HeadlessExperimental.beginFrame`).
    """

    python: str
    chromium: str
    has_begin_frame: bool


@dataclass(frozen=True, slots=True)
class BoxEntry:
    """A box that lives, as a list shows it; times are Unix milliseconds."""

    id: SandboxId
    purpose: str
    labels: Mapping[str, str]
    created_at: int
    ends_at: int


@dataclass(frozen=True, slots=True)
class Missing:
    """Why a provider offers no boxes here, and what to do about it."""

    reason: str
    remedy: str


OnOutput = Callable[[Literal["stdout", "stderr"], bytes], None]


class Sandbox(Protocol):
    """One box. Every method raises `SandboxGone` once it has ended, `SandboxFailed` otherwise."""

    @property
    def id(self) -> SandboxId:
        """Made by the provider's side of Koda, never by a model or a caller."""
        ...

    @property
    def tools(self) -> Tools:
        """Where its programs are."""
        ...

    async def run(self, command: Command, on_output: OnOutput | None = None) -> Ended:
        """Run a command to its end; cancelling kills it. Several may run at once.

        `on_output` hears everything as it comes, also what is not kept.
        """
        ...

    async def write(self, path: str, content: bytes | Path) -> None:
        """Write a file below `/work`, folders made as needed; replaces what was there."""
        ...

    async def read(self, path: str, *, limit: int) -> bytes:
        """Read a regular file below `/work`.

        Raises:
            NotFound: There is none, or it is a link, a device, or reached through a link.
            TooLarge: It has more bytes than `limit`.
        """
        ...

    async def fetch(self, path: str, target: Path, *, limit: int) -> None:
        """Copy a regular file below `/work` out, into a new file; the same rules as `read`."""
        ...

    async def list(self, path: str = WORK) -> Sequence[BoxFile]:
        """List what is below a folder, at every depth; at most 10,000 entries."""
        ...

    async def extend(self, seconds: float) -> None:
        """Let the box live for this long from now."""
        ...

    async def kill(self) -> None:
        """End the box and everything in it; ending it twice is no error."""
        ...


class Sandboxes(Protocol):
    """A provider of boxes."""

    @property
    def name(self) -> ProviderName:
        """Which one it is."""
        ...

    async def probe(self) -> Missing | None:
        """Try a real box; none when it works."""
        ...

    async def create(self, spec: SandboxSpec) -> Sandbox:
        """Make a box: no network, empty `/work`, within its limits.

        Raises:
            SandboxUnavailable: There are none to be had here; says why, with a remedy.
        """
        ...

    async def connect(self, sandbox: SandboxId) -> Sandbox:
        """Take up a box that lives, also one that another process made; `SandboxGone` if none."""
        ...

    async def list(self) -> Sequence[BoxEntry]:
        """List the boxes of this Koda that live."""
        ...

    async def sweep(self) -> int:
        """End what nobody will end: boxes past their time, leftovers of dead processes."""
        ...

    async def close(self) -> None:
        """End the boxes that this process made."""
        ...
