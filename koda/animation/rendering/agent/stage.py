"""The stage in the browser: opened with a film, taken to a frame, photographed."""

from __future__ import annotations

import base64
import json
import os
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from koda.animation.rendering.agent.devtools import BrowserGone, Devtools
from koda.animation.rendering.agent.exact import exact_png
from koda.animation.rendering.agent.flags import GL, WINDOW, flags_of
from koda.animation.rendering.agent.job import Job

_START_SECONDS = 60.0
_PATIENCE = 0.03
"""Seconds that a page may work before frames are drawn meanwhile, which it may wait for."""
_WEBGL = """(() => { const gl = document.createElement('canvas').getContext('webgl2');
return gl === null ? '' : String(gl.getParameter(gl.VERSION)); })()"""


class Stage:
    """A Chromium that shows the stage."""

    def __init__(self, job: Job) -> None:
        """Start it, with the better way of drawing 3D that works."""
        self._job = job
        self._ticks = 0.0
        ways = range(len(GL)) if job.is_3d else range(1)
        for gl in ways:
            try:
                self._begin(gl)
            except BaseException:
                self.close()
                raise
            if not job.is_3d or self._value(self._ask_page(_WEBGL)):
                return
            self.close()
        raise BrowserGone("Chromium has no WebGL here")

    def open(self) -> dict[str, Any]:
        """Compile and start the film's code; what the stage answers."""
        film = json.dumps(self._job.film)
        return self._told(f"koda.open({film})", max(self._job.seconds, _START_SECONDS))

    def seek(self, frame: int) -> int:
        """Begin to draw a frame; gives the number that the answer will have."""
        return self._ask_page(f"koda.seek({frame})")

    def sought(self, number: int) -> dict[str, Any]:
        """Wait until the frame is drawn; what the stage answers.

        Raises:
            TimeoutError: It takes longer than a frame may.
        """
        return self._answer(self._settled(number, self._job.seconds))

    def look(self) -> dict[str, Any]:
        """Give the facts of the frame on show."""
        return self._told("koda.look()", self._job.seconds)

    def picture(self, *, opaque: bool) -> bytes:
        """Photograph what is shown: a JPEG, or a PNG that may be seen through."""
        how: dict[str, Any] = (
            {"format": "jpeg", "quality": self._job.quality}
            if opaque
            else {"format": "png", "optimizeForSpeed": True}
        )
        job = self._job
        content = self._frame_picture(how) if job.begin_frame else self._shot(how)
        return content if opaque else exact_png(content, job.out_width, job.out_height)

    def close(self) -> None:
        """End the browser."""
        self._devtools.close()

    def _begin(self, gl: int) -> None:
        job = self._job
        profile = tempfile.mkdtemp(prefix="chromium-")
        self._devtools = Devtools(
            [job.chromium, *flags_of(job, profile, gl)],
            {
                **os.environ,
                **dict.fromkeys(("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"), profile),
                "XDG_DATA_HOME": str(
                    Path("share").resolve()
                ),  # its `fonts` are found beside the system's
            },
            Path(profile, "log"),
        )
        ask = self._devtools.ask
        size = {"width": job.width, "height": job.height}
        target: dict[str, Any] = {"url": "about:blank"}
        if job.begin_frame:  # the full browser has windows, whose size is not a page's
            window = {"width": WINDOW[0], "height": WINDOW[1]}
            target |= {"enableBeginFrameControl": True, **window}
        found = ask("Target.createTarget", target, seconds=_START_SECONDS)
        attached = ask("Target.attachToTarget", {"targetId": found["targetId"], "flatten": True})
        self._page = attached["sessionId"]
        for domain in ("Page", "Runtime", "Inspector"):
            ask(f"{domain}.enable", session=self._page)
        metrics = {**size, "deviceScaleFactor": job.out_width / job.width, "mobile": False}
        ask("Emulation.setDeviceMetricsOverride", metrics, self._page)
        if not job.is_opaque:
            clear = {"color": {"r": 0, "g": 0, "b": 0, "a": 0}}
            ask("Emulation.setDefaultBackgroundColorOverride", clear, self._page)
        self._go(Path(job.page).resolve().as_uri())

    def _go(self, address: str) -> None:
        self._devtools.ask("Page.navigate", {"url": address}, self._page, _START_SECONDS)
        if not self._devtools.heard("Page.loadEventFired", _START_SECONDS):
            raise TimeoutError(address)
        end = time.monotonic() + _START_SECONDS
        while self._value(self._ask_page("typeof window.koda")) != "object":
            if time.monotonic() > end:
                raise TimeoutError(address)
            time.sleep(0.02)

    def _frame_picture(self, how: Mapping[str, Any]) -> bytes:
        for _ in range(3):
            taken = self._finish(self._draw({"screenshot": how}), self._job.seconds)
            if "screenshotData" in taken:
                return base64.b64decode(taken["screenshotData"])
        raise BrowserGone("Chromium gives no picture")

    def _shot(self, how: Mapping[str, Any]) -> bytes:
        # Beyond the viewport it would lay everything out anew: twice the work of the whole frame.
        more = {**how, "captureBeyondViewport": False, "fromSurface": True}
        taken = self._devtools.ask("Page.captureScreenshot", more, self._page, self._job.seconds)
        return base64.b64decode(taken["data"])

    def _draw(self, more: Mapping[str, Any]) -> int:
        """Have one frame drawn; only one may be on its way."""
        interval = 1_000 / self._job.fps
        self._ticks += interval
        told = {"frameTimeTicks": self._ticks, "interval": interval, **more}
        return self._devtools.post("HeadlessExperimental.beginFrame", told, self._page)

    def _settled(self, number: int, seconds: float) -> dict[str, Any]:
        """Wait for an answer of the page; where it draws only when told, draw meanwhile."""
        if not self._job.begin_frame:
            return self._finish(number, seconds)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            answer = self._devtools.answer(number, _PATIENCE)
            if answer is not None:
                return answer
            # What the page waits for (a decoded picture, a layout) may need a frame to happen.
            self._finish(self._draw({}), max(end - time.monotonic(), 0.0))
        raise TimeoutError

    def _finish(self, number: int, seconds: float) -> dict[str, Any]:
        answer = self._devtools.answer(number, seconds)
        if answer is None:
            raise TimeoutError
        return answer

    def _ask_page(self, expression: str) -> int:
        told = {"expression": expression, "awaitPromise": True, "returnByValue": True}
        return self._devtools.post("Runtime.evaluate", told, self._page)

    def _told(self, expression: str, seconds: float) -> dict[str, Any]:
        return self._answer(self._settled(self._ask_page(expression), seconds))

    def _value(self, number: int) -> object:
        return self._settled(number, _START_SECONDS)["result"].get("value")

    @staticmethod
    def _answer(result: Mapping[str, Any]) -> dict[str, Any]:
        """What a call of the stage gave; what it threw is a fault of the code."""
        value = result["result"].get("value")
        if isinstance(value, dict):
            return cast("dict[str, Any]", value)
        thrown = result.get("exceptionDetails", {})
        words = thrown.get("exception", {}).get("description") or thrown.get("text") or "no answer"
        return {"ok": False, "faults": [{"code": "runtime", "message": str(words)}]}
