"""Name the functions, classes and modules' parts that nothing uses.

Fields are left out: pydantic and dataclasses read them, which vulture cannot see.
"""

from __future__ import annotations

import sys
from pathlib import Path

from vulture.core import Vulture

ROOT = Path(__file__).resolve().parent.parent
PLACES = ("koda", "tests", "tools", "benches", "hatch_build.py")
KINDS = {"class", "function", "import", "method", "property", "unreachable_code"}
CALLED_BY_OTHERS = {
    "test_*", "pytest_*", "anyio_backend",
    "dependencies", "initialize", "WebBuildHook",  # hatchling
    "log_message", "do_POST", "capture_signals",  # http.server, uvicorn
    "list_added", "list_boxes",  # the table of commands names them
    "send_input", "list_dir", "create_watcher", "get_watcher_events", "remove_watcher",  # its RPC
    "connection_made", "datagram_received",  # asyncio
    "get_response", "format", "render", "stream_response", "handle_exit",  # overrides
}  # fmt: skip
DECORATED = {
    "@router.*", "@app.*", "@pytest.*", "@field_validator", "@model_validator", "@field_serializer",
    "@model_serializer", "@computed_field", "@rule", "@invariant", "@initialize", "@override",
}  # fmt: skip


def main() -> int:
    """Print what nothing uses; 1 if there is any."""
    vulture = Vulture(ignore_names=sorted(CALLED_BY_OTHERS), ignore_decorators=sorted(DECORATED))
    places = [str(ROOT / place) for place in PLACES if (ROOT / place).exists()]
    vulture.scavenge(places, exclude=["*/sandbox/probes/*"])  # run inside a box, each by its name
    dead = [item for item in vulture.get_unused_code(min_confidence=60) if item.typ in KINDS]
    for item in dead:
        print(
            f"{item.filename.relative_to(ROOT)}:{item.first_lineno}: unused {item.typ} {item.name}"
        )
    return 1 if dead else 0


if __name__ == "__main__":
    sys.exit(main())
