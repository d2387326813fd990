"""What goes to a model: the media of each role with what they are called, and the whole prompt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from koda.core.mentions import Label, slug_of
from koda.core.run import Problem
from koda.core.spec import InputSpec, NodeSpec
from koda.core.values import MediaValue
from koda.nodes.prompts import Sent, Words, resolve, tokens, unknown_mentions, use_sentences
from koda.runs.kind import Arriving, NodeInputs, as_text

TEXT = "text"
"""The input for words, of every kind that reads some."""

_MANY = 99

Given = dict[str, list[tuple[MediaValue, Label]]]
"""Media by the role that they play, in the order in which they are sent."""


def media_inputs(spec: NodeSpec) -> list[InputSpec]:
    """Give the inputs that take media: all but the one for words."""
    return [entry for entry in spec.inputs if entry.name != TEXT]


def given_media(spec: NodeSpec, joined: Mapping[str, str], inputs: NodeInputs) -> Given:
    """Give the media by role, each with its label; an input for one takes the first of a list.

    Args:
        spec: The kind's declaration.
        joined: input → the role that its media are added to.
        inputs: What has arrived.
    """
    given: Given = {}
    for entry in media_inputs(spec):
        found = inputs.media(entry.name)
        if found:
            role = joined.get(entry.name, entry.name)
            taken = found if entry.many else found[:1]
            given.setdefault(role, []).extend(
                (value, _label(joined, inputs, entry.name, value)) for value in taken
            )
    return given


def sent_prompt(
    prompt_of: Callable[[Any, Sequence[str]], str], inputs: NodeInputs, given: Given
) -> str:
    """Give the whole prompt: mentions resolved, then what each file is for."""
    parameters = inputs.parameters
    sent = [
        Sent(value.type, role, label) for role, found in given.items() for value, label in found
    ]
    texts = [
        Words(as_text(value), inputs.label(TEXT, value).name)
        for value in inputs.values.get(TEXT, ())
    ]
    written = str(getattr(parameters, "prompt", ""))
    prompt, before = resolve(written, texts, sent)
    if prompt != written:
        parameters = parameters.model_copy(update={"prompt": prompt})
    whole = prompt_of(parameters, before)
    return "\n\n".join(part for part in (whole, use_sentences(sent)) if part)


def mention_problems(spec: NodeSpec, parameters: Any, arriving: Arriving) -> list[Problem]:  # noqa: ANN401
    """Warn of mentions that nothing connected has: they are sent as they are written."""
    prompt = str(getattr(parameters, "prompt", ""))
    if "@" not in prompt:
        return []
    types: dict[str, int] = {}
    names = [name for found in arriving.names.values() for name in found]
    for entry in media_inputs(spec):
        count = arriving.count(entry.name)
        type_ = entry.types[0].value
        # A wire may bring a list: how many files there will be is known when it has run.
        types[type_] = max(types.get(type_, 0), _MANY if count else 0)
        if count:
            names.append(str(getattr(parameters, f"{entry.name}_name", "")))
    known = {*tokens(types), *map(slug_of, names)} - {""}
    unknown = [f"“@{slug}”" for slug in unknown_mentions(prompt, known)[:5]]
    if not unknown:
        return []
    return [
        Problem(
            code="mention_unknown",
            message=f"Nothing connected is called {' or '.join(unknown)}.",
            remedy="Connect it, give a node this name, or leave it: it is sent as written.",
            severity="warning",
            parameter="prompt",
        )
    ]


def _label(joined: Mapping[str, str], inputs: NodeInputs, name: str, value: MediaValue) -> Label:
    """Give what a file is called; one of a joined input is what the input says (a character)."""
    label = inputs.label(name, value)
    if name not in joined:
        return label
    written = str(getattr(inputs.parameters, f"{name}_name", "")).strip()
    return Label(written or label.name, label.use or name)
