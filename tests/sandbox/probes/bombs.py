"""Attempts to use more than is given, and to live longer; run as `bombs.py NAME ARGUMENTS`.

Each prints how far it got as it goes, for it may be killed at any moment.
"""

# ruff: noqa: PTH102, PTH123, SIM105

import mmap
import os
import signal
import sys
import time


def forks(most):
    """Start children until no more may be had."""
    for count in range(1, int(most) + 1):
        try:
            if os.fork() == 0:
                time.sleep(60)
                os._exit(0)
        except OSError:
            break
        print(count, flush=True)


def threads(most):
    import threading

    for count in range(1, int(most) + 1):
        try:
            threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
        except (RuntimeError, MemoryError):
            break
        print(count, flush=True)
    os._exit(0)


def memory(most):
    """Take memory by pieces of 16 MiB, in one process."""
    kept = []
    for count in range(1, int(most) // 16 + 1):
        try:
            kept.append(b"x" * (16 * 1024**2))
        except MemoryError:
            break
        print(count * 16, flush=True)


def memory_of_many(most):
    """Take memory in many processes, each below the limit of one; count who keeps theirs."""
    children = []
    for _ in range(int(most) // 64):
        pid = os.fork()
        if pid == 0:
            kept = mmap.mmap(-1, 64 * 1024**2, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
            for at in range(0, len(kept), 4096):
                kept[at] = 1
            time.sleep(30)
            os._exit(0)
        children.append(pid)
    time.sleep(4)
    print(64 * sum(os.waitpid(pid, os.WNOHANG) == (0, 0) for pid in children), flush=True)


def disk(folder, most):
    """Fill a folder by pieces of 4 MiB."""
    with open(f"{folder}/big", "wb", buffering=0) as file:
        for count in range(1, int(most) // 4 + 1):
            if file.write(b"x" * (4 * 1024**2)) < 4 * 1024**2:
                break
            print(count * 4, flush=True)


def sparse(size):
    """Make a file that says it is huge."""
    with open("/work/sparse", "wb") as file:
        file.truncate(int(size))
    print(size, flush=True)


def inodes(most):
    """Make files without content, 1000 at a time."""
    for count in range(1, int(most) // 1000 + 1):
        os.mkdir(f"/work/many{count}")
        for number in range(1000):
            os.close(os.open(f"/work/many{count}/{number}", os.O_CREAT | os.O_WRONLY))
        print(count * 1000, flush=True)


def open_files(most):
    kept = []
    for count in range(1, int(most) + 1):
        try:
            kept.append(os.dup(1))
        except OSError:
            break
        if count % 256 == 0:
            print(count, flush=True)


def output(megabytes):
    for _ in range(int(megabytes)):
        os.write(1, b"x" * 1024**2)


def stubborn():
    """Live on whatever polite signal comes."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT):
        signal.signal(number, signal.SIG_IGN)
    print("living", flush=True)
    time.sleep(3600)


def spin():
    while True:
        pass


def daemon(name):
    """Leave a child in a session of its own, twice removed, under a name."""
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            null = os.open("/dev/null", os.O_RDWR)
            for number in range(3):
                os.dup2(null, number)
            os.execv(sys.executable, [sys.executable, "-c", "import time; time.sleep(600)", name])
        os._exit(0)
    os.wait()
    time.sleep(0.3)
    print("left", flush=True)


def swarm(name):
    """Leave a child that always forks away and ends, so that its number never stays."""
    if os.fork() == 0:
        os.setsid()
        while True:
            try:
                if os.fork():
                    os._exit(0)
            except OSError:
                time.sleep(0.001)  # there are as many as may be; one goes in a moment
    time.sleep(0.3)
    print("left", name, flush=True)


def orphaned(name):
    """Kill the process that watches, so that a child is left to nobody."""
    if os.fork() == 0:
        os.setsid()
        os.execv(sys.executable, [sys.executable, "-c", "import time; time.sleep(600)", name])
    time.sleep(0.3)
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(60)


def kill_first():
    """Kill process 1, then everybody."""
    for number in (signal.SIGKILL, signal.SIGTERM, signal.SIGSTOP, signal.SIGINT, signal.SIGSEGV):
        os.kill(1, number)
    time.sleep(0.2)
    print("done", flush=True)


def kill_parents():
    """Kill whoever is above: the one that watches, and the one above it."""
    with open(f"/proc/{os.getppid()}/stat") as file:
        above = int(file.read().rpartition(")")[2].split()[1])
    os.kill(above, signal.SIGKILL)
    time.sleep(1)
    print("done", flush=True)


def signal_to(pid):
    """Look whether a process outside can be named; sends nothing."""
    try:
        os.kill(int(pid), 0)
    except PermissionError:
        pass
    print("seen", flush=True)


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
