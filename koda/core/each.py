"""Running a node once for each item of a list: which inputs, and how several are paired."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from enum import StrEnum
from math import prod
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError

from koda.core.errors import Invalid
from koda.core.spec import NodeSpec

EACH = "each"
"""The parameter, of every kind that runs, that says it; never passed to the kind."""

MOST_ITEMS = 500

T = TypeVar("T")


class Pairing(StrEnum):
    """`zip`: first with first, second with second. `cross`: each with each."""

    ZIP = "zip"
    CROSS = "cross"


class Each(BaseModel):
    """A node runs once per item of these inputs; the others give everything to every run."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    inputs: tuple[str, ...]
    pairing: Pairing = Pairing.ZIP

    def split(self, values: Mapping[str, Sequence[T]]) -> list[dict[str, Sequence[T]]]:
        """Give what goes into each run, in order: the last input turns fastest.

        Raises:
            Invalid: Lists of different lengths are to be paired (one alone goes with all), or
                there are more than `MOST_ITEMS` runs.
        """
        split = [name for name in self.inputs if values.get(name)]
        if not split:
            return [dict(values)]
        amount = self.count({name: len(values[name]) for name in split})
        if amount > MOST_ITEMS:
            raise Invalid(
                f"That are {amount} runs at once; {MOST_ITEMS} are the most.",
                remedy="Split the list.",
                limit=MOST_ITEMS,
            )
        if self.pairing == Pairing.CROSS:
            rows = itertools.product(*(values[name] for name in split))
        else:
            rows = zip(*(self._stretched(values[name], amount) for name in split), strict=True)
        return [
            {**values, **{name: (item,) for name, item in zip(split, row, strict=True)}}
            for row in rows
        ]

    def count(self, lengths: Mapping[str, int]) -> int:
        """Say how often it runs for lists of these lengths; nothing arriving at all is one run."""
        found = [lengths[name] for name in self.inputs if lengths.get(name)]
        if not found:
            return 1
        return prod(found) if self.pairing == Pairing.CROSS else max(found)

    @staticmethod
    def _stretched(values: Sequence[T], amount: int) -> Sequence[T]:
        if len(values) == amount:
            return values
        if len(values) == 1:
            return [values[0]] * amount
        raise Invalid(
            f"A list of {len(values)} and one of {amount} cannot be paired.",
            remedy="Make them equally long, or combine each with each.",
        )


def read_each(spec: NodeSpec, parameters: Mapping[str, JsonValue]) -> Each | None:
    """Read how a node is run; none for once, or for what this kind cannot do.

    Inputs that the kind does not have are left out.
    """
    raw = parameters.get(EACH)
    if not isinstance(raw, dict):
        return None
    try:
        each = Each.model_validate(raw)
    except ValidationError:
        return None
    known = tuple(dict.fromkeys(name for name in each.inputs if spec.find_input(name)))
    return each.model_copy(update={"inputs": known}) if known else None
