"""Where Vercel's Python runtime finds the app; what it does is in `koda.asgi`."""

import gc

from pydantic import BaseModel

gc.disable()  # nothing that is loaded here becomes garbage: looking for it is a tenth of the start
BaseModel.model_config["defer_build"] = True  # an instance builds the few shapes that it meets
from koda.asgi import app  # noqa: E402

gc.freeze()
gc.enable()

__all__ = ["app"]
