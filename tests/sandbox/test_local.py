"""The local boxes: what only they promise; what all boxes do is in `tests/contracts`."""

from __future__ import annotations

from koda.sandbox.local import LocalSandboxes
from koda.sandbox.port import Command, Limits, Sandbox, SandboxSpec


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
    assert b"42" in ended.stdout, ended


async def test_what_was_written_is_read_in_another_command(box: Sandbox) -> None:
    await box.write("/work/in/a.bin", bytes(range(256)) * 4096)
    program = "open('/work/out', 'wb').write(open('/work/in/a.bin', 'rb').read()[::-1])"
    await box.run(Command((box.tools.python, "-c", program)))
    assert await box.read("/work/out", limit=2**21) == (bytes(range(256)) * 4096)[::-1]
