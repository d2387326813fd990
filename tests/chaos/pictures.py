"""Chains of pictures from the fal emulator, in lives that are killed.

python -m tests.chaos.pictures FOLDER FAL_BASE STEPS FIRST STRIDE
"""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path
from typing import Any

import httpx2

from koda.core.canvas import Canvas, Edge, Node
from koda.core.ids import EdgeId, NodeId
from koda.core.run import Run, StepState
from koda.services import Services
from koda.settings import Settings
from tests.chaos.lives import CANVAS, World, every_kill_point

MODEL = "nanobanana-pro"


def prompt_of(label: str, node: str) -> str:
    return f"{label} picture {node}"


def canvas_of(label: str, steps: int) -> Canvas:
    """Three chains of pictures, each the reference of the next."""
    nodes, edges = {}, {}
    for place in range(steps):
        key = NodeId(f"i{place}")
        parameters = {"prompt": prompt_of(label, key), "model": MODEL, "seed": place}
        nodes[key] = Node(id=key, kind="image-generator", parameters=parameters)
        if place >= 3:
            wire = EdgeId(f"e{place}")
            edges[wire] = Edge(
                id=wire,
                source=NodeId(f"i{place - 3}"),
                output="output",
                target=key,
                input="reference",
            )
    return Canvas(id=CANVAS, name="Chaos", nodes=nodes, edges=edges)


def world_of(base: str, steps: int) -> World:
    def settings(folder: Path) -> Settings:
        return Settings(
            data=folder,
            fal_key="key",  # pyright: ignore[reportArgumentType]
            fal_queue_url=f"{base}/queue",
            fal_run_url=f"{base}/run",
            fal_rest_url=f"{base}/rest",
            fal_cdn_url=f"{base}/cdn",
            fal_api_url=f"{base}/api",
        )

    async def person(koda: Services, label: str, run: Run) -> None:
        """Do what a person would: look into the provider's list, and decide."""
        for step in run.steps:
            if step.state != StepState.ASKING or step.question is None:
                continue
            async with httpx2.AsyncClient() as client:
                ledger = (await client.get(f"{base}/ledger")).json()
            prompt = prompt_of(label, step.node)
            was_sent = any(job["body"]["prompt"] == prompt for job in ledger)
            value = "look_again" if was_sent else "submit_again"
            await koda.runs.answer(run.id, step.id, step.question.name, value)

    return World(settings, lambda label: canvas_of(label, steps), person)


def main() -> None:
    folder, base, steps = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])

    def report(place: Path) -> dict[str, Any]:
        with sqlite3.connect(place / "koda.db") as database:
            run = database.execute("SELECT state, done, total, price, cost FROM runs").fetchone()
            assets = database.execute("SELECT count(*) FROM assets").fetchone()[0]
        prompts = [job["body"]["prompt"] for job in httpx2.get(f"{base}/ledger").json()]
        bought = [one for one in prompts if one.startswith(f"{place.name} ")]
        return {
            "run": list(run),
            "assets": assets,
            "accepted": len(bought),
            "distinct": len(set(bought)),
        }

    every_kill_point(world_of(base, steps), folder, int(sys.argv[4]), int(sys.argv[5]), report)


if __name__ == "__main__":
    main()
