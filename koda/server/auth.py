"""Who may call: the token or password, the cookie, and the checks of Host and Origin."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from collections import OrderedDict, deque
from collections.abc import Sequence
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from koda.clock import now
from koda.core.errors import Forbidden, KodaError, NotConfigured, Unauthorized, Unavailable
from koda.server.errors import problem_response
from koda.settings import Settings

_OPEN = frozenset(
    {"/api/health", "/api/health/live", "/api/health/ready", "/api/session"}
)
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_COOKIE_SECONDS = 90 * 24 * 3600
_TRIES = 10
_TRIES_WINDOW_MS = 60_000
_CALLERS = 1000


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
    """Decides who a caller is; holds no more than secrets and the times of wrong tries."""

    def __init__(self, settings: Settings, token: str) -> None:
        """Use the settings and the access token."""
        self._open = settings.auth == "none"
        self._any_host = not is_loopback(settings.host) and not settings.hosts
        self._hosts = settings.hosts | {settings.host.lower()}
        self._token = token.encode()
        given = settings.password
        self._password = None if given is None else given.get_secret_value().encode()
        parts = [b"koda session", self._token, *([self._password] if self._password else [])]
        self._session = hashlib.sha256(b"\0".join(parts)).hexdigest().encode()
        self._wrong: OrderedDict[str, deque[int]] = OrderedDict()

    def sign_in(self, secret: str, caller: str, *, by_address: bool = False) -> str:
        """Give the session for a token, or for a password that was typed.

        Args:
            secret: The token; or the password, unless it came in an address.
            caller: The network address it came from; wrong tries are counted by it.
            by_address: It was in the page's address, which is kept in histories.

        Raises:
            Unauthorized: It is neither.
            Unavailable: Too many wrong tries in the last minute.
        """
        tried = secret.encode(errors="replace")
        known = [self._token, *([self._password] if self._password and not by_address else [])]
        self._judge(tried, known, caller, "This is not the token or password of this Koda.")
        return self._session.decode()

    def cookie_name(self, port: int | None) -> str:
        """Name the cookie; cookies are shared by all ports of a host, so the port is in it."""
        return f"koda_session_{port or 80}"

    def check(self, request: Request) -> None:
        """Let a request pass, or raise `Forbidden`, `Unauthorized` or `Unavailable`."""
        path = route_path(request.scope)
        self._check_host(request.headers)
        if request.method not in _SAFE_METHODS:
            self._check_origin(request.headers)
        if path in _OPEN or not is_api(path):
            return
        if request.headers.get("sec-fetch-site") == "cross-site":
            raise Forbidden("Another site may not read this.", remedy="Use Koda's own page.")
        if not self._open:
            self._check_caller(request)

    def knows(self, request: Request) -> bool:
        """Tell whether a request has the session's cookie."""
        cookie = request.cookies.get(self.cookie_name(request.url.port), "")
        return hmac.compare_digest(cookie.encode(errors="replace"), self._session)

    def _check_caller(self, request: Request) -> None:
        scheme, _, secret = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and secret.strip():
            # A program's token; a password is for people, and would be tried out here.
            tried = secret.strip().encode("latin-1", "replace")
            self._judge(tried, [self._token], caller_of(request), "This is not the token.")
        elif not self.knows(request):
            raise Unauthorized("Koda does not know who you are.")

    def _judge(self, tried: bytes, known: list[bytes], caller: str, wrong: str) -> None:
        if _is_hot(self._wrong.get(caller, ())):
            raise Unavailable("Too many wrong tries.", remedy="Wait a minute, then try again.")
        matches = [hmac.compare_digest(tried, one) for one in known]
        if not any(matches):
            self._note_wrong(caller)
            raise Unauthorized(wrong)

    def _note_wrong(self, caller: str) -> None:
        self._wrong.setdefault(caller, deque(maxlen=_TRIES)).append(now())
        self._wrong.move_to_end(caller)
        while len(self._wrong) > _CALLERS:
            self._wrong.popitem(last=False)

    def _check_host(self, headers: Headers) -> None:
        try:
            host = urlsplit(f"//{headers.get('host', '')}").hostname or ""
        except ValueError:
            host = ""
        # A page elsewhere can point its own name at 127.0.0.1; only its Host gives it away. An
        # address in numbers cannot be pointed anywhere.
        if self._any_host or host in self._hosts or is_loopback(host) or _is_number(host):
            return
        raise Forbidden(
            "Koda does not answer to this host name.",
            remedy="Open it by its own address, or add the name to KODA_ALLOWED_HOSTS.",
        )

    def _check_origin(self, headers: Headers) -> None:
        origin = headers.get("origin")
        foreign = origin is not None and _netloc(origin) != headers.get("host")
        if foreign or headers.get("sec-fetch-site") in {"cross-site", "same-site"}:
            raise Forbidden("Another site may not do this.", remedy="Use Koda's own page.")


def route_path(scope: Scope) -> str:
    """Give the path that the routes see: without the prefix that a proxy or server put before."""
    path, root = str(scope["path"]), str(scope.get("root_path", ""))
    return path.removeprefix(root) if root and path.startswith(f"{root}/") else path


def is_api(path: str) -> bool:
    """Tell whether a path belongs to the interface, not to the page."""
    return path == "/api" or path.startswith("/api/")


def caller_of(request: Request) -> str:
    """Give the network address of a caller."""
    return request.client.host if request.client else ""


def _is_hot(tries: Sequence[int]) -> bool:
    return len(tries) == _TRIES and now() - tries[0] < _TRIES_WINDOW_MS


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _netloc(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return None


class Guard:
    """Puts the gate before every request, and turns `?token=` of a page into the cookie."""

    def __init__(self, app: ASGIApp, gate: Gate) -> None:
        """Wrap an app."""
        self._app = app
        self._gate = gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})  # nothing here speaks it
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
        path = route_path(request.scope)
        if request.method != "GET" or is_api(path) or "token" not in request.query_params:
            return None
        kept = [(k, v) for k, v in parse_qsl(request.url.query) if k != "token"]
        page = "/" + path.lstrip("/\\")  # never `//elsewhere`
        answer = RedirectResponse(f"{page}?{urlencode(kept)}" if kept else page, 303)
        answer.headers["Cache-Control"] = "no-store"
        answer.headers["Referrer-Policy"] = "no-referrer"
        if not self._gate.knows(request):
            try:
                session = self._gate.sign_in(
                    request.query_params["token"], caller_of(request), by_address=True
                )
            except KodaError:
                return answer  # an old address: the page asks for the token itself
            set_session(answer, request, self._gate, session)
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
