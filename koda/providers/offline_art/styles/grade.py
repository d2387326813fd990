"""Treatments of colour and light: film, neon, faded prints, dreams."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

from koda.providers.offline_art.noise import (
    Field,
    Stream,
    branch,
    clip01,
    pick,
    places,
    smooth,
    tile,
)
from koda.providers.offline_art.styles.picture import (
    bloomed,
    edges,
    graded,
    luminance,
    saturated,
    softened,
)
from koda.providers.offline_art.surface import blurred

_F = np.float32


def _inset(pixels: Field) -> tuple[Field, Field, int]:
    height, width = pixels.shape[:2]
    unit = min(height, width)
    across = (np.arange(width, dtype=np.float32) + _F(0.5)) / _F(width) * 2 - 1
    down = (np.arange(height, dtype=np.float32) + _F(0.5)) / _F(height) * 2 - 1
    return across[None, :], down[:, None], unit


def vignetted(pixels: Field, amount: float) -> Field:
    """Darken towards the corners."""
    across, down, _ = _inset(pixels)
    far = across * across + down * down
    return pixels * (1 - _F(amount) * smooth(far, 0.35, 2.1))[..., None]


def grained(pixels: Field, rng: Stream, amount: float) -> Field:
    """Add the grain of film, strongest in the middle tones."""
    height, width = pixels.shape[:2]
    light = luminance(pixels)
    middle = _F(1.2) - np.abs(light - _F(0.5)) * _F(1.4)
    return pixels + (tile(width, height, branch(rng)) * middle)[..., None] * _F(amount)


def film(pixels: Field, rng: Stream) -> Field:
    """A frame of a film: teal shadows, warm lights, a wide gate, a lens that flares."""
    unit = min(pixels.shape[:2])
    out = graded(pixels, (0.18, 0.46, 0.56), (0.72, 0.53, 0.36), 0.85)
    out = (out - _F(0.5)) * _F(1.12) + _F(0.485)
    out = bloomed(clip01(out), unit * 0.02, 0.66, 0.5)
    out = grained(vignetted(out, 0.42), rng, 0.03)
    height = pixels.shape[0]
    bar = round(height * 0.07)
    out[:bar], out[height - bar :] = 0.012, 0.012
    return clip01(out)


def neon(pixels: Field, rng: Stream) -> Field:
    """Night in indigo, lights in magenta and cyan, their glow, the lines of a screen."""
    across, down, unit = _inset(pixels)
    light = luminance(pixels)
    stops = np.array([0.0, 0.3, 0.55, 0.78, 1.0])
    table = np.array(
        [[0.03, 0.02, 0.09], [0.19, 0.07, 0.36], [0.78, 0.14, 0.55], [0.36, 0.72, 0.98],
         [0.93, 0.98, 1.0]], np.float32,
    )  # fmt: skip
    dark = clip01(light * _F(0.92))
    mapped = np.stack([np.interp(dark, stops, table[:, c]) for c in range(3)], -1).astype(
        np.float32
    )
    out = saturated(pixels, 1.35) * _F(0.72) * _F(0.5) + mapped * _F(0.55)
    line = edges(light, unit * 0.002, 8)
    side = clip01(across * _F(0.5) + down * _F(0.35) + _F(0.5))
    cyan, magenta = np.array([0.1, 0.9, 1.0], np.float32), np.array([1.0, 0.16, 0.62], np.float32)
    tint = magenta + (cyan - magenta) * np.broadcast_to(side, light.shape)[..., None]
    glow = blurred(line, unit * 0.006) * _F(0.9) + line * _F(0.75)
    out = out + (1 - out) * tint * clip01(glow)[..., None]
    out = bloomed(clip01(out), unit * 0.024, 0.55, 0.5)
    slip = max(1, unit // 420)
    out = np.stack([np.roll(out[..., 0], slip, 1), out[..., 1], np.roll(out[..., 2], -slip, 1)], -1)
    rows = (places(pixels.shape[0]) * 330 // unit % 2).astype(np.float32)
    out *= (_F(1) - rows * _F(0.07))[:, None, None]
    _ = rng
    return clip01(vignetted(out, 0.4))


def glowing(pixels: Field, rng: Stream) -> Field:
    """What already shines at night shines further: for scenes painted in neon."""
    unit = min(pixels.shape[:2])
    out = bloomed(saturated(pixels, 1.2), unit * 0.022, 0.5, 0.55)
    slip = max(1, unit // 520)
    out = np.stack([np.roll(out[..., 0], slip, 1), out[..., 1], np.roll(out[..., 2], -slip, 1)], -1)
    return grained(vignetted(out, 0.4), rng, 0.02)


def faded(pixels: Field, rng: Stream) -> Field:
    """An old print: lifted blacks, warm whites, dust, a light leak, a pale border."""
    across, down, unit = _inset(pixels)
    out = saturated(pixels, 0.66) * _F(0.78) + _F(0.13)
    out = out * np.array([1.06, 0.98, 0.82], np.float32) + np.array([0.03, 0.015, 0.0], np.float32)
    out = graded(clip01(out), (0.52, 0.4, 0.46), (0.62, 0.56, 0.36), 0.6)
    leak = smooth(across * _F(0.8) - down * _F(0.5) + _F(pick(rng, -0.1, 0.1)), 0.7, 1.5)
    out = out + (1 - out) * np.array([0.95, 0.45, 0.2], np.float32) * (leak * _F(0.5))[..., None]
    out = grained(vignetted(out, 0.3), rng, 0.07)
    return _bordered(_dusty(out, unit, branch(rng)), unit)


def _dusty(pixels: Field, unit: int, rng: Stream) -> Field:
    """Specks and hairs that lay on the print."""
    height, width = pixels.shape[:2]
    image = Image.new("L", (width, height))
    draw = ImageDraw.Draw(image)
    for _ in range(90):
        x, y = pick(rng, 0, width), pick(rng, 0, height)
        size = unit * pick(rng, 0.0003, 0.0013)
        draw.ellipse((x - size, y - size, x + size, y + size), fill=int(pick(rng, 60, 170)))
    for _ in range(5):
        x, y, bend = pick(rng, 0, width), pick(rng, 0, height), pick(rng, -0.02, 0.02) * unit
        hair = [(x, y), (x + bend, y + unit * 0.014), (x - bend * 0.5, y + unit * 0.034)]
        draw.line(hair, fill=90, width=max(1, unit // 900))
    specks = np.asarray(image, np.float32) * _F(1 / 255)
    return pixels + (1 - pixels) * specks[..., None]


def _bordered(pixels: Field, unit: int) -> Field:
    height, width = pixels.shape[:2]
    rim, radius = unit * 0.04, unit * 0.018
    x = np.abs(np.arange(width, dtype=np.float32) + _F(0.5) - _F(width / 2))[None, :]
    y = np.abs(np.arange(height, dtype=np.float32) + _F(0.5) - _F(height / 2))[:, None]
    over_x = np.maximum(x - _F(width / 2 - rim - radius), 0)
    over_y = np.maximum(y - _F(height / 2 - rim - radius), 0)
    inside = clip01(_F(radius + 0.5) - np.sqrt(over_x * over_x + over_y * over_y))
    paper = np.array([0.955, 0.935, 0.885], np.float32)
    return clip01(paper + (pixels - paper) * inside[..., None])


def dreamlike(pixels: Field, rng: Stream) -> Field:
    """Fantasy: light that wells over, violet depths, motes in the air."""
    height, width = pixels.shape[:2]
    unit = min(height, width)
    out = graded(pixels, (0.36, 0.3, 0.66), (0.72, 0.6, 0.42), 0.7)
    out = bloomed(saturated(out, 1.16), unit * 0.04, 0.5, 0.62)
    motes = np.zeros((height, width), np.float32)
    count = int(130 * height * width / unit**2)
    own = branch(rng)
    for x, y, size in zip(
        own.random_sample(count), own.random_sample(count), own.random_sample(count), strict=True
    ):
        radius = unit * (0.002 + 0.007 * size**3)
        reach = int(radius * 3) + 2
        column, row = int(x * width), int(y * height)
        left, top = max(0, column - reach), max(0, row - reach)
        patch = motes[top : row + reach, left : column + reach]
        rows = (np.arange(top, top + patch.shape[0], dtype=np.float32) - _F(row))[:, None]
        columns = (np.arange(left, left + patch.shape[1], dtype=np.float32) - _F(column))[None, :]
        away = np.sqrt(rows * rows + columns * columns) / radius
        mote = _F(0.5 + 0.5 * size) / (1 + away * away * away * away)
        np.maximum(patch, mote.astype(np.float32), out=patch)
    halo = blurred(motes, unit * 0.008)
    gold = np.array([1.0, 0.9, 0.66], np.float32)
    out = out + (1 - out) * gold * clip01(motes * _F(0.85) + halo * _F(1.4))[..., None]
    return clip01(vignetted(out, 0.3))


def drawn_film(pixels: Field, rng: Stream) -> Field:
    """Animation: clean tones, clear blue shadows, a thin line, sunlight in the air."""
    across, down, unit = _inset(pixels)
    flat = softened(pixels, unit * 0.0022)
    light = luminance(flat)
    steps = np.floor(light * _F(9)) / 9 + smooth(light * _F(9) % 1, 0.35, 0.65) / 9
    out = flat * ((steps * _F(1.02) + _F(0.05)) / np.maximum(light, 0.05))[..., None]
    out = graded(saturated(clip01(out), 1.3), (0.36, 0.46, 0.72), (0.6, 0.55, 0.46), 0.7)
    line = smooth(edges(luminance(pixels), unit * 0.0014, 9), 0.2, 0.7)
    ink = np.array([0.16, 0.14, 0.27], np.float32)
    out += (ink - out) * (line * _F(0.6))[..., None]
    shaft = smooth(across * _F(0.6) + down, -0.6, -2.0)
    out = out + (1 - out) * np.array([1.0, 0.95, 0.8], np.float32) * (shaft * _F(0.28))[..., None]
    _ = rng
    return clip01(bloomed(clip01(out), unit * 0.014, 0.74, 0.4))


def photographed(pixels: Field, rng: Stream) -> Field:
    """The response of a camera: contrast in an S, soft highlights, fine grain."""
    unit = min(pixels.shape[:2])
    curve = pixels * pixels * (3 - 2 * pixels)
    out = pixels + (curve - pixels) * _F(0.5)
    out = graded(saturated(out, 0.92), (0.46, 0.48, 0.54), (0.56, 0.53, 0.48), 0.5)
    out = bloomed(clip01(out), unit * 0.014, 0.74, 0.35)
    return clip01(grained(vignetted(out, 0.34), rng, 0.035))


def monochrome(pixels: Field, rng: Stream) -> Field:
    """Black and white, with the tones of a good print."""
    light = pixels[..., 0] * _F(0.42) + pixels[..., 1] * _F(0.46) + pixels[..., 2] * _F(0.12)
    low, high = np.percentile(light[::8, ::8], (0.5, 99.5))
    light = clip01((light - _F(low)) * _F(1 / max(0.1, high - low)))
    light = light + (light * light * (3 - 2 * light) - light) * _F(0.6)
    warm = np.array([1.0, 0.985, 0.955], np.float32)
    out = (light * _F(0.95) + _F(0.02))[..., None] * warm
    return clip01(grained(vignetted(out, 0.34), rng, 0.05))


def pastel(pixels: Field, rng: Stream) -> Field:
    """Pale, powdery colours."""
    out = saturated(pixels, 0.72) * _F(0.62) + _F(0.36)
    _ = rng
    return clip01(out)
