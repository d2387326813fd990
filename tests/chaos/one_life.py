"""One life with a storyboard, to be killed from outside or to end by itself.

python -m tests.chaos.one_life FOLDER ANTHROPIC_BASE
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from koda.core.canvas import Canvas, Node
from koda.core.ids import NodeId
from tests.chaos.lives import CANVAS, World, live
from tests.chaos.words import world_of


def canvas_of(label: str) -> Canvas:
    key = NodeId("board")
    parameters = {"product": f"{label} kettle", "scene_count": 4}
    node = Node(id=key, kind="storyboard", parameters=parameters)
    return Canvas(id=CANVAS, name="Chaos", nodes={key: node})


if __name__ == "__main__":
    words = world_of(sys.argv[2])
    world = World(words.settings, canvas_of, words.person)
    asyncio.run(live(world, Path(sys.argv[1]), -1, "before"))
