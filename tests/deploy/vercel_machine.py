"""What a Vercel build takes from this machine: a Python that Vercel knows, uv, a clean copy."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
CONFIG = json.loads((ROOT / "vercel.json").read_text(encoding="utf-8"))
PROJECT = {
    "projectId": "prj_local",
    "orgId": "team_local",
    "settings": {"framework": None, "nodeVersion": "24.x"},
}
STORE = "https://account.r2.cloudflarestorage.com"
VARIABLES = {
    "ASSET_STORAGE": "r2",
    "R2_ACCOUNT_ID": "account",
    "R2_ACCESS_KEY_ID": "key",
    "R2_SECRET_ACCESS_KEY": "secret",
    "R2_BUCKET_NAME": "koda-assets",
    "VERCEL": "1",
}
"""What the project has set when it is built: no database, so none is brought up."""
_PYTHONS = ("3.12", "3.13", "3.14")


@dataclass(frozen=True)
class Built:
    """A finished build.

    Attributes:
        root: The copy of the tree that was built; Vercel's output lies in it.
        output: Vercel's Build Output folder.
        python: The Python that the function is for.
        said: What the build printed.
    """

    root: Path
    output: Path
    python: Path
    said: str

    @property
    def config(self) -> dict[str, Any]:
        """Routes, headers and crons."""
        return json.loads((self.output / "config.json").read_text(encoding="utf-8"))

    @property
    def function(self) -> dict[str, Any]:
        """How the one function is set up, with its files (their place there, their place here)."""
        place = self.output / "functions/api/index.func/.vc-config.json"
        return json.loads(place.read_text(encoding="utf-8"))

    @property
    def function_folder(self) -> Path:
        """The files of the function that were made for it."""
        return self.output / "functions/api/index.func"


def vercel_python() -> Path:
    """Give a Python that Vercel runs functions with; skips the test where there is none."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    for version in _PYTHONS:
        here = [
            f"python{version}",
            *sorted(str(one) for one in pyenv.glob(f"{version}*/bin/python")),
        ]
        for command in here:
            try:
                found = subprocess.run(
                    [command, "-c", "import sys; print(sys.executable)"],
                    capture_output=True, text=True, check=False,
                )  # fmt: skip
            except OSError:
                continue
            if found.returncode == 0:
                return Path(found.stdout.strip())
    pytest.skip("Vercel's functions need Python 3.12, 3.13 or 3.14, and none is on this machine")


def built_tree(tree: Path) -> Built:
    """Build in an empty folder, unless `KODA_VERCEL_BUILT` names a tree that was built already."""
    made = os.environ.get("KODA_VERCEL_BUILT")
    if made:
        return Built(Path(made), Path(made, ".vercel/output"), vercel_python(), "")
    return build(tree)


def build(tree: Path) -> Built:
    """Build the committed tree with Vercel's own command, in an empty folder.

    It installs packages, from the registries that npm and uv are set to.
    """
    python = vercel_python()
    archive = subprocess.run(["git", "archive", "HEAD"], cwd=ROOT, capture_output=True, check=True)
    subprocess.run(["tar", "-x", "-C", tree], input=archive.stdout, check=True)
    (tree / ".vercel").mkdir()
    (tree / ".vercel/project.json").write_text(json.dumps(PROJECT))
    path = f"{python.parent}:{ROOT / '.venv/bin'}:{os.environ['PATH']}"
    answer = subprocess.run(
        [ROOT / "tools/vercel", "build", "--yes"],
        cwd=tree,
        # Vercel sets what `build.env` says when it builds; its command here does not.
        env={
            **os.environ,
            **VARIABLES,
            **CONFIG["build"]["env"],
            "PATH": path,
            "UV_PYTHON_DOWNLOADS": "never",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stdout[-8000:]
    return Built(tree, tree / ".vercel/output", python, answer.stdout)
