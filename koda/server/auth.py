"""Who calls: Host and Origin are checked, then cookies and `Authorization` become a caller."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response

from koda.access.doors import ANYBODY
from koda.access.secret import KEY_PREFIX
from koda.access.service import Access
from koda.access.sessions import SESSION_SECONDS, KnownSession, Visit
from koda.core.access import Caller
from koda.core.errors import Forbidden, NotConfigured
from koda.server.addressing import caller_of, host_of, is_loopback, is_number, netloc_of
from koda.server.links import HeldLink, canvas_meant, read_links
from koda.settings import Settings

_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def refuse_open_server(settings: Settings) -> None:
    """Refuse to listen beyond loopback without a way to ask who calls; raises `NotConfigured`."""
    is_asked = settings.password or settings.oidc_issuer or settings.auth == "none"
    if is_loopback(settings.host) or is_asked:
        return
    raise NotConfigured(
        f"Koda does not listen on {settings.host} without a password: "
        "anybody who reaches it could spend your money.",
        remedy="Set KODA_PASSWORD, or KODA_OIDC_ISSUER, or listen on 127.0.0.1, or set "
        "KODA_AUTH=none behind a proxy that asks for you.",
        setting="KODA_PASSWORD",
    )


class Gate:
    """Recognises callers; what they may do is said in `core/access.py`."""

    def __init__(self, settings: Settings, access: Access) -> None:
        """Use the settings and the service of access."""
        self.access = access
        self._open = settings.auth == "none"
        # Where nobody is asked, the Host is all that keeps pages elsewhere out: they can point
        # their own name at an address of an inner network.
        is_listed = is_loopback(settings.host) or settings.allowed_hosts.strip() != ""
        self._any_host = not is_listed and not self._open
        self._hosts = settings.hosts | {settings.host.lower()}

    def check(self, request: Request, *, is_read_alone: bool) -> None:
        """Refuse foreign hosts and pages; raises `Forbidden`.

        Args:
            request: What came.
            is_read_alone: It is of the page, or a step of signing in: other sites may lead there.
        """
        self._check_host(request.headers)
        if request.method not in _SAFE_METHODS:
            self._check_origin(request.headers)
        if not is_read_alone and request.headers.get("sec-fetch-site") == "cross-site":
            raise Forbidden("Another site may not read this.", remedy="Use Koda's own page.")

    async def recognise(self, request: Request) -> Caller | None:
        """Give who calls, or none; of several links the one that fits best, see `callers`."""
        return next(iter(await self.callers(request)), None)

    async def callers(self, request: Request) -> list[Caller]:
        """Give whom a request may come from: one caller, or the holder of several links.

        A browser's links are tried one by one only where the request does not say which canvas it
        is about: each still opens its own canvas alone.

        Raises:
            Unauthorized: What was shown as `Authorization` is wrong.
            TooManyTries: Too much was wrong, or too many calls came.
        """
        scheme, _, secret = request.headers.get("authorization", "").partition(" ")
        secret = secret.strip() if scheme.lower() == "bearer" else ""
        if secret and (not self._open or secret.startswith(KEY_PREFIX)):
            return [await self.access.doors.by_bearer(secret, caller_of(request))]
        if self._open:
            return [ANYBODY]
        owner = await self.session(request)
        if owner is not None:
            return [owner.caller]
        meant = canvas_meant(request)
        held = self.links(request)
        fitting = [one for one in held if one.canvas == meant]
        return [one.caller for one in await self.guests(request, fitting or held)]

    async def session(self, request: Request) -> KnownSession | None:
        """Give the owner's session in this browser, or none."""
        secret = request.cookies.get(self.cookie_name(request.url.port), "")
        known = await self.access.doors.by_cookie(secret, visit_of(request)) if secret else None
        return None if known is None or known.caller.kind == "share" else known

    def links(self, request: Request) -> list[HeldLink]:
        """Give the links that a browser says to hold, the last opened first."""
        return read_links(request.cookies.get(self.link_cookie_name(request.url.port), ""))

    async def guests(self, request: Request, held: Iterable[HeldLink]) -> list[KnownSession]:
        """Give the sessions of those links that are still good."""
        visit = visit_of(request)
        found = [await self.access.doors.by_cookie(one.secret, visit) for one in held]
        return [one for one in found if one is not None and one.caller.kind == "share"]

    async def note(
        self,
        request: Request,
        what: str,
        who: Caller | str,
        target: str = "",
        name: str | None = None,
    ) -> None:
        """Note in the audit log what somebody has done with a request; see `Audit.note`."""
        visit = visit_of(request)
        await self.access.audit.note(
            what,
            who=who if isinstance(who, str) else who.name or "A link",
            target=target,
            address=visit.address,
            agent=visit.agent,
            name=name,
        )

    def cookie_name(self, port: int | None) -> str:
        """Name the owner's cookie; all ports of a host share cookies, so the port is in it."""
        return f"koda_session_{port or 80}"

    def link_cookie_name(self, port: int | None) -> str:
        """Name the cookie of share links; it stands beside the owner's, never in its place."""
        return f"koda_link_{port or 80}"

    def _check_host(self, headers: Headers) -> None:
        host = host_of(headers)
        # A page elsewhere can point its own name at 127.0.0.1; only its Host gives it away. An
        # address in numbers cannot be pointed anywhere.
        if self._any_host or host in self._hosts or is_loopback(host) or is_number(host):
            return
        raise Forbidden(
            "Koda does not answer to this host name.",
            remedy="Open it by its own address, or add the name to KODA_ALLOWED_HOSTS.",
        )

    def _check_origin(self, headers: Headers) -> None:
        origin = headers.get("origin")
        foreign = origin is not None and netloc_of(origin) != headers.get("host")
        if foreign or headers.get("sec-fetch-site") in {"cross-site", "same-site"}:
            raise Forbidden("Another site may not do this.", remedy="Use Koda's own page.")


def visit_of(request: Request) -> Visit:
    """Tell from where a browser comes."""
    return Visit(request.headers.get("user-agent", ""), caller_of(request))


def set_session(answer: Response, request: Request, name: str, session: str) -> None:
    """Put a session into a cookie that scripts cannot read and other sites cannot use."""
    answer.set_cookie(
        name,
        session,
        max_age=SESSION_SECONDS,
        httponly=True,
        samesite="strict",
        secure=is_secure(request),
    )


def is_secure(request: Request) -> bool:
    """Tell whether the browser speaks TLS, to Koda or to a proxy before it.

    The proxy's word needs no trust: who writes it falsely only hides a cookie from themselves.
    """
    told = request.headers.get("x-forwarded-proto", "").split(",")[0].strip()
    return request.url.scheme == "https" or told == "https"
