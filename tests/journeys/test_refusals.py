"""What the console refuses: told in the reader's language, on a page that keeps what was typed and leads on."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest

from bot.app import web
from bot.console.access import Access
from bot.errors import StorageUnavailable
from bot.records import Role
from tests.journeys.conftest import Product
from tests.journeys.test_console import enter
from tests.journeys.test_entry import number_of, write_down

#: A sentence in English, or a name of a field, where a Chinese page shows a fault.
_ENGLISH = re.compile(r"[A-Za-z]+ [a-z]+ [a-z]+|\b[a-z_]{3,}: ")


def alerts(page: str) -> list[str]:
    """What the page says went wrong, without markup."""
    found = re.findall(r'role="alert">(.*?)</(?:p|section)>', page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", one).split()) for one in found]


async def case(product: Product, role: Role = Role.SUPERVISOR) -> tuple[str, str]:
    """Somebody's token, and a case that they wrote down."""
    token = await enter(product, role)
    return token, number_of(await write_down(product, token, phone="13800138000"))


@pytest.mark.parametrize(
    ("language", "text", "email", "gone"),
    [
        ("zh-Hans", "投诉内容：请写下客户投诉的内容。", "邮箱：“x@y”不是有效的邮箱地址。", "没有编号为 HY26-NOPE-NOPE 的案件"),
        ("zh-Hant", "投訴內容：請寫下顧客投訴的內容。", "電子郵件：「x@y」不是有效的電子郵件地址。", "沒有編號為 HY26-NOPE-NOPE 的案件"),
        ("en", "What the customer complains of: this is empty", "E-mail: “x@y” is no e-mail address.", "There is no case HY26"),
    ],
)  # fmt: skip
async def test_faults_are_told_in_the_readers_language(
    product: Product, language: str, text: str, email: str, gone: str
) -> None:
    token = await enter(product, Role.ADMINISTRATOR)
    product.http.cookies.set("huiyin_language", language)
    refused = await write_down(product, token, text=" ", email="x@y")
    assert refused.status_code == 422
    (said,) = alerts(refused.text)
    assert text in said
    assert email in said
    missing = await product.http.get("/console/cases/HY26-NOPE-NOPE")
    assert missing.status_code == 404
    assert gone in missing.text
    form = {"csrf": token, "login": "user-administrator", "name": "x", "role": "agent", "department": ""}
    bulk = {"csrf": token, "number": "HY26-NOPE-NOPE", "change": "merge", "into": "x"}
    pages = [
        refused.text,
        (await product.http.post("/console/users", data=form)).text,
        (await product.http.post("/console/cases", data=bulk)).text,
        (await product.http.post("/console/tokens", data={"csrf": token, "name": " ", "scopes": "cases:read"})).text,
        (await product.http.post("/console/bulletins", data={"csrf": token, "until_at": "2020-01-01T00:00"})).text,
        (await product.http.get("/console/customers/x")).text,
    ]
    assert gone in pages[2]
    if language != "en":
        for page in pages:
            for one in [*alerts(page), *re.findall(r'<p class="soft">(.*?)</p>', page)]:
                assert not _ENGLISH.search(one), one


async def test_faults_of_a_table_are_told_in_the_readers_language(product: Product) -> None:
    token = await enter(product, Role.ADMINISTRATOR)

    async def send(data: bytes, **form: str) -> str:
        answer = await product.http.post(
            "/console/import",
            data={"csrf": token, "source": "crm", "verb": "check", "mapping": "", **form},
            files={"file": ("cases.csv", data, "text/csv")},
            params={"lang": "zh-Hans"},
        )
        return answer.text

    def listed(page: str) -> str:
        return " ".join(re.findall(r"<li>(.*?)</li>", page, re.DOTALL))

    table = "编号,投诉时间,投诉内容,状态,类别,负责人\n1,昨天,,乱写,外星人,nobody\n1,2099-01-01,x\n"
    said = listed(await send(table.encode()))
    for part in (
        "第 2 行第 2 列（投诉时间）：“昨天”不是时间",
        "第 2 行第 4 列（状态）：“乱写”无法识别，可以填写：已受理、处理中、待客户确认",
        "没有人叫“nobody”",
        "第 3 行第 2 列（投诉时间）：“2099-01-01”是将来的时间。",
    ):
        assert part in said
    assert not re.search(r"is none of|column \d", said)
    big5 = "編號,投訴時間,投訴內容\n1,2026-01-05,電鍋壞了\n".encode("big5")
    wrong = await send(big5, encoding="utf-8")
    assert "无法按 UTF-8 读取。请把文件另存为 UTF-8，或在下方选择文件编码。" in listed(wrong)
    assert '<option value="utf-8" selected>' in wrong
    fine = await send(big5, encoding="big5")
    assert not alerts(fine)
    assert "（Big5）" in fine


async def test_no_address_of_the_console_answers_like_a_program(product: Product) -> None:
    """Whatever is asked for, with or without a log-in."""

    async def told(path: str, status: int, **more: Any) -> str:
        answer = await product.http.request(more.pop("method", "GET"), path, **more)
        assert (answer.status_code, answer.headers["content-type"]) == (status, "text/html; charset=utf-8"), path
        assert "操作没有成功" in answer.text
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        return answer.text

    await told("/console/nothing", 404)
    _, number = await case(product)
    assert "/console/logout" in await told("/console/quality/9999", 404)
    await told("/console/cases", 405, method="DELETE")
    page = await told(
        f"/console/cases/{number}/reply", 413, method="POST", content=b"x", headers={"content-length": str(2**40)}
    )
    assert re.search(r"不能超过 \d+ MB", page)
    program = await product.http.get("/api/v1/nothing")
    assert program.json()["error"]["code"] == "not_found"


@pytest.mark.parametrize(
    ("broken", "status", "told"),
    [
        (StorageUnavailable("The database is away."), 503, "暂时无法连接数据库"),
        (RuntimeError("a fault of ours"), 500, "系统出现问题"),
    ],
)
async def test_what_breaks_is_told_on_a_page(
    product: Product, monkeypatch: pytest.MonkeyPatch, broken: Exception, status: int, told: str
) -> None:
    """It says what one can do, and nothing of the inside."""

    async def away(*_: object) -> None:
        raise broken

    monkeypatch.setattr(Access, "session", away)
    transport = httpx.ASGITransport(web(product.app), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as http:
        answer = await http.get("/console/cases", headers={"accept-language": "zh-CN"})
        program = await http.get("/api/v1/cases/bulk")
    assert (answer.status_code, answer.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert told in answer.text
    assert str(broken) not in answer.text
    assert program.headers["content-type"] == "application/json"


async def test_strangers_are_not_told_where_the_database_lies(
    product: Product, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The log says it, and once for all who ask."""

    async def away(*_: object) -> None:
        raise StorageUnavailable("PostgreSQL at 10.1.2.3, port 5432, refused the connection")

    monkeypatch.setattr(product.app.database, "transact", away)
    visitor = (await product.http.post("/api/v1/web/conversations", json={})).json()["token"]
    for number in range(3):
        answer = await product.http.post(
            "/api/v1/web/messages",
            json={"id": str(number), "text": "x"},
            headers={"Authorization": f"Bearer {visitor}"},
        )
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
        assert answer.json()["error"]["code"] == "unavailable"
        assert "10.1.2.3" not in answer.text
    assert caplog.text.count("10.1.2.3") == 1


async def test_a_refused_action_leads_back_to_its_page(product: Product) -> None:
    """Its links and its freshness are those of the page; who comes by the form's address is led there."""
    token, number = await case(product)
    refused = await product.http.post(f"/console/cases/{number}/merge", data={"csrf": token, "into": "x"})
    assert refused.status_code == 422
    assert f'href="/console/cases/{number}?lang=en"' in refused.text
    assert f'data-page="/console/cases/{number}"' in refused.text
    assert f"/console/cases/{number}/merge?" not in refused.text
    for path, home in (
        (f"cases/{number}/merge", f"cases/{number}"),
        (f"cases/{number}/merge?lang=en", f"cases/{number}?lang=en"),
        ("bulletins", "incidents"),
        ("customers/1/mark", "customers/1"),
        ("users/1/disable", "users"),
        ("logout", ""),
    ):
        answer = await product.http.get(f"/console/{path}")
        assert (answer.status_code, answer.headers.get("location")) == (303, f"/console/{home}".rstrip("/")), path
    bulletin = await product.http.post("/console/bulletins", data={"csrf": token, "until_at": "x"})
    assert 'href="/console/incidents?lang=en"' in bulletin.text


async def test_a_refused_action_keeps_what_was_typed_and_chosen(product: Product) -> None:
    token, number = await case(product)

    async def act(verb: str, **form: str) -> str:
        answer = await product.http.post(f"/console/cases/{number}/{verb}", data={"csrf": token, **form})
        assert answer.status_code == 422, verb
        (section,) = re.findall(rf'<details[^>]* data-key="{verb}"[^>]*>.*?</form>', answer.text, re.DOTALL)
        assert re.match(r"<details[^>]* open>", section), verb
        return str(section)

    proposed = await act("propose", kind="repair", amount="很多", currency="USD", text="我们来修")
    assert 'name="amount" value="很多"' in proposed
    assert 'name="currency" value="USD"' in proposed
    assert '<option value="repair" selected>' in proposed
    assert proposed.count(" selected") == 1
    assert ">我们来修</textarea>" in proposed
    moved = await act("department", department="finance", reason=" ")
    assert '<option value="finance" selected>' in moved
    assert moved.count(" selected") == 1
    merged = await act("merge", into='HY26-"<b>', same_person="1")
    assert 'name="into" value="HY26-&#34;&lt;b&gt;"' in merged
    assert 'name="same_person" value="1" checked' in merged
    step = await act("step", text="x", due="soon", resources="一小时")
    assert 'value="soon"' in step
    assert 'value="一小时"' in step


async def test_what_was_sent_is_named_to_the_browser(product: Product) -> None:
    """Also where it became something else: a proposal for approval, a case of its own."""
    token, number = await case(product, Role.AGENT)

    async def act(verb: str, **form: str) -> str:
        answer = await product.http.post(f"/console/cases/{number}/{verb}", data={"csrf": token, **form})
        assert answer.status_code == 303, (verb, alerts(answer.text))
        return answer.headers["location"]

    waiting = await act("propose", kind="refund", amount="99999", currency="CNY", text="全额退款")
    assert waiting == f"/console/cases/{number}?done=waiting&sent={number}%3Apropose"
    split = await act("split", text="另外快递员态度很差", category="other")
    assert split.endswith(f"?done=split&sent={number}%3Asplit")
    assert number not in split.split("?")[0]
    assert (await act("note", text="记一笔")).endswith(f"sent={number}%3Anote")


@pytest.mark.parametrize("path", ["cases?text=kettle&category=delivery&status=", "performance?"])
async def test_days_in_the_wrong_order_keep_the_page(product: Product, path: str) -> None:
    await enter(product, Role.SUPERVISOR)
    answer = await product.http.get(f"/console/{path}&from=2026-11-20&to=2026-11-10")
    assert answer.status_code == 422
    assert len(alerts(answer.text)) == 1
    assert "早于" in alerts(answer.text)[0]
    assert 'value="2026-11-20"' in answer.text
    assert 'value="2026-11-10"' in answer.text
    assert "data-refresh" not in answer.text
    if path.startswith("cases"):
        assert 'name="text" value="kettle"' in answer.text
        assert '<option value="delivery" selected>' in answer.text


async def test_the_audit_log_is_told_in_words(product: Product) -> None:
    token = await enter(product, Role.ADMINISTRATOR)
    number = number_of(await write_down(product, token, phone="13800138000"))
    await product.http.post(f"/console/cases/{number}/call", data={"csrf": token, "text": "已说明"})
    page = (await product.http.get("/console/audit", params={"lang": "zh-Hans"})).text
    table = page[page.index("<tbody>") :]
    for words in (">登记投诉<", ">登记通话<", ">电话<", ">登录<"):
        assert words in table
    assert ">enter_complaint<" not in page
    assert '<option value="enter_complaint">登记投诉</option>' in page
    chosen = (await product.http.get("/console/audit", params={"lang": "zh-Hans", "action": "call"})).text
    assert '<option value="call" selected>登记通话</option>' in chosen
    assert ">登记投诉</td>" not in chosen
