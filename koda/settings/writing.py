"""Settings of language models, and of which one writes what."""

from __future__ import annotations

from pydantic import AliasChoices, Field, SecretStr

from koda.settings.part import AddressOrNone, Part


class WritingSettings(Part):
    """The language models, and which one writes what."""

    anthropic_key: SecretStr | None = Field(
        None,
        validation_alias="ANTHROPIC_API_KEY",
        description="Key of Anthropic. With it, Claude writes for the agents; without any key of a "
        "language model, rules do.",
    )
    anthropic_url: AddressOrNone = Field(
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
    google_url: AddressOrNone = Field(
        "https://generativelanguage.googleapis.com",
        validation_alias="GEMINI_BASE_URL",
        description="Address of Gemini's interface.",
    )
    openai_key: SecretStr | None = Field(
        None, validation_alias="OPENAI_API_KEY", description="Key of OpenAI."
    )
    openai_url: AddressOrNone = Field(
        "https://api.openai.com/v1",
        validation_alias="OPENAI_BASE_URL",
        description="Address of OpenAI's interface, or of a service that speaks its chat "
        "completions.",
    )
    openrouter_key: SecretStr | None = Field(
        None, validation_alias="OPENROUTER_API_KEY", description="Key of OpenRouter."
    )
    openrouter_url: AddressOrNone = Field(
        "https://openrouter.ai/api/v1",
        validation_alias="OPENROUTER_BASE_URL",
        description="Address of OpenRouter's interface.",
    )
    ollama_url: AddressOrNone = Field(
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
