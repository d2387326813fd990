"""The doors: a token, a password, a key or a cookie comes in, and a caller comes out."""

from __future__ import annotations

import ipaddress
from collections import OrderedDict
from collections.abc import Mapping
from typing import Literal

from koda.access.audit import Audit
from koda.access.keys import Keys
from koda.access.limits import KEY_CALLS, WRONG_BY_ADDRESS, WRONG_IN_TOTAL, Limits
from koda.access.password import Password
from koda.access.secret import KEY_PREFIX, same
from koda.access.sessions import KnownSession, Sessions, Visit
from koda.clock import now
from koda.core.access import EVERYTHING, Caller
from koda.core.errors import TooManyTries, Unauthorized

Way = Literal["token", "password", "oidc"]
TOKEN_HOLDER = Caller(kind="owner", id="", name="Access token", scopes=EVERYTHING)
ANYBODY = Caller(kind="open", id="", name="Anybody", scopes=EVERYTHING)
_NAMES: Mapping[Way, str] = {"token": "Access token", "password": "Password"}
_MOST_HOT = 1000


class Doors:
    """Judges what callers show; wrong tries are counted for all instances together."""

    def __init__(
        self,
        token: str,
        password: Password | None,
        proofs: Mapping[Way, str],
        sessions: Sessions,
        keys: Keys,
        limits: Limits,
        audit: Audit,
    ) -> None:
        """Use the secrets, and the marks that sessions opened by them carry."""
        self._token = token
        self._password = password
        self._proofs = proofs
        self._sessions = sessions
        self._keys = keys
        self._limits = limits
        self._audit = audit
        self._hot: OrderedDict[str, int] = OrderedDict()

    async def sign_in(self, secret: str, visit: Visit, *, by_address: bool = False) -> str:
        """Give the secret of a new session for a token, or for a password that was typed.

        Args:
            secret: The token; or the password, unless it came in an address.
            visit: From where.
            by_address: It was in the page's address, which is kept in histories.

        Raises:
            Unauthorized: It is neither.
            TooManyTries: Too many were wrong a moment ago, from there or in all.
        """
        network = network_of(visit.address)
        self._refuse_hot(network)
        await self._count_wrong(network)  # beforehand: many tries at once are counted, too
        way: Way | None = "token" if same(secret, self._token) else None
        if way is None and self._password is not None and not by_address:
            way = "password" if await self._password.matches(secret) else None
        if way is None:
            await self._audit.note(
                "sign-in.refused", who="nobody", address=visit.address, agent=visit.agent
            )
            raise Unauthorized(
                "This is not the token or password of this Koda.",
                remedy="Look it up, and try again.",
            )
        await self._limits.give_back(WRONG_BY_ADDRESS, network)
        await self._limits.give_back(WRONG_IN_TOTAL)
        return await self.open(way, _NAMES[way], visit)

    async def open(self, way: Way, name: str, visit: Visit) -> str:
        """Open a session of the owner, and note it."""
        secret = await self._sessions.open(name, self._proofs[way], visit)
        await self._audit.note(
            "sign-in", who=name, target=way, address=visit.address, agent=visit.agent, name=""
        )
        return secret

    async def by_bearer(self, secret: str, address: str) -> Caller:
        """Recognise a program by the token or an API key; a password is for people.

        Raises:
            Unauthorized: It is neither.
            TooManyTries: Too many were wrong, or the key calls too often.
        """
        network = network_of(address)
        self._refuse_hot(network)
        if same(secret, self._token):
            return TOKEN_HOLDER
        caller = await self._keys.find(secret) if secret.startswith(KEY_PREFIX) else None
        if caller is None:
            await self._count_wrong(network)
            raise Unauthorized("This is not the token, nor a key of this Koda.")
        await self._limits.count(KEY_CALLS, caller.id)
        return caller

    async def by_cookie(self, secret: str, visit: Visit) -> KnownSession | None:
        """Recognise a browser that is signed in."""
        return await self._sessions.find(secret, visit)

    def _refuse_hot(self, network: str) -> None:
        until = self._hot.get(network, 0)
        if until > now():
            raise TooManyTries("Too many wrong tries.", retry_after=(until - now()) // 1000 + 1)

    async def _count_wrong(self, network: str) -> None:
        try:
            await self._limits.count(WRONG_BY_ADDRESS, network)
        except TooManyTries as error:
            seconds = int(str(error.fields["retry_after"]))
            self._hot[network] = now() + seconds * 1000
            self._hot.move_to_end(network)
            while len(self._hot) > _MOST_HOT:
                self._hot.popitem(last=False)
            self._refuse_hot(network)
        await self._limits.count(WRONG_IN_TOTAL)


def network_of(address: str) -> str:
    """Give what wrong tries are counted by: an address; of IPv6 the /64 that one household has."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address[:60]
    if found.version == 4:
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((found, 64), strict=False))
