"""A network that comes and goes: what is written arrives by itself, once, and says meanwhile that it waits."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Product
from tests.browser.test_chat import say

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.timeout(180)]

Visit = Callable[..., Page]

MESSAGES = "**/api/v1/web/messages*"


def begun(product: Product, visit: Visit) -> Page:
    """A customer's page on a phone, with a talk that has begun."""
    page = visit(width=390, language="en")
    page.goto(product.url)
    say(page, "The gym charged me again after I had cancelled")
    return page


def write(page: Page, text: str) -> None:
    page.fill("#text", text)
    page.press("#text", "Enter")


def swallow(page: Page, method: str, *, first: int = 1) -> list[str]:
    """The first requests by this method get no answer, ever. Returns a list of all that were made."""
    made: list[str] = []

    def on(route: Route) -> None:
        if route.request.method == method:
            made.append(route.request.url)
            if len(made) <= first:
                return
        route.continue_()

    page.route(MESSAGES, on)
    return made


def arrived(page: Page, text: str, *, within: int) -> None:
    """It stands there once, and nothing says any more that it waits."""
    expect(page.locator(".state")).to_have_count(0, timeout=within)
    expect(page.locator(".message.customer .bubble", has_text=text)).to_have_count(1)


def test_what_was_written_without_a_network_says_that_it_waits_and_goes_by_itself(
    product: Product, visit: Visit
) -> None:
    page = begun(product, visit)
    page.context.set_offline(True)
    write(page, "The branch is the one in Leeds")
    write(page, "And they kept my card")
    expect(page.locator(".message[data-state=waiting]")).to_have_count(2)
    expect(page.locator("#banner")).to_contain_text("offline")
    page.context.set_offline(False)
    arrived(page, "The branch is the one in Leeds", within=10_000)
    arrived(page, "And they kept my card", within=10_000)
    expect(page.locator("#banner")).to_be_hidden()
    page.reload()
    expect(page.locator(".message.customer .bubble")).to_contain_text(["gym", "Leeds", "card"])


def test_a_message_whose_sending_hangs_is_sent_again_once_there_is_a_network(product: Product, visit: Visit) -> None:
    page = begun(product, visit)
    made = swallow(page, "POST")
    write(page, "They took 40 pounds")
    page.wait_for_timeout(3_500)
    page.evaluate("dispatchEvent(new Event('online'))")
    arrived(page, "They took 40 pounds", within=10_000)
    assert len(made) == 2


def test_a_message_whose_sending_hangs_is_sent_again_though_nothing_says_that_the_network_is_back(
    product: Product, visit: Visit
) -> None:
    page = begun(product, visit)
    swallow(page, "POST")
    write(page, "They took 40 pounds")
    arrived(page, "They took 40 pounds", within=25_000)


def test_a_look_that_hangs_does_not_keep_the_answer_away(product: Product, visit: Visit) -> None:
    page = begun(product, visit)
    swallow(page, "GET")
    # The look that is open now ends, and the next one hangs.
    page.evaluate("dispatchEvent(new Event('online'))")
    page.wait_for_timeout(500)
    answers = page.locator(".message.bot:not(.typing)").count()
    write(page, "They took 40 pounds")
    arrived(page, "They took 40 pounds", within=12_000)
    expect(page.locator(".message.bot:not(.typing)")).to_have_count(answers + 1)


def test_another_tab_that_was_put_to_sleep_while_it_sent_holds_nobody_up(product: Product, visit: Visit) -> None:
    asleep = begun(product, visit)
    page = asleep.context.new_page()
    page.goto(product.url)
    expect(page.locator(".message.customer")).to_have_count(1)
    asleep.evaluate("navigator.locks.request('huiyin.outbox', () => new Promise(() => {})) && null")
    write(page, "They took 40 pounds")
    arrived(page, "They took 40 pounds", within=20_000)
