"""Where there are no boxes Koda says why, and what to do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from koda.adapters import open_sandboxes
from koda.core.errors import SandboxFailed, SandboxUnavailable
from koda.sandbox import local_missing
from koda.sandbox.auto import FirstSandboxes
from koda.sandbox.capped import CappedSandboxes
from koda.sandbox.limits import bytes_of, limits_of
from koda.sandbox.local import LocalSandboxes
from koda.sandbox.local_missing import missing_before, missing_from
from koda.sandbox.none import NoSandboxes
from koda.sandbox.port import Command, Limits, Missing, SandboxSpec
from koda.settings import read_settings
from tests.sandbox.conftest import SMALL

USERNS = "The box did not start: bwrap: setting up uid map: Permission denied."


@pytest.mark.parametrize(("platform", "word"), [("darwin", "macOS"), ("win32", "WSL 2")])
def test_other_systems_are_sent_to_docker(platform: str, word: str) -> None:
    missing = missing_before(platform, "")
    assert missing is not None
    assert word in missing.reason + missing.remedy
    assert "docker" in missing.remedy.lower()


def test_bubblewrap_is_named_when_it_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    missing = missing_before("linux", "")
    assert missing is not None
    assert "apt install bubblewrap" in missing.remedy


def test_a_chromium_that_is_not_there_is_named() -> None:
    missing = missing_before("linux", "/no/such/chromium")
    assert missing is not None
    assert "/no/such/chromium" in missing.reason
    assert "KODA_CHROMIUM" in missing.remedy


@pytest.mark.parametrize(
    ("file", "value", "word"),
    [
        ("apparmor_restrict_unprivileged_userns", "1", "/etc/apparmor.d/bwrap"),
        ("unprivileged_userns_clone", "0", "sysctl kernel.unprivileged_userns_clone=1"),
        ("none", "", "--security-opt"),
    ],
)
def test_what_forbids_spaces_of_users_is_named(
    monkeypatch: pytest.MonkeyPatch, file: str, value: str, word: str
) -> None:
    def told(path: str) -> str:
        return value if path.endswith(file) else ""

    monkeypatch.setattr(local_missing, "text_of", told)
    assert word in missing_from(SandboxFailed(USERNS)).remedy


def test_a_bubblewrap_that_is_too_old_is_named() -> None:
    assert "0.8" in missing_from(SandboxFailed("bwrap: Unknown option --size")).remedy


async def test_no_boxes_say_why(tmp_path: Path) -> None:
    nothing = NoSandboxes(Missing("They are switched off.", "Switch them on."))
    elsewhere = LocalSandboxes(folder=tmp_path, chromium="/no/such/chromium")
    both = FirstSandboxes([nothing, elsewhere])
    with pytest.raises(SandboxUnavailable, match=r"switched off.*no/such/chromium") as raised:
        await both.create(SandboxSpec("test"))
    assert "Switch them on" in raised.value.remedy
    assert both.name == "none"
    assert await both.sweep() == 0


def test_sizes_are_written_as_docker_writes_them() -> None:
    assert [bytes_of(size) for size in ("512m", "2g", "1GB")] == [2**29, 2**31, 2**30]
    limits = limits_of(read_settings(sandbox_memory="1g", sandbox_disk="64m", sandbox_cpus=1.5))
    assert (limits.memory, limits.disk, limits.cpus) == (2**30, 2**26, 1.5)


async def test_no_box_gets_more_than_the_settings_allow(local: LocalSandboxes) -> None:
    capped = CappedSandboxes(local, replace(SMALL, disk=8 * 1024**2))
    box = await capped.create(SandboxSpec("greedy", Limits()))
    ended = await box.run(Command(("stat", "-f", "-c", "%b %S", "/work")))
    blocks, size = map(int, ended.stdout.split())
    assert blocks * size == 6 * 1024**2
    assert capped.name == "local"
    assert [one.id for one in await capped.list()] == [(await capped.connect(box.id)).id]
    assert await capped.probe() is None
    assert await capped.sweep() == 0
    await capped.close()
    assert await capped.list() == []


def test_the_settings_choose_the_provider() -> None:
    for name in ("none", "local"):
        assert open_sandboxes(read_settings(sandbox_provider=name)).name == name
    assert open_sandboxes(read_settings(sandbox_provider="auto")).name == "none"
