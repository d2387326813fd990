"""CPU of drawing a film with the engine Python: what is kept against drawing all anew.

The other measure is the ceiling: encoding frames that are there already, in the same process. The
films are the ten techniques as they are written without a model, in which nearly everything moves
all the time, and one scene whose lights and words stand still while a thing passes: what keeping is
for.
"""

from __future__ import annotations

import json
import statistics
import tempfile
from pathlib import Path
from typing import get_args

import numpy as np

from benches.figures import Bench, Figures, cpu_ms
from koda.animation.design import design_of
from koda.animation.engines.python.document import ENTRY, Document
from koda.animation.engines.python.drawing import document_of
from koda.animation.engines.python.engine import PythonEngine
from koda.animation.engines.python.renderer.film import Film
from koda.animation.plan import AnimationPlan, Scene, TechniqueName
from koda.animation.project import Project
from koda.animation.rendering.agent.shape import Shape
from koda.animation.rendering.encoding import write_chunk

SIZE = (1920, 1080)
SECONDS, FPS = 3.0, 30

RUN = 10
TECHNIQUES: tuple[TechniqueName, ...] = get_args(TechniqueName)


def project_of(technique: TechniqueName) -> Project:
    """Write a scene by its technique."""
    scene = Scene(
        number=1, title="Bench", seconds=SECONDS, technique=technique,
        text=("Great films begin with an idea", "Say it once, say it large"),
    )  # fmt: skip
    plan = AnimationPlan(
        title="Bench", scenes=(scene,), seconds=SECONDS, fps=FPS, design=design_of("corporate")
    )
    return PythonEngine().write(plan, (), SIZE)


def still_project() -> Project:
    """Write a scene of soft lights and glowing words that stand, and a disc that passes."""
    glow = {"color": "accent", "blur": 60, "y": 0}
    lights = [
        {"type": "shape", "shape": "ellipse", "width": 500, "height": 500, "blur": 60, "x": x}
        for x in (-500, 0, 500)
    ]
    words = {"type": "text", "text": "Words that stand still", "size": 150, "shadow": glow}
    disc = {"type": "shape", "shape": "ellipse", "y": 380, "width": 90, "height": 90}
    passing = disc | {"x": [[0, -800], [SECONDS, 800, "linear"]]}
    layers = [*lights, words, passing]
    project = project_of("kinetic-typography")
    text = json.dumps({"scenes": [{"number": 1, "layers": layers}]})
    return project.model_copy(update={"files": {ENTRY: text}})


def draw(project: Project, *, keeps: bool) -> list[np.ndarray]:
    """Draw three runs of neighbouring frames: the begin, the middle and the rest of a scene."""
    document = document_of(project)
    assert isinstance(document, Document)
    film = Film(document, project.plan, SIZE, {}, keeps=keeps)
    starts = (5, 40, 75)
    return [film.frame(at + place).copy() for at in starts for place in range(RUN)]


def encode(frames: list[np.ndarray]) -> None:
    """Encode frames as a film's chunk is."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "chunk.mp4")
        write_chunk(target, "h264", Shape(*SIZE, FPS), (one[:, :, :3] for one in frames))


def measure() -> Bench:
    """Give CPU milliseconds of a frame for each technique, and both ratios."""
    try:
        draw(project_of(TECHNIQUES[0]), keeps=True)
    except Exception as error:
        raise SystemExit(str(error)) from error
    gains: list[float] = []
    for technique in TECHNIQUES:
        figures = _figures(technique, project_of(technique))
        gains.append(float(str(figures["anew_to_kept"])))
        yield figures
    yield {"bench": "drawn", "anew_to_kept_median": round(statistics.median(gains), 2)}
    yield _figures("words and lights that stand", still_project())


def _figures(name: str, project: Project) -> Figures:
    frames = draw(project, keeps=True)
    kept = cpu_ms(lambda: draw(project, keeps=True), 1) / len(frames)
    anew = cpu_ms(lambda: draw(project, keeps=False), 1) / len(frames)
    ceiling = cpu_ms(lambda: encode(frames), 1) / len(frames)
    return {
        "bench": "drawn",
        "scene": name,
        "kept_ms": round(kept, 1),
        "anew_ms": round(anew, 1),
        "anew_to_kept": round(anew / kept, 2),
        "encode_ms": round(ceiling, 1),
        "kept_to_encode": round(kept / ceiling, 2),
    }
