"""Shows a run in the terminal: moving bars for a person, plain lines for a file or program."""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from collections.abc import Iterable
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from koda.core.run import ENDED, Step, StepState

_WORDS = {
    StepState.RUNNING: "running",
    StepState.WAITING: "waiting for the provider",
    StepState.ASKING: "asks",
}


class View(Protocol):
    """Shows steps as they change."""

    def show(self, step: Step) -> None:
        """Show a step as it is now; the same again shows nothing new."""
        ...

    def close(self) -> None:
        """Stop drawing; what was said stays."""
        ...


def open_view(total: int) -> View:
    """Give the view that fits standard error."""
    return Bars(total) if sys.stderr.isatty() else Lines()


def say(*lines: str) -> None:
    """Write lines to standard error."""
    print(*lines, sep="\n", file=sys.stderr, flush=True)


class Lines:
    """One line for each state that a step comes to."""

    def __init__(self) -> None:
        """Start with nothing said."""
        self._said: dict[str, str] = {}

    def show(self, step: Step) -> None:
        """See `View.show`."""
        line = outcome(step) if step.state in ENDED else _going_on(step)
        if line and self._said.get(step.id) != line:
            self._said[step.id] = line
            say(line)

    def close(self) -> None:
        """See `View.close`."""


class Bars:
    """A bar over all steps, and one for each that runs; ended steps become lines above."""

    def __init__(self, total: int) -> None:
        """Draw on standard error."""
        self._progress = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=24),
            TextColumn("{task.fields[word]}", markup=False),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._all = self._progress.add_task("All steps", total=total, word="")
        self._bars: dict[str, TaskID] = {}
        self._ended: set[str] = set()
        self._progress.start()

    def show(self, step: Step) -> None:
        """See `View.show`."""
        if step.state in ENDED:
            self._end(step)
            return
        word = _word(step)
        if not word:
            return
        if step.id not in self._bars:
            self._bars[step.id] = self._progress.add_task(title(step), total=None, word=word)
        fraction = step.progress.fraction if step.progress else None
        self._progress.update(
            self._bars[step.id],
            word=word,
            total=None if fraction is None else 1.0,
            completed=fraction or 0.0,
        )

    def _end(self, step: Step) -> None:
        if step.id in self._ended:
            return
        self._ended.add(step.id)
        bar = self._bars.pop(step.id, None)
        if bar is not None:
            self._progress.remove_task(bar)
        self._progress.advance(self._all)
        self._progress.console.print(outcome(step), markup=False, highlight=False)

    def close(self) -> None:
        """See `View.close`."""
        self._progress.stop()


def title(step: Step) -> str:
    """Name a step for a person."""
    return step.title or step.kind


def outcome(step: Step) -> str:
    """Say how a step ended, in one line."""
    name = title(step)
    if step.state == StepState.FAILED and step.failure is not None:
        failure = step.failure
        return f"✗ {name}: {failure.message} {failure.remedy} [{failure.code}]"
    if step.state == StepState.DONE:
        return f"= {name}: known already" if step.cached else f"✓ {name}{_seconds(step)}"
    return f"- {name}: {step.state.value}"


def problem_lines(problems: Iterable[tuple[str, str, str]]) -> list[str]:
    """Lay out (place, message, remedy)."""
    return [f"✗ {place}: {message} {remedy}".rstrip() for place, message, remedy in problems]


async def ask(question: str) -> str:
    """Ask on the terminal; can be cancelled while the person thinks."""
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[str] = loop.create_future()

    def read() -> None:
        # Not through `sys.stdin`: its lock would be held when the process ends.
        line = os.read(sys.stdin.fileno(), 1000).decode(errors="replace")
        loop.call_soon_threadsafe(lambda: answer.done() or answer.set_result(line))

    print(question, end=" ", file=sys.stderr, flush=True)
    threading.Thread(target=read, daemon=True).start()
    return (await answer).strip()


def _seconds(step: Step) -> str:
    if step.started_at is None or step.ended_at is None:
        return ""
    return f" ({(step.ended_at - step.started_at) / 1000:.1f} s)"


def _word(step: Step) -> str:
    word = _WORDS.get(step.state, "")
    place = step.progress.queue_position if step.progress else None
    message = step.progress.message if step.progress else ""
    if word and place is not None:
        word += f", place {place + 1} in the queue"
    return f"{word}: {message}" if word and message else word


def _going_on(step: Step) -> str:
    word = _WORDS.get(step.state, "")
    return f"  {title(step)}: {word}" if word else ""
