"""Who may call: the token or password, the cookie, and the checks of Host and Origin."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from collections import deque
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from koda.clock import now
from koda.core.errors import Forbidden, KodaError, NotConfigured, Unauthorized, Unavailable
from koda.server.errors import problem_response
from koda.settings import Settings

_OPEN = frozenset({"/api/health", "/api/session"})
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_COOKIE_SECONDS = 90 * 24 * 3600
_TRIES = 10
_TRIES_WINDOW_MS = 60_000


def is_loopback(host: str) -> bool:
    """Tell whether a name or address is this machine only."""
    name = host.strip("[]").lower()
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def refuse_open_server(settings: Settings) -> None:
    """Refuse to listen beyond loopback without a password; raises `NotConfigured`."""
    if is_loopback(settings.host) or settings.password or settings.auth == "none":
        return
    raise NotConfigured(
        f"Koda does not listen on {settings.host} without a password: "
        "anybody who reaches it could spend your money.",
        remedy="Set KODA_PASSWORD, or listen on 127.0.0.1, or set KODA_AUTH=none behind a proxy "
        "that asks for you.",
        setting="KODA_PASSWORD",
    )


class Gate:
    """Decides who a caller is; holds no more than digests and the count of wrong tries."""

    def __init__(self, settings: Settings, token: str) -> None:
        """Use the settings and the access token."""
        self._open = settings.auth == "none"
        self._strict_hosts = is_loopback(settings.host) and not self._open
        self._hosts = settings.hosts
        self._secrets = [token.encode()]
        if settings.password is not None:
            self._secrets.append(settings.password.get_secret_value().encode())
        self._session = hashlib.sha256(b"\0".join([b"koda session", *self._secrets])).hexdigest()
        self._wrong: deque[int] = deque(maxlen=_TRIES)

    def sign_in(self, secret: str) -> str:
        """Give the session for a token or password.

        Raises:
            Unauthorized: It is neither.
            Unavailable: Too many wrong tries in the last minute.
        """
        if len(self._wrong) == _TRIES and now() - self._wrong[0] < _TRIES_WINDOW_MS:
            raise Unavailable("Too many wrong tries.", remedy="Wait a minute, then try again.")
        if not self._knows(secret):
            self._wrong.append(now())
            raise Unauthorized("This is not the token or password of this Koda.")
        return self._session

    def cookie_name(self, port: int | None) -> str:
        """Name the cookie; cookies are shared by all ports of a host, so the port is in it."""
        return f"koda_session_{port or 80}"

    def check(self, request: Request) -> None:
        """Let a request pass, or raise `Forbidden` or `Unauthorized`."""
        self._check_host(request.headers)
        if request.method not in _SAFE_METHODS:
            self._check_origin(request.headers)
        if self._open or request.url.path in _OPEN or not request.url.path.startswith("/api"):
            return
        scheme, _, secret = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and self._knows(secret.strip()):
            return
        cookie = request.cookies.get(self.cookie_name(request.url.port), "")
        if not hmac.compare_digest(cookie.encode(), self._session.encode()):
            raise Unauthorized("Koda does not know who you are.")

    def _knows(self, secret: str) -> bool:
        found = [hmac.compare_digest(secret.encode(), one) for one in self._secrets]
        return any(found)

    def _check_host(self, headers: Headers) -> None:
        host = urlsplit(f"//{headers.get('host', '')}").hostname or ""
        if host in self._hosts or is_loopback(host):
            return
        # A page elsewhere can point its own name at 127.0.0.1; only its Host gives it away.
        if self._strict_hosts or self._hosts:
            raise Forbidden(
                "Koda does not answer to this host name.",
                remedy="Open it by its own address, or add the name to KODA_ALLOWED_HOSTS.",
            )

    def _check_origin(self, headers: Headers) -> None:
        origin = headers.get("origin")
        foreign = origin is not None and urlsplit(origin).netloc != headers.get("host")
        if foreign or headers.get("sec-fetch-site") in {"cross-site", "same-site"}:
            raise Forbidden("Another site may not do this.", remedy="Use Koda's own page.")


class Guard:
    """Puts the gate before every request, and turns `?token=` of a page into the cookie."""

    def __init__(self, app: ASGIApp, gate: Gate) -> None:
        """Wrap an app."""
        self._app = app
        self._gate = gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        try:
            self._gate.check(request)
            answer = self._enter(request)
        except KodaError as error:
            answer = problem_response(error)
        if answer is None:
            await self._app(scope, receive, send)
        else:
            await answer(scope, receive, send)

    def _enter(self, request: Request) -> Response | None:
        is_page = not request.url.path.startswith("/api")
        if request.method != "GET" or not is_page or "token" not in request.query_params:
            return None
        session = self._gate.sign_in(request.query_params["token"])
        kept = [(k, v) for k, v in parse_qsl(request.url.query) if k != "token"]
        path = "/" + request.url.path.lstrip("/")  # never `//elsewhere`
        answer = RedirectResponse(f"{path}?{urlencode(kept)}" if kept else path, 303)
        set_session(answer, request, self._gate, session)
        answer.headers["Cache-Control"] = "no-store"
        answer.headers["Referrer-Policy"] = "no-referrer"
        return answer


def set_session(answer: Response, request: Request, gate: Gate, session: str) -> None:
    """Put the session into a cookie that scripts cannot read and other sites cannot use."""
    answer.set_cookie(
        gate.cookie_name(request.url.port),
        session,
        max_age=_COOKIE_SECONDS,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )
