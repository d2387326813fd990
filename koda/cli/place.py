"""Reads the settings of a command, and makes sure of its data folder."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from koda.core.errors import NotConfigured
from koda.settings import Settings, read_settings


def settings_of(options: argparse.Namespace) -> Settings:
    """Read the settings; options of the command line win. Raises `NotConfigured`."""
    names = ("host", "port", "data")
    given = {name: getattr(options, name, None) for name in names}
    if given["data"]:
        given["data"] = Path(given["data"]).expanduser()
    return read_settings(**given)


def make_folder(folder: Path, setting: str) -> None:
    """Make a folder if it is missing, and write into it; raises `NotConfigured`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise NotConfigured(
            f"The folder {folder} cannot be written: {error.strerror}.",
            remedy=f"Choose another folder with {setting}, or change its permissions.",
            setting=setting,
        ) from error
