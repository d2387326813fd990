"""The filter of system calls of a local box, as programs for the kernel."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from functools import cache
from typing import Any

from koda.sandbox.local_syscalls import (
    ALLOWED,
    FAMILIES,
    NAMESPACES,
    NETLINK,
    NETLINK_ROUTE,
    TYPING,
)

_LOW = 0xFFFFFFFF
"""The kernel looks at the lower half of these arguments only, so the filter does too."""


@cache
def filters() -> tuple[bytes, bytes]:
    """Give two programs; both are asked of each call, and the stricter answer counts.

    Raises:
        ImportError: The library, pyseccomp or libseccomp, is not here.
    """
    import pyseccomp  # noqa: PLC0415 — an extra, needed only where boxes are made

    return _program(_allowing(pyseccomp)), _program(_refusing(pyseccomp))


def _allowing(library: Any) -> Any:  # noqa: ANN401 — a library without types
    """Allow by name; sockets by family."""
    built = library.SyscallFilter(library.ERRNO(errno.ENOSYS))
    for name in ALLOWED:
        with contextlib.suppress(
            OSError, ValueError
        ):  # a call newer than the library, or no call of this machine
            built.add_rule(library.ALLOW, name)
    for family in FAMILIES:
        built.add_rule(library.ALLOW, "socket", library.Arg(0, library.EQ, family))
    built.add_rule(library.ALLOW, "socketpair", library.Arg(0, library.EQ, FAMILIES[0]))
    kinds = (library.Arg(0, library.EQ, NETLINK), library.Arg(2, library.EQ, NETLINK_ROUTE))
    built.add_rule(library.ALLOW, "socket", *kinds)
    own = library.Arg(0, library.EQ, 0)
    built.add_rule(library.ALLOW, "prlimit64", own)
    for persona in (0, 0xFFFFFFFF):  # Linux, and the question which one it is
        built.add_rule(library.ALLOW, "personality", library.Arg(0, library.EQ, persona))
    return built


def _refusing(library: Any) -> Any:  # noqa: ANN401 — a library without types
    """Refuse by argument what is allowed by name."""
    built = library.SyscallFilter(library.ALLOW)
    refuse = library.ERRNO(errno.EPERM)
    for flag in NAMESPACES:
        built.add_rule(refuse, "clone", library.Arg(0, library.MASKED_EQ, flag, flag))
    for request in TYPING:
        built.add_rule(refuse, "ioctl", library.Arg(1, library.MASKED_EQ, _LOW, request))
    return built


def _program(built: Any) -> bytes:  # noqa: ANN401 — a library without types
    with tempfile.TemporaryFile() as file:
        built.export_bpf(file)
        file.seek(0)
        return os.read(file.fileno(), 1 << 20)
