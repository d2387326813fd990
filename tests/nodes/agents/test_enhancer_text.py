"""What is made of an answer that should be a prompt, and what it must have kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koda.nodes.agents.enhancer_text import cleaned, lost


@pytest.mark.parametrize(
    "answer",
    [
        "A fox in the snow",
        "  A fox in the snow \n",
        '"A fox in the snow"',
        "“A fox in the snow”",
        "**A fox in the snow**",
        "```\nA fox in the snow\n```",
        "```text\nA fox in the snow\n```",
        "Here is the improved prompt:\n\nA fox in the snow",
        "Sure! Here's a better version of your prompt:\nA fox in the snow",
        "**Enhanced prompt:** A fox in the snow",
        "Prompt: A fox in the snow",
        "# A fox\nin the snow",
        "- A fox\n- in the snow",
    ],
)
def test_what_stands_around_a_prompt_is_taken_off(answer: str) -> None:
    assert cleaned(answer, prose=True) == "A fox in the snow"


@pytest.mark.parametrize(
    "prompt",
    [
        'A sign says "OPEN" and another "CLOSED"',
        "Here is a fox: it sleeps",
        "A *very* red fox, f/2.8, {color} @hero, 10. Mai",
        "snake_case __init__ of a robot",
    ],
)
def test_what_belongs_to_the_prompt_stays(prompt: str) -> None:
    assert cleaned(prompt, prose=True) == prompt


def test_a_script_keeps_its_lines_and_what_it_announces() -> None:
    script = "Here is what we offer:\nshoes, and hats.\n\nAnn: Come in."
    assert cleaned(f"Here is the script:\n\n{script}\n\n\n", prose=False) == script


def test_what_stands_for_something_else_must_be_kept() -> None:
    prompt = 'A @red-hero in {color} holds a sign "OPEN  now" and «oui»'
    assert lost(prompt, "{color} suits @red-hero: “OPEN now”, oui", quotes=True) == []
    assert lost(prompt, "a hero", quotes=True) == ["@red-hero", "{color}", "OPEN  now", "oui"]
    assert lost(prompt, "a hero", quotes=False) == ["@red-hero", "{color}"]
    assert lost("me@home.example", "me", quotes=True) == []


@given(st.text(max_size=400))
def test_any_answer_gives_a_text_and_a_prompt_keeps_itself(text: str) -> None:
    for prose in (True, False):
        once = cleaned(text, prose=prose)
        assert once == once.strip()
    assert lost(text, text, quotes=True) == []
