"""Settings of runs, and of the provider of media."""

from __future__ import annotations

from pydantic import Field, SecretStr

from koda.settings.part import Address, Part


class MakingSettings(Part):
    """How much is worked on at once, and where media are made."""

    run_concurrency: int = Field(
        8,
        ge=1,
        le=256,
        validation_alias="KODA_RUN_CONCURRENCY",
        description="Steps worked on at once. Steps that wait for a provider do not count.",
    )
    text_concurrency: int = Field(
        64,
        ge=1,
        le=4096,
        validation_alias="KODA_TEXT_CONCURRENCY",
        description="Requests to language models at once; others wait for their turn.",
    )
    fal_key: SecretStr | None = Field(
        None,
        validation_alias="FAL_KEY",
        description="Key of fal.ai. With it, its models make the media; without it, the offline "
        "preview does.",
    )
    fal_queue_url: Address = Field(
        "https://queue.fal.run",
        validation_alias="FAL_QUEUE_URL",
        description="Address of fal.ai's queue.",
    )
    fal_run_url: Address = Field(
        "https://fal.run",
        validation_alias="FAL_RUN_URL",
        description="Address of fal.ai's direct calls.",
    )
    fal_rest_url: Address = Field(
        "https://rest.fal.ai",
        validation_alias="FAL_REST_URL",
        description="Address of fal.ai's storage interface.",
    )
    fal_cdn_url: Address = Field(
        "https://v3.fal.media",
        validation_alias="FAL_CDN_URL",
        description="Address of fal.ai's files.",
    )
    fal_api_url: Address = Field(
        "https://api.fal.ai",
        validation_alias="FAL_API_URL",
        description="Address of fal.ai's platform interface (request history, prices).",
    )
    fal_jwks_url: Address = Field(
        "https://rest.alpha.fal.ai/.well-known/jwks.json",
        validation_alias="FAL_JWKS_URL",
        description="Address of the keys that fal.ai signs its calls to Koda with.",
    )
