"""Draws solid things in light: their faces projected, shaded and painted from back to front."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import cast

import numpy as np
import numpy.typing as npt

from koda.animation.engines.python.layers import Solid
from koda.animation.engines.python.renderer.moment import Moment, State
from koda.animation.engines.python.renderer.skia_library import Native, load
from koda.animation.engines.python.values import Rgba, color_at, number_at

Numbers = npt.NDArray[np.float64]
_EYE = 3.4
"""How far the eye is, in halves of the thing's size."""

_KEY = np.array([-0.5, -0.75, 0.62])
_FILL = np.array([0.8, 0.1, 0.4])
_FINER = 2
"""Triangles have hard edges: they are drawn this much larger, then made smaller."""


def solid_state(layer: Solid, moment: Moment) -> State:
    """Give all that a solid thing's picture depends on."""
    at, palette = moment.seconds, moment.look.palette
    return (
        *(number_at(one, at) for one in (layer.size, layer.turn_x, layer.turn_y, layer.turn_z)),
        color_at(layer.color, at, palette),
        color_at(layer.rim, at, palette),
    )


def draw_solid(canvas: Native, layer: Solid, state: State, pixels: float) -> None:
    """Draw a solid thing around 0, 0; `pixels` are those of a unit."""
    size, turn_x, turn_y, turn_z = cast("tuple[float, ...]", state[:4])
    if size <= 0:
        return
    skia = load()
    vertices, normals, faces = _mesh(layer.solid)
    turn = _turned(turn_x, turn_y, turn_z)
    points, sides = vertices @ turn.T, normals @ turn.T
    near = _EYE / (_EYE - points[:, 2])
    flat = points[:, :2] * near[:, None]
    colors = _lit(sides, points, cast("Rgba", state[4]), cast("Rgba", state[5]))
    order = _visible(flat, points, faces)
    wide = max(8, min(math.ceil(size * 1.5 * pixels * _FINER), 4096))
    surface = skia.Surface.MakeRasterN32Premul(wide, wide)
    brush = surface.getCanvas()
    corners = (flat * (wide / 3) + wide / 2)[order.ravel()]
    mesh = skia.Vertices.MakeCopy(
        skia.Vertices.kTriangles_VertexMode,
        [skia.Point(x, y) for x, y in corners.tolist()],
        None,
        colors[order.ravel()].tolist(),
    )
    brush.drawVertices(mesh, skia.Paint(AntiAlias=True), skia.BlendMode.kDst)
    half = size * 0.75
    canvas.drawImageRect(
        surface.makeImageSnapshot(),
        skia.Rect.MakeLTRB(-half, -half, half, half),
        skia.SamplingOptions(skia.FilterMode.kLinear),  # halved: the mean of four
    )


def _turned(x: float, y: float, z: float) -> Numbers:
    a, b, c = (math.radians(one) for one in (x, y, z))
    about_x = np.array([[1, 0, 0], [0, math.cos(a), -math.sin(a)], [0, math.sin(a), math.cos(a)]])
    about_y = np.array([[math.cos(b), 0, math.sin(b)], [0, 1, 0], [-math.sin(b), 0, math.cos(b)]])
    about_z = np.array([[math.cos(c), -math.sin(c), 0], [math.sin(c), math.cos(c), 0], [0, 0, 1]])
    return about_x @ about_y @ about_z


def _visible(flat: Numbers, points: Numbers, faces: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Give the faces that look at the eye, from back to front."""
    one, two, three = (flat[faces[:, place]] for place in range(3))
    turn = (two[:, 0] - one[:, 0]) * (three[:, 1] - one[:, 1]) - (two[:, 1] - one[:, 1]) * (
        three[:, 0] - one[:, 0]
    )
    seen = faces[turn > 0]
    return seen[np.argsort(points[seen, 2].mean(axis=1), kind="stable")]


def _lit(normals: Numbers, points: Numbers, color: Rgba, rim: Rgba) -> npt.NDArray[np.uint32]:
    key = np.clip(normals @ (_KEY / np.linalg.norm(_KEY)), 0, 1)
    fill = np.clip(normals @ (_FILL / np.linalg.norm(_FILL)), 0, 1)
    toward = np.array([0, 0, _EYE]) - points
    toward /= np.linalg.norm(toward, axis=1)[:, None]
    half = _KEY / np.linalg.norm(_KEY) + toward
    half /= np.linalg.norm(half, axis=1)[:, None]
    shine = np.clip(np.sum(normals * half, axis=1), 0, 1) ** 38
    edge = np.clip(1 - np.sum(normals * toward, axis=1), 0, 1) ** 3.2
    light = (0.16 + 0.78 * key + 0.22 * fill)[:, None]
    base, back = np.array(color[:3]), np.array(rim[:3])
    mixed = base * light + 0.55 * shine[:, None] + back * (0.55 * edge[:, None])
    shades = (np.clip(mixed, 0, 1) * 255 + 0.5).astype(np.uint32)
    alpha = np.uint32(min(max(round(color[3] * 255), 0), 255))
    return (alpha << 24) | (shades[:, 0] << 16) | (shades[:, 1] << 8) | shades[:, 2]


@lru_cache(maxsize=16)
def _mesh(name: str) -> tuple[Numbers, Numbers, npt.NDArray[np.int64]]:
    """Give vertices, their normals, and the faces by their vertices, clockwise as seen."""
    if name == "cube":
        return _faceted(*_box())
    if name == "gem":
        return _faceted(*_gem())
    if name == "sphere":
        return _swept(_ball, 48, 28, closes=False)
    if name == "cylinder":
        return _swept(_can, 56, 24, closes=False)
    if name == "knot":
        return _swept(_knotted, 220, 20, closes=True)
    return _swept(_ring, 84, 30, closes=True)


def _ring(u: Numbers, v: Numbers) -> Numbers:
    a, b = u * math.tau, v * math.tau
    out = 0.7 + 0.3 * np.cos(b)
    return np.stack([out * np.cos(a), out * np.sin(a), 0.3 * np.sin(b)], axis=-1)


def _ball(u: Numbers, v: Numbers) -> Numbers:
    a, b = u * math.tau, v * math.pi
    return np.stack([np.sin(b) * np.cos(a), -np.cos(b), np.sin(b) * np.sin(a)], axis=-1) * 0.95


def _can(u: Numbers, v: Numbers) -> Numbers:
    a = u * math.tau
    # A square with soft corners, swept around: lid, side and base in one.
    c, s = np.cos(v * math.pi), np.sin(v * math.pi)
    out = 0.66 * np.sign(s) * np.abs(s) ** 0.22
    return np.stack([out * np.cos(a), -0.8 * np.sign(c) * np.abs(c) ** 0.22, out * np.sin(a)], -1)


def _knotted(u: Numbers, v: Numbers) -> Numbers:
    def middle(t: Numbers) -> Numbers:
        a = t * math.tau
        out = 0.5 + 0.24 * np.cos(3 * a)
        return np.stack([out * np.cos(2 * a), out * np.sin(2 * a), 0.34 * np.sin(3 * a)], axis=-1)

    here = middle(u)
    ahead = middle(u + 1e-4) - here
    ahead /= np.linalg.norm(ahead, axis=-1, keepdims=True)
    side = np.cross(ahead, here + np.array([0, 0, 0.35]))
    side /= np.linalg.norm(side, axis=-1, keepdims=True)
    up = np.cross(ahead, side)
    b = (v * math.tau)[..., None]
    return here + 0.17 * (np.cos(b) * side + np.sin(b) * up)


def _swept(
    place: Native, around: int, along: int, *, closes: bool
) -> tuple[Numbers, Numbers, npt.NDArray[np.int64]]:
    rows = along if closes else along + 1
    u, v = np.meshgrid(np.arange(around) / around, np.arange(rows) / along, indexing="ij")
    step = 1e-3
    inner = v if closes else np.clip(v, 0.02, 0.98)
    vertices = place(u, v).reshape(-1, 3)
    across = place(u + step, inner) - place(u - step, inner)
    normals = np.cross(across, place(u, inner + step) - place(u, inner - step)).reshape(-1, 3)
    normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-9)
    i, j = np.meshgrid(np.arange(around), np.arange(along), indexing="ij")
    a = i * rows + j
    b = (i + 1) % around * rows + j
    c = (i + 1) % around * rows + (j + 1) % (rows if closes else rows + 1)
    d = i * rows + (j + 1) % (rows if closes else rows + 1)
    faces = np.concatenate(
        [np.stack([a, b, c], -1).reshape(-1, 3), np.stack([a, c, d], -1).reshape(-1, 3)]
    )
    return _outward(vertices, normals, faces)


def _outward(
    vertices: Numbers, normals: Numbers, faces: npt.NDArray[np.int64]
) -> tuple[Numbers, Numbers, npt.NDArray[np.int64]]:
    """Turn faces so that those which look at the eye are seen clockwise (y is down)."""
    one, two, three = (vertices[faces[:, place]] for place in range(3))
    facing = np.cross(two - one, three - one)
    agrees = np.sum(facing * normals[faces[:, 0]], axis=1) > 0
    faces = np.where(agrees[:, None], faces, faces[:, ::-1])
    return vertices, normals, faces


def _faceted(
    vertices: Numbers, faces: npt.NDArray[np.int64]
) -> tuple[Numbers, Numbers, npt.NDArray[np.int64]]:
    """Give each face vertices of its own, so that it has one normal."""
    corners = vertices[faces].reshape(-1, 3)
    one, two, three = corners[0::3], corners[1::3], corners[2::3]
    found = np.cross(two - one, three - one)
    found /= np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9)
    outward = np.sum(found * (one + two + three), axis=1) > 0
    normals = found * np.where(outward, 1.0, -1.0)[:, None]
    return _outward(corners, np.repeat(normals, 3, axis=0), np.arange(len(corners)).reshape(-1, 3))


def _box() -> tuple[Numbers, npt.NDArray[np.int64]]:
    half = 0.62
    corners = np.array([[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)]) * half
    squares = [(0, 1, 3, 2), (4, 5, 7, 6), (0, 1, 5, 4), (2, 3, 7, 6), (0, 2, 6, 4), (1, 3, 7, 5)]
    faces = [face for a, b, c, d in squares for face in ((a, b, c), (a, c, d))]
    return corners, np.array(faces)


def _gem() -> tuple[Numbers, npt.NDArray[np.int64]]:
    golden = (1 + math.sqrt(5)) / 2
    raw = [(0, s, t * golden) for s in (-1, 1) for t in (-1, 1)]
    corners = np.array(
        [*raw, *((y, z, x) for x, y, z in raw), *((z, x, y) for x, y, z in raw)], dtype=float
    )
    corners /= np.linalg.norm(corners[0]) / 0.95
    near = np.linalg.norm(corners[:, None] - corners[None, :], axis=2)
    edge = np.min(near[near > 0]) * 1.05
    count = len(corners)
    faces = [
        (a, b, c)
        for a in range(count)
        for b in range(a + 1, count)
        for c in range(b + 1, count)
        if max(near[a, b], near[b, c], near[a, c]) < edge
    ]
    return corners, np.array(faces)
