"""Signing in at an identity provider, from the page and back to it."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.conftest import KodaProcess
from tests.e2e.doors import at
from tests.servers.oidc import CLIENT, SECRET, run_identity_provider


def test_the_identity_provider_leads_back_to_the_page_that_was_wanted(
    page: Page, start_koda: Callable[..., KodaProcess]
) -> None:
    with run_identity_provider() as provider:
        koda = start_koda(
            KODA_OIDC_ISSUER=provider.issuer,
            KODA_OIDC_CLIENT_ID=CLIENT,
            KODA_OIDC_CLIENT_SECRET=SECRET,
            KODA_OIDC_ALLOWED="person@example.com",
        )
        page.goto(at(koda, "/settings"))
        page.get_by_role("button", name="Continue with 127.0.0.1").click()
        devices = page.get_by_role("list", name="Browsers that are signed in")
        expect(devices.get_by_text("person@example.com")).to_be_visible()
        assert page.url == at(koda, "/settings")
