"""Brings the scenes that a model told of together with the cuts that were measured."""

from __future__ import annotations

from collections.abc import Sequence

from koda.media.motion_facts import Measured
from koda.nodes.agents.motion_answer import MOST_SCENES, Effect, Scene

_NEAR = 0.75
"""Seconds by which a model may be wrong about where a cut is."""

_LEAST = 0.1


def reconciled(scenes: Sequence[Scene], measured: Measured) -> list[Scene]:
    """Give scenes that follow each other without gaps, their edges on the measured cuts.

    Models are a good half second off with times, machines are not: an edge near a measured one is
    moved there. One that is near none stays, since a scene may change without a cut.
    """
    start, end = measured.start, measured.end
    if len(scenes) == len(measured.shots):  # one for each shot, as it was asked for
        pairs = zip(sorted(scenes, key=_place), measured.shots, strict=True)
        return [
            scene.model_copy(update={"number": shot.number, "start": shot.start, "end": shot.end})
            for scene, shot in pairs
        ][:MOST_SCENES]
    cuts = [shot.start for shot in measured.shots[1:]]
    kept: list[Scene] = []
    edges: list[float] = []
    for scene in sorted(scenes, key=_place):
        begins = _edge(min(max(scene.start, start), end), cuts) if kept else start
        if end - begins < _LEAST:
            continue
        if edges and begins - edges[-1] < _LEAST:
            kept[-1] = scene if _long(scene) > _long(kept[-1]) else kept[-1]
            continue
        kept.append(scene)
        edges.append(begins)
    kept, edges = kept[:MOST_SCENES], edges[:MOST_SCENES]
    return [
        scene.model_copy(update={"number": number, "start": begins, "end": ends})
        for number, (scene, begins, ends) in enumerate(
            zip(kept, edges, [*edges[1:], end], strict=True), 1
        )
    ]


def placed(effects: Sequence[Effect], measured: Measured) -> list[Effect]:
    """Give effects that lie within what was looked at, in order."""
    found: list[Effect] = []
    for one in sorted(effects, key=lambda effect: effect.start):
        begins = min(max(one.start, measured.start), measured.end)
        lasts = min(one.duration, measured.end - begins)
        found.append(one.model_copy(update={"start": begins, "duration": round(lasts, 3)}))
    return found


def _place(scene: Scene) -> tuple[float, int]:
    return scene.start, scene.number


def _long(scene: Scene) -> float:
    return scene.end - scene.start


def _edge(at: float, cuts: Sequence[float]) -> float:
    nearest = min(cuts, key=lambda cut: abs(cut - at), default=at)
    return nearest if abs(nearest - at) <= _NEAR else at
