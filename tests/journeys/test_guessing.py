"""Strangers who guess at an account: they are slowed down, and keep nobody out of a browser that knows them."""

from __future__ import annotations

from datetime import timedelta

import httpx
import pytest

from tests.journeys.conftest import PASSWORD, Product
from tests.journeys.test_console import csrf
from tests.journeys.test_floods import From


async def enter(browser: httpx.AsyncClient, login: str, password: str) -> int:
    """The status of a log-in: 303 is a success."""
    page = await browser.get("/console/login")
    answer = await browser.post("/console/login", data={"login": login, "password": password, "csrf": csrf(page.text)})
    return answer.status_code


async def leave(browser: httpx.AsyncClient) -> None:
    page = await browser.get("/console/password")
    await browser.post("/console/logout", data={"csrf": csrf(page.text)})


async def locked_out(product: Product, login: str) -> None:
    """A stranger guesses until the account is closed to browsers that do not know its owner."""
    stranger = From(product)("203.0.114.66")
    assert [await enter(stranger, login, f"guess {number}") for number in range(6)] == [403] * 5 + [429]


async def test_a_browser_that_knows_somebody_lets_them_in_all_the_same(product: Product) -> None:
    await product.staff(login="li")
    at = From(product)
    own, new = at("192.0.2.1"), at("192.0.2.2")
    assert await enter(own, "li", PASSWORD) == 303
    await leave(own)
    await locked_out(product, "li")
    assert await enter(new, "li", PASSWORD) == 429
    assert await enter(own, "li", PASSWORD) == 303


async def test_guesses_in_a_known_browser_are_counted_too(product: Product) -> None:
    await product.staff(login="li")
    own = From(product)("192.0.2.1")
    assert await enter(own, "li", PASSWORD) == 303
    await leave(own)
    assert [await enter(own, "li", f"guess {number}") for number in range(6)] == [403] * 5 + [429]
    assert await enter(own, "li", PASSWORD) == 429
    # Of those who guess there, the account is free elsewhere.
    assert await enter(From(product)("192.0.2.2"), "li", PASSWORD) == 303


@pytest.mark.parametrize("how", ["another's", "changed", "renamed"])
async def test_no_other_cookie_opens_the_door(product: Product, how: str) -> None:
    await product.staff(login="li")
    await product.staff(login="eve")
    browser = From(product)("192.0.2.1")
    assert await enter(browser, "eve", PASSWORD) == 303
    await leave(browser)
    li, eve = (f"huiyin_device_{product.users[name].id}" for name in ("li", "eve"))
    shown = browser.cookies[eve]
    if how == "changed":
        browser.cookies.set(li, "WzEsImEiXQ" + shown[10:])
    elif how == "renamed":
        browser.cookies.set(li, shown)
    await locked_out(product, "li")
    assert await enter(browser, "li", PASSWORD) == 429
    assert await enter(browser, "eve", PASSWORD) == 303


async def test_a_login_written_otherwise_gets_no_guesses_of_its_own(product: Product) -> None:
    await product.staff(login="sisi")
    stranger = From(product)("203.0.114.66")
    tried = ["sisi", "SISI", " sisi ", "ſisi", "siſi", "ſiſi"]
    assert [await enter(stranger, login, "guess") for login in tried] == [403] * 5 + [429]


async def test_the_present_password_is_not_guessed_in_an_open_session(product: Product) -> None:
    await product.staff(login="li")
    browser = From(product)("192.0.2.1")
    assert await enter(browser, "li", PASSWORD) == 303
    token = csrf((await browser.get("/console/password")).text)

    async def change(current: str) -> int:
        new = "harbour lamp 17 violet"
        data = {"csrf": token, "current": current, "new": new, "again": new}
        return (await browser.post("/console/password", data=data)).status_code

    assert [await change(f"guess {number}") for number in range(6)] == [422] * 5 + [429]
    assert await change(PASSWORD) == 429
    product.clock.move(timedelta(minutes=16))
    assert await change(PASSWORD) == 303
