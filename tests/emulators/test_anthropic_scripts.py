"""Scripts of the emulated language model: which one answers, and what it makes of the facts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from pydantic import BaseModel

from koda.emulators.anthropic_rules import BadRule, load_rules
from koda.nodes.agents.product_shot_plan import ShotsAnswer, shots_of
from koda.nodes.agents.prompts import data_block, prompt_of
from koda.nodes.agents.storyboard_answer import BoardAnswer, RefinedAnswer, board_of, refined_of
from tests.cli.shell import koda, started
from tests.emulators.anthropic_asking import ask
from tests.emulators.anthropic_server import HEADERS, AnthropicServer, running_anthropic

SCENE = {"number": 1, "title": "Old", "prompt": "an old prompt", "references": ["r1"]}
SHOT = {
    "number": 1, "angle": "Hero", "description": "It.", "prompt": "a cup", "camera": "50 mm",
    "composition": "centred",
}  # fmt: skip


@pytest.fixture(scope="module")
def shared() -> Iterator[AnthropicServer]:
    with running_anthropic() as server:
        yield server


@pytest.fixture
def server() -> Iterator[AnthropicServer]:
    with running_anthropic() as server:
        yield server


@pytest.mark.parametrize("count", [4, 5, 6, 8])
def test_a_storyboard_has_the_scenes_that_are_asked_for(
    shared: AnthropicServer, count: int
) -> None:
    wishes = {
        "product": "Brass lamp <No. 4>",
        "character": "",
        "scene_count": count,
        "style": "noir",
        "references": [{"key": "r1", "label": "Lamp", "role": "subject"}],
    }
    words = f"{data_block('wishes', wishes)}\n\nWrite the storyboard."
    text = ask(shared, words, prompt_of("storyboard").system, BoardAnswer)
    board = board_of(count).model_validate_json(text)
    assert list(json.loads(text)) == ["identities", "scenes", "summary"]
    assert [scene.number for scene in board.scenes] == list(range(1, count + 1))
    assert [one.reference for one in board.identities] == ["r1"]
    assert "Brass lamp <No. 4>" in board.scenes[0].prompt
    assert board.scenes[0].prompt.endswith("noir style.")
    assert all(scene.transition or scene.number == 8 for scene in board.scenes)
    assert "${" not in text


def test_the_next_draft_changes_one_scene_and_keeps_the_others(shared: AnthropicServer) -> None:
    draft = {"scenes": [{**SCENE, "number": n} for n in (1, 2, 3)], "identities": []}
    wishes = {"product": "a lamp", "references": [], "wish": "make it rain", "draft": draft}
    words = f"{data_block('wishes', wishes)}\n\nWrite the next draft of the storyboard."
    board = refined_of(3).model_validate_json(ask(shared, words, shape=RefinedAnswer))
    assert [scene.keep for scene in board.scenes] == [0, 2, 3]
    assert "make it rain" in board.scenes[0].prompt
    assert "make it rain" in board.summary


def test_a_repair_still_knows_what_was_asked_for_first(shared: AnthropicServer) -> None:
    words = data_block("wishes", {"product": "a lamp", "scene_count": 5})
    turns = [
        {"role": "user", "content": words},
        {"role": "assistant", "content": "{}"},
        {"role": "user", "content": "This answer does not fit. Write the whole answer again."},
    ]
    board_of(5).model_validate_json(ask(shared, turns, shape=BoardAnswer))


@pytest.mark.parametrize("count", [4, 6, 8])
def test_product_shots_come_in_the_number_asked_for(shared: AnthropicServer, count: int) -> None:
    said = {"product": "Cup", "shot_count": count, "background": "a beach", "lighting": "low sun"}
    words = f"{data_block('request', said)}\n\nPlan the shots."
    text = ask(shared, words, prompt_of("product-shot").system, ShotsAnswer)
    plan = shots_of(count, count).model_validate_json(text)
    assert all("Cup" in shot.prompt and "a beach" in shot.prompt for shot in plan.shots)


def test_the_next_plan_of_shots_changes_the_first(shared: AnthropicServer) -> None:
    said = {"product": "Cup", "wish": "from below", "draft": [SHOT, {**SHOT, "number": 2}]}
    words = f"{data_block('request', said)}\n\nWrite the changed plan."
    plan = shots_of(1, 12).model_validate_json(ask(shared, words, shape=ShotsAnswer))
    assert [shot.prompt for shot in plan.shots] == ["a cup, from below", "a cup"]


@pytest.mark.parametrize("medium", ["image", "video", "music", "speech"])
def test_a_prompt_is_improved_for_its_medium(shared: AnthropicServer, medium: str) -> None:
    said = data_block("request", {"prompt": "A fox, @hero, costs $5", "wishes": ""})
    system = prompt_of(f"enhance-{medium}").system
    text = ask(shared, f"{said}\n\nImprove the prompt.", system)
    rules = {"image": "enhancer", "speech": "enhancer, speech"}
    assert text.startswith("A fox, @hero, costs $5")
    assert shared.ledger()[-1]["rule"] == rules.get(medium, f"enhancer, {medium}")


def test_a_concept_has_no_more_than_eighty_words(shared: AnthropicServer) -> None:
    words = f"{data_block('wishes', {'product': 'A brass lamp'})}\n\nWrite the concept."
    text = ask(shared, words, prompt_of("concept").system)
    assert "A brass lamp" in text
    assert 40 < len(text.split()) <= 80


def test_the_first_script_that_fits_answers_as_often_as_it_may(server: AnthropicServer) -> None:
    server.rule({"text": "later"}, when={"user": ["fox"]})
    server.rule({"text": "once"}, when={"user": ["FOX", "red"]}, times=1)
    server.rule({"text": "by system"}, when={"system": ["pirate"]})
    server.rule({"text": "by model"}, when={"model": "claude-opus-*"})
    assert ask(server, "a red fox") == "once"
    assert ask(server, "a red fox") == "later"
    assert ask(server, "a fox", "You are a pirate.") == "by system"
    assert ask(server, "a fox", model="claude-opus-5-5") == "by model"


def test_a_script_calls_tools_then_answers(server: AnthropicServer) -> None:
    tool = {"name": "weather", "input_schema": {"type": "object", "properties": {}}}
    call = {"name": "weather", "input": {"town": "${town}", "days": "${days}"}}
    server.rule(
        {"text": "I look.", "tools": [call], "facts": {"town": "Bonn"}},
        when={"tools": ["weather"], "turns": 1},
    )
    body = {
        "model": "claude-sonnet-5-5",
        "max_tokens": 500,
        "messages": [{"role": "user", "content": 'Weather for {"days": 3}?'}],
        "tools": [tool],
    }
    answer = server.send(body).json()
    assert answer["stop_reason"] == "tool_use"
    assert answer["content"][0] == {"type": "text", "text": "I look.", "citations": None}
    assert answer["content"][1]["input"] == {"town": "Bonn", "days": 3}


def test_a_script_can_think_and_decline(server: AnthropicServer) -> None:
    server.rule({"thinking": "Better not.", "text": "I", "refusal": "cyber"})
    thinking = {"type": "adaptive", "display": "summarized"}
    body = {
        "model": "claude-sonnet-5-5",
        "max_tokens": 500,
        "messages": [{"role": "user", "content": "Do it."}],
        "thinking": thinking,
    }
    answer = server.send(body).json()
    assert answer["content"][0]["thinking"] == "Better not."
    assert answer["stop_reason"] == "refusal"
    assert answer["stop_details"]["category"] == "cyber"


def test_scripted_json_is_brought_into_the_schema(server: AnthropicServer) -> None:
    class Wanted(BaseModel):
        model_config = {"json_schema_extra": {"additionalProperties": False}}

        name: str
        size: int
        tags: list[str]

    server.rule({"json": {"tags": ["a", 7], "name": "fox", "other": True}})
    made = Wanted.model_validate_json(ask(server, "A fox.", shape=Wanted))
    assert (made.name, made.size, made.tags) == ("fox", 1, ["a", "A tags"])


def test_hostile_words_do_not_hold_the_emulator_up(shared: AnthropicServer) -> None:
    for words in ("{" * 100_000, "[" * 100_000, '{"a":' * 5_000, "${x} $ {} \x00 \u202e"):
        assert ask(shared, words)


def test_scripts_are_loaded_from_a_file_and_a_folder(tmp_path: Path) -> None:
    (tmp_path / "b.json").write_text('[{"say": {"text": "b"}, "name": "b"}]')
    (tmp_path / "a.json").write_text('{"say": {"text": "a"}, "name": "a"}')
    assert [rule.name for rule in load_rules(tmp_path)] == ["a", "b"]
    assert [rule.name for rule in load_rules(tmp_path / "b.json")] == ["b"]
    (tmp_path / "c.json").write_text("{")
    with pytest.raises(BadRule, match=r"c\.json is not JSON"):
        load_rules(tmp_path)
    with pytest.raises(BadRule, match="no rules at"):
        load_rules(tmp_path / "nothing")


def test_the_command_serves_scripts_and_says_how_to_use_it(tmp_path: Path) -> None:
    (tmp_path / "mine.json").write_text('{"say": {"text": "mine"}}')
    arguments = ("emulate", "anthropic", "--port", "0")
    with started(tmp_path, *arguments, "--rules", "mine.json") as server:
        assert server.process.stdout is not None
        lines = [server.process.stdout.readline().strip() for _ in range(2)]
        body = {
            "model": "claude-sonnet-5-5",
            "max_tokens": 9,
            "messages": [{"role": "user", "content": "Hi"}],
        }
        address = f"{server.address}/v1/messages"
        answer = httpx2.post(address, json=body, headers=HEADERS, timeout=30)
    assert lines == ["ANTHROPIC_API_KEY=emulator", f"ANTHROPIC_BASE_URL={server.address}"]
    assert answer.json()["content"][0]["text"] == "mine"


def test_scripts_that_cannot_be_used_are_one_line(tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text('{"text": "a"}')
    answer = koda(tmp_path, "emulate", "anthropic", "--rules", "bad.json")
    assert answer.returncode == 2
    assert "bad.json, rule 1" in answer.stderr
    assert answer.stderr.count("\n") == 1
