"""Media providers whose accounts change while they work: a job stays where it was sent."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping

from koda.core.errors import NotConfigured, ProviderUnavailable
from koda.providers.base import (
    Accepted,
    GenerationRequest,
    GenerationResult,
    JobStatus,
    MediaProvider,
    PreparedRequest,
)

_MOST_REMEMBERED = 20_000


class ChangingProvider:
    """A provider by the account of now; what was sent by another one is asked of that one."""

    def __init__(self, name: str) -> None:
        """Begin without an account."""
        self._name = name
        self._current: MediaProvider | None = None
        self._sent: OrderedDict[str, MediaProvider] = OrderedDict()

    @property
    def name(self) -> str:
        """Stable key."""
        return self._name

    @property
    def is_ready(self) -> bool:
        """Whether there is anybody to ask, be it only about what was sent before."""
        return self._current is not None or bool(self._sent)

    def change(self, provider: MediaProvider | None) -> None:
        """Work by another account from now on, or by none."""
        self._current = provider

    async def prepare(self, request: GenerationRequest, token: str) -> PreparedRequest:
        """See the contract; raises `NotConfigured` without an account."""
        return await self._now().prepare(request, token)

    async def submit(self, prepared: PreparedRequest, webhook: str | None = None) -> Accepted:
        """See the contract; raises `NotConfigured` without an account."""
        provider = self._now()
        self._remember(prepared.token, provider)
        accepted = await provider.submit(prepared, webhook)
        self._remember(accepted.request_id, provider)
        return accepted

    async def find(self, prepared: PreparedRequest, since: float) -> list[Accepted] | None:
        """See the contract."""
        provider = self._of(prepared.token)
        found = await provider.find(prepared, since)
        for one in found or ():
            self._remember(one.request_id, provider)
        return found

    def known(self, prepared: PreparedRequest, request_id: str) -> Accepted:
        """See the contract."""
        provider = self._of(prepared.token)
        self._remember(request_id, provider)
        return provider.known(prepared, request_id)

    async def status(self, accepted: Accepted) -> JobStatus:
        """See the contract."""
        return await self._of(accepted.request_id).status(accepted)

    async def result(self, prepared: PreparedRequest, accepted: Accepted) -> GenerationResult:
        """See the contract."""
        return await self._of(accepted.request_id).result(prepared, accepted)

    async def cancel(self, accepted: Accepted) -> bool:
        """See the contract."""
        return await self._of(accepted.request_id).cancel(accepted)

    async def close(self) -> None:
        """Let go of nothing: whoever made the accounts closes them."""

    def _now(self) -> MediaProvider:
        if self._current is None:
            raise NotConfigured(
                f"The provider “{self._name}” is not set up here.", provider=self._name
            )
        return self._current

    def _of(self, mark: str) -> MediaProvider:
        found = self._sent.get(mark, self._current)
        if found is None:  # it may be bought: it is asked for again, and not given up
            raise ProviderUnavailable(
                f"The key of {self._name} was removed while a job was there.",
                remedy="Enter the key again in the settings.",
                provider=self._name,
            )
        return found

    def _remember(self, mark: str, provider: MediaProvider) -> None:
        self._sent[mark] = provider
        if len(self._sent) > _MOST_REMEMBERED:
            self._sent.popitem(last=False)


class MediaProviders(Mapping[str, MediaProvider]):
    """The media providers by name, as of now."""

    def __init__(self) -> None:
        """Begin without any."""
        self._all: dict[str, ChangingProvider] = {}

    def change(self, providers: Mapping[str, MediaProvider]) -> None:
        """Work by these from now on."""
        for name in {*self._all, *providers}:
            self._all.setdefault(name, ChangingProvider(name)).change(providers.get(name))

    def __getitem__(self, name: str) -> MediaProvider:
        """Give a provider that can be asked."""
        found = self._all[name]
        if not found.is_ready:
            raise KeyError(name)
        return found

    def __iter__(self) -> Iterator[str]:
        """Give the names."""
        return (name for name, one in self._all.items() if one.is_ready)

    def __len__(self) -> int:
        """Count them."""
        return sum(one.is_ready for one in self._all.values())
