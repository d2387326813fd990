"""Why there are no local boxes here, and what to do about it, exactly."""

from __future__ import annotations

import shutil
from pathlib import Path

from koda.core.errors import KodaError
from koda.sandbox.local_sight import browser_of
from koda.sandbox.port import Missing

_ELSEWHERE = "Set `SANDBOX_PROVIDER` to `docker` or `e2b`; the engine Python needs no box."
_PROFILE = """abi <abi/4.0>,
include <tunables/global>
profile bwrap /usr/bin/bwrap flags=(unconfined) {
  userns,
}"""


def missing_before(platform: str, chromium: str) -> Missing | None:
    """Find what is missing without starting anything."""
    if platform != "linux":
        system = {"darwin": "macOS", "win32": "Windows"}.get(platform, platform)
        where = "inside WSL 2, or with Docker" if platform == "win32" else "with Docker or Podman"
        return Missing(
            f"Local boxes need Linux; this is {system}.", f"Run Koda {where}. {_ELSEWHERE}"
        )
    if shutil.which("bwrap") is None:
        return Missing(
            "bubblewrap is not installed.",
            "Install it: `apt install bubblewrap`, `dnf install bubblewrap`, "
            f"`pacman -S bubblewrap` or `apk add bubblewrap`. {_ELSEWHERE}",
        )
    if browser_of(chromium) is None:
        named = f"“{chromium}” is not a program" if chromium else "There is no Chromium"
        return Missing(
            f"{named} on this machine.",
            "Install one (Debian: `apt install chromium-headless-shell`), or set `KODA_CHROMIUM`.",
        )
    return None


def missing_from(error: KodaError) -> Missing:
    """Say what stands behind a box that did not start."""
    said = error.message
    is_refused = "uid map" in said or "RTM_NEWADDR" in said or "namespace" in said.lower()
    if is_refused and _is_on("/proc/sys/kernel/apparmor_restrict_unprivileged_userns"):
        return Missing(
            f"AppArmor does not let bubblewrap make boxes (Ubuntu 23.10 and newer). {said}",
            "Allow it: write the following to /etc/apparmor.d/bwrap, then "
            f"`sudo systemctl reload apparmor`.\n{_PROFILE}",
        )
    if is_refused and text_of("/proc/sys/kernel/unprivileged_userns_clone") == "0":
        return Missing(
            f"The kernel does not let users make boxes. {said}",
            "Allow it: `sudo sysctl kernel.unprivileged_userns_clone=1`, and keep it in "
            "/etc/sysctl.d.",
        )
    if is_refused or "/proc" in said or "Operation not permitted" in said:
        return Missing(
            f"This host does not let bubblewrap make boxes. {said}",
            "In a container: start it with `--security-opt seccomp=unconfined --security-opt "
            f"apparmor=unconfined --security-opt systempaths=unconfined`. {_ELSEWHERE}",
        )
    if "unrecognised option" in said.lower() or "unknown option" in said.lower():
        return Missing(f"bubblewrap is too old. {said}", f"Boxes need 0.8 or newer. {_ELSEWHERE}")
    return Missing(said, error.remedy or _ELSEWHERE)


def _is_on(path: str) -> bool:
    return text_of(path) == "1"


def text_of(path: str) -> str:
    """Read a value of the kernel; empty if there is none."""
    try:
        return Path(path).read_text(encoding="ascii").strip()
    except OSError:
        return ""
