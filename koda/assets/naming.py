"""Names a file that leaves Koda: what it shows, what made it, when."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import PurePosixPath

from koda.core.asset import Asset

EXTENSIONS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/webp": "webp",
    "image/gif": "gif",
    "image/avif": "avif",
    "video/mp4": "mp4",
    "video/webm": "webm",
    "audio/mpeg": "mp3",
    "audio/wav": "wav",
    "audio/ogg": "ogg",
    "audio/flac": "flac",
    "audio/aac": "aac",
    "audio/mp4": "m4a",
    "audio/webm": "weba",
    "application/zip": "zip",
}
"""What each type that Koda keeps ends with."""
_MOST_TITLE = 60
_MOST_MODEL = 40


def download_name(asset: Asset, title: str = "") -> str:
    """Give `<title>-<model>-<date>.<ending>`; of a file that nobody made here, `<title>.<ending>`.

    Args:
        asset: Its record.
        title: What to call it; else its own name, the words it was made from, or its id.
    """
    ending = f".{EXTENSIONS.get(asset.mime, 'bin')}"
    recipe = asset.recipe
    own = asset.name.removesuffix(ending)
    if recipe is None or recipe.model is None:
        return f"{title.removesuffix(ending) or own or asset.id}{ending}"
    words = title.removesuffix(ending) or own or recipe.prompt or asset.id
    made = datetime.fromtimestamp(asset.created_at / 1000, UTC).date().isoformat()
    model = _plain(PurePosixPath(recipe.model).name, _MOST_MODEL)
    return f"{'-'.join(part for part in (_plain(words, _MOST_TITLE), model, made) if part)}{ending}"


def _plain(words: str, most: int) -> str:
    """Letters and digits joined by single dashes, cut between words."""
    joined = re.sub(r"[\W_]+", "-", words.lower()).strip("-")
    if len(joined) <= most:
        return joined
    cut = joined[:most]
    return cut.rpartition("-")[0] or cut
