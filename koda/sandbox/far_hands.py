"""What starts the hand in a box: the text of its program, and what foreign code may not ask for."""

from __future__ import annotations

import base64
from functools import cache
from importlib.resources import files

from koda.sandbox.far_filter import MACHINES, program


@cache
def argv(python: str = "python3") -> tuple[str, ...]:
    """Give the command that starts the hand: its program is an argument, so no file can be bent."""
    return (python, "-I", "-S", "-B", "-c", _source())


@cache
def filters() -> dict[str, str]:
    """Give the kernel's filter for each kind of machine a box may be on (base64)."""
    return {machine: base64.b64encode(program(machine)).decode() for machine in MACHINES}


def _source() -> str:
    """Join the parts of the hand; a box has no Koda to import them from."""
    folder = files("koda.sandbox")
    parts = [folder.joinpath(name).read_text() for name in ("far_hand_run.py", "far_hand.py")]
    lines = [line for part in parts for line in part.splitlines()]
    kept = [line for line in lines if not line.startswith(("from koda.", "from __future__", "#"))]
    return "from __future__ import annotations\n" + "\n".join(_shorter(kept))


def _shorter(lines: list[str]) -> list[str]:
    """Leave out empty lines: the program travels with every call."""
    return [line for line in lines if line.strip()]
