"""Attempts on the kernel: spaces, mounts, other processes, and calls that no program here needs."""

# ruff: noqa: E501 - a table, a row each

from __future__ import annotations

from collections.abc import Sequence

from tests.sandbox.attacks import Attack, walls

CALLS = walls("seccomp")
RIGHTS = walls("seccomp", "no_rights")
SPACES = {
    "mounts": "0x20000",
    "cgroups": "0x2000000",
    "host names": "0x4000000",
    "System V": "0x8000000",
    "users": "0x10000000",
    "processes": "0x20000000",
    "networks": "0x40000000",
    "time": "0x80",
}
REACHED = [
    "ptrace",
    "process_vm_readv",
    "process_vm_writev",
    "process_madvise",
    "pidfd_getfd",
    "kcmp",
    "bpf",
    "perf_event_open",
    "io_uring_setup",
    "io_uring_register",
    "userfaultfd",
    "keyctl",
    "add_key",
    "request_key",
    "open_by_handle_at",
    "name_to_handle_at",
    "mount",
    "umount2",
    "fsopen",
    "open_tree",
    "move_mount",
    "mount_setattr",
    "statmount",
    "pivot_root",
    "setns",
    "clone3",
    "swapon",
    "reboot",
    "acct",
    "quotactl",
    "settimeofday",
    "syslog",
    "fanotify_init",
    "memfd_create",
    "memfd_secret",
    "shmget",
    "semget",
    "msgget",
    "mq_open",
    "vmsplice",
    "modify_ldt",
    "mbind",
    "move_pages",
    "remap_file_pages",
]


def kernel_attacks() -> Sequence[Attack]:
    """Give them."""
    return (
        *(
            Attack(f"unshare: a new space of {name}", "kernel.space", (flag, "no" if name == "users" else "yes"), CALLS)
            for name, flag in SPACES.items()
        ),
        Attack("clone: a new space of users", "kernel.clone", ("0x10000000",), CALLS),
        Attack("mount a file system", "kernel.mount", (), RIGHTS),
        Attack("make the root writable", "kernel.remount", (), RIGHTS),
        Attack("chroot", "kernel.chroot", (), RIGHTS),
        Attack("change the host name", "kernel.hostname", (), RIGHTS),
        Attack("enter a space by its file", "kernel.join", ("net",), RIGHTS),
        Attack("follow a process as a debugger", "kernel.trace", (), CALLS),
        Attack("read the memory of a process", "kernel.memory_of_child", (), CALLS),
        Attack("capabilities", "kernel.rights", (), walls("no_rights")),
        Attack("change the limits of who watches", "kernel.limits_of_keeper", (), CALLS),
        Attack("take all cores", "kernel.all_cores", (), CALLS),
        Attack("type at the terminal: TIOCSTI", "kernel.typing", ("0x5412",), CALLS),
        Attack("type at the terminal: TIOCSTI, disguised", "kernel.typing", ("0x700005412",), CALLS),
        *(Attack(f"call {name}", "kernel.call", (name,), CALLS) for name in REACHED),
    )  # fmt: skip
