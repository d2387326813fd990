"""Motion documents are read, or refused with the path and line of what is wrong."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koda.animation.engine import Fault
from koda.animation.engines.python.cost import MOST_LAYERS, MOST_PARTICLES
from koda.animation.engines.python.document import Document
from koda.animation.engines.python.engine import PythonEngine
from koda.animation.engines.python.reading import read
from koda.animation.engines.python.values import MOST_KEYS
from koda.animation.project import MOST_FILE_LETTERS
from tests.animation.python_engine.small import document_of, project_of


def faults(document: object, media: dict[str, str] | None = None) -> list[Fault]:
    text = document if isinstance(document, str) else json.dumps(document, indent=1)
    found = read(text, media or {}, [1])
    return found if isinstance(found, list) else []


def scene(*layers: dict[str, Any]) -> dict[str, Any]:
    return {"scenes": [{"number": 1, "layers": list(layers)}]}


def test_a_document_is_written_as_it_was_read() -> None:
    layer = {"type": "text", "text": "Hi", "x": [[0, 1], [1, 5, "spring"]], "from": 0.5}
    document = document_of([layer])

    written = document.model_dump_json(by_alias=True, exclude_defaults=True)

    assert Document.model_validate_json(written) == document


@pytest.mark.parametrize(
    ("layer", "path", "words"),
    [
        ({"type": "text", "text": "a", "foo": 1}, "scenes[0].layers[0].foo", "no such field"),
        ({"type": "text"}, "scenes[0].layers[0].text", "missing"),
        ({"text": "a"}, "scenes[0].layers[0]", "needs a `type`"),
        ({"type": "shape", "x": "left"}, "scenes[0].layers[0].x", "no number"),
        ({"type": "shape", "x": [[0, 1, "sprng"]]}, "scenes[0].layers[0].x", "no ease 'sprng'"),
        ({"type": "shape", "x": [[1, 1], [0, 2]]}, "scenes[0].layers[0].x", "must rise"),
        ({"type": "shape", "x": [[0, 1]] * 80}, "scenes[0].layers[0].x", f"1 to {MOST_KEYS}"),
        ({"type": "shape", "blur": 9_000}, "scenes[0].layers[0].blur", "between 0 and 120"),
        ({"type": "shape", "fill": "reddish"}, "scenes[0].layers[0].fill", "no color"),
        ({"type": "shape", "path": "L 1 2"}, "scenes[0].layers[0].path", "begin with M"),
        ({"type": "shape", "path": "M0 0"}, "scenes[0].layers[0].path", "nothing is drawn"),
    ],
)
def test_what_is_wrong_is_told_with_its_path(layer: dict[str, Any], path: str, words: str) -> None:
    found = faults(scene(layer))

    assert any(one.message.startswith(f"{path}:") and words in one.message for one in found), found
    assert all(one.file == "scene.json" and one.code in ("compile", "size") for one in found)


def test_a_fault_names_the_line_on_which_the_value_stands() -> None:
    text = json.dumps(scene({"type": "shape"}, {"type": "shape", "x": "left"}), indent=1)
    line = next(n for n, row in enumerate(text.splitlines(), 1) if '"left"' in row)

    assert [one.line for one in faults(text)] == [line]


def test_text_that_is_no_json_is_told_with_line_and_column() -> None:
    (found,) = faults('{\n "scenes": [}')

    assert (found.line, found.column) == (2, 13)


def test_media_must_be_in_the_project_and_of_their_kind() -> None:
    layers = scene({"type": "image", "media": "a.png"}, {"type": "film", "media": "b.png"})

    found = faults(layers, {"b.png": "image"})

    assert [one.code for one in found] == ["missing_media", "missing_media"]


def test_every_scene_of_the_plan_is_drawn_once_and_no_other() -> None:
    double = {"scenes": [{"number": 1}, {"number": 1}, {"number": 3}]}

    messages = [one.message for one in faults(double)]

    assert messages == [
        "scenes[1].number: scene 1 is there twice",
        "scenes[2].number: the plan has no scene 3",
    ]


def test_media_that_are_never_shown_are_a_warning() -> None:
    from tests.animation.engines.films import pictures

    project = project_of([{"number": 1, "layers": []}], media=pictures(1))

    (found,) = PythonEngine().check(project)

    assert (found.code, found.is_sure) == ("missing_media", False)


@pytest.mark.parametrize(
    "hostile",
    [
        "[" * 100_000,
        '{"scenes":' + "[" * 50 + "]" * 50 + "}",
        "x" * (MOST_FILE_LETTERS + 1),
        '{"scenes": [{"number": 1, "layers": [{"type": "shape", "x": NaN}]}]}',
        '{"scenes": [{"number": 1, "layers": [{"type": "shape", "x": 1e999}]}]}',
        "null",
        "",
        '{"scenes": {}}',
        '{"scenes": [{"number": ' + "9" * 5_000 + "}]}",
    ],
)
def test_hostile_text_is_refused_in_words(hostile: str) -> None:
    found = faults(hostile)

    assert found
    assert all(one.is_sure and len(one.message) < 400 for one in found)


def test_too_much_of_anything_is_refused() -> None:
    shape = {"type": "shape"}
    groups = [{"type": "group", "layers": [shape] * 100} for _ in range(3)]
    dust = [{"type": "particles", "count": 3_000} for _ in range(MOST_PARTICLES // 3_000 + 1)]
    solids = [{"type": "solid", "blur": 20} for _ in range(40)]
    deep: dict[str, Any] = shape
    for _ in range(7):
        deep = {"type": "group", "layers": [deep]}

    assert f"{MOST_LAYERS} is the most" in faults(scene(*groups))[0].message
    assert f"{MOST_PARTICLES} is the most" in faults(scene(*dust))[0].message
    assert "it would cost" in faults(scene(*solids))[0].message
    assert "deep in each other" in faults(scene(deep))[0].message


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["type", "text", "x", "layers", "fill", "number", "kind", "media"])
            | st.text(max_size=5),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@given(JSON)
def test_any_json_is_read_or_refused(value: object) -> None:
    text = json.dumps({"scenes": [{"number": 1, "layers": [value]}]})

    found = read(text, {}, [1])

    assert isinstance(found, Document) or all(isinstance(one, Fault) for one in found)
