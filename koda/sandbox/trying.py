"""Whether a provider's boxes can do what Koda needs, found out with a real one."""

from __future__ import annotations

from koda.core.errors import KodaError
from koda.sandbox.port import Command, Limits, Missing, Sandboxes, SandboxSpec

_LOOK = "import av, PIL.Image; print(av.__version__)"
_LIMITS = Limits(memory=512 * 1024**2, disk=64 * 1024**2, seconds=120)
_ENVIRONMENT = {"HOME": "/tmp", "PATH": "/usr/bin:/bin"}  # noqa: S108 — inside the box


async def try_box(sandboxes: Sandboxes) -> Missing | None:
    """Make a box, run its Python and look for its Chromium; none when all is there."""
    try:
        box = await sandboxes.create(SandboxSpec("probe", limits=_LIMITS))
    except KodaError as error:
        return Missing(error.message, error.remedy or "`koda sandbox probe` tries again.")
    try:
        argv = (box.tools.python, "-c", _LOOK)
        ended = await box.run(Command(argv, environment=_ENVIRONMENT, seconds=60))
        if ended.code != 0:
            return Missing("The Python in a box has no PyAV or no Pillow.", _REBUILD)
        if not box.tools.chromium:
            return Missing("There is no Chromium in a box.", _REBUILD)
        return None
    except KodaError as error:
        return Missing(error.message, error.remedy or "`koda sandbox probe` tries again.")
    finally:
        await box.kill()


_REBUILD = "Build it anew: `koda sandbox build-image`, or `koda sandbox build-template e2b`."
