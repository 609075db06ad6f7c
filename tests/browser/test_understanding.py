"""The page of messages that were hardly understood."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Product
from tests.browser.test_chat import say

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.timeout(180)]

Visit = Callable[..., Page]


@pytest.mark.parametrize(("width", "language"), [(1280, "en"), (390, "zh-CN")])
def test_a_message_is_judged(product: Product, visit: Visit, staff: Visit, width: int, language: str) -> None:
    customer = visit(language="en")
    customer.goto(product.url)
    for nonsense in ("glorb wuffle snrk", "wibblethorpe quando zzz"):
        say(customer, f"{nonsense} {width}")
    desk = staff(width=width, language=language)
    desk.goto(f"{product.url}/console/understanding")
    item = desk.locator(".doubts > li", has_text=str(width)).first
    expect(item).to_be_visible()
    text = item.locator("blockquote").inner_text()
    item.locator("[name=intent]").select_option("thank")
    expect(item.locator("[name=category]")).to_be_hidden()
    item.locator("[name=intent]").select_option("file_complaint")
    item.locator("[name=category]").select_option("billing")
    if folder := os.environ.get("HUIYIN_SCREENSHOTS"):
        desk.screenshot(path=Path(folder) / f"understanding-{width}.png", full_page=True)
    assert desk.evaluate("document.documentElement.scrollWidth") <= width
    item.locator("button[value=save]").click()
    expect(desk.locator(".flash.good")).to_be_visible()
    expect(desk.locator("blockquote", has_text=text)).to_have_count(0)
    desk.goto(f"{product.url}/console/understanding?view=settled")
    settled = desk.locator(".doubts > li", has_text=text)
    expect(settled.locator("[name=category]")).to_have_value("billing")
