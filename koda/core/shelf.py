"""What the library says of assets: items, filters, uses, storage, what a sweep did."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from koda.core.asset import AssetKind, Origin
from koda.core.ids import AssetId, CanvasId


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class ShelfItem(_Frozen):
    """An asset as a list shows it; the whole record, with its recipe, is asked for by id.

    Attributes:
        prompt: Its beginning.
        trashed_at: Since when it lies in the trash; `trashed_by` is `person` or `sweep`.
        leaves_at: When it leaves the trash for good, if nothing holds it then.
    """

    id: AssetId
    hash: str
    kind: AssetKind
    mime: str
    size: int
    name: str
    width: int | None
    height: int | None
    duration: float | None
    color: str | None
    placeholder: str | None
    origin: Origin
    canvas: CanvasId | None
    model: str | None
    prompt: str | None
    created_at: int
    favourite: bool
    trashed_at: int | None = None
    trashed_by: str | None = None
    leaves_at: int | None = None


class ShelfFilter(_Frozen):
    """What to list.

    Attributes:
        search: Every word of it begins a word of the name or the prompt.
        since, until: When it was made, in Unix milliseconds; `until` is not included.
        trashed: What is in the trash, instead of what is not.
    """

    search: str = Field("", max_length=200)
    kind: AssetKind | None = None
    model: str | None = Field(None, max_length=200)
    canvas: str | None = Field(None, max_length=80)
    origin: Origin | None = None
    favourite: bool = False
    since: int | None = Field(None, ge=0, le=10**15)
    until: int | None = Field(None, ge=0, le=10**15)
    trashed: bool = False


class Counted(_Frozen):
    """How many assets have a value; `title` is what people call it."""

    value: str
    title: str
    count: int


class Facets(_Frozen):
    """What can be filtered by, the most frequent first."""

    kinds: tuple[Counted, ...]
    models: tuple[Counted, ...]
    canvases: tuple[Counted, ...]
    favourites: int
    trashed: int


class Space(_Frozen):
    """Files of one sort: how many, and their bytes."""

    value: str
    title: str
    files: int
    size: int


class StorageUse(_Frozen):
    """Bytes of the files that assets have, each content counted once. Previews are not in it.

    Attributes:
        trash: Content of which every asset lies in the trash; it is in `files` and `size` too.
        canvases: Where it was made or uploaded; content on two canvases is in both.
    """

    files: int
    size: int
    trash: Space
    kinds: tuple[Space, ...]
    canvases: tuple[Space, ...]


class UsedOn(_Frozen):
    """A canvas that uses an asset, by a node that names it or by a result."""

    id: CanvasId
    name: str
    trashed: bool


class Uses(_Frozen):
    """What holds an asset.

    Attributes:
        canvases: Where it is used.
        made_from_it: Assets that were made from it.
        presets: Presets that name it.
        running: A run that is open works with it.
    """

    canvases: tuple[UsedOn, ...]
    made_from_it: int
    presets: int
    running: bool


class Collected(_Frozen):
    """What a sweep did, or would do: assets, and the bytes that only they had.

    Attributes:
        unused: Found to be held by nothing for the first time; their grace begins.
        trashed: Put into the trash, their grace being over.
        rescued: Taken out of the trash again, because something holds them now.
        removed: Removed for good.
        freed: Bytes of the files that went with them.
        complete: Whether everything was looked at; edits while it ran can prevent that.
    """

    unused: int = 0
    trashed: int = 0
    trashed_bytes: int = 0
    rescued: int = 0
    removed: int = 0
    freed: int = 0
    complete: bool = True
