"""Attempts to read or change what belongs to the machine; run as `files.py NAME ARGUMENTS`."""

# ruff: noqa: PTH123, PTH208

import json
import os
import sys


def read(path):
    with open(path, "rb") as file:
        return file.read(200).decode(errors="replace")


def write(path):
    """Write at the end of a file, or make it."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    os.write(descriptor, b"x\n")
    os.close(descriptor)
    return "written"


def set_value(path, value):
    """Set a value of the kernel."""
    descriptor = os.open(path, os.O_WRONLY)
    os.write(descriptor, value.encode())
    os.close(descriptor)
    return "set"


def entries(path):
    return ", ".join(os.listdir(path))


def open_file(path):
    os.close(os.open(path, os.O_RDWR | os.O_NONBLOCK))
    return "opened"


def open_to_read(path):
    os.close(os.open(path, os.O_RDONLY | os.O_NONBLOCK))
    return "opened"


def look_for(word, file):
    """Look for a word in what `/proc` tells of every process."""
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                with open(f"/proc/{name}/{file}", "rb") as told:
                    if word.encode() in told.read() and int(name) != os.getpid():
                        return f"process {name}"
            except OSError:
                continue
    return ""


def climb(path):
    """Go up from an open folder as a program does that has kept one from outside."""
    here = os.open(".", os.O_RDONLY)
    for _ in range(20):
        here = os.open("..", os.O_RDONLY, dir_fd=here)
    with open(os.open(path.lstrip("/"), os.O_RDONLY, dir_fd=here)) as file:
        return file.read(200)


if __name__ == "__main__":
    print(json.dumps(globals()[sys.argv[1]](*sys.argv[2:])))
