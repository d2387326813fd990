"""The filter of system calls for foreign code in containers and far boxes, made without a library.

It denies what an engine's usual profile lets through: other people's memory and keys, nested
namespaces, `io_uring`, mounts, and sockets that leave the box's network namespace (`AF_VSOCK`).
Numbers are from the kernel's tables (`arch/x86/entry/syscalls/syscall_64.tbl`,
`include/uapi/asm-generic/unistd.h`); the program's form is classic BPF (`linux/filter.h`).
"""

from __future__ import annotations

import errno
import struct
from collections.abc import Sequence

_COMMON = {
    "io_uring": (425, 426, 427),
    "mounts": (428, 429, 430, 431, 432, 433, 442, 457, 458, 467),
    "quota": (443,),
    "others' files and memory": (438, 440),
    "memory that nobody counts": (447,),
}
"""Calls newer than the common numbering, the same everywhere."""

_X86_64 = (
    101, 310, 311, 312,  # ptrace, process_vm_readv, process_vm_writev, kcmp
    248, 249, 250,  # add_key, request_key, keyctl
    321, 298, 323,  # bpf, perf_event_open, userfaultfd
    155, 161, 165, 166,  # pivot_root, chroot, mount, umount2
    272, 308,  # unshare, setns
    175, 176, 313, 246, 320, 169,  # modules, kexec, reboot
    167, 168, 103, 163, 179,  # swap, syslog, acct, quotactl
    159, 164, 227, 305,  # clocks
    212, 303, 304, 300,  # lookup_dcookie, file handles, fanotify_init
    153, 170, 171, 154, 172, 173,  # vhangup, names, modify_ldt, iopl, ioperm
    256, 279, 134, 136, 139, 156, 174, 177, 178, 180,  # pages of others; what is no more
    319, 29, 64, 68, 240,  # memory that nobody counts: memfd_create, System V, message queues
    278, 237, 216, 203,  # vmsplice, mbind, remap_file_pages, sched_setaffinity
)  # fmt: skip
_AARCH64 = (
    117, 270, 271, 272,
    217, 218, 219,
    280, 241, 282,
    41, 51, 40, 39,
    97, 268,
    105, 106, 273, 104, 294, 142,
    224, 225, 116, 89, 60,
    171, 170, 112, 266,
    18, 264, 265, 262,
    58, 161, 162,
    238, 239, 42,
    279, 194, 190, 186, 180,
    75, 235, 234, 122,
)  # fmt: skip

MACHINES = {
    "x86_64": (0xC000003E, _X86_64, {"clone": 56, "socket": 41, "ioctl": 16, "prlimit": 302}),
    "aarch64": (0xC00000B7, _AARCH64, {"clone": 220, "socket": 198, "ioctl": 29, "prlimit": 261}),
}
"""For each machine: the kernel's name of its numbers, what is denied, what is looked at."""

_CLONE3 = 435
_X32 = 0x40000000
_NAMESPACES = 0x7E020000
_FAMILIES = (1, 2, 10)  # AF_UNIX, AF_INET, AF_INET6
_NETLINK = 16
_TERMINAL = (0x5412, 0x541C)  # TIOCSTI, TIOCLINUX

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
_NUMBER, _ARCHITECTURE, _FIRST, _SECOND, _THIRD = (
    0,
    4,
    16,
    24,
    32,
)  # places in `struct seccomp_data`

_Step = tuple[int, int, int, int]


def program(machine: str) -> bytes:
    """Make the filter for a machine (`platform.machine()`): an array of `struct sock_filter`."""
    architecture, denied, looked_at = MACHINES[machine]
    newer = [number for group in _COMMON.values() for number in group]
    steps: list[_Step] = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 1, 0, architecture),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
    ]
    if machine == "x86_64":
        steps += [(_AT_LEAST, 0, 1, _X32), _refuse(errno.ENOSYS)]
    # glibc falls back to `clone`, whose flags a filter can see
    steps += [(_EQUAL, 0, 1, _CLONE3), _refuse(errno.ENOSYS)]
    for number in (*denied, *newer):
        steps += [(_EQUAL, 0, 1, number), _refuse(errno.ENOSYS)]
    steps += _look(
        looked_at["clone"], _FIRST, [(_ANY_BIT, 0, 1, _NAMESPACES), _refuse(errno.EPERM)]
    )
    own = [(_EQUAL, 1, 0, 0), _refuse(errno.EPERM)]  # limits of another process
    steps += _look(looked_at["prlimit"], _FIRST, own)
    steps += _look(looked_at["socket"], _FIRST, _families())
    steps += _look(
        looked_at["ioctl"],
        _SECOND,
        [step for way in _TERMINAL for step in ((_EQUAL, 0, 1, way), _refuse(errno.EPERM))],
    )
    return _packed([*steps, (_RETURN, 0, 0, _ALLOW)])


def _look(number: int, place: int, steps: Sequence[_Step]) -> list[_Step]:
    """Look at an argument of one call, then allow what was not refused."""
    body = [(_LOAD, 0, 0, place), *steps, (_RETURN, 0, 0, _ALLOW)]
    return [(_EQUAL, 0, len(body), number), *body]


def _families() -> list[_Step]:
    allowed = [
        step for family in _FAMILIES for step in ((_EQUAL, 0, 1, family), (_RETURN, 0, 0, _ALLOW))
    ]
    # of netlink only the first protocol, which tells of the box's own network
    netlink = [
        (_EQUAL, 0, 3, _NETLINK),
        (_LOAD, 0, 0, _THIRD),
        (_EQUAL, 0, 1, 0),
        (_RETURN, 0, 0, _ALLOW),
    ]
    return [*allowed, *netlink, _refuse(errno.EAFNOSUPPORT)]


def _refuse(number: int) -> _Step:
    return (_RETURN, 0, 0, _ERRNO | number)


def _packed(steps: Sequence[_Step]) -> bytes:
    return b"".join(struct.pack("=HBBI", *step) for step in steps)
