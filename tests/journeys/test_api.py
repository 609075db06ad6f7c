"""The staff API: everything that the console does, described, within its limits."""

from __future__ import annotations

import base64
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.app import web
from bot.console.queue import BULK
from bot.console.verbs import VERBS
from bot.ports import Understander
from bot.records import Role
from tests.journeys.conftest import Product, running, settings_for
from tests.journeys.test_rights import routes_of

#: What a form of the console does → what does the same over the API.
COUNTERPARTS = {
    "POST /console/cases": "POST /api/v1/cases/bulk",
    "POST /console/cases/{number}/reply": "POST /api/v1/cases/{number}/reply",
    "POST /console/cases/{number}/presence": "POST /api/v1/cases/{number}/presence",
    "POST /console/alerts/{id}/seen": "POST /api/v1/alerts/{id}/seen",
    "POST /console/scripts": "POST /api/v1/scripts",
    "POST /console/understanding/{id}": "POST /api/v1/understanding/{id}",
    "POST /console/users": "POST /api/v1/users",
    "POST /console/tokens": "POST /api/v1/tokens",
    "POST /console/tokens/{hash}/revoke": "POST /api/v1/tokens/{id}/revoke",
    "POST /console/notices/{id}/again": "POST /api/v1/notices/{id}/again",
    "POST /console/preferences": "PUT /api/v1/me/preferences",
    "POST /console/sessions/end": "POST /api/v1/me/sessions/end",
    "GET /console/cases": "GET /api/v1/cases",
    "GET /console/cases/{number}": "GET /api/v1/cases/{number}",
    "GET /console/cases/{number}/files/{hash}": "GET /api/v1/cases/{number}/files/{hash}",
    "GET /console/cases/{number}/scripts": "GET /api/v1/cases/{number}/scripts",
    "GET /console/alerts": "GET /api/v1/alerts",
    "GET /console/changes": "GET /api/v1/changes",
    "GET /console/entry": "GET /api/v1/customers",
    "POST /console/entry": "POST /api/v1/cases",
    "GET /console/import": "POST /api/v1/import",
    "POST /console/import": "POST /api/v1/import",
    "GET /console/scripts": "GET /api/v1/scripts",
    "GET /console/understanding": "GET /api/v1/understanding",
    "GET /console/understanding/corrections.yml": "GET /api/v1/understanding/corrections.yml",
    "GET /console/users": "GET /api/v1/users",
    "GET /console/tokens": "GET /api/v1/tokens",
    "GET /console/notices": "GET /api/v1/notices",
    "GET /console/audit": "GET /api/v1/audit",
    "GET /console/preferences": "GET /api/v1/me/preferences",
    "GET /console/sessions": "GET /api/v1/me/sessions",
    "GET /console/absence": "GET /api/v1/staff/{name}/absences",
    "POST /console/absence": "POST /api/v1/staff/{name}/absences",
    "POST /console/absence/{id}/back": "POST /api/v1/absences/{id}/back",
    "GET /console/users/{id}/time": "GET /api/v1/staff/{name}/absences",
    "POST /console/users/{id}/time": "POST /api/v1/staff/{name}/working",
    "POST /console/users/{id}/absence": "POST /api/v1/staff/{name}/absences",
    "GET /console/actions": "GET /api/v1/actions",
    "POST /console/actions": "POST /api/v1/actions",
    "GET /console/actions/{id}": "GET /api/v1/actions/{id}",
    "POST /console/actions/{id}/{verb}": "POST /api/v1/actions/{id}",
    "GET /console/actions/{id}/report.pdf": "GET /api/v1/actions/{id}/report.pdf",
    "GET /console/approvals": "GET /api/v1/approvals",
    "POST /console/approvals/{id}/{verb}": "POST /api/v1/approvals/{id}",
    "GET /console/asides": "GET /api/v1/asides",
    "POST /console/asides/{id}/again": "POST /api/v1/asides/{id}/again",
    "POST /console/asides/{name}/take": "POST /api/v1/asides/{name}/take",
    "POST /console/bulletins": "POST /api/v1/bulletins",
    "POST /console/bulletins/{id}/withdraw": "POST /api/v1/bulletins/{id}/withdraw",
    "GET /console/customers": "GET /api/v1/customers",
    "GET /console/customers/{id}": "GET /api/v1/customers/{id}",
    "POST /console/customers/{id}/erase": "POST /api/v1/customers/{id}/erase",
    "POST /console/customers/{id}/requests": "POST /api/v1/customers/{id}/privacy-requests",
    "POST /console/customers/{id}/requests/{request}/refuse": "POST /api/v1/privacy-requests/{id}/refuse",
    "POST /console/customers/{id}/export": "POST /api/v1/customers/{id}/export",
    "POST /console/customers/{id}/note": "POST /api/v1/customers/{id}/notes",
    "POST /console/customers/{id}/separate": "POST /api/v1/customers/{id}/separate",
    "GET /console/figures": "GET /api/v1/figures",
    "GET /console/figures/cases": "GET /api/v1/figures/cases",
    "GET /console/incidents": "GET /api/v1/incidents",
    "POST /console/incidents": "POST /api/v1/incidents",
    "GET /console/incidents/{id}": "GET /api/v1/incidents/{id}",
    "GET /console/knowledge": "GET /api/v1/articles",
    "POST /console/knowledge": "POST /api/v1/articles",
    "GET /console/knowledge/{id}": "GET /api/v1/articles/{id}",
    "GET /console/performance": "GET /api/v1/performance",
    "GET /console/quality": "GET /api/v1/quality/samples",
    "POST /console/quality": "POST /api/v1/quality/samples",
    "GET /console/quality/samples/{id}": "GET /api/v1/quality/samples/{id}",
    "GET /console/quality/audits/{id}": "GET /api/v1/quality/audits/{id}",
    "POST /console/quality/audits/{id}": "POST /api/v1/quality/audits/{id}",
    "GET /console/warnings": "GET /api/v1/warnings",
    "POST /console/warnings/{id}/close": "POST /api/v1/warnings/{id}/close",
}
#: Forms whose address says what they do.
VERB_FORMS = {
    "POST /console/cases/{number}/{verb}": {
        **{verb: f"POST /api/v1/cases/{{number}}/{verb}" for verb in (
            "propose", "resolve", "note", "assign", "department", "details", "merge", "split", "resend",
        )},
        **dict.fromkeys(("start", "reopen", "withdraw"), "POST /api/v1/cases/{number}/status"),
        **dict.fromkeys(("category", "priority"), "POST /api/v1/cases/{number}/classify"),
        "call": "POST /api/v1/cases/{number}/call",
        **{verb: f"POST /api/v1/cases/{{number}}/handoff/{verb}" for verb in ("claim", "release")},
        **{verb: f"POST /api/v1/cases/{{number}}/{verb}" for verb in ("cause", "resume")},
        "step": "POST /api/v1/cases/{number}/steps",
        **dict.fromkeys(("step_done", "step_drop", "step_undo"), "POST /api/v1/cases/{number}/steps/{id}"),
        "revoke": "POST /api/v1/cases/{number}/links/revoke",
        "incident": "POST /api/v1/incidents/{id}/link",
        "leave": "POST /api/v1/incidents/{id}/unlink",
    },
    "POST /console/customers/{id}/{verb}": {
        "mark": "POST /api/v1/customers/{id}/marks", "consent": "POST /api/v1/customers/{id}/consent",
    },
    "POST /console/knowledge/{id}/{verb}": {
        "save": "POST /api/v1/articles/{id}",
        **{verb: f"POST /api/v1/articles/{{id}}/{verb}" for verb in ("publish", "restore", "retire")},
    },
    "POST /console/incidents/{id}/{verb}": {
        "change": "POST /api/v1/incidents/{id}", "state": "POST /api/v1/incidents/{id}/state",
        "note": "POST /api/v1/incidents/{id}/note", "notice": "POST /api/v1/incidents/{id}/notices",
    },
    "POST /console/scripts/{id}/{verb}": {
        verb: f"POST /api/v1/scripts/{{id}}/{verb}" for verb in ("retire", "restore")
    },
    "POST /console/users/{id}/{verb}": {
        verb: f"POST /api/v1/users/{{id}}/{verb}" for verb in ("role", "disable", "enable", "reset", "unpair")
    },
}  # fmt: skip
#: What only a person at a browser does: coming in and going, one's own secrets; and what pages are made of.
AT_THE_BROWSER = {
    "GET /console", "GET /console/static/{name}", "GET /console/news", "GET /console/login", "POST /console/login",
    "GET /console/login/second", "POST /console/login/second", "GET /console/login/oidc",
    "GET /console/login/oidc/callback", "POST /console/logout", "GET /console/password", "POST /console/password",
    "GET /console/second", "POST /console/second/{verb}",
    # Files of what the API gives as data.
    "GET /console/figures/cases.csv", "GET /console/figures/cases.xlsx", "GET /console/figures/report.csv",
    "GET /console/figures/report.pdf", "GET /console/figures/report.xlsx", "GET /console/asides/{name}/mail",
}  # fmt: skip


async def test_everything_that_the_console_does_can_be_done_over_the_api(product: Product) -> None:
    routes = set(routes_of(web(product.app)))
    console = {route for route in routes if route.split(" ")[1].startswith("/console")}
    known = set(COUNTERPARTS) | set(VERB_FORMS) | AT_THE_BROWSER
    assert console == known, "Say what does it over the API, or why only a browser can."
    counterparts = set(COUNTERPARTS.values()) | {one for verbs in VERB_FORMS.values() for one in verbs.values()}
    assert counterparts <= routes
    assert set(VERB_FORMS["POST /console/cases/{number}/{verb}"]) == set(VERBS)
    changes = (await product.http.get("/api/openapi.json")).json()["components"]["schemas"]["Many"]
    assert set(changes["properties"]["change"]["enum"]) == set(BULK)


async def test_the_description_leaves_nothing_open(product: Product) -> None:
    schema = (await product.http.get("/api/openapi.json")).json()
    shapes = schema["components"]["schemas"]
    faults: list[str] = []

    def resolved(one: Any) -> Any:
        while "$ref" in one:
            one = shapes[one["$ref"].rpartition("/")[2]]
        return one

    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            name = f"{method.upper()} {path}"
            if len(operation.get("description", "")) < 10:
                faults.append(f"{name}: no description")
            customers = path.startswith(("/api/v1/web/", "/api/v1/channels/"))
            wanted = {"401", "404", "413", "422", "429", "503"} | (set() if customers else {"403", "409"})
            if missing := wanted - set(operation["responses"]):
                faults.append(f"{name}: no answer {missing}")
            good = [answer for code, answer in operation["responses"].items() if code.startswith("2")]
            for answer in good:
                for kind, media in answer.get("content", {"none": {}}).items():
                    if kind == "none" or (kind == "application/json" and not media.get("schema")):
                        faults.append(f"{name}: an answer without a shape")
                    elif kind == "application/json" and not all(
                        resolved(one).get("properties") for one in media["schema"].get("anyOf", [media["schema"]])
                    ):
                        faults.append(f"{name}: an answer of unknown parts")
            for parameter in operation.get("parameters", ()):
                if not parameter.get("description"):
                    faults.append(f"{name}: nothing about {parameter['name']}")
            body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
            if body is not None:
                parts = [resolved(one) for one in body.get("anyOf", [body]) if one.get("type") != "null"]
                if not any(
                    "examples" in field or "default" in field for one in parts for field in one["properties"].values()
                ):
                    faults.append(f"{name}: a body without an example")
    assert faults == []
    # FastAPI's own, and those of forms, say what they are by their names.
    own = {name for name in shapes if not name.startswith(("Body_", "HTTPValidation", "Validation"))}
    assert not [name for name in own if not shapes[name].get("description")]


async def test_a_case_is_worked_on_from_end_to_end(product: Product) -> None:
    visitor = await product.visitor("zh-Hans")
    number = await visitor.complain()
    agent = await product.staff(login="li")
    http, api = product.http, f"/api/v1/cases/{number}"

    async def post(path: str, body: Any, status: int = 200) -> Any:
        answer = await http.post(f"{api}{path}", json=body, headers=agent)
        assert answer.status_code == status, (path, answer.text)
        return answer.json()

    assert (await post("/details", {"answers": {"product": "电饭煲 X1"}}))["answers"]["product"] == "电饭煲 X1"
    assert (await post("/department", {"department": "logistics", "reason": "物流"}))["department"] == "logistics"
    assert "reason" in (await post("/department", {"department": "finance", "reason": " "}, 422))["error"]["message"]
    file = {"name": "form.txt", "content_type": "text/plain", "data": base64.b64encode(b"please sign").decode()}
    line = (await post("/reply", {"text": "请看附件", "files": [file]}, 202))["message"]
    news = await visitor.news()
    assert [(one["text"], one["attachments"][0]["name"]) for one in news if one["from"] == "staff"] == [
        ("请看附件", "form.txt")
    ]
    await post("/reply", {"text": "", "files": [{**file, "data": "no base64!"}]}, 422)
    assert "no other try" in (await post("/resend", {"line": line}, 409))["error"]["message"]
    assert (await post("/presence", {"typing": True})) == {"others": []}
    boss = await product.staff(Role.SUPERVISOR, login="boss")
    seen = (await http.post(f"{api}/presence", json={}, headers=boss)).json()
    assert seen == {"others": [{"user": product.users["li"].id, "typing": True}]}
    await post("/presence", {"gone": True})
    assert (await http.post(f"{api}/presence", json={}, headers=boss)).json() == {"others": []}
    await post("/handoff/release", {})
    other = (await post("/split", {"description": "客服态度差", "category": "service_attitude"}))["number"]
    assert other != number
    customer = (await http.get(f"{api}/customer", headers=agent)).json()
    assert set(customer["cases"]) == {number, other}
    assert customer["places"][0]["channel"] == "web"
    main = (await http.post(f"/api/v1/cases/{other}/merge", json={"into": number}, headers=agent)).json()
    assert main["number"] == number
    assert (await http.get(f"/api/v1/cases/{other}", headers=agent)).json()["status"] == "closed"
    counted = (await http.get("/api/v1/queue", headers=agent)).json()
    assert counted["all"] == 1
    assert "department" not in counted


async def test_the_queue_is_filtered_and_changed_as_in_the_console(product: Product) -> None:
    numbers = []
    for order in ("A20261105881", "A20261105882", "A20261105883"):
        visitor = await product.visitor("zh-Hans")
        numbers.append(await visitor.complain(f"你们的电饭煲用了一天就坏了，订单号 {order}，要求退款"))
    agent = await product.staff(login="li")
    mine = product.users["li"].id

    async def found(**query: Any) -> list[str]:
        answer = await product.http.get("/api/v1/cases", params=query, headers=agent)
        assert answer.status_code == 200, answer.text
        return [one["number"] for one in answer.json()["cases"]]

    async def bulk(change: str, to: str, *chosen: str, note: str = "") -> Any:
        body = {"numbers": list(chosen), "change": change, "to": to, "note": note}
        answer = await product.http.post("/api/v1/cases/bulk", json=body, headers=agent)
        assert answer.status_code == 200, answer.text
        return answer.json()

    result = await bulk("assign", str(mine), *numbers[:2], "HY26-AAAA-AAAA")
    assert result["changed"] == numbers[:2]
    assert [one["number"] for one in result["refused"]] == ["HY26-AAAA-AAAA"]
    assert set(await found(owner=mine)) == set(numbers[:2])
    await bulk("priority", "2", numbers[2], note="x")
    assert (await found())[0] == numbers[2]
    assert await found(sort="newest") == numbers[::-1]
    await bulk("department", "finance", numbers[0], note="x")
    assert await found(department="finance") == [numbers[0]]
    await bulk("category", "billing", numbers[1])
    assert await found(category="billing") == [numbers[1]]
    assert set(await found(channel="web", language="zh-Hans")) == set(numbers)
    assert await found(channel="telegram") == []
    assert await found(escalated="true") == []
    assert (await bulk("merge", numbers[0], numbers[1]))["refused"][0]["message"].startswith("same_person")
    for query in ({"language": "fr"}, {"sort": "size"}, {"status": "lost"}, {"priority": 3}, {"cursor": "x"}):
        answer = await product.http.get("/api/v1/cases", params=query, headers=agent)
        assert answer.status_code == 422, query


async def test_scripts_alerts_and_verdicts(product: Product) -> None:
    visitor = await product.visitor("zh-Hans")
    number = await visitor.complain()
    await visitor.say("转人工")
    boss, http = await product.staff(Role.SUPERVISOR, login="boss"), product.http
    new = {"title": "道歉", "category": "", "language": "zh-Hans", "text": "{name}，{number} 给您添麻烦了"}
    made = await http.post("/api/v1/scripts", json=new, headers=boss)
    assert made.status_code == 201
    id = made.json()["id"]
    changed = await http.put(f"/api/v1/scripts/{id}", json={**new, "title": "致歉", "version": 1}, headers=boss)
    assert changed.json()["version"] == 2
    stale = await http.put(f"/api/v1/scripts/{id}", json={**new, "version": 1}, headers=boss)
    assert stale.status_code == 409
    versions = (await http.get(f"/api/v1/scripts/{id}/versions", headers=boss)).json()["scripts"]
    assert [one["title"] for one in versions] == ["致歉", "道歉"]
    fitting = (await http.get(f"/api/v1/cases/{number}/scripts", params={"text": "麻烦"}, headers=boss)).json()
    assert number in fitting["scripts"][0]["text"]
    assert (await http.post(f"/api/v1/scripts/{id}/retire", headers=boss)).json()["retired"]
    assert (await http.get(f"/api/v1/cases/{number}/scripts", headers=boss)).json() == {"scripts": []}
    assert not (await http.post(f"/api/v1/scripts/{id}/restore", headers=boss)).json()["retired"]
    alerts = (await http.get("/api/v1/alerts", headers=boss)).json()["alerts"]
    for alert in alerts:
        assert (await http.post(f"/api/v1/alerts/{alert['id']}/seen", headers=boss)).status_code == 200
    assert alerts
    assert (await http.get("/api/v1/alerts", headers=boss)).json() == {"alerts": []}
    await visitor.say("嗯那个什么来着啊")
    page = (await http.get("/api/v1/understanding", headers=boss)).json()["messages"]
    if page:
        body = {"intent": "file_complaint", "category": "delivery"}
        settled = await http.post(f"/api/v1/understanding/{page[0]['id']}", json=body, headers=boss)
        assert settled.json()["verdict"] == "file_complaint/delivery"
    yaml = await http.get("/api/v1/understanding/corrections.yml", headers=boss)
    assert yaml.text.startswith('version: "3.1"')


async def test_administration(product: Product) -> None:
    chief, http = await product.staff(Role.ADMINISTRATOR, login="chief"), product.http

    async def post(path: str, body: Any = None, status: int = 200) -> Any:
        answer = await http.post(f"/api/v1/{path}", json=body, headers=chief)
        assert answer.status_code == status, (path, answer.text)
        return answer.json()

    made = await post("users", {"login": "hu", "name": "胡", "role": "agent"}, 201)
    assert len(made["password"]) == 16
    id = made["user"]["id"]
    await post("users", {"login": "hu", "role": "agent"}, 409)
    await post("users", {"login": "x", "role": "king"}, 422)
    await post("users", {"login": "x", "role": "department", "department": "nowhere"}, 422)
    assert (await post(f"users/{id}/role", {"role": "department", "department": "finance"}))["role"] == "department"
    assert (await post(f"users/{id}/disable"))["disabled"]
    assert not (await post(f"users/{id}/enable"))["disabled"]
    assert (await post(f"users/{id}/reset"))["password"] != made["password"]
    await post(f"users/{id}/unpair", None, 409)
    await post(f"users/{product.users['chief'].id}/disable", None, 422)
    users = (await http.get("/api/v1/users", headers=chief)).json()["users"]
    assert {one["login"] for one in users} == {"chief", "hu"}
    token = (await post("tokens", {"name": "hotline", "scopes": ["reports:read"]}, 201))["token"]
    bearer = {"Authorization": f"Bearer {token}"}
    assert (await http.get("/api/v1/queue", headers=bearer)).status_code == 200
    assert (await http.get("/api/v1/cases", headers=bearer)).status_code == 403
    assert (await http.get("/api/v1/users", headers=bearer)).status_code == 403
    await post("tokens", {"name": "x", "scopes": ["everything"]}, 422)
    listed = (await http.get("/api/v1/tokens", headers=chief)).json()["tokens"]
    [known] = [one for one in listed if one["name"] == "hotline"]
    assert token not in str(listed)
    await post(f"tokens/{known['id']}/revoke")
    assert (await http.get("/api/v1/queue", headers=bearer)).status_code == 401
    lines = (await http.get("/api/v1/audit", params={"limit": 3}, headers=chief)).json()
    assert [one["action"] for one in lines["lines"]] == ["revoke_token", "add_token", "reset_user"]
    older = await http.get("/api/v1/audit", params={"before": lines["next"], "action": "role_user"}, headers=chief)
    assert older.json()["lines"][0]["detail"] == "agent → department, finance"
    assert (await http.get("/api/v1/notices", headers=chief)).json() == {"notices": [], "next": None}
    await post("notices/1/again", None, 404)


async def test_who_looks_at_a_case_is_written_down_once_an_hour(product: Product) -> None:
    visitor = await product.visitor("zh-Hans")
    number = await visitor.complain()
    agent, chief = await product.staff(login="li"), await product.staff(Role.ADMINISTRATOR, login="chief")
    for _ in range(3):
        await product.http.get(f"/api/v1/cases/{number}", headers=agent)
    await product.http.get(f"/api/v1/cases/{number}", headers=chief)
    query = {"action": "viewed", "target": number.lower().replace("-", "")}
    lines = (await product.http.get("/api/v1/audit", params=query, headers=chief)).json()["lines"]
    assert [one["user"] for one in lines] == [product.users["chief"].id, product.users["li"].id]


async def test_ones_own_account(product: Product) -> None:
    agent, http = await product.staff(login="li"), product.http
    wish = {
        "email": "li@example.com",
        "language": "en",
        "mailed": ["mention"],
        "shown": [],
        "badge": True,
        "sound": False,
    }
    assert (await http.put("/api/v1/me/preferences", json=wish, headers=agent)).json() == wish
    assert (await http.get("/api/v1/me/preferences", headers=agent)).json() == wish
    for wrong in ({"email": "x"}, {"mailed": ["gossip"]}, {"email": "", "mailed": ["mention"]}):
        assert (await http.put("/api/v1/me/preferences", json={**wish, **wrong}, headers=agent)).status_code == 422
    assert (await http.get("/api/v1/me/sessions", headers=agent)).json() == {"sessions": []}
    assert (await http.post("/api/v1/me/sessions/end", json={}, headers=agent)).json() == {"ended": 0}


@pytest.fixture
async def slow(tmp_path: Path, understander: Understander) -> AsyncIterator[Product]:
    """A product whose tokens may ask five times a minute."""
    settings = settings_for(f"sqlite:///{tmp_path}/slow.db", tmp_path, HUIYIN_SECURITY__API__REQUESTS_PER_MINUTE="5")
    async with running(settings, understander) as started:
        yield started


async def test_a_token_that_asks_too_often_waits_and_others_do_not(slow: Product) -> None:
    one, other = await slow.staff(login="a"), await slow.staff(login="b")
    answers = [await slow.http.get("/api/v1/alerts", headers=one) for _ in range(7)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429] * 2
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 12
    assert answers[-1].json()["error"]["code"] == "too_many_requests"
    assert (await slow.http.get("/api/v1/alerts", headers=other)).status_code == 200
    # Guessing tokens is no way round: each guess has a pace of its own, and is refused.
    guesses = [await slow.http.get("/api/v1/alerts", headers={"Authorization": f"Bearer hy_{at}"}) for at in range(9)]
    assert {guess.status_code for guess in guesses} == {401}
    assert re.search("unknown or revoked", guesses[0].text)
