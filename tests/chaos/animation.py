"""An animation in processes that are killed at every durable write, with a person who answers.

python -m tests.chaos.animation FOLDER FIRST STRIDE [ENGINE]

ENGINE: `small` (the tests' own, if none is named), or a real one: `python`, `remotion`, `theatre`.
A life of a real one takes half a minute, and those with boxes need boxes.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from functools import partial
from pathlib import Path
from typing import Any

from koda import wiring
from koda.animation.workshop import Workshop
from koda.core.canvas import Canvas, Node
from koda.core.errors import Invalid
from koda.core.ids import NodeId
from koda.core.run import Run
from koda.db.base import Database
from koda.db.projects import ProjectRecords
from koda.sandbox.none import NoSandboxes
from koda.sandbox.port import Missing
from koda.services import Services
from koda.settings import Settings
from tests.animation.small import small_studio
from tests.chaos import lives
from tests.chaos.lives import CANVAS, World, every_kill_point

ANSWERS: dict[str, Any] = {
    "plan/1": {"change": "slower"},
    "plan/2": {"accept": True},
    "preview/1": {"change": 'scene 2 says "Hot"'},
    "plan/3": {"accept": True},
    "preview/2": {"accept": True},
}


def settings_of(folder: Path) -> Settings:
    return Settings.model_validate({"KODA_DATA": folder, "KODA_TOKEN": "t", "KODA_COLLECT": "off"})


SMALL: dict[str, Any] = {"duration": 6}
REAL: dict[str, Any] = {"duration": 3, "fps": 24, "resolution": "720p", "aspect_ratio": "1:1"}


def canvas_with(parameters: dict[str, Any], _: str) -> Canvas:
    key = NodeId("film")
    words = "A film about Brass Kettle: water sings. Steam rises. Tea is ready."
    node = Node(id=key, kind="animation", parameters={"prompt": words, **parameters})
    return Canvas(id=CANVAS, name="Chaos", nodes={key: node})


async def person(koda: Services, _: str, run: Run) -> None:
    """Answer what is asked now, as it was always going to be answered."""
    (step,) = run.steps
    if step.state == "asking" and step.question is not None:
        name = step.question.name
        try:
            await koda.runs.answer(run.id, step.id, name, ANSWERS[name])
        except Invalid:
            return  # it was answered before the process was killed


class SmallWorkshop(Workshop):
    """The workshop with the small engine in it."""

    def __init__(self, settings: Settings, database: Database) -> None:
        records = ProjectRecords(database)
        studio = small_studio(records, settings.data)
        nothing = NoSandboxes(Missing("No boxes in this test.", ""))
        super().__init__(studio.versions, lambda: nothing, settings.data)
        self.studio = studio


def report(folder: Path) -> dict[str, Any]:
    """Read what is there in the end."""
    with sqlite3.connect(folder / "koda.db") as connection:

        def rows(sql: str) -> list[Any]:
            return connection.execute(sql).fetchall()

        ((state, outputs),) = rows("SELECT state, outputs FROM steps")
        made = json.loads(outputs or "{}")
        return {
            "state": state,
            "project": made["project"]["json"]["id"] if made else None,
            "plan": made["plan"]["json"] if made else None,
            "projects": sorted(row[0] for row in rows("SELECT id FROM projects")),
            "films": rows("SELECT count(*) FROM assets WHERE kind = 'video'")[0][0],
            "pictures": rows("SELECT count(*) FROM assets WHERE kind = 'image'")[0][0],
            "answers": sorted(
                row[0] for row in rows("SELECT name FROM step_memory WHERE name LIKE 'answer:%'")
            ),
            "told": [
                row[0]
                for row in rows("SELECT name FROM transcripts WHERE kind = 'event' ORDER BY number")
            ],
            "written": rows("SELECT name, count(*) FROM writings WHERE state = 'done' GROUP BY 1"),
        }


if __name__ == "__main__":
    engine = sys.argv[4] if len(sys.argv) > 4 else "small"
    if engine == "small":
        wiring._workshop = SmallWorkshop
    else:
        lives.LIFE_SECONDS = 300.0
    parameters = SMALL if engine == "small" else {**REAL, "engine": engine}
    world = World(settings_of, partial(canvas_with, parameters), person)
    every_kill_point(world, Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), report)
