"""The staff console in a browser: from the queue to a rating that reopens the case."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import PASSWORD, Product
from tests.browser.test_chat import finish, say

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.timeout(180)]

Visit = Callable[..., Page]


def filed(product: Product, visit: Visit, order: str) -> tuple[Page, str]:
    """A customer's page with a complaint just filed, and its number."""
    page = visit(language="en")
    page.goto(product.url)
    say(page, f"The fabric of my new sofa tore on the second day, order {order}, I want a refund")
    return page, finish(page, "no")


def test_nobody_gets_in_with_a_wrong_password_or_without_one(product: Product, visit: Visit) -> None:
    page = visit(language="en")
    page.goto(f"{product.url}/console/cases?view=overdue")
    expect(page).to_have_url(re.compile(r"/console/login\?next="))
    page.fill("[name=login]", "admin")
    page.fill("[name=password]", "not the password")
    page.click("main button[type=submit]")
    expect(page.get_by_role("alert")).to_have_text("User name or password is wrong. Please try again.")


def test_a_case_is_taken_over_answered_resolved_rated_badly_and_reopened(
    product: Product, visit: Visit, staff: Visit
) -> None:
    customer, number = filed(product, visit, "20260101-1001")
    desk = staff(language="en")
    desk.get_by_role("link", name="All", exact=False).first.click()
    desk.locator(f"tr[data-key='{number}'] a").click()
    expect(desk.locator("h1")).to_contain_text("sofa")

    desk.get_by_role("button", name="Take over").click()
    desk.wait_for_load_state()
    desk.locator(".reply textarea").fill("This is Li. We collect the sofa tomorrow. <b>1</b>")
    desk.locator(".reply textarea").press("Control+Enter")
    expect(customer.locator(".message.staff .bubble")).to_have_text(
        "This is Li. We collect the sofa tomorrow. <b>1</b>"
    )
    desk.locator(".reply textarea").fill("half a sentence")
    customer.fill("#text", "Thank you, Li")
    customer.press("#text", "Enter")
    # The page asks by itself every 15 seconds: it was told.
    expect(desk.locator("#thread")).to_contain_text("Thank you, Li")
    expect(desk.locator(".reply textarea")).to_have_value("half a sentence")
    desk.reload()
    expect(desk.locator(".reply textarea")).to_have_value("half a sentence")
    desk.locator(".reply textarea").fill("")
    desk.get_by_role("button", name="Give back to the bot").click()
    expect(desk.get_by_role("button", name="Take over")).to_be_visible()

    desk.get_by_role("button", name="Start work").click()
    expect(desk.locator(".case-head .chip").first).to_have_text("In progress")
    desk.locator(".acts summary", has_text="Resolve").click()
    desk.locator("[data-key=resolve] textarea").fill("Collected and refunded.")
    desk.get_by_role("button", name="Mark as resolved").click()
    expect(desk.locator(".case-head .chip").first).to_have_text("Resolved")
    expect(customer.locator(".message.bot .bubble", has_text="Collected and refunded.")).to_be_visible()

    score = customer.locator(".choice", has_text=re.compile("^1"))
    expect(score).to_be_visible(timeout=30_000)
    score.click()
    expect(desk.locator(".case-head .chip").first).to_have_text("Reopened", timeout=30_000)
    expect(desk.locator(".case-head")).to_contain_text("Escalated: supervisor")


def test_a_second_button_waits_until_the_first_has_done_its_work(product: Product, visit: Visit, staff: Visit) -> None:
    """On a slow line there is time for it, and the second request would break off the first or meet it."""
    _, number = filed(product, visit, "20260101-1042")
    desk = staff(language="en")
    desk.goto(f"{product.url}/console/cases/{number}")
    desk.get_by_role("button", name="Take over").click()
    # Until the page's script is there, forms are the browser's own.
    expect(desk.locator(".reply textarea[data-ready]")).to_be_visible()
    held: list[Route] = []
    sent: list[str] = []

    def on(route: Route) -> None:
        sent.append(route.request.url.rsplit("/")[-1])
        held.append(route)

    desk.route(re.compile(r"/(release|start)$"), on)
    # At once, and in the page: nothing can be asked of it while it waits for the next one.
    desk.evaluate(
        """() => {
          const button = (key) => document.querySelector(`form[data-key=${key}] button`);
          button("release").click();
          setTimeout(() => button("start").click(), 100);
          setTimeout(() => button("release").click(), 200);
          setTimeout(() => sessionStorage.setItem("grey", button("start").ariaDisabled), 300);
        }"""
    )
    while not held:
        desk.wait_for_timeout(50)
    desk.wait_for_timeout(1000)
    assert sent == ["release"]
    held[0].continue_()
    expect(desk.get_by_role("button", name="Take over")).to_be_visible()
    assert desk.evaluate("sessionStorage.getItem('grey')") == "true"
    desk.unroute_all()
    desk.get_by_role("button", name="Start work").click()
    expect(desk.locator(".case-head .chip").first).to_have_text("In progress")


def test_the_private_progress_page_says_where_it_stands(product: Product, visit: Visit) -> None:
    customer, number = filed(product, visit, "20260101-1002")
    link = customer.locator(".message.bot a[href*='/p/']").first.get_attribute("href")
    assert link
    page = visit(width=390, language="en")
    page.goto(link)
    expect(page.locator("h1")).to_have_text(number)
    expect(page.locator(".steps [aria-current=step]")).to_have_text("Registered")
    assert "sofa" not in page.content()
    page.goto(link[:-3] + "xyz")
    expect(page.locator("h1")).to_have_text("This page is not available")


def test_the_queue_answers_the_keyboard_and_stays_where_one_is(product: Product, visit: Visit, staff: Visit) -> None:
    filed(product, visit, "20260101-1003")
    filed(product, visit, "20260101-1004")
    desk = staff(language="en")
    desk.clock.install()
    desk.goto(f"{product.url}/console/cases?view=all")
    desk.keyboard.press("j")
    desk.keyboard.press("j")
    second = desk.locator(".q-link").nth(1)
    expect(second).to_be_focused()
    with desk.expect_response("**/console/cases?*") as refreshed:
        # The page asks anew by itself once its time has come.
        desk.clock.fast_forward(1000 * int(desk.evaluate("document.querySelector('main').dataset.refresh")))
    refreshed.value.finished()
    desk.wait_for_timeout(100)
    expect(second).to_be_focused()
    desk.keyboard.press("/")
    desk.keyboard.type("20260101-1003")
    desk.keyboard.press("Enter")
    expect(desk.locator("tbody tr")).to_have_count(1)


def test_an_administrator_adds_a_colleague_who_must_choose_a_password(
    product: Product, visit: Visit, staff: Visit
) -> None:
    desk = staff(language="en")
    desk.goto(f"{product.url}/console/users")
    desk.fill("[name=login]", "lin")
    desk.fill("[name=name]", "Lin <b>Xiaowen</b>")
    desk.get_by_role("button", name="Add", exact=True).click()
    once = desk.locator(".secret code").inner_text()
    colleague = visit(language="en")
    colleague.goto(f"{product.url}/console")
    colleague.fill("[name=login]", "lin")
    colleague.fill("[name=password]", once)
    colleague.click("main button[type=submit]")
    colleague.wait_for_url("**/console/password")
    colleague.goto(f"{product.url}/console/cases")
    expect(colleague).to_have_url(re.compile("/console/password"))
    for name, value in (("current", once), ("new", PASSWORD), ("again", PASSWORD)):
        colleague.fill(f"[name={name}]", value)
    colleague.click("main button[type=submit]")
    colleague.wait_for_url("**/console/cases**")
    expect(colleague.locator(".places a", has_text="People")).to_have_count(0)
    desk.get_by_role("row", name=re.compile("Lin")).get_by_role("button", name="Disable").click()
    desk.locator("#ask button[value=yes]").click()
    expect(desk.get_by_text("Account disabled.")).to_be_visible()
    colleague.goto(f"{product.url}/console/cases")
    expect(colleague).to_have_url(re.compile("/console/login"))


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_page_is_wider_than_the_window(product: Product, visit: Visit, staff: Visit, width: int) -> None:
    _, number = filed(product, visit, f"20260101-2{width}")
    desk = staff(width=width, language="en")
    for path in (
        "cases?view=all",
        f"cases/{number}",
        "alerts",
        "users",
        "tokens",
        "password",
        "audit",
        "notices",
        "second",
        "sessions",
        "preferences",
    ):
        desk.goto(f"{product.url}/console/{path}")
        assert desk.evaluate("document.documentElement.scrollWidth") <= width, path


def test_a_refused_form_keeps_its_words_and_the_page_stays_fresh(product: Product, visit: Visit, staff: Visit) -> None:
    customer, number = filed(product, visit, "20260101-1007")
    desk = staff(language="zh-CN")
    desk.goto(f"{product.url}/console/cases/{number}")
    desk.locator(".acts summary", has_text="提出方案").click()
    form = desk.locator("[data-key=propose] form")
    form.locator("[name=kind]").select_option("repair")
    form.locator("[name=amount]").fill("很多")
    form.locator("textarea").fill("我们上门修理")
    form.get_by_role("button", name="发送方案").click()
    expect(desk.get_by_role("alert")).to_have_text("金额：请填写金额，如 299 或 299.50。")
    customer.fill("#text", "Is anybody there?")
    customer.press("#text", "Enter")
    # Once it is sent, which the customer's page tries again after a quarter of a minute.
    expect(customer.locator(".message.customer").last).to_contain_text("Is anybody there?")
    expect(customer.locator(".state")).to_have_count(0, timeout=45_000)
    # The page is fetched by its own address, not by the form's.
    expect(desk.locator("#thread")).to_contain_text("Is anybody there?")
    expect(desk.locator("#connection")).to_be_hidden()
    expect(form.locator("[name=amount]")).to_have_value("很多")
    expect(form.locator("[name=kind]")).to_have_value("repair")
    expect(form.locator("textarea")).to_have_value("我们上门修理")
    desk.locator(".languages a", has_text="EN").click()
    expect(desk).to_have_url(re.compile(rf"/console/cases/{number}\?lang=en$"))
    expect(desk.locator("h1")).to_contain_text("sofa")
    desk.goto(f"{product.url}/console/cases/{number}/propose")
    expect(desk).to_have_url(f"{product.url}/console/cases/{number}")


def test_what_comes_before_the_page_listens_is_shown_at_once(product: Product, visit: Visit, staff: Visit) -> None:
    customer, number = filed(product, visit, "20260101-1010")
    desk = staff(language="en")
    late: list[Route] = []
    told = False

    def held(route: Route) -> None:
        route.continue_() if told else late.append(route)

    # The case page's timer asks after 15 seconds; on a busy machine its first listening may come late.
    desk.route("**/console/changes?*case=*", held)
    desk.goto(f"{product.url}/console/cases/{number}")
    say(customer, "Is anybody there?")
    expect(customer.locator(".state")).to_have_count(0)
    told = True
    for route in late:
        route.continue_()
    expect(desk.locator("#thread")).to_contain_text("Is anybody there?", timeout=8_000)


def test_what_was_sent_is_no_draft_any_more(product: Product, visit: Visit, staff: Visit) -> None:
    _, number = filed(product, visit, "20260101-1008")
    desk = staff(language="en")
    desk.goto(f"{product.url}/console/cases/{number}")
    desk.locator(".acts summary", has_text="Split off").click()
    desk.locator("[data-key=split] textarea").fill("The driver was rude, too")
    desk.get_by_role("button", name="Make a case of it").click()
    expect(desk).not_to_have_url(re.compile(number))
    expect(desk).not_to_have_url(re.compile("sent="))
    desk.goto(f"{product.url}/console/cases/{number}")
    expect(desk.locator("[data-key=split]")).not_to_have_attribute("open", "")
    expect(desk.locator("[data-key=split] textarea")).to_have_value("")


def test_files_that_are_too_large_together_are_not_sent(
    product: Product, visit: Visit, staff: Visit, tmp_path: Path
) -> None:
    desk = staff(language="en")
    desk.goto(f"{product.url}/console/entry")
    field = desk.locator("input[type=file]")
    first, second = tmp_path / "a.txt", tmp_path / "b.txt"
    for file in (first, second):
        file.write_bytes(b"x" * 14 * 1024**2)
    field.set_input_files([first, second])
    assert "24 MB together" in str(field.evaluate("field => field.validationMessage"))
    field.set_input_files([first])
    assert field.evaluate("field => field.validity.valid")


def taken_over(product: Product, visit: Visit, staff: Visit, order: str) -> tuple[Page, str]:
    """The page of somebody who has taken a customer's conversation over, and the case's number."""
    _, number = filed(product, visit, order)
    desk = staff(language="en")
    desk.goto(f"{product.url}/console/cases/{number}")
    desk.get_by_role("button", name="Take over").click()
    # The page's script has it in hand.
    expect(desk.locator(".reply textarea[data-ready]")).to_be_visible()
    return desk, number


def test_who_logs_in_again_is_back_at_the_words_half_written(product: Product, visit: Visit, staff: Visit) -> None:
    desk, number = taken_over(product, visit, staff, "20260101-1010")
    other = desk.context.new_page()
    other.goto(f"{product.url}/console/cases")
    desk.locator(".reply textarea").fill("We are sorry")
    desk.context.clear_cookies(name="huiyin_session")
    desk.get_by_role("button", name="Send").click()
    expect(desk).to_have_url(re.compile(r"/console/login\?next="))
    # The other page asks for itself again, and is told to log in as well.
    other.evaluate("fetch('/console/cases')")
    other.goto(f"{product.url}/console/login")
    desk.fill("[name=login]", "admin")
    desk.fill("[name=password]", PASSWORD)
    desk.click("main button[type=submit]")
    expect(desk).to_have_url(f"{product.url}/console/cases/{number}")
    expect(desk.locator(".reply textarea")).to_have_value("We are sorry")


@pytest.mark.parametrize("width", [1024, 1440])
def test_who_else_has_the_case_open_can_be_read(product: Product, visit: Visit, staff: Visit, width: int) -> None:
    _, number = filed(product, visit, f"20260101-{width}")
    desk = staff(language="en", width=width)
    desk.route("**/presence", lambda route: route.fulfill(json={"others": [{"name": "Li", "typing": False}]}))
    desk.goto(f"{product.url}/console/cases/{number}")
    expect(desk.locator("#present")).to_contain_text("Li")
    line, case = (
        desk.locator(one).evaluate("e => e.getBoundingClientRect().toJSON()") for one in ("#present", ".case")
    )
    assert line["height"] >= 18
    assert line["bottom"] <= case["top"]
    # The conversation and what stands beside it scroll each for itself, the page does not.
    assert desk.evaluate("document.documentElement.scrollHeight <= innerHeight")


def test_without_a_connection_a_reply_waits_and_goes_out_by_itself(
    product: Product, visit: Visit, staff: Visit
) -> None:
    desk, _ = taken_over(product, visit, staff, "20260101-1011")
    desk.locator(".reply textarea").fill("We collect it on Monday")
    desk.context.set_offline(True)
    # At once where the browser knows it, else with the second request that fails.
    expect(desk.locator("#connection")).to_contain_text("Not connected", timeout=30_000)
    desk.locator(".reply textarea").press("Control+Enter")
    expect(desk.locator("#connection")).to_contain_text("goes out by itself")
    expect(desk.locator(".reply[data-waiting] textarea")).to_have_value("We collect it on Monday")
    desk.context.set_offline(False)
    expect(desk.locator("#thread .by-staff .said-text")).to_have_text("We collect it on Monday")
    expect(desk.locator("#connection")).to_be_hidden()
    expect(desk.locator(".reply textarea")).to_have_value("")


def test_who_writes_on_without_a_connection_sends_it_themselves(product: Product, visit: Visit, staff: Visit) -> None:
    desk, _ = taken_over(product, visit, staff, "20260101-1013")
    desk.context.set_offline(True)
    desk.locator(".reply textarea").fill("We collect it on Monday")
    desk.locator(".reply textarea").press("Control+Enter")
    expect(desk.locator("#connection")).to_contain_text("goes out by itself")
    desk.locator(".reply textarea").press_sequentially(" or")
    expect(desk.locator("#connection")).to_contain_text("this was not sent")
    desk.context.set_offline(False)
    expect(desk.locator("#connection")).to_be_hidden(timeout=30_000)
    expect(desk.locator(".reply textarea")).to_have_value("We collect it on Monday or")
    expect(desk.locator("#thread .by-staff")).to_have_count(0)


def test_a_reply_whose_answer_was_lost_is_sent_again_and_said_once(
    product: Product, visit: Visit, staff: Visit
) -> None:
    desk, _ = taken_over(product, visit, staff, "20260101-1014")
    tries: list[str] = []

    def lose(route: Route) -> None:
        tries.append(route.request.headers["x-once"])
        if len(tries) == 1:
            # It arrives, and the network goes before the answer comes.
            route.fetch()
            route.abort()
        else:
            route.continue_()

    desk.route("**/reply", lose)
    desk.locator(".reply textarea").fill("We collect it on Monday")
    desk.locator(".reply textarea").press("Control+Enter")
    expect(desk.locator(".reply textarea")).to_have_value("", timeout=30_000)
    expect(desk.locator("#thread .by-staff .said-text")).to_have_text("We collect it on Monday")
    assert len(tries) == 2
    assert len(set(tries)) == 1


def test_going_back_does_not_bring_what_was_sent(product: Product, visit: Visit, staff: Visit) -> None:
    desk, number = taken_over(product, visit, staff, "20260101-1015")
    desk.locator(".reply textarea").fill("We collect it on Monday")
    desk.locator(".reply textarea").press("Control+Enter")
    expect(desk.locator("#thread .by-staff .said-text")).to_have_text("We collect it on Monday")
    desk.go_back()
    expect(desk.locator(".reply textarea[data-ready]")).to_have_value("")
    desk.goto(f"{product.url}/console/cases/{number}")
    expect(desk.locator(".reply textarea[data-ready]")).to_have_value("")


def test_a_customer_who_withdraws_while_a_person_talks_is_not_overlooked(
    product: Product, visit: Visit, staff: Visit
) -> None:
    customer, number = filed(product, visit, "20260101-1016")
    desk = staff(language="en")
    desk.goto(f"{product.url}/console/cases/{number}")
    desk.get_by_role("button", name="Take over").click()
    expect(desk.locator(".reply textarea[data-ready]")).to_be_visible()
    desk.locator(".reply textarea").fill("The courier says")
    customer.fill("#text", "forget it, I withdraw my complaint")
    customer.press("#text", "Enter")
    expect(desk.locator(".case-head")).to_contain_text("Wants to withdraw")
    expect(desk.locator("#timeline")).to_contain_text("to withdraw the complaint")
    expect(desk.locator(".reply textarea")).to_have_value("The courier says")
    desk.locator("[data-key=may-go]").get_by_role("button", name="Withdraw the case").click()
    desk.locator("#ask button[value=yes]").click()
    expect(desk.locator(".case-head .chip").first).to_have_text("Withdrawn")
    expect(desk.locator("[data-key=may-go]")).to_have_count(0)


def test_what_was_being_written_outlives_that_somebody_else_has_the_conversation(
    product: Product, visit: Visit, staff: Visit
) -> None:
    desk, number = taken_over(product, visit, staff, "20260101-1012")
    desk.locator(".reply textarea").fill("The courier says that")
    other = staff(language="en")
    other.goto(f"{product.url}/console/cases/{number}")
    other.get_by_role("button", name="Give back to the bot").click()
    expect(desk.locator(".reply textarea")).to_have_count(0)
    expect(desk.locator("#taken")).to_contain_text("no longer yours")
    expect(desk.locator("[data-key=note] textarea")).to_have_value("The courier says that")


def test_who_searches_finds_what_is_finished_and_in_any_view(product: Product, visit: Visit, staff: Visit) -> None:
    _, number = filed(product, visit, "20260101-1017")
    desk = staff(language="en")
    desk.goto(f"{product.url}/console/cases/{number}")
    desk.locator(".acts summary", has_text=re.compile("^Withdraw$")).click()
    desk.locator("[data-key=withdraw] textarea").fill("By telephone")
    desk.get_by_role("button", name="Withdraw the case").click()
    expect(desk.locator(".case-head .chip").first).to_have_text("Withdrawn")
    desk.goto(f"{product.url}/console/cases?view=escalated")
    # The page's script has it in hand; so below.
    ready = desk.locator("form.filters.automatic")
    expect(ready).to_be_visible()
    desk.keyboard.press("/")
    desk.keyboard.type("20260101-1017")
    desk.keyboard.press("Enter")
    desk.get_by_role("link", name="Search all cases").click()
    expect(desk.locator("tbody tr")).to_have_count(1)
    # Words of a message, typed into the same page's box.
    expect(ready).to_be_visible()
    desk.locator("input[type=search]").fill("the fabric tore 1017")
    desk.keyboard.press("Enter")
    expect(desk).to_have_url(re.compile("fabric"))
    expect(desk.locator("tbody tr")).to_have_count(1)
    # Who then asks for what is not finished gets that.
    expect(ready).to_be_visible()
    desk.locator(".more-filters summary").click()
    desk.locator("select[name=status]").select_option("live")
    expect(desk).to_have_url(re.compile("status=live"))
    expect(desk.locator("tbody tr")).to_have_count(0)
