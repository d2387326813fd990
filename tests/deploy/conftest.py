"""The build that the tests of Vercel share; made once, from the committed tree."""

from __future__ import annotations

import pytest

from tests.deploy.vercel_machine import Built, built_tree


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build Koda for Vercel."""
    return built_tree(tmp_path_factory.mktemp("vercel"))
