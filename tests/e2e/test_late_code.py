"""Code of the app that is fetched late: a lost connection delays it, an update of Koda is said."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.conftest import KodaProcess
from tests.e2e.moves import open_home

UNSTYLED = "links => links.filter(link => link.sheet === null).map(link => link.href)"


def test_what_could_not_be_fetched_comes_with_the_connection(
    context: BrowserContext, page: Page, koda: KodaProcess
) -> None:
    open_home(page, koda)
    context.set_offline(offline=True)
    with page.expect_event("requestfailed", lambda request: "/assets/k-" in request.url):
        page.get_by_role("link", name="Settings").click()
    context.set_offline(offline=False)
    expect(page.get_by_role("heading", name="Settings", exact=True)).to_be_visible()
    # Waiting in the page itself would need `eval`, which the page's policy forbids.
    for _ in range(200):
        missing = page.locator("link[rel=stylesheet]").evaluate_all(UNSTYLED)
        if not missing:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never came: {missing}")


def test_a_page_older_than_its_server_says_so(context: BrowserContext, koda: KodaProcess) -> None:
    page = context.new_page()  # what it throws is meant, and shown
    open_home(page, koda)
    page.route("**/assets/k-*", lambda route: route.fulfill(status=404))
    page.get_by_role("link", name="Settings").click()
    old = page.get_by_role("heading", name="This page is older than Koda")
    expect(old).to_be_visible()
    page.unroute("**/assets/k-*")
    page.get_by_role("button", name="Reload").click()
    expect(page.get_by_role("heading", name="Settings", exact=True)).to_be_visible()
