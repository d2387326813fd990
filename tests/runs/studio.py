"""A Koda without HTTP for tests: real database, real files, and node kinds that tests can steer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

from koda.animation.studio import Studio as AnimationStudio
from koda.assets.fetch import Fetcher
from koda.assets.library import AssetLibrary
from koda.blobs.local import LocalBlobStore
from koda.canvases.service import Canvases
from koda.core.canvas import Canvas, Edge, Node
from koda.core.errors import Invalid
from koda.core.ids import CanvasId, EdgeId, NodeId
from koda.core.run import Choice, Question, Run, RunMode
from koda.core.spec import InputSpec, NodeSpec, OutputSpec
from koda.core.usage import TextUsage
from koda.core.values import TextValue, Value, ValueType
from koda.db.assets import AssetRecords
from koda.db.base import Database
from koda.db.canvases import CanvasRecords
from koda.db.migrate import migrate
from koda.db.projects import ProjectRecords
from koda.nodes.catalog import collect_kinds
from koda.nodes.declare import Parameters, parameter, schema_of
from koda.providers.base import MediaProvider
from koda.providers.models import Models, shipped_cards
from koda.providers.offline import OfflineProvider
from koda.providers.text import TextMessage, TextProvider, TextRequest
from koda.providers.text_models import TextModels
from koda.runs.context import NodeContext
from koda.runs.executor import Executor
from koda.runs.jobs import Jobs
from koda.runs.kind import NodeInputs, NodeKind
from koda.runs.live import Live
from koda.runs.request import RunRequest
from koda.runs.scribe import Scribe
from koda.runs.service import Runs
from koda.runs.slots import Slots
from koda.runs.step_context import StepTools
from koda.runs.tables import Tables, tables_in
from koda.runs.transcripts import Transcripts
from koda.runs.worker import Worker
from koda.runs.writings import Writings
from tests.databases import chosen_kind, open_test_database

CANVAS = CanvasId("c")


class WordParameters(Parameters):
    """What a test node does."""

    word: str = parameter("", "text", "Word")
    act: str = parameter("join", "choice", "Act")


@dataclass
class Calls:
    """How often each node's function was entered, and the gate that `hold` waits for."""

    entered: list[str] = field(default_factory=list)
    checkpoints: int = 0
    gate: asyncio.Event = field(default_factory=asyncio.Event)


def asking(words: str) -> TextRequest:
    """What the act `write` asks a language model."""
    return TextRequest(
        role="enhancer",
        model="test/model",
        system="Write.",
        messages=(TextMessage("user", words),),
    )


def word_kind(calls: Calls) -> NodeKind:
    """A node that joins the words it gets with its own, or does what `act` says."""

    async def run(inputs: NodeInputs, context: NodeContext) -> Mapping[str, Value]:
        parameters: WordParameters = inputs.parameters
        calls.entered.append(parameters.word)
        match parameters.act:
            case "fail":
                raise Invalid("It fails.", remedy="Do not let it.")
            case "picky" if "bad" in inputs.texts("words"):
                raise Invalid("It does not like “bad”.", remedy="Say something else.")
            case "raise":
                message = "a defect"
                raise RuntimeError(message)
            case "strange":
                return {"nowhere": TextValue(text="x")}
            case "hold":
                context.report(0.5, "half way")
                await calls.gate.wait()
            case "ask":
                answer = await context.ask(
                    Question(
                        name="way",
                        text="Which way?",
                        choices=(Choice(value="left", title="Left"),),
                    )
                )
                return {"output": TextValue(text=str(answer))}
            case "seed":
                return {"output": TextValue(text=str(context.seed))}
            case "checkpoint":

                async def make() -> str:
                    calls.checkpoints += 1
                    return f"made {calls.checkpoints}"

                kept = await context.checkpoint("once", make)
                await context.ask(Question(name="go", text="Go on?"))
                return {"output": TextValue(text=str(kept))}
            case "tell":
                await context.tell("first", {"type": "word", "word": f"{parameters.word} <é>"})
                answer = await context.ask(Question(name="go", text="Go on?"))
                await context.tell("last", {"type": "word", "word": str(answer)})
            case "save":
                saved = [await context.save(png(one), once="dot") for one in ("red", "blue")]
                return {"output": TextValue(text=" ".join(one.asset for one in saved))}
            case "write":
                said = await context.write(asking(parameters.word))
                return {"output": TextValue(text=said.text)}
            case _:
                pass
        words = [*inputs.texts("words"), parameters.word]
        return {"output": TextValue(text=" ".join(word for word in words if word))}

    return NodeKind(
        spec=NodeSpec(
            kind="word",
            version=1,
            title="Word",
            description="Joins words.",
            group="agent",
            icon="type",
            inputs=(InputSpec(name="words", title="Words", types=(ValueType.TEXT,), many=True),),
            outputs=(OutputSpec(name="output", title="Words", types=(ValueType.TEXT,)),),
            parameters=schema_of(WordParameters),
        ),
        parameters=WordParameters,
        run=run,
    )


@dataclass
class Studio:
    """The parts of one process."""

    canvases: Canvases
    library: AssetLibrary
    runs: Runs
    worker: Worker
    tables: Tables
    database: Database
    calls: Calls
    kinds: Mapping[str, NodeKind]
    transcripts: Transcripts
    writings: Writings
    live: Live
    animations: AnimationStudio | None = None

    async def put(self, *nodes: Node, wires: str = "", canvas: CanvasId = CANVAS) -> None:
        """Make the canvas say this; `wires` such as "a>b, b>c.words"."""
        edges: dict[EdgeId, Edge] = {}
        targets = {node.id: self.kinds[node.kind].spec.inputs for node in nodes}
        for place, wire in enumerate(part.strip() for part in wires.split(",") if part.strip()):
            source, _, rest = wire.partition(">")
            target, _, end = rest.partition(".")
            name = end or targets[NodeId(target)][0].name
            key = EdgeId(f"e{place}")
            edges[key] = Edge(
                id=key,
                source=NodeId(source),
                output="output",
                target=NodeId(target),
                input=name,
                order=place,
            )
        wanted = Canvas(
            id=canvas, name="Test", nodes={node.id: node for node in nodes}, edges=edges
        )
        known = {one.id for one in await self.canvases.list()}
        if canvas in known:
            await self.canvases.change(canvas, lambda _: wanted)
        else:
            await self.canvases.create(wanted)

    async def run(
        self,
        key: str,
        mode: RunMode = RunMode.ALL,
        *targets: str,
        canvas: CanvasId = CANVAS,
        **more: Any,
    ) -> Run:
        """Start a run and wait until it has ended."""
        started = await self.start(key, mode, *targets, canvas=canvas, **more)
        return await asyncio.wait_for(self.runs.wait(started.id), 60)

    async def start(
        self,
        key: str,
        mode: RunMode = RunMode.ALL,
        *targets: str,
        canvas: CanvasId = CANVAS,
        fresh: tuple[str, ...] = (),
        ceiling: int | None = None,
    ) -> Run:
        """Start a run."""
        request = RunRequest(
            key=key,
            mode=mode,
            targets=tuple(NodeId(one) for one in targets),
            fresh=frozenset(NodeId(one) for one in fresh),
            ceiling=ceiling,
        )
        return await self.runs.start(canvas, request)

    async def until(self, run: Run, node: str, state: str) -> Run:
        """Wait until a node's step is in a state."""
        async with asyncio.timeout(60):
            while True:
                found = await self.runs.get(run.id)
                if step_of(found, node).state == state:
                    return found
                await asyncio.sleep(0.02)


def _cost_of(_: str, usage: TextUsage) -> int:
    return usage.input_tokens + 5 * usage.output_tokens


def step_of(run: Run, node: str) -> Any:
    """Give the step of a node."""
    return next(step for step in run.steps if step.node == node)


def word(name: str, text: str = "", act: str = "join") -> Node:
    """A test node."""
    return Node(id=NodeId(name), kind="word", parameters={"word": text or name, "act": act})


def text(name: str, content: str) -> Node:
    """A text node."""
    return Node(id=NodeId(name), kind="text", parameters={"content": content})


def image(name: str, **parameters: Any) -> Node:
    """An image generator."""
    return Node(id=NodeId(name), kind="image-generator", parameters=parameters)


def png(color: str = "red", size: tuple[int, int] = (8, 8)) -> bytes:
    """A small picture."""
    out = BytesIO()
    Image.new("RGB", size, color).save(out, "PNG")
    return out.getvalue()


@asynccontextmanager
async def open_studio(
    folder: Path,
    *,
    work: bool = True,
    providers: Mapping[str, MediaProvider] | None = None,
    writers: Mapping[str, TextProvider] | None = None,
    text_models: TextModels | None = None,
    animations: Callable[[ProjectRecords, Path], AnimationStudio] | None = None,
    origins: frozenset[str] = frozenset(),
    wrap: Callable[[Database], Database] = lambda database: database,
) -> AsyncIterator[Studio]:
    """Open a process over a folder."""
    database = wrap(open_test_database(chosen_kind(), folder, migrated=True))
    await migrate(database)
    offered = {"offline": OfflineProvider(), **(providers or {})}
    missing = {} if "fal" in offered else {"fal": "it needs a key."}
    models = Models(shipped_cards(), missing)
    calls = Calls()
    made_by = None if animations is None else animations(ProjectRecords(database), folder)
    kinds = {**collect_kinds(models, text_models, made_by), "word": word_kind(calls)}
    canvases = Canvases(CanvasRecords(database), lambda _kind, _name: False)
    library = AssetLibrary(
        AssetRecords(database), LocalBlobStore(folder / "files"), Fetcher(origins), folder / "work"
    )
    live, tables = Live(), tables_in(database)
    jobs = Jobs(tables.jobs, offered, library, live)
    scribe, slots = Scribe(tables.transcripts, live), Slots()
    writings = Writings(tables, scribe, writers or {}, _cost_of, live, slots, 64)
    executor = Executor(kinds, StepTools(jobs, models, library, tables.results, live, writings))
    worker = Worker(tables, executor, jobs, live, 8, slots)
    runs = Runs(canvases, library, kinds, tables, jobs, live, worker, prepare=writings.prepare)
    if work:
        await worker.start()
    try:
        transcripts = Transcripts(tables.runs, tables.transcripts, live)
        parts = (canvases, library, runs, worker, tables, database, calls, kinds)
        yield Studio(*parts, transcripts, writings, live, made_by)
    finally:
        calls.gate.set()
        await worker.stop()
        await writings.close()
        await scribe.stop()
        for provider in offered.values():
            await provider.close()
        await database.close()
