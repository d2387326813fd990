"""What the parts of the settings share."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Part(BaseSettings):
    """Some of the settings; never read alone, so nothing is built for it."""

    model_config = SettingsConfigDict(defer_build=True)


def _plain_address(value: str) -> str:
    if not value.startswith(("http://", "https://")):
        message = "must start with http:// or https://"
        raise ValueError(message)
    return value.rstrip("/")


# Types, and no validators of the parts: two of the same name would be one.
Address = Annotated[str, AfterValidator(_plain_address)]
AddressOrNone = Annotated[str, AfterValidator(lambda value: value and _plain_address(value))]
"""The address of a service, without a slash at its end; `AddressOrNone` may be empty."""
