"""A complaint made on the website, and mails about it: they reach the case, and tell nothing before it is proven."""

from __future__ import annotations

import pytest

from bot.records import Role
from tests.journeys.conftest import Visitor
from tests.journeys.mail.conftest import Desk, Person, number_in, words

pytestmark = pytest.mark.xdist_group("mail")

STORY = "你们的电饭煲用了一天就坏了，订单号 A20261105888，要求退款"


async def _complained(desk: Desk, contact: str) -> tuple[Visitor, str]:
    """Somebody on the website who leaves an address, and the case's number."""
    visitor = await desk.product.visitor("zh-Hans")
    number = await visitor.complain(f"{STORY}。我的邮箱是 {contact}")
    case = await desk.read(lambda uow: uow.cases.by_number(number))
    assert contact in f"{case.answers.get('email')} {case.answers.get('contact')}"
    return visitor, number


async def test_a_mail_with_the_number_reaches_the_case_and_tells_nothing(desk: Desk) -> None:
    anna = desk.person()
    visitor, number = await _complained(desk, anna.address)
    answer = await anna.write(f"我的投诉 {number} 处理到哪一步了？另外锅盖也裂了。", f"关于 {number}")
    said = words(answer)
    assert number in said
    for secret in ("电饭煲", "A20261105888", "受理", "处理中", "退款"):
        assert secret not in said
    [case] = await desk.cases()
    staff = await desk.product.staff(Role.SUPERVISOR)
    shown = await desk.product.case(number, staff)
    assert any(event["kind"] == "letter" and "锅盖也裂了" in event["note"] for event in shown["timeline"])
    assert any(alert.kind == "letter" and alert.case == case.id for alert in await desk.alerts())

    # Whoever answers our mail holds the address: now it is told, and the news comes by mail.
    proven = await anna.write("请告诉我进度", to=answer)
    assert number in words(proven)
    assert "受理" in words(proven)
    assert number in str((await visitor.news())[-1]["text"]), "whoever complained is told who follows it now"
    await desk.product.http.post(
        f"/api/v1/cases/{number}/status", json={"status": "in_progress", "note": "已联系仓库"}, headers=staff
    )
    [news] = await anna.news()
    assert "已联系仓库" in words(news)
    assert number in await visitor.say("进度"), "and it is still theirs"
    asked = await anna.write("进度怎么样了？", to=news)
    assert number in words(asked)


async def test_neither_side_sees_the_other_cases_of_the_other(desk: Desk) -> None:
    """Somebody gives another person's address as their contact and writes in that person's name."""
    anna = desk.person()
    own = number_in(await anna.write("我上周在你们网店买的羽绒服穿了一天就开线了，客服说不能换。", "开线"))
    visitor, number = await _complained(desk, anna.address)
    offer = await anna.write(f"投诉 {number} 怎么样了", f"关于 {number}")
    await anna.write("好的", to=offer)
    said = await visitor.say("进度")
    assert number in said
    assert own not in said
    assert "羽绒服" not in said


@pytest.mark.parametrize("who", ["stranger", "machine"])
async def test_others_do_not_reach_it(desk: Desk, who: str) -> None:
    anna, other = desk.person(), desk.person()
    _, number = await _complained(desk, anna.address)
    if who == "stranger":
        said = words(await other.write(f"我要查投诉 {number} 的进度", f"Re: {number}"))
        assert "电饭煲" not in said
        assert "受理" not in said
    else:
        # An answering machine at the right address proves nothing.
        offer = await anna.write(f"投诉 {number} 怎么样了", f"关于 {number}")
        mail = anna.mail("我正在休假", to=offer)
        mail["Auto-Submitted"] = "auto-replied"
        anna.send(mail)
        await _silent(anna)
    case = await desk.read(lambda uow: uow.cases.by_number(number))
    home = await desk.read(lambda uow: uow.conversations.get(case.conversation))
    assert home.address.channel == "web"


async def test_a_copy_of_our_mail_in_other_hands_proves_nothing(desk: Desk) -> None:
    anna, mallory = desk.person(), desk.person()
    _, number = await _complained(desk, anna.address)
    offer = await anna.write(f"投诉 {number} 怎么样了", f"关于 {number}")
    mallory.send(mallory.mail("请告诉我进度", to=offer))
    await _silent(mallory)
    # With her name above it, but without our mark.
    mail = mallory.mail(f"请告诉我 {number} 的进度", f"Re: {number}", From=anna.address)
    mallory.send(mail)
    [answer] = await anna.news()
    assert "电饭煲" not in words(answer)
    assert "受理" not in words(answer)
    await _silent(mallory)


async def _silent(person: Person) -> None:
    with pytest.raises(AssertionError):
        await person.news(seconds=2)
