"""Where Vercel's Python runtime finds the app; what it does is in `koda.asgi`."""

from koda.asgi import app

__all__ = ["app"]
