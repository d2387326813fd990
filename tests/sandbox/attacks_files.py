"""Attempts on files and on what `/proc` tells; the controls see files made for them."""

# ruff: noqa: E501 - a table, a row each

from __future__ import annotations

from collections.abc import Sequence

from tests.sandbox.attacks import Attack, walls
from tests.sandbox.scratch import Scratch

SYSTEM = walls("system_files")
KEEPER = walls("hidden_keeper")


def file_attacks(scratch: Scratch) -> Sequence[Attack]:
    """Give them."""
    seen = (("rw", str(scratch.folder), "/opt/seen"),)
    stood_for = {"shown": seen, "note": "aims at a file of the test"}
    secret = ("/opt/seen/secret",)
    folder = str(scratch.folder)
    return (
        Attack("passwords of the machine", "files.read", ("/etc/shadow",), aim=secret, **stood_for),
        Attack("a secret in a folder of the machine", "files.read", (f"{folder}/secret",), aim=secret,
               shown=seen),
        Attack("Koda's data folder", "files.entries", (str(scratch.data),), aim=("/opt/seen",),
               shown=(("ro", str(scratch.data), "/opt/seen"),)),
        Attack("the home folder", "files.entries", (str(scratch.home),), aim=("/opt/seen",),
               shown=(("ro", str(scratch.home), "/opt/seen"),)),
        Attack("up from an open folder", "files.climb", (f"{folder}/secret",), aim=secret, shown=seen),
        Attack("write a program's folder", "files.write", ("/opt/fixed/new",), aim=("/opt/seen/new",),
               shown=seen, shown_read_only=(("ro", folder, "/opt/fixed"),)),
        Attack("write /usr/bin", "files.write", ("/usr/bin/koda-new",), aim=("/opt/seen/new2",), **stood_for),
        Attack("write the root", "files.write", ("/new",), SYSTEM),
        Attack("write /etc/passwd", "files.write", ("/etc/passwd",), aim=("/opt/seen/secret",), **stood_for),
        Attack("write /dev", "files.write", ("/dev/new",), SYSTEM),
        Attack("core_pattern", "files.set_value", ("/proc/sys/kernel/core_pattern", "|/x"),
               aim=("/opt/seen/secret", "|/x"), **stood_for),
        Attack("values of the kernel: network", "files.set_value",
               ("/proc/sys/net/ipv4/ip_default_ttl", "65"), walls("system_files", "no_rights")),
        Attack("sysrq", "files.set_value", ("/proc/sysrq-trigger", ""), aim=("/opt/seen/secret", "x"),
               **stood_for),
        Attack("oom score of the own process", "files.set_value", ("/proc/self/oom_score_adj", "900"), SYSTEM),
        Attack("memory of the machine: kcore", "files.read", ("/proc/kcore",), aim=secret, **stood_for),
        Attack("names of the kernel: kallsyms", "files.read", ("/proc/kallsyms",), SYSTEM),
        Attack("/sys", "files.entries", ("/sys/kernel",), aim=("/opt/seen",), **stood_for),
        Attack("disk of the machine", "files.open_file", ("/dev/vda",), aim=secret, **stood_for),
        Attack("memory device", "files.open_file", ("/dev/mem",), aim=secret, **stood_for),
        Attack("kernel messages", "files.open_file", ("/dev/kmsg",), aim=secret, **stood_for),
        Attack("virtual machines: kvm", "files.open_file", ("/dev/kvm",), aim=secret, **stood_for),
        Attack("tunnels: /dev/net/tun", "files.open_file", ("/dev/net/tun",), aim=secret, **stood_for),
        Attack("root of process 1", "files.entries", ("/proc/1/root",), KEEPER),
        Attack("environment of process 1", "files.look_for", ("KODA_TEST_SECRET", "environ"), KEEPER),
        Attack("memory of process 1", "files.open_to_read", ("/proc/1/mem",), KEEPER),
        Attack("open files of process 1", "files.entries", ("/proc/1/fd",), KEEPER),
        Attack("processes of the machine", "files.look_for", (scratch.marker, "cmdline"),
               walls("processes")),
    )  # fmt: skip
