"""What all makers of the offline provider share: how requests are kept and files found again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import anyio.from_thread

from koda.core.errors import ProviderError
from koda.providers.base import GenerationRequest, MediaInput, MediaOutput

Step = Callable[[], MediaOutput]
"""Makes one file; blocking, and gives the same whenever it is called."""


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes one kind of media. All of it blocks and is called in threads.

    Attributes:
        write: Turns a request into the body that is kept: JSON, and all that `steps` needs.
        steps: What is to be done for a body, a step for each file.
        large: Whether a body needs so much memory that it is made alone.
    """

    write: Callable[[GenerationRequest], dict[str, Any]]
    steps: Callable[[Mapping[str, Any]], Sequence[Step]]
    large: Callable[[Mapping[str, Any]], bool]


def noted(inputs: Sequence[MediaInput]) -> list[dict[str, str]]:
    """Write down which files a request takes, as JSON."""
    return [{"role": one.role, "path": str(one.path), "hash": one.hash} for one in inputs]


def found(inputs: Sequence[Mapping[str, str]]) -> dict[str, list[Path]]:
    """Find the files of a request again, by role.

    Raises:
        ProviderError: One is gone, or is no longer what it was.
    """
    files: dict[str, list[Path]] = {}
    for one in inputs:
        path = Path(one["path"])
        check_unchanged(path, one["hash"])
        files.setdefault(one["role"], []).append(path)
    return files


def check_unchanged(path: Path, hash_: str) -> None:
    """Raise `ProviderError` unless a file has the content that it had."""
    try:
        with path.open("rb") as file:
            same = hashlib.file_digest(file, "sha256").hexdigest() == hash_
    except OSError as error:
        raise changed(hash_) from error
    if not same:
        raise changed(hash_)


def changed(hash_: str) -> ProviderError:
    """The error for a file that is not what it was."""
    return ProviderError(
        "A connected file is gone or was changed since the run began.",
        remedy="Run the node again.",
        provider="offline",
        hash=hash_,
    )


def breathe() -> None:
    """Stop here if nobody waits for the result any more; for long work, now and then."""
    try:
        anyio.from_thread.check_cancelled()
    except RuntimeError:
        return  # called from no thread of a server


def number(
    parameters: Mapping[str, Any], name: str, otherwise: float, least: float, most: float
) -> float:
    """Give a parameter as a number within limits; what is no number is left to the default."""
    value = parameters.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value:  # noqa: PLR0124
        return otherwise
    return min(most, max(least, float(value)))
