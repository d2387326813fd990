"""No secret gets into the log."""

from __future__ import annotations

import io
import logging

import pytest

from koda.log import set_up_logging


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
    ],
)
def test_secrets_are_left_out(line: str) -> None:
    root = logging.getLogger()
    before = root.handlers[:], root.level
    try:
        set_up_logging("info")
        (handler,) = root.handlers
        assert isinstance(handler, logging.StreamHandler)
        out = io.StringIO()
        handler.setStream(out)
        logging.getLogger("koda.test").info(line)
        assert "hunter2" not in out.getvalue()
        assert "koda.test" in out.getvalue()
    finally:
        root.handlers[:], root.level = before
