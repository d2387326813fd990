"""The page about Vercel and what it speaks of: variables, durations, files."""

from __future__ import annotations

import json
import re
from pathlib import Path

from koda.cli.host_checks import NEEDED
from koda.settings import Settings, variable_names

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs/deploy/vercel.md").read_text(encoding="utf-8")
GUIDE = {
    *("FAL_KEY", "ANTHROPIC_API_KEY", "NEXT_PUBLIC_STORAGE_BACKEND", "TURSO_DATABASE_URL"),
    *("TURSO_AUTH_TOKEN", "ASSET_STORAGE", "R2_ACCOUNT_ID", "R2_ACCESS_KEY_ID"),
    *("R2_SECRET_ACCESS_KEY", "R2_BUCKET_NAME", "R2_ENDPOINT", "R2_PUBLIC_URL"),
}
NOT_OURS = {
    "VERCEL_PYTHON_COMPILEALL",  # read by Vercel's build
    *("FUNCTION_INVOCATION_TIMEOUT", "FUNCTION_INVOCATION_FAILED"),  # what Vercel answers
}


def known() -> set[str]:
    return {name for field in Settings.model_fields for name in variable_names(field)}


def test_every_variable_that_it_names_is_one_of_koda() -> None:
    named = set(re.findall(r"\b[A-Z][A-Z0-9]*_[A-Z0-9_]*[A-Z0-9]\b", PAGE))
    assert named - known() - NOT_OURS == set()
    assert named >= GUIDE


def test_the_variables_of_the_button_are_those_of_the_table() -> None:
    button = re.search(r"&env=([A-Z0-9_,]+)", PAGE)
    assert button
    for name in button[1].split(","):
        assert f"| `{name}` |" in PAGE, name


def test_durations_are_those_that_koda_needs() -> None:
    config = json.loads((ROOT / "vercel.json").read_text(encoding="utf-8"))
    given = config["functions"]["api/index.py"]["maxDuration"]
    assert given == max(NEEDED.values())
    assert Settings.model_fields["request_seconds"].default < given
    for path, seconds in NEEDED.items():
        row = next(line for line in PAGE.splitlines() if f"`{path}`" in line)
        assert f"{seconds} s" in row, path


def test_files_that_the_deploy_reads_are_sent() -> None:
    left_out = (ROOT / ".vercelignore").read_text(encoding="utf-8").splitlines()
    for needed in ("api", "deploy", "koda", "web", "vercel.json"):
        assert needed not in left_out
        assert f"/{needed}" not in left_out
