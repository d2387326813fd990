"""What goes wrong at E2B, as Koda's own errors."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from koda.core.errors import KodaError, SandboxFailed, SandboxGone, SandboxUnavailable
from koda.foreign_threads import wait_for_them_at_exit

if TYPE_CHECKING:
    from collections.abc import Generator

_KEY = "Check `E2B_API_KEY`; keys are made at e2b.dev/dashboard."
_WAIT = "Wait a little, end boxes that are not needed (`koda sandbox list`), or ask E2B for more."
_TEMPLATE = "`koda sandbox build-template e2b` makes it; `E2B_TEMPLATE_ID` names another."


@contextmanager
def said_plainly(*, making: bool = False) -> Generator[None]:
    """Turn the SDK's errors into Koda's.

    Args:
        making: Whether a box is made: then what refuses it says that there are none to be had.
    """
    wait_for_them_at_exit()  # the SDK has such threads
    try:
        yield
    except KodaError:
        raise
    except Exception as error:
        plain = _plain(error, making=making)
        if plain is None:
            raise
        raise plain from error


def _plain(error: Exception, *, making: bool) -> KodaError | None:
    from e2b import exceptions as e2b  # noqa: PLC0415 — an extra

    match error:
        case e2b.AuthenticationException():
            return SandboxUnavailable("E2B does not take the key.", remedy=_KEY)
        case e2b.RateLimitException():
            return SandboxUnavailable("E2B asks to slow down.", remedy=_WAIT)
        case e2b.SandboxNotRunningException() | e2b.SandboxNotFoundException():
            return SandboxGone("The box has ended.")
        case e2b.SandboxException() if making and error.status_code in _REFUSALS:
            what, remedy = _REFUSALS[error.status_code]
            return SandboxUnavailable(f"{what}: {error}.", remedy=remedy)
        case e2b.SandboxException() | e2b.ServiceBusyException():
            return SandboxFailed(f"E2B failed: {error}.")
        case _ if broke(error):
            kind = SandboxUnavailable if making else SandboxFailed
            return kind(f"E2B cannot be reached: {type(error).__name__}.")
        case _:
            return None


_REFUSALS: dict[int | None, tuple[str, str]] = {
    400: ("E2B refuses a box", "Mend `SANDBOX_TIMEOUT`, or the template."),
    403: ("E2B refuses a box", _WAIT),
    404: ("E2B has no such template", _TEMPLATE),
}


def broke(error: BaseException | None) -> bool:
    """Say whether the connection failed, rather than what is at its end."""
    return any(
        _module(one) in ("httpx", "httpcore", "pyqwest", "connectrpc") for one in _all(error)
    )


def _all(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__


def _module(error: BaseException) -> str:
    return "httpx" if isinstance(error, OSError) else type(error).__module__.partition(".")[0]
