"""Each tool for pictures works on a canvas, from the wire to the stored result."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PIL import Image

from koda.core.errors import HasProblems
from tests.nodes.workbench import assets, files, media, picture, run_twice, tool
from tests.runs.studio import Studio, open_studio, step_of


@pytest.fixture
async def studio(tmp_path: Path) -> AsyncIterator[Studio]:
    async with open_studio(tmp_path) as opened:
        yield opened


@pytest.mark.parametrize(
    ("kind", "parameters", "size"),
    [
        ("crop", {"aspect_ratio": "1:1"}, (40, 40)),
        ("crop", {"x": 50, "y": 0, "width": 25, "height": 50}, (20, 20)),
        ("resize", {"side": 20}, (20, 10)),
        ("resize", {"mode": "fill", "width": 30, "height": 30}, (30, 30)),
        ("pad", {"aspect_ratio": "1:1"}, (80, 80)),
        ("pad", {"left": 5, "bottom": 6, "fill": "blur"}, (85, 46)),
    ],
)
async def test_a_picture_goes_in_and_one_comes_out(
    studio: Studio, tmp_path: Path, kind: str, parameters: dict[str, object], size: tuple[int, int]
) -> None:
    source = await media(studio, "m", picture(tmp_path / "a.png"))
    await studio.put(source, tool("t", kind, **parameters), wires="m>t")
    run = await run_twice(studio)
    (made,) = await assets(studio, run, "t")
    assert (made.width, made.height) == size
    assert made.origin == "generated"
    assert made.recipe is not None
    assert (made.recipe.kind, made.recipe.node) == (kind, "t")
    assert made.recipe.parameters.items() >= parameters.items()
    assert made.recipe.inputs == (source.parameters["asset"],)


async def test_several_pictures_are_worked_on_in_order(studio: Studio, tmp_path: Path) -> None:
    nodes = [
        await media(studio, color, picture(tmp_path / f"{color}.png", color))
        for color in ("red", "blue", "white")
    ]
    await studio.put(*nodes, tool("t", "resize", side=8), wires="red>t, blue>t, white>t")
    run = await run_twice(studio)
    found = [Image.open(path).getpixel((0, 0)) for path in await files(studio, run, "t")]
    assert found == [(255, 0, 0), (0, 0, 255), (255, 255, 255)]


async def test_what_cannot_be_done_fails_with_a_remedy(studio: Studio, tmp_path: Path) -> None:
    source = await media(studio, "m", picture(tmp_path / "a.png"))
    await studio.put(source, tool("t", "pad", color="no such colour", left=5), wires="m>t")
    step = step_of(await studio.run("k"), "t")
    assert step.state == "failed"
    assert "no colour" in step.failure.message
    assert step.failure.remedy


async def test_a_tool_without_a_picture_says_what_is_missing(studio: Studio) -> None:
    await studio.put(tool("t", "crop"))
    with pytest.raises(HasProblems) as caught:
        await studio.run("k")
    (problem,) = caught.value.fields["problems"]  # type: ignore[misc]
    assert problem["code"] == "missing_input"
    assert problem["input"] == "image"


async def test_layers_are_laid_over_the_base_and_a_mask_decides(
    studio: Studio, tmp_path: Path
) -> None:
    mask = Image.new("L", (80, 40), 0)
    mask.paste(255, (40, 0, 80, 40))
    mask.save(tmp_path / "mask.png")
    await studio.put(
        await media(studio, "base", picture(tmp_path / "a.png", "red")),
        await media(studio, "top", picture(tmp_path / "b.png", "blue")),
        await media(studio, "mask", tmp_path / "mask.png"),
        tool("t", "composite"),
        wires="base>t.base, top>t.layer, mask>t.mask",
    )
    run = await run_twice(studio)
    (path,) = await files(studio, run, "t")
    made = Image.open(path)
    assert (made.getpixel((10, 20)), made.getpixel((70, 20))) == ((255, 0, 0), (0, 0, 255))
    (asset,) = await assets(studio, run, "t")
    assert asset.recipe is not None
    assert asset.recipe.roles == ("base", "layer", "mask")


async def test_a_mask_that_the_node_holds_is_used(studio: Studio, tmp_path: Path) -> None:
    black = await media(studio, "x", picture(tmp_path / "mask.png", "black"))
    await studio.put(
        await media(studio, "base", picture(tmp_path / "a.png", "red")),
        await media(studio, "top", picture(tmp_path / "b.png", "blue")),
        tool("t", "composite", mask=black.parameters["asset"]),
        wires="base>t.base, top>t.layer",
    )
    (path,) = await files(studio, await run_twice(studio), "t")
    assert Image.open(path).getpixel((10, 20)) == (255, 0, 0)


async def test_pictures_become_a_labelled_sheet(studio: Studio, tmp_path: Path) -> None:
    await studio.put(
        await media(studio, "a", picture(tmp_path / "a.png", "red")),
        await media(studio, "b", picture(tmp_path / "b.png", "blue")),
        tool("names", "list", items="First\n\nSecond"),
        tool("t", "grid", columns=2, cell=200, gap=10),
        wires="a>t.image, b>t.image, names>t.label",
    )
    (made,) = await assets(studio, await run_twice(studio), "t")
    assert made.width == 430
    assert made.height is not None
    assert made.height > 120


async def test_generated_pictures_flow_into_tools(studio: Studio) -> None:
    await studio.put(
        tool("g", "image-generator", model="offline-image", prompt="a red fox", image_count=2),
        tool("t", "crop", aspect_ratio="1:1"),
        tool("s", "grid", cell=64),
        wires="g>t, t>s.image",
    )
    run = await studio.run("k")
    assert len(await assets(studio, run, "t")) == 2
    assert len(await assets(studio, run, "s")) == 1
    assert run.price == 0
