"""What staff do at their desk: many cases at once, duplicates, prepared replies, files, colleagues."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx
import pytest

from bot.desk import presence
from bot.messages import Address
from bot.ports import UnitOfWork
from bot.records import Role
from tests.journeys.conftest import Product
from tests.journeys.test_console import enter

SOFA = "沙发面料破了，订单号 A20261105888，要求退款"
BILL = "你们多收了我两次会员费，要求退费，订单 B99887766554"


async def filed(product: Product, text: str = SOFA) -> tuple[Any, str]:
    """A visitor and the number of their case."""
    visitor = await product.visitor("zh-Hans")
    return visitor, await visitor.complain(text)


async def post(product: Product, path: str, token: str, **data: Any) -> httpx.Response:
    """A form of the console."""
    return await product.http.post(f"/console/{path}", data={"csrf": token, **data})


async def page(product: Product, path: str) -> str:
    answer = await product.http.get(f"/console/{path}", headers={"accept-language": "en"})
    assert answer.status_code == 200, answer.text[:500]
    return answer.text


async def test_the_queue_is_filtered_and_sorted_by_its_address(product: Product) -> None:
    _, first = await filed(product)
    _, second = await filed(product, BILL)
    token = await enter(product, Role.SUPERVISOR)
    me = product.users["user-supervisor"].id
    await post(product, f"cases/{first}/assign", token, user=me, reason="mine")
    for query, wanted in (
        ("view=mine", {first}),
        ("view=unassigned", {second}),
        (f"owner={me}", {first}),
        ("channel=web&language=zh-Hans", {first, second}),
        ("priority=1", set()),
        ("language=en", set()),
        ("sort=newest", {first, second}),
        ("sort=due&priority=2", set()),
        ("view=escalated", set()),
        ("sort=x&view=y&owner=z&priority=9", {first, second}),
    ):
        text = await page(product, f"cases?{query}")
        assert set(re.findall(r'<tr data-key="(HY[\w-]+)"', text)) == wanted, query
    newest = await page(product, "cases?sort=newest")
    assert newest.index(f'data-key="{second}"') < newest.index(f'data-key="{first}"')


async def test_many_cases_are_changed_and_each_refusal_is_told(product: Product) -> None:
    numbers = [(await filed(product))[1], (await filed(product, BILL))[1]]
    token = await enter(product, Role.SUPERVISOR)
    answer = await post(product, "cases", token, number=numbers, change="priority", to_priority="2", reason="press")
    assert answer.status_code == 303
    headers = await product.staff(Role.SUPERVISOR)
    assert [(await product.case(number, headers))["priority"] for number in numbers] == [2, 2]
    mixed = [*numbers, "HY26-AAAA-AAAA"]
    answer = await post(product, "cases", token, number=mixed, change="category", to_category="billing")
    assert answer.status_code == 422
    assert "2" in answer.text
    assert "没有编号为 HY26-AAAA-AAAA 的案件" in answer.text
    assert [(await product.case(number, headers))["category"] for number in numbers] == ["billing", "billing"]
    for data in ({"number": numbers}, {"change": "assign"}, {"number": numbers, "change": "erase"}):
        assert (await post(product, "cases", token, **data)).status_code == 422


async def test_a_department_changes_no_case_of_another(product: Product) -> None:
    _, number = await filed(product)
    token = await enter(product, Role.DEPARTMENT, "nobody")
    answer = await post(product, "cases", token, number=[number], change="priority", to_priority="2")
    assert answer.status_code == 422
    for verb, data in (
        ("merge", {"into": number}),
        ("split", {"text": "x", "category": "billing"}),
        ("details", {"answer.product": "x"}),
        ("department", {"department": "finance", "reason": "x"}),
        ("resend", {"line": "1"}),
        ("reply", {"text": "x"}),
        ("presence", {}),
    ):
        assert (await post(product, f"cases/{number}/{verb}", token, **data)).status_code in (404, 422), verb
    assert (await product.http.get(f"/console/cases/{number}/scripts")).status_code == 404
    assert (await product.case(number, await product.staff(Role.SUPERVISOR)))["priority"] == 0


async def test_details_and_department_are_changed_with_a_trace(product: Product) -> None:
    _, number = await filed(product)
    token = await enter(product, Role.AGENT)
    answer = await post(product, f"cases/{number}/details", token, **{"answer.product": "三人沙发"})
    assert answer.status_code == 303
    refused = await post(product, f"cases/{number}/department", token, department="finance", reason="")
    assert refused.status_code == 422
    departments = list(product.app.rules.policy.departments)
    case = await product.case(number, await product.staff(Role.SUPERVISOR))
    other = next(one for one in departments if one != case["department"])
    moved = await post(product, f"cases/{number}/department", token, department=other, reason="物流的事")
    assert moved.status_code == 303
    case = await product.case(number, await product.staff(Role.SUPERVISOR))
    assert case["answers"]["product"] == "三人沙发"
    assert case["department"] == other
    kinds = {event["kind"]: event for event in case["timeline"]}
    assert kinds["amended"]["data"]["after"] == {"product": "三人沙发"}
    assert not kinds["amended"]["public"]
    assert kinds["department"]["note"] == "物流的事"


async def test_a_mentioned_colleague_alone_is_told(product: Product) -> None:
    _, number = await filed(product)
    await product.staff(Role.AGENT, login="lisa")
    await product.staff(Role.AGENT, login="li")
    await product.staff(Role.DEPARTMENT, "nobody", login="blind")
    token = await enter(product, Role.SUPERVISOR)
    assert (await post(product, f"cases/{number}/note", token, text="@Lisa请跟进，@nobody@")).status_code == 303
    refused = await post(product, f"cases/{number}/note", token, text="@blind look")
    assert refused.status_code == 422

    def alerts(uow: UnitOfWork) -> dict[str, list[str]]:
        return {
            name: [one.text for one in uow.alerts.unseen(user=user.id) if one.kind == "mention"]
            for name, user in product.users.items()
        }

    told = await product.app.database.read(alerts)
    assert {name for name, texts in told.items() if texts} == {"lisa"}
    assert "请跟进" in told["lisa"][0]
    assert await product.app.database.read(lambda uow: [one for one in uow.alerts.untold() if one.user]) == []


async def test_two_cases_that_are_one_are_merged(product: Product) -> None:
    visitor, main = await filed(product)
    other, double = await filed(product, "我的沙发还是破的，没人理我，订单号 A20261105888")
    await other.say("转人工")
    token = await enter(product, Role.SUPERVISOR)
    refused = await post(product, f"cases/{double}/merge", token, into=main)
    assert refused.status_code == 422
    assert "same_person" in refused.text
    assert (await post(product, f"cases/{main}/merge", token, into=main)).status_code == 422
    await other.news()
    answer = await post(product, f"cases/{double}/merge", token, into=main, same_person="1")
    assert answer.status_code == 303, answer.text[:2000]
    assert answer.headers["location"].startswith(f"/console/cases/{main}")
    [told] = await other.news()
    assert main in told["text"]
    assert double in told["text"]
    assert await visitor.news() == []
    again = await post(product, f"cases/{double}/merge", token, into=main, same_person="1")
    assert again.status_code == 422

    headers = await product.staff(Role.SUPERVISOR)
    first, second = await product.case(main, headers), await product.case(double, headers)
    assert second["status"] == "closed"
    assert [event["to"] for event in first["timeline"] if event["kind"] == "merged"] == [double]
    assert [event["to"] for event in second["timeline"] if event["kind"] == "merged_into"] == [main]
    assert first["handoff"], "who waited in the duplicate waits in the main case"
    assert first["customer"] == second["customer"]
    shown = await page(product, f"cases/{main}")
    assert "没人理我" in shown
    assert double in shown
    assert main in await page(product, f"cases/{double}")
    for verb in ("reopen", "claim", "reply"):
        assert (await post(product, f"cases/{double}/{verb}", token, text="x")).status_code == 422, verb
    # The other conversation is now about the main case.
    await post(product, f"cases/{main}/claim", token)
    await post(product, f"cases/{main}/release", token)
    assert main in await other.say(f"{double} 进度怎么样了？")


async def test_a_second_matter_becomes_a_case_of_its_own(product: Product) -> None:
    visitor, number = await filed(product)
    token = await enter(product, Role.AGENT)
    await visitor.news()
    assert (await post(product, f"cases/{number}/split", token, text="", category="billing")).status_code == 422
    answer = await post(product, f"cases/{number}/split", token, text="还多收了运费", category="billing")
    new = re.search(r"HY\d\d-\w{4}-\w{4}", answer.headers["location"])
    assert new
    assert new[0] != number
    [told] = await visitor.news()
    assert new[0] in told["text"]
    headers = await product.staff(Role.SUPERVISOR)
    made = await product.case(new[0], headers)
    assert made["answers"]["description"] == "还多收了运费"
    assert made["category"] == "billing"
    assert made["status"] == "acknowledged"
    old = await product.case(number, headers)
    assert [event["to"] for event in old["timeline"] if event["kind"] == "split"] == [new[0]]
    assert made["customer"] == old["customer"]
    due = await product.app.database.read(lambda uow: uow.cases.by_number(new[0]).due_at)
    assert due > product.clock.now()


async def test_prepared_replies_have_versions_and_are_filled_in(product: Product) -> None:
    _, number = await filed(product)
    assert (await product.http.get("/console/scripts")).status_code == 303
    token = await enter(product, Role.SUPERVISOR)
    form = {"title": "致歉", "category": "", "language": "zh-Hans", "text": "{number}：抱歉，{agent}，{due}前答复"}
    assert (await post(product, "scripts", token, **{**form, "text": "{nummer}"})).status_code == 422
    assert (await post(product, "scripts", token, **form)).status_code == 303
    other = {**form, "title": "Sorry", "language": "en", "text": "Sorry"}
    assert (await post(product, "scripts", token, **other)).status_code == 303

    async def found(words: str = "") -> list[dict[str, str]]:
        answer = await product.http.get(f"/console/cases/{number}/scripts", params={"q": words})
        scripts: list[dict[str, str]] = answer.json()["scripts"]
        return scripts

    [script] = await found("抱歉")
    assert script["text"].startswith(f"{number}：抱歉，User-Supervisor，")
    assert "{" not in script["text"]
    assert await found("nothing") == []
    stored = await product.app.database.read(lambda uow: uow.scripts.all())
    id = next(one.id for one in stored if one.title == "致歉")
    changed = {**form, "id": id, "version": 1, "text": "对不起"}
    assert (await post(product, "scripts", token, **changed)).status_code == 303
    assert (await post(product, "scripts", token, **changed)).status_code == 422
    versions = await product.app.database.read(lambda uow: uow.scripts.versions(id))
    assert [(one.version, one.text) for one in versions] == [(2, "对不起"), (1, form["text"])]
    assert (await post(product, f"scripts/{id}/retire", token)).status_code == 303
    assert await found() == []
    product.http.cookies.clear()
    token = await enter(product, Role.AGENT)
    assert (await post(product, "scripts", token, **form)).status_code == 403
    assert (await post(product, f"scripts/{id}/restore", token)).status_code == 403


async def test_a_reply_carries_checked_files(product: Product) -> None:
    visitor, number = await filed(product)
    await visitor.news()
    token = await enter(product, Role.AGENT)

    async def send(name: str, data: bytes, **more: str) -> httpx.Response:
        return await product.http.post(
            f"/console/cases/{number}/reply",
            data={"csrf": token, "text": "", **more},
            files=[("files", (name, data, "text/plain"))],
        )

    assert (await send("说明.txt", "请看".encode())).status_code == 303
    [line] = await visitor.news()
    assert [file["name"] for file in line["attachments"]] == ["说明.txt"]
    refused = await send("big.txt", b"x" * 1_100_000, text="the words stay")
    assert refused.status_code == 422
    assert "the words stay" in refused.text
    assert (await product.http.post(f"/console/cases/{number}/reply", data={"csrf": "no"})).status_code == 403
    assert (await post(product, f"cases/{number}/reply", token, text="x", to="999999")).status_code == 422


async def test_who_else_looks_and_types_is_known_for_a_while(product: Product) -> None:
    _, number = await filed(product)
    await product.staff(Role.AGENT, login="lisa")
    lisa = product.users["lisa"]
    token = await enter(product, Role.SUPERVISOR)
    alone = await post(product, f"cases/{number}/presence", token)
    assert alone.json() == {"others": []}
    now = product.clock.now()
    bell_rang = asyncio.Event()

    async def listen() -> None:
        async with product.app.database.watch(f"case:{number}") as bell:
            bell_rang.set()
            assert await bell.wait(10)

    listener = asyncio.create_task(listen())
    await bell_rang.wait()
    await product.app.database.transact(lambda uow: presence.here(uow, number, lisa, typing=True, now=now))
    await listener
    answer = await post(product, f"cases/{number}/presence", token)
    assert answer.json() == {"others": [{"name": "Lisa", "typing": True}]}
    assert "Lisa is typing" in await page(product, f"cases/{number}")
    product.clock.move(timedelta(seconds=10))
    answer = await post(product, f"cases/{number}/presence", token)
    assert answer.json() == {"others": [{"name": "Lisa", "typing": False}]}
    product.clock.move(timedelta(minutes=1))
    assert (await post(product, f"cases/{number}/presence", token)).json() == {"others": []}
    gone = await post(product, f"cases/{number}/presence", token, gone="1")
    assert gone.status_code == 200
    seen = await product.app.database.read(
        lambda uow: presence.others(uow, uow.cases.by_number(number).id, lisa, now=product.clock.now())
    )
    assert seen == []


@pytest.mark.parametrize("elsewhere", [False, True])
async def test_what_did_not_arrive_is_sent_again(product: Product, elsewhere: bool) -> None:
    visitor, number = await filed(product)
    token = await enter(product, Role.AGENT)
    away = Address(channel="gone", user="u")

    def fail(uow: UnitOfWork) -> tuple[int, int]:
        """A second address of the customer, and a message on it that failed."""
        from bot.desk.speech import speak
        from bot.messages import Purpose
        from bot.records import Author

        case = uow.cases.by_number(number)
        talk = uow.conversations.open(away, now=product.clock.now(), name="x", state=None)
        talk = uow.conversations.join(talk, case.customer)
        line = speak(
            uow, product.app.rules, talk, "您的退款已到账", now=product.clock.now(), purpose=Purpose.STATUS,
            author=Author.BOT, case=case,
        )  # fmt: skip
        entry = uow.transcript.before(talk.id, line + 1, 1)[0]
        assert entry.outbox is not None
        uow.outbox.dead(entry.outbox, "blocked by the recipient")
        return line, case.conversation

    line, web = await product.app.database.transact(fail)
    shown = await page(product, f"cases/{number}")
    assert "not delivered: blocked by the recipient" in shown
    assert "Send by website chat" in shown
    await visitor.news()
    data = {"line": str(line), **({"to": str(web)} if elsewhere else {})}
    answer = await post(product, f"cases/{number}/resend", token, **data)
    if elsewhere:
        assert answer.status_code == 303, answer.text[:1000]
        [said] = await visitor.news()
        assert said["text"] == "您的退款已到账"
    else:
        # No such channel is configured any more.
        assert answer.status_code == 422
        assert "无法在该渠道联系到客户" in answer.text
    assert (await post(product, f"cases/{number}/resend", token, line="999999")).status_code == 404


async def test_a_merged_case_raises_its_main_case(product: Product) -> None:
    visitor, main = await filed(product)
    token = await enter(product, Role.AGENT)
    answer = await post(product, f"cases/{main}/split", token, text="漏电伤人", category="product_quality")
    urgent = re.search(r"HY\d\d-\w{4}-\w{4}", answer.headers["location"])
    assert urgent
    await post(product, f"cases/{urgent[0]}/priority", token, priority="2", reason="safety")
    await visitor.news()
    assert (await post(product, f"cases/{urgent[0]}/merge", token, into=main)).status_code == 303
    assert len(await visitor.news()) == 1
    headers = await product.staff(Role.SUPERVISOR)
    assert (await product.case(main, headers))["priority"] == 2

    def chain(uow: UnitOfWork) -> int | None:
        return uow.cases.by_number(urgent[0]).main if urgent else None

    assert await product.app.database.read(chain) is not None
    await product.app.database.transact(
        lambda uow: uow.cases.save(replace(uow.cases.by_number(main), updated_at=product.clock.now()))
    )
