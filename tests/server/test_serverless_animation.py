"""A film on a host that forgets its disk and is cut off: boxes at E2B, pieces in the blob store."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path
from typing import Any

import pytest

from koda.animation.rendering.inputs import stage_page
from koda.animation.rendering.keeping import PREFIX
from koda.core.canvas import Canvas, Node
from koda.core.errors import NotConfigured
from koda.core.ids import NodeId
from koda.media.reading import facts_of
from tests.emulators.e2b_server import E2bServer, running_e2b
from tests.emulators.fal_server import running_fal
from tests.server.listening import listen
from tests.server.serverless import CANVAS, Instance, instance

pytestmark = pytest.mark.rule("R35")

PROMPT = "A film about Brass Kettle: water sings. Steam rises. Tea is ready."


def host(e2b: E2bServer) -> dict[str, Any]:
    """What a Koda on such a host has set."""
    return {
        "KODA_SERVERLESS": True,
        "KODA_REQUEST_SECONDS": 120,
        "SANDBOX_PROVIDER": "e2b",
        "E2B_API_KEY": "emulator",
        "E2B_TEMPLATE_ID": "base",
        "E2B_API_URL": e2b.base,
        "E2B_SANDBOX_URL": e2b.base,
    }


async def put_animation(koda: Instance) -> None:
    """Put an animation on the canvas."""
    key = NodeId("film")
    wishes: dict[str, Any] = {
        "prompt": PROMPT,
        "engine": "remotion",
        "resolution": "720p",
        "duration": 4,
        "fps": 24,
    }
    node = Node(id=key, kind="animation", parameters=wishes)
    await koda.services.canvases.create(Canvas(id=CANVAS, name="Film", nodes={key: node}))


async def until_asked(koda: Instance, run: str, name: str) -> dict[str, Any]:
    """Be there until the step asks the question of this name; gives the step."""
    async with listen(koda.address, CANVAS), asyncio.timeout(200):
        while True:
            found = await koda.run(run)
            (step,) = found["steps"]
            assert found["state"] not in {"failed", "cancelled"}, step["failure"]
            if step["state"] == "asking":
                assert step["question"]["name"] == name
                return step
            await asyncio.sleep(0.1)


async def accept(koda: Instance, run: str, name: str) -> dict[str, Any]:
    """Accept what is asked, while nobody is there to go on with it; gives the question."""
    step = await until_asked(koda, run, name)
    await koda.services.runs.answer(run, step["id"], name, {"accept": True})  # pyright: ignore[reportArgumentType]
    return step["question"]["fields"]


def chunks(data: Path) -> dict[str, int]:
    """Give the chunks in the blob store, with the time at which each was written."""
    found = (data / "generations" / PREFIX).glob("*/chunk-*")
    return {one.name: one.stat().st_mtime_ns for one in found}


async def until_a_chunk_is_kept(data: Path) -> dict[str, int]:
    async with asyncio.timeout(200):
        while not (kept := chunks(data)):
            await asyncio.sleep(0.05)
    return kept


async def test_a_film_goes_on_on_another_host_where_the_one_before_was_cut(tmp_path: Path) -> None:
    """From a sentence, by rules: plan, approval, stills, acceptance, half of it, the rest."""
    data = tmp_path / "data"
    try:
        stage_page("remotion")
    except NotConfigured as missing:
        pytest.skip(missing.message)
    with running_fal() as fal, running_e2b(tmp_path / "e2b") as e2b:
        async with instance(data, fal, **host(e2b)) as koda:
            await put_animation(koda)
            run = (await koda.start_run())["id"]
            plan = await accept(koda, run, "plan/1")
            assert "Tea is ready" in str(plan["plan"])
        async with instance(data, fal, **host(e2b)) as koda:
            seen = await accept(koda, run, "preview/1")
            assert len(seen["stills"]) == len(seen["plan"]["scenes"])
            assert seen["faults"] == []
            async with listen(koda.address, CANVAS):
                kept = await until_a_chunk_is_kept(data)
        assert e2b.boxes() == [], "what is cut leaves no box behind"
        shutil.rmtree(data / "work")

        async with instance(data, fal, **host(e2b)) as koda:
            while (await koda.run(run))["state"] not in {"done", "failed"}:
                assert (await koda.http.get("/api/tick")).status_code == 200
            (step,) = (await koda.run(run))["steps"]
            assert step["state"] == "done", step["failure"]
            assert chunks(data).items() >= kept.items(), "what was drawn is not drawn again"
            outputs = step["outputs"]
            film, poster = (outputs[name] for name in ("video", "poster"))
            (tmp_path / "film.mp4").write_bytes(
                (await koda.http.get(f"/api/assets/{film['asset']}")).content
            )
            shown = await koda.http.get(f"/api/assets/{poster['asset']}")
            assert shown.headers["content-type"] == "image/png"
        facts = facts_of(tmp_path / "film.mp4")
        assert (facts.width, facts.height, facts.fps, facts.seconds) == (1280, 720, 24, 4.0)
        assert e2b.boxes() == []
