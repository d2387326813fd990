"""Reads what fal.ai's endpoints take and give from the types that its client is published with.

    python tools/fal_schemas.py endpoints.d.ts listed.txt

`endpoints.d.ts` is in the npm package `@fal-ai/client` (`src/types/`), `listed.txt` names the
endpoints that are on offer, one a line. Writes `koda/emulators/fal_schemas.json`: only facts
(names, types, choices, what may be left out, defaults), a shape a line, equal shapes once.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

TARGET = Path(__file__).parent.parent / "koda" / "emulators" / "fal_schemas.json"

_TYPE = re.compile(r"^export type (\w+) = (\{\n.*?^\}|[^;{]+);", re.MULTILINE | re.DOTALL)
_MEMBER = re.compile(
    r'(?:/\*\*(?P<words>(?:[^*]|\*(?!/))*)\*/\s*)?^    (?:"(?P<quoted>[^"]+)"|(?P<name>\w+))'
    r"(?P<optional>\?)?: (?P<type>[^;]+);",
    re.MULTILINE,
)
_DEFAULT = re.compile(r"Default value: `(?P<value>[^`]*)`")
_ENDPOINT = re.compile(
    r'^    "?(?P<id>[^"\s]+)"?: \{\s*input: (?P<input>\w+);\s*output: (?P<output>\w+);',
    re.MULTILINE,
)
_PART = re.compile(r'"(?:[^"\\]|\\.)*"|[\w.]+|[<>|,()\[\]-]')
_FILE = {"string", "Blob", "File"}
_PLAIN = {"string": "text", "number": "number", "boolean": "boolean"}
_LONG = 60  # a default as long as that is somebody's prose, no fact
_OUTER = re.compile(r"^export type EndpointTypeMap\b", re.MULTILINE)

Shape = dict[str, str]


class Types:
    """The declarations of the file; shapes that are used get a number."""

    def __init__(self, source: str) -> None:
        """Read the declarations."""
        self.declared = {match[1]: match[2].strip() for match in _TYPE.finditer(source)}
        self.numbers: dict[str, int] = {}
        self.shapes: list[Shape] = []
        self._known: dict[str, int] = {}

    def number_of(self, name: str) -> int:
        """Give the number of a declared shape; a shape within itself is number 0, anything."""
        while not self.declared.get(name, "{").startswith("{"):
            name = self.declared[name]
        if name not in self.numbers:
            self.numbers[name] = 0
            shape = self._shape(self.declared.get(name, "{}"))
            self.numbers[name] = self._keep(shape)
        return self.numbers[name]

    def _keep(self, shape: Shape) -> int:
        key = json.dumps(shape, sort_keys=True)
        if key not in self._known:
            self.shapes.append(shape)
            self._known[key] = len(self.shapes)
        return self._known[key]

    def _shape(self, text: str) -> Shape:
        shape: Shape = {}
        for match in _MEMBER.finditer(text):
            words = " ".join((match["words"] or "").replace("*", " ").split())
            default = _DEFAULT.search(words)
            shape[match["quoted"] or match["name"]] = (
                self._type(match["type"])
                + ("?" if match["optional"] else "")
                + (f"={default['value']}" if default and len(default["value"]) < _LONG else "")
            )
        return shape

    def _type(self, text: str) -> str:
        parts = _PART.findall(text)
        found = self._union(parts)
        return found if not parts else "any"

    def _union(self, parts: list[str]) -> str:
        if parts and parts[0] == "|":
            parts.pop(0)
        names = [self._one(parts)]
        while parts and parts[0] == "|":
            parts.pop(0)
            names.append(self._one(parts))
        if set(names) == {"text", "blob", "file"}:
            return "file"
        return "any" if "any" in names else "|".join(dict.fromkeys(names))

    def _one(self, parts: list[str]) -> str:
        part = parts.pop(0)
        if part == "Array" and parts[0] == "<":
            parts.pop(0)
            inner = self._union(parts)
            parts.pop(0)
            return f"[{inner}]"
        if part.startswith('"'):
            return "'" + json.loads(part).replace("'", "''") + "'"
        if re.fullmatch(r"-?[\d.]+", part):
            return part
        if part in _PLAIN:
            return _PLAIN[part]
        if part == "Blob":
            return "blob"
        if part == "File":
            # The browser's own File, or fal's shape of that name: a file either way.
            return "file"
        if part in self.declared:
            number = self.number_of(part)
            return f"#{number}" if number else "any"
        return "any"


def read(types: str, listed: set[str]) -> tuple[list[Shape], dict[str, list[int]]]:
    """Give the shapes and, for every listed endpoint, the numbers of what it takes and gives."""
    start = _OUTER.search(types)
    assert start is not None, "this is not the client's endpoints.d.ts"
    declared = Types(types[: start.start()])
    endpoints = {
        match["id"]: [declared.number_of(match["input"]), declared.number_of(match["output"])]
        for match in _ENDPOINT.finditer(types, start.start())
        if match["id"] in listed
    }
    return declared.shapes, endpoints


def write(shapes: list[Shape], endpoints: dict[str, list[int]]) -> str:
    """Write it with one shape, and one endpoint, a line."""

    def line(value: object) -> str:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    return (
        '{"shapes": [\n'
        + ",\n".join(line(one) for one in shapes)
        + '\n],\n"endpoints": {\n'
        + ",\n".join(f"{line(key)}: {line(value)}" for key, value in sorted(endpoints.items()))
        + "\n}}\n"
    )


if __name__ == "__main__":
    source, names = (Path(one).read_text(encoding="utf-8") for one in sys.argv[1:3])
    TARGET.write_text(write(*read(source, set(names.split()))), encoding="utf-8")
