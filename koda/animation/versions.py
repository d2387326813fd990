"""Versions of animations' code: kept by their hash, never changed (A6)."""

from __future__ import annotations

from pydantic import ValidationError

from koda.animation.project import Project
from koda.clock import now
from koda.core.errors import NotFound, StorageFailed
from koda.db.projects import ProjectRecords


class Versions:
    """The service of projects."""

    def __init__(self, records: ProjectRecords) -> None:
        """Keep them in these records."""
        self._records = records

    async def keep(self, project: Project) -> str:
        """Keep a project, and give its id; keeping it twice is keeping it once."""
        await self._records.put(project.id, project.model_dump_json(), now())
        return project.id

    async def has(self, project: str) -> bool:
        """Tell whether there is such a version."""
        return await self._records.has(project)

    async def remove(self, project: str, canvas: str, node: str) -> bool:
        """Take the code of a node's version away; tells whether it is gone.

        It stays where another node has the same, or a run that is not done works with it.
        """
        return await self._records.remove(project, canvas, node)

    async def get(self, project: str) -> Project:
        """Give a project by its id.

        Raises:
            NotFound: There is none.
            StorageFailed: What is stored is not what its id says.
        """
        content = await self._records.find(project)
        if content is None:
            raise NotFound(
                "There is no such version of an animation.",
                remedy="Choose another version, or begin anew without one.",
                project=project,
            )
        try:
            found = Project.model_validate_json(content)
        except ValidationError as error:
            raise StorageFailed("A stored project cannot be read.", project=project) from error
        if found.id != project:
            raise StorageFailed("A stored project is not what its id says.", project=project)
        return found
