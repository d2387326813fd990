"""The declaration of a node kind: what the catalog serves and the browser draws from."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from koda.core.values import ValueType


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


_KIND = r"^[a-z0-9]+([.-][a-z0-9]+)*(:[A-Za-z0-9][A-Za-z0-9._/-]*)?$"


class InputSpec(_Frozen):
    """An end where values arrive.

    Attributes:
        name: Key of the end, unique among the kind's inputs.
        types: What it takes; a value of any of them fits.
        many: Several edges may end here, in order; the node gets a list.
        required: A run needs a value here, unless the parameter of the same name is filled.
        limit: The most edges, when `many`.
        by_model: It is there only when the model that the node uses takes it; a wire that was
            drawn for another model stays, and says so.
    """

    name: str
    title: str
    types: tuple[ValueType, ...]
    many: bool = False
    required: bool = False
    limit: int | None = None
    by_model: bool = False
    description: str = ""


class OutputSpec(_Frozen):
    """An end where values leave.

    Attributes:
        types: What it gives; more than one only with `type_parameter`.
        list: It gives a list of values.
        parameter: The output is the value of this parameter, known without running anything
            (a text node's content, a media node's asset).
        type_parameter: The parameter that says which of `types` it is now.
    """

    name: str
    title: str
    types: tuple[ValueType, ...]
    list: bool = False
    parameter: str | None = None
    type_parameter: str | None = None
    description: str = ""


class NodeSpec(_Frozen):
    """A kind of node.

    Attributes:
        kind: Stable key: lower case words with hyphens, a plugin's with `name.` before it;
            one that stands for a thing elsewhere names it after a colon (`fal:fal-ai/flux/dev`).
        version: Raised when the same inputs may give another result; part of the cache key.
        group: Where the picker shows it: `input`, `image`, `video`, `audio`,
            `tool`, `agent`, `note`.
        icon: A lucide icon name.
        runs: Whether a run makes a step of it. Kinds that do not run only hold values or notes.
        parameters: JSON Schema (2020-12) of the parameters, an object with defaults. Koda's own
            keywords on a property: `x-control` (`prompt`, `text`, `model`, `ratio`, `choice`,
            `count`, `seed`, `slider`, `switch`, `asset`, `color`, `hidden`), `x-group`, `x-unit`,
            `x-shared-text` (true: kept as a `Y.Text`, so two people can type in it at once).
        task: What the models of its `model` parameter are for, if it has one.
    """

    kind: str = Field(
        pattern=r"^[a-z0-9]+([.-][a-z0-9]+)*(:[A-Za-z0-9][A-Za-z0-9._/-]*)?$", max_length=200
    )
    version: int = Field(ge=1)
    title: str
    description: str
    group: str
    icon: str
    runs: bool = True
    inputs: tuple[InputSpec, ...] = ()
    outputs: tuple[OutputSpec, ...] = ()
    parameters: dict[str, JsonValue]
    task: str | None = None
    width: int = 320
    height: int = 240

    def find_input(self, name: str) -> InputSpec | None:
        """Find an input by its name."""
        for end in self.inputs:  # asked for every wire: a loop takes a third of `next(...)`
            if end.name == name:
                return end
        return None

    def find_output(self, name: str) -> OutputSpec | None:
        """Find an output by its name."""
        for end in self.outputs:
            if end.name == name:
                return end
        return None


class Catalog(_Frozen):
    """All node kinds on offer, by kind."""

    kinds: dict[str, NodeSpec]

    def find(self, kind: str) -> NodeSpec | None:
        """Find a kind; none for one that is not installed here."""
        return self.kinds.get(kind)
