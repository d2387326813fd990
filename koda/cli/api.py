"""`koda api`: prints the OpenAPI document of an app whose services are not there."""

from __future__ import annotations

import argparse
import dataclasses
import json
from types import SimpleNamespace
from typing import Any

from koda.server.app import create_app
from koda.services import Services
from koda.settings import Settings


def run(options: argparse.Namespace) -> int:
    """Run the command."""
    del options
    print(json.dumps(openapi_document(), indent=2, ensure_ascii=False))
    return 0


def openapi_document() -> dict[str, Any]:
    """Describe the routes; the environment has no part in it."""
    parts: Any = dict.fromkeys(field.name for field in dataclasses.fields(Services))
    parts |= {"settings": Settings.model_construct(), "token": ""}
    parts["assets"] = SimpleNamespace(origins=())  # the page's policy asks for them
    return create_app(Services(**parts), whole=True).openapi()
