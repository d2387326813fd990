"""Films are joined in boxes; what a box says and hands out is not believed."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from koda.animation.rendering import joining
from koda.animation.rendering.joining import join_in_box
from koda.core.errors import RenderFailed, SandboxFailed, TooLarge
from koda.media.reading import facts_of
from koda.sandbox.local import LocalSandboxes
from tests.animation.rendering.test_joining import SHAPE, chunks_of, reds


async def test_a_box_joins_what_it_is_given(boxes: LocalSandboxes, tmp_path: Path) -> None:
    target = tmp_path / "film.mp4"
    await join_in_box(boxes, chunks_of(tmp_path, "mp4"), target, "mp4", SHAPE, [])
    facts = facts_of(target)
    assert (facts.width, facts.height) == (192, 128)
    assert abs(facts.seconds - 46 / 30) < 0.01
    assert len(reds(target)) == 46
    assert await boxes.list() == []


async def test_a_damaged_chunk_is_told_by_the_box(boxes: LocalSandboxes, tmp_path: Path) -> None:
    chunks = chunks_of(tmp_path, "mp4")
    damaged = Path(chunks[1].path)
    damaged.write_bytes(damaged.read_bytes()[:200])
    with pytest.raises(RenderFailed, match="chunk-00020"):
        await join_in_box(boxes, chunks, tmp_path / "film.mp4", "mp4", SHAPE, [])
    assert not (tmp_path / "film.mp4").exists()


async def test_a_sound_that_is_none_is_told_by_its_name(
    boxes: LocalSandboxes, tmp_path: Path
) -> None:
    sound = tmp_path / "song.m4a"
    sound.write_bytes(b"no sound")
    chunks = chunks_of(tmp_path, "mp4")
    with pytest.raises(RenderFailed, match=r"song\.m4a"):
        await join_in_box(boxes, chunks, tmp_path / "film.mp4", "mp4", SHAPE, [sound])


@pytest.mark.parametrize(
    ("lie", "code"),
    [
        ('print(\'{"is": "end"}\')', SandboxFailed),
        ("open('made', 'w').write('<html>'); print('{\"is\": \"end\"}')", SandboxFailed),
        ("print('[1]')", SandboxFailed),
        ("print('{\"is\": 7}')", SandboxFailed),
        ("print('no word of ours')", SandboxFailed),
        ("import sys; sys.exit(9)", SandboxFailed),
        ('print(\'{"is": "too-much"}\')', TooLarge),
        ('print(\'{"is": "refused"}\')', RenderFailed),
    ],
)
async def test_a_box_that_lies_makes_no_film(
    boxes: LocalSandboxes,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    lie: str,
    code: type[Exception],
) -> None:
    """As if a chunk had taken over the program that reads it."""

    def taken_over(target: Path) -> None:
        pack(target, lie)

    monkeypatch.setattr(joining, "pack_program", taken_over)
    target = tmp_path / "film.mp4"
    with pytest.raises(code):
        await join_in_box(boxes, chunks_of(tmp_path, "mp4"), target, "mp4", SHAPE, [])
    assert not target.exists()
    assert await boxes.list() == []


def pack(target: Path, text: str) -> None:
    """Write an archive whose program is this text."""
    parts = ["koda", "animation", "rendering", "agent"]
    with zipfile.ZipFile(target, "w") as file:
        for depth in range(1, len(parts) + 1):
            file.writestr("/".join((*parts[:depth], "__init__.py")), "")
        file.writestr("/".join((*parts, "finishing.py")), text)
