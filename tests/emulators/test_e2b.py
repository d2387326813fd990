"""The vendor's own SDK passes against the E2B emulator, unchanged."""

# The SDK's own types are not complete.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from e2b import (
    AsyncSandbox,
    AsyncTemplate,
    AuthenticationException,
    CommandExitException,
    FileNotFoundException,
    NotFoundException,
    RateLimitException,
    SandboxException,
    SandboxNotFoundException,
    SandboxQuery,
    SandboxState,
    TimeoutException,
)
from e2b.exceptions import SandboxNotRunningException, ServiceBusyException

from tests.emulators.e2b_server import E2bServer, running_e2b


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[E2bServer]:
    with running_e2b(tmp_path_factory.mktemp("e2b"), keys=("emulator",)) as running:
        yield running


@pytest.fixture
async def box(server: E2bServer) -> AsyncIterator[AsyncSandbox]:
    made = await AsyncSandbox.create(
        "base", timeout=60, metadata={"for": "a test"}, **server.options()
    )
    yield made
    await made.kill()


async def test_a_command_ends_with_what_it_said(box: AsyncSandbox) -> None:
    ended = await box.commands.run("echo out; echo err >&2; pwd; id -un; whoami || true")
    assert ended.stdout.splitlines()[:2] == ["out", "/home/user"]
    assert ended.stderr.splitlines()[0] == "err"
    assert ended.exit_code == 0


async def test_output_streams_while_the_command_runs(box: AsyncSandbox) -> None:
    heard: list[str] = []
    handle = await box.commands.run(
        "echo first; read line; echo got $line", background=True, stdin=True, on_stdout=heard.append
    )
    while not heard:
        await asyncio.sleep(0.01)
    assert [one.pid for one in await box.commands.list()] == [handle.pid]
    await handle.send_stdin("second\n")
    assert (await handle.wait()).stdout == "first\ngot second\n"
    assert await box.commands.list() == []


async def test_stdin_ends_when_it_is_closed(box: AsyncSandbox) -> None:
    handle = await box.commands.run("wc -c", background=True, stdin=True)
    await handle.send_stdin(b"\x00\xff" * 50_000)
    await handle.close_stdin()
    assert (await handle.wait()).stdout.strip() == "100000"


async def test_stdin_streams_in_order(box: AsyncSandbox) -> None:
    handle = await box.commands.run("head -n 2", background=True, stdin=True)
    stream = box.commands.stream_input(handle.pid)
    await stream.send("a\n")
    await stream.send("b\n")
    await stream.close()
    assert (await handle.wait()).stdout == "a\nb\n"


async def test_an_exit_code_is_an_exception(box: AsyncSandbox) -> None:
    with pytest.raises(CommandExitException) as told:
        await box.commands.run("echo said; exit 7")
    assert told.value.exit_code == 7
    assert told.value.stdout == "said\n"


async def test_environment_and_folder_of_a_command(box: AsyncSandbox) -> None:
    ended = await box.commands.run("echo $A; pwd", envs={"A": "ü b"}, cwd="/tmp")
    assert ended.stdout == "ü b\n/tmp\n"


async def test_a_command_past_its_time_ends(box: AsyncSandbox) -> None:
    with pytest.raises(TimeoutException):
        await box.commands.run("sleep 60", timeout=1)


async def test_a_command_is_killed(box: AsyncSandbox, server: E2bServer) -> None:
    handle = await box.commands.run("sleep 60 & sleep 61", background=True)
    assert await handle.kill()
    with pytest.raises(CommandExitException) as told:
        await handle.wait()
    assert told.value.exit_code == -1
    assert not await box.commands.kill(handle.pid)
    mine = next(one for one in server.boxes() if one["id"] == box.sandbox_id)
    assert mine["processes"] == []


async def test_a_running_command_is_taken_up(box: AsyncSandbox) -> None:
    handle = await box.commands.run("read line; echo later $line", background=True, stdin=True)
    again = await box.commands.connect(handle.pid)
    await box.commands.send_stdin(handle.pid, "x\n")
    assert (await again.wait()).stdout == "later x\n"
    with pytest.raises(NotFoundException):
        await box.commands.connect(9_999)


@pytest.mark.parametrize(
    "content", ["text ü", b"\x00\xff" * 70_000, ""], ids=["text", "bytes", "empty"]
)
async def test_files_come_back_as_they_were(box: AsyncSandbox, content: str | bytes) -> None:
    written = await box.files.write("deep/er/ü name.bin", content)
    assert written.path == "/home/user/deep/er/ü name.bin"
    read = await box.files.read("deep/er/ü name.bin", format="bytes")
    assert bytes(read) == (content.encode() if isinstance(content, str) else content)


async def test_a_file_streams_both_ways(box: AsyncSandbox, tmp_path: Path) -> None:
    source = tmp_path / "large"
    source.write_bytes(b"0123456789" * 300_000)
    with source.open("rb") as file:
        await box.files.write("/work/large", file)
    pieces = [piece async for piece in await box.files.read("/work/large", format="stream")]
    assert b"".join(pieces) == source.read_bytes()
    await box.files.write("/work/small", "gzip me", gzip=True)
    assert await box.files.read("/work/small", gzip=True) == "gzip me"


async def test_many_files_are_written_at_once(box: AsyncSandbox) -> None:
    written = await box.files.write_files(
        [{"path": f"/work/{name}", "data": name} for name in ("a", "b", "c/d")]
    )
    assert [one.path for one in written] == ["/work/a", "/work/b", "/work/c/d"]
    listed = await box.files.list("/work", depth=2)
    assert [one.path for one in listed] == ["/work/a", "/work/b", "/work/c", "/work/c/d"]
    assert [one.path for one in await box.files.list("/work")] == ["/work/a", "/work/b", "/work/c"]


async def test_folders_and_facts(box: AsyncSandbox) -> None:
    assert await box.files.make_dir("/work/a/b")
    assert not await box.files.make_dir("/work/a/b")
    assert await box.files.exists("/work/a/b")
    await box.files.write("/work/a/f", "1234")
    facts = await box.files.get_info("/work/a/f")
    assert (facts.size, facts.name, facts.permissions) == (4, "f", "-rw-r--r--")
    moved = await box.files.rename("/work/a/f", "/work/g")
    assert moved.path == "/work/g"
    assert not await box.files.exists("/work/a/f")
    await box.files.remove("/work/a")
    assert not await box.files.exists("/work/a")


async def test_what_is_missing_is_missing(box: AsyncSandbox) -> None:
    with pytest.raises(FileNotFoundException):
        await box.files.read("/work/none")
    with pytest.raises(FileNotFoundException):
        await box.files.list("/work/none")
    with pytest.raises(FileNotFoundException):
        await box.files.get_info("/work/none")


async def test_a_folder_is_watched(box: AsyncSandbox) -> None:
    seen: list[tuple[str, str]] = []
    watching = await box.files.watch_dir(
        "/work", on_event=lambda event: seen.append((event.name, event.type.value))
    )
    await box.commands.run("echo x > /work/new; sleep 0.3; rm /work/new")
    while ("new", "remove") not in seen:
        await asyncio.sleep(0.02)
    assert ("new", "create") in seen
    await watching.stop()


async def test_boxes_are_found_by_metadata_page_by_page(server: E2bServer) -> None:
    made = [
        await AsyncSandbox.create(timeout=60, metadata={"group": "x y=ü"}, **server.options())
        for _ in range(3)
    ]
    try:
        query = SandboxQuery(metadata={"group": "x y=ü"}, state=[SandboxState.RUNNING])
        pages = AsyncSandbox.list(query=query, limit=2, **server.options())
        found: list[str] = []
        while pages.has_next:
            found += [one.sandbox_id for one in await pages.next_items()]
        assert sorted(found) == sorted(one.sandbox_id for one in made)
    finally:
        for one in made:
            await one.kill()


async def test_a_box_tells_of_itself(box: AsyncSandbox, server: E2bServer) -> None:
    info = await box.get_info()
    assert info.metadata == {"for": "a test"}
    assert info.state == SandboxState.RUNNING
    await box.set_timeout(300)
    later = await box.get_info()
    assert 290 < (later.end_at - later.started_at).total_seconds() < 320
    assert box.get_host(8000).startswith(f"8000-{box.sandbox_id}")
    assert (await box.get_metrics())[0].cpu_count == 2
    assert await box.is_running()


async def test_a_box_is_taken_up_by_its_id(box: AsyncSandbox, server: E2bServer) -> None:
    await box.files.write("/work/kept", "x")
    again = await AsyncSandbox.connect(box.sandbox_id, **server.options())
    assert await again.files.read("/work/kept") == "x"


async def test_a_paused_box_goes_on_where_it_was(box: AsyncSandbox, server: E2bServer) -> None:
    handle = await box.commands.run("sleep 0.2; echo done > /work/end", background=True)
    await box.pause()
    assert not await box.is_running()
    await asyncio.sleep(0.5)
    again = await AsyncSandbox.connect(box.sandbox_id, timeout=60, **server.options())
    await handle.wait()
    assert await again.files.read("/work/end") == "done\n"


async def test_an_ended_box_is_gone(server: E2bServer) -> None:
    box = await AsyncSandbox.create(timeout=60, **server.options())
    folder = server.folder / box.sandbox_id
    assert folder.exists()
    assert await box.kill()
    assert not await box.kill()
    assert not folder.exists()
    assert not await box.is_running()
    with pytest.raises(SandboxNotRunningException):
        await box.commands.run("true")
    with pytest.raises(SandboxNotRunningException):
        await box.files.read("/work/x")
    with pytest.raises(SandboxNotFoundException):
        await box.set_timeout(10)
    with pytest.raises(SandboxNotFoundException):
        await AsyncSandbox.connect(box.sandbox_id, **server.options())


async def test_a_box_ends_with_its_time_and_what_runs_in_it(server: E2bServer) -> None:
    box = await AsyncSandbox.create(timeout=1, **server.options())
    with pytest.raises(SandboxNotRunningException):
        await box.commands.run("sleep 30")
    assert box.sandbox_id not in [one["id"] for one in server.boxes()]


async def test_a_box_has_no_network_if_it_may_not(server: E2bServer) -> None:
    look = "cat /proc/net/dev | grep -c : ; ls /sys/class/net 2>/dev/null | wc -l"
    box = await AsyncSandbox.create(timeout=60, allow_internet_access=False, **server.options())
    try:
        assert (await box.commands.run(look)).stdout.split()[0] == "1"  # only the loopback
    finally:
        await box.kill()


async def test_a_box_sees_nothing_of_the_machine(
    box: AsyncSandbox, server: E2bServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MACHINE_SECRET", "do-not-tell")
    secret = server.folder / "secret"
    secret.write_text("do-not-tell")
    look = f"cat /proc/1/environ; env; cat {secret}; cat /etc/shadow; id; touch /usr/x /etc/x"
    with pytest.raises(CommandExitException) as told:
        await box.commands.run(look)
    assert "Read-only" in told.value.stderr
    assert "uid=1000" in told.value.stdout
    assert "do-not-tell" not in told.value.stdout


async def test_a_link_out_of_the_box_leads_nowhere(box: AsyncSandbox, server: E2bServer) -> None:
    secret = server.folder / "secret"
    secret.write_text("do-not-tell")
    await box.commands.run(f"ln -s {secret} /work/file; ln -s {server.folder} /work/folder")
    for path in ("/work/file", "/work/folder/secret"):
        with pytest.raises(Exception) as told:  # noqa: PT011 — whichever way it refuses
            await box.files.read(path)
        assert "do-not-tell" not in str(told.value)
    with pytest.raises(Exception):  # noqa: B017, PT011
        await box.files.write("/work/folder/new", "x")
    assert not (server.folder / "new").exists()


async def test_a_template_is_built_and_used(server: E2bServer, tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("pillow\n")
    template = (
        AsyncTemplate(file_context_path=tmp_path)
        .from_image("python:3.13")
        .copy("requirements.txt", "/tmp/")
        .run_cmd("echo hello")
    )
    logs: list[str] = []
    options: dict[str, Any] = {"api_key": "emulator", "api_url": server.base}
    assert not await AsyncTemplate.exists("of-a-test", **options)
    built = await AsyncTemplate.build(
        template, "of-a-test", cpu_count=4, memory_mb=2048,
        on_build_logs=lambda entry: logs.append(entry.message), **options,
    )  # fmt: skip
    assert any("echo hello" in line for line in logs)
    assert await AsyncTemplate.exists("of-a-test", **options)
    for name in ("of-a-test", built.template_id):
        box = await AsyncSandbox.create(name, timeout=60, **server.options())
        assert (await box.get_info()).cpu_count == 4
        await box.kill()


async def test_an_unknown_template_is_refused(server: E2bServer) -> None:
    with pytest.raises(SandboxException, match="404"):
        await AsyncSandbox.create("nobody-built-this", timeout=60, **server.options())


async def test_a_wrong_key_is_refused(server: E2bServer) -> None:
    with pytest.raises(AuthenticationException):
        await AsyncSandbox.create(timeout=60, **server.options(key="wrong"))


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("unauthorized", AuthenticationException),
        ("rate_limited", RateLimitException),
        ("busy", ServiceBusyException),
        ("server_error", SandboxException),
        ("forbidden", SandboxException),
        ("refuse", Exception),
    ],
)
async def test_faults_of_the_service(server: E2bServer, kind: str, error: type[Exception]) -> None:
    server.fault(kind, match="POST /v2/sandboxes", seconds=0)
    with pytest.raises(error):
        await AsyncSandbox.create(timeout=60, **server.options())
    assert server.ledger()[-1]["fault"] == kind
    assert server.boxes() == []


async def test_a_lost_answer_leaves_a_box_behind(server: E2bServer) -> None:
    server.fault("lost_answer", match="POST /v2/sandboxes")
    with pytest.raises(Exception):  # noqa: B017, PT011 — the connection broke
        await AsyncSandbox.create(timeout=60, metadata={"lost": "yes"}, **server.options())
    left = [one for one in server.boxes() if one["metadata"] == {"lost": "yes"}]
    assert len(left) == 1
    await AsyncSandbox.kill(left[0]["id"], **server.options())


async def test_a_box_can_be_taken_away_in_the_middle(box: AsyncSandbox, server: E2bServer) -> None:
    server.fault("gone", match="/process.Process/Start")
    with pytest.raises(SandboxNotRunningException):
        await box.commands.run("true")


async def test_the_same_key_of_a_creation_makes_one_box(server: E2bServer) -> None:
    made = [
        await AsyncSandbox.create(timeout=60, idempotency_key="of-one-wish", **server.options())
        for _ in range(2)
    ]
    assert made[0].sandbox_id == made[1].sandbox_id
    await made[0].kill()
