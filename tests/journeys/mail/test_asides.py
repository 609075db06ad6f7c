"""Mails of machines that belong to no thread: answered by nobody, seen by staff, and taken in where a person wrote them."""

from __future__ import annotations

from typing import Any

import pytest

from bot.desk import arrivals
from bot.records import Arrival, Role
from tests.journeys.mail.conftest import Desk, number_in

pytestmark = pytest.mark.xdist_group("mail")

COMPLAINT = "我上周在你们网店买的羽绒服穿了一天就开线了，客服说不能换。订单号 A20261105888"

BOUNCE = b"""From: MAILER-DAEMON@elsewhere.test
To: %s
Subject: Undelivered Mail Returned to Sender
Message-ID: <bounce-1@elsewhere.test>
Return-Path: <>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I'm sorry to have to inform you that your message could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; elsewhere.test

Final-Recipient: rfc822; nobody@elsewhere.test
Action: failed
Status: 5.1.1
--b
Content-Type: text/rfc822-headers

From: somebody@else.test
Message-ID: <not-ours@else.test>
--b--
"""


async def _set_aside(desk: Desk, headers: dict[str, str], count: int) -> dict[str, Any]:
    async def there() -> Any:
        found = (await desk.product.http.get("/api/v1/asides", headers=headers)).json()
        return found if len(found["asides"]) >= count else None

    found: dict[str, Any] = await desk.until(there)
    return found


async def test_what_machines_write_is_shown_with_its_reason_and_never_answered(desk: Desk) -> None:
    anna = desk.person()
    staff = await desk.product.staff(Role.SUPERVISOR)
    away = anna.mail("我正在休假，下周一回来。", "自动回复：您好", Auto_Submitted="auto-replied")
    news = anna.mail("本周特惠！", "特惠", Precedence="bulk")
    anna.send(away)
    anna.send(news)
    desk.dovecot.deliver(BOUNCE % desk.address.encode(), desk.address, "")
    anna.send(anna.mail(COMPLAINT, "开线", From=desk.address))
    found = await _set_aside(desk, staff, 4)
    assert found["counts"] == {"auto-reply": 1, "bulk": 1, "bounce": 1, "own": 1}
    reply = next(one for one in found["asides"] if one["reason"] == "auto-reply")
    assert (reply["from"], reply["subject"], reply["mailbox"]) == (anna.address, "自动回复：您好", desk.user)
    assert await desk.cases() == []
    assert not any((await desk.read(lambda uow: uow.outbox.counts())).values())
    assert await desk.read(lambda uow: uow.inbox.pending()) == 0


async def test_a_person_behind_a_machine_is_taken_in_once(desk: Desk) -> None:
    """A shop's system marks what its customers write in a form as bulk."""
    anna = desk.person()
    staff = await desk.product.staff(Role.SUPERVISOR)
    anna.send(anna.mail(COMPLAINT, "开线", Precedence="bulk"))
    [aside] = (await _set_aside(desk, staff, 1))["asides"]
    url = f"/api/v1/asides/{aside['name']}/take"
    agent = await desk.product.staff(Role.AGENT)
    assert (await desk.product.http.post(url, headers=agent)).status_code == 403
    assert (await desk.product.http.get("/api/v1/asides", headers=agent)).status_code == 403
    assert (await desk.product.http.post(url, headers=staff)).status_code == 202
    [answer] = await anna.news()
    assert number_in(answer)
    assert (await desk.product.http.post(url, headers=staff)).status_code == 404
    [case] = await desk.cases()
    assert case.channel == "mail"
    trail = await desk.read(lambda uow: uow.staff.audited())
    assert "take_aside" in str(trail)


async def test_what_could_not_be_read_is_shown_and_read_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrivals, "_PAUSE", 0.01)
    staff = await desk.product.staff(Role.SUPERVISOR)
    anna = desk.person()
    await anna.write(COMPLAINT, "开线")

    def spoil(uow: Any) -> int:
        row = uow.arrivals.add(
            Arrival(
                channel="mail", account=desk.user, key="spoilt", lane="x", body="no json", received_at=desk.product.clock.now()
            )
        )  # fmt: skip
        uow.arrivals.quarantine(row, "JSONDecodeError")
        return int(row)

    id = await desk.app.database.transact(spoil)
    found = (await desk.product.http.get("/api/v1/asides", headers=staff)).json()
    assert [(one["id"], one["error"]) for one in found["unread"]] == [(id, "JSONDecodeError")]
    assert (await desk.product.http.post(f"/api/v1/asides/{id}/again", headers=staff)).status_code == 202

    async def tried() -> bool:
        # It fails again, and is set aside again after some attempts.
        return bool([one for one in await desk.read(lambda uow: uow.arrivals.quarantined()) if one.id == id])

    await desk.until(tried, 60)
