"""How a language model is asked for the rest of an answer that broke off."""

from __future__ import annotations

import json
from dataclasses import replace

from koda.providers.text import TextMessage, TextRequest

_GO_ON = (
    "Your answer was interrupted right after the text above. Go on exactly where it stopped: "
    "write only what is missing, without repeating anything, without a greeting or a code fence."
)
_WHOLE = " Together with the text above it must be one JSON document that fits this schema: "


def continued(request: TextRequest, kept: str) -> TextRequest:
    """Ask for what is missing after `kept`; with nothing kept, ask the same again.

    The rest of a JSON document is no document by itself: the schema goes with the words.
    """
    if not kept.strip():
        return request
    ask = _GO_ON
    if request.schema is not None:
        ask += _WHOLE + json.dumps(request.schema, ensure_ascii=False)
    turns = (
        *request.messages,
        TextMessage("assistant", kept),
        TextMessage("user", ask),
    )
    return replace(request, messages=turns, schema=None)


def is_whole(request: TextRequest, text: str) -> bool:
    """Tell whether an answer is complete although nobody has said so: a JSON document can be."""
    if request.schema is None:
        return False
    try:
        return isinstance(json.loads(text), dict)
    except ValueError:
        return False
