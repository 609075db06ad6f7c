"""The dashboard in a real browser: charts that answer to the pointer, numbers that lead to their cases, files."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Product
from tests.browser.faults import serious
from tests.browser.test_console import filed

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.timeout(240)]

Visit = Callable[..., Page]


@pytest.mark.parametrize(
    ("width", "language", "scheme"), [(1280, "en", "light"), (390, "zh-CN", "dark"), (390, "en", "light")]
)
def test_every_number_leads_to_its_cases(
    product: Product, visit: Visit, staff: Visit, width: int, language: str, scheme: str
) -> None:
    _, number = filed(product, visit, f"20260101-7{width}{language[:2]}")
    desk = staff(width=width, language=language)
    desk.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # of two literals
    desk.goto(f"{product.url}/console/figures?period=day")
    expect(desk.locator("svg.drawing").first).to_be_visible()
    assert desk.evaluate("document.documentElement.scrollWidth") <= width
    if folder := os.environ.get("HUIYIN_SCREENSHOTS"):
        desk.screenshot(path=Path(folder) / f"figures-{width}-{language}-{scheme}.png", full_page=True)

    # A mark of a chart says its words beside the pointer, and leads to its cases.
    mark = desk.locator(".bar-graph .tooltip-trigger, .horizontalbar-graph .tooltip-trigger").first
    mark.scroll_into_view_if_needed()
    if width > 600:
        mark.hover()
        expect(desk.locator(".tip")).to_be_visible()
        assert desk.locator(".tip").inner_text().strip()
    mark.click()
    desk.wait_for_url("**/console/figures/cases?**")
    expect(desk.locator(f"tr[data-key='{number}']")).to_be_visible()

    desk.goto(f"{product.url}/console/figures?period=day")
    desk.locator("[data-figure=cases] .figure-value a").click()
    expect(desk.locator(f"tr[data-key='{number}']")).to_be_visible()
    assert desk.evaluate("document.documentElement.scrollWidth") <= width
    # Before the page's script has run, a click is the browser's own download, which says nothing.
    desk.wait_for_load_state("load")
    with desk.expect_download() as download:
        desk.locator("a[data-export][href*='.csv']").click()
    assert number in download.value.path().read_text(encoding="utf-8-sig")
    expect(desk.locator("#export")).to_be_visible()

    desk.goto(f"{product.url}/console/figures?period=day")
    for details in desk.locator("main details").all():
        details.evaluate("node => (node.open = true)")
    assert not serious(desk)


def test_a_filter_and_a_period_are_chosen(product: Product, visit: Visit, staff: Visit) -> None:
    filed(product, visit, "20260101-7999")
    desk = staff(language="en")
    desk.goto(f"{product.url}/console/figures")
    desk.get_by_role("link", name="Quarter").click()
    desk.wait_for_url("**period=quarter**")
    desk.select_option("select[name=language]", "zh-Hant")
    desk.wait_for_url("**language=zh-Hant**")
    # Other tests complain in that language too; nobody has complained of this.
    desk.goto(f"{desk.url}&product=perpetuum+mobile")
    expect(desk.locator(".empty-title")).to_have_text("No case was filed in this period.")
    desk.get_by_role("link", name="Clear filters").click()
    expect(desk.locator("svg.drawing").first).to_be_visible()
    # It stays fresh: what is filed now appears by itself.
    before = desk.locator("[data-figure=cases] .figure-value").inner_text()
    filed(product, visit, "20260101-7998")
    expect(desk.locator("[data-figure=cases] .figure-value")).not_to_have_text(before, timeout=90_000)
    expect(desk.locator("svg.drawing").first).to_be_visible()
