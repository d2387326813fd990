"""What the animation's node looks like from outside: its inputs, outputs and size."""

from __future__ import annotations

from koda.animation.brief import MOST_IMAGES, MOST_TRACKS, MOST_VIDEOS
from koda.core.spec import InputSpec, NodeSpec, OutputSpec
from koda.core.values import ValueType
from koda.nodes.agents.animation_parameters import (
    AUDIO,
    IMAGE,
    LOGO,
    TEXT,
    VIDEO,
    AnimationParameters,
)
from koda.nodes.declare import schema_of

SPEC = NodeSpec(
    kind="animation",
    version=1,
    title="Animation",
    description="Plans a film as scenes, writes it as code, shows it, and renders it.",
    group="agent",
    icon="film",
    inputs=(
        InputSpec(name=TEXT, title="Text", types=(ValueType.TEXT,), many=True),
        InputSpec(
            name=IMAGE, title="Pictures", types=(ValueType.IMAGE,), many=True, limit=MOST_IMAGES
        ),
        InputSpec(
            name=VIDEO,
            title="Films",
            types=(ValueType.VIDEO,),
            many=True,
            limit=MOST_VIDEOS,
            description="At most 10 seconds each.",
        ),
        InputSpec(
            name=AUDIO,
            title="Sound",
            types=(ValueType.AUDIO,),
            many=True,
            limit=MOST_TRACKS,
            description="Mixed into the film.",
        ),
        InputSpec(name=LOGO, title="Logo", types=(ValueType.IMAGE,)),
    ),
    outputs=(
        OutputSpec(name="video", title="Film", types=(ValueType.VIDEO,)),
        OutputSpec(name="poster", title="Poster", types=(ValueType.IMAGE,)),
        OutputSpec(name="plan", title="Plan", types=(ValueType.JSON,)),
        OutputSpec(name="project", title="Project", types=(ValueType.JSON,)),
        OutputSpec(
            name="gif",
            title="GIF",
            types=(ValueType.IMAGE,),
            description="In place of the film, where the format is GIF.",
        ),
        OutputSpec(
            name="pictures",
            title="Pictures",
            types=(ValueType.JSON,),
            description="The zip of all frames, where the format is PNG: its asset, and how many.",
        ),
    ),
    parameters=schema_of(AnimationParameters),
    width=420,
    height=640,
)
