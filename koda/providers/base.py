"""The contract of a media provider: submit once, look, fetch, cancel, and find what was lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class MediaInput:
    """A media file that goes into a request.

    Attributes:
        path: The bytes on this machine.
        mime: Their type, by content.
        hash: Hex sha256: what a provider may remember an upload by.
        role: What it is used for: `reference`, `first_frame`, ….
    """

    path: Path
    mime: str
    hash: str
    role: str = "reference"


@dataclass(frozen=True, slots=True)
class GenerationRequest:
    """One thing to make.

    Attributes:
        model: The model card's id.
        prompt: The whole prompt.
        parameters: The node's resolved parameters, by Koda's names (aspect_ratio, image_size,
            resolution, image_count, style, magic_prompt, cfg_scale, steps, strength, …).
        seed: Always set by Koda; cards without a seed ignore it.
        inputs: Media, in order.
    """

    model: str
    prompt: str
    parameters: Mapping[str, Any]
    seed: int
    inputs: Sequence[MediaInput] = ()


@dataclass(frozen=True, slots=True)
class PreparedRequest:
    """A request as the provider will get it, stored before it is sent.

    Attributes:
        endpoint: What is called.
        body: The JSON body, final: uploads are done and their addresses are in it.
        token: Koda's own mark of the job; comes back by webhook and helps to find a lost job.
        model: The model card's id: it says how the answer is read.
    """

    endpoint: str
    body: Mapping[str, Any]
    token: str
    model: str = ""


@dataclass(frozen=True, slots=True)
class Accepted:
    """The provider took the request.

    Attributes:
        request_id: The provider's id.
        state: JSON values that the adapter wants back (its status addresses).
    """

    request_id: str
    state: Mapping[str, Any] = field(default_factory=dict[str, Any])


class JobPhase(StrEnum):
    """Where a job stands at the provider."""

    QUEUED = "queued"
    RUNNING = "running"
    COMPLETED = "completed"


@dataclass(frozen=True, slots=True)
class JobStatus:
    """A look at a job. `fraction` 0 to 1 if known; `poll_after` seconds until the next look."""

    phase: JobPhase
    queue_position: int | None = None
    fraction: float | None = None
    message: str = ""
    poll_after: float = 1.0


@dataclass(frozen=True, slots=True)
class MediaOutput:
    """One file that was made: an address to download from, or bytes.

    Exactly one of `url` and `content` is set. `note` is shown with the asset (for example that
    it was not made by an AI model). `output` names the part of the answer that it is of, for
    models whose card has `outputs`.
    """

    url: str | None = None
    content: bytes | None = None
    mime: str | None = None
    note: str | None = None
    output: str = ""


@dataclass(frozen=True, slots=True)
class GenerationResult:
    """What a job made. `seed` and `prompt` as the provider reports them; `cost` if it says.

    `values` are the parts of the answer that are no files, for models whose card has `outputs`.
    """

    outputs: Sequence[MediaOutput]
    seed: int | None = None
    prompt: str | None = None
    cost: int | None = None
    values: Mapping[str, Any] = field(default_factory=dict[str, Any])


class MediaProvider(Protocol):
    """A service or local code that makes media. Safe for many jobs at once.

    Every method may raise `ProviderAuth`, `ProviderRateLimited`, `ProviderUnavailable` (nothing
    happened, may be repeated).
    """

    @property
    def name(self) -> str:
        """Stable key: `fal`, `offline`."""
        ...

    async def prepare(self, request: GenerationRequest, token: str) -> PreparedRequest:
        """Build the body and upload the media it needs. Costs nothing; may be repeated."""
        ...

    async def submit(self, prepared: PreparedRequest, webhook: str | None = None) -> Accepted:
        """Send the request exactly once.

        Raises:
            ProviderRefused: For certain not accepted (and its kinds above).
            ProviderAmbiguous: Sent, but the answer was lost; the job may exist.
        """
        ...

    async def find(self, prepared: PreparedRequest, since: float) -> list[Accepted] | None:
        """Look for jobs with this endpoint and body, accepted at or after `since` (Unix seconds).

        None when the provider cannot tell; an empty list when it can and there is none.
        """
        ...

    def known(self, prepared: PreparedRequest, request_id: str) -> Accepted:
        """Describe a job whose id the provider has told in another way than by its answer."""
        ...

    async def status(self, accepted: Accepted) -> JobStatus:
        """Look at a job. May be repeated; raises `ProviderError` if the job itself failed."""
        ...

    async def result(self, prepared: PreparedRequest, accepted: Accepted) -> GenerationResult:
        """Fetch what a completed job made. May be repeated; raises `ProviderError`."""
        ...

    async def cancel(self, accepted: Accepted) -> bool:
        """Ask to stop a job; true if the provider says it will not be run (or billed)."""
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...
