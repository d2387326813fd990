"""An identity provider as it describes itself: its addresses, its keys, and calls to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlsplit

import httpx2

from koda.clock import now
from koda.core.errors import Unavailable

_SECONDS = 10.0
_LARGEST = 512 * 1024
_KEPT_MS = 3_600_000
_KEYS_MS = 60_000


@dataclass(frozen=True, slots=True)
class About:
    """What the discovery document says; addresses of its own."""

    authorization: str
    token: str
    keys: str
    takes_basic: bool


class Provider:
    """One issuer; what it says of itself is read once an hour."""

    def __init__(self, issuer: str) -> None:
        """Name the issuer, exactly as it names itself."""
        self.issuer = issuer
        self._about: tuple[int, About] | None = None
        self._keys: tuple[int, Mapping[str, Any]] | None = None

    async def about(self) -> About:
        """Give its addresses; raises `Unavailable` when it cannot be asked or is another."""
        if self._about is not None and now() - self._about[0] < _KEPT_MS:
            return self._about[1]
        address = f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"
        found = await self._call("GET", address)
        # Discovery 1.0, section 4.3: it must be the very same.
        if found.get("issuer") != self.issuer:
            raise Unavailable(
                "The identity provider calls itself otherwise than KODA_OIDC_ISSUER does.",
                remedy=f"Set KODA_OIDC_ISSUER to {str(found.get('issuer'))[:200]}, if that is it.",
            )
        methods = found.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        about = About(
            authorization=self._own(found, "authorization_endpoint"),
            token=self._own(found, "token_endpoint"),
            keys=self._own(found, "jwks_uri"),
            takes_basic="client_secret_basic" in methods,
        )
        self._about = (now(), about)
        return about

    async def keys(self, *, again: bool = False) -> Mapping[str, Any]:
        """Give its signing keys; `again`: one was not among them, perhaps they have changed."""
        age = _KEPT_MS if not again else _KEYS_MS
        if self._keys is not None and now() - self._keys[0] < age:
            return self._keys[1]
        found = await self._call("GET", (await self.about()).keys)
        self._keys = (now(), found)
        return found

    async def post(
        self, address: str, form: Mapping[str, str], auth: httpx2.BasicAuth | None
    ) -> Mapping[str, Any]:
        """Send a form; an error's body is given as well."""
        return await self._call("POST", address, form, auth)

    def _own(self, found: Mapping[str, Any], name: str) -> str:
        """Give an address; only over TLS, unless the issuer itself is without it (loopback)."""
        address = found.get(name)
        schemes = {"https", urlsplit(self.issuer).scheme}
        if not isinstance(address, str) or urlsplit(address).scheme not in schemes:
            raise Unavailable(f"The identity provider gives no usable `{name}`.", field=name)
        return address

    async def _call(
        self,
        method: str,
        address: str,
        form: Mapping[str, str] | None = None,
        auth: httpx2.BasicAuth | None = None,
    ) -> Mapping[str, Any]:
        try:
            async with httpx2.AsyncClient(timeout=_SECONDS, follow_redirects=False) as http:
                headers = {"accept": "application/json"}
                async with http.stream(
                    method, address, data=form, auth=auth, headers=headers
                ) as answer:
                    body = b""
                    async for part in answer.aiter_bytes():
                        body += part
                        if len(body) > _LARGEST:
                            raise Unavailable("The identity provider says too much.")
                    found = httpx2.Response(answer.status_code, content=body).json()
        except (httpx2.HTTPError, ValueError) as error:
            raise Unavailable(
                "The identity provider cannot be reached.",
                remedy="Check KODA_OIDC_ISSUER, and whether this machine reaches it.",
            ) from error
        if not isinstance(found, dict):
            raise Unavailable("The identity provider answers with something else.")
        return cast("Mapping[str, Any]", found)
