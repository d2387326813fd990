"""What the parts of the settings share."""

from __future__ import annotations

from pydantic_settings import BaseSettings, SettingsConfigDict


class Part(BaseSettings):
    """Some of the settings; never read alone, so nothing is built for it."""

    model_config = SettingsConfigDict(defer_build=True)


def plain_address(value: str) -> str:
    """Give an address without the slash at its end; raises `ValueError` for other schemes."""
    if not value.startswith(("http://", "https://")):
        message = "must start with http:// or https://"
        raise ValueError(message)
    return value.rstrip("/")
