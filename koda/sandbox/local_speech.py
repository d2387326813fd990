"""The words between Koda and the hands in a local box: pieces of a letter, a length, content.

It runs inside the box, with Python's own library alone.
"""

from __future__ import annotations

import socket
import struct

PIECE = 256 * 1024


def say(caller: socket.socket, kind: bytes, content: bytes) -> None:
    """Answer with one piece."""
    caller.sendall(kind + struct.pack(">I", len(content)) + content)


def exactly(caller: socket.socket, size: int) -> bytes:
    """Receive so many bytes; raises EOFError if the caller goes away before."""
    got = bytearray()
    while len(got) < size:
        piece = caller.recv(min(size - len(got), PIECE))
        if not piece:
            raise EOFError
        got += piece
    return bytes(got)
