"""The hand that works inside a box for Koda; it knows only Python's own library.

It is started once for each thing to do. Its stdin has a line of JSON, then as many bytes as that
says; whatever comes after them, or the end, means stop. Its stdout has lines: `o` and `e` with what
the command said (base64), at last `x` with how it went (JSON).
"""

# Every import more is waited for at each call.
# ruff: noqa: PTH108, SIM105
from __future__ import annotations

import base64
import errno
import json
import os
import secrets
import shutil
import signal
import stat
import sys
from typing import Any, BinaryIO

from koda.sandbox.far_hand_run import PIECE, Watch, say  # sent along: see far_hands

ROOT = "/work"
MOST_ENTRIES = 10_000
PYTHONS = ("/opt/box/bin/python", "/usr/local/bin/python3", "/usr/bin/python3")
SHELLS = ("chromium-headless-shell", "chrome-headless-shell", "headless_shell")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def walk(parts: list[str], *, make: bool) -> int:
    """Open the folder below the root that these names lead to, never through a link."""
    here = os.open(ROOT, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    for name in parts:
        if make:
            try:
                os.mkdir(name, 0o755, dir_fd=here)
            except FileExistsError:
                pass
        flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
        try:
            there = os.open(name, flags, dir_fd=here)
        finally:
            os.close(here)
        here = there
    return here


def names(path: str) -> list[str]:
    """Split a path below the root; Koda has checked it, the hand does again."""
    parts = [part for part in path[len(ROOT) :].split("/") if part]
    if not (path + "/").startswith(ROOT + "/") or {".", ".."} & set(parts):
        raise FileNotFoundError(errno.ENOENT, "not below the root", path)
    return parts


def write(path: str, size: int, given: BinaryIO) -> dict[str, Any]:
    """Write so many bytes into a new file, then put it in its place."""
    *folders, name = names(path)
    folder = walk(folders, make=True)
    passing = f".{secrets.token_hex(8)}"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
    file = os.open(passing, flags, 0o644, dir_fd=folder)
    try:
        with os.fdopen(file, "wb") as target:
            while size > 0:
                piece = given.read(min(size, 1024 * 1024))
                if not piece:
                    raise EOFError
                target.write(piece)
                size -= len(piece)
        os.replace(passing, name, src_dir_fd=folder, dst_dir_fd=folder)
    except BaseException:
        os.unlink(passing, dir_fd=folder)
        raise
    return {}


def take(path: str, size: int, source: str) -> dict[str, Any]:
    """Put a file that was uploaded elsewhere in its place."""
    with os.fdopen(os.open(source, os.O_RDONLY | os.O_NOFOLLOW), "rb") as given:
        os.unlink(source)
        return write(path, size, given)


def read(path: str, limit: int) -> dict[str, Any]:
    """Send a regular file, if it is no longer than the limit."""
    *folders, name = names(path) or [""]
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    with os.fdopen(os.open(name, flags, dir_fd=walk(folders, make=False)), "rb") as file:
        facts = os.fstat(file.fileno())
        if not stat.S_ISREG(facts.st_mode) or facts.st_nlink != 1:
            return {"error": "missing"}
        left = limit
        while piece := file.read(PIECE):
            left -= len(piece)
            if left < 0 or facts.st_size > limit:
                return {"error": "large", "size": max(facts.st_size, limit + 1)}
            say("o", base64.b64encode(piece))
    return {}


def entries(path: str) -> dict[str, Any]:
    """Send what is below a folder."""
    count = 0
    pending = [names(path)]
    while pending:
        parts = pending.pop()
        folder = walk(parts, make=False)
        with os.scandir(folder) as found:
            for entry in sorted(found, key=lambda entry: entry.name):
                if count >= MOST_ENTRIES:
                    return {}
                count += 1
                say("o", base64.b64encode(_entry(entry, parts)))
                if entry.is_dir(follow_symlinks=False):
                    pending.append([*parts, entry.name])
        os.close(folder)
    return {}


def _entry(entry: os.DirEntry[str], parts: list[str]) -> bytes:
    facts = entry.stat(follow_symlinks=False)
    regular, folder = stat.S_ISREG(facts.st_mode), stat.S_ISDIR(facts.st_mode)
    kind = "file" if regular else "folder" if folder else "other"
    path = "/".join([ROOT, *parts, entry.name])
    size = facts.st_size if regular else 0
    return json.dumps([path, kind, size]).encode()


def tools() -> dict[str, Any]:
    """Say where the programs are."""
    python = next((path for path in PYTHONS if os.access(path, os.X_OK)), sys.executable)
    told = {"python": python, "chromium": "", "root": os.access(ROOT, os.W_OK)}
    for name in (*SHELLS, *BROWSERS):
        if found := shutil.which(name, path=_PATH):
            return {**told, "chromium": found, "begin_frame": name in SHELLS}
    return told


def work(asked: dict[str, Any]) -> dict[str, Any]:
    """Do what is asked."""
    match asked["do"]:
        case "run":
            return Watch(asked).run()
        case "write":
            return write(asked["path"], asked["size"], sys.stdin.buffer)
        case "take":
            return take(asked["path"], asked["size"], asked["source"])
        case "read":
            return read(asked["path"], asked["limit"])
        case "list":
            return entries(asked["path"])
        case _:
            return tools()


def main() -> None:
    """Read what is asked, do it, and say how it went."""
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        told = work(json.loads(sys.stdin.buffer.readline()))
    except (FileNotFoundError, NotADirectoryError):
        told = {"error": "missing"}
    except OSError as error:
        missing = error.errno in (errno.ELOOP, errno.ENXIO, errno.EISDIR)
        told = {"error": "missing" if missing else f"{os.strerror(error.errno or 0)}"}
    say("x", json.dumps(told).encode())


if __name__ == "__main__":
    main()
