"""Drives the synthesiser in a process of its own, so that its faults stay there."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
from collections.abc import Sequence
from ctypes.util import find_library
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from koda.core.errors import ProviderError, ProviderUnavailable
from koda.media.sound import Sound
from koda.providers.offline_speech.script import Utterance

_CHILD = Path(__file__).with_name("child.py")
_SECONDS = 120.0  # ten thousand characters take two
_LIBRARIES = {"win32": "espeak-ng.dll", "darwin": "libespeak-ng.dylib"}


def utter(utterances: Sequence[Utterance], seconds: float = _SECONDS) -> tuple[int, list[Sound]]:
    """Speak each utterance: the rate, and one channel each. Blocking.

    Raises:
        ProviderUnavailable: There is no synthesiser on this machine.
        ProviderError: It broke down, or did not end within `seconds`.
    """
    library, folder = find_synthesiser()
    asked = {
        "library": library,
        "folder": folder,
        "utterances": [asdict(one) for one in utterances],
    }
    try:
        done = subprocess.run(  # noqa: S603 — our own file, no shell, text by standard input
            [sys.executable, "-I", str(_CHILD)],
            input=json.dumps(asked).encode(),
            capture_output=True,
            timeout=seconds,
            check=False,
            env={key: os.environ[key] for key in ("PATH", "SYSTEMROOT") if key in os.environ},
        )
    except subprocess.TimeoutExpired as error:
        raise _broken(f"no answer within {seconds:.0f} seconds") from error
    except OSError as error:
        raise _broken(str(error)) from error
    if done.returncode:
        raise _broken(done.stderr.decode("utf-8", "replace")[-300:].strip())
    return _read(done.stdout, len(utterances))


def find_synthesiser() -> tuple[str, str | None]:
    """Find the library and the folder of its voices (none: where it looks by itself).

    Raises:
        ProviderUnavailable: There is none on this machine.
    """
    # Only the place is asked for: importing the package would load nothing either, but this
    # process shall not depend on that.
    spec = find_spec("espeakng_loader")
    if spec is not None and spec.origin is not None:
        folder = Path(spec.origin).parent
        library = folder / _LIBRARIES.get(sys.platform, "libespeak-ng.so")
        if library.is_file() and (folder / "espeak-ng-data").is_dir():
            return str(library), str(folder)
    system = find_library("espeak-ng")
    if system is not None:
        return system, None
    raise ProviderUnavailable(
        "There is no speech synthesiser on this machine.",
        remedy="Install the Python package `espeakng-loader`, or the system package `espeak-ng`.",
        provider="offline",
    )


def _read(answer: bytes, count: int) -> tuple[int, list[Sound]]:
    try:
        (rate,) = struct.unpack_from("<I", answer)
        place, sounds = 4, list[Sound]()
        for _ in range(count):
            (length,) = struct.unpack_from("<I", answer, place)
            steps = np.frombuffer(answer, "<i2", length // 2, place + 4)
            sounds.append(steps.astype(np.float32)[None] / np.float32(32_768))
            place += 4 + length
    except (struct.error, ValueError) as error:
        raise _broken("its answer is cut off") from error
    return int(rate), sounds


def _broken(reason: str) -> ProviderError:
    return ProviderError(
        "The speech synthesiser of this machine broke down.",
        remedy="Run the node again; if it happens again, change the text.",
        provider="offline",
        reason=reason,
    )
