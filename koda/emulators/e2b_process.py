"""The E2B emulator's commands: the service `process.Process`, with real processes."""

from __future__ import annotations

import asyncio
import json
import os
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from typing import Any, Literal

from connectrpc.code import Code
from connectrpc.errors import ConnectError
from connectrpc.request import RequestContext
from e2b.envd.process import process_pb as pb
from e2b.envd.process.process_connect import Process as Service
from protobuf import Oneof

from koda.emulators.e2b_boxing import argv
from koda.emulators.e2b_place import HOME
from koda.emulators.e2b_world import Box, Piece, Process

_PIECE = 32 * 1024
_STATUS = {-1: "signal: killed"}
Context = RequestContext[Any, Any]


class Processes(Service):
    """Starts, lists, feeds and ends the commands of a box.

    Args:
        box_of: Finds the box of a call; raises `ConnectError`.
    """

    def __init__(self, box_of: Callable[[Context], Box]) -> None:
        self._box_of = box_of

    def _check(self, box: Box) -> None:
        if not box.alive:
            message = "the connection to sandbox ended before the stream completed"
            raise ConnectError(Code.UNAVAILABLE, message)

    async def list(self, request: pb.ListRequest, ctx: Context, /) -> pb.ListResponse:
        """List what runs."""
        running = [one for one in self._box_of(ctx).processes.values() if one.code is None]
        return pb.ListResponse(
            processes=[
                pb.ProcessInfo(config=one.config, pid=one.pid, tag=one.tag or None)
                for one in running
            ]
        )

    async def start(
        self, request: pb.StartRequest, ctx: Context, /
    ) -> AsyncIterator[pb.StartResponse]:
        """Start a command, and tell what it says until it ends."""
        box = self._box_of(ctx)
        process = await _start(box, request)
        listener = _listen(process)
        process.task = asyncio.create_task(_follow(box, process))
        async for event in _events(process, listener, ctx.timeout_ms):
            self._check(box)
            yield pb.StartResponse(event=event)

    async def connect(
        self, request: pb.ConnectRequest, ctx: Context, /
    ) -> AsyncIterator[pb.ConnectResponse]:
        """Tell what a running command says from now on."""
        box = self._box_of(ctx)
        process = _find(box, request.process)
        async for event in _events(process, _listen(process), None):
            self._check(box)
            yield pb.ConnectResponse(event=event)

    async def send_input(
        self, request: pb.SendInputRequest, ctx: Context, /
    ) -> pb.SendInputResponse:
        """Write to a command's stdin."""
        await _feed(_find(self._box_of(ctx), request.process), request.input)
        return pb.SendInputResponse()

    async def stream_input(
        self, request: AsyncIterator[pb.StreamInputRequest], ctx: Context, /
    ) -> pb.StreamInputResponse:
        """Write to a command's stdin, piece by piece."""
        box, process = self._box_of(ctx), None
        async for message in request:
            match message.event:
                case Oneof(field="start", value=start):
                    process = _find(box, start.process)
                case Oneof(field="data", value=data) if process is not None:
                    await _feed(process, data.input)
                case _:
                    continue
        return pb.StreamInputResponse()

    async def close_stdin(
        self, request: pb.CloseStdinRequest, ctx: Context, /
    ) -> pb.CloseStdinResponse:
        """End a command's stdin."""
        process = _find(self._box_of(ctx), request.process)
        if process.handle.stdin is not None:
            process.handle.stdin.close()
        return pb.CloseStdinResponse()

    async def send_signal(
        self, request: pb.SendSignalRequest, ctx: Context, /
    ) -> pb.SendSignalResponse:
        """Send a signal to a command."""
        process = _find(self._box_of(ctx), request.process)
        if request.signal == pb.Signal.SIGTERM:
            process.signal(signal.SIGTERM)
        else:
            process.end()
        return pb.SendSignalResponse()


async def _start(box: Box, request: pb.StartRequest) -> Process:
    config = request.process
    if config is None or not config.cmd:
        raise ConnectError(Code.INVALID_ARGUMENT, "process config is required")
    if request.pty is not None:
        raise ConnectError(Code.UNIMPLEMENTED, "this emulator has no terminals")
    told, tell = os.pipe()
    words = argv(
        box,
        [config.cmd, *config.args],
        environment=dict(config.envs),
        cwd=config.cwd or HOME,
        told=tell,
    )
    wants_stdin = request.stdin if request.has_field("stdin") else True
    try:
        handle = await asyncio.create_subprocess_exec(
            *words,
            env={},
            pass_fds=(tell,),
            stdin=asyncio.subprocess.PIPE if wants_stdin else asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
    finally:
        os.close(tell)
    inner = await asyncio.to_thread(_first, told)
    pid = next(iter(box.pids))
    process = Process(pid, config, request.tag, handle, inner or handle.pid)
    box.processes[pid] = process
    return process


def _first(told: int) -> int:
    """Read what bubblewrap tells of the box's first process; 0 if it made none."""
    with os.fdopen(told, "rb") as pipe:
        text = pipe.read()
    return int(json.loads(text)["child-pid"]) if text else 0


async def _follow(box: Box, process: Process) -> None:
    """Pass on what a command says to whoever listens, and at last that it has ended."""
    stdout, stderr = process.handle.stdout, process.handle.stderr
    assert stdout is not None
    assert stderr is not None
    await asyncio.gather(_pass(process, "stdout", stdout), _pass(process, "stderr", stderr))
    code = await process.handle.wait()
    process.code = -1 if code < 0 or process.signalled else code
    box.processes.pop(process.pid, None)
    for listener in list(process.listeners):
        await listener.put(None)


async def _pass(
    process: Process, name: Literal["stdout", "stderr"], stream: asyncio.StreamReader
) -> None:
    while piece := await stream.read(_PIECE):
        for listener in list(process.listeners):
            await listener.put((name, piece))


def _listen(process: Process) -> asyncio.Queue[Piece | None]:
    listener: asyncio.Queue[Piece | None] = asyncio.Queue(64)
    process.listeners.append(listener)
    return listener


async def _events(
    process: Process, listener: asyncio.Queue[Piece | None], milliseconds: float | None
) -> AsyncIterator[pb.ProcessEvent]:
    """Tell what a command says and how it ends; past the caller's time it is killed."""
    late = None if milliseconds is None else asyncio.get_running_loop().time() + milliseconds / 1000
    yield pb.ProcessEvent(event=Oneof("start", pb.ProcessEvent.StartEvent(pid=process.pid)))
    try:
        while news := await _next(listener, late):
            name, piece = news
            yield pb.ProcessEvent(event=Oneof("data", _said(name, piece)))
    except TimeoutError as error:
        process.end()
        raise ConnectError(Code.DEADLINE_EXCEEDED, "context deadline exceeded") from error
    finally:
        process.listeners.remove(listener)
        while not listener.empty():  # whoever waits to tell it may go on
            listener.get_nowait()
    ended = -1 if process.code is None else process.code
    end = pb.ProcessEvent.EndEvent(
        exit_code=ended,
        exited=ended >= 0,
        status=_STATUS.get(ended, f"exit status {ended}"),
        error=_STATUS.get(ended) or (f"exit status {ended}" if ended else None),
    )
    yield pb.ProcessEvent(event=Oneof("end", end))


async def _next(listener: asyncio.Queue[Piece | None], late: float | None) -> Piece | None:
    async with asyncio.timeout_at(late):
        return await listener.get()


def _said(name: str, piece: bytes) -> pb.ProcessEvent.DataEvent:
    if name == "stdout":
        return pb.ProcessEvent.DataEvent(output=Oneof("stdout", piece))
    return pb.ProcessEvent.DataEvent(output=Oneof("stderr", piece))


def _find(box: Box, selector: pb.ProcessSelector | None) -> Process:
    wanted = selector.selector if selector is not None else None
    for process in box.processes.values():
        if wanted is not None and wanted.value in (process.pid, process.tag):
            return process
    raise ConnectError(Code.NOT_FOUND, "process not found")


async def _feed(process: Process, given: pb.ProcessInput | None) -> None:
    stdin = process.handle.stdin
    content = given.input.value if given is not None and given.input is not None else b""
    if stdin is None or stdin.is_closing():
        raise ConnectError(Code.FAILED_PRECONDITION, "stdin is not enabled or closed")
    stdin.write(content)
    with suppress(ConnectionError):
        await stdin.drain()
