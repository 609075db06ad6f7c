"""The browser says what happened: once for all tabs, only what was chosen, under the strict content policy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Product
from tests.browser.test_console import filed

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.timeout(180)]

Visit = Callable[..., Page]

#: In place of the desktop's own notices, which a browser without a screen has not: what would be shown is written down.
_WATCH = """
window.shown = [];
window.Notification = class {
  static permission = "granted";
  static requestPermission = async () => "granted";
  constructor(title, how) { window.shown.push({ title, ...how }); }
  addEventListener() {}
  close() {}
};
"""


def shown(page: Page) -> list[dict[str, Any]]:
    """What this tab has shown."""
    found: list[dict[str, Any]] = page.evaluate("window.shown")
    return found


def test_what_was_chosen_is_shown_once_for_all_tabs(product: Product, visit: Visit, staff: Visit) -> None:
    desk = staff(language="en")
    desk.context.add_init_script(_WATCH)
    desk.goto(f"{product.url}/console/preferences")
    assert desk.locator("body").get_attribute("data-news") is None, "nothing is asked before somebody chose"
    for box in desk.locator("[name=shown], [name=mailed], [name=badge], [name=sound]").all():
        assert not box.is_checked(), "nothing is chosen to begin with"
    desk.check("[name=shown][value=filed]")
    desk.check("[name=badge]")
    desk.check("[name=sound]")
    desk.get_by_role("button", name="Save").click()
    desk.wait_for_url("**/preferences")
    other = desk.context.new_page()
    other.goto(f"{product.url}/console/alerts")
    desk.wait_for_timeout(1_000)

    _, number = filed(product, visit, "20260101-6001")
    for _ in range(100):
        if shown(desk) or shown(other):
            break
        desk.wait_for_timeout(100)
    said = shown(desk) + shown(other)
    assert [(one["title"], one["body"]) for one in said] == [(f"New complaint · {number}", said[0]["body"])]
    assert said[0]["tag"].startswith("huiyin-")
    # The tab that listened is closed: the other one takes over.
    (desk if shown(desk) else other).close()
    left = other if desk.is_closed() else desk
    before = len(shown(left))
    _, second = filed(product, visit, "20260101-6002")
    for _ in range(150):
        if len(shown(left)) > before:
            break
        left.wait_for_timeout(100)
    assert shown(left)[-1]["title"] == f"New complaint · {second}"
    # What was not chosen is not shown, and what is taken back is not shown any more.
    left.goto(f"{product.url}/console/preferences")
    left.uncheck("[name=shown][value=filed]")
    left.uncheck("[name=badge]")
    left.uncheck("[name=sound]")
    left.get_by_role("button", name="Save").click()
    left.wait_for_url("**/preferences")
    expect(left.locator("body")).not_to_have_attribute("data-news", "/console/news")


def test_the_number_of_alerts_stands_in_the_title_where_that_is_wanted(
    product: Product, visit: Visit, staff: Visit
) -> None:
    customer, _ = filed(product, visit, "20260101-6003")
    desk = staff(language="en")
    desk.goto(f"{product.url}/console/preferences")
    desk.check("[name=badge]")
    desk.get_by_role("button", name="Save").click()
    desk.wait_for_url("**/preferences")
    customer.fill("#text", "I want to talk to a person")
    customer.press("#text", "Enter")
    desk.wait_for_function("() => /^\\(\\d+\\) /.test(document.title)", timeout=40_000)
    desk.uncheck("[name=badge]")
    desk.get_by_role("button", name="Save").click()
    desk.wait_for_function("() => !/^\\(\\d+\\) /.test(document.title)")
