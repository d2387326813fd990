"""Which language model services the settings set up."""

from __future__ import annotations

from collections.abc import Mapping

from koda.providers.models import OFFLINE
from koda.providers.offline_text import OfflineText
from koda.providers.text import TextProvider
from koda.providers.text_offer import text_accounts
from koda.providers.text_pydantic_ai import PydanticAiText
from koda.settings import Settings


def text_providers(settings: Settings) -> Mapping[str, TextProvider]:
    """Give the services that can be used, by name; the rules are always among them."""
    services = {name: PydanticAiText(one) for name, one in text_accounts(settings).items()}
    return {OFFLINE: OfflineText(), **services}
