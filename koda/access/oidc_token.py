"""The identity token: its signature by `joserfc`, its claims by Authlib."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from koda.access.oidc_provider import Provider
from koda.core.errors import Unauthorized

# Signatures by a private key of the provider only: never `none`, never a secret of ours (HS*).
_ALGORITHMS = [
    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA",
]  # fmt: skip
_LEEWAY_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Identity:
    """Who signed in."""

    subject: str
    email: str
    is_verified: bool
    name: str


def challenge_of(verifier: str) -> str:
    """Give the S256 challenge of a PKCE verifier (RFC 7636, 4.2)."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


async def read_identity(
    provider: Provider, client: str, tokens: Mapping[str, Any], *, nonce: str
) -> Identity:
    """Read the identity token that came with an access token.

    Raises:
        Unauthorized: Its signature, issuer, audience, time or nonce is wrong.
    """
    from joserfc.errors import JoseError  # noqa: PLC0415  (as heavy as it is rare)

    token = str(tokens["id_token"])
    try:
        try:
            found = _decode(token, await provider.keys())
        except (JoseError, ValueError):
            # Providers change their keys; a token by a newer one brings us to look again.
            found = _decode(token, await provider.keys(again=True))
        claims = _judge(found, provider.issuer, client, tokens, nonce)
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise Unauthorized(
            "The identity provider's answer cannot be trusted.",
            remedy="Begin it again; if it stays, check KODA_OIDC_ISSUER and KODA_OIDC_CLIENT_ID.",
            reason=type(error).__name__,
        ) from error
    return Identity(
        subject=str(claims["sub"]),
        email=str(claims.get("email", "")),
        # Some say it as a text; anything else than yes is no.
        is_verified=claims.get("email_verified") in (True, "true"),
        name=str(claims.get("name") or claims.get("email", "")),
    )


def _decode(token: str, keys: Mapping[str, Any]) -> Any:  # noqa: ANN401  (joserfc's own)
    from joserfc import jwt  # noqa: PLC0415
    from joserfc.jwk import KeySet  # noqa: PLC0415

    public = [one for one in keys.get("keys", []) if one.get("kty") in {"RSA", "EC", "OKP"}]
    signing = [one for one in public if one.get("use", "sig") == "sig"]
    return jwt.decode(token, KeySet.import_key_set({"keys": signing}), algorithms=_ALGORITHMS)


def _judge(
    found: Any,  # noqa: ANN401
    issuer: str,
    client: str,
    tokens: Mapping[str, Any],
    nonce: str,
) -> Mapping[str, Any]:
    from authlib.oidc.core import CodeIDToken  # noqa: PLC0415

    claims: Any = CodeIDToken(
        found.claims,
        found.header,
        options={
            "iss": {"essential": True, "value": issuer},
            "aud": {"essential": True, "value": client},
            "exp": {"essential": True},
        },
        params={
            "nonce": nonce,
            "client_id": client,
            "access_token": tokens.get("access_token"),
        },
    )
    claims.validate(leeway=_LEEWAY_SECONDS)
    return dict(claims)
