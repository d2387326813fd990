"""The engine Python: writes, checks and hands out motion documents."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from koda.animation.engine import Fault
from koda.animation.engines.python.document import ENTRY
from koda.animation.engines.python.film_file import film_file
from koda.animation.engines.python.reading import read, warnings
from koda.animation.engines.python.writing import written
from koda.animation.plan import AnimationPlan, EngineName
from koda.animation.project import Project, ProjectMedia, is_path

PACKAGE = "koda.animation.engines.python"


class PythonEngine:
    """Films drawn by Koda itself, from a document in JSON."""

    @property
    def name(self) -> EngineName:
        """Its id."""
        return "python"

    @property
    def entry(self) -> str:
        """The file that every project begins with."""
        return ENTRY

    @property
    def guide(self) -> str:
        """What a model needs to know to write its code."""
        return _text("guide.md")

    def write(
        self, plan: AnimationPlan, media: Sequence[ProjectMedia], size: tuple[int, int]
    ) -> Project:
        """Write a whole project by rules, every scene made by its technique. Pure."""
        return written(plan, media, size)

    def check(self, project: Project) -> Sequence[Fault]:
        """Find what is wrong with the document, each with its place and line."""
        strangers = [path for path in project.files if path != ENTRY]
        told = [
            Fault(
                "path",
                f"Only {ENTRY} is read; {path if is_path(path) else 'another file'} is not.",
                file=path if is_path(path) else None,
                is_sure=False,
            )
            for path in strangers
        ]
        text = project.files.get(ENTRY)
        if text is None:
            return [Fault("path", f"There is no file {ENTRY}.", file=ENTRY), *told]
        media = {one.name: str(one.type) for one in project.media}
        document = read(text, media, [scene.number for scene in project.plan.scenes])
        if isinstance(document, list):
            return [*document, *told]
        shown = {one.name: one.type for one in project.media if one.role == "media"}
        return [*warnings(document, {name: str(kind) for name, kind in shown.items()}), *told]

    def bundle(self, project: Project) -> Mapping[str, str]:
        """Give the document with all that `koda animate` needs; media belong in `media`."""
        names = "\n".join(f"- `media/{one.name}`" for one in project.media) or "- none"
        readme = _text("outside.md").replace("TITLE", project.plan.title or "A film")
        return {
            **{path: text for path, text in project.files.items() if path != ENTRY},
            ENTRY: project.files.get(ENTRY, "{}\n"),
            "film.json": json.dumps(film_file(project), ensure_ascii=False, indent=2) + "\n",
            "README.md": readme.replace("MEDIA", names),
        }


@cache
def _text(name: str) -> str:
    return resources.files(PACKAGE).joinpath(name).read_text("utf-8")
