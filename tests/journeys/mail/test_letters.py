"""A complaint by mail from the first word to the survey, over real servers."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.records import Role
from tests.journeys.mail.conftest import Desk, number_in, words

pytestmark = pytest.mark.xdist_group("mail")


async def test_a_complaint_is_filed_at_once_and_completed_by_numbers(desk: Desk) -> None:
    anna = desk.person()
    first = await anna.write("您好：\n我上周在你们网店买的羽绒服穿了一天就开线了，客服说不能换。\n\n安娜", "羽绒服开线")
    text = words(first)
    number = number_in(first)
    assert first["Subject"] == f"Re: 羽绒服开线 [{number}]"
    assert first["Auto-Submitted"] == "auto-replied"
    assert "1. " in text
    assert "订单号" in text
    assert "https://complaints.shop.test/p/" in text

    lines = [line for line in text.splitlines() if line[:2] in ("1.", "2.", "3.", "4.")]
    place = next(line[0] for line in lines if "订单号" in line)
    wish = next(line[0] for line in lines if "怎么解决" in line)
    second = await anna.write(f"{place}. A20261105888\n{wish}. 退款\n\n谢谢", to=first)
    assert number in words(second)

    [case] = await desk.read(lambda uow: [uow.cases.by_number(line.number) for line in uow.cases.search()])
    assert (case.order_number, case.answers["remedy"]) == ("A20261105888", "refund")
    assert second["References"].split()[-1] == second["In-Reply-To"]


async def test_status_proposal_and_survey_by_mail(desk: Desk) -> None:
    anna = desk.person()
    first = await anna.write(
        "The kettle from order 88213345 leaks and my kitchen floor is ruined. I want a refund. It happened on 5 March.",
        "Leaking kettle",
    )
    number = number_in(first)
    assert "Leaking kettle" in first["Subject"]
    asked = await anna.write("Hello, what is the status of my complaint?", to=first)
    assert number in words(asked)

    staff = await desk.product.staff(Role.SUPERVISOR)
    await desk.product.http.post(f"/api/v1/cases/{number}/status", json={"status": "in_progress"}, headers=staff)
    [started] = await anna.news()
    assert number in words(started)
    await desk.product.http.post(
        f"/api/v1/cases/{number}/propose", json={"solution": "A full refund of 49 euros"}, headers=staff
    )
    [offer] = await anna.news()
    assert "A full refund of 49 euros" in words(offer)
    assert "1. Accept" in words(offer)
    accepted = await anna.write("1", to=offer)
    assert number in words(accepted)
    assert (await desk.product.case(number, staff))["status"] == "in_progress"

    await desk.product.http.post(f"/api/v1/cases/{number}/resolve", json={"note": "Refunded"}, headers=staff)
    await anna.news()
    await desk.product.pass_time(timedelta(minutes=2))
    [survey] = await anna.news()
    assert survey["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    links = [line.strip() for line in words(survey).splitlines() if "?score=" in line]
    assert [link[-1] for link in links] == ["5", "4", "3", "2", "1"]
    page = await desk.product.http.get(links[0].removeprefix("https://complaints.shop.test"))
    assert page.status_code == 200
    assert "checked" in page.text
    thanks = await anna.write("5", to=survey)
    assert thanks["Subject"].endswith(f"[{number}]")
    assert (await desk.product.case(number, staff))["status"] == "closed"


async def test_surveys_are_stopped_with_one_click(desk: Desk) -> None:
    anna = desk.person()
    first = await anna.write("订单 A20261105888 的电饭煲坏了，我要退款，是上周一买的", "投诉")
    number = number_in(first)
    staff = await desk.product.staff(Role.SUPERVISOR)
    await desk.product.http.post(f"/api/v1/cases/{number}/resolve", json={"note": "Refunded"}, headers=staff)
    await anna.news()
    await desk.product.pass_time(timedelta(minutes=2))
    [survey] = await anna.news()
    url = survey["List-Unsubscribe"].split(">")[0].strip("<").removeprefix("https://complaints.shop.test")
    shown = await desk.product.http.get(url)
    assert shown.status_code == 200
    assert (await desk.read(lambda uow: uow.surveys.of(uow.cases.by_number(number).id))).status == "sent"
    done = await desk.product.http.post(url, data={"List-Unsubscribe": "One-Click"})
    assert done.status_code == 200
    assert (await desk.read(lambda uow: uow.surveys.of(uow.cases.by_number(number).id))).status == "declined"
    assert (await desk.product.http.post(url[:-3] + "abc")).status_code == 404


async def test_our_own_words_are_no_answer_though_nothing_marks_them(desk: Desk) -> None:
    """Outlook quotes without marks, and people write between the lines: "see below"."""
    anna = desk.person()
    first = await anna.write("我上周在你们网店买的羽绒服穿了一天就开线了，客服说不能换。", "羽绒服开线")
    number = number_in(first)
    lines = []
    for line in words(first).splitlines():
        lines.append(line)
        if line[:2].strip(".").isdigit():
            lines += ["A20261105888"] if "订单号" in line else ["退款"] if "怎么解决" in line else []
    await anna.write("见下文\n\n" + "\n".join(lines), to=first)
    [case] = await desk.read(lambda uow: [uow.cases.by_number(number)])
    assert (case.order_number, case.answers["remedy"]) == ("A20261105888", "refund")
    assert "已为您提交投诉" not in case.answers["description"]
