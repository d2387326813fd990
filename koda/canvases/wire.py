"""Reads a Yjs update (v1) without applying it: what it builds on, and that it can do no harm.

The library that applies updates trusts them: JSON or shared types nested tens of thousands deep,
and counts that no bytes stand behind, end the whole process. So every update of a client is
walked here first.

Source of the format: the Yjs project's `UpdateDecoder`, `AbstractStruct` and `lib0/encoding`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field

MAX_DEPTH = 64
MAX_TYPES_DEPTH = 8
_MOST_CLOCK = 2**31 - 1
_MOST_CLIENT = 2**53
_GC, _DELETED, _STRING, _TYPE, _ANY, _SKIP = 0, 1, 4, 7, 8, 10
_MAP, _TEXT = 1, 2

Id = tuple[int, int]
"""(client, clock) of one unit of a document."""
Span = tuple[int, int]
"""The first clock of a run of units, and the one after its last."""


class Unreadable(Exception):
    """The bytes are no update, or one that canvases have no use for; says why."""


@dataclass(slots=True)
class Contents:
    """What an update holds.

    Attributes:
        spans: Per client, the (first, end) clocks of its structs, in order.
        needs: Units of others that must be there before it.
        deletes: Per client, the highest end of what it deletes.
        roots: Names of the root types it puts something into.
    """

    spans: dict[int, list[Span]] = field(default_factory=dict[int, list[Span]])
    needs: dict[int, int] = field(default_factory=dict[int, int])
    deletes: dict[int, int] = field(default_factory=dict[int, int])
    roots: set[str] = field(default_factory=set[str])

    def is_early(self, state: Mapping[int, int]) -> bool:
        """Tell whether it builds on something that neither the document nor itself has."""
        ends: dict[int, int] = {}
        for client, spans in self.spans.items():
            end = state.get(client, 0)
            for first, after in spans:
                if first > end:
                    return True
                end = max(end, after)
            ends[client] = end
        needed = (self.needs.items(), self.deletes.items())
        return any(
            end > ends.get(client, state.get(client, 0)) for one in needed for client, end in one
        )


def read_update(update: bytes) -> Contents:
    """Walk an update.

    Raises:
        Unreadable: It is damaged, nested too deep, or holds what is no plain value, map or text.
    """
    try:
        return _Walk(update).run()
    except IndexError as error:
        raise Unreadable("it ends too early") from error


def read_state(state: bytes) -> dict[int, int]:
    """Read a state vector: how many units of each client a document has."""
    walk = _Walk(state)
    return {walk.number(): walk.number() for _ in range(walk.number())}


class _Walk:
    def __init__(self, update: bytes) -> None:
        self._bytes = update
        self._at = 0
        self._found = Contents()
        # Per client, where types and other items begin, and how deep they are.
        self._starts: dict[int, list[int]] = {}
        self._depths: dict[int, list[int]] = {}

    def run(self) -> Contents:
        for _ in range(self.number()):
            structs = self.number()
            client, clock = self._client(), self.number()
            for _ in range(structs):
                clock = self._struct(client, clock)
        for _ in range(self.number()):
            client = self._client()
            for _ in range(self.number()):
                end = self.number() + self.number()
                self._raise(self._found.deletes, client, end)
        if self._at != len(self._bytes):
            raise Unreadable("something follows its end")
        return self._found

    def number(self) -> int:
        value = shift = 0
        while True:
            byte = self._bytes[self._at]
            self._at += 1
            value |= (byte & 127) << shift
            if byte < 128:
                return value
            shift += 7
            if shift > 56:
                raise Unreadable("a number is too large")

    def _client(self) -> int:
        client = self.number()
        if client > _MOST_CLIENT:
            raise Unreadable("a client's number is too large")
        return client

    def _skip(self, count: int) -> None:
        if count > len(self._bytes) - self._at:
            raise Unreadable("it ends too early")
        self._at += count

    def _text(self) -> str:
        size = self.number()
        start = self._at
        self._skip(size)
        try:
            return self._bytes[start : self._at].decode()
        except UnicodeDecodeError as error:
            raise Unreadable("a text is not UTF-8") from error

    def _struct(self, client: int, clock: int) -> int:
        info = self._bytes[self._at]
        self._at += 1
        kind = info & 31
        if kind == _SKIP:
            return self._end(clock, self.number())
        depth = 0 if kind == _GC else self._place(client, clock, info)
        if depth > MAX_TYPES_DEPTH:
            raise Unreadable("its parts are nested too deep")
        end = self._end(clock, self._content(kind))
        spans = self._found.spans.setdefault(client, [])
        if spans and spans[-1][1] == clock:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((clock, end))
        self._starts.setdefault(client, []).append(clock)
        self._depths.setdefault(client, []).append(depth)
        return end

    def _end(self, clock: int, length: int) -> int:
        if length == 0 or clock + length > _MOST_CLOCK:
            raise Unreadable("a part has an impossible length")
        return clock + length

    def _place(self, client: int, clock: int, info: int) -> int:
        """Read where an item stands; gives how many types are around it."""
        beside: list[Id] = []
        if info & 0x80:
            beside.append((self._client(), self.number()))
        if info & 0x40:
            beside.append((self._client(), self.number()))
        if beside:
            for one in beside:
                self._need(one, client, clock)
            return max(self._depth_of(one) for one in beside)
        if self.number() == 1:
            self._found.roots.add(self._text())
            if not info & 0x20:
                raise Unreadable("a root is no map")
            depth = 1
        else:
            parent = (self._client(), self.number())
            self._need(parent, client, clock)
            depth = self._depth_of(parent) + 1
        if info & 0x20:
            self._text()
        return depth

    def _need(self, other: Id, client: int, clock: int) -> None:
        if other[0] != client or other[1] >= clock:
            self._raise(self._found.needs, other[0], other[1] + 1)

    def _raise(self, ends: dict[int, int], client: int, end: int) -> None:
        if end > _MOST_CLOCK:
            raise Unreadable("a part has an impossible place")
        ends[client] = max(ends.get(client, 0), end)

    def _depth_of(self, one: Id) -> int:
        """How deep an item of this update is; one of the document may be a node's parameter."""
        place = bisect_right(self._starts.get(one[0], []), one[1]) - 1
        return self._depths[one[0]][place] if place >= 0 else 3

    def _content(self, kind: int) -> int:
        """Skip an item's content; gives its length in units."""
        if kind in {_GC, _DELETED}:
            return self.number()
        if kind == _STRING:
            return len(self._text().encode("utf-16-le")) // 2
        if kind == _TYPE:
            if self.number() not in {_MAP, _TEXT}:
                raise Unreadable("it holds a shared type that canvases do not have")
            return 1
        if kind == _ANY:
            count = self.number()
            for _ in range(count):
                self._any(0)
            return count
        raise Unreadable("it holds what canvases do not have (bytes, formats, embedded documents)")

    def _any(self, depth: int) -> None:
        if depth > MAX_DEPTH:
            raise Unreadable("a value is nested too deep")
        tag = self._bytes[self._at]
        self._at += 1
        if tag == 119:
            self._text()
        elif tag == 125:
            while self._bytes[self._at] >= 128:
                self._at += 1
            self._at += 1
        elif tag in {123, 122}:
            self._skip(8)
        elif tag == 124:
            self._skip(4)
        elif tag == 118:
            for _ in range(self.number()):
                self._text()
                self._any(depth + 1)
        elif tag == 117:
            for _ in range(self.number()):
                self._any(depth + 1)
        elif not 120 <= tag <= 121 and not 126 <= tag <= 127:
            raise Unreadable("it holds a value that is not JSON")
