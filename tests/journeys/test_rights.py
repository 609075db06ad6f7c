"""Who may do what: every route of the product with every kind of caller, and the tricks of those who may not."""

from __future__ import annotations

import asyncio
import base64
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from selectolax.lexbor import LexborHTMLParser

from bot.app import web
from bot.console.access import new_token
from bot.records import Role
from tests.journeys.conftest import Product
from tests.journeys.test_console import csrf, enter

#: Nothing of staff's or customers' is behind these, or a proof of one's own is (a signed link, a token).
OPEN = frozenset(
    {
        "GET /", "GET /chat", "GET /embed.js", "GET /static/chat/{name}", "GET /healthz", "GET /readyz", "GET /metrics",
        "GET /api", "GET /console", "GET /api/docs", "GET /api/docs/{name}", "GET /api/openapi.json", "GET /console/static/{name}",
        "GET /console/login", "POST /console/login", "GET /console/login/second", "POST /console/login/second",
        "GET /console/login/oidc", "GET /console/login/oidc/callback", "GET /api/v1/web/config", "GET /api/v1/web/notices", "POST /api/v1/web/conversations",
        "GET /p/{token}", "POST /p/{token}/follow", "GET /s/{token}", "POST /s/{token}", "GET /u/{token}", "POST /u/{token}",
    }
)  # fmt: skip

#: A stranger's call of these is answered 401.
CUSTOMERS = frozenset(
    {
        "POST /api/v1/web/files", "GET /api/v1/web/files/{hash}", "POST /api/v1/web/messages",
        "GET /api/v1/web/messages", "POST /api/v1/channels/{name}/messages",
        "POST /api/v1/channels/{name}/receipts",
    }
)  # fmt: skip

AGENT, DEPARTMENT, SUPERVISOR, ADMINISTRATOR = Role
EVERYBODY = frozenset(Role)
LEADERS = frozenset({SUPERVISOR, ADMINISTRATOR})
#: About the department's own cases only: another department's member is told that there is no such case.
OWN = "own"

#: Route → who may use it. A route that is missing here fails the test: say who may before it is shipped.
STAFF: dict[str, tuple[frozenset[Role], str]] = {
    **{
        f"{method} /api/v1/cases/{{number}}{path}": (EVERYBODY, OWN)
        for method, path in (
            ("GET", ""), ("GET", "/timeline"), ("GET", "/messages"), ("GET", "/files/{hash}"), ("POST", "/status"),
            ("GET", "/clocks"), ("GET", "/route"), ("POST", "/department"), ("POST", "/resume"),
            ("POST", "/propose"), ("POST", "/resolve"), ("POST", "/note"), ("POST", "/assign"), ("POST", "/classify"),
            ("POST", "/reply"), ("POST", "/handoff/claim"), ("POST", "/handoff/release"), ("GET", "/solution"),
            ("POST", "/cause"), ("POST", "/steps"), ("POST", "/steps/{id}"), ("POST", "/details"),
            ("POST", "/department"), ("POST", "/merge"), ("POST", "/split"), ("POST", "/resend"), ("POST", "/presence"),
            ("GET", "/scripts"), ("GET", "/customer"), ("POST", "/call"),
        )
    },
    "GET /api/v1/cases": (EVERYBODY, ""),
    "POST /api/v1/cases": (EVERYBODY, ""),
    "GET /console/entry": (EVERYBODY, ""),
    "GET /console/import": (frozenset({ADMINISTRATOR}), ""),
    "POST /console/import": (frozenset({ADMINISTRATOR}), ""),
    "POST /api/v1/import": (frozenset({ADMINISTRATOR}), ""),
    "POST /console/entry": (EVERYBODY, ""),
    "GET /api/v1/alerts": (EVERYBODY, ""),
    "POST /api/v1/route": (EVERYBODY, ""),
    "GET /api/v1/staff": (EVERYBODY, ""),
    "GET /api/v1/staff/{name}/absences": (EVERYBODY, ""),
    "POST /api/v1/staff/{name}/absences": (EVERYBODY, ""),
    "POST /api/v1/absences/{id}/back": (EVERYBODY, ""),
    "POST /api/v1/staff/{name}/working": (frozenset({SUPERVISOR, ADMINISTRATOR}), ""),
    "GET /console/absence": (EVERYBODY, ""),
    "POST /console/absence": (EVERYBODY, ""),
    "POST /console/absence/{id}/back": (EVERYBODY, ""),
    "GET /console/users/{id}/time": (frozenset({SUPERVISOR, ADMINISTRATOR}), ""),
    "POST /console/users/{id}/time": (frozenset({SUPERVISOR, ADMINISTRATOR}), ""),
    "POST /console/users/{id}/absence": (frozenset({SUPERVISOR, ADMINISTRATOR}), ""),
    "GET /api/v1/approvals": (EVERYBODY, ""),
    "POST /api/v1/approvals/{id}": (LEADERS, ""),
    "GET /api/v1/performance": (EVERYBODY, ""),
    "GET /api/v1/quality/samples": (LEADERS, ""),
    "POST /api/v1/quality/samples": (LEADERS, ""),
    "GET /api/v1/quality/samples/{id}": (LEADERS, ""),
    "GET /api/v1/quality/audits/{id}": (EVERYBODY, ""),
    "POST /api/v1/quality/audits/{id}": (LEADERS, ""),
    "GET /api/v1/actions": (EVERYBODY, ""),
    "POST /api/v1/actions": (LEADERS, ""),
    "GET /api/v1/actions/{id}": (EVERYBODY, ""),
    "POST /api/v1/actions/{id}": (EVERYBODY, ""),
    "GET /api/v1/actions/{id}/report.pdf": (EVERYBODY, ""),
    "GET /console/approvals": (EVERYBODY, ""),
    "POST /console/approvals/{id}/{verb}": (LEADERS, ""),
    "GET /console/performance": (EVERYBODY, ""),
    "GET /console/quality": (EVERYBODY, ""),
    "POST /console/quality": (LEADERS, ""),
    "GET /console/quality/samples/{id}": (LEADERS, ""),
    "GET /console/quality/audits/{id}": (EVERYBODY, ""),
    "POST /console/quality/audits/{id}": (LEADERS, ""),
    "GET /console/actions": (EVERYBODY, ""),
    "POST /console/actions": (LEADERS, ""),
    "GET /console/actions/{id}": (EVERYBODY, ""),
    "GET /console/actions/{id}/report.pdf": (EVERYBODY, ""),
    "POST /console/actions/{id}/{verb}": (EVERYBODY, ""),
    "POST /api/v1/alerts/{id}/seen": (EVERYBODY, OWN),
    "GET /api/v1/changes": (EVERYBODY, OWN),
    "GET /api/v1/queue": (EVERYBODY, ""),
    "POST /api/v1/cases/bulk": (EVERYBODY, ""),
    "GET /api/v1/scripts": (EVERYBODY, ""),
    "GET /api/v1/me/preferences": (EVERYBODY, ""),
    "PUT /api/v1/me/preferences": (EVERYBODY, ""),
    "GET /api/v1/me/sessions": (EVERYBODY, ""),
    "POST /api/v1/me/sessions/end": (EVERYBODY, ""),
    **{
        f"{method} /api/v1/{path}": (frozenset({SUPERVISOR, ADMINISTRATOR}), "")
        for method, path in (
            ("POST", "scripts"), ("PUT", "scripts/{id}"), ("GET", "scripts/{id}/versions"), ("POST", "scripts/{id}/retire"),
            ("POST", "scripts/{id}/restore"), ("GET", "understanding"), ("POST", "understanding/{id}"),
            ("GET", "understanding/corrections.yml"),
        )
    },
    **{
        f"{method} /api/v1/{path}": (frozenset({ADMINISTRATOR}), "")
        for method, path in (
            ("GET", "users"), ("POST", "users"), ("POST", "users/{id}/role"), ("POST", "users/{id}/disable"),
            ("POST", "users/{id}/enable"), ("POST", "users/{id}/reset"), ("POST", "users/{id}/unpair"), ("GET", "tokens"),
            ("POST", "tokens"), ("POST", "tokens/{id}/revoke"), ("GET", "notices"), ("POST", "notices/{id}/again"),
            ("GET", "audit"),
        )
    },
    "GET /console/second": (EVERYBODY, ""),
    "POST /console/second/{verb}": (EVERYBODY, ""),
    "GET /console/sessions": (EVERYBODY, ""),
    "POST /console/sessions/end": (EVERYBODY, ""),
    "GET /console/preferences": (EVERYBODY, ""),
    "POST /console/preferences": (EVERYBODY, ""),
    "GET /console/news": (EVERYBODY, ""),
    "POST /console/logout": (EVERYBODY, ""),
    "GET /console/password": (EVERYBODY, ""),
    "POST /console/password": (EVERYBODY, ""),
    "GET /console/cases": (EVERYBODY, ""),
    "GET /console/cases/{number}": (EVERYBODY, OWN),
    "GET /console/cases/{number}/files/{hash}": (EVERYBODY, OWN),
    "POST /console/cases/{number}/{verb}": (EVERYBODY, OWN),
    "POST /console/cases": (EVERYBODY, ""),
    "GET /console/cases/{number}/scripts": (EVERYBODY, OWN),
    "POST /console/cases/{number}/presence": (EVERYBODY, OWN),
    "POST /console/cases/{number}/reply": (EVERYBODY, OWN),
    "GET /console/scripts": (EVERYBODY, ""),
    "POST /console/scripts": (frozenset({SUPERVISOR, ADMINISTRATOR}), ""),
    "POST /console/scripts/{id}/{verb}": (frozenset({SUPERVISOR, ADMINISTRATOR}), ""),
    "GET /console/customers": (EVERYBODY, ""),
    "GET /console/customers/{id}": (EVERYBODY, OWN),
    "POST /console/customers/{id}/note": (EVERYBODY, OWN),
    "POST /console/customers/{id}/export": (LEADERS, ""),
    "POST /api/v1/customers/{id}/export": (LEADERS, ""),
    "POST /console/customers/{id}/erase": (LEADERS, ""),
    "POST /api/v1/customers/{id}/erase": (LEADERS, ""),
    "GET /api/v1/privacy-requests": (frozenset({AGENT, SUPERVISOR, ADMINISTRATOR}), ""),
    "GET /api/v1/customers/{id}/privacy-requests": (EVERYBODY, OWN),
    "POST /api/v1/customers/{id}/privacy-requests": (frozenset({AGENT, SUPERVISOR, ADMINISTRATOR}), ""),
    "POST /api/v1/privacy-requests/{id}/refuse": (LEADERS, ""),
    "POST /console/customers/{id}/requests": (frozenset({AGENT, SUPERVISOR, ADMINISTRATOR}), ""),
    "POST /console/customers/{id}/requests/{request}/refuse": (LEADERS, ""),
    "POST /console/customers/{id}/separate": (frozenset({SUPERVISOR, ADMINISTRATOR}), ""),
    "POST /console/customers/{id}/{verb}": (frozenset({AGENT, SUPERVISOR, ADMINISTRATOR}), ""),
    "GET /console/knowledge": (EVERYBODY, ""),
    "POST /console/knowledge": (frozenset({SUPERVISOR, ADMINISTRATOR}), ""),
    "GET /console/knowledge/{id}": (EVERYBODY, ""),
    "POST /console/knowledge/{id}/{verb}": (frozenset({SUPERVISOR, ADMINISTRATOR}), ""),
    "GET /api/v1/customers": (EVERYBODY, ""),
    "GET /api/v1/customers/{id}": (EVERYBODY, OWN),
    "POST /api/v1/customers/{id}/notes": (EVERYBODY, OWN),
    "POST /api/v1/customers/{id}/marks": (frozenset({AGENT, SUPERVISOR, ADMINISTRATOR}), ""),
    "POST /api/v1/customers/{id}/consent": (frozenset({AGENT, SUPERVISOR, ADMINISTRATOR}), ""),
    "POST /api/v1/customers/{id}/separate": (frozenset({SUPERVISOR, ADMINISTRATOR}), ""),
    "POST /api/v1/cases/{number}/links/revoke": (EVERYBODY, OWN),
    "GET /api/v1/articles": (EVERYBODY, ""),
    "GET /api/v1/articles/{id}": (EVERYBODY, ""),
    **{
        f"POST /api/v1/articles{path}": (frozenset({SUPERVISOR, ADMINISTRATOR}), "")
        for path in ("", "/{id}", "/{id}/publish", "/{id}/restore", "/{id}/retire")
    },
    "GET /console/alerts": (EVERYBODY, ""),
    "POST /console/alerts/{id}/seen": (EVERYBODY, OWN),
    "GET /console/changes": (EVERYBODY, OWN),
    "GET /api/v1/figures": (EVERYBODY, ""),
    "GET /api/v1/figures/cases": (EVERYBODY, ""),
    "GET /console/figures": (EVERYBODY, ""),
    "GET /console/figures/cases": (EVERYBODY, ""),
    **{f"GET /console/figures/{name}": (EVERYBODY, "") for name in
       ("report.csv", "report.xlsx", "report.pdf", "cases.csv", "cases.xlsx")},
    "GET /console/understanding": (frozenset({SUPERVISOR, ADMINISTRATOR}), ""),
    "GET /console/understanding/corrections.yml": (frozenset({SUPERVISOR, ADMINISTRATOR}), ""),
    "POST /console/understanding/{id}": (frozenset({SUPERVISOR, ADMINISTRATOR}), ""),
    "GET /console/asides": (frozenset({SUPERVISOR, ADMINISTRATOR}), ""),
    "GET /console/asides/{name}/mail": (frozenset({SUPERVISOR, ADMINISTRATOR}), ""),
    "POST /console/asides/{name}/take": (frozenset({SUPERVISOR, ADMINISTRATOR}), ""),
    "POST /console/asides/{id}/again": (frozenset({SUPERVISOR, ADMINISTRATOR}), ""),
    "GET /api/v1/asides": (frozenset({SUPERVISOR, ADMINISTRATOR}), ""),
    "POST /api/v1/asides/{name}/take": (frozenset({SUPERVISOR, ADMINISTRATOR}), ""),
    "POST /api/v1/asides/{id}/again": (frozenset({SUPERVISOR, ADMINISTRATOR}), ""),
    **{
        route: (frozenset({AGENT, SUPERVISOR, ADMINISTRATOR}), "")
        for route in (
            "GET /console/warnings", "POST /console/warnings/{id}/close", "GET /console/incidents", "POST /console/incidents",
            "GET /console/incidents/{id}", "POST /console/incidents/{id}/{verb}", "GET /api/v1/warnings",
            "POST /api/v1/warnings/{id}/close", "GET /api/v1/incidents", "POST /api/v1/incidents", "GET /api/v1/incidents/{id}",
            "POST /api/v1/incidents/{id}/note", "POST /api/v1/incidents/{id}/link", "POST /api/v1/incidents/{id}/unlink",
            "GET /api/v1/incidents/{id}/notices/{notice}", "GET /api/v1/bulletins",
        )
    },
    **{
        route: (frozenset({SUPERVISOR, ADMINISTRATOR}), "")
        for route in (
            "POST /console/bulletins", "POST /console/bulletins/{id}/withdraw", "POST /api/v1/incidents/{id}",
            "POST /api/v1/incidents/{id}/state", "POST /api/v1/incidents/{id}/notices",
            "POST /api/v1/incidents/{id}/notices/preview", "POST /api/v1/incidents/{id}/notices/{notice}/{verb}",
            "POST /api/v1/bulletins", "POST /api/v1/bulletins/{id}/withdraw",
        )
    },
    "GET /console/users": (frozenset({ADMINISTRATOR}), ""),
    "POST /console/users": (frozenset({ADMINISTRATOR}), ""),
    "POST /console/users/{id}/{verb}": (frozenset({ADMINISTRATOR}), ""),
    "GET /console/audit": (frozenset({ADMINISTRATOR}), ""),
    "GET /console/notices": (frozenset({ADMINISTRATOR}), ""),
    "POST /console/notices/{id}/again": (frozenset({ADMINISTRATOR}), ""),
    "GET /console/tokens": (frozenset({ADMINISTRATOR}), ""),
    "POST /console/tokens": (frozenset({ADMINISTRATOR}), ""),
    "POST /console/tokens/{hash}/revoke": (frozenset({ADMINISTRATOR}), ""),
}  # fmt: skip

#: What a token must be allowed for a route of the API, where it is not cases:read (GET) or cases:write (all others).
SCOPES: dict[str, str] = {
    "POST /api/v1/cases/{number}/presence": "cases:read",
    "GET /api/v1/cases/{number}/customer": "customers:read",
    "GET /api/v1/queue": "reports:read",
    "GET /api/v1/figures": "reports:read",
    "GET /api/v1/figures/cases": "reports:read",
    **{
        route: "admin"
        for route in STAFF
        if route.split(" ")[1].startswith(
            ("/api/v1/users", "/api/v1/tokens", "/api/v1/notices", "/api/v1/audit", "/api/v1/import")
        )
    },
}

#: Bodies that the staff API accepts as far as their form goes.
BODIES: dict[str, Any] = {
    "status": {"status": "in_progress"},
    "propose": {"solution": "x"},
    "call": {"text": "x"},
    "POST /api/v1/cases": {"how": "phone", "text": "x", "language": "en", "email": "x"},
    "note": {"text": "x"},
    "assign": {"owner": None},
    "classify": {"priority": 1},
    "reply": {"text": "x"},
    "department": {"department": "none", "reason": "x"},
    "route": {"text": "x"},
    "absences": {"from": "2026-12-01", "to": "2026-12-01"},
    "messages": {"id": "1", "user": "1"},
    "state": {"state": "closed"},
    "link": {"cases": ["HY26-AAAA-AAAA"]},
    "unlink": {"cases": ["HY26-AAAA-AAAA"]},
    "notices": {"texts": {}},
    "preview": {"texts": {}},
    "incidents": {"title": ""},
    "bulletins": {"texts": {}, "until_at": "2026-11-24T00:00:00Z"},
    "notes": {"text": "x"},
    "cause": {"cause": "nothing-of-the-kind"},
    "steps": {"text": "x"},
    "erase": {"reason": "x"},
    "privacy-requests": {"kind": "copy"},
    "refuse": {"reason": "x"},
    "/api/v1/approvals/{id}": {"decision": "approve"},
    "samples": {"from": "2026-01-01", "to": "2026-01-02", "count": 1},
    "/api/v1/quality/audits/{id}": {"points": {}},
    "actions": {"title": "x"},
    "/api/v1/actions/{id}": {"version": 1},
    "receipts": {"id": "1", "status": "delivered"},
    "bulk": {"numbers": ["HY26-AAAA-AAAA"], "change": "assign"},
    "details": {"answers": {}},
    "merge": {"into": "HY26-AAAA-AAAA"},
    "split": {"description": "x", "category": "other"},
    "resend": {"line": 1},
    "scripts": {"title": "x", "text": "x"},
    "users": {"login": "x y", "role": "agent"},
    "role": {"role": "agent"},
    "tokens": {"name": "x", "scopes": ["nothing"]},
    "end": {"session": "0" * 64},
    "PUT /api/v1/scripts/{id}": {"title": "x", "text": "x", "version": 1},
    "POST /api/v1/understanding/{id}": {"intent": "thank"},
}


@dataclass
class Caller:
    """Somebody with a browser, logged in or not."""

    http: httpx.AsyncClient
    csrf: str = ""
    headers: dict[str, str] | None = None


def routes_of(app: Any) -> Iterator[str]:
    """Every "METHOD /path" of the application."""
    while not hasattr(app, "routes"):
        app = getattr(app, "_app", None) or app.app

    def walk(routes: Any) -> Iterator[Any]:
        for route in routes:
            inner = getattr(getattr(route, "original_router", route), "routes", None)
            if inner is None:
                yield route
            else:
                yield from walk(inner)

    for route in walk(app.routes):
        for method in route.methods - {"HEAD"}:
            yield f"{method} {route.path}"


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Who may do what does not hang on the database."""
    return f"sqlite:///{tmp_path}/huiyin.db"


@pytest.fixture
async def home(product: Product) -> tuple[str, str, int]:
    """A case's number, its department, and the id of an alert about it."""
    visitor = await product.visitor("zh-Hans")
    number = await visitor.complain()
    await visitor.say("转人工")
    alert, case = await product.app.database.read(lambda uow: (uow.alerts.unseen()[0], uow.cases.by_number(number)))
    assert alert.case == case.id
    return number, case.department, alert.id


@pytest.fixture
async def browse(product: Product) -> AsyncIterator[Any]:
    """Opens a browser of its own for a new staff member."""
    opened: list[httpx.AsyncClient] = []

    async def browser(role: Role | None, department: str = "") -> Caller:
        http = httpx.AsyncClient(transport=product.http._transport, base_url="http://test", timeout=30)
        opened.append(http)
        if role is None:
            return Caller(http=http)
        kept, product.http = product.http, http
        try:
            return Caller(http=http, csrf=await enter(product, role, department))
        finally:
            product.http = kept

    yield browser
    for http in opened:
        await http.aclose()


async def call(caller: Caller, route: str, number: str, alert: int, **headers: str) -> httpx.Response:
    """Use the route, with a body that is not at fault but does nothing."""
    method, path = route.split(" ")
    url = path.format(
        number=number,
        hash="0" * 64,
        id=alert,
        verb="nothing-of-the-kind",
        name="web",
        token="x",
        notice=alert,
        request=10**9,
    )
    if path.endswith("/{id}/{verb}"):
        url = path.format(id=10**9, verb="enable")
    if path.startswith(("/api/v1/users/", "/api/v1/scripts/", "/api/v1/notices/", "/api/v1/understanding/")):
        url = path.format(id=10**9)
    if path in ("/console/changes", "/api/v1/changes"):
        # Who waits is told the same at once.
        url += f"?case={number}" + ("&wait=0" if path.startswith("/api") else "")
    if method == "GET":
        return await caller.http.get(url, headers=headers)
    if path.endswith("/files"):
        return await caller.http.post(url, files={"file": ("a.txt", b"x")}, headers=headers)
    if path.startswith("/api"):
        body = BODIES.get(route) or BODIES.get(path) or BODIES.get(path.rpartition("/")[2], {})
        return await caller.http.request(method, url, json=body, headers={"X-CSRF-Token": caller.csrf, **headers})
    return await caller.http.post(url, data={"csrf": caller.csrf, "text": "x"}, headers=headers)


async def test_every_route_names_who_may_use_it(product: Product) -> None:
    found = set(routes_of(web(product.app)))
    assert found == OPEN | CUSTOMERS | set(STAFF)


async def test_strangers_come_no_further_than_the_door(
    product: Product, home: tuple[str, str, int], browse: Any
) -> None:
    stranger = await browse(None)
    number, _, alert = home
    for route in sorted(CUSTOMERS | set(STAFF)):
        for headers in ({}, {"authorization": "Bearer hy_forged"}, {"cookie": "huiyin_session=forged"}):
            answer = await call(stranger, route, number, alert, **headers)
            if answer.status_code == 303:
                assert answer.headers["location"].startswith("/console/login"), route
            else:
                assert answer.status_code == 401, (route, answer.status_code)
            assert number not in answer.text.replace(str(answer.request.url), ""), route


@pytest.mark.parametrize("role", list(Role))
async def test_each_role_may_what_it_may(
    product: Product, home: tuple[str, str, int], browse: Any, role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.console.live._LONGEST", 0.05)
    number, department, alert = home
    one = await browse(role, department if role is DEPARTMENT else "")
    # Whoever is logged out or renamed can't go on: those come last.
    for route, (may, _) in sorted(STAFF.items(), key=lambda item: ("logout" in item[0], item[0])):
        answer = await call(one, route, number, alert)
        refused = answer.status_code == 403 or answer.headers.get("location", "").startswith("/console/login?next")
        assert refused is (role not in may), (route, answer.status_code, answer.text[:300])
        assert answer.status_code < 500, route


async def test_another_department_learns_nothing(
    product: Product, home: tuple[str, str, int], browse: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.console.live._LONGEST", 0.05)
    number, department, alert = home
    other = next(id for id in product.app.rules.policy.departments if id != department)
    stranger = await browse(DEPARTMENT, other)
    for route, (_, kind) in sorted(STAFF.items()):
        if "logout" in route:
            continue
        answer = await call(stranger, route, number, alert)
        if kind == OWN:
            assert answer.status_code == 404, (route, answer.status_code)
        elif route.startswith("GET"):
            assert number not in answer.text.replace(str(answer.request.url), ""), route
    for verb in ("claim", "release", "reply", "start", "propose", "resolve", "note", "assign", "category", "priority"):
        answer = await stranger.http.post(
            f"/console/cases/{number}/{verb}", data={"csrf": stranger.csrf, "text": "x", "priority": "1"}
        )
        assert answer.status_code == 404, verb
    assert (await stranger.http.get("/api/v1/alerts")).json() == {"alerts": []}
    unseen = await product.app.database.read(lambda uow: [one.id for one in uow.alerts.unseen()])
    assert alert in unseen


async def test_a_one_time_password_opens_nothing_but_the_password_page(
    product: Product, home: tuple[str, str, int], browse: Any
) -> None:
    number, _, alert = home
    http = (await browse(None)).http
    await product.staff(ADMINISTRATOR, login="fresh")
    page = await http.get("/console/login")
    form = {"login": "fresh", "password": "correct horse battery", "csrf": csrf(page.text), "next": ""}
    await http.post("/console/login", data=form)
    one = Caller(http=http, csrf=csrf((await http.get("/console/password")).text))
    for route in sorted(STAFF):
        if "/password" in route or "/logout" in route:
            continue
        answer = await call(one, route, number, alert)
        assert answer.status_code == 403 or answer.headers["location"].startswith("/console/login"), route


async def test_a_token_does_what_its_scopes_say(product: Product, home: tuple[str, str, int], browse: Any) -> None:
    number, _, alert = home
    await product.staff(ADMINISTRATOR, login="chen")

    async def token(*scopes: str) -> str:
        now = product.clock.now()
        made: str = await product.app.database.transact(
            lambda uow: new_token(uow, name="t", user=product.users["chen"], scopes=scopes, now=now)
        )
        return f"Bearer {made}"

    all_scopes = ("cases:read", "cases:write", "customers:read", "reports:read")
    one = {scope: await token(scope) for scope in (*all_scopes, "admin")}
    others = {scope: await token(*(other for other in all_scopes if other != scope)) for scope in one}
    stranger = await browse(None)
    for route in sorted(STAFF):
        method, path = route.split(" ")
        scope = SCOPES.get(route, "cases:read" if method == "GET" else "cases:write")
        if not path.startswith("/api"):
            # A token never opens a page of the console.
            answer = await call(stranger, route, number, alert, authorization=one["admin"])
            assert answer.headers["location"].startswith("/console/login"), route
            continue
        for bearer, refused in ((others[scope], True), (one[scope], False), (one["admin"], False)):
            answer = await call(stranger, route, number, alert, authorization=bearer)
            assert (answer.status_code == 403) is refused, (route, answer.text)


async def test_a_session_alone_changes_nothing_over_the_api(
    product: Product, home: tuple[str, str, int], browse: Any
) -> None:
    number, _, alert = home
    one = await browse(ADMINISTRATOR)
    for forged in ("", "forged", one.csrf[:-1], one.csrf + "x"):
        one.csrf = forged
        for route in sorted(STAFF):
            if not route.startswith("GET"):
                answer = await call(one, route, number, alert)
                assert answer.status_code == 403, (route, answer.status_code)


async def test_no_path_leads_out_of_a_folder(product: Product, browse: Any) -> None:
    agent = await browse(AGENT)
    for name in ("../access.py", "..%2faccess.py", "%2e%2e%2faccess.py", "..%5caccess.py", "/etc/passwd", "%00",
                 "console.css%00.js", "....//access.py", "%252e%252e%252faccess.py"):  # fmt: skip
        for base in ("/console/static/", "/static/chat/", "/api/docs/", "/console/cases/HY26-AAAA-AAAA/files/"):
            answer = await agent.http.get(base + name)
            assert answer.status_code in (303, 404, 405), (base + name, answer.status_code)
            assert "import" not in answer.text
            assert "root:" not in answer.text


TRICKS = {
    "page.png": (b"<html><script>alert(1)</script>", "image/png"),
    "picture.svg": (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "image/svg+xml"),
    "x.html": (b"\x89PNG\r\n\x1a\n<script>alert(1)</script>", "text/html"),
    "../../../up.sh": (b"#!/bin/sh\n", "text/x-shellscript"),
    "a\r\nSet-Cookie: huiyin_session=x.txt": (b"plain", "text/plain\r\nX-Evil: 1"),
    "polyglot.gif": (b"GIF89a/*<script>*/=1;alert(1)//</script>", "image/gif"),
}


async def test_files_of_customers_run_nowhere(product: Product, browse: Any) -> None:
    visitor = await product.visitor("zh-Hans")
    files = [
        {"name": name, "content_type": kind, "data": base64.b64encode(data).decode()}
        for name, (data, kind) in TRICKS.items()
    ]
    await visitor.say("你们的电饭煲用了一天就坏了，证据在这里，订单号 A20261105888，要求退款", attachments=files)
    number = await visitor.complain("还有，客服态度很差，不理我")
    agent = await browse(AGENT)
    page = await agent.http.get(f"/console/cases/{number}")
    links = set(re.findall(r'"(/console/cases/[^"]+/files/[^"]+)"', page.text))
    assert len(links) >= len(TRICKS) - 1, links
    for link in links:
        got = await agent.http.get(link.replace("&amp;", "&"))
        kind = got.headers["content-type"]
        assert got.status_code == 200
        assert got.headers["x-content-type-options"] == "nosniff"
        assert got.headers["content-disposition"].startswith("attachment")
        assert "set-cookie" not in got.headers
        assert "x-evil" not in got.headers
        assert kind == "application/octet-stream" or kind.startswith("image/"), kind
        assert "svg" not in kind
        assert "html" not in kind
    assert "<script>alert" not in page.text


EVIL = "<img src=x onerror=alert(1)><script>alert(2)</script>\"'`{{7*7}}${7*7}</textarea></title>"


async def test_words_stay_words_on_every_page(product: Product, browse: Any) -> None:
    visitor = await product.visitor("en")
    await visitor.say(f"Your rice cooker broke after a day, order A20261105888, I want a refund {EVIL}")
    number = await visitor.complain()
    agent = await browse(ADMINISTRATOR)
    for verb in ("note", "start", "propose", "reply"):
        await agent.http.post(f"/console/cases/{number}/{verb}", data={"csrf": agent.csrf, "text": EVIL})
    await agent.http.post(
        "/console/users", data={"csrf": agent.csrf, "login": "evil", "name": EVIL[:100], "role": "agent"}
    )
    await agent.http.post("/console/tokens", data={"csrf": agent.csrf, "name": EVIL[:100], "scopes": "cases:read"})
    pages = [f"/console/cases/{number}", "/console/cases", "/console/users", "/console/tokens", "/console/alerts",
             f"/console/cases?text={EVIL}&view={EVIL}&category={EVIL}", f"/console/cases?status={EVIL}"]  # fmt: skip
    for path, page in zip(pages, await asyncio.gather(*(agent.http.get(path) for path in pages)), strict=True):
        assert page.status_code == 200, path
        tree = LexborHTMLParser(page.text)
        assert all(script.attributes.get("src") for script in tree.css("script")), path
        for element in tree.css("*"):
            assert not any(name.startswith("on") for name in element.attributes), (path, element.html)
            assert not (element.attributes.get("href") or "").startswith("javascript"), (path, element.html)
        shown = tree.body.text() if tree.body else ""
        assert EVIL[:20] in shown or path not in (f"/console/cases/{number}", "/console/users", "/console/tokens"), path
        assert "unsafe-inline" not in page.headers["content-security-policy"]


async def test_the_last_administrator_stays(product: Product, browse: Any) -> None:
    boss = await browse(ADMINISTRATOR)
    me = product.users["user-administrator"].id
    answer = await boss.http.post(f"/console/users/{me}/disable", data={"csrf": boss.csrf})
    assert answer.status_code == 422
    await product.staff(login="leaving")
    other = product.users["leaving"].id
    headers = {"Authorization": "Bearer x"}
    assert (await boss.http.post(f"/console/users/{other}/disable", data={"csrf": boss.csrf})).status_code == 303
    assert (await product.http.get("/api/v1/cases", headers=headers)).status_code == 401
