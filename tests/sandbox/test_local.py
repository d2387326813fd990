"""The local boxes: what only they promise; what all boxes do is in `tests/contracts`."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from koda.core.errors import SandboxGone
from koda.sandbox.local import LocalSandboxes
from koda.sandbox.local_line import Guards
from koda.sandbox.port import Command, Limits, Sandbox, SandboxSpec
from koda.sandbox.registry import Process, Registry, began_at
from tests.sandbox.conftest import SMALL

_OWNER = """
import asyncio, sys
from pathlib import Path
from koda.sandbox.local import LocalSandboxes
from koda.sandbox.port import Command, Limits, SandboxSpec

async def main():
    boxes = LocalSandboxes(folder=Path(sys.argv[1]))
    box = await boxes.create(SandboxSpec("owned", Limits(seconds=100)))
    await box.write("/work/x", b"from the owner")
    print(box.id, flush=True)
    await box.run(Command((box.tools.python, "-c", "import time; time.sleep(90)")))

asyncio.run(main())
"""


async def test_a_box_runs_python_with_the_libraries_that_draw(box: Sandbox) -> None:
    ended = await box.run(Command((box.tools.python, "-c", "import av, PIL; print(av.codec)")))
    assert (ended.code, ended.stderr) == (0, b"")


async def test_a_box_opens_a_page_in_chromium_without_network(local: LocalSandboxes) -> None:
    box = await local.create(SandboxSpec("page", Limits(seconds=120)))
    await box.write("/work/page.html", b"<body><script>document.write(6 * 7)</script>")
    flags = ("--headless", "--no-sandbox", "--disable-gpu", "--dump-dom")
    ended = await box.run(
        Command(
            (box.tools.chromium, *flags, "file:///work/page.html"), environment={"HOME": "/tmp"}
        )
    )
    assert b">42" in ended.stdout.replace(b"</script>", b">"), ended


async def test_without_groups_the_keeper_counts_memory(tmp_path: Path, box: Sandbox) -> None:
    await box.kill()
    boxes = LocalSandboxes(folder=tmp_path / "others", guards=Guards(groups=False))
    alone = await boxes.create(SandboxSpec("alone", replace(SMALL, memory=192 * 1024**2)))
    await alone.write("/work/bombs.py", Path(__file__).parent / "probes" / "bombs.py")
    ended = await alone.run(Command((box.tools.python, "/work/bombs.py", "memory_of_many", "640")))
    assert ended.killed_for == "memory", ended
    assert (await alone.run(Command(("true",)))).code == 0
    await boxes.close()


async def test_a_box_has_no_rights_and_no_way_to_get_any(box: Sandbox) -> None:
    ended = await box.run(Command(("grep", "-E", "^(NoNewPrivs|Seccomp|CapEff)", "/proc/1/status")))
    told = dict(line.split(":\t") for line in ended.stdout.decode().splitlines())
    assert told["NoNewPrivs"] == "1"
    assert told["Seccomp"] == "2"
    assert int(told["CapEff"], 16) == 0


async def test_every_place_of_a_box_is_without_devices_and_set_user_ids(box: Sandbox) -> None:
    ended = await box.run(Command(("cat", "/proc/self/mountinfo")))
    for line in ended.stdout.decode().splitlines():
        options = line.split()[5].split(",")
        assert "nosuid" in options, line
        assert "nodev" in options or line.split()[4].startswith(("/dev/", "/proc")), line


async def test_a_program_inherits_no_file_but_its_three(box: Sandbox) -> None:
    program = "import os; print([n for n in os.listdir('/proc/self/fd') if int(n) > 3])"
    ended = await box.run(Command((box.tools.python, "-c", program)))
    assert ended.stdout == b"[]\n"


async def test_open_files_are_limited(box: Sandbox) -> None:
    await box.write("/work/bombs.py", Path(__file__).parent / "probes" / "bombs.py")
    ended = await box.run(Command((box.tools.python, "/work/bombs.py", "open_files", "100000")))
    assert int(ended.stdout.split()[-1]) <= 4096


@pytest.mark.skipif(os.geteuid() != 0, reason="the server is not root here")
async def test_no_process_of_a_box_is_root_where_the_server_is(
    local: LocalSandboxes, box: Sandbox, tmp_path: Path
) -> None:
    record = Registry(tmp_path / "boxes").find(box.id)
    assert record is not None
    status = Path(f"/proc/{record.first.pid}/status").read_text()
    users = next(line for line in status.splitlines() if line.startswith("Uid:"))
    assert all(int(user) > 1_000_000 for user in users.split()[1:]), users


async def test_another_process_takes_up_a_box_and_the_box_dies_with_its_owner(
    local: LocalSandboxes, tmp_path: Path
) -> None:
    folder = tmp_path / "boxes"
    owner = subprocess.Popen([sys.executable, "-c", _OWNER, folder], stdout=subprocess.PIPE)
    assert owner.stdout is not None
    box = await local.connect((await asyncio.to_thread(owner.stdout.readline)).decode().strip())  # type: ignore[arg-type]
    assert await box.read("/work/x", limit=100) == b"from the owner"
    record = Registry(folder).find(box.id)
    assert record is not None
    owner.send_signal(signal.SIGKILL)
    owner.wait()
    owner.stdout.close()
    for _ in range(500):
        if not record.first.lives:
            break
        await asyncio.sleep(0.02)
    assert not record.first.lives
    with pytest.raises(SandboxGone):
        await box.read("/work/x", limit=100)
    assert await local.list() == []
    assert await local.sweep() == 1
    assert list(folder.iterdir()) == []
    assert not [group for group in record.groups if Path(group).exists()]


async def test_a_sweep_leaves_boxes_that_live(local: LocalSandboxes, box: Sandbox) -> None:
    assert await local.sweep() == 0
    assert (await box.run(Command(("true",)))).code == 0


async def test_a_number_given_to_another_process_is_not_killed(
    local: LocalSandboxes, box: Sandbox, tmp_path: Path
) -> None:
    registry = Registry(tmp_path / "boxes")
    record = registry.find(box.id)
    assert record is not None
    bystander = subprocess.Popen(["sleep", "60"])
    recycled = Process(bystander.pid, (began_at(bystander.pid) or 0) - 1)
    registry.place("box_0123456789abcdef")
    registry.put(replace(record, id="box_0123456789abcdef", first=recycled, groups=[]))
    assert await local.sweep() == 1
    assert bystander.poll() is None
    bystander.kill()
    bystander.wait()


async def test_giving_up_while_a_box_starts_leaves_nothing(
    local: LocalSandboxes, tmp_path: Path
) -> None:
    before = _bubblewraps()
    for number in range(8):
        making = asyncio.create_task(local.create(SandboxSpec("early", SMALL)))
        await asyncio.sleep(0.02 * number)
        making.cancel()
        await asyncio.gather(making, return_exceptions=True)
    await local.close()
    for _ in range(200):
        if _bubblewraps() <= before:
            break
        await asyncio.sleep(0.02)
    assert _bubblewraps() <= before
    assert list((tmp_path / "boxes").iterdir()) == []


async def test_half_a_record_is_no_box(local: LocalSandboxes, tmp_path: Path) -> None:
    place = Registry(tmp_path / "boxes").place("box_half")
    (place / "box.json").write_text('{"id": "box_ha')
    assert await local.list() == []
    for wanted in ("box_half", "box_none", "../boxes", "box_../x", ""):
        with pytest.raises(SandboxGone):
            await local.connect(wanted)  # type: ignore[arg-type]


def _bubblewraps() -> set[str]:
    """Find the first processes of boxes made by this test process or its children."""
    found = set[str]()
    for place in Path("/proc").iterdir():
        if place.name.isdigit():
            try:
                line = (place / "cmdline").read_bytes()
                parent = (place / "stat").read_text().rpartition(")")[2].split()[1]
            except (OSError, UnicodeDecodeError):
                continue
            if line.startswith(b"/usr/bin/bwrap") and parent == str(os.getpid()):
                found.add(place.name)
    return found


async def test_the_end_of_a_box_can_be_brought_nearer(local: LocalSandboxes, box: Sandbox) -> None:
    going = asyncio.create_task(box.run(Command(("sleep", "60"))))
    await box.extend(0.5)
    assert (await going).killed_for == "box"
    assert await local.list() == []


async def test_a_box_that_is_full_of_processes_is_still_read(box: Sandbox) -> None:
    program = (
        "import os, time\n"
        "try:\n"
        "    while True:\n"
        "        if os.fork() == 0: time.sleep(60)\n"
        "except OSError: open('/work/full', 'w').write('yes')\n"
        "time.sleep(60)\n"
    )
    going = asyncio.create_task(box.run(Command((box.tools.python, "-c", program))))
    while "/work/full" not in [file.path for file in await box.list()]:
        await asyncio.sleep(0.05)
    assert await box.read("/work/full", limit=10) == b"yes"
    going.cancel()
    await asyncio.gather(going, return_exceptions=True)
    assert (await box.run(Command(("true",)))).code == 0
