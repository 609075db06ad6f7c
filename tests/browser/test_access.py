"""Every page of the console by axe: no serious fault, in light and in dark, in both scripts; and how heavy pages are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from bot.app import build, web
from tests.browser.conftest import Product
from tests.browser.faults import serious
from tests.browser.test_console import filed
from tests.journeys.conftest import settings_for
from tests.journeys.test_rights import routes_of

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.timeout(180)]

Visit = Callable[..., Page]
#: Every page of the console with a way to it; a route that is missing here fails the test below.
PAGES = {
    "GET /console/cases": "cases?view=all",
    "GET /console/cases/{number}": "cases/{number}",
    "GET /console/alerts": "alerts",
    "GET /console/entry": "entry",
    "GET /console/import": "import",
    "GET /console/scripts": "scripts",
    "GET /console/users": "users",
    "GET /console/tokens": "tokens",
    "GET /console/notices": "notices",
    "GET /console/audit": "audit?from=2026-01-01",
    "GET /console/password": "password",
    "GET /console/second": "second",
    "GET /console/sessions": "sessions",
    "GET /console/preferences": "preferences",
    "GET /console/understanding": "understanding",
    "GET /console/login": "login?error=sso",
    "GET /console/absence": "absence",
    "GET /console/actions": "actions",
    "GET /console/approvals": "approvals",
    "GET /console/asides": "asides",
    "GET /console/customers": "customers",
    "GET /console/customers/{id}": "customers/1",
    "GET /console/figures": "figures",
    "GET /console/figures/cases": "figures/cases",
    "GET /console/incidents": "incidents",
    "GET /console/knowledge": "knowledge",
    "GET /console/knowledge/{id}": "knowledge/new",
    "GET /console/performance": "performance",
    "GET /console/quality": "quality",
    "GET /console/users/{id}/time": "users/1/time",
    "GET /console/warnings": "warnings",
}
#: Data, files, or a step on the way to one of those pages.
NO_PAGES = {
    "GET /console", "GET /console/static/{name}", "GET /console/cases/{number}/files/{hash}",
    "GET /console/cases/{number}/scripts", "GET /console/changes", "GET /console/news",
    "GET /console/understanding/corrections.yml", "GET /console/login/second", "GET /console/login/oidc",
    "GET /console/login/oidc/callback", "GET /console/asides/{name}/mail", "GET /console/actions/{id}/report.pdf",
    "GET /console/figures/cases.csv", "GET /console/figures/cases.xlsx", "GET /console/figures/report.csv",
    "GET /console/figures/report.pdf", "GET /console/figures/report.xlsx",
    # Looked at by tests of their own, which make what they show.
    "GET /console/actions/{id}", "GET /console/incidents/{id}", "GET /console/quality/samples/{id}",
    "GET /console/quality/audits/{id}",
}  # fmt: skip


def test_every_page_is_looked_at(tmp_path: Path) -> None:
    app = build(settings_for(f"sqlite:///{tmp_path}/huiyin.db", tmp_path), understander=object())  # type: ignore[arg-type]  # asked nothing
    found = {route for route in routes_of(web(app)) if route.startswith("GET /console")}
    assert found == set(PAGES) | NO_PAGES


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("zh-CN", 390)])
def test_axe_finds_nothing_serious(product: Product, visit: Visit, staff: Visit, language: str, width: int) -> None:
    _, number = filed(product, visit, f"20260101-4{width}")
    desk = staff(width=width, language=language)
    desk.goto(f"{product.url}/console/cases/{number}")
    desk.locator("[data-key=claim] button").click()
    desk.locator(".reply").wait_for()
    desk.goto(f"{product.url}/console/second")
    if desk.locator("form[action='/console/second/begin']").count():
        # The QR code is part of what is looked at; it stays unconfirmed.
        desk.locator("form[action='/console/second/begin'] button").click()
        desk.locator(".qr svg").wait_for()
    found = []
    for path in PAGES.values():
        desk.emulate_media(color_scheme="light")
        desk.goto(f"{product.url}/console/{path.format(number=number)}")
        for details in desk.locator("main details:not([name])").all():
            details.evaluate("node => (node.open = true)")
        found += [f"{path}: {fault}" for fault in serious(desk)]
        desk.emulate_media(color_scheme="dark")
        found += [f"{path}, dark: {fault}" for fault in serious(desk, colours=True)]
    assert not found, "\n".join(found)


def test_a_page_weighs_little(product: Product, visit: Visit, staff: Visit) -> None:
    _, number = filed(product, visit, "20260101-5001")
    desk = staff(language="en")
    sizes: dict[str, int] = {}
    desk.on("response", lambda answer: sizes.__setitem__(answer.url, len(answer.body())) if answer.ok else None)
    for path in ("cases?view=all", f"cases/{number}"):
        sizes.clear()
        desk.goto(f"{product.url}/console/{path}")
        desk.wait_for_timeout(300)
        assert 20_000 < sum(sizes.values()) <= 200_000, sizes


def test_slash_finds_a_prepared_reply_and_two_colleagues_see_each_other(
    product: Product, visit: Visit, staff: Visit
) -> None:
    customer, number = filed(product, visit, "20260101-5002")
    desk = staff(language="en")
    desk.goto(f"{product.url}/console/scripts")
    desk.fill("[name=title]", "Apology")
    desk.fill("main [name=text]", "We are sorry about {number}.")
    # Who leaves at once takes the form along unsent.
    with desk.expect_navigation():
        desk.get_by_role("button", name="Save", exact=True).click()
    desk.goto(f"{product.url}/console/cases/{number}")
    with desk.expect_navigation():
        desk.get_by_role("button", name="Take over").click()
    field = desk.locator(".reply textarea")
    field.press_sequentially("/apol")
    desk.locator(".script-list [role=option]").first.wait_for()
    field.press("Enter")
    assert field.input_value() == f"We are sorry about {number}."
    desk.set_input_files("[name=files]", {"name": "form.txt", "mimeType": "text/plain", "buffer": b"please sign"})
    # A page on its way to another may not be closed.
    with desk.expect_navigation():
        desk.get_by_role("button", name="Send", exact=True).click()
    customer.locator(".message.staff .bubble", has_text=f"We are sorry about {number}.").wait_for()


def test_many_cases_are_changed_from_the_queue(product: Product, visit: Visit, staff: Visit) -> None:
    numbers = [filed(product, visit, f"20260101-500{at}")[1] for at in (3, 4)]
    for width in (1280, 390):
        desk = staff(width=width, language="en")
        desk.goto(f"{product.url}/console/cases?view=all")
        for number in numbers:
            desk.check(f"input[value='{number}']")
        assert desk.locator("[data-count]").inner_text() == "2"
        desk.select_option("[name=change]", "priority")
        desk.select_option("[name=to_priority]", "1" if width == 390 else "2")
        desk.locator("[name=reason][data-for]").fill("The customers wait for both.")
        desk.get_by_role("button", name="Apply").click()
        desk.get_by_text("All changed.").wait_for()
        wanted = "High" if width == 390 else "Urgent"
        for number in numbers:
            assert wanted in desk.locator(f"tr[data-key='{number}']").inner_text()
