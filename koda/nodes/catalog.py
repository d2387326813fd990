"""Collects the node kinds: built-in ones, and those of installed packages."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from importlib.metadata import entry_points

from koda.animation.studio import Studio
from koda.nodes.agents.enhancer import prompt_enhancer
from koda.nodes.agents.motion import motion_analyzer
from koda.nodes.agents.product_shot import product_shot
from koda.nodes.agents.storyboard import storyboard
from koda.nodes.animation import animation
from koda.nodes.image import image_generator
from koda.nodes.media import MEDIA
from koda.nodes.music import music_generator
from koda.nodes.notes import GROUP, STICKER, STICKY_NOTE
from koda.nodes.retouch import retouching
from koda.nodes.speech import speech
from koda.nodes.text import TEXT
from koda.nodes.tools import TOOLS
from koda.nodes.video import video_generator
from koda.nodes.video_audio import video_audio
from koda.providers.models import Models
from koda.providers.text_models import TextModels
from koda.runs.kind import NodeKind

log = logging.getLogger("koda.nodes")

PluginEntry = Callable[[Models, TextModels], Iterable[NodeKind]]
"""What an entry point of the group `koda.nodes` names."""


def collect_kinds(
    models: Models, text_models: TextModels | None = None, studio: Studio | None = None
) -> Mapping[str, NodeKind]:
    """Give every kind by its key; a plugin that cannot be loaded is left out and logged.

    Without `text_models`, the kinds that write do so by rules; without a `studio`, animations say
    that they cannot be made.
    """
    writers = text_models or TextModels()
    built_in = (
        TEXT,
        MEDIA,
        image_generator(models),
        *retouching(models),
        video_generator(models),
        video_audio(models),
        music_generator(models),
        speech(models),
        prompt_enhancer(writers),
        storyboard(writers),
        product_shot(writers),
        motion_analyzer(writers),
        animation(writers, studio),
        *TOOLS,
        STICKY_NOTE,
        STICKER,
        GROUP,
    )
    kinds = {one.spec.kind: one for one in built_in}
    for entry in entry_points(group="koda.nodes"):
        try:
            load: PluginEntry = entry.load()
            found = list(load(models, writers))
        except Exception:
            log.exception("the node package %s cannot be loaded", entry.name)
            continue
        for kind in found:
            if kind.spec.kind in kinds:
                log.warning("%s: the kind %s exists already", entry.name, kind.spec.kind)
            else:
                kinds[kind.spec.kind] = kind
    return kinds
