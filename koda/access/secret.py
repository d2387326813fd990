"""Secrets that Koda gives out: made by chance, kept as hashes, compared in constant time."""

from __future__ import annotations

import hashlib
import hmac
import secrets

KEY_PREFIX = "koda_"


def new_secret() -> str:
    """Make a secret of 256 bits that fits into an address."""
    return secrets.token_urlsafe(32)


def secret_hash(secret: str) -> str:
    """Give what is kept of it; SHA-256 is enough for what nobody could guess."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def same(one: str, other: str) -> bool:
    """Compare without telling by time how much is right."""
    return hmac.compare_digest(one.encode(errors="replace"), other.encode(errors="replace"))


def proof_of(way: str, secret: str, pepper: str) -> str:
    """Give a mark that changes with a password or token, and from which it cannot be found.

    Args:
        way: `token`, `password` or `oidc`.
        secret: What the session is opened by.
        pepper: Something strong that is not in the database.
    """
    text = f"{way}\0{secret}".encode(errors="replace")
    return hmac.new(pepper.encode(errors="replace"), text, hashlib.sha256).hexdigest()
