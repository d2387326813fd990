"""Which route needs what: the whole policy as one table (docs/spec/access.md, W2)."""

from __future__ import annotations

import re

from koda.core.access import Need, Rule, Subject

_UNKNOWN = Rule("", Need.OWNER)


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
    **_all(
        Need.READ,
        "inside",
        "GET /api/animations/projects/{project}",
        "GET /api/animations/projects/{project}/file",
        "GET /api/animations/projects/{project}/project.zip",
        "GET /api/assets/records",
    ),
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
        "POST /api/animations/projects/{project}/edits",
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
        "GET|POST /api/plugins/animation",
        "POST /api/plugins/animation/save-video",
        "GET /api/plugins/animation/sandbox/{sandbox}/file",
        "GET /api/plugins/animation/sandbox/{sandbox}/proxy",
        "GET /api/plugins/animation/sandbox/{sandbox}/proxy/{path}",
        "GET|DELETE /api/plugins/animation/snapshot/{node}",
        "GET|POST /api/plugins/animation/stream",
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
        "GET /api/audit/export",
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

NOTED: dict[tuple[str, str], str] = {
    ("DELETE", "/api/canvases/{canvas}"): "canvas.deleted",
    ("DELETE", "/api/endpoints/{endpoint}"): "endpoint.removed",
    ("POST", "/api/endpoints"): "endpoint.added",
    ("POST", "/api/library/remove"): "assets.removed",
    ("POST", "/api/verify"): "check-up.made",
}
"""What goes into the audit log when it succeeds; what is signed or given out notes itself."""


_WIDE = {"{endpoint}", "{path}"}


def _pattern(template: str) -> re.Pattern[str]:
    # An endpoint's name has slashes in it, and so has a file's path.
    parts = re.split(r"(\{\w+\})", template)
    whole = ["(.+)" if one in _WIDE else "([^/]+)" if one[:1] == "{" else re.escape(one)
             for one in parts]  # fmt: skip
    return re.compile("".join(whole), re.DOTALL)


_EXACT = {key: rule for key, rule in RULES.items() if "{" not in key[1]}
_PATTERNS: dict[str, list[tuple[re.Pattern[str], Rule]]] = {}
for (_method, _template), _rule in RULES.items():
    if "{" in _template:
        _PATTERNS.setdefault(_method, []).append((_pattern(_template), _rule))
