"""The lock files work on every machine: public registries only, nothing left out."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).resolve().parent.parent
NPM_LOCKS = (
    "web/package-lock.json",
    "web/stage/package-lock.json",
    "web/codegen/package-lock.json",
)


def test_python_packages_come_from_pypi() -> None:
    text = (ROOT / "uv.lock").read_text(encoding="utf-8")
    hosts = {urlsplit(address).hostname for address in re.findall(r"https?://[^\s\"']+", text)}
    assert hosts == {"pypi.org", "files.pythonhosted.org"}


def test_every_python_package_is_pinned_by_hash() -> None:
    locked = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    files = [
        file
        for package in locked["package"]
        for file in [*package.get("wheels", []), package.get("sdist")]
        if file
    ]
    assert files
    assert [file["url"] for file in files if not file.get("hash", "").startswith("sha256:")] == []


@pytest.mark.parametrize("name", NPM_LOCKS)
def test_browser_packages_name_no_foreign_registry(name: str) -> None:
    packages = json.loads((ROOT / name).read_text(encoding="utf-8"))["packages"]
    hosts = {
        urlsplit(package["resolved"]).hostname
        for package in packages.values()
        if "resolved" in package
    }
    assert hosts <= {"registry.npmjs.org"}


@pytest.mark.parametrize("name", NPM_LOCKS)
def test_browser_packages_of_all_platforms_are_locked(name: str) -> None:
    """`npm ci` on another platform refuses a lock that lacks that platform's binaries."""
    packages = json.loads((ROOT / name).read_text(encoding="utf-8"))["packages"]
    missing = [
        f"{path} needs {wanted}"
        for path, package in packages.items()
        for wanted in {**package.get("dependencies", {}), **package.get("optionalDependencies", {})}
        if not is_locked(packages, path, wanted)
    ]
    assert missing == []


def is_locked(packages: dict[str, object], path: str, wanted: str) -> bool:
    """Look where Node looks: beside the package, then in every folder above."""
    while True:
        if f"{path}/node_modules/{wanted}".lstrip("/") in packages:
            return True
        if not path:
            return False
        path = path.rpartition("node_modules/")[0].rstrip("/")
