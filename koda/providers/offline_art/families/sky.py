"""Skies: the gradient of the hour, sun or moon, stars, clouds, aurora, falling rain and snow."""

from __future__ import annotations

import numpy as np

from koda.providers.offline_art.noise import branch, chance, clip01, fbm, line, pick, resize, smooth
from koda.providers.offline_art.palette import mix, shift
from koda.providers.offline_art.scene import Scene
from koda.providers.offline_art.surface import Patch, Point, lerp, ribbon


def paint_sky(scene: Scene, disc: float = 0) -> None:
    """Paint the whole sky of the hour; `disc` makes sun or moon this large, in units."""
    light, surface = scene.light, scene.surface
    end = scene.horizon
    surface.gradient(
        [(0, light.zenith), (end * 0.5, light.sky), (end * 0.97, light.horizon),
         (surface.bottom, light.horizon)]
    )  # fmt: skip
    if light.dark or scene.brief.has("galaxy", "aurora"):
        paint_stars(scene, end)
    _paint_light(scene, disc)
    if scene.brief.has("aurora"):
        _paint_aurora(scene)
    elif scene.brief.has("cloud", "storm", "rain", "anime") or not scene.brief.has("minimal"):
        _paint_clouds(scene)


def paint_stars(scene: Scene, until: float, density: float = 1.0) -> None:
    """Scatter stars down to a height, fading towards it."""
    surface, rng = scene.surface, branch(scene.rng)
    count = min(2600, int(420 * density * surface.right * until))
    xs, ys = rng.random_sample(count) * surface.width, rng.random_sample(count)
    bright = rng.random_sample(count)
    bright = bright * bright * bright  # few are bright; `**` differs between processors
    columns = xs.astype(int)
    rows = (ys * until * surface.unit).astype(int).clip(0, surface.height - 1)
    size = max(1, round(surface.unit / 900))
    fade = (1 - ys * 0.75) * (0.25 + 0.75 * bright)
    warm = np.array([[1.0, 0.93, 0.84]], np.float32), np.array([[0.85, 0.92, 1.0]], np.float32)
    tone = np.where(rng.random_sample((count, 1)) < 0.5, *warm).astype(np.float32)
    for down in range(size):
        for across in range(size):
            at = (rows + down).clip(0, surface.height - 1), (columns + across) % surface.width
            here = surface.pixels[at]
            surface.pixels[at] = here + (1 - here) * tone * fade[:, None].astype(np.float32)
    for index in np.argsort(-bright)[: max(3, count // 60)]:
        place = float(xs[index]) / surface.unit, float(rows[index]) / surface.unit
        surface.screen(surface.disc(*place, 0.0022 + 0.0016 * float(bright[index])), (1, 1, 1), 0.9)
        surface.screen(surface.disc(*place, 0.012, 0.012), (0.8, 0.88, 1), 0.16)


def _paint_light(scene: Scene, disc: float) -> None:
    surface, light = scene.surface, scene.light
    x, y = scene.sun
    grey = scene.hour == "grey"
    squared = surface.distance(x, y) ** 2
    rest = np.ones_like(squared)
    for radius, amount in ((0.6, 0.34), (0.22, 0.36), (0.08, 0.3)):
        share = np.float32(amount * (0.5 if light.dark else 1.0))
        rest *= 1 - share / (1 + squared * np.float32(1 / radius**2))
    surface.screen(Patch(1 - rest), light.glow)
    if grey and not disc:
        return
    size = disc or pick(scene.rng, 0.045, 0.085) * (1.25 if scene.hour in {"sunset", "dusk"} else 1)
    if disc:
        _paint_great_disc(scene, disc)
    else:
        surface.over(surface.disc(x, y, size), mix(light.glow, (1, 1, 1), 0.35))
    if scene.hour == "night":
        craters = fbm(64, 64, (4, 4), 3, scene.rng)
        patch = surface.disc(x, y, size)
        if min(patch.mask.shape) > 8:
            marks = resize(craters, patch.mask.shape[1], patch.mask.shape[0])
            marked = Patch(patch.mask * smooth(marks, 0.48, 0.62), patch.row, patch.column)
            surface.over(marked, mix(light.glow, light.sky, 0.45), 0.45)


def _paint_great_disc(scene: Scene, size: float) -> None:
    """A sun as posters have it: pale above, warm below, grained."""
    surface, light = scene.surface, scene.light
    patch = surface.disc(*scene.sun, size)
    height, width = patch.mask.shape
    if not patch.mask.size:
        return
    down = (surface.y[patch.row : patch.row + height] - np.float32(scene.sun[1])) / np.float32(size)
    grain = scene.grain[patch.row : patch.row + height, patch.column : patch.column + width]
    tone = clip01(down * np.float32(0.5) + grain * np.float32(0.3) + np.float32(0.4))
    upper = mix(light.glow, (1, 1, 1), 0.2)
    lower = mix(light.horizon, light.sky if light.dark else light.accent, 0.4)
    surface.over(patch, lerp(upper, lower, tone), 0.92)


def _paint_clouds(scene: Scene) -> None:
    surface, light, rng = scene.surface, scene.light, scene.rng
    heavy = scene.brief.has("cloud", "storm", "rain")
    width, height = surface.width, max(2, int(min(scene.horizon, surface.bottom) * surface.unit))
    stretch = pick(rng, 2.2, 4.2) if not heavy else 2.0
    cells = (max(1.0, surface.right * 2.2), max(2.0, scene.horizon * 2.2 * stretch))
    field = fbm(width, height, cells, 7, rng, gain=0.55)
    down = np.linspace(0, 1, height, dtype=np.float32)[:, None]
    cover = pick(rng, 0.5, 0.6) - (0.16 if heavy else 0)
    # Clouds gather low, in bands; high up they thin out.
    mask = smooth(field + (down - 0.6) * np.float32(0.16), cover, cover + 0.2)
    mask *= smooth(down, 1.0, 0.86) * np.float32(0.92 if heavy else 0.8)
    step = max(1, surface.unit // 60)
    towards = -1 if scene.sun[1] > scene.horizon * 0.5 else 1
    edge = clip01((field - np.roll(field, -towards * step, axis=0)) * np.float32(3.5) + 0.5)
    bright = (
        mix(light.glow, light.horizon, 0.35)
        if not light.dark
        else mix(light.sky, light.horizon, 0.7)
    )
    shade = mix(light.sky, light.far, 0.45) if not light.dark else mix(light.zenith, light.sky, 0.6)
    if scene.hour == "grey":
        bright, shade = shift(light.horizon, light=0.02), shift(light.zenith, light=-0.04)
    surface.over(Patch(mask), lerp(shade, bright, edge), 0.85)


def _paint_aurora(scene: Scene) -> None:
    surface, rng = scene.surface, scene.rng
    height = surface.height
    first = scene.brief.dye("aurora") or (0.25, 0.95, 0.62)
    for index in range(3):
        foot = line(surface.width, 1.6 * surface.right, 3, rng) * np.float32(0.1 * scene.horizon)
        foot += np.float32(scene.horizon * (0.78 - 0.17 * index))
        rays = line(surface.width, 26 * surface.right, 3, rng) * np.float32(0.5) + np.float32(0.6)
        slow = line(surface.width, 2.4 * surface.right, 2, rng) * np.float32(0.5) + np.float32(0.55)
        reach = np.float32(scene.horizon) * (np.float32(0.28) + np.float32(0.3) * slow)
        up = (foot[None, :] - surface.y) / reach[None, :]
        veil = smooth(up, -0.03, 0.05) * clip01(1 - up) ** 2 * (rays * slow)[None, :]
        tone = lerp(shift(first, light=0.05), shift(first, hue=95, chroma=0.9), clip01(up * 1.1))
        surface.screen(Patch(clip01(veil[:height])), tone, 0.85 - 0.15 * index)


def paint_weather(scene: Scene) -> None:
    """Let it rain, snow or be misty in front of everything, when the words say so."""
    if scene.brief.has("rain", "storm"):
        _paint_rain(scene)
    elif scene.brief.has("snow") or (scene.hour == "winter" and chance(scene.rng, 0.6)):
        _paint_snow(scene)
    if scene.brief.has("fog"):
        paint_mist(scene, scene.horizon, 0.3, 0.5)


def paint_mist(scene: Scene, y: float, thickness: float, amount: float) -> None:
    """Lay a drifting band of mist about a height."""
    surface = scene.surface
    band = (surface.y - np.float32(y)) * np.float32(1 / thickness)
    drift = fbm(
        surface.width, surface.height, (surface.right * 1.6, surface.bottom * 6), 5, scene.rng
    )
    mask = clip01(1 - band * band) * smooth(drift, 0.25, 0.75)
    surface.over(Patch(mask), mix(scene.light.horizon, scene.light.glow, 0.3), amount)


def _paint_rain(scene: Scene) -> None:
    surface, rng = scene.surface, branch(scene.rng)
    lean = pick(rng, -0.22, -0.08)
    for share, length, width, alpha in ((0.7, 0.05, 0.0011, 0.3), (0.3, 0.1, 0.0018, 0.26)):
        shapes: list[list[Point]] = []
        for _ in range(min(1200, int(330 * share * surface.right * surface.bottom))):
            x, y = pick(rng, -0.1, surface.right + 0.1), pick(rng, -0.1, surface.bottom)
            reach = length * pick(rng, 0.6, 1.3)
            shapes.append(ribbon([(x, y), (x + lean * reach, y + reach)], width, taper=True))
        surface.screen(surface.polygons(shapes), mix(scene.light.glow, (1, 1, 1), 0.5), alpha)


def _paint_snow(scene: Scene) -> None:
    surface, rng = scene.surface, branch(scene.rng)
    for count, low, high, soft, alpha in (
        (260, 0.0012, 0.0026, 0.0, 0.85),
        (70, 0.003, 0.005, 0.003, 0.75),
        (16, 0.008, 0.016, 0.014, 0.4),
    ):
        for _ in range(min(900, int(count * surface.right * surface.bottom))):
            place = pick(rng, 0, surface.right), pick(rng, 0, surface.bottom)
            surface.screen(surface.disc(*place, pick(rng, low, high), soft), (1, 1, 1), alpha)
