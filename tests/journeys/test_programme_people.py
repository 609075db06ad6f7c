"""Knowledge and customers, from a customer's message to the figure or the page that staff see."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import httpx

from bot.records import Role
from tests.journeys.conftest import Product, Visitor, running, settings_for
from tests.journeys.test_console import NEW, enter, log_in

ARTICLE = {
    "title": "Signed for, not received",
    "category": "delivery",
    "offer": "1",
    "examples.zh-Hans": "包裹显示已签收但我没收到\n快递显示签收了可是没收到货",
    "answer.zh-Hans": "快递可能放在了丰巢柜，取件码在短信里。",
    "examples.en": "My parcel says delivered but I never got it",
    "answer.en": "It may be in a parcel locker; the pickup code is in your text messages.",
}
LOST = "物流写着已经签收，我根本没拿到东西，订单号 A20261105888，要求退款"


async def post(product: Product, path: str, token: str, **data: Any) -> httpx.Response:
    """A form of the console."""
    return await product.http.post(f"/console/{path}", data={"csrf": token, **data})


async def page(product: Product, path: str, language: str = "en") -> str:
    answer = await product.http.get(f"/console/{path}", headers={"accept-language": language})
    assert answer.status_code == 200, answer.text[:500]
    return answer.text


async def published(product: Product, token: str, **more: str) -> str:
    """Write an article in the console and publish it; its id."""
    answer = await post(product, "knowledge", token, **{**ARTICLE, "publish": "1", **more})
    assert answer.status_code == 303, answer.text[:800]
    found = re.search(r"/knowledge/(\d+)", answer.headers["location"])
    assert found
    return found[1]


async def file(visitor: Visitor) -> str:
    """Submit what was told; the number."""
    for text in ("没有其他了，直接提交", "没问题，提交"):
        said = await visitor.say(text)
        if number := re.search(r"HY\d\d-\w{4}-\w{4}", said):
            return number[0]
    raise AssertionError(visitor.seen)


async def figures(product: Product, headers: dict[str, str]) -> dict[str, int]:
    answer = await product.http.get("/api/v1/articles", headers=headers)
    assert answer.status_code == 200, answer.text
    found: dict[str, int] = answer.json()["articles"][0]["figures"]
    return found


async def test_an_article_is_drafted_published_offered_and_measured(product: Product) -> None:
    token = await enter(product, Role.SUPERVISOR)
    leader = await product.staff(Role.SUPERVISOR)
    draft = await post(product, "knowledge", token, **ARTICLE)
    id = draft.headers["location"].partition("/knowledge/")[2].partition("?")[0]
    unaware = await product.visitor("zh-Hans")
    assert "丰巢柜" not in await unaware.say(LOST)

    assert (await post(product, f"knowledge/{id}/publish", token, version="1")).status_code == 303
    helped = await product.visitor("zh-Hans")
    assert "丰巢柜" in await helped.say(LOST)
    assert re.search("不用登记|不登记", await helped.say("解决了", choice="helped:yes"))
    in_vain = await product.visitor("zh-Hans")
    assert "丰巢柜" in await in_vain.say(LOST)
    answer = await in_vain.say("没解决，继续投诉", choice="helped:no")
    assert "丰巢柜" not in answer
    assert "发生了什么" not in answer
    number = await file(in_vain)
    case = await product.case(number, leader)
    assert (case["order_number"], case["answers"]["remedy"]) == ("A20261105888", "refund")
    assert "offered_answer" not in case["answers"]
    silent = await product.visitor("zh-Hans")
    assert "丰巢柜" in await silent.say(LOST)
    wanted = {"offered": 3, "helped": 1, "not_helped": 1, "unanswered": 1, "came_back": 0}
    assert await figures(product, leader) == wanted

    # Within a week they complain of it after all: it is not offered again, and the figure says so.
    await product.pass_time(timedelta(days=3))
    assert "丰巢柜" not in await helped.say("我要投诉，快递显示签收了可是没收到货，订单号 A20261105888")
    await file(helped)
    assert (await figures(product, leader))["came_back"] == 1
    await log_in(product, "user-supervisor", NEW)
    text = await page(product, "knowledge?days=30")
    row = re.search(r"Signed for.*?</tr>", text, re.S)
    assert row
    assert re.findall(r'<td class="n"[^>]*>([^<]+)</td>', row[0]) == ["3", "1", "1", "1", "1", "0 %"]
    shown = await page(product, "knowledge?days=7", "zh-CN")
    assert "7 天内又投诉" in shown
    await product.pass_time(timedelta(days=20))
    await log_in(product, "user-supervisor", NEW)
    assert re.search('class="n soft"[^>]*>–', await page(product, "knowledge?days=7"))


async def test_versions_are_compared_restored_and_retired(product: Product) -> None:
    token = await enter(product, Role.SUPERVISOR)
    id = await published(product, token)
    changed = {**ARTICLE, "answer.zh-Hans": "请先问一下门卫。", "id": id, "version": "1", "change": "lockers are gone"}
    assert (await post(product, "knowledge", token, **changed)).status_code == 303
    conflict = await post(product, "knowledge", token, **changed)
    assert conflict.status_code == 422
    assert "刚被其他人修改过" in conflict.text
    text = await page(product, f"knowledge/{id}")
    assert "lockers are gone" in text
    assert re.search(r"<del>.*丰巢柜", text)
    assert re.search(r"<ins>.*门卫", text)
    assert "newer draft" in text
    assert "丰巢柜" in await (await product.visitor("zh-Hans")).say(LOST)
    await post(product, f"knowledge/{id}/publish", token, version="2")
    assert "门卫" in await (await product.visitor("zh-Hans")).say(LOST)
    await post(product, f"knowledge/{id}/restore", token, version="1")
    await post(product, f"knowledge/{id}/publish", token, version="3")
    assert "丰巢柜" in await (await product.visitor("zh-Hans")).say(LOST)
    await post(product, f"knowledge/{id}/retire", token)
    assert "丰巢柜" not in await (await product.visitor("zh-Hans")).say(LOST)
    assert (await post(product, f"knowledge/{id}/publish", token, version="9")).status_code == 404
    for fault in (
        {"answer.en": "At {time}"},
        {"title": ""},
        {"category": "nonsense"},
        {"answer.zh-Hans": "", "answer.en": ""},
    ):
        answer = await post(product, "knowledge", token, **{**ARTICLE, **fault})
        assert answer.status_code == 422, fault
    admin = await product.app.database.read(lambda uow: [line["action"] for line in uow.staff.audited()])
    assert {"article", "publish_article", "restore_article", "retire_article"} <= set(admin)


async def test_a_question_of_the_settings_is_replaced_and_comes_back(product: Product) -> None:
    token = await enter(product, Role.SUPERVISOR)
    visitor = await product.visitor("zh-Hans")
    assert "免费" in await visitor.say("投诉要收费吗？")
    form = await page(product, "knowledge/new?instead=cost")
    assert "投诉要收费吗" in form
    fresh = {"title": "Cost", "instead": "cost", "examples.zh-Hans": "投诉要收费吗", "answer.zh-Hans": "分文不取。"}
    answer = await post(product, "knowledge", token, **fresh, publish="1")
    id = answer.headers["location"].partition("/knowledge/")[2].partition("?")[0]
    assert "分文不取" in await (await product.visitor("zh-Hans")).say("投诉要收费吗？")
    await post(product, f"knowledge/{id}/retire", token)
    said = await (await product.visitor("zh-Hans")).say("投诉要收费吗？")
    assert "分文不取" not in said
    assert "免费" not in said
    await post(product, f"knowledge/{id}/restore", token, version="1")
    assert "免费" in await (await product.visitor("zh-Hans")).say("投诉要收费吗？")


async def test_another_process_knows_it_at_once(migrated_url: Any, tmp_path: Any, understander: Any) -> None:
    settings = settings_for(migrated_url(), tmp_path)
    async with running(settings, understander) as first, running(settings, understander) as second:
        assert "丰巢柜" not in await (await second.visitor("zh-Hans")).say(LOST)
        leader = await first.staff(Role.SUPERVISOR)
        body = {
            "title": "x", "examples": {"zh-Hans": ["物流显示已经签收，可是我没拿到东西"]},
            "answer": {"zh-Hans": "快递可能放在了丰巢柜。"}, "publish": True,
        }  # fmt: skip
        made = await first.http.post("/api/v1/articles", json=body, headers=leader)
        assert made.status_code == 201, made.text
        assert made.json()["state"] == "published"
        for product in (second, first, second):
            assert "丰巢柜" in await (await product.visitor("zh-Hans")).say(LOST)
        retired = await second.http.post(f"/api/v1/articles/{made.json()['id']}/retire", headers=leader)
        assert retired.json()["state"] == "retired"
        for product in (first, second):
            assert "丰巢柜" not in await (await product.visitor("zh-Hans")).say(LOST)


async def test_marks_raise_what_is_open_and_what_comes(product: Product) -> None:
    visitor = await product.visitor("zh-Hans")
    number = await visitor.complain()
    token = await enter(product, Role.AGENT)
    agent = await product.staff(Role.AGENT)
    case = await product.case(number, agent)
    id = case["customer"]
    assert case["priority"] == 0
    assert (await post(product, f"customers/{id}/mark", token, mark="vip", reason=" ")).status_code == 422
    assert (
        await post(product, f"customers/{id}/mark", token, mark="vip", reason="板桥店年度大客户")
    ).status_code == 303
    case = await product.case(number, agent)
    assert (case["priority"], case["priority_reason"]) == (1, "vip")
    queue = await page(product, "cases")
    assert "mark-vip" in queue
    assert "VIP" in queue
    assert "mark-vip" in await page(product, f"cases/{number}")
    profile = await page(product, f"customers/{id}")
    assert "板桥店年度大客户" in profile
    assert number in profile

    await visitor.say("另外一个问题，店员骂我妈，订单 B99887766554")
    second = await file(visitor)
    assert (await product.case(second, agent))["priority_reason"] == "vip"
    await post(product, f"customers/{id}/mark", token, mark="vulnerable", reason="独居老人")
    assert (await product.case(second, agent))["priority"] == 2
    await post(product, f"customers/{id}/unmark", token, mark="vip")
    await post(product, f"customers/{id}/note", token, text="喜欢电话联系 <script>")
    profile = await page(product, f"customers/{id}", "zh-CN")
    assert "喜欢电话联系 &lt;script&gt;" in profile
    assert "已取消" in profile
    shown = (await product.http.get(f"/api/v1/customers/{id}", headers=agent)).json()
    assert [one["mark"] for one in shown["marks"] if not one["lifted_at"]] == ["vulnerable"]
    assert {case["number"] for case in shown["cases"]} == {number, second}
    for text in (number, "A20261105888", "电饭煲", visitor_of(shown)):
        found = (await product.http.get("/api/v1/customers", params={"text": text}, headers=agent)).json()["customers"]
        assert [one["id"] for one in found] == [id], text
    assert str(id) in await page(product, f"customers?text={number}")
    actions = await product.app.database.read(lambda uow: [line["action"] for line in uow.staff.audited()])
    assert {"mark_customer", "unmark_customer", "customer_note"} <= set(actions)


def visitor_of(profile: dict[str, Any]) -> str:
    """The address by which the customer is found."""
    return str(profile["addresses"][0]["user"])


async def test_staff_write_down_consent_and_separate_whom_a_code_joined(product: Product) -> None:
    first, second = await product.visitor("zh-Hans"), await product.visitor("zh-Hans")
    mine = await first.complain()
    theirs = await second.complain("你们多收了我两次会员费，要求退费，订单 B99887766554")
    code = re.search(r"LK-\w{4}-\w{4}", await first.say("我想绑定微信账号"))
    assert code
    assert mine in await second.say(code[0])
    token = await enter(product, Role.SUPERVISOR)
    agent = await product.staff(Role.AGENT)
    id = (await product.case(theirs, agent))["customer"]
    assert (await product.case(mine, agent))["customer"] == id
    shown = (await product.http.get(f"/api/v1/customers/{id}", headers=agent)).json()
    assert len(shown["addresses"]) == 2
    talks = {case["number"]: case for case in shown["cases"]}
    assert set(talks) == {mine, theirs}
    wrong = (await product.app.database.read(lambda uow: uow.cases.by_number(theirs))).conversation

    form = {"conversation": wrong, "given": "0", "reason": "called us"}
    assert (await post(product, f"customers/{id}/consent", token, **form)).status_code == 303
    assert (await post(product, f"customers/{id}/consent", token, **form)).status_code == 422
    assert "called us" in await page(product, f"customers/{id}")

    answer = await post(product, f"customers/{id}/separate", token, conversation=wrong, reason="shared computer")
    assert answer.status_code == 303, answer.text[:500]
    other = (await product.case(theirs, agent))["customer"]
    assert other != id
    assert (await product.case(mine, agent))["customer"] == id
    assert "unlinked" in [event["kind"] for event in (await product.case(theirs, agent))["timeline"]]
    # Neither hears of the other's case any more.
    assert mine not in await second.say("查一下进度")
    assert theirs not in await first.say("查一下进度")
    assert (
        await post(product, f"customers/{other}/separate", token, conversation=wrong, reason="x")
    ).status_code == 422
    moved = (await product.http.get(f"/api/v1/customers/{other}", headers=agent)).json()
    assert [one["given"] for one in moved["consents"]] == [False]


async def test_links_that_were_given_out_are_made_useless(product: Product) -> None:
    visitor = await product.visitor("zh-Hans")
    number = await visitor.complain()
    old = product.app.links.progress(number).removeprefix(product.app.links.base)
    survey = product.app.links.survey(number).removeprefix(product.app.links.base)
    assert (await product.http.get(old)).status_code == 200
    token = await enter(product, Role.AGENT)
    assert (await post(product, f"cases/{number}/revoke", token)).status_code == 303
    for link in (old, survey):
        gone = await product.http.get(link)
        assert gone.status_code == 404
        assert number not in gone.text
    assert (await product.http.post(survey, data={"score": "1"})).status_code == 404
    product.clock.move(timedelta(seconds=1))
    new = product.app.links.progress(number).removeprefix(product.app.links.base)
    assert (await product.http.get(new)).status_code == 200


async def test_the_page_of_our_mails_takes_all_consent_back_and_gives_it_again(product: Product) -> None:
    visitor = await product.visitor("zh-Hans")
    number = await visitor.complain()
    link = product.app.links.unsubscribe(number).removeprefix(product.app.links.base)

    async def state() -> tuple[bool, bool]:
        talk = await product.app.database.read(
            lambda uow: uow.conversations.get(uow.cases.by_number(number).conversation)
        )
        return talk.consented, talk.state.quiet

    assert (await product.http.get(link)).status_code == 200
    assert await state() == (True, False)
    await product.http.post(link, data={"List-Unsubscribe": "One-Click"})
    assert await state() == (True, True)
    done = await product.http.post(link, data={"what": "all"}, headers={"accept-language": "en"})
    assert "Write to me again" in done.text
    assert await state() == (False, True)
    await product.http.post(link, data={"what": "again"})
    assert await state() == (True, False)
