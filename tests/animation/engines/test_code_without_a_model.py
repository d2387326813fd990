"""The engines of TypeScript write whole projects by rules."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from koda.animation.engine import Engine
from koda.animation.engines.remotion.engine import RemotionEngine
from koda.animation.engines.theatre.engine import TheatreEngine
from koda.animation.plan import StyleName, TechniqueName, ThemeName
from koda.animation.project import MOST_FILES, Ratio, is_path, size_of
from tests.animation.engines.films import RATIOS, TECHNIQUES, TEXTS, pictures, plan_of

ENGINES: tuple[Engine, ...] = (RemotionEngine(), TheatreEngine())
each_engine = pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)


@each_engine
@pytest.mark.parametrize("ratio", RATIOS)
@pytest.mark.parametrize("technique", TECHNIQUES)
@pytest.mark.rule("A8")
def test_every_technique_writes_a_project_without_faults(
    engine: Engine, technique: TechniqueName, ratio: Ratio
) -> None:
    media = pictures(2, logo=True)
    project = engine.write(plan_of([technique], media=media), media, size_of(ratio, "1080p"))

    assert engine.check(project) == []
    assert engine.entry in project.files
    assert len(project.files) <= MOST_FILES
    assert all(is_path(path) for path in project.files)


@each_engine
@pytest.mark.parametrize("words", TEXTS)
@pytest.mark.parametrize("count", [0, 1, 12])
def test_any_words_and_any_number_of_media_make_a_project(
    engine: Engine, words: str, count: int
) -> None:
    media = pictures(count)
    project = engine.write(plan_of(TECHNIQUES[:7], TEXTS[words], media), media, (1280, 720))

    assert engine.check(project) == []
    code = "\n".join(project.files.values())
    assert all(one.name in code for one in media)


@each_engine
def test_the_same_plan_gives_the_same_project(engine: Engine) -> None:
    media = pictures(3)
    plan = plan_of(TECHNIQUES[3:], media=media)

    assert engine.write(plan, media, (1280, 720)).id == engine.write(plan, media, (1280, 720)).id


@each_engine
def test_seven_scenes_in_three_seconds_have_their_frames(engine: Engine) -> None:
    plan = plan_of(TECHNIQUES[:7], seconds=3)
    project = engine.write(plan, (), (1920, 1080))

    times = re.findall(r'"from": (\d+),\s*"frames": (\d+)', project.files["src/film.ts"])
    spans = [(int(begin), int(begin) + int(frames)) for begin, frames in times]
    assert spans == plan.spans()


@each_engine
@pytest.mark.parametrize("theme", get_args(ThemeName))
@pytest.mark.parametrize("style", get_args(StyleName))
def test_styles_differ_in_pace_and_themes_in_colour(
    engine: Engine, style: StyleName, theme: ThemeName
) -> None:
    this = engine.write(plan_of(TECHNIQUES[:3], style=style, theme=theme), (), (1280, 720))
    plain = engine.write(plan_of(TECHNIQUES[:3]), (), (1280, 720))

    def pace(data: str) -> str:
        return data[data.index('"pace"') : data.index("scene1")]

    data, plain_data = this.files["src/film.ts"], plain.files["src/film.ts"]
    assert (pace(data) == pace(plain_data)) is (style == "minimal")
    assert this.plan.design.colors.accent in data


@each_engine
def test_media_are_dealt_to_the_scenes_where_the_plan_names_none(engine: Engine) -> None:
    media = pictures(4)
    project = engine.write(plan_of(TECHNIQUES[:3]), media, (1280, 720))

    assert all(one.name in project.files["src/film.ts"] for one in media)


@each_engine
def test_the_logo_is_in_the_scene_that_reveals_it(engine: Engine) -> None:
    media = pictures(0, logo=True)
    project = engine.write(plan_of(["logo-reveals"]), media, (1280, 720))

    assert '"logo": {' in project.files["src/film.ts"]
