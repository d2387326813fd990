"""Cuts the subject of a picture out: what is not of the colours at the border, softly."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

from koda.media.saving import encoded, opened

NOTE = "Cut out on this machine by the colours at the border, not by an AI model."

Plane = npt.NDArray[np.float64]
_WORKED = 512  # pixels of the longer side in which regions are found
_COLOURS = 5
_CLOSEST, _FARTHEST = 11.0, 60.0  # how different the subject must be, of 255
_LEAST, _MOST = 0.02, 0.97  # of the picture: a subject that can be right
_SOFT = 8  # pixels around which an edge is looked for


def cut_out(path: Path) -> bytes:
    """Make the background of a picture transparent; blocking. Always a PNG.

    Where the border shows nothing that could be a background, what stands out in the middle is
    kept.
    """
    picture = opened(path)
    small = picture.convert("RGB")
    small.thumbnail((_WORKED, _WORKED), Image.Resampling.BOX)
    pixels = _eye(np.asarray(small, np.float64))
    different = _different(pixels)
    subject = _flooded(different)
    if not _LEAST < subject.mean() < _MOST:
        subject = _standing_out(different)
    clean = _cleaned(subject)
    alpha = _fitted(picture, small, clean)
    if picture.mode == "RGBA":
        before = np.asarray(picture.getchannel("A"), np.float64) / 255
        alpha *= before
    result = picture.convert("RGB")
    result.putalpha(Image.fromarray(np.rint(alpha * 255).astype(np.uint8)))
    return encoded(result, photo=False)


def _eye(pixels: Plane) -> Plane:
    """Colours as they are told apart: brightness counts less, because shadows are background."""
    red, green, blue = pixels[..., 0], pixels[..., 1], pixels[..., 2]
    light = 0.299 * red + 0.587 * green + 0.114 * blue
    return np.stack([0.8 * light, 1.1 * (red - light), 0.9 * (blue - light)], axis=-1)


def _different(pixels: Plane) -> Plane:
    """How far each pixel is from the nearest colour of the border."""
    edge = max(1, min(pixels.shape[:2]) // 64)
    ring = np.concatenate(
        [
            pixels[:edge].reshape(-1, 3),
            pixels[-edge:].reshape(-1, 3) if pixels.shape[0] > 1 else pixels[:0].reshape(-1, 3),
            pixels[:, :edge].reshape(-1, 3),
            pixels[:, -edge:].reshape(-1, 3),
        ]
    )
    centres = ring[np.linspace(0, len(ring) - 1, _COLOURS).astype(np.intp)].copy()
    for _ in range(8):
        nearest = ((ring[:, None] - centres) ** 2).sum(axis=-1).argmin(axis=1)
        for number in range(len(centres)):
            members = ring[nearest == number]
            if len(members):
                centres[number] = members.mean(axis=0)
    nearest = ((ring[:, None] - centres) ** 2).sum(axis=-1).argmin(axis=1)
    # The subject may touch the border: a rare colour there is no background.
    shares = np.bincount(nearest, minlength=len(centres)) / len(ring)
    kept = centres[shares >= min(0.08, float(shares.max()))]
    distance = ((pixels[..., None, :] - kept) ** 2).sum(axis=-1).min(axis=-1)
    return np.sqrt(distance)


def _flooded(different: Plane) -> npt.NDArray[np.bool_]:
    """What cannot be reached from the border over pixels that are like it."""
    passable = different < min(_FARTHEST, max(_CLOSEST, 0.75 * _parting(different)))
    reached = np.zeros_like(passable)
    reached[[0, -1]] = passable[[0, -1]]
    reached[:, [0, -1]] = passable[:, [0, -1]]
    before = -1
    while (now := int(reached.sum())) != before:
        before = now
        for rows, open_ in ((reached, passable), (reached.T, passable.T)):
            for place in range(1, len(rows)):
                rows[place] |= rows[place - 1] & open_[place]
            for place in range(len(rows) - 2, -1, -1):
                rows[place] |= rows[place + 1] & open_[place]
    return ~reached


def _standing_out(different: Plane) -> npt.NDArray[np.bool_]:
    """What differs most from the border, rather in the middle."""
    height, width = different.shape
    down = np.linspace(-1, 1, height)[:, None]
    across = np.linspace(-1, 1, width)
    middle = np.exp(-1.6 * (down**2 + across**2))
    weighed = (different + 4) * middle
    return weighed > _parting(weighed)


def _parting(values: Plane) -> float:
    """The value that parts the small from the large ones best (Otsu)."""
    top = max(1e-6, float(values.max()))
    counts, edges = np.histogram(values, 128, (0, top))
    below = np.cumsum(counts)
    total = np.cumsum(counts * (edges[:-1] + edges[1:]) / 2)
    above = below[-1] - below
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = below * above * (total / below - (total[-1] - total) / above) ** 2
    return float(edges[1 + int(np.nan_to_num(apart, nan=-1.0, posinf=-1.0).argmax())])


def _cleaned(subject: npt.NDArray[np.bool_]) -> Image.Image:
    """Without specks and pinholes."""
    mask = Image.fromarray(np.where(subject, 255, 0).astype(np.uint8))
    for kernel in (
        *(ImageFilter.MinFilter(3), ImageFilter.MaxFilter(3)),
        *(ImageFilter.MaxFilter(5), ImageFilter.MinFilter(5)),
    ):
        mask = mask.filter(kernel)
    return mask


def _fitted(picture: Image.Image, small: Image.Image, mask: Image.Image) -> Plane:
    """Let the mask follow the edges of the whole picture: 0 to 1, in its size.

    Around each pixel the mask is explained by brightness, along a line; the lines are found in
    the small picture and used in the large one.
    """
    guide = np.asarray(small.convert("L"), np.float64) / 255
    wanted = np.asarray(mask, np.float64) / 255
    mean, aim = _blurred(guide), _blurred(wanted)
    spread = _blurred(guide * guide) - mean * mean
    together = _blurred(guide * wanted) - mean * aim
    slope = together / (spread + 0.002)
    offset = aim - slope * mean
    slope, offset = _blurred(slope), _blurred(offset)
    large = np.asarray(picture.convert("L"), np.float64) / 255
    alpha = _sized(slope, picture.size) * large + _sized(offset, picture.size)
    # What the region says for certain is kept; only the edge is decided by brightness.
    near = _sized(np.asarray(mask.filter(ImageFilter.BoxBlur(3)), np.float64) / 255, picture.size)
    alpha = np.where(near > 0.995, 1.0, np.where(near < 0.005, 0.0, alpha))
    return np.clip((alpha - 0.12) / 0.76, 0, 1)


def _blurred(plane: Plane) -> Plane:
    """The mean of the pixels around each."""
    return _down(_down(plane).T).T


def _down(plane: Plane) -> Plane:
    count = 2 * _SOFT + 1
    sums = np.cumsum(np.pad(plane, ((_SOFT + 1, _SOFT), (0, 0)), mode="edge"), axis=0)
    return (sums[count:] - sums[:-count]) / count


def _sized(plane: Plane, size: tuple[int, int]) -> Plane:
    image = Image.fromarray(plane.astype(np.float32))
    return np.asarray(image.resize(size, Image.Resampling.BILINEAR), np.float64)
