"""Who a caller is, and which route needs what: the whole policy, as data (docs/spec/access.md)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from koda.core.errors import AccessDenied, Unauthorized
from koda.core.ids import CanvasId

ShareAccess = Literal["view", "edit", "run"]
CallerKind = Literal["owner", "share", "key", "open"]


class Scope(StrEnum):
    """What an API key may do; `edit` and `run` read, too; `admin` may everything but make keys."""

    READ = "read"
    EDIT = "edit"
    RUN = "run"
    ADMIN = "admin"


class Need(StrEnum):
    """What a route asks of its caller, from nothing to everything.

    `open`: nothing. `known`: to be somebody. `read`, `edit`, `run`: that much of one canvas.
    `library`, `change`, `spend`: the same of everything. `admin`: the settings of this Koda.
    `owner`: to be a person who owns it; no key does.
    """

    OPEN = "open"
    KNOWN = "known"
    READ = "read"
    EDIT = "edit"
    RUN = "run"
    LIBRARY = "library"
    CHANGE = "change"
    SPEND = "spend"
    ADMIN = "admin"
    OWNER = "owner"


Subject = Literal["", "canvas", "query", "run", "asset", "inside"]
"""Where a route names its canvas: its path, its query, by a run or asset of it, in its body."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What one route needs. `template` is its path in the OpenAPI document, or empty."""

    template: str
    need: Need
    subject: Subject = ""


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody who was recognised.

    Attributes:
        id: The session, key or share link; empty for the token itself.
        canvas: The only canvas of a share link.
        daily_limit: The most that may be spent from midnight (UTC) on, in micro-dollars.
    """

    kind: CallerKind
    id: str
    name: str
    scopes: frozenset[Scope]
    canvas: CanvasId | None = None
    daily_limit: int | None = None

    @property
    def access(self) -> Literal["owner", "edit", "run", "view"]:
        """The most that this caller may do, in one word."""
        if self.kind in {"owner", "open"} or Scope.ADMIN in self.scopes:
            return "owner"
        if Scope.RUN in self.scopes:
            return "run"
        return "edit" if Scope.EDIT in self.scopes else "view"


EVERYTHING = frozenset(Scope)
SHARE_SCOPES: dict[ShareAccess, frozenset[Scope]] = {
    "view": frozenset({Scope.READ}),
    "edit": frozenset({Scope.READ, Scope.EDIT}),
    "run": frozenset({Scope.READ, Scope.EDIT, Scope.RUN}),
}

_SCOPES: dict[Need, Scope] = {
    Need.READ: Scope.READ,
    Need.EDIT: Scope.EDIT,
    Need.RUN: Scope.RUN,
    Need.LIBRARY: Scope.READ,
    Need.CHANGE: Scope.EDIT,
    Need.SPEND: Scope.RUN,
    Need.ADMIN: Scope.ADMIN,
}
_GOOD_FOR: dict[Scope, frozenset[Scope]] = {
    Scope.READ: EVERYTHING,
    Scope.EDIT: frozenset({Scope.EDIT, Scope.ADMIN}),
    Scope.RUN: frozenset({Scope.RUN, Scope.ADMIN}),
    Scope.ADMIN: frozenset({Scope.ADMIN}),
}
"""Which scopes are enough for one that is asked for."""
_OF_A_CANVAS = frozenset({Need.READ, Need.EDIT, Need.RUN})
_UNKNOWN = Rule("", Need.OWNER)


def permit(caller: Caller | None, rule: Rule) -> None:
    """Let a caller do what a route does, or refuse; the canvas is `reach`'s matter.

    Raises:
        Unauthorized: Nobody was recognised.
        AccessDenied: Somebody was, who may not do this.
    """
    if rule.need == Need.OPEN:
        return
    if caller is None:
        raise Unauthorized("Koda does not know who you are.")
    if caller.kind in {"owner", "open"} or rule.need == Need.KNOWN:
        return
    if caller.kind == "share" and rule.need not in _OF_A_CANVAS:
        raise AccessDenied(
            "This link opens one canvas only.", remedy="Ask who gave it to you for more."
        )
    wanted = _SCOPES.get(rule.need)
    if wanted is None or not caller.scopes & _GOOD_FOR[wanted]:
        what = "key" if caller.kind == "key" else "link"
        raise AccessDenied(
            f"This {what} may not do that.",
            remedy=f"It would need “{wanted or 'owner'}”.",
            needs=str(wanted or "owner"),
        )


def reach(caller: Caller, canvas: str) -> None:
    """Let a caller at a canvas; raises `AccessDenied` for a share link of another one."""
    if caller.canvas is not None and caller.canvas != canvas:
        raise AccessDenied(
            "This link is for another canvas.", remedy="Ask who gave it to you for another link."
        )


def rule_for(method: str, path: str) -> Rule:
    """Give the rule of a request; what is in no table is for the owner (deny by default)."""
    wanted = "GET" if method == "HEAD" else method
    exact = _EXACT.get((wanted, path))
    if exact is not None:
        return exact
    return next(
        (rule for find, rule in _PATTERNS.get(wanted, ()) if find.fullmatch(path)), _UNKNOWN
    )


def _all(need: Need, subject: Subject, *routes: str) -> dict[tuple[str, str], Rule]:
    found: dict[tuple[str, str], Rule] = {}
    for route in routes:
        methods, _, template = route.partition(" ")
        for method in methods.split("|"):
            found[method, template] = Rule(template, need, subject)
    return found


RULES: dict[tuple[str, str], Rule] = {
    **_all(
        Need.OPEN,
        "",
        "GET /api/health",
        "GET /api/health/live",
        "GET /api/health/ready",
        "GET|POST|DELETE /api/session",
        "GET /api/session/oidc",
        "GET /api/session/oidc/callback",
        # These hold a secret of their own, which their route checks.
        "GET|POST /api/tick",
        "POST /api/webhooks/fal/{token}",
    ),
    **_all(Need.KNOWN, "", "GET /api/catalog", "GET /api/config", "GET /api/templates"),
    **_all(Need.KNOWN, "", "GET /api/endpoints", "GET /api/endpoints/{endpoint}/thumbnail"),
    **_all(
        Need.READ,
        "canvas",
        "GET /api/canvases/{canvas}",
        "GET /api/canvases/{canvas}/results",
        "GET /api/canvases/{canvas}/runs",
        "POST /api/canvases/{canvas}/presence",  # shown to the others, never stored
    ),
    **_all(Need.READ, "query", "GET /api/events"),
    **_all(Need.READ, "run", "GET /api/runs/{run}", "GET /api/runs/{run}/steps/{step}/transcript"),
    **_all(
        Need.READ,
        "asset",
        "GET /api/assets/{asset}",
        "GET /api/assets/{asset}/peaks",
        "GET /api/assets/{asset}/record",
        "GET /api/assets/{asset}/sprite",
        "GET /api/assets/{asset}/thumbnail",
    ),
    **_all(Need.READ, "inside", "GET /api/assets/records"),
    **_all(
        Need.EDIT,
        "canvas",
        "POST /api/canvases/{canvas}/acts/plan",
        "POST /api/canvases/{canvas}/plan",
        "POST /api/canvases/{canvas}/updates",
    ),
    **_all(
        Need.EDIT,
        "inside",
        "POST /api/assets/upload",
        "POST /api/assets/uploads",
        "PUT /api/assets/uploads/{upload}/content",
        "POST /api/assets/uploads/{upload}/done",
    ),
    **_all(
        Need.RUN, "canvas", "POST /api/canvases/{canvas}/acts", "POST /api/canvases/{canvas}/runs"
    ),
    **_all(
        Need.RUN,
        "run",
        "POST /api/runs/{run}/cancel",
        "POST /api/runs/{run}/retry",
        "POST /api/runs/{run}/steps/{step}/answer",
    ),
    **_all(
        Need.LIBRARY,
        "",
        "GET /api/assets",
        "GET /api/canvases",
        "GET /api/endpoints/search",
        "GET /api/library/assets",
        "GET /api/library/assets/{asset}/uses",
        "GET /api/library/facets",
        "GET /api/library/storage",
        "GET /api/library/unused",
        "GET /api/metrics",
        "GET /api/presets",
        "GET /api/voices/{model}/{voice}/sample",
    ),
    **_all(
        Need.CHANGE,
        "",
        "POST /api/assets/import",
        "POST /api/canvases",
        "PUT|DELETE /api/canvases/{canvas}",
        "POST /api/canvases/{canvas}/duplicate",
        "POST /api/canvases/{canvas}/restore",
        "POST /api/endpoints",
        "DELETE /api/endpoints/{endpoint}",
        "POST /api/endpoints/{endpoint}/refresh",
        "PATCH /api/library/assets/{asset}",
        "POST /api/library/remove",
        "POST /api/library/restore",
        "POST /api/library/trash",
        "POST /api/presets",
        "PATCH|DELETE /api/presets/{preset}",
        "POST /api/presets/{preset}/restore",
    ),
    **_all(
        Need.SPEND,
        "",
        "POST /api/agents/enhance-prompt",
        "POST /api/generate",
        "POST /api/generate-music",
        "POST /api/generate-speech",
        "POST /api/generate-video",
        "POST /api/generate-video-audio",
        "GET|POST /api/plugins/motion-analyzer/stream",
        "POST /api/plugins/product-shot",
        "GET|POST /api/plugins/storyboard",
        "POST /api/plugins/storyboard/concept",
        "POST /api/plugins/video/prompt-tools",
    ),
    **_all(
        Need.ADMIN,
        "",
        "GET /api/audit",
        "GET|POST /api/canvases/{canvas}/shares",
        "DELETE /api/canvases/{canvas}/shares/{share}",
        "GET /api/connections",
        "PUT|DELETE /api/connections/{connection}/key",
        "POST /api/connections/{connection}/test",
        "GET /api/storage",
        "GET|POST /api/verify",
    ),
    **_all(
        Need.OWNER,
        "",
        "GET|POST /api/keys",
        "DELETE /api/keys/{key}",
        "GET|DELETE /api/sessions",
        "DELETE /api/sessions/{session}",
    ),
}
"""Every route, by method and template."""


def _pattern(template: str) -> re.Pattern[str]:
    # An endpoint's name has slashes in it.
    parts = re.split(r"(\{\w+\})", template)
    whole = ["(.+)" if one == "{endpoint}" else "([^/]+)" if one[:1] == "{" else re.escape(one)
             for one in parts]  # fmt: skip
    return re.compile("".join(whole), re.DOTALL)


_EXACT = {key: rule for key, rule in RULES.items() if "{" not in key[1]}
_PATTERNS: dict[str, list[tuple[re.Pattern[str], Rule]]] = {}
for (_method, _template), _rule in RULES.items():
    if "{" in _template:
        _PATTERNS.setdefault(_method, []).append((_pattern(_template), _rule))
