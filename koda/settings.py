"""Every setting once: its variable, type, default, and the sentence that the docs print."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any, Literal, cast, get_args
from urllib.parse import urlsplit

from pydantic import AliasChoices, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from koda.core.errors import NotConfigured

_SHORTEST_SECRET = 16
_SIZE = r"^\d{1,6}[mMgG][bB]?$"


class Settings(BaseSettings):
    """Read from the environment, then from a `.env` file in the working folder."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        populate_by_name=True,
    )

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
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", validation_alias="KODA_LOG_LEVEL", description="How much is logged."
    )
    log_format: Literal["text", "json"] = Field(
        "text",
        validation_alias="KODA_LOG_FORMAT",
        description="How it is logged: `text` for people; `json`, one object a line, for what "
        "collects logs.",
    )
    metrics: Literal["off", "on"] = Field(
        "off",
        validation_alias="KODA_METRICS",
        description="`on` gives figures for Prometheus at `/api/metrics`, to the owner and to API "
        "keys that may read.",
    )
    otlp_endpoint: str = Field(
        "",
        validation_alias="OTEL_EXPORTER_OTLP_ENDPOINT",
        description="Address of a collector of OpenTelemetry, as `http://localhost:4318`. With it, "
        "runs, steps, jobs and requests are sent as traces; it needs "
        "`pip install 'koda-studio[otel]'`.",
    )
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
    fal_queue_url: str = Field(
        "https://queue.fal.run",
        validation_alias="FAL_QUEUE_URL",
        description="Address of fal.ai's queue.",
    )
    fal_run_url: str = Field(
        "https://fal.run",
        validation_alias="FAL_RUN_URL",
        description="Address of fal.ai's direct calls.",
    )
    fal_rest_url: str = Field(
        "https://rest.fal.ai",
        validation_alias="FAL_REST_URL",
        description="Address of fal.ai's storage interface.",
    )
    fal_cdn_url: str = Field(
        "https://v3.fal.media",
        validation_alias="FAL_CDN_URL",
        description="Address of fal.ai's files.",
    )
    fal_api_url: str = Field(
        "https://api.fal.ai",
        validation_alias="FAL_API_URL",
        description="Address of fal.ai's platform interface (request history, prices).",
    )
    fal_jwks_url: str = Field(
        "https://rest.alpha.fal.ai/.well-known/jwks.json",
        validation_alias="FAL_JWKS_URL",
        description="Address of the keys that fal.ai signs its calls to Koda with.",
    )
    public_url: str = Field(
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

    anthropic_key: SecretStr | None = Field(
        None,
        validation_alias="ANTHROPIC_API_KEY",
        description="Key of Anthropic. With it, Claude writes for the agents; without any key of a "
        "language model, rules do.",
    )
    anthropic_url: str = Field(
        "https://api.anthropic.com",
        validation_alias="ANTHROPIC_BASE_URL",
        description="Address of Anthropic's interface.",
    )
    google_key: SecretStr | None = Field(
        None,
        validation_alias=AliasChoices(
            "GEMINI_API_KEY", "GOOGLE_GENERATIVE_AI_API_KEY", "GOOGLE_API_KEY"
        ),
        description="Key of Google's Gemini.",
    )
    google_url: str = Field(
        "https://generativelanguage.googleapis.com",
        validation_alias="GEMINI_BASE_URL",
        description="Address of Gemini's interface.",
    )
    openai_key: SecretStr | None = Field(
        None, validation_alias="OPENAI_API_KEY", description="Key of OpenAI."
    )
    openai_url: str = Field(
        "https://api.openai.com/v1",
        validation_alias="OPENAI_BASE_URL",
        description="Address of OpenAI's interface, or of a service that speaks its chat "
        "completions.",
    )
    openrouter_key: SecretStr | None = Field(
        None, validation_alias="OPENROUTER_API_KEY", description="Key of OpenRouter."
    )
    openrouter_url: str = Field(
        "https://openrouter.ai/api/v1",
        validation_alias="OPENROUTER_BASE_URL",
        description="Address of OpenRouter's interface.",
    )
    ollama_url: str = Field(
        "",
        validation_alias="OLLAMA_BASE_URL",
        description="Address of Ollama, as `http://localhost:11434`. With it, models on your own "
        "machines write for the agents.",
    )
    model_enhancer: str = Field(
        "",
        validation_alias="KODA_MODEL_ENHANCER",
        description="Language model that improves prompts: `provider/model`, or the model alone. "
        "Providers: `anthropic`, `google`, `openai`, `openrouter`, `ollama`, in this order of "
        "preference where nothing is set; `offline` means rules.",
    )
    model_storyboard: str = Field(
        "", validation_alias="KODA_MODEL_STORYBOARD", description="The same, for storyboards."
    )
    model_concept: str = Field(
        "",
        validation_alias="KODA_MODEL_CONCEPT",
        description="The same, for the idea that a storyboard begins with.",
    )
    model_product_shot: str = Field(
        "", validation_alias="KODA_MODEL_PRODUCT_SHOT", description="The same, for product shots."
    )
    model_analyzer: str = Field(
        "",
        validation_alias="KODA_MODEL_ANALYZER",
        description="The same, for the analysis of films; one that sees images, or films.",
    )
    model_animator: str = Field(
        "",
        validation_alias="KODA_MODEL_ANIMATOR",
        description="The same, for planning animations and for judging their pictures.",
    )
    model_animation_coder: str = Field(
        "",
        validation_alias="KODA_MODEL_ANIMATION_CODER",
        description="The same, for writing and mending animations' code; `offline` means the "
        "engine's own rules.",
    )

    sandbox_provider: Literal["auto", "local", "docker", "e2b", "none"] = Field(
        "auto",
        validation_alias="SANDBOX_PROVIDER",
        description="What runs the code of animations in a closed box: `local` (bubblewrap on "
        "Linux), `docker` (also Podman), `e2b` (their cloud), `none`. `auto` takes the first that "
        "works: `local`, `docker`, and `e2b` if its key is set.",
    )
    sandbox_memory: str = Field(
        "4g",
        pattern=_SIZE,
        validation_alias="SANDBOX_MEMORY",
        description="Most memory of a box, as `512m` or `2g`. A box for 4K asks for 4 GB, others "
        "for 2.",
    )
    sandbox_cpus: float = Field(
        2.0,
        ge=0.5,
        le=64,
        validation_alias="SANDBOX_CPUS",
        description="Most cores of a box.",
    )
    sandbox_processes: int = Field(
        256,
        ge=32,
        le=4096,
        validation_alias="SANDBOX_PROCESSES",
        description="Most processes and threads of a box, together.",
    )
    sandbox_disk: str = Field(
        "2g",
        pattern=_SIZE,
        validation_alias="SANDBOX_DISK",
        description="Most bytes of files in a box. In a local box they are in memory.",
    )
    sandbox_timeout: int = Field(
        21_600,
        ge=30,
        le=86_400,
        validation_alias="SANDBOX_TIMEOUT",
        description="Most seconds that a box lives.",
    )
    sandbox_image: str = Field(
        "koda-sandbox",
        validation_alias=AliasChoices(
            "SANDBOX_IMAGE", "SANDBOX_IMAGE_REMOTION", "SANDBOX_IMAGE_THEATRE"
        ),
        description="Image of the boxes in Docker or Podman; `koda sandbox build-image` makes it.",
    )
    chromium: str = Field(
        "",
        validation_alias=AliasChoices("KODA_CHROMIUM", "CHROMIUM_PATH"),
        description="Chromium, or better `chromium-headless-shell`, that draws animations. Found "
        "on the path where nothing is set.",
    )
    e2b_key: SecretStr | None = Field(
        None, validation_alias="E2B_API_KEY", description="Key of E2B, whose cloud runs boxes."
    )
    e2b_api_url: str = Field(
        "",
        validation_alias="E2B_API_URL",
        description="Address of E2B's interface, if it is not their own.",
    )
    e2b_sandbox_url: str = Field(
        "",
        validation_alias="E2B_SANDBOX_URL",
        description="Address of E2B's boxes, if it is not their own.",
    )
    e2b_domain: str = Field(
        "e2b.app", validation_alias="E2B_DOMAIN", description="Domain of E2B and of its boxes."
    )
    e2b_template: str = Field(
        "",
        validation_alias=AliasChoices(
            "E2B_TEMPLATE_ID", "E2B_TEMPLATE_ID_REMOTION", "E2B_TEMPLATE_ID_THEATRE"
        ),
        description="Template of the boxes at E2B; `koda sandbox build-template e2b` makes it.",
    )

    @field_validator("secret")
    @classmethod
    def _long_secret(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and len(value.get_secret_value().strip()) < _SHORTEST_SECRET:
            message = f"must have at least {_SHORTEST_SECRET} characters"
            raise ValueError(message)
        return value

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

    @field_validator(
        "anthropic_url",
        "google_url",
        "openai_url",
        "openrouter_url",
        "ollama_url",
        "public_url",
        "e2b_api_url",
        "e2b_sandbox_url",
    )
    @classmethod
    def _text_address(cls, value: str) -> str:
        return cls._plain_address(value) if value else value

    @field_validator(
        "fal_queue_url", "fal_run_url", "fal_rest_url", "fal_cdn_url", "fal_api_url", "fal_jwks_url"
    )
    @classmethod
    def _plain_address(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            message = "must start with http:// or https://"
            raise ValueError(message)
        return value.rstrip("/")

    @property
    def database_file(self) -> Path:
        """The SQLite file."""
        return self.sqlite_path or self.data / "koda.db"

    @property
    def asset_folder(self) -> Path:
        """The folder of media files."""
        return self.asset_local_path or self.data / "generations"

    @property
    def hosts(self) -> frozenset[str]:
        """The additional host names, lower case."""
        names = [name.strip().lower() for name in self.allowed_hosts.split(",")]
        names.append(urlsplit(self.public_url).hostname or "")
        return frozenset(name for name in names if name)


def variable_names(name: str) -> tuple[str, ...]:
    """Give the environment variables of a setting, the preferred one first."""
    alias = Settings.model_fields[name].validation_alias
    if isinstance(alias, AliasChoices):
        return tuple(str(choice) for choice in alias.choices)
    return (str(alias),)


def read_settings(**given: object) -> Settings:
    """Read the settings; what is given by field name wins over the environment, none does not.

    Raises:
        NotConfigured: One cannot be used. A secret's value is not in the message.
    """
    try:
        read = Settings(**cast("dict[str, Any]", {k: v for k, v in given.items() if v is not None}))
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        raise NotConfigured(
            _wrong_setting(name, first["msg"], first["input"]),
            remedy=f"Mend or remove {name}, in the environment or in `.env`.",
            setting=name,
        ) from error
    except UnicodeDecodeError as error:
        raise NotConfigured(
            "The file `.env` is not UTF-8 text.", remedy="Save it as UTF-8.", setting=".env"
        ) from error
    return read.model_copy(update=_known_by_host(read))


def _known_by_host(read: Settings) -> dict[str, object]:
    """Give what a host decides where nobody did: where may be written, and Vercel's address."""
    known: dict[str, object] = {}
    if read.serverless and "data" not in read.model_fields_set:
        known["data"] = Path(tempfile.gettempdir(), "koda")
    # A preview has an address of its own: its calls must not come to the production's database.
    is_production = os.environ.get("VERCEL_ENV") == "production"
    name = "VERCEL_PROJECT_PRODUCTION_URL" if is_production else "VERCEL_URL"
    host = os.environ.get(name, "")
    if read.on_vercel and not read.public_url and host:
        known["public_url"] = f"https://{host}"
    return known


def _wrong_setting(name: str, message: str, value: object) -> str:
    fields = Settings.model_fields
    field = next((one for key, one in fields.items() if name in (key, *variable_names(key))), None)
    is_secret = field is not None and SecretStr in get_args(field.annotation)
    rule = message.removeprefix("Value error, ").removeprefix("Input ")
    found = "" if is_secret else f" is “{value}”, which"
    return f"{name}{found} {rule}."
