"""Errors as values and back: what is stored of a failure is raised again as what it was."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NoReturn

from koda.core.absent import absence_of
from koda.core.errors import KodaError, NodeFailed
from koda.core.run import Failure


def failure_of(error: BaseException) -> str:
    """Write an error as the JSON of a `Failure`."""
    if isinstance(error, ModuleNotFoundError):
        error = absence_of(error) or error
    if not isinstance(error, KodaError):
        error = NodeFailed(
            f"The node stopped with {type(error).__name__}: {str(error)[:500]}",
            remedy="Look into the log, and tell the author of the node.",
        )
    fields = {key: value for key, value in error.fields.items() if _is_plain(value)}
    return Failure.model_validate(
        {
            "code": error.code,
            "message": error.message,
            "remedy": error.remedy,
            "retryable": error.retryable,
            "fields": fields,
        }
    ).model_dump_json()


def read_failure(text: Any) -> Failure:  # noqa: ANN401  (a column)
    """Read a stored failure."""
    return Failure.model_validate_json(str(text))


def raise_failure(text: Any) -> NoReturn:  # noqa: ANN401  (a column)
    """Raise a stored failure again as the error it was."""
    raise error_of(read_failure(text))


def error_of(failure: Failure) -> KodaError:
    """Make a failure the error that it was."""
    kind = next((one for one in _kinds(KodaError) if one.code == failure.code), NodeFailed)
    return kind(failure.message, remedy=failure.remedy, **failure.fields)


def _kinds(error: type[KodaError]) -> Iterator[type[KodaError]]:
    yield error
    for kind in error.__subclasses__():
        yield from _kinds(kind)


def _is_plain(value: object) -> bool:
    return value is None or isinstance(value, str | int | float | bool | list | dict)
