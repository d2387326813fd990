"""Chunks: shared out, named by what they depend on."""

import subprocess
import sys
from itertools import chain

import pytest

from koda.animation.rendering.agent.shape import Shape
from koda.animation.rendering.chunks import groups_of, shelf_for
from koda.animation.rendering.inputs import program_files
from tests.animation.rendering.conftest import project_of

SHAPE = Shape(64, 36, 30)


@pytest.mark.parametrize("most", [1, 2, 3, 8])
def test_chunks_are_shared_out_whole_and_in_order(most: int) -> None:
    spans = shelf_for(301, "h264", SHAPE, ("a",)).spans()
    assert spans[0] == (0, 60)
    assert spans[-1] == (300, 301)
    groups = groups_of(spans, most)
    assert list(chain(*groups)) == spans
    assert len(groups) == min(most, 6)
    assert max(map(len, groups)) - min(map(len, groups)) <= 1
    assert groups_of([], most) == []


def test_a_chunk_that_was_begun_twice_is_drawn_in_ever_smaller_parts() -> None:
    shelf = shelf_for(130, "h264", SHAPE, ("a",))
    done = {shelf.name((60, 120))}
    counts: list[int] = []
    for _ in range(8):
        there = shelf.holding(done)
        counts.append(there.missing()[0][1])
        done.add(there.mark(there.missing()[0]))
    assert counts == [60, 60, 15, 15, 4, 4, 1, 1]
    spans = shelf.holding(done).spans()
    assert spans[:5] == [(0, 1), (1, 2), (2, 3), (3, 4), (4, 8)]
    assert spans[-2:] == [(60, 120), (120, 130)]
    assert [begin for begin, _ in spans[1:]] == [end for _, end in spans[:-1]]


def test_a_chunk_that_is_there_after_all_is_taken_whole() -> None:
    shelf = shelf_for(60, "h264", SHAPE, ("a",))
    done = set[str]()
    for _ in range(2):
        done.add(shelf.holding(done).mark((0, 60)))
    assert len(shelf.holding(done).spans()) == 4
    done.add(shelf.name((0, 60)))
    assert shelf.holding(done).spans() == [(0, 60)]


def test_what_frames_depend_on_is_in_the_films_name() -> None:
    films = {
        shelf_for(90, "h264", SHAPE, ("a", "b")).film,
        shelf_for(90, "vp9", SHAPE, ("a", "b")).film,
        shelf_for(91, "h264", SHAPE, ("a", "b")).film,
        shelf_for(90, "h264", Shape(66, 36, 30), ("a", "b")).film,
        shelf_for(90, "h264", Shape(64, 36, 24), ("a", "b")).film,
        shelf_for(90, "h264", SHAPE, ("a", "c")).film,
        shelf_for(90, "h264", SHAPE, ("c", "b")).film,
    }
    assert len(films) == 7


def test_the_program_for_the_box_imports_nothing_of_koda() -> None:
    """It runs where Koda is not installed: whatever it imports of Koda is in what is sent."""
    files = {name: text for name, text in program_files().items() if name.endswith(".py")}
    sent = {name.removesuffix(".py").replace("/", ".") for name in files}
    lines = b"\n".join(files.values()).decode().splitlines()
    imported = {line.split()[1] for line in lines if line.startswith(("from koda", "import koda"))}
    assert imported
    assert imported <= sent


def test_two_versions_of_a_project_share_no_chunk() -> None:
    assert project_of("return 1").id != project_of("return 2").id


_WITHOUT = """
import sys
for one in ("av", "numpy", "skia"):
    sys.modules[one] = None
import koda.animation.engines.remotion.engine
import koda.animation.engines.theatre.engine
import koda.animation.filming
import koda.animation.rendering.stage_drawing
"""


def test_a_stage_is_drawn_by_a_server_without_codecs_and_numbers() -> None:
    """As Vercel's function is: what needs them runs in the box."""
    subprocess.run([sys.executable, "-c", _WITHOUT], check=True)
