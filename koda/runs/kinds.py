"""The node kinds of this process: those it began with, and those that were added since."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping
from functools import cached_property

from koda.core.spec import Catalog
from koda.runs.kind import NodeKind

Collect = Callable[[], Mapping[str, NodeKind]]
"""Gives the kinds to begin with; asked once, with the first look at them."""

Learn = Callable[[Collection[str]], Awaitable[None]]
"""Brings these kinds up to date: another process may have added or changed them."""


class Kinds(Mapping[str, NodeKind]):
    """Kinds by key; reads are always of what is known now."""

    def __init__(self, collect: Collect) -> None:
        """Begin with what is collected."""
        self._collect = collect
        self._learners: list[Learn] = []

    @cached_property
    def _kinds(self) -> dict[str, NodeKind]:
        """Those that are known now: collected late, for a start that does not wait for them."""
        return dict(self._collect())

    def __getitem__(self, key: str) -> NodeKind:
        """Give a kind."""
        return self._kinds[key]

    def __iter__(self) -> Iterator[str]:
        """Give the keys in the order of the picker."""
        return iter(self._kinds)

    def __len__(self) -> int:
        """Count them."""
        return len(self._kinds)

    @property
    def catalog(self) -> Catalog:
        """What they declare."""
        return Catalog(kinds={key: kind.spec for key, kind in self._kinds.items()})

    def put(self, kind: NodeKind) -> None:
        """Offer a kind, in the place of an older one with its key."""
        self._kinds[kind.spec.kind] = kind

    def remove(self, key: str) -> None:
        """Offer a kind no longer."""
        self._kinds.pop(key, None)

    def learn_by(self, learn: Learn) -> None:
        """Add a way in which what may have come elsewhere is brought up to date."""
        self._learners.append(learn)

    async def learn(self, keys: Collection[str]) -> None:
        """Bring these up to date, before they are planned or run."""
        for learn in self._learners:
            await learn(keys)


async def learn(kinds: Mapping[str, NodeKind], keys: Collection[str]) -> None:
    """Bring kinds up to date, where they are of the sort that changes."""
    if isinstance(kinds, Kinds):
        await kinds.learn(keys)
