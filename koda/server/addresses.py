"""Addresses of media, as callers send them: read by their beginning, for some hold the file."""

from __future__ import annotations

import asyncio
import base64
import re
from urllib.parse import urlsplit

from koda.core.errors import Invalid
from koda.core.ids import AssetId

MOST_ADDRESS = 8_000
"""Characters of an address that says where a file is; one that holds it may be far longer."""

_OWN_ASSET = re.compile(r"/api/assets/([A-Za-z0-9][A-Za-z0-9_-]{0,79})$")
_HEAD = re.compile(r"data:\S{0,200}?;base64,", re.ASCII | re.IGNORECASE)
_PORTION = 1024 * 1024  # a multiple of 4, as base64 is written


def holds_file(address: str) -> bool:
    """Tell whether it is a `data:` address, however long it is."""
    return address[:5].lower() == "data:"


async def held_by(address: str, input_: str) -> bytes:
    """Give the file that a `data:` address for an input holds; raises `Invalid`."""
    try:
        return await asyncio.to_thread(_decoded, address)
    except ValueError as error:
        raise Invalid(
            f"What was sent for “{input_}” is no base64.",
            remedy="Send it as `data:…;base64,…`, or upload the file.",
            field=input_,
        ) from error


def own_asset(address: str) -> AssetId | None:
    """Give the asset of ours that an address names; raises `Invalid` if it is no address."""
    if len(address) > MOST_ADDRESS:
        raise Invalid(
            f"An address has at most {MOST_ADDRESS:,} characters.",
            remedy="Upload the file, or send it as `data:…;base64,…`.",
            url=address[:500],
        )
    try:
        own = _OWN_ASSET.search(urlsplit(address).path)
    except ValueError as error:
        raise Invalid("This is not an address.", url=address[:500]) from error
    return None if own is None else AssetId(own[1])


def _decoded(address: str) -> bytes:
    head = _HEAD.match(address)
    if head is None:
        raise ValueError(address[:200])
    # In portions: one call would keep all other threads, the event loop's too, until it is done.
    starts = range(head.end(), len(address), _PORTION)
    portions = [
        base64.b64decode(address[start : start + _PORTION], validate=True) for start in starts
    ]
    if any(len(one) != _PORTION // 4 * 3 for one in portions[:-1]):
        raise ValueError("it ends before its end")
    return b"".join(portions)
