"""The process that holds the synthesiser: utterances as JSON in, 16-bit samples out.

It is started as a bare file with nothing of Koda imported: the library is foreign code in C under
another licence, and what it breaks is this process only.

In: `{"library": path, "folder": path or null, "utterances": [{voice, text, speed, pitch, range,
gap}]}`. Out: the rate, then per utterance the number of bytes and the bytes; all numbers are four
bytes, little-endian.
"""

from __future__ import annotations

import ctypes
import json
import os
import struct
import sys
from typing import Any

# From the library's public header.
_SYNCHRONOUS = 2
_DO_NOT_EXIT = 0x8000
_UTF8 = 1
_CHARACTERS = 1
_PARAMETERS = {"speed": 1, "pitch": 3, "range": 4, "gap": 7}
_CALLBACK = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p
)


def main() -> int:
    """Speak what standard input says; 0 unless the library refuses."""
    asked = json.load(sys.stdin)
    library = ctypes.CDLL(asked["library"])
    folder = asked["folder"]
    if folder:
        # Paths above 160 bytes do not fit into the library; a dot always does.
        os.chdir(folder)
    rate = library.espeak_Initialize(_SYNCHRONOUS, 0, b"." if folder else None, _DO_NOT_EXIT)
    if rate <= 0:
        sys.stderr.write("the synthesiser does not find its voices\n")
        return 1
    out = sys.stdout.buffer
    out.write(struct.pack("<I", rate))
    for utterance in asked["utterances"]:
        spoken = _speak(library, utterance)
        out.write(struct.pack("<I", len(spoken)) + spoken)
    return 0


def _speak(library: Any, utterance: dict[str, Any]) -> bytes:  # noqa: ANN401 — a C library
    samples = bytearray()

    @_CALLBACK
    def collect(wave: Any, count: int, _events: Any) -> int:  # noqa: ANN401 — a C pointer
        if wave and count > 0:
            samples.extend(ctypes.string_at(wave, count * 2))
        return 0

    library.espeak_SetSynthCallback(collect)
    if library.espeak_SetVoiceByName(utterance["voice"].encode()):
        sys.stderr.write(f"no voice {utterance['voice']}\n")
        raise SystemExit(1)
    for name, number in _PARAMETERS.items():
        library.espeak_SetParameter(number, int(utterance[name]), 0)
    text = utterance["text"].encode("utf-8", "ignore")
    library.espeak_Synth.argtypes = [
        *(ctypes.c_char_p, ctypes.c_size_t, ctypes.c_uint, ctypes.c_int),
        *(ctypes.c_uint, ctypes.c_uint, ctypes.c_void_p, ctypes.c_void_p),
    ]
    library.espeak_Synth(text, len(text) + 1, 0, _CHARACTERS, 0, _UTF8, None, None)
    return bytes(samples)


if __name__ == "__main__":
    raise SystemExit(main())
