"""What an endpoint of fal.ai takes and gives: the form that its OpenAPI document becomes."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, JsonValue

from koda.core.values import ValueType
from koda.providers.models import CardOutput

CUSTOM = "custom"
"""The choice that stands for sides of one's own, where a size is a name or two numbers."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class FormInput(_Frozen):
    """A place for files, or for words of other nodes.

    Attributes:
        field: Its place in the body; also the name of the node's input.
        types: What it takes.
        many: It takes a list.
        most: The most files, when `many`.
        required: The endpoint does not run without.
        wrapped: A file is written as `{"url": …}` instead of its address alone.
    """

    field: str
    title: str
    description: str = ""
    types: tuple[ValueType, ...]
    many: bool = False
    most: int | None = None
    required: bool = False
    wrapped: bool = False


class FormParameter(_Frozen):
    """A value that is set on the node.

    Attributes:
        field: Its place in the body; also the parameter's name.
        schema_: Its JSON Schema with Koda's `x-` keywords, a default in it.
        required: The endpoint does not run without a value.
        part_of: The field whose value it is one side of (`width` or `height` of a size).
    """

    field: str
    schema_: dict[str, JsonValue]
    required: bool = False
    part_of: str | None = None


class EndpointForm(_Frozen):
    """An endpoint as Koda shows and calls it.

    Attributes:
        prompt: The field of the words that are its prompt; none where it reads no words.
        inputs: Files and words, in the vendor's order.
        parameters: Everything else, in the vendor's order.
    """

    endpoint: str
    title: str
    description: str = ""
    category: str = ""
    prompt: str | None = None
    inputs: tuple[FormInput, ...] = ()
    parameters: tuple[FormParameter, ...] = ()
    outputs: tuple[CardOutput, ...]

    def parameter(self, field: str) -> FormParameter | None:
        """Find a parameter by its field."""
        return next((one for one in self.parameters if one.field == field), None)

    @property
    def files(self) -> tuple[FormInput, ...]:
        """The inputs for files."""
        return tuple(one for one in self.inputs if ValueType.TEXT not in one.types)
