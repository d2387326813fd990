"""Settings of the host: how it reaches Koda, and what it allows."""

from __future__ import annotations

from pydantic import AliasChoices, Field, SecretStr

from koda.settings.part import AddressOrNone, Part


class HostingSettings(Part):
    """How the host reaches Koda, and what it allows."""

    public_url: AddressOrNone = Field(
        "",
        validation_alias=AliasChoices("KODA_PUBLIC_URL"),
        description="Where browsers and fal.ai reach Koda, as `https://koda.example.com`. With it, "
        "fal.ai says when a result is there. On Vercel it is known.",
    )
    serverless: bool = Field(
        False,
        validation_alias=AliasChoices("KODA_SERVERLESS", "VERCEL"),
        description="Whether Koda works on runs only while somebody is there, as hosts want it "
        "that stop a process between two requests. On Vercel it does.",
    )
    on_vercel: bool = Field(
        False,
        validation_alias="VERCEL",
        description="Whether Koda runs on Vercel, which says so itself. Its `X-Real-IP` is then "
        "where a caller comes from.",
    )
    request_seconds: int = Field(
        285,
        ge=5,
        le=3600,
        validation_alias="KODA_REQUEST_SECONDS",
        description="Seconds after which a request of a serverless host ends by itself; less than "
        "the host allows (on Vercel 300).",
    )
    cron_secret: SecretStr | None = Field(
        None,
        validation_alias="CRON_SECRET",
        description="What the host's timer sends to `/api/tick` as `Authorization: Bearer`.",
    )
