"""Draws the lines of a set text: as a whole, or each piece where its move has it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from koda.animation.engines.python.layers import Text
from koda.animation.engines.python.renderer.fonts import Face, font
from koda.animation.engines.python.renderer.layout import Letter, Line, Setting
from koda.animation.engines.python.renderer.poses import REST, Pose, pose
from koda.animation.engines.python.renderer.running import draw_running
from koda.animation.engines.python.renderer.skia_library import Native, load

_ABOVE, _BELOW = 1.0, 0.32
"""Em around the base line that a line's mask leaves open."""


def is_split(layer: Text) -> bool:
    """Tell whether its moves are by pieces, so that the layer as a whole has none."""
    return any(
        move is not None and _splits(move.by, move.kind) for move in (layer.enter, layer.leave)
    )


def _splits(by: str, kind: str) -> bool:
    return by != "whole" or kind in ("mask", "type")


def by_of(layer: Text) -> str:
    """Give into which pieces a text is taken: the finest that one of its moves wants."""
    if not is_split(layer):
        return "whole"
    wanted = {move.by for move in (layer.enter, layer.leave) if move is not None}
    return next((one for one in ("letter", "word", "line") if one in wanted), "line")


def pieces_of(layer: Text, setting: Setting) -> int:
    """Give into how many pieces a text is taken; 0: it moves as a whole."""
    by = by_of(layer)
    if by == "whole":
        return 0
    if by == "line":
        return len(setting.lines)
    return sum(_line_pieces(line, by) for line in setting.lines)


def _line_pieces(line: Line, by: str) -> int:
    if line.running is not None:
        return 1
    return len(line.letters) if by == "letter" else len({one.word for one in line.letters})


@dataclass
class Brush:
    """Draws the lines of one text, in order: pieces are counted as they are drawn."""

    canvas: Native
    layer: Text
    setting: Setting
    family: Native
    plain: Native
    accent: Native
    backing: Native
    tracking: float
    shares: tuple[tuple[float, float], ...]

    def __post_init__(self) -> None:
        self._by = by_of(self.layer)
        self._tall = self.setting.size * self.layer.line_height
        self._extra = (self.tracking - max(self.layer.tracking.values)) * self.setting.size
        self._piece = 0

    def line(self, place: int, line: Line) -> None:
        """Draw a line with what is behind it."""
        count = max(len(line.letters) - 1, 0)
        wide = line.width * self.setting.size + self._extra * count
        x = self._left(wide)
        y = self._base(place)
        if self.backing is not None:
            self._back(place, x, y, wide)
        if line.running is not None or self._by in ("whole", "line"):
            self._draw(self._pose(self._next_share(place)), line, line.letters, x, y, wide)
            return
        for letters in _groups(line, self._by):
            first, last = letters[0], letters[-1]
            left = x + self._at(first)
            right = x + self._at(last) + last.width * self.setting.size
            self._draw(self._pose(self._next_share(place)), line, letters, x, y, right - left, left)

    def _next_share(self, line: int) -> tuple[float, float]:
        place = line if self._by == "line" else self._piece
        self._piece += 1
        return self.shares[place] if place < len(self.shares) else (1.0, 0.0)

    def _pose(self, share: tuple[float, float]) -> Pose:
        if self._by == "whole":
            return REST
        return pose(self.layer, *share, self._tall)

    def _left(self, wide: float) -> float:
        half = self.layer.width / 2
        if self.layer.align == "left":
            return -half
        return half - wide if self.layer.align == "right" else -wide / 2

    def _base(self, place: int) -> float:
        cap = self.setting.cap * self.setting.size
        block = self._tall * (len(self.setting.lines) - 1)
        half = self.layer.height / 2
        if self.layer.valign == "top":
            first = -half + cap
        elif self.layer.valign == "bottom":
            first = half - block - 0.24 * self.setting.size
        else:
            first = (cap - block) / 2
        return first + self._tall * place

    def _at(self, letter: Letter) -> float:
        return letter.x * self.setting.size + self._extra * letter.place

    def _draw(
        self,
        at: Pose,
        line: Line,
        letters: tuple[Letter, ...],
        x: float,
        y: float,
        wide: float,
        left: float | None = None,
    ) -> None:
        if at.opacity <= 0 or at.shown <= 0:
            return
        if at is REST:
            self._letters(line, letters, x, y, 1.0)
            return
        canvas, skia = self.canvas, load()
        size = self.setting.size
        begin = x if left is None else left
        canvas.save()
        if at.edge:
            above, below = y - _ABOVE * size, y + _BELOW * size
            right = begin + wide
            pad = size * 0.06
            if at.edge.endswith("wipe"):
                right = begin - pad + (wide + pad * 2) * at.shown
            elif at.edge.endswith("wipe-up"):
                above = below - (below - above) * at.shown
            canvas.clipRect(
                skia.Rect.MakeLTRB(begin - pad, above, right + pad, below), doAntiAlias=True
            )
        middle_x, middle_y = begin + wide / 2, y - self.setting.cap * size / 2
        canvas.translate(middle_x + at.x, middle_y + at.y)
        canvas.scale(at.scale_x, at.scale_y)
        canvas.translate(-middle_x, -middle_y)
        self._letters(line, letters, x, y, at.opacity)
        canvas.restore()

    def _letters(
        self, line: Line, letters: tuple[Letter, ...], x: float, y: float, opacity: float
    ) -> None:
        size = self.setting.size
        plain = _faded(self.plain, opacity)
        if line.running is not None:
            draw_running(
                self.canvas,
                line.running,
                self.family,
                self.layer.weight,
                size=size,
                x=x,
                y=y,
                paint=plain,
            )
            return
        accent = _faded(self.accent, opacity) if self.accent is not None else plain
        for letter in letters:
            if letter.face is None or letter.cluster.isspace():
                continue
            paint = accent if letter.word in self.layer.accent_words else plain
            blob, base = _blob(letter.face, letter.cluster, size)
            if blob is not None:
                self.canvas.drawTextBlob(blob, x + self._at(letter), y - base, paint)

    def _back(self, place: int, x: float, y: float, wide: float) -> None:
        assert self.layer.backing is not None
        skia, size = load(), self.setting.size
        share = self._back_share(place)
        if share <= 0:
            return
        pad, radius = self.layer.backing.pad, self.layer.backing.radius
        box = skia.Rect.MakeXYWH(
            x - pad,
            y - self.setting.cap * size - pad,
            (wide + pad * 2) * share,
            self.setting.cap * size + pad * 2,
        )
        self.canvas.drawRoundRect(box, radius, radius, self.backing)

    def _back_share(self, line: int) -> float:
        if not self.shares:
            return 1.0
        before = sum(_line_pieces(one, self._by) for one in self.setting.lines[:line])
        place = line if self._by == "line" else before
        came, gone = self.shares[min(place, len(self.shares) - 1)]
        return (1 - (1 - min(came * 2.2, 1.0)) ** 3) * (1 - gone)


def _groups(line: Line, by: str) -> list[tuple[Letter, ...]]:
    if by == "letter":
        return [(letter,) for letter in line.letters]
    words: dict[int, list[Letter]] = {}
    for letter in line.letters:
        words.setdefault(letter.word, []).append(letter)
    return [tuple(letters) for letters in words.values()]


def _faded(paint: Native, opacity: float) -> Native:
    if opacity >= 1:
        return paint
    faded = load().Paint(paint)
    faded.setAlphaf(faded.getAlphaf() * opacity)
    return faded


@lru_cache(maxsize=8192)
def _blob(face: Face, cluster: str, size: float) -> tuple[Native, float]:
    """Give a letter to be drawn, with how far below its top its base line is."""
    skia, sized = load(), font(face, size)
    if len(cluster) == 1:
        return skia.TextBlob.MakeFromString(cluster, sized), 0.0
    return skia.TextBlob.MakeFromShapedText(cluster, sized), -sized.getMetrics().fAscent
