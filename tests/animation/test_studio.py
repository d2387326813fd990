"""What is not there is told before anybody begins: engines without their packages."""

from pathlib import Path

import pytest

from koda.animation.studio import Studio, Tools
from koda.animation.versions import Versions
from koda.core.errors import NotConfigured
from koda.db.migrate import migrate
from koda.db.projects import ProjectRecords
from koda.db.sqlite import SqliteDatabase


def unloaded() -> Tools:
    raise AssertionError("an engine that cannot draw is not loaded")


async def test_an_engine_without_its_packages_says_which_and_what_to_do(tmp_path: Path) -> None:
    database = SqliteDatabase(tmp_path / "koda.db")
    await migrate(database)
    studio = Studio(
        Versions(ProjectRecords(database)),
        {"python": unloaded},
        needs={"python": ("json", "no_such_package")},
    )
    missing = studio.missing("python")
    assert missing is not None
    assert missing.reason.endswith("not installed on this host: no_such_package.")
    with pytest.raises(NotConfigured, match="no_such_package") as refused:
        await studio.ready("python")
    assert "Remotion" in (refused.value.remedy or "")
    await database.close()
