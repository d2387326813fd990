"""A node kind as code: its declaration, what it will ask for, and its function."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, JsonValue

from koda.core.fingerprint import content_of
from koda.core.mentions import NO_LABEL, Label
from koda.core.run import Problem, Question
from koda.core.spec import NodeSpec
from koda.core.values import MEDIA_TYPES, MediaValue, SingleValue, Value, ValueType
from koda.runs.context import NodeContext

Parameters = Any
"""An instance of the kind's parameters model."""

Labels = Mapping[str, Mapping[str, Label]]
"""What the values of each input are called, by `content_word`."""


@dataclass(frozen=True, slots=True)
class NodeInputs:
    """What has arrived: the parameters, and the values of each input, lists made flat, in order.

    Attributes:
        labels: What the values are called; ask `label`.
    """

    parameters: Parameters
    values: Mapping[str, Sequence[SingleValue]] = field(
        default_factory=dict[str, Sequence[SingleValue]]
    )
    labels: Labels = field(default_factory=dict[str, Mapping[str, Label]])

    def texts(self, name: str) -> list[str]:
        """Give the texts of an input; numbers and JSON are written out."""
        return [as_text(value) for value in self.values.get(name, ())]

    def media(self, name: str) -> list[MediaValue]:
        """Give the media values of an input."""
        return [value for value in self.values.get(name, ()) if isinstance(value, MediaValue)]

    def label(self, name: str, value: SingleValue) -> Label:
        """Say what a value of an input is called, and what it is for."""
        return self.labels.get(name, {}).get(content_word(value), NO_LABEL)


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a step will ask for, known before it runs.

    Attributes:
        model: The model it will really use (`auto` resolved), none without one.
        model_key: The model's id and version: part of the cache key.
        price: Expected micro-dollars.
        unpriced: It costs something, and nobody has said how much.
        ignored: Parameters that this model does not read: no part of the cache key.
        problems: What stops it.
    """

    model: str | None = None
    model_key: str = ""
    price: int = 0
    unpriced: bool = False
    ignored: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Arriving:
    """What is wired to a node, before anything runs.

    Attributes:
        counts: How many wires end at each input.
        names: The names of the nodes that they come from, those without a name left out.
    """

    counts: Mapping[str, int]
    names: Mapping[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])

    def count(self, name: str) -> int:
        """Give the number of wires that end at an input."""
        return self.counts.get(name, 0)


@dataclass(frozen=True, slots=True)
class Cut:
    """Parameters that change nothing of what a kind makes, only what of it the outputs show.

    Setting one makes nothing again: the outputs follow from those with its default.

    Attributes:
        parameters: Their names.
        apply: Gives the outputs to show, from the parameters and the outputs with the defaults.
    """

    parameters: frozenset[str]
    apply: Callable[[Parameters, Mapping[str, Value]], Mapping[str, Value]]


@dataclass(frozen=True, slots=True)
class NodeKind:
    """A kind of node.

    Attributes:
        spec: What the catalog serves.
        parameters: The model that validates a node's parameters; its defaults are the kind's.
        run: Makes the outputs, by output name; none for kinds that do not run. It may be called
            again from its first line (see `NodeContext`).
        forecast: Says model, price and problems; none for kinds without a model.
        check_answer: Refuses an answer to a question of `run` that does not fit, with `Invalid`;
            none for kinds whose questions only have choices.
        cut: Parameters that only say what is shown; none for most kinds.
        held: Inputs that, without a wire, take the file in the parameter of the same name, or
            the files.
    """

    spec: NodeSpec
    parameters: type[BaseModel]
    run: Callable[[NodeInputs, NodeContext], Awaitable[Mapping[str, Value]]] | None = None
    forecast: Callable[[Parameters, Arriving], Forecast] | None = None
    cut: Cut | None = None
    check_answer: Callable[[Question, JsonValue], None] | None = None
    held: tuple[tuple[str, ValueType], ...] = field(init=False)

    def __post_init__(self) -> None:
        """Find the inputs that a parameter can fill."""
        properties = self.spec.parameters.get("properties")
        names = properties if isinstance(properties, dict) else {}
        held = tuple(
            (entry.name, entry.types[0])
            for entry in self.spec.inputs
            if entry.name in names and entry.types[0] in MEDIA_TYPES
        )
        object.__setattr__(self, "held", held)


def content_word(value: SingleValue) -> str:
    """Give what tells a text or a file from others: the text itself, the hash of the bytes."""
    return str(content_of(value)[1])


def as_text(value: SingleValue) -> str:
    """Write a value out as text."""
    if value.type == "text":
        return value.text
    if value.type == "number":
        return f"{value.number:g}"
    if value.type == "json":
        return json.dumps(value.json_, ensure_ascii=False)
    return ""
