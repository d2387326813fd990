"""What the settings page says of a service: what it is for, its state, and how to add it."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from koda.connections.check import Outcome

Part = Literal["media", "text", "records", "assets", "animation"]
ConnectionState = Literal["connected", "missing", "broken"]
Source = Literal["environment", "stored", "none"]


class Connection(BaseModel):
    """A service, and how this Koda stands with it. No part of it is a secret.

    Attributes:
        part: What it does for Koda.
        purpose: What is gained by it, as a sentence.
        source: Where what it needs comes from; variables win over what is stored.
        message: How it stands, as a sentence.
        hint: The last four characters of the key in use; empty for short ones and without one.
        is_stored: A key is stored, whether it is used or not.
        missing: The variables that it still needs.
        steps: What a person does to add it, in order.
        takes_key: A key can be stored from the settings page.
        can_test: It can be asked whether it works.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    title: str
    part: Part
    purpose: str
    state: ConnectionState
    source: Source
    message: str
    hint: str = ""
    is_stored: bool = False
    stored_at: int | None = None
    missing: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    link: str = ""
    link_title: str = ""
    takes_key: bool = False
    can_test: bool = False


class Tested(BaseModel):
    """What a service said when it was asked.

    Attributes:
        asked: What it was asked, as a sentence; it costs nothing.
        milliseconds: How long it took.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    outcome: Outcome
    message: str
    remedy: str = ""
    asked: str
    milliseconds: int
