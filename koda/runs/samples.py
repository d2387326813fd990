"""Samples of voices: a sentence each, made where making it is free, and kept in no library."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Mapping

from koda.core.errors import Invalid, NotFound
from koda.providers.base import GenerationRequest, MediaOutput, MediaProvider
from koda.providers.models import OFFLINE, ModelCard, Models

SENTENCE = "Hello. This is what I sound like."
_MOST_KEPT = 64


class VoiceSamples:
    """Makes each sample once while the process lives."""

    def __init__(self, models: Models, providers: Mapping[str, MediaProvider]) -> None:
        """Use these models, and their providers by name."""
        self._models = models
        self._providers = providers
        self._kept: OrderedDict[tuple[str, str], MediaOutput] = OrderedDict()
        self._making = asyncio.Lock()

    async def sample(self, model: str, voice: str) -> MediaOutput:
        """Give a sentence in a voice, as bytes of a sound.

        Raises:
            NotFound: The model has no such voice.
            Invalid: Hearing it would cost something.
        """
        card = self._models.get(model)
        if voice not in card.options.get("voice", ()):
            raise NotFound(f"{card.title} has no voice “{voice}”.", model=model, voice=voice)
        if card.provider != OFFLINE:
            raise Invalid(
                f"{card.title} has no samples: each sentence is paid for.",
                remedy="Run the node with a short text to hear the voice.",
                model=model,
            )
        async with self._making:
            key = (model, voice)
            if key not in self._kept:
                self._kept[key] = await self._make(card, voice)
                if len(self._kept) > _MOST_KEPT:
                    self._kept.popitem(last=False)
            return self._kept[key]

    async def _make(self, card: ModelCard, voice: str) -> MediaOutput:
        provider = self._providers[card.provider]
        request = GenerationRequest(card.id, SENTENCE, {"voice": voice}, seed=0)
        prepared = await provider.prepare(request, "sample")
        result = await provider.result(prepared, await provider.submit(prepared))
        return result.outputs[0]
