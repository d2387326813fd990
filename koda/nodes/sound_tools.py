"""Tools that mix sounds: alone, or over a film."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from koda.core.errors import Invalid
from koda.core.run import Problem
from koda.core.spec import InputSpec, NodeSpec, OutputSpec
from koda.core.values import Value, ValueType
from koda.nodes.declare import Parameters, parameter, schema_of
from koda.nodes.tooling import GROUP, Tell, files, saved_film
from koda.runs.context import NodeContext
from koda.runs.kind import Arriving, Forecast, NodeInputs, NodeKind

_MOST_SOUNDS = 6


class MixParameters(Parameters):
    """How loud each kind of sound is, and what gives way to what."""

    audio_volume: float = parameter(
        100, "slider", "Voices and sounds", group="Volume", unit="%", ge=0, le=200
    )
    music_volume: float = parameter(60, "slider", "Music", group="Volume", unit="%", ge=0, le=200)
    duck: bool = parameter(
        True,
        "switch",
        "Music gives way",
        group="Music",
        description="It becomes quieter while a voice or a sound is heard.",
    )
    ducked: float = parameter(
        30,
        "slider",
        "Quieter to",
        group="Music",
        unit="%",
        ge=0,
        le=100,
        description="How much of the music stays while it gives way.",
    )
    loop: bool = parameter(
        True,
        "switch",
        "Repeat music",
        group="Music",
        description="Until everything else has ended.",
    )
    fade_out: float = parameter(1, "slider", "Fade out", group="Music", unit="s", ge=0, le=10)
    delay: float = parameter(
        0,
        "number",
        "Delay",
        group="Volume",
        unit="s",
        ge=0,
        le=3600,
        multiple_of=0.001,
        description="Silence before the voices and sounds.",
    )


class AddParameters(MixParameters):
    """The same, with a film's own sound."""

    film_volume: float = parameter(
        100, "slider", "Film", group="Volume", unit="%", ge=0, le=200, description="Its own sound."
    )


async def _mix(inputs: NodeInputs, context: NodeContext) -> Mapping[str, Value]:
    # What decodes films takes 30 MB and is only loaded when a tool runs.
    from koda.media.mixing import Mix, Track, mix  # noqa: PLC0415

    asked: MixParameters = inputs.parameters
    films = await files(context, inputs.media("video")[:1])
    sounds = await files(context, inputs.media("audio"))
    music = await files(context, inputs.media("music"))
    if not sounds and not music:
        raise Invalid("No sound has arrived.", remedy="Connect a sound or music.")
    own = asked.film_volume / 100 if isinstance(asked, AddParameters) else 1.0
    tracks = [
        *(Track(path, own, leads=True) for path in films),
        *(Track(path, asked.audio_volume / 100, asked.delay, leads=True) for path in sounds),
        *(Track(path, asked.music_volume / 100, again=asked.loop) for path in music),
    ]
    how = Mix(pushed=asked.ducked / 100 if asked.duck else 1.0, fade_out=asked.fade_out)

    def make(target: Path, tell: Tell) -> None:
        mix(tracks, target, how, films[0] if films else None, tell)

    return {"output": await saved_film(context, make, "Mix")}


def _forecast(_: MixParameters, arriving: Arriving) -> Forecast:
    if arriving.count("audio") or arriving.count("music"):
        return Forecast()
    problem = Problem(
        code="missing_input",
        message="There is no sound to mix.",
        remedy="Connect a sound or music.",
        input="audio",
    )
    return Forecast(problems=(problem,))


def _sounds(name: str, title: str, description: str) -> InputSpec:
    return InputSpec(
        name=name,
        title=title,
        types=(ValueType.AUDIO,),
        many=True,
        limit=_MOST_SOUNDS,
        description=description,
    )


_AUDIO = _sounds("audio", "Voice or sound", "They play at once, and lead.")
_MUSIC = _sounds("music", "Music", "Gives way to voices and sounds.")

SOUND_TOOLS = (
    NodeKind(
        spec=NodeSpec(
            kind="mix-audio",
            version=1,
            title="Mix audio",
            description="Plays sounds at once, as one sound.",
            group=GROUP,
            icon="audio-lines",
            inputs=(_AUDIO, _MUSIC),
            outputs=(OutputSpec(name="output", title="Sound", types=(ValueType.AUDIO,)),),
            parameters=schema_of(MixParameters),
            width=280,
            height=220,
        ),
        parameters=MixParameters,
        run=_mix,
        forecast=_forecast,
    ),
    NodeKind(
        spec=NodeSpec(
            kind="add-audio",
            version=1,
            title="Add sound to film",
            description="Lays voices, sounds and music under a film.",
            group=GROUP,
            icon="music",
            inputs=(
                InputSpec(name="video", title="Film", types=(ValueType.VIDEO,), required=True),
                _AUDIO,
                _MUSIC,
            ),
            outputs=(OutputSpec(name="output", title="Film", types=(ValueType.VIDEO,)),),
            parameters=schema_of(AddParameters),
            width=300,
            height=240,
        ),
        parameters=AddParameters,
        run=_mix,
        forecast=_forecast,
    ),
)
