"""By mail: an offer is accepted, carried out, asked about, found missing, and comes back one level up."""

from __future__ import annotations

import pytest

from bot.records import Role
from tests.journeys.mail.conftest import Desk, number_in, words

pytestmark = pytest.mark.xdist_group("mail")


async def test_what_was_not_carried_out_comes_back_by_mail(desk: Desk) -> None:
    anna = desk.person()
    first = await anna.write(
        "The kettle from order 88213345 leaks and my kitchen floor is ruined. I want a refund. It happened on 5 March.",
        "Leaking kettle",
    )
    number = number_in(first)
    agent = await desk.product.staff(login="wang")
    chief = await desk.product.staff(Role.SUPERVISOR)
    me = desk.product.users["wang"].id
    http = desk.product.http
    await http.post(f"/api/v1/cases/{number}/assign", json={"owner": me}, headers=agent)
    body = {"kind": "refund", "amount": 49, "solution": "Back to your card within three days."}
    await http.post(f"/api/v1/cases/{number}/propose", json=body, headers=agent)
    [offer] = await anna.news()
    assert "Refund: CNY 49. Back to your card" in words(offer)
    await anna.write("Yes, I accept.", to=offer)
    await http.post(f"/api/v1/cases/{number}/resolve", json={"note": "Refunded"}, headers=agent)
    [asked] = await anna.news()
    assert "1. Yes, done" in words(asked)
    assert "2. No, not yet" in words(asked)
    answer = await anna.write("No, I still have not received anything.", to=asked)
    assert "supervisor" in words(answer)

    case = await desk.product.case(number, chief)
    assert (case["status"], case["level"], case["recomplaints"]) == ("reopened", 2, 1)
    solved = (await http.get(f"/api/v1/cases/{number}/solution", headers=chief)).json()
    assert [one["stage"] for one in solved["offers"]] == ["missing"]
    assert [(one["way"], one["owner"]) for one in solved["recomplaints"]] == [("missing", me)]
    refused = await http.post(f"/api/v1/cases/{number}/resolve", json={"note": "Refunded"}, headers=agent)
    assert refused.status_code == 403
    assert (
        await http.post(f"/api/v1/cases/{number}/resolve", json={"note": "Refunded"}, headers=chief)
    ).status_code == 200
    figures = (await http.get("/api/v1/performance", headers=chief)).json()["people"]
    assert [(row["user"], row["recomplaints"]) for row in figures] == [(me, 1)]
