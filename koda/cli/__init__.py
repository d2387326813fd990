"""The command line: finds the command, starts it, and says failures in one line."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from io import TextIOWrapper

from koda.cli.arguments import read_arguments
from koda.core.errors import KodaError

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line (without the program's name) and give its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal may not know every sign
            stream.reconfigure(errors="backslashreplace")
    options = read_arguments(list(sys.argv[1:] if arguments is None else arguments))
    module, _, function = options.start.partition(":")
    start: Callable[[object], int] = getattr(import_module(module), function)
    try:
        return start(options)
    except KodaError as error:
        print(f"koda: {error.message}", error.remedy, file=sys.stderr)
        return 2 if error.status < 500 else 1
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader has gone (`koda api | head`); nothing more may be written at the exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
