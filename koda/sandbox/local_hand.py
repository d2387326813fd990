"""Does one thing in a local box for one caller: runs a command, writes, reads or lists files.

It runs inside the box, forked by `local_keeper`, with Python's own library alone. A caller sends
four bytes of length, a JSON object, then the bytes it speaks of; it is answered with pieces of a
letter, four bytes of length, and content: `o` and `e` what a command said, `d` a file's bytes, `x`
JSON at last. A caller who goes away wants it stopped.
"""

from __future__ import annotations

import ctypes
import errno
import json
import mmap
import os
import socket
import stat
import struct
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from koda.sandbox.local_run import Run
from koda.sandbox.local_speech import PIECE, exactly, say

_MOST_ENTRIES = 10_000
_OPENAT2 = 437
_BENEATH = 0x08 | 0x04 | 0x02
"""RESOLVE_BENEATH, RESOLVE_NO_SYMLINKS, RESOLVE_NO_MAGICLINKS."""
_LIBC = ctypes.CDLL(None, use_errno=True)
_MISSING = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.EXDEV, errno.ENXIO, errno.EACCES)


def serve(caller: socket.socket, box: dict[str, Any], killings: mmap.mmap) -> None:
    """Do what one caller asks, and answer."""
    caller.setblocking(True)
    try:
        size = struct.unpack(">I", exactly(caller, 4))[0]
        asked: dict[str, Any] = json.loads(exactly(caller, size))
        told = _work(caller, asked, box, killings)
    except EOFError:
        return
    except OSError as error:
        reason = "missing" if error.errno in _MISSING else os.strerror(error.errno or 0)
        told = {"error": reason}
    with suppress(OSError):
        say(caller, b"x", json.dumps(told).encode())
        # Whoever is refused may still be sending: to hang up now would break their end before
        # they have read why. They hang up when they have.
        while caller.recv(PIECE):
            pass


def _work(
    caller: socket.socket, asked: dict[str, Any], box: dict[str, Any], killings: mmap.mmap
) -> dict[str, Any]:
    way = Way(box["careful"])
    match asked["do"]:
        case "run":
            os.fchdir(way.open(asked["cwd"], os.O_RDONLY | os.O_DIRECTORY))
            return Run(caller, asked, box, killings).to_its_end()
        case "write":
            return write(caller, asked["path"], asked["size"], way)
        case "read":
            return read(caller, asked["path"], asked["limit"], way)
        case _:
            return {"entries": list(entries(asked["path"], way))}


class _How(ctypes.Structure):
    _fields_ = (("flags", ctypes.c_uint64), ("mode", ctypes.c_uint64), ("resolve", ctypes.c_uint64))


class Way:
    """The way to files below `/work`: through no link of any kind, and out of no folder."""

    def __init__(self, is_careful: bool) -> None:
        self._root = os.open("/work", os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
        self.is_careful = is_careful

    def open(self, path: str, flags: int) -> int:
        """Open what is there."""
        how = _How(flags | os.O_CLOEXEC, 0, _BENEATH if self.is_careful else 0)
        found = _LIBC.syscall(
            _OPENAT2, self._root, os.fsencode(path or "."), ctypes.byref(how), ctypes.sizeof(how)
        )
        if found < 0:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), path)
        return found


def write(caller: socket.socket, path: str, size: int, way: Way) -> dict[str, Any]:
    """Write a new file beside, then put it in its place."""
    parts = path.split("/")
    for count in range(1, len(parts)):
        parent = way.open("/".join(parts[: count - 1]), os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.mkdir(parts[count - 1], 0o755, dir_fd=parent)
        except FileExistsError:
            continue
    folder = way.open("/".join(parts[:-1]), os.O_RDONLY | os.O_DIRECTORY)
    passing = f".{os.urandom(8).hex()}"
    made = os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644, dir_fd=folder)
    try:
        with os.fdopen(made, "wb", buffering=0) as file:
            left = size
            while left > 0:
                piece = caller.recv(min(left, PIECE))
                if not piece:
                    raise EOFError
                left -= len(piece)
                while piece:
                    piece = piece[file.write(piece) :]
        os.replace(passing, parts[-1], src_dir_fd=folder, dst_dir_fd=folder)
    except BaseException:
        os.unlink(passing, dir_fd=folder)
        raise
    return {}


def read(caller: socket.socket, path: str, limit: int, way: Way) -> dict[str, Any]:
    """Send a regular file that has one name and is no longer than the limit."""
    found = way.open(path, os.O_RDONLY | os.O_NONBLOCK)
    facts = os.fstat(found)
    is_own = stat.S_ISREG(facts.st_mode) and facts.st_nlink == 1
    if stat.S_ISDIR(facts.st_mode) or (way.is_careful and not is_own):
        return {"error": "missing"}
    with os.fdopen(found, "rb", buffering=0) as file:
        if facts.st_size > limit:
            return {"error": "large", "size": facts.st_size}
        left = limit
        while piece := file.read(PIECE):
            left -= len(piece)
            if left < 0:
                return {"error": "large", "size": limit + 1}
            say(caller, b"d", piece)
    return {}


def entries(path: str, way: Way) -> Iterator[tuple[str, str, int]]:
    """Find what is below a folder, as far as its name is text; at most ten thousand."""
    pending, count = [path], 0
    while pending:
        here = pending.pop()
        try:
            folder = way.open(here, os.O_RDONLY | os.O_DIRECTORY)
        except OSError:
            if here == path:
                raise
            continue
        with os.scandir(folder) as found:
            for entry in sorted(found, key=lambda entry: entry.name):
                name = f"{here}/{entry.name}" if here else entry.name
                if count >= _MOST_ENTRIES or not name.isprintable():
                    continue
                count += 1
                yield _entry(entry, name)
                if entry.is_dir(follow_symlinks=False):
                    pending.append(name)
        os.close(folder)


def _entry(entry: os.DirEntry[str], name: str) -> tuple[str, str, int]:
    facts = entry.stat(follow_symlinks=False)
    if stat.S_ISREG(facts.st_mode):
        return name, "file", facts.st_size
    return name, "folder" if stat.S_ISDIR(facts.st_mode) else "other", 0
