"""Chromium as tests start it: with no page but theirs."""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Playwright

# The address bar is two pages of its own, made anew with every window: twice the CPU of an empty
# page. Chromium heeds one list only, so this repeats those of Playwright's that matter here.
_FEATURES = (
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "TcpPortRandomizationWin",
    "ThirdPartyStoragePartitioning",
)


@contextmanager
def run_chromium(playwright: Playwright, *flags: str) -> Generator[Browser]:
    """Start the Chromium of `KODA_CHROMIUM`, or the one that is installed; skip without one."""
    path = os.environ.get("KODA_CHROMIUM") or shutil.which("chromium")
    if path is None:
        pytest.skip("No Chromium on this machine: tools/chromium installs one.")
    off = "--disable-features=" + ",".join(_FEATURES)
    browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", off, *flags])
    yield browser
    browser.close()
