"""The build that the tests of Vercel share; made once, from the committed tree."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deploy.vercel_cloud import open_services
from tests.deploy.vercel_function import lay_out, need_read_only_disks
from tests.deploy.vercel_machine import Built, built_tree
from tests.servers.s3 import S3Server
from tests.servers.sqld import Sqld


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build Koda for Vercel."""
    return built_tree(tmp_path_factory.mktemp("vercel"))


@pytest.fixture(scope="session")
def function(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lay the built function out as Vercel does."""
    need_read_only_disks()
    return lay_out(built, tmp_path_factory.mktemp("function") / "task")


@pytest.fixture(scope="module")
def services() -> Iterator[tuple[Sqld, S3Server]]:
    """Start the database's and the bucket's servers."""
    with open_services() as both:
        yield both
