"""Weight of the built page: gzipped JavaScript and style before a page can show something."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from benches.figures import Bench, Figures
from benches.servers import ROOT

BUILT = ROOT / "koda" / "_static"
ORIGINAL_KB = {"home-place": 258.0, "settings-page": 258.0, "canvas-place": 691.0}
"""Kilobytes of JavaScript on the wire that the original's page loads, by ours of the same use."""


def needed(manifest: Mapping[str, Mapping[str, Any]], starts: list[str]) -> set[str]:
    """Give the chunks of some chunks: themselves, and everything that they import at once."""
    seen: set[str] = set()
    todo = list(starts)
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            todo += manifest[name].get("imports", [])
    return seen


def gzipped_kb(files: set[str]) -> float:
    """Give the gzipped kilobytes (1,000 bytes) of built files."""
    return round(sum(len(gzip.compress((BUILT / one).read_bytes())) for one in files) / 1000, 1)


def weigh(manifest: Mapping[str, Mapping[str, Any]], starts: list[str]) -> Figures:
    """Weigh what some chunks need."""
    chunks = [manifest[name] for name in needed(manifest, starts)]
    return {
        "js_kb": gzipped_kb({chunk["file"] for chunk in chunks}),
        "css_kb": gzipped_kb({style for chunk in chunks for style in chunk.get("css", [])}),
        "files": len(chunks),
    }


def measure() -> Bench:
    """Weigh what every page needs, then each page with it."""
    listed = BUILT / ".vite" / "manifest.json"
    if not listed.is_file():
        raise SystemExit("The page is not built: run `make page`, or all of `make bench`.")
    manifest: dict[str, dict[str, Any]] = json.loads(listed.read_text(encoding="utf-8"))
    first = [name for name, chunk in manifest.items() if chunk.get("isEntry")]
    pages = {"first load": first}
    for name, chunk in manifest.items():
        if chunk.get("isDynamicEntry") and PurePosixPath(name).stem in ORIGINAL_KB:
            pages[PurePosixPath(name).stem] = [*first, name]
    for page, starts in pages.items():
        figures = weigh(manifest, starts)
        peer = ORIGINAL_KB.get(page)
        yield {
            "bench": "bundle",
            "page": page,
            **figures,
            "original_js_kb": peer,
            "ratio": round(float(str(figures["js_kb"])) / peer, 2) if peer else None,
        }
