"""The ways in, in a real browser: through an identity provider on another site, and with a code from an app."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bot.console import totp
from tests import understanding
from tests.browser.conftest import Product
from tests.peers.product import Installation, Nursery, Process
from tests.peers.provider import CLIENT, SECRET, Provider

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.timeout(240)]

Visit = Callable[..., Page]


@pytest.fixture
def provider() -> Iterator[Provider]:
    """A provider with a loop and a thread of its own, reached as "localhost": another site than 127.0.0.1."""
    made = Provider(now=lambda: datetime.now(UTC))
    ready, done = threading.Event(), asyncio.Event()
    loop = asyncio.new_event_loop()

    async def serve() -> None:
        async with made.serving():
            ready.set()
            await done.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()))
    thread.start()
    assert ready.wait(10)
    yield made
    loop.call_soon_threadsafe(done.set)
    thread.join(10)
    loop.close()


@pytest.fixture
def joined(provider: Provider, tmp_path: Path, nursery: Nursery) -> Iterator[str]:
    """The address of a product that sends its staff to that provider."""
    product = Installation(
        folder=tmp_path, url=f"sqlite:///{tmp_path}/huiyin.db", cache=understanding.HOME, launcher=nursery
    )
    address = f"http://127.0.0.1:{product.port}"
    provider.redirect = f"{address}/console/login/oidc/callback"
    product.settings = {
        "HUIYIN_SECURITY__OIDC__ISSUER": provider.issuer,
        "HUIYIN_SECURITY__OIDC__CLIENT_ID": CLIENT,
        "HUIYIN_SECURITY__OIDC__CLIENT_SECRET": SECRET,
        "HUIYIN_SECURITY__OIDC__NAME": "ACME",
        "HUIYIN_SECURITY__OIDC__CREATE": "true",
    }
    product.start(Process(name="all"))
    try:
        # The browser keeps a loop in this thread.
        with ThreadPoolExecutor(1) as apart:
            apart.submit(lambda: asyncio.run(product.ready(patience=120))).result()
        yield address
    finally:
        product.stop()


def test_single_sign_on_comes_back_from_another_site(joined: str, provider: Provider, visit: Visit) -> None:
    page = visit(language="en")
    page.goto(f"{joined}/console/alerts")
    page.get_by_role("link", name="Log in with ACME").click()
    # The session's cookie is Strict, and the browser comes from another site: it must stand all the same.
    page.wait_for_url("**/console/alerts")
    expect(page.locator("h1")).to_have_text("Alerts")
    page.goto(f"{joined}/console/sessions")
    expect(page.locator("main")).to_contain_text("by single sign-on")
    expect(page.locator("main")).to_contain_text("Chrome · Linux")
    assert provider.faults == []
    page.locator("details.menu summary").click()
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url("**/console/login**")
    provider.refuse = "access_denied"
    page.get_by_role("link", name="Log in with ACME").click()
    expect(page.get_by_role("alert")).to_contain_text("Single sign-on did not work")


def test_an_app_is_paired_and_asked_for(product: Product, visit: Visit, staff: Visit) -> None:
    boss = staff(language="en")
    boss.goto(f"{product.url}/console/users")
    boss.fill(".grid-form [name=login]", "second")
    boss.fill(".grid-form [name=name]", "Second Factor")
    boss.get_by_role("button", name="Add", exact=True).click()
    once = boss.locator(".secret code").inner_text()
    page = visit(language="en", width=390)
    password = "heron bridge kettle 7"

    def enter(word: str) -> None:
        page.goto(f"{product.url}/console/login")
        page.fill("[name=login]", "second")
        page.fill("[name=password]", word)
        page.click("main button[type=submit]")

    enter(once)
    page.wait_for_url("**/console/password")
    for name, value in (("current", once), ("new", password), ("again", password)):
        page.fill(f"[name={name}]", value)
    page.click("main button[type=submit]")
    page.wait_for_url("**/console/cases**")
    page.goto(f"{product.url}/console/second")
    page.get_by_role("button", name="Pair an app").click()
    expect(page.locator(".qr svg")).to_be_visible()
    secret = page.locator(".secret-text").inner_text()

    def code(later: int = 0) -> str:
        return totp.code(secret, totp.step_of(datetime.now(UTC)) + later)

    paired = code()
    page.fill("[name=code]", paired)
    page.get_by_role("button", name="Confirm").click()
    codes = page.locator(".recovery code").all_inner_texts()
    assert len(codes) == 10
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.context.clear_cookies()
    enter(password)
    page.wait_for_url("**/console/login/second")
    page.fill("[name=code]", "000000")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("alert")).to_contain_text("This code is wrong")
    # The code that paired the app was used.
    page.fill("[name=code]", paired)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("alert")).to_contain_text("This code is wrong")
    # The next one; telephones are ahead by as much.
    page.fill("[name=code]", code(later=1))
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/console/cases**")
    page.context.clear_cookies()
    enter(password)
    page.fill("[name=code]", codes[0])
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/console/cases**")
    # Lost: the administrator resets it, and the password alone lets in again.
    boss.goto(f"{product.url}/console/users")
    row = boss.get_by_role("row", name=re.compile("Second Factor"))
    row.get_by_role("button", name="Reset second factor").click()
    boss.locator("#ask button[value=yes]").click()
    expect(boss.get_by_text("The second factor is reset.")).to_be_visible()
    page.goto(f"{product.url}/console/cases")
    expect(page).to_have_url(re.compile("/console/login"))
    enter(password)
    page.wait_for_url("**/console/cases**")
