"""Reads the answer of an endpoint that has outputs of its own: files, and everything else."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from typing import Any

from koda.core.errors import ProviderError
from koda.core.values import MEDIA_TYPES
from koda.providers.base import GenerationResult, MediaOutput
from koda.providers.fal_errors import NAME
from koda.providers.fal_outputs import addresses_at, value_at
from koda.providers.fal_results import read_file
from koda.providers.models import ModelCard

log = logging.getLogger("koda.providers")

MOST_BYTES = 1_000_000
_MOST_FILES = 64


def read_answer(card: ModelCard, body: Mapping[str, Any], request_id: str) -> GenerationResult:
    """Read every output that the card names; what is missing in the answer is left out.

    Raises:
        ProviderError: There is nothing in it that the card names.
    """
    outputs: list[MediaOutput] = []
    values: dict[str, Any] = {}
    for entry in card.outputs:
        if entry.type in MEDIA_TYPES:
            found = addresses_at(body, entry.path)
            outputs += [read_file(file, output=entry.name) for file in found]
        else:
            value = value_at(body, entry.path)
            if value is not None and _fits(entry.name, value, request_id):
                values[entry.name] = value
    if not outputs and not values:
        raise ProviderError(
            "fal.ai finished the request with nothing of what the endpoint says it gives.",
            remedy="Run the node again, or update the endpoint.",
            provider=NAME,
            type="no_output",
            request_id=request_id,
        )
    seed = body.get("seed")
    return GenerationResult(
        outputs=outputs[:_MOST_FILES],
        seed=seed if isinstance(seed, int) and not isinstance(seed, bool) else None,
        values=values,
    )


def _fits(name: str, value: object, request_id: str) -> bool:
    size = len(value if isinstance(value, str) else json.dumps(value))
    if size > MOST_BYTES:
        log.warning("request %s: “%s” is too large to be kept (%d)", request_id, name, size)
    return size <= MOST_BYTES
