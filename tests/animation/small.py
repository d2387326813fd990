"""An engine for tests of what stands around engines: its code is the plan, its pictures are plain.

It is a real one: it writes files, checks them, draws frames and encodes a film that can be played.
What is wrong with its code is said in the code: a line `blank` draws nothing, `wrong` is a fault.
"""

from __future__ import annotations

import asyncio
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import av
from PIL import Image, ImageDraw

from koda.animation.engine import Fault, Files, OnFrames, RenderSpec, Still, Stills
from koda.animation.plan import AnimationPlan, EngineName
from koda.animation.project import Project, ProjectMedia, is_path
from koda.animation.studio import Studio, Tools
from koda.animation.versions import Versions
from koda.db.projects import ProjectRecords

SCENE = "scene.json"


@dataclass
class SmallEngine:
    """Writes one file with the words of the scenes."""

    name: EngineName = "python"
    entry: str = SCENE
    guide: str = "Write `scene.json`: an object with `words`, a list of texts, one for each scene."
    written: int = 0

    def write(
        self, plan: AnimationPlan, media: Sequence[ProjectMedia], size: tuple[int, int]
    ) -> Project:
        self.written += 1
        words = [" ".join(one.text) or one.title for one in plan.scenes]
        code = json.dumps({"words": words, "ground": plan.design.colors.background}, indent=1)
        return Project(
            engine=self.name,
            files={SCENE: code},
            media=tuple(media),
            plan=plan,
            width=size[0],
            height=size[1],
        )

    def check(self, project: Project) -> Sequence[Fault]:
        faults = [
            Fault("path", f"“{one}” is no path.", one) for one in project.files if not is_path(one)
        ]
        for path, text in project.files.items():
            for number, line in enumerate(text.splitlines(), 1):
                if "wrong" in line:
                    faults.append(Fault("compile", "This line is wrong.", path, number, 1))
        return faults

    def bundle(self, project: Project) -> Mapping[str, str]:
        return {**project.files, "README.md": f"# {project.plan.title}\n"}


@dataclass
class SmallDrawing:
    """Draws each scene in one colour with a bar that moves; counts what it draws."""

    folder: Path
    drawn: list[str] = field(default_factory=list)
    rendered: list[str] = field(default_factory=list)

    async def stills(
        self, project: Project, files: Files, frames: Sequence[int], *, scale: float = 0.5
    ) -> Stills:
        assert set(files) == {one.name for one in project.media}
        assert all(path.is_file() for path in files.values())
        self.drawn.append(project.id)
        code = project.files[SCENE]
        if "blank" in code:
            return Stills((), [Fault("blank", "Nothing is seen.", frame=0, scene=1)])
        pictures = await asyncio.to_thread(
            lambda: [Still(frame, _png(project, frame)) for frame in frames]
        )
        return Stills(pictures, ())

    async def render(
        self, project: Project, files: Files, spec: RenderSpec, on_frames: OnFrames
    ) -> Path:
        assert set(spec.tracks) <= set(files)
        self.rendered.append(project.id)
        self.folder.mkdir(parents=True, exist_ok=True)
        if spec.format == "png":
            return _sequence(project, self.folder / f"{project.id}.zip")
        return await asyncio.to_thread(_film, project, self.folder / f"{project.id}.mp4", on_frames)


def small_studio(versions: ProjectRecords, folder: Path) -> Studio:
    """A studio whose every engine is the small one."""
    tools = Tools(SmallEngine(), SmallDrawing(folder / "films"))
    return Studio(
        Versions(versions),
        {"python": lambda: tools, "remotion": lambda: tools},
        frozenset({"remotion"}),
    )


def _picture(project: Project, frame: int) -> Image.Image:
    ground = json.loads(project.files[SCENE]).get("ground", "#101010")
    image = Image.new("RGB", (64, 36), ground)
    draw = ImageDraw.Draw(image)
    place = round(60 * frame / max(project.frames, 1))
    draw.rectangle((place, 8, place + 4, 28), fill=project.plan.design.colors.accent)
    return image


def _png(project: Project, frame: int) -> bytes:
    out = BytesIO()
    _picture(project, frame).save(out, "PNG")
    return out.getvalue()


def _sequence(project: Project, path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as file:
        for frame in range(project.frames):
            file.writestr(f"frame-{frame:05d}.png", _png(project, frame))
    return path


def _film(project: Project, path: Path, on_frames: OnFrames) -> Path:
    count = min(project.frames, 12)
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=24)
        stream.width, stream.height, stream.pix_fmt = 64, 36, "yuv420p"
        for frame in range(count):
            picture = av.VideoFrame.from_image(_picture(project, frame * project.frames // count))
            container.mux(stream.encode(picture))
            on_frames(frame + 1, count)
        container.mux(stream.encode(None))
    return path
