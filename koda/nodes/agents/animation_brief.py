"""Puts an animation's brief together: the words, and the media as files that code may name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

from pydantic import JsonValue

from koda.animation.brief import (
    LONGEST_VIDEO,
    MOST_IMAGES,
    MOST_TRACKS,
    MOST_VIDEOS,
    Brief,
)
from koda.animation.project import Project, ProjectMedia, size_of
from koda.animation.sequences import check_sequence
from koda.core.errors import Invalid, PromptMissing, TooLarge
from koda.core.run import Problem
from koda.core.values import MediaValue
from koda.nodes.agents.animation_parameters import (
    AUDIO,
    IMAGE,
    LOGO,
    TEXT,
    VIDEO,
    AnimationParameters,
)
from koda.nodes.agents.storyboard_answer import clean
from koda.runs.context import NodeContext
from koda.runs.kind import Arriving, NodeInputs

LIMITS: Mapping[str, tuple[int, str]] = {
    IMAGE: (MOST_IMAGES, "pictures"),
    VIDEO: (MOST_VIDEOS, "films"),
    AUDIO: (MOST_TRACKS, "sounds"),
    LOGO: (1, "logos"),
}
_MOST_WORDS = 20_000
_SLACK = 0.2
"""Seconds by which a film may be longer: containers round."""


async def brief_of(inputs: NodeInputs, context: NodeContext) -> Brief:
    """Read what has arrived, once: files are measured, and get names that code can write.

    Raises:
        Invalid: Too many files, or a film that is too long.
        PromptMissing: Nothing says what is to be seen.
    """
    asked: AnimationParameters = inputs.parameters
    _check_counts(inputs)
    words = "\n\n".join(
        text.strip() for text in (asked.prompt, *inputs.texts(TEXT)) if text.strip()
    )
    if not words and not asked.base and not inputs.media(IMAGE) and not inputs.media(VIDEO):
        raise PromptMissing(
            "Nothing says what the animation shows.", remedy="Write a prompt, or connect a text."
        )

    async def make() -> JsonValue:
        width, height = size_of(asked.aspect_ratio, asked.resolution)
        brief = Brief(
            prompt=clean(words, _MOST_WORDS),
            engine=asked.engine,
            design=asked.design,
            seconds=asked.duration,
            fps=asked.fps,
            width=width,
            height=height,
            techniques=asked.techniques,
            media=await _media(inputs, context),
        )
        return cast("JsonValue", brief.model_dump(mode="json"))

    return Brief.model_validate(await context.checkpoint("brief", make))


def brief_after(brief: Brief, base: Project) -> Brief:
    """Give the brief of a change: engine, size, length and look are those of the version.

    What is connected now and was not then can be used, too, under a name that is still free.
    """
    known = {one.hash for one in base.media}
    taken = {one.name for one in base.media}
    fresh = [one for one in brief.media if one.hash not in known]
    media = [
        one if one.name not in taken else one.model_copy(update={"name": f"new-{one.name}"[-60:]})
        for one in fresh
    ]
    return brief.model_copy(
        update={
            "engine": base.engine,
            "design": base.plan.design,
            "seconds": base.plan.seconds,
            "fps": base.plan.fps,
            "width": base.width,
            "height": base.height,
            "media": (*base.media, *media),
        }
    )


def problems_of(asked: AnimationParameters, arriving: Arriving) -> list[Problem]:
    """Say what stops an animation before it begins."""
    found = [
        Problem(
            code="too_many_inputs",
            message=f"An animation takes at most {most} {what}; {arriving.count(name)} are "
            "connected.",
            remedy="Remove a wire.",
            input=name,
        )
        for name, (most, what) in LIMITS.items()
        if arriving.count(name) > most
    ]
    says = asked.prompt.strip() or asked.base
    if not says and not any(arriving.count(name) for name in (TEXT, IMAGE, VIDEO)):
        found.append(
            Problem(
                code="missing_input",
                message="Nothing says what the animation shows.",
                remedy="Write a prompt, or connect a text or a picture.",
                parameter="prompt",
            )
        )
    found += _too_many_pictures(asked)
    if asked.wish.strip() and not asked.base:
        found.append(
            Problem(
                code="parameter_invalid",
                message="There is no version that could be changed.",
                remedy="Make an animation first.",
                parameter="wish",
            )
        )
    return found


def _too_many_pictures(asked: AnimationParameters) -> list[Problem]:
    """Say that a new animation has more pixels than a zip of pictures may."""
    if asked.format != "png" or asked.base:
        return []
    try:
        width, height = size_of(asked.aspect_ratio, asked.resolution)
        check_sequence(width, height, round(asked.duration * asked.fps))
    except TooLarge as error:
        return [
            Problem(code=error.code, message=error.message, remedy=error.remedy, parameter="format")
        ]
    return []


def _check_counts(inputs: NodeInputs) -> None:
    """Refuse what only shows when everything has arrived: a list may bring many files."""
    for name, (most, what) in LIMITS.items():
        count = len(inputs.media(name))
        if count > most:
            raise Invalid(
                f"{count} {what} have arrived; an animation takes {most}.",
                remedy="Connect fewer.",
                input=name,
                limit=most,
            )


async def _media(inputs: NodeInputs, context: NodeContext) -> tuple[ProjectMedia, ...]:
    found: list[ProjectMedia] = []
    for role in (LOGO, IMAGE, VIDEO, AUDIO):
        for value in dict.fromkeys(inputs.media(role)):
            caption = inputs.label(role, value).name
            found.append(await _medium(context, value, role, clean(caption, 200), found))
    return tuple(found)


async def _medium(
    context: NodeContext,
    value: MediaValue,
    role: str,
    caption: str,
    before: Sequence[ProjectMedia],
) -> ProjectMedia:
    given = await context.input(value, role)
    width, height, seconds = await context.work(_measured, given.path, value.type)
    if role == VIDEO and seconds > LONGEST_VIDEO + _SLACK:
        raise Invalid(
            f"A film of {seconds:.1f} seconds has arrived; an animation shows at most "
            f"{LONGEST_VIDEO:g} seconds of one.",
            remedy="Trim it first, with the node Trim.",
            input=VIDEO,
            limit=LONGEST_VIDEO,
        )
    return ProjectMedia(
        name=_name(caption or role, given.mime, len(before) + 1),
        type=value.type,
        asset=value.asset,
        hash=value.hash,
        caption=caption,
        width=width,
        height=height,
        seconds=seconds,
        role="logo" if role == LOGO else "track" if role == AUDIO else "media",
    )


def _name(caption: str, mime: str, number: int) -> str:
    """Make a name of plain letters; the number keeps two of the same caption apart."""
    slug = re.sub(r"[^a-z0-9]+", "-", caption.lower()).strip("-")[:40].strip("-") or "file"
    kind = re.sub(r"[^a-z0-9]", "", mime.partition("/")[2].removeprefix("x-").partition("+")[0])
    ending = {"jpeg": "jpg", "quicktime": "mov", "mpeg": "mp3", "matroska": "mkv"}.get(kind, kind)
    return f"{slug}-{number}.{(ending or 'bin')[:5]}"


def _measured(path: Path, kind: str) -> tuple[int, int, float]:
    """Give width, height and seconds, as shown."""
    if kind == "image":
        from PIL import Image, ImageOps  # noqa: PLC0415 — only when a node runs

        with Image.open(path) as image:
            width, height = ImageOps.exif_transpose(image).size
        return width, height, 0.0
    from koda.media.reading import facts_of  # noqa: PLC0415 — what decodes films takes 30 MB

    facts = facts_of(path)
    return facts.width, facts.height, round(facts.seconds, 3)
