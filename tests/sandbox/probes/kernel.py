"""Attempts to reach parts of the kernel that a box has no use for; run as `kernel.py NAME …`.

A call that the kernel itself judges has got through, also if it says no: what is reached there is
what can have a fault. Its arguments make no sense on purpose, so that nothing is done.
"""

# ruff: noqa: PTH123

import ctypes
import errno
import fcntl
import json
import os
import pty
import sys
import termios

LIBC = ctypes.CDLL(None, use_errno=True)
NUMBERS = {
    "x86_64": {
        "ptrace": 101, "syslog": 103, "personality": 135, "modify_ldt": 154, "pivot_root": 155,
        "acct": 163, "settimeofday": 164, "mount": 165, "umount2": 166, "swapon": 167,
        "reboot": 169, "init_module": 175, "quotactl": 179, "sched_setaffinity": 203,
        "remap_file_pages": 216, "mbind": 237, "kexec_load": 246, "add_key": 248,
        "request_key": 249, "keyctl": 250, "move_pages": 279, "vmsplice": 278, "unshare": 272,
        "perf_event_open": 298, "fanotify_init": 300, "name_to_handle_at": 303,
        "open_by_handle_at": 304, "setns": 308, "process_vm_readv": 310, "process_vm_writev": 311,
        "kcmp": 312, "memfd_create": 319, "bpf": 321, "userfaultfd": 323, "open_tree": 428,
        "move_mount": 429, "fsopen": 430, "io_uring_setup": 425, "io_uring_register": 427,
        "clone3": 435, "pidfd_getfd": 438, "process_madvise": 440, "mount_setattr": 442,
        "landlock_create_ruleset": 444, "memfd_secret": 447, "shmget": 29, "semget": 64,
        "msgget": 68, "mq_open": 240, "chroot": 161, "statmount": 457,
    },
}  # fmt: skip


def call(name):
    """Make a call with arguments that are all wrong; ENOSYS means that it is not there."""
    wrong = [ctypes.c_long(-1)] * 6
    found = LIBC.syscall(NUMBERS[os.uname().machine][name], *wrong)
    number = ctypes.get_errno()
    if found < 0 and number == errno.ENOSYS:
        raise OSError(number, "there is no such call")
    return f"reached: {errno.errorcode.get(number, 'done') if found < 0 else 'done'}"


def space(flag, user):
    """Make a space of the kernel, within a new space of users if need be."""
    flags = int(flag, 16) | (0x10000000 if user == "yes" else 0)
    if LIBC.unshare(flags):
        raise OSError(ctypes.get_errno(), "refused")
    return "a new space"


def clone(flag):
    """Start a process in a space of its own, by the older call."""
    pid = LIBC.syscall(56, ctypes.c_ulong(int(flag, 16) | 17), 0, 0, 0, 0)
    if pid == 0:
        os._exit(0)
    if pid < 0:
        raise OSError(ctypes.get_errno(), "refused")
    os.waitpid(pid, 0)
    return "a process in a new space"


def mount():
    if LIBC.mount(b"none", b"/tmp", b"tmpfs", 0, b""):
        raise OSError(ctypes.get_errno(), "refused")
    return "mounted"


def remount():
    """Make the system's programs writable."""
    if LIBC.mount(b"none", b"/", b"", 32 | 4096, b""):
        raise OSError(ctypes.get_errno(), "refused")
    return "mounted anew"


def chroot():
    os.chroot("/work")
    return "another root"


def hostname():
    name = b"other"
    if LIBC.sethostname(name, len(name)):
        raise OSError(ctypes.get_errno(), "refused")
    return "renamed"


def join(space):
    """Enter a space by its file."""
    with open(f"/proc/self/ns/{space}") as file:
        if LIBC.setns(file.fileno(), 0):
            raise OSError(ctypes.get_errno(), "refused")
    return "entered"


def trace():
    """Follow a child as a debugger does, and read its memory."""
    pid = os.fork()
    if pid == 0:
        signal_wait()
    try:
        if LIBC.ptrace(16, pid, 0, 0):
            raise OSError(ctypes.get_errno(), "refused")
        return "followed"
    finally:
        os.kill(pid, 9)
        os.waitpid(pid, 0)


def signal_wait():
    while True:
        import time

        time.sleep(1)


def memory_of_child():
    secret = ctypes.create_string_buffer(b"a secret of the child")
    pid = os.fork()
    if pid == 0:
        signal_wait()
    try:
        into = ctypes.create_string_buffer(21)
        here = (ctypes.c_void_p * 2)(ctypes.addressof(into), 21)
        there = (ctypes.c_void_p * 2)(ctypes.addressof(secret), 21)
        if LIBC.process_vm_readv(pid, here, 1, there, 1, 0) < 0:
            raise OSError(ctypes.get_errno(), "refused")
        return into.value.decode()
    finally:
        os.kill(pid, 9)
        os.waitpid(pid, 0)


def rights():
    """Find any capability."""
    with open("/proc/self/status") as file:
        lines = [line.split() for line in file if line.startswith(("CapEff", "CapPrm", "CapBnd"))]
    held = [f"{name}{value}" for name, value in lines if int(value, 16)]
    return " ".join(held)


def limits_of_keeper():
    """Change a limit of the process that watches this one."""
    import resource

    resource.prlimit(os.getppid(), resource.RLIMIT_MSGQUEUE, (8, 8))
    return "its limit is set"


def all_cores():
    """Leave the cores that one is given."""
    found = LIBC.syscall(203, 0, 8, ctypes.byref(ctypes.c_ulong(-1 & 0xFFFFFFFFFFFFFFFF)))
    if found:
        raise OSError(ctypes.get_errno(), "refused")
    return "taken"


def typing(request):
    """Type letters at the own terminal, as if a person did."""
    parent, child = pty.openpty()
    os.setsid() if os.getpid() != os.getsid(0) else None
    fcntl.ioctl(child, termios.TIOCSCTTY, 0)
    libc_ioctl(child, int(request, 16))
    os.set_blocking(parent, False)
    return "typed"


def libc_ioctl(file, request):
    letter = ctypes.create_string_buffer(b"x")
    LIBC.ioctl.argtypes = [ctypes.c_int, ctypes.c_ulong, ctypes.c_void_p]
    if LIBC.ioctl(file, request, letter) and ctypes.get_errno() == errno.EPERM:
        raise OSError(ctypes.get_errno(), "refused")


if __name__ == "__main__":
    print(json.dumps(globals()[sys.argv[1]](*sys.argv[2:])))
