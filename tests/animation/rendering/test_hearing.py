"""What a box says and hands out is hostile: it is taken by its shape, or not at all."""

import json
from pathlib import Path

import numpy as np
import pytest

from koda.animation.rendering.agent.shape import Shape
from koda.animation.rendering.encoding import png_of
from koda.animation.rendering.hearing import Hearing
from koda.animation.rendering.taking import looks_of, picture_of
from koda.core.errors import NotFound, TooLarge
from tests.animation.rendering.conftest import plan_of


def heard(*lines: object) -> tuple[Hearing, list[int]]:
    frames: list[int] = []
    hearing = Hearing(plan_of(), frames.append)
    content = b"".join(
        line if isinstance(line, bytes) else json.dumps(line).encode() + b"\n" for line in lines
    )
    step = 7 if len(content) < 10_000 else 5_003
    for place in range(0, len(content), step):
        hearing.hear("stdout", content[place : place + step])
    return hearing, frames


def test_lines_are_heard_however_they_are_cut() -> None:
    hearing, frames = heard(
        {"is": "frame", "frame": 3}, {"is": "chunk", "begin": 0, "end": 60}, {"is": "end"}
    )
    assert frames == [3]
    assert hearing.chunks.get_nowait() == (0, 60)
    assert hearing.is_whole


def test_a_fault_has_the_scene_of_its_frame() -> None:
    hearing, _ = heard(
        {"is": "fault", "code": "runtime", "message": "no", "file": "a.tsx", "line": 4, "frame": 61}
    )
    fault = hearing.faults[0]
    assert (fault.scene, fault.frame, fault.file, fault.line) == (3, 61, "a.tsx", 4)
    assert fault.is_sure


def test_nonsense_is_passed_over() -> None:
    hearing, frames = heard(
        b"\xff\x00 no json\n",
        b"[1, 2]\n",
        b'{"is": "frame", "frame": "7"}\n',
        b'{"is": 4}\n',
        b"x" * 300_000,
        b"\n",
        {"is": "fault", "code": ["x"], "message": {"a": 1}, "line": -5, "frame": "x"},
        {"is": "frame", "frame": 9},
    )
    assert frames == [9]
    assert [(one.code, one.line, one.frame) for one in hearing.faults] == [("runtime", None, None)]


def test_faults_and_their_words_are_bounded() -> None:
    line = {"is": "fault", "code": "runtime", "message": "m" * 50_000}
    hearing, _ = heard(*[line] * 300)
    assert len(hearing.faults) == 200
    assert len(hearing.faults[0].message) == 2_000


class Folder:
    """The files of a box, as `Sandbox.read` gives them."""

    def __init__(self, **files: bytes) -> None:
        self.files = files

    async def read(self, path: str, *, limit: int) -> bytes:
        content = self.files.get(Path(path).stem.replace("-", "_"))
        if content is None:
            raise NotFound("no such file")
        if len(content) > limit:
            raise TooLarge("too large")
        return content


SHAPE = Shape(64, 36, 30)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a" + bytes(100),
        png_of(np.zeros((36, 65, 3), np.uint8)),
        png_of(np.zeros((36, 64, 3), np.uint8)) + bytes(10_000_000),
    ],
    ids=["empty", "another type", "another size", "too many bytes"],
)
async def test_a_still_that_is_not_what_it_should_be_is_none(content: bytes) -> None:
    box = Folder(still_00003=content)
    assert await picture_of(box, 3, SHAPE) is None  # type: ignore[arg-type]


async def test_a_still_is_taken_out() -> None:
    content = png_of(np.zeros((36, 64, 3), np.uint8))
    assert await picture_of(Folder(still_00003=content), 3, SHAPE) == content  # type: ignore[arg-type]
    assert await picture_of(Folder(), 3, SHAPE) is None  # type: ignore[arg-type]


async def test_facts_that_are_none_are_left_out() -> None:
    box = Folder(
        look_00001=b'{"texts": [{"text": "Hi", "x": 1, "y": 2, "width": 3, "height": 4}]}',
        look_00002=b'{"texts": 7}',
        look_00003=b"\xff",
        look_00004=json.dumps({"media": ["a"] * 1000}).encode(),
    )
    seen = await looks_of(box, [0, 1, 2, 3, 4])  # type: ignore[arg-type]
    assert list(seen) == [1]
    assert seen[1].texts[0].text == "Hi"
