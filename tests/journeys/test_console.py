"""The console's pages: log-in, forced password change, roles, CSRF, escaping."""

from __future__ import annotations

import re

import pytest

from bot.console.access import hashed
from bot.records import Role
from tests.journeys.conftest import PASSWORD, Product

NEW = "a brand new password"


async def log_in(product: Product, login: str, password: str) -> str:
    """Log in with the client's cookies; returns where it led."""
    page = await product.http.get("/console/login")
    answer = await product.http.post(
        "/console/login", data={"login": login, "password": password, "csrf": csrf(page.text), "next": ""}
    )
    return str(answer.headers.get("location", answer.status_code))


def csrf(page: str) -> str:
    """The token of a page's forms."""
    found = re.search(r'name="csrf" value="([^"]+)"', page)
    assert found, page[:2000]
    return found[1]


async def enter(product: Product, role: Role, department: str = "") -> str:
    """Log in as a new staff member, password changed; returns the CSRF token."""
    await product.staff(role, department, login=f"user-{role}")
    assert await log_in(product, f"user-{role}", PASSWORD) == "/console/password"
    page = await product.http.get("/console/password")
    form = {"current": PASSWORD, "new": NEW, "again": NEW, "csrf": csrf(page.text)}
    answer = await product.http.post("/console/password", data=form)
    assert answer.headers["location"].startswith("/console/cases"), answer.text[:500]
    return csrf((await product.http.get("/console/cases")).text)


async def test_a_case_is_worked_on_in_the_console(product: Product) -> None:
    visitor = await product.visitor("zh-Hans")
    number = await visitor.complain("<script>alert('x')</script> 商品是坏的，订单 D11223344556，要退款 </title>")
    token = await enter(product, Role.AGENT)
    queue = await product.http.get("/console/cases", params={"lang": "zh-Hans"})
    assert number in queue.text
    page = await product.http.get(f"/console/cases/{number}")
    assert page.status_code == 200
    for text in (queue.text, page.text):
        assert "<script>alert" not in text
        assert "</title> " not in text.split("</head>")[1]
    assert "script-src 'self'" in page.headers["content-security-policy"]
    assert not re.search(r"\son\w+=|style=\"|javascript:", page.text)

    answer = await product.http.post(f"/console/cases/{number}/start", data={"csrf": token})
    assert answer.status_code == 303, answer.text[:500]
    answer = await product.http.post(f"/console/cases/{number}/reply", data={"csrf": token, "text": "您好，正在查。"})
    assert answer.status_code == 303
    assert any(line["text"] == "您好，正在查。" for line in await visitor.news())
    answer = await product.http.post(f"/console/cases/{number}/resolve", data={"csrf": token, "text": "已退款"})
    assert answer.status_code == 303
    shown = await product.http.get(f"/console/cases/{number}")
    assert "已退款" in shown.text
    refused = await product.http.post(f"/console/cases/{number}/start", data={"csrf": token})
    assert refused.status_code == 422


async def test_nothing_is_posted_without_the_right_token(product: Product) -> None:
    visitor = await product.visitor("zh-Hans")
    number = await visitor.complain()
    await enter(product, Role.ADMINISTRATOR)
    for path in (f"cases/{number}/resolve", "users", "tokens", "alerts/1/seen", "logout", "password"):
        for data in ({}, {"csrf": "forged"}):
            answer = await product.http.post(f"/console/{path}", data={**data, "text": "x"})
            assert answer.status_code == 403, path


@pytest.mark.parametrize("role", [Role.AGENT, Role.SUPERVISOR, Role.DEPARTMENT])
async def test_administration_is_for_administrators(product: Product, role: Role) -> None:
    token = await enter(product, role, "finance" if role is Role.DEPARTMENT else "")
    for path in ("users", "tokens"):
        assert (await product.http.get(f"/console/{path}")).status_code == 403
        assert (await product.http.post(f"/console/{path}", data={"csrf": token})).status_code == 403


async def test_an_administrator_adds_staff_and_tokens(product: Product) -> None:
    token = await enter(product, Role.ADMINISTRATOR)
    form = {"csrf": token, "login": "zhao", "name": "赵敏", "role": "agent", "department": ""}
    page = await product.http.post("/console/users", data=form)
    assert page.status_code == 200
    assert "zhao" in page.text
    doubled = await product.http.post("/console/users", data=form)
    assert doubled.status_code == 422
    made = await product.http.post(
        "/console/tokens", data={"csrf": token, "name": "reports", "scopes": ["cases:read"], "channel": ""}
    )
    bearer = re.search(r"hy_[\w-]{40,}", made.text)
    assert bearer
    headers = {"Authorization": f"Bearer {bearer[0]}"}
    assert (await product.http.get("/api/v1/cases", headers=headers)).status_code == 200
    listed = await product.http.get("/console/tokens")
    assert bearer[0] not in listed.text
    revoke = f"/console/tokens/{hashed(bearer[0])}/revoke"
    assert revoke in listed.text
    await product.http.post(revoke, data={"csrf": token})
    product.http.cookies.clear()
    assert (await product.http.get("/api/v1/cases", headers=headers)).status_code == 401


async def test_strangers_are_sent_to_the_log_in(product: Product) -> None:
    for path in ("cases", "cases/HY26-AAAA-AAAA", "alerts", "users", "tokens", "password"):
        answer = await product.http.get(f"/console/{path}")
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/console/login")
    for back in ("https://evil.example", "//evil.example", "/console\\@evil", "javascript:alert(1)"):
        page = await product.http.get("/console/login", params={"next": back})
        assert back not in page.text


async def test_guessing_is_slowed_down(product: Product) -> None:
    await product.staff(Role.AGENT, login="target")
    outcomes = [await log_in(product, "target", "wrong password") for _ in range(6)]
    assert outcomes == ["403"] * 5 + ["429"]
    assert await log_in(product, "target", PASSWORD) == "429"
    assert await log_in(product, "nobody-here", "wrong password") == "403"
