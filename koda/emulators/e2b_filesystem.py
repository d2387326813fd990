"""The E2B emulator's files: the service `filesystem.Filesystem`."""

from __future__ import annotations

import asyncio
import os
import secrets
import shutil
import stat
from collections.abc import AsyncIterator, Callable, Generator, Iterator
from contextlib import contextmanager
from typing import Any

from connectrpc.code import Code
from connectrpc.errors import ConnectError
from connectrpc.request import RequestContext
from e2b.envd.filesystem import filesystem_pb as pb
from e2b.envd.filesystem.filesystem_connect import Filesystem as Service
from protobuf import Oneof
from protobuf.wkt import Timestamp

from koda.emulators.e2b_place import absolute, folder_of, make_folder
from koda.emulators.e2b_world import Box

Context = RequestContext[Any, Any]
_LOOKS = 0.05
Seen = dict[str, tuple[int, int, bool]]


class Filesystem(Service):
    """Looks at, makes, moves, removes and watches what is in a box.

    Args:
        box_of: Finds the box of a call; raises `ConnectError`.
    """

    def __init__(self, box_of: Callable[[Context], Box]) -> None:
        self._box_of = box_of

    async def stat(self, request: pb.StatRequest, ctx: Context, /) -> pb.StatResponse:
        """Tell of one file or folder."""
        box = self._box_of(ctx)
        with _refusals(request.path):
            return pb.StatResponse(entry=entry(box, request.path))

    async def make_dir(self, request: pb.MakeDirRequest, ctx: Context, /) -> pb.MakeDirResponse:
        """Make a folder, with those above it."""
        box = self._box_of(ctx)
        with _refusals(request.path), folder_of(box, request.path, make=True) as (folder, name):
            if _exists(folder, name):
                raise ConnectError(Code.ALREADY_EXISTS, f"{request.path} already exists")
            make_folder(folder, name)
            return pb.MakeDirResponse(entry=entry(box, request.path))

    async def move(self, request: pb.MoveRequest, ctx: Context, /) -> pb.MoveResponse:
        """Move a file or folder."""
        box = self._box_of(ctx)
        with (
            _refusals(request.source),
            folder_of(box, request.source) as (source, old),
            folder_of(box, request.destination, make=True) as (target, new),
        ):
            os.rename(old, new, src_dir_fd=source, dst_dir_fd=target)
            return pb.MoveResponse(entry=entry(box, request.destination))

    async def list_dir(self, request: pb.ListDirRequest, ctx: Context, /) -> pb.ListDirResponse:
        """List a folder, as deep as asked."""
        box = self._box_of(ctx)
        with _refusals(request.path):
            found = entry(box, request.path)
            if found.type != pb.FileType.DIRECTORY:
                raise ConnectError(Code.INVALID_ARGUMENT, f"{request.path} is not a directory")
            depth = max(1, request.depth)
            return pb.ListDirResponse(entries=list(_below(box, absolute(request.path), depth)))

    async def remove(self, request: pb.RemoveRequest, ctx: Context, /) -> pb.RemoveResponse:
        """Remove a file, or a folder with everything in it."""
        box = self._box_of(ctx)
        with _refusals(request.path), folder_of(box, request.path) as (folder, name):
            if not _exists(folder, name):
                return pb.RemoveResponse()
            if stat.S_ISDIR(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode):
                shutil.rmtree(name, dir_fd=folder)
            else:
                os.unlink(name, dir_fd=folder)
            return pb.RemoveResponse()

    async def watch_dir(
        self, request: pb.WatchDirRequest, ctx: Context, /
    ) -> AsyncIterator[pb.WatchDirResponse]:
        """Tell of what changes in a folder."""
        box = self._box_of(ctx)
        with _refusals(request.path):
            seen = _seen(box, request.path, recursive=request.recursive)
        yield pb.WatchDirResponse(event=Oneof("start", pb.WatchDirResponse.StartEvent()))
        while box.alive:
            await asyncio.sleep(_LOOKS)
            now = _seen(box, request.path, recursive=request.recursive)
            for event in changes(seen, now):
                yield pb.WatchDirResponse(event=Oneof("filesystem", event))
            seen = now

    async def create_watcher(
        self, request: pb.CreateWatcherRequest, ctx: Context, /
    ) -> pb.CreateWatcherResponse:
        """Begin to note what changes in a folder."""
        box = self._box_of(ctx)
        with _refusals(request.path):
            seen = _seen(box, request.path, recursive=request.recursive)
        watcher = secrets.token_hex(8)
        box.watchers[watcher] = (request.path, request.recursive, seen)
        return pb.CreateWatcherResponse(watcher_id=watcher)

    async def get_watcher_events(
        self, request: pb.GetWatcherEventsRequest, ctx: Context, /
    ) -> pb.GetWatcherEventsResponse:
        """Tell what has changed since the last time."""
        box = self._box_of(ctx)
        if request.watcher_id not in box.watchers:
            raise ConnectError(Code.NOT_FOUND, "watcher not found")
        path, recursive, seen = box.watchers[request.watcher_id]
        now = _seen(box, path, recursive=recursive)
        box.watchers[request.watcher_id] = (path, recursive, now)
        return pb.GetWatcherEventsResponse(events=list(changes(seen, now)))

    async def remove_watcher(
        self, request: pb.RemoveWatcherRequest, ctx: Context, /
    ) -> pb.RemoveWatcherResponse:
        """Note nothing more."""
        self._box_of(ctx).watchers.pop(request.watcher_id, None)
        return pb.RemoveWatcherResponse()


def entry(box: Box, path: str) -> pb.EntryInfo:
    """Describe what is at a path; raises `OSError`."""
    with folder_of(box, path) as (folder, name):
        facts = os.stat(name, dir_fd=folder, follow_symlinks=False)
        link = os.readlink(name, dir_fd=folder) if stat.S_ISLNK(facts.st_mode) else None
    plain = absolute(path)
    folder_type = stat.S_ISDIR(facts.st_mode)
    return pb.EntryInfo(
        name=plain.rpartition("/")[2],
        type=pb.FileType.DIRECTORY if folder_type else pb.FileType.FILE,
        path=plain,
        size=facts.st_size,
        mode=stat.S_IMODE(facts.st_mode),
        permissions=stat.filemode(facts.st_mode),
        owner="user",
        group="user",
        modified_time=Timestamp.from_nanos(facts.st_mtime_ns),
        symlink_target=link,
        is_symlink=link is not None,
    )


def changes(seen: Seen, now: Seen) -> Iterator[pb.FilesystemEvent]:
    """Tell what differs between two looks."""
    for name in sorted(now.keys() - seen.keys()):
        yield pb.FilesystemEvent(name=name, type=pb.EventType.CREATE)
        if not now[name][2]:
            yield pb.FilesystemEvent(name=name, type=pb.EventType.WRITE)
    for name in sorted(seen.keys() - now.keys()):
        yield pb.FilesystemEvent(name=name, type=pb.EventType.REMOVE)
    for name in sorted(seen.keys() & now.keys()):
        if seen[name] != now[name] and not now[name][2]:
            yield pb.FilesystemEvent(name=name, type=pb.EventType.WRITE)


def _seen(box: Box, path: str, *, recursive: bool) -> Seen:
    root = absolute(path)
    return {
        one.path[len(root) + 1 :]: (
            one.size,
            one.modified_time.to_nanos() if one.modified_time else 0,
            one.type == pb.FileType.DIRECTORY,
        )
        for one in _below(box, root, 64 if recursive else 1)
    }


def _below(box: Box, path: str, depth: int) -> Iterator[pb.EntryInfo]:
    with folder_of(box, f"{path}/.") as (folder, name):
        here = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=folder)
    try:
        names = sorted(os.listdir(here))  # noqa: PTH208 — of an open folder
    finally:
        os.close(here)
    for name in names:
        one = entry(box, f"{path}/{name}")
        yield one
        if depth > 1 and one.type == pb.FileType.DIRECTORY and not one.is_symlink:
            yield from _below(box, f"{path}/{name}", depth - 1)


def _exists(folder: int, name: str) -> bool:
    try:
        os.stat(name, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return False
    return True


@contextmanager
def _refusals(path: str) -> Generator[None]:
    try:
        yield
    except (FileNotFoundError, NotADirectoryError) as error:
        raise ConnectError(Code.NOT_FOUND, f"path not found: {path}") from error
    except PermissionError as error:
        raise ConnectError(Code.PERMISSION_DENIED, f"permission denied: {path}") from error
    except OSError as error:
        raise ConnectError(
            Code.INVALID_ARGUMENT, f"{path}: {os.strerror(error.errno or 0)}"
        ) from error
