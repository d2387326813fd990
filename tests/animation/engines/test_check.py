"""What is wrong with code is found without running it."""

from __future__ import annotations

import pytest

from koda.animation.engine import Fault
from koda.animation.engines.remotion.engine import RemotionEngine
from koda.animation.project import Project
from tests.animation.engines.films import pictures, plan_of

MAIN = "export default function Main() { return null; }\n"


def faults_of(files: dict[str, str]) -> list[Fault]:
    media = pictures(1)
    project = Project(
        engine="remotion",
        files=files,
        media=media,
        plan=plan_of(["compositing"]),
        width=1280,
        height=720,
    )
    return list(RemotionEngine().check(project))


def test_code_without_faults_has_none() -> None:
    files = {
        "src/Main.tsx": "import { Clip } from 'koda';\nimport { one } from './kit/one';\n" + MAIN,
        "src/kit/one.ts": "export const one = 1; // import { x } from 'lodash'\n",
    }
    assert faults_of(files) == []


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("import _ from 'lodash';\n", "import"),
        ("import {\n  a,\n  b,\n} from './nowhere';\n", "import"),
        ("export * from '../../outside';\n", "import"),
        ("const fs = require('fs');\n", "import"),
        ("const a = await import('node:fs');\n", "import"),
        ("import './style.css';\n", "import"),
        ("const a = media('photo-9.png');\n", "missing_media"),
        ('const a = <Clip style={{}} name="other.mp4" />;\n', "missing_media"),
        ("const a = staticFile('media/other.png');\n", "missing_media"),
    ],
)
def test_what_is_not_there_is_a_fault_with_its_line(code: str, kind: str) -> None:
    (fault,) = faults_of({"src/Main.tsx": "\n" + code + MAIN})

    assert fault.code == kind
    assert fault.is_sure
    assert fault.file == "src/Main.tsx"
    assert fault.line == 1 + code.count("\n")


@pytest.mark.parametrize(
    "code",
    [
        "fetch('/api');",
        "document.cookie;",
        "localStorage.a;",
        "const a = 'https://example.com/a.png';",
        "eval('1');",
        "process.env.KEY;",
    ],
)
def test_what_is_of_no_use_in_the_box_is_a_warning(code: str) -> None:
    (fault,) = faults_of({"src/Main.tsx": MAIN + code})

    assert not fault.is_sure
    assert fault.line == 2


def test_a_film_without_its_entry_or_without_export_is_a_fault() -> None:
    assert [fault.code for fault in faults_of({"src/other.tsx": MAIN})] == ["path"]
    assert [fault.code for fault in faults_of({"src/Main.tsx": "const a = 1;"})] == ["compile"]
    commented = {"src/Main.tsx": "// export default 1\n"}
    assert [fault.code for fault in faults_of(commented)] == ["compile"]


@pytest.mark.parametrize("path", ["../a.ts", "/etc/passwd", "a//b.ts", ".env", "a/../../b.ts", ""])
def test_a_path_out_of_the_project_is_a_fault(path: str) -> None:
    faults = faults_of({"src/Main.tsx": MAIN, path: ""})
    assert [(fault.code, fault.file) for fault in faults] == [("path", path)]


def test_too_much_code_is_a_fault() -> None:
    many = {f"src/f{number}.ts": "" for number in range(60)}
    assert "size" in {fault.code for fault in faults_of({"src/Main.tsx": MAIN, **many})}
    large = {"src/Main.tsx": MAIN + " " * 100_000}
    assert "size" in {fault.code for fault in faults_of(large)}


def test_a_planned_picture_that_the_code_never_names_is_a_warning() -> None:
    media = pictures(1)
    project = Project(
        engine="remotion",
        files={"src/Main.tsx": MAIN},
        media=media,
        plan=plan_of(["compositing"], media=media),
        width=1280,
        height=720,
    )
    (fault,) = RemotionEngine().check(project)
    assert (fault.code, fault.scene, fault.is_sure) == ("missing_media", 1, False)
