"""Tools that cut and join films and sounds: frame grab, trim, concat, mute, take the sound out."""

# What decodes films takes 30 MB and is only loaded when a tool runs.
# ruff: noqa: PLC0415
from __future__ import annotations

import tempfile
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any, Literal

from koda.core.spec import NodeSpec, OutputSpec
from koda.core.values import ListValue, MediaValue, Value, ValueType
from koda.nodes.declare import Parameters, parameter, schema_of
from koda.nodes.tooling import (
    GROUP,
    Tell,
    arrived,
    files,
    film_for_each,
    made_list,
    many,
    saved_film,
)
from koda.runs.context import NodeContext
from koda.runs.kind import NodeInputs, NodeKind

_MILLISECOND = 0.001
Run = Callable[[NodeInputs, NodeContext], Awaitable[Mapping[str, Value]]]


class GrabParameters(Parameters):
    """Which frames."""

    mode: Literal["first", "last", "at", "every"] = parameter(
        "first",
        "choice",
        "Frame",
        group="Frames",
        labels={"first": "First", "last": "Last", "at": "At a time", "every": "Every so often"},
    )
    at: float = parameter(
        0,
        "number",
        "Time",
        group="Frames",
        unit="s",
        ge=0,
        le=36_000,
        multiple_of=_MILLISECOND,
        description="For “At a time”.",
    )
    every: float = parameter(
        1,
        "number",
        "Every",
        group="Frames",
        unit="s",
        ge=0.04,
        le=3600,
        multiple_of=_MILLISECOND,
        description="For “Every so often”.",
    )


async def _grab(inputs: NodeInputs, context: NodeContext) -> Mapping[str, Value]:
    from koda.media.grabbing import grab, grab_every

    asked: GrabParameters = inputs.parameters
    moment = asked.at if asked.mode == "at" else asked.mode

    def make(path: Path, folder: Path) -> list[Path]:
        found = grab_every(path, asked.every) if moment == "every" else [grab(path, moment)]
        return [_kept(picture, Path(folder, str(place))) for place, picture in enumerate(found)]

    media = arrived(inputs, "video")
    made: list[MediaValue] = []
    for place, one in enumerate(media):
        context.report(place / len(media))
        # Many large pictures at once would not fit into memory.
        with tempfile.TemporaryDirectory(prefix="koda-", ignore_cleanup_errors=True) as folder:
            pictures = await context.work(make, await context.file(one), Path(folder))
            made += [await context.save(picture, name="Frame") for picture in pictures]
    return {"output": ListValue(items=tuple(made))}


def _kept(content: bytes, path: Path) -> Path:
    path.write_bytes(content)
    return path


class TrimParameters(Parameters):
    """What is kept, in seconds."""

    start: float = parameter(
        0,
        "number",
        "Start",
        group="Part",
        unit="s",
        ge=-36_000,
        le=36_000,
        multiple_of=_MILLISECOND,
        description="Less than 0 counts from the end.",
    )
    end: float | None = parameter(
        None,
        "number",
        "End",
        group="Part",
        unit="s",
        ge=-36_000,
        le=36_000,
        multiple_of=_MILLISECOND,
        description="Empty is the end; less than 0 counts from it.",
    )


def _trimming(end: str) -> Run:
    async def run(inputs: NodeInputs, context: NodeContext) -> Mapping[str, Value]:
        from koda.media.trimming import trim

        asked: TrimParameters = inputs.parameters

        def make(path: Path, target: Path, tell: Tell) -> None:
            trim(path, target, asked.start, asked.end, tell)

        return await film_for_each(inputs, context, end, make, "Trimmed")

    return run


def _cross_fade() -> Any:  # noqa: ANN401  (a declaration, as `parameter` gives)
    return parameter(
        0,
        "slider",
        "Cross-fade",
        group="Joints",
        unit="s",
        ge=0,
        le=5,
        description="Each part goes over into the next one.",
    )


class ConcatParameters(Parameters):
    """How the parts meet."""

    cross_fade: float = _cross_fade()
    fit: Literal["fit", "fill"] = parameter(
        "fit",
        "choice",
        "Other shapes",
        group="Picture",
        labels={"fit": "Black bars", "fill": "Fill and cut"},
        description="For films of another shape than the first.",
    )


async def _concat(inputs: NodeInputs, context: NodeContext) -> Mapping[str, Value]:
    from koda.media.joining import concat

    asked: ConcatParameters = inputs.parameters
    paths = await files(context, arrived(inputs, "video"))

    def make(target: Path, tell: Tell) -> None:
        concat(paths, target, cross_fade=asked.cross_fade, fit=asked.fit, tell=tell)

    return {"output": await saved_film(context, make, "Joined")}


class ConcatAudioParameters(Parameters):
    """How the parts meet."""

    cross_fade: float = _cross_fade()


async def _concat_audio(inputs: NodeInputs, context: NodeContext) -> Mapping[str, Value]:
    from koda.media.joining import concat_sounds

    asked: ConcatAudioParameters = inputs.parameters
    paths = await files(context, arrived(inputs, "audio"))

    def make(target: Path, tell: Tell) -> None:
        concat_sounds(paths, target, cross_fade=asked.cross_fade, tell=tell)

    return {"output": await saved_film(context, make, "Joined")}


async def _mute(inputs: NodeInputs, context: NodeContext) -> Mapping[str, Value]:
    from koda.media.muting import mute

    return await film_for_each(inputs, context, "video", mute, "Muted")


async def _take_sound(inputs: NodeInputs, context: NodeContext) -> Mapping[str, Value]:
    from koda.media.muting import take_sound

    return await film_for_each(inputs, context, "video", take_sound, "Sound")


class NoParameters(Parameters):
    """Nothing is set."""


def _spec(
    kind: str,
    title: str,
    description: str,
    icon: str,
    takes: ValueType,
    output: OutputSpec,
    parameters: type[Parameters],
) -> NodeSpec:
    titles = {ValueType.VIDEO: "Film", ValueType.AUDIO: "Sound"}
    return NodeSpec(
        kind=kind,
        version=1,
        title=title,
        description=description,
        group=GROUP,
        icon=icon,
        inputs=(many(takes.value, titles[takes], takes),),
        outputs=(output,),
        parameters=schema_of(parameters),
        width=280,
        height=220,
    )


_FILM = OutputSpec(name="output", title="Film", types=(ValueType.VIDEO,))
_SOUND = OutputSpec(name="output", title="Sound", types=(ValueType.AUDIO,))
_FILMS = made_list("Films", ValueType.VIDEO)
_SOUNDS = made_list("Sounds", ValueType.AUDIO)
_FRAMES = made_list("Frames", ValueType.IMAGE)
_V, _A = ValueType.VIDEO, ValueType.AUDIO

FILM_TOOLS = (
    NodeKind(
        _spec(
            *("frame-grab", "Frame grab", "Takes pictures out of a film.", "camera"),
            *(_V, _FRAMES, GrabParameters),
        ),
        GrabParameters,
        _grab,
    ),
    NodeKind(
        _spec(
            *("trim", "Trim", "Keeps a stretch of a film, exact to the frame.", "scissors"),
            *(_V, _FILMS, TrimParameters),
        ),
        TrimParameters,
        _trimming("video"),
    ),
    NodeKind(
        _spec(
            *("trim-audio", "Trim sound", "Keeps a stretch of a sound.", "scissors"),
            *(_A, _SOUNDS, TrimParameters),
        ),
        TrimParameters,
        _trimming("audio"),
    ),
    NodeKind(
        _spec(
            *("concat", "Concat", "Puts films one after the other.", "combine"),
            *(_V, _FILM, ConcatParameters),
        ),
        ConcatParameters,
        _concat,
    ),
    NodeKind(
        _spec(
            *("concat-audio", "Concat sounds", "Puts sounds one after the other.", "combine"),
            *(_A, _SOUND, ConcatAudioParameters),
        ),
        ConcatAudioParameters,
        _concat_audio,
    ),
    NodeKind(
        _spec(
            *("mute", "Mute", "Takes the sound away from a film.", "volume-x"),
            *(_V, _FILMS, NoParameters),
        ),
        NoParameters,
        _mute,
    ),
    NodeKind(
        _spec(
            *("take-sound", "Take sound", "Gives the sound of a film.", "volume-2"),
            *(_V, _SOUNDS, NoParameters),
        ),
        NoParameters,
        _take_sound,
    ),
)
