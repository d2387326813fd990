"""The providers of now, in the place of those of before; a run that has one keeps it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.util import find_spec

from koda.providers.base import MediaProvider
from koda.providers.changing import MediaProviders
from koda.providers.fal_catalogue import FalCatalogue
from koda.providers.models import Models
from koda.providers.text import TextProvider
from koda.providers.text_account import TextAccount
from koda.providers.text_models import TextModels
from koda.providers.text_offer import missing_text, text_accounts
from koda.providers.text_setup import text_providers
from koda.settings import Settings

MakeFal = Callable[[Settings], MediaProvider | None]
"""Makes the provider of fal.ai, if its key is there."""


def missing_media(settings: Settings) -> Mapping[str, str]:
    """Say what is missing, by media provider that cannot be used."""
    missing: dict[str, str] = {}
    if settings.fal_key is None:
        missing["fal"] = "it needs a key of fal.ai (FAL_KEY)."
    if find_spec("numpy") is None:
        missing["offline"] = "this host is too small for what makes media without a service."
    return missing


class Accounts:
    """What generates, by the keys of now: its parts change in place, for all who hold them.

    Attributes:
        media: The media providers by name.
        text: The language model services by name.
    """

    def __init__(
        self,
        models: Models,
        text_models: TextModels,
        catalogue: FalCatalogue,
        offline: MediaProvider,
        make_fal: MakeFal,
    ) -> None:
        """Use these; `apply` begins."""
        self.media = MediaProviders()
        self.text: dict[str, TextProvider] = {}
        self._models = models
        self._text_models = text_models
        self._catalogue = catalogue
        self._current: dict[str, MediaProvider] = {offline.name: offline}
        self._make_fal = make_fal
        self._fal_key: str | None = None
        self._text_accounts: Mapping[str, TextAccount] = {}
        self._made: list[MediaProvider | TextProvider] = [offline]

    def apply(self, settings: Settings) -> None:
        """Work by these settings from now on; who did not change stays as he is."""
        self._change_fal(settings)
        self._change_text(settings)
        self._models.change(missing_media(settings))
        self._text_models.change(missing_text(settings))

    async def close(self) -> None:
        """Close all that were made."""
        for one in self._made:
            await one.close()

    def _change_fal(self, settings: Settings) -> None:
        key = settings.fal_key.get_secret_value() if settings.fal_key else ""
        if key == self._fal_key:
            return
        self._fal_key = key
        fal = self._make_fal(settings)
        if fal is None:
            self._current.pop("fal", None)
        else:
            self._current["fal"] = fal
            self._made.append(fal)
        self.media.change(self._current)
        self._catalogue.change_key(key)

    def _change_text(self, settings: Settings) -> None:
        accounts = text_accounts(settings)
        for name, provider in text_providers(settings).items():
            if name not in self.text or accounts.get(name) != self._text_accounts.get(name):
                self.text[name] = provider
                self._made.append(provider)
        for name in self._text_accounts.keys() - accounts.keys():
            self.text.pop(name, None)
        self._text_accounts = accounts
