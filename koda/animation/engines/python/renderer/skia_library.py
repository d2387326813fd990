"""Brings in Skia when something is drawn, or says what is missing."""

from __future__ import annotations

import importlib
from functools import cache
from typing import Any

from koda.core.errors import NotConfigured

Native = Any
"""Something of Skia's, whose library has no types."""


@cache
def load() -> Native:
    """Give the module `skia`.

    Raises:
        NotConfigured: It is not installed, or a library of the system that it needs is not.
    """
    try:
        return importlib.import_module("skia")
    except ImportError as error:
        lacks_library = "cannot open shared object" in str(error)
        raise NotConfigured(
            f"The engine Python cannot draw here: {error}.",
            remedy="Install what it draws with: on Debian and Ubuntu `apt-get install libgl1 "
            "libegl1 libfontconfig1`."
            if lacks_library
            else "Install it: `pip install 'koda-studio[animation]'`.",
        ) from error
