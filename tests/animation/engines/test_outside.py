"""Projects that are handed out stand on the versions that the stage draws with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from koda.animation.engine import Engine
from koda.animation.engines.remotion.engine import LICENCE, MODULES, RemotionEngine
from koda.animation.engines.theatre.engine import MODULES as THEATRE_MODULES
from koda.animation.engines.theatre.engine import TheatreEngine
from koda.animation.engines.typescript.outside import VERSIONS
from koda.animation.project import is_path
from tests.animation.engines.films import TECHNIQUES, pictures, plan_of

STAGE = Path(__file__).parents[3] / "web" / "stage"
each_engine = pytest.mark.parametrize(
    "engine", [RemotionEngine(), TheatreEngine()], ids=lambda engine: engine.name
)


@each_engine
def test_a_bundle_has_the_code_and_all_that_its_tools_need(engine: Engine) -> None:
    media = pictures(1, logo=True)
    project = engine.write(plan_of(TECHNIQUES[:3], media=media), media, (1280, 720))
    bundle = engine.bundle(project)

    assert project.files.items() <= bundle.items()
    assert all(is_path(path.removeprefix(".")) for path in bundle)
    assert all(f"public/media/{one.name}" in bundle["README.md"] for one in media)
    assert json.loads(bundle["koda/film.json"])["plan"]["title"] == "Aurora"
    json.loads(bundle["tsconfig.json"])


@each_engine
def test_a_bundle_pins_the_versions_of_the_stage(engine: Engine) -> None:
    stage = json.loads((STAGE / "package.json").read_text("utf-8"))["dependencies"]
    project = engine.write(plan_of(TECHNIQUES[:3]), (), (1280, 720))
    wanted = json.loads(engine.bundle(project)["package.json"])["dependencies"]

    shared = wanted.keys() & stage.keys()
    assert shared >= {"remotion", "react"} or shared >= {"three", "@theatre/core"}
    assert {name: wanted[name] for name in shared} == {name: stage[name] for name in shared}
    assert VERSIONS.items() <= stage.items()


def test_the_modules_that_code_may_import_are_those_of_the_specification() -> None:
    spec = (STAGE.parents[1] / "docs" / "spec" / "animation.md").read_text("utf-8")
    for name in (*MODULES, *THEATRE_MODULES):
        last = name.rsplit("/", 1)[-1].removesuffix(".js")
        assert last in spec, name


def test_the_terms_of_remotion_are_told() -> None:
    project = RemotionEngine().write(plan_of(TECHNIQUES[:3]), (), (1280, 720))

    assert "company licence" in LICENCE
    assert LICENCE in RemotionEngine().bundle(project)["README.md"]


@each_engine
def test_the_guide_names_the_entry_and_every_module(engine: Engine) -> None:
    assert engine.entry in engine.guide
    for name in ("koda", "@theatre/core" if engine.name == "theatre" else "remotion"):
        assert f"`{name}`" in engine.guide
