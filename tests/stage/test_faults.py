"""What is wrong with code is told with its place, and the stage goes on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.stage.conftest import StagePage
from tests.stage.films import MOVING, film

Open = Callable[..., StagePage]

pytestmark = pytest.mark.rule("A32")


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (
            "export default () => {\n  const a = ;\n  return null;\n};",
            {"code": "compile", "line": 2, "column": 13},
        ),
        (
            "export default () => (\n  <div>\n    <p>open\n  </div>\n);",
            {"code": "compile", "line": 5},
        ),
        ("import { nope } from 'remotion';\nexport default nope;", {"code": "import", "line": 1}),
        (
            "import 'koda';\nimport x from 'three';\nexport default x;",
            {"code": "import", "line": 2, "column": 1},
        ),
        ("export default 5;", {"code": "compile"}),
        ("const x = null;\nx.y;\nexport default () => null;", {"code": "runtime", "line": 2}),
        (
            "import { media } from 'koda';\nmedia('gone.png');\nexport default () => null;",
            {"code": "missing_media", "line": 2},
        ),
    ],
)
def test_faults_of_a_whole_film(stage: Open, code: str, expected: dict[str, Any]) -> None:
    page = stage()
    answer = page.open(film(code))
    assert not answer["ok"]
    (fault,) = answer["faults"]
    assert expected.items() <= fault.items()
    assert fault["file"] == "src/Main.tsx"
    assert fault["is_sure"]


FRAME_7 = "import { useCurrentFrame } from 'remotion';\n"


@pytest.mark.parametrize(
    ("code", "line", "words"),
    [
        (
            FRAME_7 + "export default () => {\n  if (useCurrentFrame() === 7)\n"
            "    throw new Error('seven');\n  return null;\n};",
            4,
            "seven",
        ),
        (
            (
                "import { useEffect } from 'react';\nexport default () => {\n"
                "  useEffect(() => {\n    null.x;\n  });\n  return null;\n};"
            ),
            4,
            "TypeError",
        ),
        (
            FRAME_7 + "export default () => {\n  const frame = useCurrentFrame();\n"
            "  while (frame === 7) {}\n  return null;\n};",
            4,
            "more than 5 s",
        ),
    ],
)
def test_faults_of_one_frame(stage: Open, code: str, line: int, words: str) -> None:
    page = stage()
    assert page.open(film(code, mode="preview"))["ok"]
    answer = page.seek(7)
    assert not answer["ok"]
    fault = answer["faults"][0]
    assert (fault["code"], fault["frame"], fault["line"]) == ("runtime", 7, line)
    assert words in fault["message"]


def test_a_frame_after_a_fault_is_drawn_again(stage: Open) -> None:
    page = stage()
    code = (
        FRAME_7 + "export default () => {\n  const frame = useCurrentFrame();\n"
        "  if (frame === 7) throw new Error('seven');\n  return <p>{frame}</p>;\n};"
    )
    page.open(film(code))
    assert [page.seek(frame)["ok"] for frame in (6, 7, 8)] == [True, False, True]
    assert page.look()["texts"][0]["text"] == "8"


def test_react_s_numbers_are_told_in_words(stage: Open) -> None:
    page = stage()
    page.open(film("const All = {};\nexport default () => <p>{{ a: 1 }}</p>;"))
    (fault,) = page.seek(0)["faults"]
    assert "Minified" not in fault["message"]
    assert "React child" in fault["message"]


def test_what_never_gets_ready_is_told(stage: Open) -> None:
    page = stage()
    page.open(
        film("import { delayRender } from 'remotion';\ndelayRender();\nexport default () => null;")
    )
    (fault,) = page.seek(0)["faults"]
    assert "delayRender" in fault["message"]


def test_a_picture_that_is_broken_is_told_by_its_name(stage: Open) -> None:
    page = stage()
    medium = {"name": "bad.png", "type": "image", "url": "data:image/png;base64,AAAA"}
    answer = page.open(film(MOVING, media=[{**medium, "width": 1, "height": 1, "seconds": 0}]))
    (fault,) = answer["faults"]
    assert (fault["code"], "bad.png" in fault["message"]) == ("missing_media", True)


def test_a_film_of_another_engine_is_refused(stage: Open) -> None:
    answer = stage("theatre").open(film(MOVING))
    assert "theatre" in answer["faults"][0]["message"]


def test_theatre_s_setup_must_give_a_way_to_draw(stage: Open) -> None:
    answer = stage("theatre").open(film("export default () => 5;", engine="theatre"))
    assert "draw(frame, seconds)" in answer["faults"][0]["message"]
