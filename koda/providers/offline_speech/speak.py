"""The entry: a WAV file from a text, a voice and a seed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from koda.core.errors import ProviderRefused
from koda.media.sound import Sound, faded, levelled, silence, wav_of
from koda.providers.offline_speech.script import script_of
from koda.providers.offline_speech.synthesiser import utter

NOTE = "Spoken on this machine by a rule-based synthesiser, not by an AI model."

_QUIET = 0.006
_AROUND = 0.012  # seconds kept before and after what is heard


def speak(prompt: str, parameters: Mapping[str, Any], seed: int) -> bytes:
    """Speak a text or a dialogue; blocking. One channel, 22,050 samples a second.

    Raises:
        ProviderRefused: There is nothing to say, too much, or no such voice.
        ProviderError: The synthesiser broke down.
    """
    script = script_of(prompt, parameters, seed)
    rate, sounds = utter(script)
    parts = [silence(0.08, 1, rate)]
    for utterance, sound in zip(script, sounds, strict=True):
        heard = _trimmed(sound, rate)
        if heard.shape[1]:
            parts += [_even(heard), silence(utterance.pause, 1, rate)]
    if len(parts) == 1:
        raise ProviderRefused(
            "The voice of this machine cannot say any of this text.",
            remedy="Write it in words.",
            provider="offline",
        )
    return wav_of(levelled(np.concatenate(parts, axis=1)), rate)


def _trimmed(sound: Sound, rate: int) -> Sound:
    """Without the silence around it, whose length differs from voice to voice."""
    heard = np.flatnonzero(np.abs(sound[0]) > _QUIET)
    if not heard.size:
        return sound[:, :0]
    around = round(_AROUND * rate)
    part = sound[:, max(0, int(heard[0]) - around) : int(heard[-1]) + around]
    return faded(part, 0.008, 0.012, rate)


def _even(sound: Sound) -> Sound:
    """With the loudness of the other voices, its loudest moments bent instead of cut."""
    loud = np.sqrt(np.mean(np.square(sound)))
    return np.tanh(sound * (np.float32(0.11) / np.maximum(loud, np.float32(0.01)))).astype(
        np.float32
    )
