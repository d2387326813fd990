"""Settings of the doors: where Koda listens, and who may come in."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import AliasChoices, Field, SecretStr, field_validator

from koda.settings.part import Part

_SHORTEST_SECRET = 16


class AccessSettings(Part):
    """Where Koda listens, and who may come in."""

    host: str = Field(
        "127.0.0.1",
        validation_alias=AliasChoices("KODA_HOST", "HOST"),
        description="Address to listen on. Beyond loopback Koda must be able to ask who calls: "
        "`KODA_PASSWORD`, or `KODA_OIDC_ISSUER`.",
    )
    port: int = Field(
        3000,
        ge=0,
        le=65535,
        validation_alias=AliasChoices("KODA_PORT", "PORT"),
        description="Port to listen on; 0 takes a free one. If the default is taken, the next "
        "free one is used.",
    )
    data: Path = Field(
        Path("./data"),
        validation_alias="KODA_DATA",
        description="Folder for everything that Koda keeps on this machine. On serverless hosts: a "
        "folder for what passes, in the system's one for temporary files.",
    )
    token: SecretStr | None = Field(
        None,
        validation_alias="KODA_TOKEN",
        description="Fixes the access token (otherwise made at the first start and kept in the "
        "data folder). Programs send it as `Authorization: Bearer`.",
    )
    password: SecretStr | None = Field(
        None,
        validation_alias="KODA_PASSWORD",
        description="Password for people who open Koda from another machine.",
    )
    auth: Literal["token", "none"] = Field(
        "token",
        validation_alias="KODA_AUTH",
        description="`none` lets everybody in who can reach the port. Only behind a proxy that "
        "asks for you.",
    )
    oidc_issuer: str = Field(
        "",
        validation_alias="KODA_OIDC_ISSUER",
        description="Address of an identity provider (OpenID Connect) that people sign in with, as "
        "`https://accounts.google.com`.",
    )
    oidc_client_id: str = Field(
        "",
        validation_alias="KODA_OIDC_CLIENT_ID",
        description="What Koda is called at the identity provider.",
    )
    oidc_client_secret: SecretStr | None = Field(
        None,
        validation_alias="KODA_OIDC_CLIENT_SECRET",
        description="Koda's secret at the identity provider.",
    )
    oidc_allowed: str = Field(
        "",
        validation_alias="KODA_OIDC_ALLOWED",
        description="Who may sign in with it: e-mail addresses and `@domains`, separated by "
        "commas. Nobody, where it is empty.",
    )
    trusted_proxies: str = Field(
        "",
        validation_alias="KODA_TRUSTED_PROXIES",
        description="Whose word is taken for where callers come from (`X-Forwarded-For`): how many "
        "proxies stand in front, or their addresses and networks, separated by commas.",
    )
    secret: SecretStr | None = Field(
        None,
        validation_alias="KODA_SECRET",
        description="Encrypts the keys that are stored from the settings page: 16 characters or "
        "more, the same on every machine that shares a database. Default: a key file in the data "
        "folder.",
    )
    allowed_hosts: str = Field(
        "",
        validation_alias="KODA_ALLOWED_HOSTS",
        description="Host names, separated by commas, that Koda answers to besides loopback "
        "and its own address.",
    )

    @field_validator("secret")
    @classmethod
    def _long_secret(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and len(value.get_secret_value().strip()) < _SHORTEST_SECRET:
            message = f"must have at least {_SHORTEST_SECRET} characters"
            raise ValueError(message)
        return value
