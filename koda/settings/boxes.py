"""Settings of the closed boxes that the code of animations runs in."""

from __future__ import annotations

from typing import Literal

from pydantic import AliasChoices, Field, SecretStr

from koda.settings.part import AddressOrNone, Part

_SIZE = r"^\d{1,6}[mMgG][bB]?$"


class BoxSettings(Part):
    """What runs the code of animations, within which limits."""

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
    e2b_api_url: AddressOrNone = Field(
        "",
        validation_alias="E2B_API_URL",
        description="Address of E2B's interface, if it is not their own.",
    )
    e2b_sandbox_url: AddressOrNone = Field(
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
