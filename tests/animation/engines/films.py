"""Plans and media that the tests of engines share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from koda.animation.design import design_of
from koda.animation.plan import AnimationPlan, Scene, StyleName, TechniqueName, ThemeName, rescaled
from koda.animation.project import ProjectMedia, Ratio
from koda.core.ids import AssetId

TECHNIQUES: tuple[TechniqueName, ...] = get_args(TechniqueName)
RATIOS: tuple[Ratio, ...] = get_args(Ratio)
LONG = "Every word of this sentence has to be read, however long it becomes, and it goes on " * 2
TEXTS: dict[str, tuple[str, ...]] = {
    "plain": ("Koda makes films", "From one sentence", "On your own machine"),
    "long": (LONG[:200], "x" * 200, LONG[:200]),
    "emoji": ("👩‍👩‍👧‍👦 Families 🏳️‍🌈 first", "🎬🎬🎬🎬🎬🎬🎬🎬🎬🎬🎬🎬🎬🎬🎬🎬🎬🎬🎬🎬"),
    "rtl": ("مرحبا بكم في كودا", "שלום לכולם, Koda 2026"),
    "empty": ("", "   ", ""),
    "hostile": ("</script><b>`${1}`", "'\"\\ \u2028 */ {{}}", "{scene.heading}"),
    "mixed": (LONG[:200], "👩‍👩‍👧‍👦 Families 🏳️‍🌈 first", "مرحبا بكم في كودا", "42% של הזמן"),
    "figures": ("Our year", "68% more films", "41% fewer meetings", "$3.2M saved", "Since 2019"),
}


def pictures(count: int, *, logo: bool = False) -> tuple[ProjectMedia, ...]:
    """Some pictures of the canvas, with or without a logo."""
    media = [
        ProjectMedia(
            name=f"photo-{number}.png",
            type="image",
            asset=AssetId(f"ast_{number:032d}"),
            hash=f"{number:064d}",
            width=1600 if number % 2 else 900,
            height=900 if number % 2 else 1600,
        )
        for number in range(1, count + 1)
    ]
    if logo:
        media.append(
            ProjectMedia(
                name="logo.png",
                type="image",
                asset=AssetId("ast_" + "9" * 32),
                hash="9" * 64,
                width=600,
                height=200,
                role="logo",
            )
        )
    return tuple(media)


def plan_of(
    techniques: Sequence[TechniqueName],
    text: tuple[str, ...] = TEXTS["plain"],
    media: Sequence[ProjectMedia] = (),
    *,
    seconds: float = 6,
    style: StyleName = "minimal",
    theme: ThemeName | None = None,
) -> AnimationPlan:
    """A plan with one scene for each technique, all of the same words and media."""
    names = tuple(one.name for one in media)
    scenes = tuple(
        Scene(
            number=number,
            title=technique.replace("-", " ").capitalize(),
            seconds=max(0.5, seconds / len(techniques)),
            text=text,
            technique=technique,
            media=names,
        )
        for number, technique in enumerate(techniques, 1)
    )
    return AnimationPlan(
        title="Aurora",
        scenes=rescaled(scenes, seconds),
        seconds=seconds,
        design=design_of(style, theme),
    )
