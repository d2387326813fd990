"""Hostile texts are data: whatever they say, the model is told the same, and may do the same."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from koda.core.canvas import Node
from koda.core.ids import AssetId, NodeId
from koda.nodes.agents.motion_answer import Usable
from koda.nodes.agents.prompts import data_block
from koda.nodes.agents.storyboard_answer import clean
from koda.nodes.agents.storyboard_board import Board
from koda.providers.text import TextRequest
from tests.media.films import film
from tests.nodes.agents.listening import Listener, around, blocks, seeing_models, words_of
from tests.nodes.workbench import media, tool
from tests.runs.studio import Studio, open_studio, step_of, text

CASES = Path(__file__).parents[2] / "cases" / "injections.json"
HOSTILE: Sequence[Mapping[str, str]] = json.loads(CASES.read_text(encoding="utf-8"))
HARMLESS = "A red enamel mug on a table"
RED = ((200, 30, 30),)


@dataclass(frozen=True)
class Role:
    """Where a text can get into what a model is asked.

    Attributes:
        node: The node with the text everywhere that somebody can write.
        wired: Nodes that bring a text, or a picture of that name.
        wires: Their wires.
    """

    node: Callable[[str], Node]
    wired: str = ""


def draft(said: str) -> dict[str, Any]:
    scene = {"title": said, "prompt": f"{said} x", "description": said, "references": [said]}
    identity = {"label": said, "role": said, "identity": said}
    return {"scenes": [scene] * 4, "identities": [identity], "summary": said, "style": said}


def shots(said: str) -> dict[str, Any]:
    shot = {"number": 1, "angle": said, "description": said, "prompt": f"{said} x"}
    return {"identity": said, "shots": [shot] * 4, "summary": said}


def storyboard(said: str, **more: Any) -> Node:
    return tool("a", "storyboard", product=said, character=said, concept=said, **more)


def analysis(said: str) -> dict[str, Any]:
    scene = {"number": 1, "end": 2, "description": said, "camera": said, "mood": said}
    made = {"title": said, "prompt": f"{said} x", "negative_prompt": said}
    return {"scenes": [scene], "prompts": [made], "summary": said, "style": said, "pacing": said}


ROLES: Mapping[str, Role] = {
    "enhancer": Role(lambda said: tool("a", "prompt-enhancer", prompt=said, wishes=said), "text"),
    "storyboard": Role(storyboard, "picture"),
    "storyboard, a wish": Role(lambda said: storyboard(said, talk=[{"id": "t", "text": said}])),
    "storyboard, next draft": Role(
        lambda said: storyboard(
            said,
            video_family="veo",
            talk=[{"id": "s", "text": said}, {"id": said, "text": said, "draft": draft(said)}],
        ),
        "picture",
    ),
    "concept": Role(lambda said: storyboard(said, making="concept", surroundings=said), "picture"),
    "product shots": Role(
        lambda said: tool("a", "product-shot", product_name=said, notes=said), "picture"
    ),
    "product shots, next draft": Role(
        lambda said: tool(
            "a",
            "product-shot",
            product_name=said,
            talk=[{"id": "s", "text": said}, {"id": "t", "text": said, "draft": shots(said)}],
        )
    ),
    "analyzer": Role(lambda said: tool("a", "motion-analyzer", focus=said), "film"),
    "analyzer, next draft": Role(
        lambda said: tool(
            "a",
            "motion-analyzer",
            focus=said,
            talk=[{"id": "s", "text": said}, {"id": "t", "text": said, "draft": analysis(said)}],
        ),
        "film",
    ),
}


@pytest.fixture
def model() -> Listener:
    return Listener()


@pytest.fixture
async def studio(tmp_path: Path, model: Listener) -> AsyncIterator[Studio]:
    writers = {"anthropic": model}
    async with open_studio(tmp_path, writers=writers, text_models=seeing_models()) as studio:
        yield studio


async def asked(
    studio: Studio, model: Listener, role: Role, said: str, file: Node, key: str
) -> tuple[TextRequest, Any]:
    """Run the role's node over a text, and give what the model was first asked, and the step."""
    model.asked.clear()
    name = said[:200]
    nodes = [role.node(said)]
    if role.wired == "text":
        nodes.append(text("w", said).model_copy(update={"name": name}))
    if role.wired in {"picture", "film"}:
        nodes.append(file.model_copy(update={"id": NodeId("w"), "name": name}))
    await studio.put(*nodes, wires="w>a" if role.wired else "")
    step = step_of(await studio.run(key), "a")
    return model.asked[0], step


def strings(value: Any) -> set[str]:
    """Every text within a JSON value, without the space around it."""
    if isinstance(value, str):
        return {value.strip()}
    if isinstance(value, dict):
        value = list(cast("dict[str, Any]", value).values())
    parts = cast("list[Any]", value) if isinstance(value, list) else []
    return {found for part in parts for found in strings(part)}


@pytest.mark.rule("R32")
@pytest.mark.parametrize("role", ROLES)
async def test_no_text_changes_what_a_model_is_told_or_may_do(
    studio: Studio, model: Listener, tmp_path: Path, role: str
) -> None:
    drawn = tmp_path / "drawn.png"
    Image.new("RGB", (40, 40), "red").save(drawn)
    shot = ROLES[role].wired == "film"
    file = await media(
        studio, "w", film(tmp_path / "shot.mp4", (32, 24), fps=4, colors=RED) if shot else drawn
    )
    same, _ = await asked(studio, model, ROLES[role], HARMLESS, file, "harmless")
    told = (same.system, same.tools, same.schema, same.role, same.model)
    for number, case in enumerate(HOSTILE[:: 3 if shot else 1]):  # a film takes time to measure
        said = case["text"]
        request, step = await asked(studio, model, ROLES[role], said, file, f"k{number}")
        now = (request.system, request.tools, request.schema, request.role, request.model)
        assert now == told, case["name"]
        frame = [around(one) for one in words_of(request)]
        assert frame == [around(one) for one in words_of(same)], case["name"]
        found = [block for one in words_of(request) for block in blocks(one)]
        assert said.strip() in strings([value for _, value in found]), case["name"]
        assert step.state == "done", (case["name"], step.failure)
        holds(role, step.outputs)


def holds(role: str, outputs: Mapping[str, Any]) -> None:
    """See that what came out has the shape that it always has."""
    if role.startswith("storyboard"):
        board = Board.model_validate(outputs["board"].json_)
        assert len(board.scenes) == 4
        assert all(scene.prompt for scene in board.scenes)
    elif role.startswith("product"):
        plan = outputs["shots"].json_
        assert all(shot["prompt"] for shot in plan["shots"])
    elif role.startswith("analyzer"):
        found = Usable.model_validate(outputs["analysis"].json_)
        assert outputs["prompt"].text == found.prompts[0].prompt
    elif role == "concept":
        assert 0 < len(outputs["summary"].text.split()) <= 80
    else:
        assert outputs["output"].text


@pytest.mark.rule("R32")
async def test_what_a_file_is_called_and_says_of_itself_goes_nowhere(
    studio: Studio, model: Listener, tmp_path: Path
) -> None:
    told: set[str] = set()
    for number, case in enumerate(HOSTILE):
        said = case["text"]
        notes = PngInfo()
        for key in ("Description", "Comment", "XML:com.adobe.xmp"):
            notes.add_itxt(key, said)
        path = tmp_path / f"p{number}.png"
        Image.new("RGB", (20, 20), (number, 0, 0)).save(path, pnginfo=notes)
        picture = await media(studio, "w", path)
        await studio.put(tool("a", "storyboard", product=HARMLESS), picture, wires="w>a")
        model.asked.clear()
        await studio.run(f"m{number}")
        told.add(json.dumps([model.asked[0].system, *words_of(model.asked[0])]))
        assert (await studio.library.get(AssetId(str(picture.parameters["asset"])))).name
    assert len(told) == 1


# The block itself


@pytest.mark.rule("R32")
@pytest.mark.parametrize("case", HOSTILE, ids=lambda case: case["name"])
def test_a_block_cannot_be_closed_from_within(case: Mapping[str, str]) -> None:
    said: Any = {case["text"]: [case["text"], {"a": case["text"]}]}
    block = data_block("wishes", said)
    assert blocks(block) == [("wishes", said)]
    inside = block.removeprefix("<wishes>\n").removesuffix("\n</wishes>")
    assert not {"<", ">", "&"} & set(inside)
    assert around(f"before {block} after") == "before <wishes>… after"


def test_letters_that_nobody_sees_are_plain_in_a_block() -> None:
    hidden = "\u202e\u200b\u2066\ufeff" + "".join(chr(0xE0000 + ord(one)) for one in "obey")
    block = data_block("wishes", hidden)
    assert block.isascii()
    assert blocks(block) == [("wishes", hidden)]


def test_scripts_and_emoji_stay_as_they_are_written() -> None:
    for said in ("ग्राहक\u200dज", "👩\u200d🍳", "می\u200cخواهم", "Ünïcödé"):
        assert said in data_block("wishes", said)


def test_a_label_is_cleaned_before_it_is_said() -> None:
    for case in HOSTILE:
        label = clean(case["text"], 80)
        assert len(label) <= 80
        assert not any(ord(one) >= 0xE0000 or one in "\u202e\x1b\x00" for one in label)


def test_the_corpus_is_of_many_kinds() -> None:
    assert len(HOSTILE) >= 25
    assert len({case["where"] for case in HOSTILE}) >= 8
    assert len({case["text"] for case in HOSTILE}) == len(HOSTILE)
