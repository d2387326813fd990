"""Signing in at an identity provider: OpenID Connect, code flow with PKCE, state and nonce.

Source: OpenID Connect Core 1.0 (3.1), Discovery 1.0, RFC 7636 (PKCE), RFC 9207 (`iss` in the
answer). Calls go by `httpx2`; tokens are read by `joserfc` and judged by Authlib, loaded when the
first person signs in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx2

from koda.access.oidc_provider import Provider
from koda.access.oidc_token import Identity, challenge_of, read_identity
from koda.access.secret import new_secret, same, secret_hash
from koda.clock import now
from koda.core.errors import NotConfigured, Unauthorized
from koda.db.access import AccessRecords
from koda.settings import Settings

SIGN_IN_SECONDS = 600
_SCOPES = "openid email profile"


@dataclass(frozen=True, slots=True)
class Client:
    """What Koda is at the provider, and whom it lets in.

    Attributes:
        allowed: E-mail addresses and `@domains`, lower case.
    """

    id: str
    secret: str
    allowed: frozenset[str]

    def admits(self, email: str) -> bool:
        """Tell whether somebody with this address may come in."""
        address = email.strip().lower()
        name, at, domain = address.rpartition("@")
        return bool(name and at) and (address in self.allowed or f"@{domain}" in self.allowed)


class Oidc:
    """One identity provider, as the settings name it."""

    def __init__(self, provider: Provider, client: Client, records: AccessRecords) -> None:
        """Use a provider; it is first asked when somebody signs in."""
        self._provider = provider
        self._client = client
        self._records = records
        self.title = urlsplit(provider.issuer).hostname or provider.issuer

    @classmethod
    def from_settings(cls, settings: Settings, records: AccessRecords) -> Oidc | None:
        """Give the provider of the settings; none where none is set.

        Raises:
            NotConfigured: The settings name one that could not be used.
        """
        if not settings.oidc_issuer:
            return None
        secret = settings.oidc_client_secret
        client = Client(
            id=settings.oidc_client_id,
            secret=secret.get_secret_value() if secret else "",
            allowed=frozenset(
                one.strip().lower() for one in settings.oidc_allowed.split(",") if one.strip()
            ),
        )
        if not client.id:
            raise NotConfigured(
                "An identity provider is set, but not what Koda is called there.",
                remedy="Set KODA_OIDC_CLIENT_ID, and KODA_OIDC_CLIENT_SECRET if it has one.",
                setting="KODA_OIDC_CLIENT_ID",
            )
        return cls(Provider(settings.oidc_issuer), client, records)

    def admits(self, email: str) -> bool:
        """Tell whether somebody with this address may come in, and stay."""
        return self._client.admits(email)

    async def begin(self, back: str, page: str) -> tuple[str, str]:
        """Begin a sign-in: give the address to send the browser to, and what it must bring back.

        Args:
            back: The address of our callback, as it is registered at the provider.
            page: Where to lead afterwards; a path of ours.

        Raises:
            Unavailable: The provider cannot be reached.
        """
        about = await self._provider.about()
        state, nonce, verifier = new_secret(), new_secret(), new_secret()
        at = now()
        values = {
            "state_hash": secret_hash(state),
            "nonce": nonce,
            "verifier": verifier,
            "page": page[:500],
            "expires_at": at + SIGN_IN_SECONDS * 1000,
        }
        await self._records.begin_sign_in(values, at)
        query = {
            "response_type": "code",
            "client_id": self._client.id,
            "redirect_uri": back,
            "scope": _SCOPES,
            "state": state,
            "nonce": nonce,
            "code_challenge": challenge_of(verifier),
            "code_challenge_method": "S256",
        }
        joint = "&" if "?" in about.authorization else "?"
        return f"{about.authorization}{joint}{urlencode(query)}", state

    async def finish(
        self, query: Mapping[str, str], kept_state: str, back: str
    ) -> tuple[Identity, str]:
        """End a sign-in: give who it is, and the page to lead to.

        Args:
            query: What the browser brought back.
            kept_state: What this browser was given at the beginning.
            back: The same address as at the beginning.

        Raises:
            Unauthorized: With the reason.
            Unavailable: The provider cannot be reached.
        """
        state = query.get("state", "")
        if not state or not kept_state or not same(state, kept_state):
            raise Unauthorized(
                "This sign-in was not begun in this browser.", remedy="Begin it again."
            )
        begun = await self._records.take_sign_in(secret_hash(state), now())
        if begun is None:
            raise Unauthorized("This sign-in has taken too long.", remedy="Begin it again.")
        if "error" in query or not query.get("code"):
            raise Unauthorized(
                "The identity provider did not let you in.", remedy="Begin it again.",
                reason=query.get("error", "")[:100],
            )  # fmt: skip
        if query.get("iss", self._provider.issuer) != self._provider.issuer:
            raise Unauthorized("The answer is another provider's.", remedy="Begin it again.")
        tokens = await self._exchange(query["code"], str(begun["verifier"]), back)
        identity = await read_identity(
            self._provider, self._client.id, tokens, nonce=str(begun["nonce"])
        )
        self._admit(identity)
        return identity, str(begun["page"])

    def _admit(self, identity: Identity) -> None:
        if not self._client.allowed:
            raise Unauthorized(
                "Nobody is let in by the identity provider yet.",
                remedy="Set KODA_OIDC_ALLOWED to your e-mail address or @domain.",
            )
        if not identity.is_verified:
            raise Unauthorized(
                "The identity provider has not verified your e-mail address.",
                remedy="Verify it there, then sign in again.",
            )
        if not self._client.admits(identity.email):
            raise Unauthorized(
                f"“{identity.email[:100]}” may not come in here.",
                remedy="Ask the owner to add it to KODA_OIDC_ALLOWED.",
            )

    async def _exchange(self, code: str, verifier: str, back: str) -> Mapping[str, Any]:
        """Exchange the code for tokens (RFC 6749, 4.1.3), as a client with or without a secret."""
        about = await self._provider.about()
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back,
            "code_verifier": verifier,
        }
        auth: httpx2.BasicAuth | None = None
        if self._client.secret and about.takes_basic:
            auth = httpx2.BasicAuth(self._client.id, self._client.secret)
        else:
            form["client_id"] = self._client.id
            if self._client.secret:
                form["client_secret"] = self._client.secret
        answer = await self._provider.post(about.token, form, auth)
        if not isinstance(answer.get("id_token"), str):
            raise Unauthorized(
                "The identity provider gave no identity for this sign-in.",
                remedy="Begin it again.",
                reason=str(answer.get("error", ""))[:100],
            )
        return answer
