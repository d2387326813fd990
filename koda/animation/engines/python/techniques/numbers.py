"""Data visualization: the numbers of the scene's words, counted and compared."""

from __future__ import annotations

from koda.animation.engines.python.techniques.kit import Drawn, Kit, LayerData
from koda.animation.engines.typescript.figures import Figure


def draw(kit: Kit) -> Drawn:
    """Show one figure as a number that counts, several as bars; without any a numbered list."""
    figures = kit.scene.figures
    if not figures:
        return _listed(kit)
    layers = [*_single(kit, figures[0])] if len(figures) == 1 else _compared(kit, figures)
    behind = kit.backdrop(kit.scene.media)
    return _drifting(kit, [*behind, *_grid(kit), *layers, *kit.corner()])


def _single(kit: Kit, figure: Figure) -> list[LayerData]:
    text, shown = kit.halves()
    starts, ends = kit.begin + kit.at(0.3), kit.begin + kit.at(1.9)
    side = min(shown.width, shown.height)
    is_share = figure.suffix.strip() == "%" and 0 < figure.value <= 100
    layers: list[LayerData] = []
    if is_share:
        for color, until in (("line", 1.0), ("accent", figure.value / 100)):
            layers.append({
                "type": "shape", "shape": "ellipse", "x": round(shown.x), "y": round(shown.y),
                "width": round(side * 0.86), "height": round(side * 0.86), "fill": None,
                "rotation": -90,
                "stroke": {"color": color, "width": round(side * 0.075)},
                "trim_to": until if color == "line" else
                [[round(starts, 3), 0], [round(ends, 3), round(until, 4), "in-out"]],
                "enter": kit.enter("fade", 0),
            })  # fmt: skip
    number: LayerData = {
        "type": "text", "text": f"{figure.prefix}{{}}{figure.suffix}", "x": round(shown.x),
        "y": round(shown.y), "width": round(side * 0.62 if is_share else shown.width),
        "height": round(side * 0.5), "size": 330, "weight": max(kit.pace.weight, 700),
        "tracking": kit.pace.tracking, "color": "foreground" if is_share else "accent_text",
        "count": {
            "value": [[round(starts, 3), 0], [round(ends, 3), figure.value, "out"]],
            "decimals": min(figure.decimals, 4),
        },
        "enter": kit.enter("fade", kit.begin),
    }  # fmt: skip
    layers.append(number)
    if figure.label:
        layers.append({
            "type": "text", "text": figure.label, "x": round(shown.x), "font": "body",
            "y": round(shown.y + side * (0.19 if is_share else 0.3)), "size": 34, "weight": 500,
            "width": round(side * 0.52 if is_share else shown.width), "height": 110,
            "color": "muted", "valign": "top" if is_share else "middle",
            "enter": kit.enter("rise", starts + kit.at(0.3)),
        })  # fmt: skip
    return [*layers, *kit.words(text, size=112)]


def _compared(kit: Kit, figures: tuple[Figure, ...]) -> list[LayerData]:
    text, shown = kit.halves()
    many = len(figures) > 4 and not kit.is_upright
    kind = "rows" if kit.is_upright or (not many and any(len(one.label) > 12 for one in figures)) \
        else "bars"  # fmt: skip
    suffixes = {one.suffix for one in figures}
    suffix = suffixes.pop() if len(suffixes) == 1 else ""
    largest = max(range(len(figures)), key=lambda place: figures[place].value)
    chart: LayerData = {
        "type": "chart", "kind": kind, "x": round(shown.x), "y": round(shown.y),
        "width": round(shown.width), "height": round(min(shown.height, 760)),
        "values": [one.value for one in figures], "labels": [one.label[:60] for one in figures],
        "unit": suffix.strip()[:8], "highlight": largest, "quiet": "surface",
        "progress": [
            [round(kit.begin + kit.at(0.3), 3), 0],
            [round(kit.begin + kit.at(2.0), 3), 1, "linear"],
        ],
        "enter": kit.enter("fade", kit.at(0.1)),
    }  # fmt: skip
    return [chart, *kit.words(text, size=108)]


def _listed(kit: Kit) -> Drawn:
    """Lines as rows with a number and a hairline each."""
    lines = kit.scene.lines
    if not lines:
        centered = kit.words(kit.inner, size=150, align="left")
        behind = kit.backdrop(kit.scene.media)
        return _drifting(kit, [*behind, *_grid(kit), *centered, *kit.corner()])
    text, shown = kit.halves()
    rows: list[LayerData] = []
    tall = min(shown.height / len(lines), 170)
    top = shown.y - tall * len(lines) / 2
    for place, line in enumerate(lines):
        y = top + tall * (place + 0.5)
        at = kit.begin + kit.at(0.25 + 0.16 * place)
        rows += [
            {
                "type": "shape", "x": round(shown.x), "y": round(y - tall / 2), "height": 2,
                "width": round(shown.width), "fill": "line", "enter": kit.enter("wipe", at),
            },
            {
                "type": "text", "text": f"{place + 1:02}", "x": round(shown.left + 42),
                "y": round(y), "width": 84, "height": 60, "size": 34, "weight": 700,
                "align": "left", "color": "accent_text", "enter": kit.enter("mask", at),
            },
            {
                "type": "text", "text": line, "x": round(shown.x + 55), "y": round(y),
                "width": round(shown.width - 110), "height": round(tall * 0.84), "size": 42,
                "font": "body", "weight": 500, "align": "left",
                "enter": kit.enter("mask", at + kit.at(0.06), by="line"),
            },
        ]  # fmt: skip
    heading = [kit.heading(text, size=112, at=kit.begin, align="left")]
    behind = kit.backdrop(kit.scene.media)
    return _drifting(kit, [*behind, *_grid(kit), *heading, *rows, *kit.corner()])


def _drifting(kit: Kit, layers: list[LayerData]) -> Drawn:
    """Come a little nearer all the time: a picture that is read never stands still."""
    return Drawn(layers, camera={"zoom": [[0, 1.0], [kit.stays, 1.03, "linear"]]})


def _grid(kit: Kit) -> list[LayerData]:
    """Hairlines across the picture, drawn one after the other."""
    return [
        {
            "type": "shape", "width": round(kit.wide), "height": 1.5,
            "y": round(-kit.tall / 2 + kit.tall * (row + 1) / 6), "fill": "line/60",
            "enter": kit.enter("wipe", kit.at(0.05 * row), seconds=kit.at(0.9), ease="expo-out"),
        }
        for row in range(5)
    ]  # fmt: skip
