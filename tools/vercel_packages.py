"""Writes `api/requirements.txt`: what Vercel's function installs, at the versions of `uv.lock`.

Left out is what the function has no room or no use for; `docs/decisions/0022` says what it then
cannot do. With `--check` it only compares.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLACE = ROOT / "api" / "requirements.txt"
LEFT_OUT = {
    "av": "codecs: 103 MB",
    "numpy": "the offline generators and the film tools: 61 MB",
    "espeakng-loader": "the offline voices: 21 MB",
    "tiktoken": "counts tokens of calls that Koda does not make: 4 MB",
    "regex": "as above: 3 MB",
    "uvicorn": "Vercel's runtime brings its own server",
}
HEAD = """\
# What Vercel's function installs: written by tools/vercel_packages.py from uv.lock, never by hand.
"""


def wanted() -> str:
    """Give the file's text; raises `CalledProcessError` when uv cannot read its lock."""
    prune = [word for name in LEFT_OUT for word in ("--prune", name)]
    command = [
        *(ROOT / "tools" / "uv", "export", "--frozen", "--quiet", "--no-dev", "--no-emit-project"),
        *("--no-hashes", "--no-annotate", "--no-header", "--extra", "postgres", "--extra", "e2b"),
        *prune,
    ]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return HEAD + answer.stdout


def main() -> int:
    """Write or compare; gives the exit status."""
    text = wanted()
    if "--check" not in sys.argv[1:]:
        PLACE.write_text(text, encoding="utf-8")
        return 0
    if PLACE.read_text(encoding="utf-8") == text:
        return 0
    print("api/requirements.txt is not what uv.lock says: run tools/vercel_packages.py")
    return 1


if __name__ == "__main__":
    sys.exit(main())
