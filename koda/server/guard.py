"""The guard before every request: recognises, permits, turns links into cookies, adds headers."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from koda.access.doors import network_of
from koda.access.limits import LINK_OPENED, LINK_RUNS
from koda.core.access import Caller, Need, Rule, permit, reach
from koda.core.access_rules import NOTED, rule_for
from koda.core.errors import AccessDenied, Forbidden, KodaError, NotFound
from koda.runs.starter import Starter, started_by
from koda.server.addressing import Proxies, caller_of, is_api, route_path
from koda.server.auth import Gate, set_session, visit_of
from koda.server.errors import problem_response
from koda.server.links import HeldLink, with_link, write_links

CALLER = "koda.caller"
RULE = "koda.rule"
_SHARE = "/s/"
_COMES_BACK = "/api/session/oidc/callback"
_LOOK_SECONDS = 5.0
_PRIVATE = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
}
_ALWAYS = {"x-content-type-options": "nosniff", "x-frame-options": "DENY"}


class Guard:
    """Puts the gate before every request, and turns `?token=` and share links into cookies."""

    def __init__(self, app: ASGIApp, gate: Gate, proxies: Proxies) -> None:
        """Wrap an app."""
        self._app = app
        self._gate = gate
        self._proxies = proxies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})  # nothing here speaks it
            return
        request = Request(scope, receive)
        peer = caller_of(request)
        scope["client"] = (self._proxies.address(request.headers, peer), 0)
        path = route_path(scope)
        answers = _Answers(
            send, _ALWAYS | _PRIVATE if is_api(path) else _ALWAYS, lambda: self._note(request)
        )
        try:
            answer = await self._before(request, path)
        except KodaError as error:
            answer = problem_response(error)
        if answer is not None:
            await answer(scope, receive, answers.send)
        elif path == "/api/events" and scope[CALLER].id:  # the token itself is never taken back
            await self._watched(scope, receive, answers.send)
        else:
            await self._app(scope, receive, answers.send)

    async def _before(self, request: Request, path: str) -> Response | None:
        page = not is_api(path)
        self._gate.check(request, is_read_alone=page or path == _COMES_BACK)
        if page:
            return await self._enter(request, path)
        await self._permit(request, path)
        return None

    async def _permit(self, request: Request, path: str) -> None:
        """Hold a call to the rule of its route, before anything of its body is read."""
        rule = rule_for(request.method, path)
        request.scope[RULE] = rule
        if rule.need == Need.OPEN:
            return
        caller = await self._permitted(request, path, rule)
        if caller.kind == "share" and rule.need == Need.RUN:
            await self._gate.access.limits.count(LINK_RUNS, caller.id)
        request.scope[CALLER] = caller
        started_by.set(
            Starter(caller.id, caller.daily_limit) if caller.kind in {"share", "key"} else None
        )

    async def _permitted(self, request: Request, path: str, rule: Rule) -> Caller:
        """Give the caller who may: of several links the first that does."""
        callers = await self._gate.callers(request)
        if not callers:
            permit(None, rule)
        refused: KodaError | None = None
        for caller in callers:
            try:
                permit(caller, rule)
                await self._reach(request, path, caller, rule)
            except (AccessDenied, NotFound) as error:
                refused = refused or error
            else:
                return caller
        assert refused is not None  # `permit` has refused nobody
        raise refused

    async def _reach(self, request: Request, path: str, caller: Caller, rule: Rule) -> None:
        if caller.canvas is None or rule.need == Need.KNOWN:
            return
        names = dict(zip(rule.template.split("/"), path.split("/"), strict=False))
        if rule.subject == "canvas":
            reach(caller, names["{canvas}"])
        elif rule.subject == "query":
            for one in request.query_params.getlist("canvas"):
                reach(caller, one)
        elif rule.subject == "run":
            await self._gate.access.reach.run(caller, names["{run}"])
        elif rule.subject == "asset":
            await self._gate.access.reach.asset(caller, names["{asset}"])
        elif rule.subject != "inside":
            raise Forbidden("This route is not for links.")

    async def _note(self, request: Request) -> None:
        """Note a deed that succeeded, before its answer goes out."""
        rule, caller = request.scope.get(RULE), request.scope.get(CALLER)
        if not isinstance(rule, Rule) or not isinstance(caller, Caller):
            return
        what = NOTED.get((request.method, rule.template))
        if what is not None:
            begin, _, rest = rule.template.partition("{")
            end = rest.partition("}")[2]
            target = route_path(request.scope).removeprefix(begin).removesuffix(end) if rest else ""
            await self._gate.note(request, what, caller, target)

    async def _watched(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Follow a stream for as long as its caller may: who is signed out hears no more."""
        work = asyncio.ensure_future(self._app(scope, receive, send))
        watch = asyncio.create_task(self._until_refused(Request(scope)))
        try:
            await asyncio.wait({work, watch}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            watch.cancel()
            if not work.done():
                work.cancel()
            await asyncio.gather(watch, return_exceptions=True)
            await asyncio.gather(work, return_exceptions=True)
        if not work.cancelled():
            work.result()

    async def _until_refused(self, request: Request) -> None:
        while True:
            await asyncio.sleep(_LOOK_SECONDS)
            try:
                caller = await self._gate.recognise(request)
                permit(caller, request.scope[RULE])
            except KodaError as error:
                if error.status in {401, 403}:
                    return
            else:
                if caller is None or caller.canvas != request.scope[CALLER].canvas:
                    return

    async def _enter(self, request: Request, path: str) -> Response | None:
        if request.method != "GET":
            return None
        if path.startswith(_SHARE):
            return await self._open_link(request, path.removeprefix(_SHARE))
        if "token" in request.query_params:
            return await self._open_by_token(request, path)
        return None

    async def _open_by_token(self, request: Request, path: str) -> Response:
        kept = [(k, v) for k, v in parse_qsl(request.url.query) if k != "token"]
        page = "/" + path.lstrip("/\\")  # never `//elsewhere`
        answer = _lead(f"{page}?{urlencode(kept)}" if kept else page)
        if await self._gate.session(request) is None:
            try:
                session = await self._gate.access.doors.sign_in(
                    request.query_params["token"], visit_of(request), by_address=True
                )
            except KodaError:
                return answer  # an old address: the page asks for the token itself
            set_session(answer, request, self._gate.cookie_name(request.url.port), session)
        return answer

    async def _open_link(self, request: Request, secret: str) -> Response:
        visit = visit_of(request)
        try:
            await self._gate.access.limits.count(LINK_OPENED, network_of(visit.address))
            found = await self._gate.access.shares.open(secret[:200], visit)
        except KodaError:
            found = None
        if found is None:
            return _lead("/?link=ended")
        share, session = found
        answer = _lead(f"/canvas/{share.canvas}")
        kept, gone = with_link(self._gate.links(request), HeldLink(share.canvas, session))
        for known in await self._gate.guests(request, gone):
            with suppress(NotFound):  # another tab was faster
                await self._gate.access.sessions.end(known.id)
        name = self._gate.link_cookie_name(request.url.port)
        set_session(answer, request, name, write_links(kept))
        title = await self._gate.access.audit.called(share.canvas)
        target = f"{share.canvas} {share.id}"
        await self._gate.note(request, "share.opened", share.name or "A link", target, title)
        return answer


def _lead(page: str) -> RedirectResponse:
    answer = RedirectResponse(page, 303)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


class _Answers:
    """Adds what every answer says, where it does not say otherwise itself; hears of success."""

    def __init__(
        self, send: Send, headers: dict[str, str], succeed: Callable[[], Awaitable[None]]
    ) -> None:
        self._send = send
        self._headers = headers
        self._succeed = succeed

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=list(message.get("headers", [])))
            for name, value in self._headers.items():
                headers.setdefault(name, value)
            message = {**message, "headers": headers.raw}
            if message["status"] < 300:
                await self._succeed()
        await self._send(message)
