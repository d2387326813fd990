"""What a step tells those who watch it work (docs/spec/animation.md), each thing once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from difflib import unified_diff
from typing import Literal

from pydantic import JsonValue

from koda.animation.engine import Fault
from koda.animation.plan import AnimationPlan
from koda.animation.project import Project
from koda.runs.context import NodeContext

Phase = Literal[
    "questions", "planning", "plan", "coding", "checking", "preview", "rendering", "done"
]
_ORDER: Sequence[Phase] = ("coding", "checking", "rendering", "done")
_CHECKED: Mapping[str, str] = {
    "compile": "The code compiles",
    "import": "Only what there is is imported",
    "runtime": "The code runs",
    "blank": "Something is seen",
    "frozen": "Something moves",
    "clipped_text": "All words are whole",
    "missing_letters": "All letters are there",
    "missing_media": "The media are seen",
    "colors": "The colours are those of the plan",
    "timing": "The times are those of the plan",
}
_MOST_PATCHED, _MOST_COMPARED, _MOST_LETTERS = 120, 4_000, 200


class Telling:
    """Tells phases, files, pictures and verdicts; a name is made from what is told of."""

    def __init__(self, context: NodeContext) -> None:
        """Tell in the transcript of this step."""
        self._context = context

    async def phase(self, phase: Phase, of: str = "") -> None:
        """Say what is done now; `of` tells this time from others."""
        await self._context.tell(_name("phase", phase, of), {"type": "phase", "phase": phase})

    async def todos(self, plan: AnimationPlan, phase: Phase, of: str) -> None:
        """Give the whole list of what is to be done, as it stands in a phase."""
        now = _ORDER.index(phase)
        coded: list[tuple[str, str, int]] = [
            (f"scene-{one.number}", f"Scene {one.number}: {one.title}", 0) for one in plan.scenes
        ]
        rows = [*coded, ("check", "Look at it", 1), ("render", "Render the film", 2)]
        listed: list[JsonValue] = [
            {"id": key, "label": label, "state": _state(at, now)} for key, label, at in rows
        ]
        await self._context.tell(_name("todos", phase, of), {"type": "todos", "todos": listed})

    async def files(self, before: Project | None, project: Project, of: str) -> None:
        """Say which files were written, edited, deleted."""
        old = {} if before is None else before.files
        for path, content in project.files.items():
            if path not in old:
                await self._file(path, content, "written", of)
            elif old[path] != content:
                await self._file(path, content, "edited", of, changed_lines(old[path], content))
        for path in old.keys() - project.files.keys():
            await self._file(path, "", "deleted", of)

    async def _file(self, path: str, content: str, change: str, of: str, patch: str = "") -> None:
        lines = len(content.splitlines())
        payload: dict[str, JsonValue] = {
            "type": "file",
            "path": path,
            "lines": lines,
            "change": change,
            **({"patch": patch} if patch else {}),
        }
        await self._context.tell(_name("file", path, of), payload)

    async def still(self, project: str, still: Mapping[str, JsonValue]) -> None:
        """Say that a picture of the film can be seen."""
        told: dict[str, JsonValue] = {
            name: value for name, value in still.items() if name in {"scene", "frame", "asset"}
        }
        payload = {"type": "still", "project": project, **told}
        await self._context.tell(_name("still", project, str(still["frame"])), payload)

    async def faults(self, faults: Sequence[Fault], of: str) -> None:
        """Say what the rules found, check by check."""
        wrong = {one.code: one.message for one in reversed(faults)}
        checks = [
            _check(name, name not in wrong, wrong.get(name, said))
            for name, said in {**wrong, **_CHECKED}.items()
        ]
        passed = not any(one.is_sure for one in faults)
        payload: dict[str, JsonValue] = {
            "type": "verdict",
            "by": "rules",
            "pass": passed,
            "checks": checks,
        }
        await self._context.tell(_name("verdict", "rules", of), payload)

    async def verdict(self, payload: Mapping[str, JsonValue], of: str) -> None:
        """Say what a model that has looked at the pictures says."""
        told: dict[str, JsonValue] = {"type": "verdict", "by": "model", **payload}
        await self._context.tell(_name("verdict", "model", of), told)

    async def attempt(self, number: int, most: int, why: str, of: str) -> None:
        """Say that something is mended."""
        payload: dict[str, JsonValue] = {
            "type": "attempt",
            "number": number,
            "most": most,
            "why": why,
        }
        await self._context.tell(_name("attempt", str(number), of), payload)


def changed_lines(before: str, after: str) -> str:
    """Give what is another as a patch for people, at most 120 lines of it; `…`: there is more.

    Of a text of very many lines it is left out: to find it would take too long.
    """
    old, new = before.splitlines(), after.splitlines()
    if max(len(old), len(new)) > _MOST_COMPARED:
        return ""
    made = [line[:_MOST_LETTERS] for line in unified_diff(old, new, lineterm="", n=1)][
        2:
    ]  # without the names of the two files
    more = ["…"] if len(made) > _MOST_PATCHED else []
    return "\n".join(made[:_MOST_PATCHED] + more)


def fault_rows(faults: Sequence[Fault]) -> list[JsonValue]:
    """Write faults as JSON."""
    return [asdict(one) for one in faults]


def _check(name: str, ok: bool, message: str) -> JsonValue:
    return {"name": name, "ok": ok, "message": message}


def _state(at: int, now: int) -> str:
    return "done" if at < now else "doing" if at == now else "waiting"


def _name(*parts: str) -> str:
    return "/".join(part for part in parts if part)[:200]
