"""Where Vercel's Python runtime finds the app; what it does is in `koda.asgi`."""

import gc

gc.disable()  # nothing that is loaded here becomes garbage: looking for it is a tenth of the start
from koda.asgi import app  # noqa: E402

gc.freeze()
gc.enable()

__all__ = ["app"]
