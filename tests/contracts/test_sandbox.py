"""What every provider of boxes promises, in the order of the port's sentences."""

from __future__ import annotations

import asyncio
import hashlib
import os
import sys
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Literal

import pytest

from koda.core.errors import KodaError, NotFound, SandboxFailed, SandboxGone, TooLarge
from koda.sandbox.port import (
    BoxFile,
    Command,
    Ended,
    Limits,
    Sandbox,
    Sandboxes,
    SandboxId,
    SandboxSpec,
)
from tests.contracts.boxes import Koda, koda_with, skip_without

MIB = 1024**2
LIMITS = Limits(
    memory=400 * MIB, processes=64, cpus=1.0, disk=64 * MIB, seconds=170, output=64 * 1024
)
PATH = {"PATH": "/usr/local/bin:/usr/bin:/bin"}


@pytest.fixture(scope="module", params=["local", "docker", "e2b"])
def koda(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Koda]:
    with koda_with(request.param, tmp_path_factory.mktemp("koda")) as made:
        yield made


@pytest.fixture
async def boxes(koda: Koda) -> AsyncIterator[Sandboxes]:
    await skip_without(koda)
    opened = koda.open()
    yield opened
    await opened.close()


@pytest.fixture
async def box(boxes: Sandboxes) -> Sandbox:
    return await boxes.create(SandboxSpec("test", LIMITS))


async def sh(box: Sandbox, line: str, *arguments: str, seconds: float = 30.0) -> Ended:
    """Run a line that this file wrote; what varies comes as arguments."""
    return await box.run(Command(("sh", "-c", line, "sh", *arguments), "/work", PATH, b"", seconds))


async def python(box: Sandbox, program: str, *, seconds: float = 60.0) -> Ended:
    return await box.run(Command((box.tools.python, "-c", program), "/work", PATH, b"", seconds))


# a box


async def test_a_new_box_has_an_empty_folder_and_no_network(box: Sandbox) -> None:
    assert await box.list() == []
    said = await python(
        box,
        "import os, socket\n"
        "print(sorted(name for name in os.listdir('/sys/class/net') if name != 'lo'\n"
        "             and open(f'/sys/class/net/{name}/flags').read().strip() != '0x80')\n"
        "      if os.path.isdir('/sys/class/net') else [])\n"
        "s = socket.socket()\n"
        "s.settimeout(3)\n"
        "try:\n s.connect(('1.1.1.1', 80)); print('connected')\n"
        "except OSError as error: print(type(error).__name__)\n",
    )
    assert said.code == 0, said.stderr
    assert b"connected" not in said.stdout


async def test_its_tools_are_where_it_says(box: Sandbox) -> None:
    said = await python(box, "import av, PIL, sys; print(sys.version_info >= (3, 11))")
    assert (said.code, said.stdout) == (0, b"True\n"), said.stderr
    assert box.tools.python.startswith("/")
    if box.tools.chromium:  # a machine that tests without one has none to show
        assert (await sh(box, 'test -x "$1"', box.tools.chromium)).code == 0


async def test_only_its_folders_can_be_written(box: Sandbox) -> None:
    tried = await sh(
        box, "for d in / /etc /usr /var /root; do touch $d/x 2>/dev/null && echo $d; done"
    )
    assert tried.stdout == b""
    assert (await sh(box, "touch /work/x /tmp/x && echo both")).stdout == b"both\n"


async def test_nobody_in_it_has_rights(box: Sandbox) -> None:
    said = await sh(
        box, "id -u; grep -E 'CapEff|CapPrm|CapBnd|NoNewPrivs|Seccomp:' /proc/self/status"
    )
    facts = dict(line.split(":\t") for line in said.stdout.decode().splitlines()[1:])
    assert said.stdout.split()[0] != b"0"
    assert int(facts["CapEff"], 16) == 0
    assert facts["NoNewPrivs"] == "1"
    assert facts["Seccomp"] == "2"


# run


async def test_a_command_says_how_it_ended(box: Sandbox) -> None:
    ended = await sh(box, "echo out; echo err >&2; exit 7")
    assert ended == Ended(7, b"out\n", b"err\n")


async def test_the_words_of_a_command_reach_it_as_they_are(box: Sandbox) -> None:
    words = ["", "a b", "$HOME", "`id`", "; exit 3", "'\"", "ü€😀", "-n", "*", "\n"]
    ended = await box.run(
        Command((box.tools.python, "-c", "import sys; print(ascii(sys.argv[1:]))", *words))
    )
    assert ended.stdout.decode().strip() == ascii(words)


async def test_nothing_of_the_environment_is_inherited(
    box: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KODA_TEST_SECRET", "of the machine")
    given = {"A": "1", "Ü": "x=y\n z"}
    ended = await box.run(
        Command(
            (box.tools.python, "-c", "import os; print(ascii(dict(os.environ)))"), "/work", given
        )
    )
    seen = ended.stdout.decode()
    found = {**eval(seen)}
    found.pop("LC_CTYPE", None)  # Python's own, where the locale is C
    assert found == given


async def test_stdin_is_bytes_and_ends(box: Sandbox) -> None:
    given = bytes(range(256)) * 4_000
    program = "import sys, hashlib; print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest())"
    ended = await box.run(Command((box.tools.python, "-c", program), "/work", {}, given))
    assert ended.stdout.decode().strip() == hashlib.sha256(given).hexdigest()
    assert (await box.run(Command(("cat",), "/work", PATH))).stdout == b""


async def test_output_is_bytes(box: Sandbox) -> None:
    ended = await python(box, "import sys; sys.stdout.buffer.write(bytes(range(256)) * 20)")
    assert ended.stdout == bytes(range(256)) * 20


async def test_a_command_runs_in_its_folder(box: Sandbox) -> None:
    await box.write("/work/deep/er/x", b"")
    ended = await box.run(Command(("pwd",), "/work/deep/er", PATH))
    assert ended.stdout == b"/work/deep/er\n"


@pytest.mark.parametrize("cwd", ["/", "/etc", "/work/../etc", "/work/none"])
async def test_a_folder_beyond_or_missing_is_refused(box: Sandbox, cwd: str) -> None:
    try:
        ended = await box.run(Command(("pwd",), cwd, PATH))
    except (SandboxFailed, NotFound):
        return
    assert ended.code != 0
    assert ended.stdout == b""


async def test_a_program_that_is_not_there_fails(box: Sandbox) -> None:
    try:
        ended = await box.run(Command(("/no/such/program",), "/work", PATH))
    except SandboxFailed:
        return
    assert ended.code != 0


async def test_past_its_time_a_command_and_its_children_are_killed(box: Sandbox) -> None:
    line = "sleep 300 & setsid sleep 301 & (sleep 302 &) ; echo begun; sleep 303"
    started = time.monotonic()
    ended = await sh(box, line, seconds=1.5)
    assert ended.killed_for == "time"
    assert ended.code < 0
    assert ended.stdout == b"begun\n"
    assert time.monotonic() - started < 60
    assert await sleepers(box) == b""


async def test_what_a_command_leaves_behind_ends_with_it(box: Sandbox) -> None:
    ended = await sh(box, "setsid sleep 300 >/dev/null 2>&1 & sleep 301 & echo done")
    assert (ended.code, ended.stdout) == (0, b"done\n")
    assert await sleepers(box) == b""


async def test_cancelling_kills(box: Sandbox) -> None:
    begun = asyncio.Event()
    line = "echo begun; sleep 300 & sleep 301"
    command = Command(("sh", "-c", line), "/work", PATH)
    task = asyncio.create_task(box.run(command, lambda _, __: begun.set()))
    await asyncio.wait_for(begun.wait(), 60)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await sleepers(box) == b""
    assert (await sh(box, "echo still here")).stdout == b"still here\n"


async def sleepers(box: Sandbox) -> bytes:
    """Look for programs that sleep for hundreds of seconds, anywhere in the box."""
    look = (
        "import os, time\n"
        "def found():\n"
        "  for pid in filter(str.isdigit, os.listdir('/proc')):\n"
        "    try: words = open(f'/proc/{pid}/cmdline', 'rb').read().split(b'\\0')\n"
        "    except OSError: continue\n"
        "    if words[0] == b'sleep' and words[1].startswith(b'30') and len(words[1]) == 3:\n"
        "      yield pid\n"
        "for _ in range(50):\n"
        "  if not list(found()): break\n"
        "  time.sleep(0.1)\n"
        "print(*found(), end='')\n"
    )
    return (await python(box, look)).stdout


async def test_several_commands_run_at_once(box: Sandbox) -> None:
    wait = "for i in $(seq 200); do test -e /work/$2 && exit 0; sleep 0.1; done; exit 1"
    line = f"touch /work/$1; {wait}"
    both = await asyncio.gather(sh(box, line, "a", "b"), sh(box, line, "b", "a"))
    assert [ended.code for ended in both] == [0, 0]


async def test_output_is_heard_as_it_comes_also_what_is_not_kept(box: Sandbox) -> None:
    heard: dict[str, int] = {"stdout": 0, "stderr": 0}
    first = asyncio.Event()

    def hear(stream: Literal["stdout", "stderr"], said: bytes) -> None:
        heard[stream] += len(said)
        first.set()

    line = (
        "echo early; while ! test -e /work/go; do sleep 0.05; done; "
        "head -c 3000000 /dev/zero; echo e >&2"
    )
    task = asyncio.create_task(box.run(Command(("sh", "-c", line), "/work", PATH), hear))
    await asyncio.wait_for(first.wait(), 60)
    await box.write("/work/go", b"")
    ended = await task
    assert heard == {"stdout": 3_000_006, "stderr": 2}
    assert len(ended.stdout) == LIMITS.output
    assert ended.stdout.startswith(b"early\n\0")
    assert ended.cut
    assert ended.stderr == b"e\n"


async def test_the_memory_of_a_box_is_limited(box: Sandbox) -> None:
    program = "held = []\nwhile True: held.append(bytearray(os.urandom(1)) * (8 << 20))\n"
    ended = await python(box, "import os\n" + program)
    assert ended.code != 0
    assert ended.killed_for in ("memory", None)
    assert ended.killed_for == "memory" or b"MemoryError" in ended.stderr
    assert (await sh(box, "echo still here")).stdout == b"still here\n"


async def test_the_processes_of_a_box_are_limited(box: Sandbox) -> None:
    program = (
        "import os, time\n"
        "count = 0\n"
        "try:\n"
        "  while count < 2000:\n"
        "    if os.fork() == 0:\n"
        "      time.sleep(30)\n"
        "      os._exit(0)\n"
        "    count += 1\n"
        "except OSError: pass\n"
        "print(count, flush=True)\n"
        "os._exit(0)\n"
    )
    ended = await python(box, program)
    assert ended.code == 0, ended
    assert 0 < int(ended.stdout) <= LIMITS.processes + 16
    assert (await sh(box, "echo still here")).stdout == b"still here\n"


async def test_one_file_cannot_be_larger_than_the_disk(box: Sandbox) -> None:
    ended = await sh(box, "head -c 200000000 /dev/zero > /work/large; stat -c %s /work/large")
    size = int(ended.stdout.split()[-1]) if ended.stdout else 0
    assert size <= LIMITS.disk


# files


@pytest.mark.parametrize("size", [0, 1, 5_000_000])
async def test_a_file_comes_back_as_it_was(box: Sandbox, tmp_path: Path, size: int) -> None:
    content = os.urandom(size)
    await box.write("/work/a/b/ü € 😀.bin", content)
    assert await box.read("/work/a/b/ü € 😀.bin", limit=size) == content
    source, target = tmp_path / "source", tmp_path / "target"
    source.write_bytes(content)
    await box.write("/work/from-file", source)
    await box.fetch("/work/from-file", target, limit=size)
    assert target.read_bytes() == content
    assert (
        await sh(box, "cmp /work/from-file '/work/a/b/ü € 😀.bin' && echo same")
    ).stdout == b"same\n"


async def test_writing_replaces_what_was_there(box: Sandbox) -> None:
    await box.write("/work/x", b"long before")
    await box.write("/work/x", b"after")
    assert await box.read("/work/x", limit=100) == b"after"


async def test_a_file_above_the_limit_stays_in_the_box(box: Sandbox, tmp_path: Path) -> None:
    await box.write("/work/x", b"12345")
    with pytest.raises(TooLarge):
        await box.read("/work/x", limit=4)
    with pytest.raises(TooLarge):
        await box.fetch("/work/x", tmp_path / "out", limit=4)
    assert not (tmp_path / "out").exists()


async def test_a_sparse_file_is_measured_before_it_is_sent(box: Sandbox) -> None:
    await sh(box, "truncate -s 50M /work/sparse")
    with pytest.raises(TooLarge):
        await box.read("/work/sparse", limit=1000)


@pytest.mark.parametrize(
    "make",
    [
        pytest.param("ln -s /etc/passwd /work/x", id="link"),
        pytest.param("ln -s /work/real /work/x; echo a > /work/real", id="link within"),
        pytest.param("mkfifo /work/x", id="pipe that nobody writes to"),
        pytest.param("mkdir /work/x", id="folder"),
        pytest.param("true", id="nothing"),
    ],
)
async def test_only_regular_files_come_out(box: Sandbox, tmp_path: Path, make: str) -> None:
    assert (await sh(box, make)).code == 0
    with pytest.raises(NotFound):
        await box.read("/work/x", limit=10_000)
    with pytest.raises(NotFound):
        await box.fetch("/work/x", tmp_path / "out", limit=10_000)
    assert not (tmp_path / "out").exists()


async def test_a_way_through_a_link_leads_nowhere(box: Sandbox) -> None:
    await sh(box, "ln -s /etc /work/folder; ln -s / /work/root; mkdir d; ln -s d l; echo a > d/x")
    for path in ("/work/folder/passwd", "/work/root/etc/passwd", "/work/l/x"):
        with pytest.raises(NotFound):
            await box.read(path, limit=10_000)
    for size in (1, 20 * MIB):  # so much that it is refused while it is still on its way
        with pytest.raises(SandboxFailed, match="cannot be written"):
            await box.write("/work/folder/x", bytes(size))


@pytest.mark.parametrize(
    "path",
    ["/etc/passwd", "/work/../etc/passwd", "/work/./x", "/work//x", "x", "", "/work", "/work/",
     "/workx/y", "/work/a/../../etc/passwd", "/proc/self/environ", "/work/\0x"],
)  # fmt: skip
async def test_a_path_that_leads_out_is_refused(box: Sandbox, path: str) -> None:
    await box.write("/work/x", b"x")
    with pytest.raises(NotFound):
        await box.read(path, limit=10_000)
    with pytest.raises(KodaError):
        await box.write(path, b"y")
    assert await box.read("/work/x", limit=10) == b"x"


async def test_a_list_has_everything_below_a_folder(box: Sandbox) -> None:
    await box.write("/work/a/b/ü.txt", b"123")
    await sh(box, "ln -s /etc /work/link; mkfifo /work/pipe")
    found = {one.path: one for one in await box.list()}
    assert found == {
        "/work/a": BoxFile("/work/a", "folder", 0),
        "/work/a/b": BoxFile("/work/a/b", "folder", 0),
        "/work/a/b/ü.txt": BoxFile("/work/a/b/ü.txt", "file", 3),
        "/work/link": BoxFile("/work/link", "other", found["/work/link"].size),
        "/work/pipe": BoxFile("/work/pipe", "other", found["/work/pipe"].size),
    }
    assert [one.path for one in await box.list("/work/a/b")] == ["/work/a/b/ü.txt"]


async def test_a_list_ends_at_ten_thousand(box: Sandbox) -> None:
    await python(box, "import os\nfor n in range(10_100): open(f'/work/{n}', 'w').close()")
    assert len(await box.list()) == 10_000


# its life


async def test_an_ended_box_is_gone_for_everything(boxes: Sandboxes, tmp_path: Path) -> None:
    box = await boxes.create(SandboxSpec("test", LIMITS))
    await box.kill()
    await box.kill()
    for call in (
        box.run(Command(("true",), "/work", PATH)),
        box.write("/work/x", b""),
        box.read("/work/x", limit=1),
        box.fetch("/work/x", tmp_path / "out", limit=1),
        box.list(),
        box.extend(10),
        boxes.connect(box.id),
    ):
        with pytest.raises(SandboxGone):
            await call
    assert box.id not in [one.id for one in await boxes.list()]


async def test_killing_a_box_ends_its_commands(boxes: Sandboxes) -> None:
    box = await boxes.create(SandboxSpec("test", LIMITS))
    begun = asyncio.Event()
    command = Command(("sh", "-c", "echo begun; sleep 300"), "/work", PATH)
    task = asyncio.create_task(box.run(command, lambda _, __: begun.set()))
    await asyncio.wait_for(begun.wait(), 60)
    await box.kill()
    try:
        ended = await asyncio.wait_for(task, 60)
    except SandboxGone:
        return
    assert ended.killed_for == "box"


async def test_a_box_ends_at_its_time(boxes: Sandboxes) -> None:
    limits = Limits(memory=LIMITS.memory, disk=LIMITS.disk, processes=64, seconds=4)
    box = await boxes.create(SandboxSpec("test", limits))
    try:
        ended = await asyncio.wait_for(sh(box, "sleep 300", seconds=100), 60)
    except SandboxGone:
        pass
    else:
        assert ended.killed_for == "box"
    with pytest.raises(SandboxGone):
        await box.list()


async def test_an_extended_box_lives_on(boxes: Sandboxes) -> None:
    limits = Limits(memory=LIMITS.memory, disk=LIMITS.disk, processes=64, seconds=6)
    box = await boxes.create(SandboxSpec("test", limits))
    await box.extend(120)
    entry = next(one for one in await boxes.list() if one.id == box.id)
    assert entry.ends_at - entry.created_at > 60_000
    assert (await sh(box, "sleep 8; echo alive")).stdout == b"alive\n"


async def test_the_list_shows_what_lives(boxes: Sandboxes) -> None:
    before = time.time_ns() // 1_000_000
    box = await boxes.create(SandboxSpec("stills", LIMITS, {"node": "ü 1"}))
    entry = next(one for one in await boxes.list() if one.id == box.id)
    assert (entry.purpose, dict(entry.labels)) == ("stills", {"node": "ü 1"})
    assert before - 2_000 <= entry.created_at <= time.time_ns() // 1_000_000 + 2_000
    assert abs(entry.ends_at - entry.created_at - LIMITS.seconds * 1000) < 30_000


async def test_another_process_takes_a_box_up(koda: Koda, boxes: Sandboxes) -> None:
    box = await boxes.create(SandboxSpec("test", LIMITS))
    await box.write("/work/kept", b"here")
    other = koda.open()
    try:
        assert box.id in [one.id for one in await other.list()]
        again = await other.connect(box.id)
        assert again.id == box.id
        assert again.tools == box.tools
        assert await again.read("/work/kept", limit=10) == b"here"
        assert (await sh(again, "cat kept")).stdout == b"here"
        await again.kill()
        with pytest.raises(SandboxGone):
            await box.list()
    finally:
        await other.close()


async def test_who_only_took_a_box_up_does_not_end_it(koda: Koda, boxes: Sandboxes) -> None:
    box = await boxes.create(SandboxSpec("test", LIMITS))
    other = koda.open()
    await other.connect(box.id)
    await other.close()
    assert (await sh(box, "echo alive")).stdout == b"alive\n"


@pytest.mark.parametrize("name", ["nothing", "", "../../etc", "x" * 500, "ü", "a b"])
async def test_a_box_that_never_was_is_gone(boxes: Sandboxes, name: str) -> None:
    with pytest.raises(SandboxGone):
        await boxes.connect(SandboxId(name))


async def test_a_sweep_leaves_what_is_in_use(koda: Koda, boxes: Sandboxes) -> None:
    await boxes.sweep()
    box = await boxes.create(SandboxSpec("test", LIMITS))
    other = koda.open()
    assert await other.sweep() == 0
    await other.close()
    assert (await sh(box, "echo alive")).stdout == b"alive\n"


_MAKE = """
import asyncio, os, sys
from koda.sandbox.port import Limits, SandboxSpec
async def main():
    box = await boxes.create(SandboxSpec("left", Limits(seconds=170)))
    print(box.id, flush=True)
    await asyncio.sleep(100)
asyncio.run(main())
"""


async def test_a_sweep_ends_what_a_killed_process_left(koda: Koda, boxes: Sandboxes) -> None:
    kept = await boxes.create(SandboxSpec("test", LIMITS))
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", koda.source + _MAKE, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    left = (await process.stdout.readline()).decode().strip()
    assert left
    process.kill()
    await process.wait()
    await boxes.sweep()
    assert left not in [one.id for one in await boxes.list()]
    with pytest.raises(SandboxGone):
        await boxes.connect(SandboxId(left))
    assert (await sh(kept, "echo alive")).stdout == b"alive\n"


async def test_closing_ends_the_boxes_that_were_made(koda: Koda, boxes: Sandboxes) -> None:
    other = koda.open()
    made = [await other.create(SandboxSpec("test", LIMITS)) for _ in range(2)]
    await other.close()
    left = [one.id for one in await boxes.list()]
    assert not {one.id for one in made} & set(left)
