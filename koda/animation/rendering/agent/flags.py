"""The command line of Chromium: alone, without a network, the same pixels each time."""

from __future__ import annotations

from collections.abc import Sequence

from koda.animation.rendering.agent.job import Job

_ALWAYS = (
    "--headless",
    "--remote-debugging-pipe",
    "--no-sandbox",  # the box is one, and does not let another be made in it
    "--no-zygote",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-extensions",
    "--disable-component-update",
    "--disable-background-networking",
    "--disable-sync",
    "--disable-breakpad",
    "--disable-crash-reporter",
    "--disable-dev-shm-usage",
    "--disable-features=Translate,MediaRouter,OptimizationHints,PaintHolding",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--allow-file-access-from-files",  # a picture must not taint the canvas it is drawn on
    "--mute-audio",
    "--hide-scrollbars",
    "--lang=en-US",
    "--disable-background-timer-throttling",
    "--disable-renderer-backgrounding",
    "--disable-backgrounding-occluded-windows",
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
    "--disable-lcd-text",
)
_TOLD = (
    "--enable-begin-frame-control",
    "--run-all-compositor-stages-before-draw",
    "--disable-new-content-rendering-timeout",
    "--disable-threaded-animation",
    "--disable-threaded-scrolling",
    "--disable-checker-imaging",
)
_PLAIN = ("--disable-gpu",)
GL: tuple[tuple[str, ...], ...] = (
    # Mesa's llvmpipe takes two thirds of the time that SwiftShader needs, but is not everywhere.
    ("--use-gl=angle", "--use-angle=gl-egl", "--ignore-gpu-blocklist"),
    ("--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"),
)
"""Ways to have WebGL without a graphics card, the better one first."""

WINDOW = (1, 1)
"""The least there is. Pictures are taken of the page, whose size is told apart from it; what the
window shows is drawn once more, for nobody."""


def flags_of(job: Job, profile: str, gl: int) -> Sequence[str]:
    """Give the arguments for a job; `gl` says which of `GL` is tried."""
    window = WINDOW if job.begin_frame else (job.width, job.height)
    return (
        *_ALWAYS,
        *(_TOLD if job.begin_frame else ()),
        *(GL[gl] if job.is_3d else _PLAIN),
        f"--user-data-dir={profile}",
        f"--window-size={window[0]},{window[1]}",
        f"--force-device-scale-factor={job.out_width / job.width}",
        "about:blank",
    )
