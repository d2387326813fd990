"""The services that Koda can be connected with: what each is for, and how it is added."""

from __future__ import annotations

from dataclasses import dataclass

from koda.connections.connection import Part


@dataclass(frozen=True, slots=True)
class Vendor:
    """A service.

    Attributes:
        setting: The setting that holds its key; empty where there is no key to store.
        variables: What it is set up with, the first of a choice only.
        asked: What a test asks.
    """

    id: str
    title: str
    part: Part
    purpose: str
    variables: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    link: str = ""
    link_title: str = ""
    setting: str = ""
    asked: str = ""


def _keyed(
    name: str, title: str, part: Part, purpose: str, variable: str, link: str, asked: str
) -> Vendor:
    link_title = f"Keys at {title}"
    steps = (
        f"Open “{link_title}” and make a key.",
        f"Paste it here, or set {variable} where Koda runs and start it again.",
    )
    setting = f"{name}_key"
    return Vendor(name, title, part, purpose, (variable,), steps, link, link_title, setting, asked)


_MODEL = "its entry of the model that writes"

VENDORS: tuple[Vendor, ...] = (
    _keyed(
        "fal",
        "fal.ai",
        "media",
        "Makes images, films, speech and music with AI models. Without it, an offline preview "
        "draws stand-ins.",
        "FAL_KEY",
        "https://fal.ai/dashboard/keys",
        "for a token to upload files with",
    ),
    _keyed(
        "anthropic",
        "Anthropic",
        "text",
        "Claude improves prompts and plans storyboards. Without a language model, rules do.",
        "ANTHROPIC_API_KEY",
        "https://console.anthropic.com/settings/keys",
        _MODEL,
    ),
    _keyed(
        "google",
        "Google",
        "text",
        "Gemini writes, and watches whole films.",
        "GEMINI_API_KEY",
        "https://aistudio.google.com/apikey",
        _MODEL,
    ),
    _keyed(
        "openai",
        "OpenAI",
        "text",
        "GPT writes.",
        "OPENAI_API_KEY",
        "https://platform.openai.com/api-keys",
        _MODEL,
    ),
    _keyed(
        "openrouter",
        "OpenRouter",
        "text",
        "Models of many vendors write, with one key.",
        "OPENROUTER_API_KEY",
        "https://openrouter.ai/settings/keys",
        "about the key itself",
    ),
    Vendor(
        "ollama",
        "Ollama",
        "text",
        "Models on your own machines write; nothing leaves them.",
        ("OLLAMA_BASE_URL",),
        (
            "Install Ollama, and get a model: `ollama pull qwen3-vl:8b`.",
            "Set OLLAMA_BASE_URL, such as `http://localhost:11434`, where Koda runs.",
            "Start Koda again.",
        ),
        "https://ollama.com/download",
        "Download Ollama",
        asked="which models it has",
    ),
    Vendor(
        "sqlite",
        "SQLite",
        "records",
        "Keeps canvases and runs in a file in the data folder. Needs nothing; for one machine "
        "with a disk.",
        asked="for a row",
    ),
    Vendor(
        "turso",
        "Turso",
        "records",
        "Keeps canvases and runs in SQLite in the cloud: for hosts without a disk.",
        ("TURSO_DATABASE_URL", "TURSO_AUTH_TOKEN"),
        (
            "Make a database: `turso db create koda`.",
            "Set TURSO_DATABASE_URL to what `turso db show koda --url` prints (`libsql://…`).",
            "Set TURSO_AUTH_TOKEN to what `turso db tokens create koda` prints.",
            "Start Koda again; it brings the tables up itself.",
        ),
        "https://turso.tech",
        "Turso",
        asked="for a row",
    ),
    Vendor(
        "postgres",
        "PostgreSQL",
        "records",
        "Keeps canvases and runs in your own database: for several machines at once.",
        ("DATABASE_URL",),
        (
            "Make an empty database.",
            "Set DATABASE_URL, such as `postgresql://koda:password@host:5432/koda`.",
            "Start Koda again; it brings the tables up itself.",
        ),
        "https://www.postgresql.org/download/",
        "PostgreSQL",
        asked="for a row",
    ),
    Vendor(
        "folder",
        "Folder",
        "assets",
        "Keeps media files in the data folder. Needs nothing; for one machine with a disk.",
        asked="to keep a small file, give it back and forget it",
    ),
    Vendor(
        "r2",
        "Cloudflare R2",
        "assets",
        "Keeps media files in a bucket: for hosts without a disk. Reading costs nothing there.",
        (
            "ASSET_STORAGE",
            "R2_ACCOUNT_ID",
            "R2_ACCESS_KEY_ID",
            "R2_SECRET_ACCESS_KEY",
            "R2_BUCKET_NAME",
        ),
        (
            "Make a bucket, such as `koda-assets`.",
            "Make an API token for it with Object Read & Write.",
            "Set ASSET_STORAGE=r2 and the variables that are named here.",
            "Set R2_PUBLIC_URL, too, if the bucket has a domain of its own.",
            "Start Koda again; `koda doctor` says what the bucket still lacks.",
        ),
        "https://dash.cloudflare.com/?to=/:account/r2",
        "R2 in Cloudflare's dashboard",
        asked="to keep a small file, give it back and forget it",
    ),
    Vendor(
        "s3",
        "S3",
        "assets",
        "Keeps media files in a bucket of Amazon S3, or of anything that speaks its language.",
        ("ASSET_STORAGE", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY", "S3_BUCKET_NAME"),
        (
            "Make a bucket, and a key that may read and write it.",
            "Set ASSET_STORAGE=s3 and the variables that are named here.",
            "Set S3_REGION, too, and S3_ENDPOINT if it is not Amazon's.",
            "Start Koda again; `koda doctor` says what the bucket still lacks.",
        ),
        "https://console.aws.amazon.com/s3/",
        "S3 in Amazon's console",
        asked="to keep a small file, give it back and forget it",
    ),
    Vendor(
        "e2b",
        "E2B",
        "animation",
        "Will run the code of animations in sandboxes. Animation is not part of this Koda yet, so "
        "there is nothing to connect.",
        link="https://e2b.dev",
        link_title="E2B",
    ),
)


def find_vendor(name: str) -> Vendor | None:
    """Find a service by its id."""
    return next((one for one in VENDORS if one.id == name), None)
