"""What a local box sees of this machine: programs, libraries and fonts, all of it read-only."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from koda.sandbox.port import Tools

SHELLS = ("chromium-headless-shell", "chrome-headless-shell", "headless_shell")
BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
_PACKAGES = ("av", "av.libs", "PIL", "pillow.libs", "numpy", "numpy.libs")
_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
_ETC = (
    "/etc/alternatives",
    "/etc/fonts",
    "/etc/ld.so.cache",
    "/etc/ld.so.conf",
    "/etc/ld.so.conf.d",
    "/etc/localtime",
    "/etc/chromium",
    "/etc/chromium.d",
)
_HOME = "/opt/box"
_VENV = "home = {base}/bin\ninclude-system-site-packages = false\n"
_TAKEN = ("/work", "/tmp", "/dev", "/proc", _HOME)  # noqa: S108 — names inside the box
FILES = {
    "/etc/passwd": "box:x:1000:1000:box:/work:/bin/sh\n",
    "/etc/group": "box:x:1000:\n",
    "/etc/hosts": "127.0.0.1 localhost\n::1 localhost\n",
    "/etc/nsswitch.conf": "passwd: files\ngroup: files\nhosts: files\n",
}


@dataclass(frozen=True, slots=True)
class Sight:
    """What is bound into a box.

    Attributes:
        binds: How (`--ro-bind`), from where, to where.
        links: From where inside, to where inside.
        files: Text by path inside.
    """

    binds: tuple[tuple[str, str, str], ...]
    links: tuple[tuple[str, str], ...]
    files: dict[str, str]
    tools: Tools


def sight_of(chromium: str) -> Sight | None:
    """Find the programs of this machine; none where there is no Chromium.

    Args:
        chromium: The program that is set; empty: the first on the path.
    """
    browser = browser_of(chromium)
    if browser is None:
        return None
    binds: dict[str, tuple[str, str]] = {}
    links: list[tuple[str, str]] = []
    for place in _SYSTEM:
        if os.path.islink(place):  # noqa: PTH114 — `/bin` is a link to `/usr/bin` on most systems
            links.append((os.readlink(place), place))  # noqa: PTH115
        elif Path(place).is_dir():
            binds[place] = ("--ro-bind", place)
    for place in _ETC:
        if Path(place).exists():
            binds[place] = ("--ro-bind", place)
    if not _is_within(browser, _SYSTEM):
        binds[str(browser.parent)] = ("--ro-bind", str(browser.parent))
    base = Path(sys.base_prefix).resolve()
    seen = str(base)
    if not _is_within(base, _SYSTEM):
        seen = f"{_HOME}/base" if _is_within(base, _TAKEN) else seen
        binds[seen] = ("--ro-bind", str(base))
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for package in _packages():
        target = f"{_HOME}/lib/{version}/site-packages/{package.name}"
        binds[target] = ("--ro-bind", str(package))
    links.append((f"{seen}/bin/{version}", f"{_HOME}/bin/python"))
    files = FILES | {f"{_HOME}/pyvenv.cfg": _VENV.format(base=seen)}
    tools = Tools(f"{_HOME}/bin/python", str(browser), has_begin_frame=browser.name in SHELLS)
    return Sight(
        tuple((how, source, target) for target, (how, source) in binds.items()),
        tuple(links),
        files,
        tools,
    )


def browser_of(chromium: str) -> Path | None:
    """Find the program that draws; behind a wrapper script, the program that it starts."""
    for name in [chromium] if chromium else [*SHELLS, *BROWSERS]:
        found = shutil.which(name)
        if found is None:
            continue
        real = Path(found).resolve()
        behind = Path("/usr/lib", real.name, real.name)
        return behind if _is_script(real) and behind.is_file() else real
    return None


def _is_script(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(2) == b"#!"


def _is_within(path: Path, places: tuple[str, ...]) -> bool:
    return any(path.is_relative_to(place) for place in places)


def _packages() -> list[Path]:
    """Find the folders of the packages that draw; their libraries lie beside them."""
    found: list[Path] = []
    for name in _PACKAGES:
        if "." in name:
            found += [one.parent / name for one in found if (one.parent / name).is_dir()][:1]
        elif (spec := find_spec(name)) is not None and spec.origin is not None:
            found.append(Path(spec.origin).parent)
    return found
