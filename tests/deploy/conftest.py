"""The build that the tests of Vercel share; made once, from the committed tree."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.deploy.vercel_machine import Built, build, vercel_python


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build Koda for Vercel, unless `KODA_VERCEL_BUILT` names a tree that was built already."""
    made = os.environ.get("KODA_VERCEL_BUILT")
    if made:
        return Built(Path(made), Path(made, ".vercel/output"), vercel_python(), "")
    return build(tmp_path_factory.mktemp("vercel"))
