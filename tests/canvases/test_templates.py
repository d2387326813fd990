"""Every template can be run as it comes, without a key."""

from __future__ import annotations

from pathlib import Path

import pytest

from koda.canvases.templates import Template, list_templates
from koda.core.run import RunMode
from koda.runs.request import RunRequest
from tests.runs.studio import CANVAS, open_studio

TEMPLATES = list_templates()


def test_templates_have_ids_and_names_of_their_own() -> None:
    assert len({one.id for one in TEMPLATES}) == len({one.name for one in TEMPLATES})
    assert len({one.id for one in TEMPLATES}) == len(TEMPLATES)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.id)
async def test_a_template_has_no_problems_and_costs_nothing(
    tmp_path: Path, template: Template
) -> None:
    async with open_studio(tmp_path, work=False) as studio:
        content = template.canvas
        await studio.canvases.create(content.model_copy(update={"id": CANVAS}))
        preview = await studio.runs.preview(CANVAS, RunRequest(key="k", mode=RunMode.ALL))
        assert [problem.message for problem in preview.problems] == []
        assert preview.price == 0
        assert preview.to_run == preview.total > 0
