"""All that a node's function may touch. A plugin's author reads only this.

A step survives restarts by being run again *from its first line*: everything that was bought,
stored or answered is remembered under its name, and given back instead of being done twice. So a
function calls these methods in any order, under names that stay the same, and keeps no other state.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

from pydantic import JsonValue

from koda.core.ids import AssetId
from koda.core.run import Question
from koda.core.usage import TextUsage
from koda.core.values import MediaValue
from koda.providers.base import MediaInput
from koda.providers.text import TextRequest
from koda.runs.bought import Bought
from koda.runs.text_answer import TextAnswer

T = TypeVar("T")


class NodeContext(Protocol):
    """The services of one step.

    Attributes:
        seed: The seed of this step: what the node's `seed` parameter says, or one drawn once and
            kept over restarts.
        model: The model that the kind's `forecast` named when the step was planned, none without
            one. The result is kept as this model's, so a function makes it with no other, even if
            the settings name another by now.
    """

    @property
    def seed(self) -> int:
        """See the attributes."""
        ...

    @property
    def model(self) -> str | None:
        """See the attributes."""
        ...

    async def generate(
        self,
        model: str,
        prompt: str,
        *,
        parameters: dict[str, JsonValue] | None = None,
        inputs: Mapping[str, Sequence[MediaValue]] | None = None,
        name: str = "main",
    ) -> list[MediaValue]:
        """Make media with a model; each `name` is bought at most once in the life of the step.

        `inputs` are media by the role that they play, as the model's card names them.

        The results are stored before this returns. Waiting costs nothing: the step is put aside
        until the provider is done, and the function runs again then.

        Raises:
            ProviderError: The provider refused or failed; nothing else is done.
            ModelUnknown: No card has this id.
        """
        ...

    async def call(
        self,
        model: str,
        prompt: str,
        *,
        parameters: dict[str, JsonValue] | None = None,
        inputs: Mapping[str, Sequence[MediaValue]] | None = None,
        price: int | None = None,
        name: str = "main",
    ) -> Bought:
        """Call a model whose card has `outputs`: as `generate`, and gives its values, too.

        `price` in micro-dollars is what it is expected to cost; none when nobody knows.
        """
        ...

    async def file(self, media: MediaValue) -> Path:
        """Give a file on this machine that holds a media value's bytes; it is not to be changed.

        Raises:
            NotFound: The file is gone.
        """
        ...

    async def work(self, function: Callable[..., T], *args: object) -> T:
        """Call a function that computes for long, beside the event loop and a few at a time."""
        ...

    async def save(self, content: bytes | Path, *, name: str = "", once: str = "") -> MediaValue:
        """Store a media file that the function made itself; its type is found in the bytes.

        Under a name `once` the step has one such file: what was stored first is given back.
        """
        ...

    async def save_sequence(self, path: Path, *, name: str = "", once: str = "") -> AssetId:
        """Store a zip of numbered pictures that the function made, as a file to be taken home.

        It is no value that flows on: name it in an output, as `asset` in a JSON document. See
        `save` for `once`. Raises `Invalid` if there is anything else in the zip.
        """
        ...

    async def input(self, media: MediaValue, role: str = "reference") -> MediaInput:
        """Give a media value as what goes into a `TextMessage`."""
        ...

    async def write(self, request: TextRequest, *, name: str = "main") -> TextAnswer:
        """Ask a language model; each `name` is answered at most once in the life of the step.

        What it says is written into the step's transcript as it comes. An answer that breaks off
        is gone on with where it stopped, even by another process.

        Raises:
            ProviderError: The provider refused or failed.
            TextModelGone: The model is retired.
        """
        ...

    async def checkpoint(self, name: str, make: Callable[[], Awaitable[JsonValue]]) -> JsonValue:
        """Do something once: its result is stored under the name, and given back ever after."""
        ...

    async def ask(self, question: Question) -> JsonValue:
        """Ask a person; the step is put aside until there is an answer, minutes or days."""
        ...

    async def tell(self, name: str, payload: Mapping[str, JsonValue]) -> None:
        """Tell those who follow the step something, a JSON object, once under this name.

        It is a piece of the step's transcript, stored before this returns, in the order told; a
        step that is run again from its first line tells nothing twice.
        """
        ...

    async def used(self) -> TextUsage:
        """Give the tokens that the step's requests to language models have used so far."""
        ...

    def report(self, fraction: float | None = None, message: str = "") -> None:
        """Say how far the step is; shown, not stored."""
        ...
