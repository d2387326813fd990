"""Who a caller is, and whether they may do what a route needs (docs/spec/access.md)."""

from __future__ import annotations

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
