"""The checks of a deployment in their order; whatever they made is taken away at the end."""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass

from koda.verify.animation import draw_scenes
from koda.verify.basics import answers, config
from koda.verify.canvas import (
    edit_canvas,
    events_arrive,
    make_canvas,
    remove_canvas,
    restored,
)
from koda.verify.deployment import Deployment, Session
from koda.verify.finding import (
    CheckFailedError,
    CheckSkippedError,
    Finding,
    FindingState,
    NotAdmittedError,
)
from koda.verify.json_parts import members
from koda.verify.pictures import MaySpend, Picture, make_picture, stays

TITLES = {
    "start": "Answers",
    "config": "Configuration",
    "image": "Image generation",
    "prompt": "Prompt enhancement",
    "assets": "Asset persistence",
    "canvas": "Canvas persistence",
    "events": "Live events",
    "animation": "Animation",
}
"""The checks in their order; those of the deployment guide among them."""

_PROMPT = "a lighthouse in fog"
_STOPPED = "Not tried: what comes before it must hold first."
_RULES = "offline/rules"
_NO_KEY = "Set FAL_KEY there, or store a key of fal.ai in the settings."


@dataclass(slots=True)
class _Journey:
    there: Deployment
    may_spend: MaySpend
    must_be_cloud: bool
    canvas: str = ""
    picture: Picture | None = None

    async def start(self, session: Session) -> tuple[str, str]:
        return await answers(session)

    async def config(self, session: Session) -> tuple[str, str]:
        return await config(session, must_be_cloud=self.must_be_cloud), ""

    async def image(self, session: Session) -> tuple[str, str]:
        self.canvas = await make_canvas(session)
        self.picture, quote = await make_picture(session, self.canvas, self.may_spend)
        size = len(self.picture.fetched.content) // 1024 + 1
        if not quote.is_offline:
            return f"{quote.title} made a picture of {size} KB for {quote.words}.", ""
        words = f"A picture of {size} KB was made and loads, by the offline preview: no AI model."
        return self._without_model(words, _NO_KEY)

    async def prompt(self, session: Session) -> tuple[str, str]:
        body = {"prompt": _PROMPT, "type": "image", "canvasId": self.canvas or None}
        made = await session.call(
            "POST", "/api/agents/enhance-prompt", body, seconds=session.there.patience.making
        )
        better = str(made.get("enhancedPrompt") or "")
        if not better.strip() or better.strip() == _PROMPT:
            raise CheckFailedError("The prompt came back as it was sent.")
        if made.get("model") == _RULES:
            words = "The prompt came back longer, written by rules: no language model is set up."
            return self._without_model(words, "Set ANTHROPIC_API_KEY, or another model's key.")
        return f"{made.get('model')} made {len(better)} letters of {len(_PROMPT)}.", ""

    async def assets_stay(self, session: Session) -> tuple[str, str]:
        if self.picture is None:
            raise CheckSkippedError("There is no picture to load again.")
        return await stays(session, self.picture), ""

    async def canvas_stays(self, session: Session) -> tuple[str, str]:
        self.canvas = self.canvas or await make_canvas(session)
        await edit_canvas(session, self.canvas)
        async with self.there.session() as anew:
            return await restored(anew, self.canvas), ""

    async def events(self, session: Session) -> tuple[str, str]:
        self.canvas = self.canvas or await make_canvas(session)
        return await events_arrive(self.there, self.canvas), ""

    async def animation(self, session: Session) -> tuple[str, str]:
        kinds = members(await session.get("/api/catalog"), "kinds")
        if not any(str(one.get("kind")).startswith("animation") for one in kinds):
            raise CheckSkippedError("Animation is not part of this deployment.")
        self.canvas = self.canvas or await make_canvas(session)
        try:
            words, by_model = await draw_scenes(session, self.canvas, self.may_spend)
        except TimeoutError:
            limit = session.there.patience.making
            raise CheckFailedError(f"Nothing was drawn within {limit:g} s.") from None
        return words if by_model else f"{words} By rules: no language model is set up.", ""

    async def clean_up(self, session: Session) -> None:
        """Take away what was made: the canvas, and the assets made on it."""
        if not self.canvas:
            return
        found = await session.get(f"/api/library/assets?canvas={self.canvas}&limit=100")
        assets = [str(one.get("id")) for one in members(found, "items")]
        await remove_canvas(session, self.canvas)
        if assets:
            await session.call("POST", "/api/library/trash", {"assets": assets})
            await session.call("POST", "/api/library/remove", {"assets": assets})

    def _without_model(self, words: str, remedy: str) -> tuple[str, str]:
        if self.must_be_cloud:
            raise CheckFailedError(words, remedy)
        raise CheckSkippedError(words, remedy)


async def verify(
    there: Deployment, may_spend: MaySpend, *, must_be_cloud: bool = False
) -> AsyncGenerator[Finding]:
    """Make all checks, one after the other; each gets connections of its own.

    Args:
        there: What to check.
        may_spend: Asked before a picture is made that costs something.
        must_be_cloud: Records, media and models must be in the cloud.
    """
    journey = _Journey(there, may_spend, must_be_cloud)
    steps: dict[str, Callable[[Session], Awaitable[tuple[str, str]]]] = {
        "start": journey.start,
        "config": journey.config,
        "image": journey.image,
        "prompt": journey.prompt,
        "assets": journey.assets_stay,
        "canvas": journey.canvas_stays,
        "events": journey.events,
        "animation": journey.animation,
    }
    stopped = ""
    try:
        for name, step in steps.items():
            if stopped:
                yield _finding(name, "skipped", stopped)
                continue
            begun = time.monotonic()
            finding, goes_on = await _made(there, name, step)
            stopped = "" if goes_on else _STOPPED
            yield finding.model_copy(update={"seconds": round(time.monotonic() - begun, 2)})
    finally:
        left = await _cleaned(there, journey)
    if left is not None:
        yield left


async def _made(
    there: Deployment, name: str, step: Callable[[Session], Awaitable[tuple[str, str]]]
) -> tuple[Finding, bool]:
    """Give what was found, and whether it makes sense to go on."""
    try:
        async with there.session() as session:
            message, remedy = await step(session)
    except CheckFailedError as error:
        goes_on = name != "start" and not isinstance(error, NotAdmittedError)
        return _finding(name, "failed", error.message, error.remedy), goes_on
    except CheckSkippedError as error:
        return _finding(name, "skipped", error.message, error.remedy), True
    return _finding(name, "ok", message, remedy), True


async def _cleaned(there: Deployment, journey: _Journey) -> Finding | None:
    try:
        async with there.session() as session:
            await journey.clean_up(session)
    except CheckFailedError as error:
        return Finding(
            id="cleaning",
            title="Cleaning up",
            state="failed",
            message=f"The canvas {journey.canvas} of this check could not be removed: "
            f"{error.message}",
            remedy="Remove it on the home page.",
        )
    return None


def _finding(name: str, state: FindingState, message: str, remedy: str = "") -> Finding:
    return Finding(id=name, title=TITLES[name], state=state, message=message, remedy=remedy)
