"""Without a key, rules write: in pieces, for nothing, the same for the same facts."""

from __future__ import annotations

from typing import get_args

import pytest

from koda.providers.offline_text import OfflineText
from koda.providers.text import Begun, Said, TextRequest, TextRole
from koda.runs.continuing import continued
from tests.providers.text_asking import hear

FACTS = {"prompt": "a lighthouse at dusk", "medium": "image", "wishes": ""}


def asked() -> TextRequest:
    return TextRequest("enhancer", "offline/rules", "", (), FACTS)


async def test_it_writes_in_small_pieces_and_costs_nothing():
    heard = await hear(OfflineText(), asked())
    assert isinstance(heard.pieces[0], Begun)
    assert "lighthouse" in heard.text
    assert all(len(one.text) <= 24 for one in heard.pieces if isinstance(one, Said))
    assert (heard.end.reason, heard.end.cost) == ("stop", 0)


async def test_the_same_facts_give_the_same_text():
    first, second = await hear(OfflineText(), asked()), await hear(OfflineText(), asked())
    assert first.text == second.text


BY_ENGINES = {"animation_coder"}
"""Without a model, code is written by an animation's engine, which is asked for none."""


@pytest.mark.parametrize("role", [one for one in get_args(TextRole) if one not in BY_ENGINES])
async def test_every_role_is_written_even_from_no_facts(role: TextRole):
    heard = await hear(OfflineText(), TextRequest(role, "offline/rules", "", ()))
    assert heard.end.reason == "stop"


@pytest.mark.rule("R28")
@pytest.mark.parametrize("kept", [600, 1_200, -1, None])
async def test_only_the_rest_of_what_broke_off_is_written(kept: int | None):
    prompt = " ".join(f"A fox walks past house {n} in the rain." for n in range(40))
    long = TextRequest("enhancer", "offline/rules", "", (), {**FACTS, "prompt": prompt})
    whole = (await hear(OfflineText(), long)).text
    begun = whole[:kept]
    rest = await hear(OfflineText(), continued(long, begun))
    assert len(begun) >= 600
    assert begun + rest.text == whole


async def test_an_answer_that_is_to_be_mended_is_written_whole():
    heard = await hear(OfflineText(), continued(asked(), "{}"))
    assert heard.text == (await hear(OfflineText(), asked())).text


async def test_it_can_be_closed_before_it_has_written_all():
    pieces = OfflineText().stream(asked())
    assert isinstance(await anext(pieces), Begun)
    await pieces.aclose()
    with pytest.raises(StopAsyncIteration):
        await anext(pieces)
