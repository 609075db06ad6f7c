"""Solution, authority, re-complaints and quality: each row begins with a customer and ends on a figure or a document."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import httpx
import pytest

from bot.records import Role
from tests.journeys.conftest import Product, Visitor

COOKER = "你们的电饭煲用了一天就坏了，订单号 A20261105888，要求退款，金额 299 元"


async def filed(product: Product, text: str = COOKER) -> tuple[Visitor, str]:
    """A visitor and the number of their case."""
    visitor = await product.visitor("zh-Hans")
    return visitor, await visitor.complain(text)


async def act(product: Product, who: dict[str, str], path: str, expect: int = 200, **body: Any) -> Any:
    """A change over the API."""
    answer = await product.http.post(f"/api/v1/{path}", json=body, headers=who)
    assert answer.status_code == expect, answer.text
    return answer.json()


async def show(product: Product, who: dict[str, str], path: str) -> Any:
    """What the API shows."""
    answer = await product.http.get(f"/api/v1/{path}", headers=who)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def press(visitor: Visitor, line: dict[str, Any], at: int) -> str:
    """Press a button of a message."""
    choice = line["choices"][at]
    return await visitor.say(choice["label"], choice=choice["value"])


async def test_cause_plan_proposal_and_confirmation(product: Product) -> None:
    visitor, number = await filed(product)
    agent = await product.staff()
    me = product.users[next(iter(product.users))].id
    await act(product, agent, f"cases/{number}/cause", cause="defect", words="密封圈批次问题")
    due = (product.clock.now() + timedelta(hours=5)).isoformat()
    first = await act(
        product, agent, f"cases/{number}/steps", 201, text="联系仓库", owner=me, due_at=due, resources="备件 2 件"
    )
    second = await act(product, agent, f"cases/{number}/steps", 201, text="退款")
    await act(product, agent, f"cases/{number}/steps/{second['id']}", done=True)
    await product.pass_time(timedelta(hours=6))
    reminded = [alert["text"] for alert in (await show(product, agent, "alerts"))["alerts"]]
    assert "计划步骤到期：联系仓库" in reminded

    third = await act(product, agent, f"cases/{number}/steps", 201, text="多余的一步")
    await act(product, agent, f"cases/{number}/steps/{third['id']}", dropped=True)
    await act(product, agent, f"cases/{number}/steps/{second['id']}", 409, dropped=True)
    made = await act(product, agent, f"cases/{number}/propose", kind="refund", amount="199.50", solution="原路退回")
    assert (made["status"], made["offer"]["stage"]) == ("proposed", "offered")
    offer = (await visitor.news())[-1]
    assert "退款 199.50 元。原路退回" in offer["text"]
    await press(visitor, offer, 0)
    await act(product, agent, f"cases/{number}/resolve", note="已于今日退款")
    asked = (await visitor.news())[-1]
    assert "已于今日退款" in asked["text"]
    assert [choice["value"] for choice in asked["choices"]] == [f"received:{number}", f"missing:{number}"]
    assert number in await visitor.say("收到了，谢谢")
    case = await product.case(number, agent)
    assert case["status"] == "resolved"
    solved = await show(product, agent, f"cases/{number}/solution")
    assert [one["stage"] for one in solved["offers"]] == ["confirmed"]
    assert solved["cause"]["cause"] == "defect"
    assert [(step["text"], step["done_at"] is not None) for step in solved["steps"]] == [
        ("联系仓库", False),
        ("退款", True),
    ]
    kinds = [(event["kind"], event["to"]) for event in case["timeline"]]
    for line in (("cause", "defect"), ("step", "planned"), ("step", "done"), ("step", "due"), ("remedy", "confirmed")):
        assert line in kinds
    assert first["id"] != second["id"]


@pytest.mark.parametrize("words", ["没有收到", "还没到账呢", "还没有"])
async def test_what_was_not_carried_out_is_reopened(product: Product, words: str) -> None:
    visitor, number = await filed(product)
    agent = await product.staff()
    await act(product, agent, f"cases/{number}/propose", solution="全额退款")
    await visitor.say("可以")
    await act(product, agent, f"cases/{number}/resolve", note="已处理")
    await visitor.say(words)
    case = await product.case(number, agent)
    assert (case["status"], case["level"], case["recomplaints"], case["priority"]) == ("reopened", 2, 1, 1)
    solved = await show(product, agent, f"cases/{number}/solution")
    assert solved["offers"][-1]["stage"] == "missing"
    assert [one["way"] for one in solved["recomplaints"]] == ["missing"]


async def test_above_the_limit_a_supervisor_decides_first(product: Product) -> None:
    visitor, number = await filed(product)
    agent, chief = await product.staff(), await product.staff(Role.SUPERVISOR)
    await visitor.news()
    made = await act(product, agent, f"cases/{number}/propose", kind="refund", amount=200.01, solution="原路退回")
    assert (made["status"], made["offer"]["stage"], made["offer"]["reason"]) == ("acknowledged", "waiting", "amount")
    assert await visitor.news() == []
    assert any(alert["kind"] == "approval" for alert in (await show(product, chief, "alerts"))["alerts"])
    [waiting] = (await show(product, chief, "approvals"))["waiting"]
    assert waiting["case"] == number
    assert (await show(product, agent, "approvals"))["waiting"] == []
    await act(product, agent, f"approvals/{waiting['id']}", 403, decision="approve")
    await act(product, chief, f"approvals/{waiting['id']}", 422, decision="refuse")
    done = await act(
        product, chief, f"approvals/{waiting['id']}", decision="change", amount="150", kind="refund", remark="用过一天"
    )
    assert (done["stage"], done["amount"]) == ("offered", "150")
    assert "退款 150 元。原路退回" in (await visitor.news())[-1]["text"]
    told = [alert["text"] for alert in (await show(product, agent, "alerts"))["alerts"]]
    assert any("已批准" in text and "用过一天" in text for text in told)
    await visitor.say("接受")
    assert (await product.case(number, agent))["status"] == "in_progress"


async def test_nobody_approves_their_own_and_none_above_theirs(product: Product) -> None:
    _, number = await filed(product)
    chief, other = await product.staff(Role.SUPERVISOR), await product.staff(Role.SUPERVISOR)
    head = await product.staff(Role.ADMINISTRATOR)
    case = await product.case(number, chief)
    own = await product.staff(Role.DEPARTMENT, case["department"])
    made = await act(product, own, f"cases/{number}/propose", kind="compensation", amount=201, solution="赔偿")
    assert made["offer"]["stage"] == "waiting"
    made = await act(product, chief, f"cases/{number}/propose", kind="refund", amount=5001, solution="退款")
    assert made["offer"]["stage"] == "waiting"
    id = made["offer"]["id"]
    for who in (chief, other):
        await act(product, who, f"approvals/{id}", 403, decision="approve")
    # The department's request was replaced, and nobody decides it any more.
    await act(product, other, f"approvals/{id - 1}", 409, decision="approve")
    assert (await act(product, head, f"approvals/{id}", decision="approve"))["stage"] == "offered"


async def test_two_supervisors_decide_at_once(product: Product) -> None:
    visitor, number = await filed(product)
    agent = await product.staff()
    chiefs = [await product.staff(Role.SUPERVISOR) for _ in range(2)]
    await visitor.news()
    id = (await act(product, agent, f"cases/{number}/propose", kind="refund", amount=900, solution="退"))["offer"]["id"]
    answers: tuple[httpx.Response, httpx.Response] = await asyncio.gather(
        product.http.post(f"/api/v1/approvals/{id}", json={"decision": "approve"}, headers=chiefs[0]),
        product.http.post(f"/api/v1/approvals/{id}", json={"decision": "refuse", "remark": "x"}, headers=chiefs[1]),
    )
    assert sorted(answer.status_code for answer in answers) == [200, 409], [answer.text for answer in answers]
    told = len([line for line in await visitor.news() if "退款 900 元" in line["text"]])
    assert told == (1 if answers[0].status_code == 200 else 0)


async def test_the_case_changed_while_it_waited(product: Product) -> None:
    visitor, number = await filed(product)
    agent, chief = await product.staff(), await product.staff(Role.SUPERVISOR)
    id = (await act(product, agent, f"cases/{number}/propose", kind="refund", amount=900, solution="退"))["offer"]["id"]
    seen = (await show(product, chief, f"cases/{number}/solution"))["version"]
    await act(product, agent, f"cases/{number}/note", text="客户来电", public=True)
    refused = await act(product, chief, f"approvals/{id}", 409, decision="approve", version=seen)
    assert "has changed" in str(refused)
    await visitor.say("我要撤诉，不投诉了")
    await visitor.say("确定")
    assert (await product.case(number, agent))["status"] == "withdrawn"
    await act(product, chief, f"approvals/{id}", 409, decision="approve")
    assert (await show(product, chief, "approvals"))["waiting"] == []


async def test_what_complaining_cost_is_reckoned(product: Product) -> None:
    visitor, number = await filed(product)
    agent = await product.staff()
    await product.pass_time(timedelta(days=3, hours=2))
    hint = (await show(product, agent, f"cases/{number}/solution"))["worth"]
    assert (hint["loss"], hint["time"], hint["days"], hint["waiting"]) == ("299.00", "30.00", 3, "15.00")
    assert hint["total"] == "344.00"
    await act(product, agent, f"cases/{number}/propose", solution="换一个新的")
    await visitor.say("我不接受，必须退钱")
    hint = (await show(product, agent, f"cases/{number}/solution"))["worth"]
    assert (hint["repeats"], hint["hours"], hint["time"], hint["frustration"]) == (1, "2", "60.00", "20.00")
    assert hint["total"] == "394.00"


async def resolved(product: Product) -> tuple[Visitor, str, dict[str, str], int]:
    """A case that an agent had and resolved; the agent's headers and id."""
    visitor, number = await filed(product)
    agent = await product.staff(login="wang")
    me = product.users["wang"].id
    await act(product, agent, f"cases/{number}/assign", owner=me)
    await act(product, agent, f"cases/{number}/resolve", note="已处理")
    await visitor.news()
    return visitor, number, agent, me


@pytest.mark.parametrize("way", ["rejected", "not_solved", "low_score", "same_matter"])
async def test_a_recomplaint_goes_one_level_up_and_is_counted(product: Product, way: str) -> None:
    if way == "rejected":
        visitor, number = await filed(product)
        agent = await product.staff(login="wang")
        me = product.users["wang"].id
        await act(product, agent, f"cases/{number}/assign", owner=me)
        await act(product, agent, f"cases/{number}/propose", solution="送您一张券")
        await visitor.say("不接受，太少了")
    else:
        visitor, number, agent, me = await resolved(product)
        if way == "not_solved":
            await visitor.say("根本没解决，还是坏的")
        elif way == "low_score":
            await product.pass_time(timedelta(minutes=2))
            await visitor.say("1分")
        else:
            # The survey is over: nothing is open but the old case itself.
            await product.pass_time(timedelta(minutes=2))
            await product.pass_time(timedelta(days=8))
            await visitor.news()
            await visitor.say("我要投诉，你们寄来的电饭煲内胆涂层掉了，订单号 A20261105888")
            assert number in str(visitor.seen[-1]["text"])
            await visitor.say("是同一件事")
    chief = await product.staff(Role.SUPERVISOR)
    lines = (await show(product, chief, "cases?recomplained=true"))["cases"]
    assert [(line["number"], line["level"], line["recomplaints"]) for line in lines] == [(number, 2, 1)]
    case = await product.case(number, chief)
    assert (case["status"], case["priority"]) == ("reopened", 1)
    solved = await show(product, chief, f"cases/{number}/solution")
    assert [(one["way"], one["owner"]) for one in solved["recomplaints"]] == [(way, me)]
    alerts = (await show(product, chief, "alerts"))["alerts"]
    assert any(alert["kind"] == "escalated" and "主管" in alert["text"] for alert in alerts)

    # Whoever had it does not decide alone.
    await act(product, agent, f"cases/{number}/resolve", 403)
    await visitor.news()
    made = await act(product, agent, f"cases/{number}/propose", kind="exchange", solution="换一台新的")
    assert (made["offer"]["stage"], made["offer"]["reason"]) == ("waiting", "recomplaint")
    assert await visitor.news() == []
    await act(product, chief, f"approvals/{made['offer']['id']}", decision="approve")
    assert "换货。换一台新的" in (await visitor.news())[-1]["text"]
    await visitor.say("可以")
    await act(product, agent, f"cases/{number}/resolve", note="已处理")

    figures = await show(product, chief, "performance")
    [mine] = [one for one in figures["people"] if one["user"] == me]
    assert (mine["recomplaints"], mine["handled"]) == (1, 1)
    assert sum(one["recomplaints"] for one in figures["departments"]) == 1


async def test_the_same_product_within_the_window_is_the_same_matter(product: Product) -> None:
    """Named when asked, without an order number: after 12 days the bot asks, after 60 it does not."""

    async def named(visitor: Visitor, text: str) -> str:
        await visitor.say(text)
        for _ in range(5):
            last = visitor.seen[-1]
            if any(choice["value"] == "skip:product" for choice in last["choices"]):
                return await visitor.say("云朵牌蒸汽锅")
            await visitor.say("跳过")
        raise AssertionError(visitor.seen[-1])

    visitor = await product.visitor("zh-Hans")
    await named(visitor, "我要投诉，买的东西用了一天就坏了，质量太差")
    number = await visitor.complain("没有其他了，直接提交")
    agent = await product.staff()
    assert (await product.case(number, agent))["answers"]["product"] == "云朵牌蒸汽锅"
    await act(product, agent, f"cases/{number}/resolve", note="已处理")
    await product.pass_time(timedelta(days=12))
    await visitor.news()
    assert number in await named(visitor, "我要投诉另一个问题，内胆的涂层一块一块掉下来了")
    await visitor.say("是同一件事")
    case = await product.case(number, agent)
    assert (case["status"], case["recomplaints"], case["level"]) == ("reopened", 1, 2)
    assert "涂层" in case["answers"]["description"]
    chief = await product.staff(Role.SUPERVISOR)
    await act(product, chief, f"cases/{number}/resolve", note="已处理")
    await product.pass_time(timedelta(days=60))
    await visitor.news()
    assert number not in await named(visitor, "我要投诉另一个问题，颜色和网页上的图片完全不一样")


async def test_samples_are_drawn_by_a_seed_and_assessed(product: Product) -> None:
    agent = await product.staff(login="wang")
    chief = await product.staff(Role.SUPERVISOR, login="chief")
    wang, head = product.users["wang"].id, product.users["chief"].id
    numbers = []
    for at in range(5):
        _, number = await filed(product, f"你们的电饭煲用了一天就坏了，订单号 A2026110588{at}，要求退款")
        await act(product, chief, f"cases/{number}/assign", owner=head if at == 0 else wang)
        await act(product, chief, f"cases/{number}/resolve", note="已处理")
        numbers.append(number)
    period = {"from": "2026-11-01", "to": "2026-11-30"}
    await act(product, agent, "quality/samples", 403, **period, count=2)
    await act(product, chief, "quality/samples", 422, **period)
    first = await act(product, chief, "quality/samples", 201, **period, count=2, seed=4711)
    again = await act(product, chief, "quality/samples", 201, **period, percent=50, seed=4711)
    drawn = [[audit["case"] for audit in sample["audits"]] for sample in (first, again)]
    # Never the assessor's own; the same seed draws the same.
    assert (first["population"], drawn[0]) == (4, drawn[1])
    assert {audit["agent"] for audit in first["audits"]} == {wang}

    sheet = {"prompt": 5, "understanding": 4, "courtesy": 5, "solution": 3, "record": 2, "rules": 5}
    one, two = (audit["id"] for audit in first["audits"])
    await act(product, chief, f"quality/audits/{one}", 422, points={**sheet, "record": 6})
    await act(product, agent, f"quality/audits/{one}", 403, points=sheet)
    done = await act(product, chief, f"quality/audits/{one}", points=sheet, comment="答复及时，方案可再主动")
    # (2·4 + 2·3 + 2·4 + 3·2 + 1·1 + 2·4) of 12·4.
    assert done["score"] == 77.1
    await act(product, chief, f"quality/audits/{two}", 422, points={**sheet, "rules": 1})
    lost = await act(product, chief, f"quality/audits/{two}", points={**sheet, "rules": 1}, comment="泄露了他人信息")
    assert (lost["score"], lost["knocked_out"]) == (0.0, ["rules"])
    other = await product.staff(Role.SUPERVISOR)
    await act(product, other, f"quality/audits/{one}", 409, points=sheet)

    seen = await show(product, agent, f"quality/audits/{one}")
    assert seen["comment"] == "答复及时，方案可再主动"
    stranger = await product.staff()
    assert (await product.http.get(f"/api/v1/quality/audits/{one}", headers=stranger)).status_code == 404
    mine = (await show(product, agent, "performance"))["people"]
    assert [(row["user"], row["handled"], row["audits"], row["audit"]) for row in mine] == [(wang, 4, 2, 38.6)]
    figures = await show(product, chief, "performance")
    assert {row["user"]: row["handled"] for row in figures["people"]} == {wang: 4, head: 1}
    assert [row["audit"] for row in figures["departments"] if row["audits"]] == [38.6]
    assert (await show(product, stranger, "performance"))["departments"] == []


async def test_performance_is_measured(product: Product) -> None:
    visitor, number = await filed(product)
    agent = await product.staff(login="wang")
    await act(product, agent, f"cases/{number}/assign", owner=product.users["wang"].id)
    await product.pass_time(timedelta(hours=1))
    await act(product, agent, f"cases/{number}/status", status="in_progress", note="已在核实")
    await product.pass_time(timedelta(hours=3))
    await act(product, agent, f"cases/{number}/resolve", note="已处理")
    await product.pass_time(timedelta(minutes=2))
    await visitor.say("4分")
    _, late = await filed(product, "你们的快递丢了我的包裹，订单号 B99887766554，要求赔偿")
    await act(product, agent, f"cases/{late}/assign", owner=product.users["wang"].id)
    await product.pass_time(timedelta(days=6))
    await act(product, agent, f"cases/{late}/resolve", note="已处理")
    [mine] = (await show(product, agent, "performance"))["people"]
    assert (mine["handled"], mine["on_time"], mine["csat"], mine["rated"]) == (2, 0.5, 4.0, 1)
    # Medians of 1 h and 6 d, and of 4 h and 6 d.
    assert mine["first_answer"] == (3600 + 6 * 86400) / 2
    assert mine["solution"] == (4 * 3600 + 6 * 86400) / 2


async def test_a_corrective_action_from_the_first_case_to_its_effect(product: Product) -> None:
    chief = await product.staff(Role.SUPERVISOR, login="chief")
    head = product.users["chief"].id
    numbers = []
    for at in range(3):
        _, number = await filed(product, f"你们的电饭煲用了一天就坏了，订单号 A2026110588{at}，要求退款")
        await act(product, chief, f"cases/{number}/cause", cause="defect")
        numbers.append(number)
    await product.pass_time(timedelta(days=4))
    today = product.clock.now().date()
    made = await act(
        product, chief, "actions", 201, title="电饭煲密封圈", cases=numbers[:2], owner=head,
        due_on=str(today + timedelta(days=2)), effect_on=str(today + timedelta(days=11)),
    )  # fmt: skip
    assert (made["cause"], made["cases"]) == ("defect", numbers[:2])
    id = made["id"]
    assert (await act(product, chief, f"actions/{id}", version=1, link=[numbers[2]]))["cases"] == numbers
    assert (await act(product, chief, f"actions/{id}", version=1, unlink=[numbers[0]]))["cases"] == numbers[1:]
    await act(product, chief, f"actions/{id}", 422, version=1, closed=True)
    texts = {f"d{at}": f"第 {at} 步：已完成" for at in range(9)}
    whys = ["密封圈老化", "供应商换料", "未通知", "无变更流程", "合同未约定"]
    changed = await act(product, chief, f"actions/{id}", version=1, texts=texts, whys=whys, implemented_on=str(today))
    await act(product, chief, f"actions/{id}", 409, version=1, title="x")
    await product.pass_time(timedelta(days=3))
    told = [alert["text"] for alert in (await show(product, chief, "alerts"))["alerts"]]
    assert "纠正措施“电饭煲密封圈”到期。" in told
    await act(product, chief, f"actions/{id}", version=changed["version"], closed=True)
    _, number = await filed(product, "你们的电饭煲用了一天就坏了，订单号 A20261105889，要求退款")
    await act(product, chief, f"cases/{number}/cause", cause="defect")
    await product.pass_time(timedelta(days=9))
    action = await show(product, chief, f"actions/{id}")
    assert (action["effect"]["before"], action["effect"]["after"]) == (3, 1)
    told = [alert["text"] for alert in (await show(product, chief, "alerts"))["alerts"]]
    assert any("措施前 3 件，措施后 1 件" in text for text in told)
    answer = await product.http.get(f"/api/v1/actions/{id}/report.pdf?language=zh-Hant", headers=chief)
    assert (answer.headers["content-type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    agent = await product.staff()
    await act(product, agent, f"actions/{id}", 403, version=action["version"], closed=False)
    own = await product.staff(Role.DEPARTMENT, "finance")
    assert (await show(product, own, "actions"))["actions"] == []
    assert (await product.http.get(f"/api/v1/actions/{id}", headers=own)).status_code == 403
