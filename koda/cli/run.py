"""`koda run`: runs a canvas without a browser and writes its results."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from koda.assets.library import Source
from koda.cli.canvas_file import read_canvas_file
from koda.cli.changes import Change, apply_changes, find_node, read_change
from koda.cli.place import make_folder, settings_of
from koda.cli.results import write_results
from koda.cli.terminal import View, ask, open_view, problem_lines, say, title
from koda.clock import new_id
from koda.core.asset import Asset
from koda.core.canvas import Canvas
from koda.core.errors import Invalid, OverCeiling
from koda.core.events import StepEvent
from koda.core.ids import CanvasId
from koda.core.money import format_dollars
from koda.core.run import ENDED, Preview, Problem, Run, RunMode, RunState, Step, StepState
from koda.log import set_up_logging
from koda.runs.request import RunRequest
from koda.services import Services
from koda.settings import Settings
from koda.wiring import open_services

DONE, FAILED, WRONG, INTERRUPTED = 0, 1, 2, 130
_DEFAULT_OUT = "koda-results"
_STUCK = frozenset({StepState.BLOCKED, StepState.ASKING}) | ENDED


@dataclass(frozen=True, slots=True)
class Order:
    """What the command line asks for.

    Attributes:
        ceiling: Micro-dollars.
    """

    canvas: Canvas
    changes: Sequence[Change]
    targets: Sequence[str]
    out: Path
    fresh: bool
    yes: bool
    ceiling: int | None
    keep: bool


def run(options: argparse.Namespace) -> int:
    """Run the command."""
    settings = settings_of(options)
    order = Order(
        canvas=read_canvas_file(options.file, CanvasId(new_id("cnv"))),
        changes=[read_change(one) for one in options.set],
        targets=options.target,
        out=Path(options.out or _DEFAULT_OUT).expanduser(),
        fresh=options.fresh,
        yes=options.yes,
        ceiling=options.ceiling,
        keep=options.keep,
    )
    make_folder(settings.data, "KODA_DATA")
    make_folder(order.out, "--out")
    set_up_logging("debug" if settings.log_level == "debug" else "error")
    try:
        return asyncio.run(_carry_out(settings, order))
    except asyncio.CancelledError:
        return INTERRUPTED


async def _carry_out(settings: Settings, order: Order) -> int:
    task = asyncio.current_task()
    assert task is not None
    with contextlib.suppress(NotImplementedError):  # Windows
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    async with open_services(settings) as services:

        async def upload(path: Path) -> Asset:
            return await services.assets.take_file(path, Source(name=path.name))

        canvas = await apply_changes(order.canvas, order.changes, services.catalog, upload)
        request = _request(canvas, order)
        await services.canvases.create(canvas)
        keeps = order.keep
        try:
            code, is_open = await _run_canvas(services, canvas, request, order)
            keeps = keeps or is_open
            return code
        finally:
            if not keeps:
                await services.canvases.trash(canvas.id)


def _request(canvas: Canvas, order: Order) -> RunRequest:
    targets = tuple(find_node(canvas, one).id for one in order.targets)
    return RunRequest(
        key=new_id("key"),
        mode=RunMode.TO if targets else RunMode.ALL,
        targets=targets,
        fresh=frozenset(canvas.nodes) if order.fresh else frozenset(),
        ceiling=order.ceiling,
    )


async def _run_canvas(
    services: Services, canvas: Canvas, request: RunRequest, order: Order
) -> tuple[int, bool]:
    """Give the exit code, and whether the run waits for an answer and goes on later."""
    preview = await services.runs.preview(canvas.id, request)
    errors = [one for one in preview.problems if one.severity == "error"]
    if errors:
        say(f"{canvas.name} cannot run; nothing was started:")
        say(*problem_lines((_place(canvas, one), one.message, one.remedy) for one in errors))
        return WRONG, False
    say(_forecast(canvas, preview))
    if not await _may_spend(preview, order):
        say("Nothing was started.")
        return WRONG, False
    started = await services.runs.start(canvas.id, request)
    try:
        ended = await _watch(services, started)
    except asyncio.CancelledError:
        # Whoever ends a headless run wants no more of it; what is done is kept.
        ended = await services.runs.cancel(started.id)
        await write_results(ended, canvas.name, services.assets, order.out)
        say(f"Interrupted: the run was cancelled. Finished steps are in {order.out}.")
        return INTERRUPTED, False
    for path in await write_results(ended, canvas.name, services.assets, order.out):
        print(path)
    say(_summary(ended))
    return DONE if ended.state == RunState.DONE else FAILED, ended.state == RunState.RUNNING


def _place(canvas: Canvas, problem: Problem) -> str:
    node = canvas.nodes.get(problem.node) if problem.node else None
    end = problem.parameter or problem.input
    parts = [(node.name or node.kind) + f" ({node.id})" if node else "canvas", end or ""]
    return ", ".join(part for part in parts if part)


def _forecast(canvas: Canvas, preview: Preview) -> str:
    known = preview.total - preview.to_run
    also = f"; {known} known already" if known else ""
    steps = f"{preview.to_run} of {preview.total} steps will run{also}"
    return f"{canvas.name}: {steps}; {_cost(preview)}."


def _cost(preview: Preview) -> str:
    parts = [f"about {format_dollars(preview.price)}"] if preview.price else []
    if preview.unpriced:
        parts.append(f"{preview.unpriced} of unknown price")
    return ", and ".join(parts) or "free"


async def _may_spend(preview: Preview, order: Order) -> bool:
    """Decide about the money.

    Raises:
        OverCeiling: It costs more than `--ceiling` says.
        Invalid: It costs something and there is nobody to ask.
    """
    price = preview.price
    if order.ceiling is not None and price > order.ceiling:
        raise OverCeiling(
            f"It would cost about {format_dollars(price)}; the ceiling is "
            f"{format_dollars(order.ceiling)}.",
            price=price,
            ceiling=order.ceiling,
        )
    is_free = price == 0 and preview.unpriced == 0
    if is_free or order.yes or order.ceiling is not None:
        return True
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise Invalid(
            f"It would cost {_cost(preview)}; nobody is there to be asked.",
            remedy="Add --yes, or --ceiling with the most that it may cost.",
        )
    return (await ask("Go on? [y/N]")).lower() in {"y", "yes"}


async def _watch(services: Services, started: Run) -> Run:
    """Show the run until it has ended, or until all that is left waits for an answer."""
    view = open_view(started.total)
    ended = asyncio.create_task(services.runs.wait(started.id))
    shown = asyncio.create_task(_show(services, started, view))
    try:
        await asyncio.wait({ended, shown}, return_when=asyncio.FIRST_COMPLETED)
        found = await services.runs.get(started.id)
        for step in found.steps:
            view.show(step)
        return found
    finally:
        view.close()
        for task in (ended, shown):
            task.cancel()
        await asyncio.gather(ended, shown, return_exceptions=True)


async def _show(services: Services, started: Run, view: View) -> None:
    async for _, event in services.runs.follow(started.canvas, None):
        if not isinstance(event, StepEvent) or event.run != started.id:
            continue
        view.show(event.step)
        if event.step.state == StepState.ASKING:
            found = await services.runs.get(started.id)
            if all(step.state in _STUCK for step in found.steps):
                return


def _summary(run: Run) -> str:
    waiting = [step for step in run.steps if step.state == StepState.ASKING]
    if waiting:
        asked = "; ".join(_question(step) for step in waiting)
        return (
            f"The run waits for an answer: {asked} Open the canvas with `koda` on the same data "
            "folder, and answer there."
        )
    made = sum(step.state == StepState.DONE and not step.cached for step in run.steps)
    cost = f", {format_dollars(run.cost)}" if run.cost else ""
    words = {RunState.DONE: "Done", RunState.FAILED: "Failed", RunState.CANCELLED: "Cancelled"}
    parts = [f"{made} made", f"{run.cached} known already", f"{run.failed} failed"]
    told = ", ".join(part for part in parts if not part.startswith("0 "))
    return f"{words.get(run.state, run.state.value)}: {told or 'nothing to do'}{cost}."


def _question(step: Step) -> str:
    return f"{title(step)}: {step.question.text if step.question else ''}"
