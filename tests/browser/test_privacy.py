"""Personal data on the customer's page: what they asked for, refusing, handing out, erasing; the queue's day filters."""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Product
from tests.browser.faults import serious
from tests.browser.test_chat import say
from tests.browser.test_console import filed

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.timeout(300)]

Visit = Callable[..., Page]
LANGUAGES = {"en": "en", "zh-CN": "zh-Hans", "zh-TW": "zh-Hant"}


def photograph(page: Page, name: str) -> None:
    if folder := os.environ.get("HUIYIN_SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def sound(page: Page, width: int, name: str) -> None:
    """Nothing serious for axe, nothing wider than the screen; in light and in dark."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        photograph(page, f"{name}-{width}-{scheme}")
        assert not serious(page, colours=scheme == "dark")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.emulate_media(color_scheme="light")


def asked(product: Product, visit: Visit, order: str, *wishes: str) -> Page:
    """The page of a customer who complains and then asks about their data."""
    customer, _ = filed(product, visit, order)
    for wish in wishes:
        say(customer, wish)
    expect(customer.locator(".message.bot").last).to_contain_text(re.compile(r"PR\d\d-\w{4}-\w{4}"))
    return customer


def profile(product: Product, desk: Page) -> None:
    """The page of the customer whose request came last, from the list of open requests."""
    desk.goto(f"{product.url}/console/customers")
    more = desk.locator(".asked summary")
    if more.count():
        more.click()
    desk.locator(".alert.kind-privacy a").last.click()
    desk.wait_for_load_state()


@pytest.mark.parametrize(("width", "language"), [(1280, "en"), (390, "zh-CN"), (1280, "zh-TW"), (390, "en")])
def test_the_page_shows_what_was_asked(product: Product, visit: Visit, staff: Visit, width: int, language: str) -> None:
    asked(product, visit, f"20260101-7{width}{len(language)}", "what do you know about me?", "delete my data")
    desk = staff(width=width, language=language)
    desk.goto(f"{product.url}/console/customers")
    sound(desk, width, f"customers-{language}")
    profile(product, desk)
    box = desk.locator("#privacy")
    expect(box.locator(".requests li")).to_have_count(2)
    sound(desk, width, f"privacy-{language}")
    box.locator("details summary").first.click()
    box.locator("summary", has_text=re.compile("Erase|删除该|刪除該")).click()
    sound(desk, width, f"privacy-open-{language}")
    desk.goto(f"{product.url}/console/alerts")
    sound(desk, width, f"alerts-{language}")
    desk.goto(f"{product.url}/console/cases?from=2026-01-01&product=sofa&status=")
    sound(desk, width, f"queue-{language}")


def test_a_request_is_refused_and_another_handed_out(product: Product, visit: Visit, staff: Visit) -> None:
    customer = asked(product, visit, "20260101-7001", "delete my data", "export my data")
    desk = staff(language="en")
    profile(product, desk)
    box = desk.locator("#privacy")
    erasure = box.locator(".requests li", has_text="Erasure")
    erasure.locator("summary").click()
    erasure.locator("textarea").fill("The law makes us keep it for three years.")
    erasure.get_by_role("button", name="Refuse and tell the customer").click()
    expect(desk.locator(".flash.good")).to_contain_text("Refused")
    expect(box.locator(".requests li", has_text="Erasure").locator(".chip")).to_have_text("Refused")
    expect(customer.locator(".message .bubble", has_text="keep it for three years")).to_be_visible()

    with desk.expect_download() as waiting:
        box.get_by_role("button", name="Download everything").click()
    path = waiting.value.path()
    with zipfile.ZipFile(io.BytesIO(Path(path).read_bytes())) as archive:
        assert "sofa" in archive.read("data.html").decode()
    expect(customer.locator(".message .bubble", has_text="a copy of your personal data")).to_be_visible()
    desk.reload()
    expect(box.locator(".requests li", has_text="Copy").locator(".chip")).to_have_text("Done")


def test_an_erasure_is_confirmed_by_typing_and_told_first(product: Product, visit: Visit, staff: Visit) -> None:
    customer = asked(product, visit, "20260101-7002", "delete my data")
    desk = staff(language="en")
    profile(product, desk)
    id = desk.url.partition("/customers/")[2].partition("#")[0]
    box = desk.locator("#privacy")

    def fill(sure: str) -> None:
        form = box.locator("form[action$='/erase']")
        if not form.locator("[name=reason]").is_visible():
            box.locator("summary", has_text="Erase this customer").click()
        form.locator("[name=reason]").fill("asked for it")
        form.locator("[name=sure]").fill(sure)
        form.get_by_role("button", name="Erase for good").click()

    # The browser itself does not send another number.
    fill("99999999")
    assert "/erase" not in desk.url
    # A case is still open: the page says so, and keeps what was typed.
    fill(id)
    expect(desk.get_by_role("alert")).to_contain_text("Still open")
    form = box.locator("form[action$='/erase']")
    expect(form.locator("[name=reason]")).to_have_value("asked for it")
    photograph(desk, "erase-refused")
    form.locator("[name=open_cases]").check()
    form.locator("[name=sure]").fill(id)
    form.get_by_role("button", name="Erase for good").click()
    expect(desk.locator(".flash.good")).to_contain_text("The customer is told first")
    expect(box.locator(".requests li .chip")).to_have_text("Being carried out")
    photograph(desk, "erasing")
    expect(customer.locator(".message .bubble", has_text="This is our last message")).to_be_visible()
