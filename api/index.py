"""Where Vercel's Python runtime finds the app; what it does is in `koda.asgi`."""

import gc
import sys

from pydantic import BaseModel

gc.disable()  # nothing that is loaded here becomes garbage: looking for it is a tenth of the start
BaseModel.model_config["defer_build"] = True  # an instance builds the few shapes that it meets
# FastAPI asks of every shape whether it is one of pydantic's first version, and would load that
# for it: 40 ms of the start. Nothing here has such shapes; without it the answer is no.
sys.modules["pydantic.v1"] = None  # pyright: ignore[reportArgumentType]
from koda.asgi import app  # noqa: E402

gc.freeze()
gc.enable()

__all__ = ["app"]
