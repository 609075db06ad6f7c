"""A complaint by phone whose customer agreed to hear from us by mail: over real servers."""

from __future__ import annotations

import pytest

from bot.records import Role
from tests.journeys.mail.conftest import Desk, number_in, words

pytestmark = pytest.mark.xdist_group("mail")


async def test_who_agreed_is_told_by_mail_and_can_answer_there(desk: Desk) -> None:
    anna = desk.person()
    staff = await desk.product.staff(Role.SUPERVISOR)
    body = {
        "how": "phone", "text": "The kettle leaks and my floor is ruined, order A20261105888, I want a refund",
        "language": "en", "name": "Anna", "email": anna.address.upper(), "agreed": True,
    }  # fmt: skip
    answer = await desk.product.http.post("/api/v1/cases", json=body, headers=staff)
    assert answer.status_code == 201, answer.text
    found = answer.json()
    assert found["told"] is True
    [told] = await anna.news()
    assert number_in(told) == found["number"]
    assert "A20261105888" in words(told)
    assert "https://complaints.shop.test/p/" in words(told)

    asked = await anna.write("Hello, what is the status of my complaint?", to=told)
    assert found["number"] in words(asked)
    url = f"/api/v1/cases/{found['number']}"
    await desk.product.http.post(f"{url}/resolve", json={"note": "Refunded today"}, headers=staff)
    [solved] = await anna.news()
    assert "Refunded today" in words(solved)
    case = await desk.product.case(found["number"], staff)
    assert (case["channel"], case["status"]) == ("phone", "resolved")
    # Whoever did not agree hears nothing.
    silent = {**body, "agreed": False, "customer": case["customer"]}
    second = (await desk.product.http.post("/api/v1/cases", json=silent, headers=staff)).json()
    assert second["told"] is False
    assert second["case"]["customer"] == case["customer"]
    rows = await desk.read(lambda uow: uow.transcript.latest(uow.cases.by_number(second["number"]).conversation))
    assert all(row.outbox is None for row in rows)


async def test_an_imported_case_is_told_of_by_mail_where_that_was_agreed(desk: Desk) -> None:
    anna, otto = desk.person(), desk.person()
    admin = await desk.product.staff(Role.ADMINISTRATOR)
    rows = [
        "id,opened,text,status,email,agreed",
        f"1,2026-11-20 10:00,The kettle leaks,in progress,{anna.address},yes",
        f"2,2026-11-20 10:00,The kettle leaks,in progress,{otto.address},",
    ]
    answer = await desk.product.http.post(
        "/api/v1/import", content="\n".join(rows).encode(), params={"source": "crm"}, headers=admin
    )
    assert answer.json()["stored"] == 2, answer.text
    numbers = await desk.read(
        lambda uow: [uow.cases.get(id).number for id in uow.origins.known("crm", ["1", "2"]).values()]
    )
    for number in numbers:
        await desk.product.http.post(f"/api/v1/cases/{number}/resolve", json={"note": "Refunded"}, headers=admin)
    # The first mail that anybody gets of it is the outcome; nobody was written to before, and Otto is not now.
    [solved] = await anna.news()
    assert "Refunded" in words(solved)
    assert number_in(solved) in numbers
    assert len(desk.dovecot.mails(otto.user)) == 0
