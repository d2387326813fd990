"""The owner's password: compared through Argon2id, at most two at once, beside the event loop."""

from __future__ import annotations

import asyncio
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argon2 import PasswordHasher

_AT_ONCE = 2  # 64 MiB each
_HASH = "$argon2"


class Password:
    """A password, given in plain or as its Argon2id hash (RFC 9106; `argon2-cffi`)."""

    def __init__(self, given: str) -> None:
        """Use the setting's value; nothing heavy happens before somebody tries."""
        self._given = given
        self._turns = asyncio.Semaphore(_AT_ONCE)

    @cached_property
    def _hasher(self) -> PasswordHasher:
        from argon2 import PasswordHasher  # noqa: PLC0415  (a cold start has no use for it)

        return PasswordHasher()

    @cached_property
    def _kept(self) -> str:
        """The hash to compare with: what is plain in the environment is hashed once."""
        return self._given if self._given.startswith(_HASH) else self._hasher.hash(self._given)

    async def matches(self, tried: str) -> bool:
        """Tell whether it is the password; right or wrong, it takes a quarter of a second."""
        async with self._turns:
            return await asyncio.to_thread(self._verify, tried)

    def _verify(self, tried: str) -> bool:
        from argon2.exceptions import InvalidHashError, VerificationError  # noqa: PLC0415

        try:
            return self._hasher.verify(self._kept, tried.encode(errors="replace"))
        except (VerificationError, InvalidHashError):
            return False
