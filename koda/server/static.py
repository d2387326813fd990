"""The built browser app: its files, and its one page for every address a person may open."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:{store}; media-src 'self' blob:{store}; "
    "style-src 'self' 'unsafe-inline'; font-src 'self'; connect-src 'self'{store}; "
    "worker-src 'self' blob:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; "
    "object-src 'none'"
)
STAGE_HEADERS = {
    # Generated code runs there (docs/spec/animation.md, A30): of an origin of its own wherever it
    # is opened, and with nothing to reach but what is handed to it.
    "Content-Security-Policy": (
        "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; "
        "style-src 'unsafe-inline'; img-src blob: data:; media-src blob: data:; font-src data:; "
        "connect-src 'none'; form-action 'none'; frame-ancestors 'self'; base-uri 'none'"
    ),
    "Cache-Control": "no-cache",
    "Referrer-Policy": "no-referrer",
    "X-DNS-Prefetch-Control": "off",
}
"""Of the pages below `/stage/`; what may be kept is asked for again each time, by its tag."""
_MISSING = (
    "<!doctype html><title>Koda</title><p>This Koda was installed without its page "
    "(KODA_SKIP_WEB). The interface under <code>/api</code> works."
)


def app_folder() -> Path:
    """Give the folder of the built app; it may be missing."""
    return Path(str(resources.files("koda"))) / "_static"


def page_policy(store_origins: Sequence[str]) -> str:
    """Give the page's Content-Security-Policy."""
    return _POLICY.format(store="".join(f" {origin}" for origin in store_origins))


class BrowserApp(StaticFiles):
    """Files under their names; anything else that looks like a page gives `index.html`."""

    def __init__(self, folder: Path, store_origins: Sequence[str] = ()) -> None:
        """Serve a folder; the page may show and send files at the origins of an asset store."""
        super().__init__(directory=folder, check_dir=False)
        self.config_checked = True  # a Koda without its page still has its interface
        self._page = folder / "index.html"
        self._policy = page_policy(store_origins)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Answer a request for a file or page."""
        if path == "api" or path.startswith("api/"):
            raise HTTPException(404, "There is no such route.")
        if not self._page.is_file():
            return self._index()
        try:
            answer = await super().get_response(path, scope)
        except HTTPException as error:
            is_file = path != "." and "." in path.rsplit("/", 1)[-1]
            if error.status_code != 404 or is_file:
                raise
            return self._index()
        if path in {".", "index.html"}:
            return self._index()
        if path.startswith("assets/"):  # their names hold the hash of their content
            answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        if path.startswith("stage/"):
            answer.headers.update(STAGE_HEADERS)
        answer.headers["X-Content-Type-Options"] = "nosniff"
        return answer

    def _index(self) -> Response:
        if not self._page.is_file():
            return HTMLResponse(_MISSING)
        answer = FileResponse(self._page, media_type="text/html")
        answer.headers["Cache-Control"] = "no-cache"
        answer.headers["Content-Security-Policy"] = self._policy
        answer.headers["X-Content-Type-Options"] = "nosniff"
        answer.headers["Referrer-Policy"] = "same-origin"
        return answer
