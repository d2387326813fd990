"""Every technique makes a film that is seen, moves, and cuts nothing, at every ratio."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from koda.animation.design import STYLES
from koda.animation.engines.python.document import Document
from koda.animation.engines.python.drawing import document_of
from koda.animation.engines.python.engine import PythonEngine
from koda.animation.engines.python.renderer.film import Film
from koda.animation.plan import TechniqueName
from koda.animation.project import Project, ProjectMedia, Ratio, size_of
from tests.animation.engines.films import RATIOS, TECHNIQUES, TEXTS, pictures, plan_of
from tests.animation.python_engine.small import ink

ENGINE = PythonEngine()
SHORT = 96


def film_of(project: Project, files: dict[str, Path] | None = None) -> Film:
    document = document_of(project)
    assert isinstance(document, Document), document
    scale = SHORT / min(project.width, project.height)
    size = (round(project.width * scale / 2) * 2, round(project.height * scale / 2) * 2)
    return Film(document, project.plan, size, files or {})


def files_of(media: tuple[ProjectMedia, ...], folder: Path) -> dict[str, Path]:
    files = {one.name: folder / one.name for one in media}
    for place, (name, path) in enumerate(files.items()):
        Image.new("RGB", (160, 120), (200, 40 + 30 * place % 200, 90)).save(path)
        assert name
    return files


@pytest.mark.rule("A8")
@pytest.mark.parametrize("ratio", RATIOS)
@pytest.mark.parametrize("technique", TECHNIQUES)
def test_it_is_seen_and_moves(technique: TechniqueName, ratio: Ratio) -> None:
    project = ENGINE.write(plan_of([technique]), (), size_of(ratio, "720p"))
    film = film_of(project)
    count = project.plan.spans()[0][1]
    frames = [film.frame(round(count * part)).copy() for part in (0.05, 0.3, 0.5, 0.7)]

    assert ENGINE.check(project) == []
    assert all(ink(one).mean() > 0.004 for one in frames[1:])
    assert all((one != other).any() for one, other in pairwise(frames))


@pytest.mark.parametrize("kind", TEXTS)
@pytest.mark.parametrize("technique", TECHNIQUES)
def test_no_words_are_cut(technique: TechniqueName, kind: str) -> None:
    for ratio in ("16:9", "9:16"):
        project = ENGINE.write(plan_of([technique], TEXTS[kind]), (), size_of(ratio, "720p"))
        film = film_of(project)
        begin, end = project.plan.spans()[0]
        words, _ = film.looks(begin + round((end - begin) * 0.8))

        assert [one.text for one in words if one.is_cut] == []


@pytest.mark.parametrize("technique", TECHNIQUES)
@pytest.mark.parametrize("count", [1, 3, 7])
def test_all_media_of_a_scene_are_shown(
    technique: TechniqueName, count: int, tmp_path: Path
) -> None:
    media = pictures(count, logo=True)
    project = ENGINE.write(plan_of([technique], media=media), media, size_of("16:9", "720p"))
    film = film_of(project, files_of(media, tmp_path))
    begin, end = project.plan.spans()[0]
    named = {name for name in project.plan.scenes[0].media if name != "logo.png"}
    frames = range(begin, end, 3)
    seconds = dict.fromkeys(named, 0.0)
    for number in frames:
        for name in set(film.looks(number)[1]) & named:
            seconds[name] += 3 / project.plan.fps
    film.frame(begin + (end - begin) // 2)

    assert ENGINE.check(project) == []
    assert min(seconds.values()) >= min(0.4, (end - begin) / project.plan.fps / count * 0.5)


@pytest.mark.parametrize("style", STYLES)
def test_every_style_makes_another_film(style: str) -> None:
    plan = plan_of(["kinetic-typography", "compositing"])
    design = plan.design.model_copy(update={"style": style})
    other = {"minimal": "fashion", "fashion": "corporate", "corporate": "marketing"}
    first = plan.model_copy(update={"design": design})
    second = design.model_copy(update={"style": other.get(style, "minimal")})
    projects = [
        ENGINE.write(one, (), (1280, 720))
        for one in (first, plan.model_copy(update={"design": second}))
    ]

    assert projects[0].files != projects[1].files


def test_writing_is_pure() -> None:
    plan = plan_of(TECHNIQUES[:7], TEXTS["mixed"])

    one, other = (ENGINE.write(plan, (), (1280, 720)) for _ in range(2))

    assert one.id == other.id


@pytest.mark.parametrize("seconds", [0.5, 30.0])
@pytest.mark.parametrize("technique", TECHNIQUES)
def test_the_shortest_and_the_longest_scene_are_drawn(
    technique: TechniqueName, seconds: float
) -> None:
    plan = plan_of([technique])
    scene = plan.scenes[0].model_copy(update={"seconds": seconds})
    short = plan.model_copy(update={"scenes": (scene,), "seconds": max(seconds, 3.0)})
    project = ENGINE.write(short, (), (1280, 720))

    assert np.any(ink(film_of(project).frame(12)))
