"""Nodes that ask a language model, from the Anthropic emulator, in lives that are killed.

python -m tests.chaos.words FOLDER ANTHROPIC_BASE FIRST STRIDE
"""

from __future__ import annotations

import json
import sqlite3
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import httpx2

from koda.core.canvas import Canvas, Node
from koda.core.ids import NodeId
from koda.core.run import Run
from koda.services import Services
from koda.settings import Settings
from tests.chaos.lives import CANVAS, World, every_kill_point


def canvas_of(label: str) -> Canvas:
    """Shots of a product, and an improved prompt."""
    nodes = {
        "shots": ("product-shot", {"product_name": f"{label} lamp", "shot_count": 4}),
        "first": ("prompt-enhancer", {"prompt": f"{label} fox in the snow"}),
    }
    return Canvas(
        id=CANVAS,
        name="Chaos",
        nodes={
            NodeId(key): Node(id=NodeId(key), kind=kind, parameters=parameters)
            for key, (kind, parameters) in nodes.items()
        },
    )


def world_of(base: str) -> World:
    def settings(folder: Path) -> Settings:
        return Settings(
            data=folder,
            anthropic_key="key",  # pyright: ignore[reportArgumentType]
            anthropic_url=base,
        )

    async def person(_: Services, __: str, ___: Run) -> None:
        return

    return World(settings, canvas_of, person)


def main() -> None:
    import_module("pydantic_ai.models.anthropic")  # once, and not in every life
    folder, base = Path(sys.argv[1]), sys.argv[2]

    def report(place: Path) -> dict[str, Any]:
        with sqlite3.connect(place / "koda.db") as database:
            run = database.execute("SELECT state, done, total, cost FROM runs").fetchone()
            steps = database.execute("SELECT node, outputs FROM steps ORDER BY node").fetchall()
            asked = database.execute(
                "SELECT step, name, attempt, state, cost FROM writings ORDER BY step, name, attempt"
            ).fetchall()
        outputs = {node: text.replace(place.name, "LABEL") for node, text in steps if text}
        ledger = httpx2.get(f"{base}/emulator/ledger").json()
        sent = sum(place.name in json.dumps(one) for one in ledger)
        return {"run": list(run), "outputs": outputs, "asked": asked, "sent": sent}

    every_kill_point(world_of(base), folder, int(sys.argv[3]), int(sys.argv[4]), report)


if __name__ == "__main__":
    main()
