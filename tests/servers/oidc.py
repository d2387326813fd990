"""An identity provider on loopback: discovery, keys, authorize, token; honest or hostile."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT = "koda-client"
SECRET = "koda-client-secret"


@dataclass
class IdentityProvider:
    """What it does next; a test turns it hostile by changing its fields.

    Attributes:
        claims: Put over what an honest token says; none takes a claim away.
        key: What tokens are signed with; `published` is what it says its keys are.
        algorithm: `RS256`, or what an attacker would take.
        grants: Code -> what it was given for; each is good once, unless `replays`.
    """

    issuer: str = ""
    says_issuer: str = ""
    email: str = "person@example.com"
    claims: dict[str, Any] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: new_key("first"))
    published: list[RSAKey] = field(default_factory=list)
    algorithm: str = "RS256"
    only_post: bool = False
    grants: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    key_reads: int = 0

    def rotate(self, name: str) -> None:
        """Sign with a new key, and publish that alone."""
        self.key = new_key(name)
        self.published = [self.key]

    def token(self, nonce: str) -> str:
        now = int(time.time())
        claims: dict[str, Any] = {
            "iss": self.issuer,
            "sub": "subject-1",
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": nonce,
            "email": self.email,
            "email_verified": True,
            "name": "Person",
            **self.claims,
        }
        claims = {name: value for name, value in claims.items() if value is not None}
        if self.algorithm == "none":
            parts = [json.dumps({"alg": "none"}), json.dumps(claims)]
            return ".".join(_b64(one.encode()) for one in parts) + "."
        if self.algorithm == "HS256":  # signed with the public key as if it were a secret
            head = json.dumps({"alg": "HS256", "kid": self.key.kid})
            text = f"{_b64(head.encode())}.{_b64(json.dumps(claims).encode())}"
            public = self.published[0].as_pem(private=False)
            return f"{text}.{_b64(hmac.digest(public, text.encode(), 'sha256'))}"
        return jwt.encode({"alg": "RS256", "kid": self.key.kid}, claims, self.key)


def new_key(name: str) -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": name, "use": "sig"})


def _b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class _Handler(BaseHTTPRequestHandler):
    provider: IdentityProvider

    def log_message(self, *arguments: object) -> None:
        pass

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        self.provider.asked.append(parts.path)
        if parts.path == "/.well-known/openid-configuration":
            self._say(200, _discovery(self.provider))
        elif parts.path == "/keys":
            self.provider.key_reads += 1
            keys = [one.as_dict(private=False) for one in self.provider.published]
            self._say(200, {"keys": keys})
        elif parts.path == "/authorize":
            self._authorize({k: v[0] for k, v in parse_qs(parts.query).items()})
        else:
            self._say(404, {"error": "not_found"})

    def do_POST(self) -> None:
        length = int(self.headers.get("content-length", "0"))
        form = {k: v[0] for k, v in parse_qs(self.rfile.read(length).decode()).items()}
        self._exchange(form)

    def _authorize(self, query: dict[str, str]) -> None:
        assert query["response_type"] == "code"
        assert query["client_id"] == CLIENT
        assert query["code_challenge_method"] == "S256"
        assert "openid" in query["scope"].split()
        code = secrets.token_urlsafe(16)
        self.provider.grants[code] = query
        back = {"code": code, "state": query["state"], "iss": self.provider.issuer}
        self.send_response(302)
        self.send_header("location", f"{query['redirect_uri']}?{urlencode(back)}")
        self.end_headers()

    def _exchange(self, form: dict[str, str]) -> None:
        grant = self.provider.grants.pop(form.get("code", ""), None)
        challenge = _b64(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        good = (
            grant is not None
            and self._knows_client(form)
            and grant["code_challenge"] == challenge
            and grant["redirect_uri"] == form.get("redirect_uri")
        )
        if not good or grant is None:
            self._say(400, {"error": "invalid_grant"})
            return
        self._say(
            200,
            {
                "access_token": secrets.token_urlsafe(8),
                "token_type": "Bearer",
                "id_token": self.provider.token(grant["nonce"]),
            },
        )

    def _knows_client(self, form: dict[str, str]) -> bool:
        if self.provider.only_post:
            return (form.get("client_id"), form.get("client_secret")) == (CLIENT, SECRET)
        wanted = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        return self.headers.get("authorization") == f"Basic {wanted}"

    def _say(self, status: int, body: object) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


@contextmanager
def run_identity_provider() -> Iterator[IdentityProvider]:
    """Start one on a free port of loopback."""
    provider = IdentityProvider()
    provider.published = [provider.key]

    handler = type("Handler", (_Handler,), {"provider": provider})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    provider.issuer = provider.says_issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _discovery(provider: IdentityProvider) -> dict[str, Any]:
    here = provider.issuer
    way = "client_secret_post" if provider.only_post else "client_secret_basic"
    return {
        "issuer": provider.says_issuer,
        "authorization_endpoint": f"{here}/authorize",
        "token_endpoint": f"{here}/token",
        "jwks_uri": f"{here}/keys",
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "token_endpoint_auth_methods_supported": [way],
    }
