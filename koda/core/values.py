"""What flows through edges, and what fits into what."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from koda.core.ids import AssetId


class ValueType(StrEnum):
    """The types an input or output may have. A list is a flag on the end, not a type."""

    TEXT = "text"
    NUMBER = "number"
    IMAGE = "image"
    VIDEO = "video"
    AUDIO = "audio"
    JSON = "json"


MEDIA_TYPES = frozenset({ValueType.IMAGE, ValueType.VIDEO, ValueType.AUDIO})


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TextValue(_Frozen):
    """Plain text; never HTML."""

    type: Literal["text"] = "text"
    text: str


class NumberValue(_Frozen):
    """A finite number."""

    type: Literal["number"] = "number"
    number: float = Field(allow_inf_nan=False)


class JsonDocument(_Frozen):
    """Any JSON value."""

    # Every model has a method `json`: the field has that name on the wire only, and there always.
    model_config = ConfigDict(serialize_by_alias=True)

    type: Literal["json"] = "json"
    json_: JsonValue = Field(alias="json")


class MediaValue(_Frozen):
    """A media file: the asset that holds it, and the hash of its bytes (hex sha256)."""

    type: Literal["image", "video", "audio"]
    asset: AssetId
    hash: str


class ListValue(_Frozen):
    """Several values of one type, in order."""

    type: Literal["list"] = "list"
    items: tuple[SingleValue, ...]


SingleValue = Annotated[
    TextValue | NumberValue | JsonDocument | MediaValue, Field(discriminator="type")
]
Value = Annotated[
    TextValue | NumberValue | JsonDocument | MediaValue | ListValue, Field(discriminator="type")
]


def fits(source: ValueType, target: ValueType) -> bool:
    """Tell whether a value of one type may flow into an end of another.

    Equal types fit; a number or JSON also fits into text (it is written out). The same table is
    in `web/src/core/values.ts`; both are held to `tests/cases/fits.json`.
    """
    return source == target or (
        target == ValueType.TEXT and source in {ValueType.NUMBER, ValueType.JSON}
    )
