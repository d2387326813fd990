"""No route is missed because its module was not loaded."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from koda.server import routes
from koda.server.late_routes import MODULES, PREFIX, LateRoutes, modules_for

_FOLDER = Path(str(routes.__file__)).parent


def test_every_module_of_routes_is_in_the_list() -> None:
    files = {path.stem for path in _FOLDER.glob("*.py")} - {"__init__"}
    assert set(MODULES) == files
    assert len(MODULES) == len(set(MODULES))


@pytest.mark.parametrize("name", MODULES)
def test_a_request_loads_the_module_of_its_route(name: str) -> None:
    paths = [route.path for route in import_module(f"koda.server.routes.{name}").router.routes]
    assert paths
    for path in paths:
        assert name in modules_for(f"{PREFIX}{path}"), path


@pytest.mark.parametrize(
    "path", ["", "/", "/api", "/api/", "/api//", "/api/nothing", "/c/x", "/s/t"]
)
def test_what_is_no_route_loads_nothing(path: str) -> None:
    assert modules_for(path) == ()


def test_a_module_is_loaded_once() -> None:
    late = LateRoutes()
    late.load("health", "health")
    late.load("health")
    assert len(late.router.routes) == 1
