"""No secret gets into the log."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

import pytest

from koda.log import set_up_logging


@contextmanager
def logged(form: Literal["text", "json"]) -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before = root.handlers[:], root.level
    try:
        set_up_logging("info", form)
        (handler,) = root.handlers
        assert isinstance(handler, logging.StreamHandler)
        out = io.StringIO()
        handler.setStream(out)
        yield out
    finally:
        root.handlers[:], root.level = before


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize(
    "line",
    [
        "Authorization: Bearer hunter2",
        "authorization: Key hunter2",
        "{'Authorization': 'Bearer hunter2'}",
        "FAL_KEY: hunter2",
        "GET /?token=hunter2&x=1",
        "token hunter2",
        'password: "hunter2"',
        "cannot connect to postgresql://koda:hunter2@db.internal/koda",
        "PUT https://bucket.example/x?X-Amz-Signature=hunter2&y=1",
        "koda_abcdefgh_hunter2 was refused",
        "eyJhbGciOiJFZERTQSJ9.hunter2.hunter2",
        "sk-ant-api03-hunter2hunter2",
    ],
)
def test_secrets_are_left_out(line: str, form: Literal["text", "json"]) -> None:
    with logged(form) as out:
        logging.getLogger("koda.test").info(line)
    assert "hunter2" not in out.getvalue()
    assert "koda.test" in out.getvalue()


@pytest.mark.parametrize("line", ["5 keys were kept", "https://koda.example/api/health"])
def test_what_is_no_secret_is_told(line: str) -> None:
    with logged("text") as out:
        logging.getLogger("koda.test").info(line)
    assert line.rsplit(" ", 1)[0] in out.getvalue()


def test_a_line_for_machines_is_one_object_with_its_failure() -> None:
    with logged("json") as out:
        try:
            message = "no\nway; password=hunter2"
            raise ValueError(message)
        except ValueError:
            logging.getLogger("koda.test").exception("it failed")
    (line,) = out.getvalue().splitlines()
    found = json.loads(line)
    assert found["level"] == "error"
    assert found["message"] == "it failed"
    assert found["error"] == "ValueError"
    assert "hunter2" not in line
    assert found["time"].endswith("+00:00")
