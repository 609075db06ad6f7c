"""A complaint by letter, taken down and told by phone, in a real browser; a table brought by an administrator."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Product
from tests.browser.faults import serious

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.timeout(180)]

Visit = Callable[..., Page]


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("zh-CN", 390)])
def test_a_letter_is_taken_down_and_answered_by_phone(
    product: Product, staff: Visit, language: str, width: int
) -> None:
    desk = staff(width=width, language=language)
    desk.goto(f"{product.url}/console/entry")
    desk.locator("[name=how]").select_option("letter")
    desk.locator("[name=name]").fill("王小明")
    desk.locator("[name=phone]").fill(f"138 0013 {width:04d}")
    desk.locator("[name=text]").fill("你们的电饭煲用了一天就坏了，订单号 A20261105888，要求退款")
    desk.locator("[name=files]").set_input_files(
        {"name": "来信.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 scan"}
    )
    for details in desk.locator("main details").all():
        details.evaluate("node => (node.open = true)")
    desk.locator('[name="detail.place"]').fill("朝阳店")
    faults = serious(desk)
    wide = desk.evaluate("document.documentElement.scrollWidth")
    desk.locator("main form[method=post] button[type=submit]").click()
    desk.wait_for_url(re.compile(r"/console/cases/HY"))

    expect(desk.locator(".spoken-note")).to_be_visible()
    expect(desk.locator(".spoken-note a")).to_have_attribute("href", f"tel:1380013{width:04d}")
    expect(desk.locator(".reply")).to_have_count(0)
    expect(desk.locator("#thread")).to_contain_text("来信.pdf")
    for scheme in ("light", "dark"):
        desk.emulate_media(color_scheme=scheme)
        faults += serious(desk)
    call = desk.locator("details[data-key=call]")
    call.locator("summary").click()
    call.locator("textarea").fill("已告知三日内退款")
    call.locator("button").click()
    expect(desk.locator("#timeline")).to_contain_text("已告知三日内退款")
    assert not faults, "\n".join(faults)
    assert wide <= width


def test_an_administrator_brings_a_table(product: Product, staff: Visit) -> None:
    desk = staff(language="en")
    desk.goto(f"{product.url}/console/import")
    rows = "编号,受理时间,投诉内容,状态,结案时间\nB1,2026/1/5 9:00,快递迟到,{},2026-01-07\n"

    def send(status: str, verb: str) -> None:
        desk.locator("[name=file]").set_input_files(
            {"name": "old.csv", "mimeType": "text/csv", "buffer": rows.format(status).encode("gb18030")}
        )
        desk.locator(f"button[value={verb}]").click()
        desk.wait_for_load_state()

    send("外星", "check")
    expect(desk.locator(".faults")).to_contain_text("line 2, column 4 (状态)")
    faults = serious(desk)
    send("已结案", "store")
    expect(desk.locator("main")).to_contain_text("1 case(s) stored, 0 were there already")
    assert not [*faults, *serious(desk)]
    desk.goto(f"{product.url}/console/cases?text=B1")
    expect(desk.locator("table.queue")).to_contain_text("快递迟到")
