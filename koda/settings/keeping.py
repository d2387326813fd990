"""Settings of what is kept: records, media files, and for how long."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import AliasChoices, Field, SecretStr, field_validator

from koda.settings.part import Part


class KeepingSettings(Part):
    """Where records and media files are kept, and for how long."""

    canvas_storage: Literal["sqlite", "localStorage"] = Field(
        "sqlite",
        validation_alias=AliasChoices("KODA_STORAGE_BACKEND", "NEXT_PUBLIC_STORAGE_BACKEND"),
        description="Where canvases are kept. `localStorage` is accepted from older set-ups and "
        "means `sqlite`: Koda always keeps canvases on the server.",
    )
    database_url: SecretStr | None = Field(
        None,
        validation_alias=AliasChoices("DATABASE_URL", "KODA_DATABASE_URL"),
        description="Address of a PostgreSQL database, as "
        "`postgresql://user:password@host:5432/database?sslmode=require`. With it, records are "
        "kept there and not in a file; it needs `pip install 'koda-studio[postgres]'`.",
    )
    sqlite_path: Path | None = Field(
        None,
        validation_alias="SQLITE_PATH",
        description="The database file. Default: `koda.db` in the data folder.",
    )
    turso_database_url: str = Field(
        "",
        validation_alias="TURSO_DATABASE_URL",
        description="Address of a Turso (libSQL) database, `libsql://…`. With it, records are kept "
        "there instead of in the file.",
    )
    turso_auth_token: SecretStr | None = Field(
        None,
        validation_alias="TURSO_AUTH_TOKEN",
        description="Token of the Turso database; it must be able to read and write.",
    )
    asset_storage: Literal["local", "r2", "s3"] = Field(
        "local",
        validation_alias="ASSET_STORAGE",
        description="Where media files are kept: `local`, a folder; `r2`, a bucket of Cloudflare "
        "R2; `s3`, a bucket of Amazon S3 or of anything that speaks its language.",
    )
    asset_delivery: Literal["direct", "server"] = Field(
        "direct",
        validation_alias="KODA_ASSET_DELIVERY",
        description="How browsers reach a bucket: `direct`, by links to it; `server`, through "
        "Koda, for a bucket that browsers cannot reach.",
    )
    asset_local_path: Path | None = Field(
        None,
        validation_alias="ASSET_LOCAL_PATH",
        description="The folder of media files. Default: `generations` in the data folder.",
    )
    r2_account_id: str = Field(
        "", validation_alias="R2_ACCOUNT_ID", description="Account id of Cloudflare."
    )
    r2_access_key_id: str = Field(
        "", validation_alias="R2_ACCESS_KEY_ID", description="Access key id of an R2 API token."
    )
    r2_secret_access_key: SecretStr | None = Field(
        None, validation_alias="R2_SECRET_ACCESS_KEY", description="Its secret access key."
    )
    r2_bucket_name: str = Field(
        "", validation_alias="R2_BUCKET_NAME", description="Bucket of R2, as `koda-assets`."
    )
    r2_endpoint: str = Field(
        "",
        validation_alias="R2_ENDPOINT",
        description="Address of R2 for a bucket in a jurisdiction, as "
        "`https://ACCOUNT.eu.r2.cloudflarestorage.com`. Default: made of the account id.",
    )
    r2_public_url: str = Field(
        "",
        validation_alias="R2_PUBLIC_URL",
        description="Custom domain (or r2.dev address) where everybody can read the bucket. "
        "Without it, files are shown by signed links.",
    )
    s3_access_key_id: str = Field(
        "", validation_alias="S3_ACCESS_KEY_ID", description="Access key id of S3."
    )
    s3_secret_access_key: SecretStr | None = Field(
        None, validation_alias="S3_SECRET_ACCESS_KEY", description="Secret access key of S3."
    )
    s3_bucket_name: str = Field("", validation_alias="S3_BUCKET_NAME", description="Bucket of S3.")
    s3_region: str = Field(
        "us-east-1", validation_alias="S3_REGION", description="Region of the S3 bucket."
    )
    s3_endpoint: str = Field(
        "",
        validation_alias="S3_ENDPOINT",
        description="Address of a store that speaks S3 (MinIO, Ceph, Garage …). Default: Amazon's.",
    )
    s3_public_url: str = Field(
        "",
        validation_alias="S3_PUBLIC_URL",
        description="Address where everybody can read the bucket, as of a CDN before it.",
    )
    upload_limit_mb: int = Field(
        50,
        ge=1,
        le=512,
        validation_alias="KODA_UPLOAD_LIMIT_MB",
        description="Largest file that may be uploaded, in MB.",
    )
    collect: Literal["on", "off"] = Field(
        "on",
        validation_alias="KODA_COLLECT",
        description="Whether the server looks, once an hour, for media files that nothing uses.",
    )
    unused_days: int = Field(
        30,
        ge=1,
        le=3650,
        validation_alias="KODA_UNUSED_DAYS",
        description="Days after which a media file that nothing uses goes to the trash.",
    )
    trash_days: int = Field(
        30,
        ge=1,
        le=3650,
        validation_alias="KODA_TRASH_DAYS",
        description="Days after which a media file in the trash is removed for good.",
    )

    @field_validator(
        "asset_storage",
        "r2_account_id",
        "r2_access_key_id",
        "r2_secret_access_key",
        "r2_bucket_name",
        "r2_endpoint",
        "r2_public_url",
        "s3_access_key_id",
        "s3_secret_access_key",
        "s3_bucket_name",
        "s3_region",
        "s3_endpoint",
        "s3_public_url",
        mode="before",
    )
    @classmethod
    def _trimmed(cls, value: object) -> object:
        """Forgive the spaces and line ends that come with copied keys."""
        return value.strip() if isinstance(value, str) else value
