"""All the kinds that work on what is there, without any model."""

from __future__ import annotations

from koda.nodes.choice import CHOICE
from koda.nodes.film_tools import FILM_TOOLS
from koda.nodes.layout_tools import LAYOUT_TOOLS
from koda.nodes.picture_tools import PICTURE_TOOLS
from koda.nodes.sound_tools import SOUND_TOOLS
from koda.nodes.words import WORDS

TOOLS = (*WORDS, CHOICE, *PICTURE_TOOLS, *LAYOUT_TOOLS, *FILM_TOOLS, *SOUND_TOOLS)
