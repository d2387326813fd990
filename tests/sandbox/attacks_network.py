"""Attempts on the network; the controls aim at listeners on this machine's loopback."""

# ruff: noqa: E501 - a table, a row each

from __future__ import annotations

from collections.abc import Sequence

from tests.sandbox.attacks import Attack, walls
from tests.sandbox.scratch import Scratch

NET = walls("network")
CALLS = walls("seccomp")
RIGHTS = walls("seccomp", "no_rights")


def network_attacks(scratch: Scratch) -> Sequence[Attack]:
    """Give them, aimed at the listeners of this test."""
    here = ("127.0.0.1", str(scratch.tcp))
    names = ("127.0.0.1", str(scratch.udp))
    stand_in = "aims at a listener of the test"
    return (
        Attack("TCP to a listener of the machine", "network.tcp", here, NET),
        Attack("UDP to a listener of the machine", "network.udp", names, NET),
        Attack("IPv6 to a listener of the machine", "network.tcp6", ("::1", str(scratch.tcp6)), NET),
        Attack("abstract UNIX socket of the machine", "network.abstract", (scratch.abstract,), NET),
        Attack(
            "UNIX socket in a folder of the machine",
            "network.by_path",
            (f"{scratch.folder}/listener",),
            aim=("/opt/seen/listener",),
            shown=(("rw", str(scratch.folder), "/opt/seen"),),
        ),
        Attack(
            "Docker's socket",
            "network.by_path",
            ("/var/run/docker.sock",),
            aim=("/opt/seen/listener",),
            shown=(("rw", str(scratch.folder), "/opt/seen"),),
            note=stand_in,
        ),
        Attack("metadata address", "network.tcp", ("169.254.169.254", "80"), NET, here, note=stand_in),
        Attack("metadata address, IPv6", "network.tcp6", ("fd00:ec2::254", "80"), NET,
               ("::1", str(scratch.tcp6)), note=stand_in),
        Attack("a server in the internet", "network.tcp", ("198.51.100.7", "443"), NET, here, note=stand_in),
        Attack("tunnel through a server of names", "network.resolve", ("198.51.100.7", "53"), NET, names,
               note=stand_in),
        Attack("another interface than loopback", "network.interfaces", (), NET),
        Attack("address of an own interface changed", "network.address", (), walls("no_rights")),
        Attack("vsock, which knows no namespace", "network.family", ("40", "1", "0"), CALLS),
        Attack("vsock, disguised by upper bits", "network.disguised_family", ("40",), CALLS),
        Attack("packet socket", "network.family", ("17", "3", "0"), RIGHTS),
        Attack("raw IP socket", "network.family", ("2", "3", "1"), walls("no_rights")),
        Attack("netlink: events of devices", "network.family", ("16", "3", "15"), CALLS),
        Attack("netlink: audit", "network.family", ("16", "3", "9"), CALLS),
        Attack("netlink: generic", "network.family", ("16", "3", "16"), CALLS),
        Attack("netlink: netfilter", "network.family", ("16", "3", "12"), CALLS),
    )  # fmt: skip
