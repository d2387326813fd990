"""Runs the benches that are named, or all, one after the other; prints JSON lines."""

from __future__ import annotations

import argparse
import json
import sys
from importlib import import_module

BENCHES = {
    "plan": "benches.plan",
    "engine": "benches.engine",
    "sync": "benches.sync",
    "start": "benches.start",
    "cold_start": "benches.cold_start",
    "bundle": "benches.bundle",
    "canvas": "benches.canvas.run",
    "previews": "benches.previews",
    "media_canvas": "benches.media_canvas",
    "visible": "benches.visible",
    "drawn": "benches.drawn",
    "motion": "benches.motion",
    "agents": "benches.agents",
    "blobs": "benches.blobs",
    "databases": "benches.databases",
    "journey": "benches.journey",
    "followers": "benches.followers",
    "requests": "benches.requests",
    "render": "benches.render",
    "sandbox_start": "benches.sandbox_start",
}


def main() -> int:
    """Run the benches that were named, or all; 1 if one of them could not run."""
    parser = argparse.ArgumentParser(prog="python -m benches", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHES))
    names: list[str] = parser.parse_args().names or list(BENCHES)
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        parser.error(f"no bench is called {', '.join(unknown)}; there are {', '.join(BENCHES)}")
    failed = False
    for name in names:
        try:
            for figures in import_module(BENCHES[name]).measure():
                print(json.dumps(figures), flush=True)
        except SystemExit as reason:
            failed = True
            print(json.dumps({"bench": name, "skipped": str(reason)}), flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
