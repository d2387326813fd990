"""Checks a project and draws some of its frames, once: what a person and the fixer then see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, cast

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from koda.animation.engine import Fault, Still
from koda.animation.plan import AnimationPlan
from koda.animation.project import Project, ProjectMedia
from koda.animation.studio import Studio
from koda.animation.telling import Telling, fault_rows
from koda.core.ids import AssetId
from koda.core.values import MediaValue
from koda.runs.context import NodeContext

_SETTLED = 0.6
"""Where in a scene its picture is taken: what comes in is there, what goes out is not yet gone."""
_MOST_FAULTS = 30


class Picture(BaseModel):
    """A still of the film that is stored."""

    model_config = ConfigDict(frozen=True)

    scene: int
    frame: int
    asset: AssetId
    hash: str

    @property
    def value(self) -> MediaValue:
        """Give it as what flows between nodes."""
        return MediaValue.model_validate({"type": "image", "asset": self.asset, "hash": self.hash})


class Look(BaseModel):
    """What is seen of a project, and what is wrong with it."""

    model_config = ConfigDict(frozen=True)

    stills: tuple[Picture, ...] = ()
    faults: Annotated[tuple[Fault, ...], Field(max_length=_MOST_FAULTS)] = ()

    @property
    def is_usable(self) -> bool:
        """Whether there is no sure fault."""
        return not any(one.is_sure for one in self.faults)


async def look_at(studio: Studio, context: NodeContext, project: Project, of: str) -> Look:
    """Check a project, draw a picture of each scene, and tell both.

    What is found is remembered under the project's id: a step that begins again draws nothing.

    Raises:
        SandboxUnavailable: Its engine needs a box, and there are none.
    """

    async def make() -> JsonValue:
        return await _looked(studio, context, project)

    found = Look.model_validate(await context.checkpoint(f"look/{project.id}", make))
    telling = Telling(context)
    for one in found.stills:
        await telling.still(project.id, one.model_dump(mode="json"))
    await telling.faults(found.faults, of)
    return found


async def _looked(studio: Studio, context: NodeContext, project: Project) -> JsonValue:
    tools = studio.tools(project.engine)
    faults = list(await context.work(tools.engine.check, project))
    stills: list[JsonValue] = []
    if not any(one.is_sure for one in faults):
        shown = shown_frames(project.plan)
        wanted = sorted({*shown, *edge_frames(project.plan)})
        context.report(None, "Drawing the first pictures")
        drawn = await tools.drawing.stills(project, await media_files(context, project), wanted)
        faults += drawn.faults
        stills = await _kept(context, project, drawn.pictures, shown)
    return {"stills": stills, "faults": fault_rows(faults[:_MOST_FAULTS])}


async def _kept(
    context: NodeContext, project: Project, pictures: Sequence[Still], shown: Mapping[int, int]
) -> list[JsonValue]:
    kept: list[JsonValue] = []
    for one in pictures:
        if one.frame not in shown:
            continue
        number = shown[one.frame]
        name = f"{project.plan.title[:80]}, scene {number}"
        saved = await context.save(one.content, name=name, once=f"still/{project.id}/{one.frame}")
        still = Picture(scene=number, frame=one.frame, asset=saved.asset, hash=saved.hash)
        kept.append(cast("JsonValue", still.model_dump(mode="json")))
    return kept


def shown_frames(plan: AnimationPlan) -> dict[int, int]:
    """Give the frame that stands for each scene: frame → scene's number."""
    return {
        min(begin + round((end - begin) * _SETTLED), max(begin, end - 1)): scene.number
        for scene, (begin, end) in zip(plan.scenes, plan.spans(), strict=True)
    }


def edge_frames(plan: AnimationPlan) -> set[int]:
    """Give the frames beside the cuts: the last of a scene, the first of the next."""
    cuts = [begin for begin, _ in plan.spans()[1:]]
    return {frame for cut in cuts for frame in (cut - 1, cut) if 0 <= frame < plan.frames}


async def media_files(context: NodeContext, project: Project) -> dict[str, Path]:
    """Give a file on this machine for each of a project's media."""
    return {one.name: await context.file(media_value(one)) for one in project.media}


def media_value(one: ProjectMedia) -> MediaValue:
    """Give a medium as what flows between nodes."""
    return MediaValue.model_validate({"type": one.type, "asset": one.asset, "hash": one.hash})
