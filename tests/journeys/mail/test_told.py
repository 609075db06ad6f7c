"""Staff are told by e-mail, each at their own address, of what they chose, in their language: by a real mail server."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.accounts import Preferences
from bot.desk import digest, personal, timers
from bot.errors import InvalidInput
from bot.records import Alert, NotDelivered, Role
from tests.journeys.mail.conftest import Desk, Person, number_in, words


async def wants(
    desk: Desk, login: str, *kinds: str, role: Role = Role.AGENT, department: str = "", **how: Any
) -> Person:
    """A staff member with a mailbox who chose these kinds."""
    await desk.product.staff(role, department, login=login)
    person = desk.person(login)
    wish = Preferences(user=desk.product.users[login].id, email=person.address, mailed=kinds, **how)
    user, now = desk.product.users[login], desk.app.clock.now()
    await desk.app.database.transact(lambda uow: personal.choose(uow, user, wish, now=now))
    return person


async def test_each_kind_reaches_those_who_chose_it(desk: Desk) -> None:
    li = await wants(desk, "li", "filed", "assigned", "mention", "handoff", "undeliverable", language="en")
    wang = await wants(desk, "wang", "overdue", "escalated", "low_score", language="zh-Hant")
    other = await wants(
        desk, "hu", "filed", "handoff", "overdue", role=Role.DEPARTMENT, department="marketing", language="en"
    )
    customer = desk.person()
    first = await customer.write(
        "My rice cooker broke after one day. Order number A20261105888. I want a refund.", "Broken"
    )
    number = number_in(first)
    [filed] = await li.news()
    assert str(filed["Subject"]).startswith(f"{number}: New complaint: Product quality")
    assert filed["To"] == li.address
    assert filed["Auto-Submitted"] == "auto-generated"
    assert f"https://complaints.shop.test/console/cases/{number}" in words(filed)
    assert "Change it: https://complaints.shop.test/console/preferences" in words(filed)
    http, agent = desk.product.http, await desk.product.staff(login="zhao")
    api = f"/api/v1/cases/{number}"
    # Whoever takes a case is not told that they have it.
    mine = await desk.product.staff(login="li-2")
    del mine
    assert (await http.post(f"{api}/assign", json={"owner": "li"}, headers=agent)).status_code == 200
    [assigned] = await li.news()
    assert "Assigned to Li." in words(assigned)
    assert (await http.post(f"{api}/note", json={"text": "@li please call them"}, headers=agent)).status_code == 200
    [mentioned] = await li.news()
    assert "Zhao: @li please call them" in words(mentioned)
    desk.product.clock.move(timedelta(days=40))
    while await timers.fire_one(desk.app.database, desk.app.rules):
        pass
    # The first answer and the solution are late, each told to supervisors and then to management.
    overdue = [words(mail) for mail in await wang.news(4)]
    assert len({mail.split("\n")[0] for mail in overdue}) == 4
    assert all("逾期" in mail and "您選擇了接收此類通知" in mail for mail in overdue)
    case = await desk.read(lambda uow: uow.cases.by_number(number))

    def raised(uow: Any) -> None:
        now = desk.app.clock.now()
        for kind, key, values in (
            ("escalated", "escalated", {"level": 3}),
            ("low_score", "low_score", {"score": 1}),
            ("handoff", "handoff", {"reason": "wish"}),
            ("undeliverable", "undeliverable", {"channel": "mail", "row": 7, "error": "550"}),
        ):
            uow.alerts.add(Alert(kind=kind, key=key, values=values, case=case.id, at=now))

    await desk.app.database.transact(raised)
    assert {words(mail).split("\n")[0] for mail in await wang.news(2)} == {
        "顧客再次投訴，現為第 3 級，由主管答覆。", "評分 1/5。",
    }  # fmt: skip
    assert {words(mail).split("\n")[0].split(":")[0] for mail in await li.news(2)} == {
        "A person is wanted", "A message could not be delivered on mail (outbox row 7)",
    }  # fmt: skip
    # Another department's member is told of none of it, and nobody twice.
    for person, kind in ((other, "filed"), (li, "overdue")):
        with pytest.raises(AssertionError, match="got 0 mails"):
            await person.news(seconds=0.5)
        del kind
    sent = await desk.read(lambda uow: uow.notices.latest(limit=100))
    assert {one.status for one in sent} == {"sent"}
    assert {one.notifier for one in sent} == {personal.PEOPLE}


async def test_the_days_figures_and_faults_come_in_the_readers_language(desk: Desk) -> None:
    boss = await wants(desk, "boss", "digest", "poison", "timer", role=Role.ADMINISTRATOR, language="zh-Hans")
    agent = await wants(desk, "agent", "digest", "poison", "timer", language="en")
    now = desk.app.clock.now()

    def raised(uow: Any) -> None:
        digest.send(uow, desk.app.rules, "digest", now)
        uow.alerts.add(Alert(kind="poison", key="poison_message", values={"row": 3, "reason": "KeyError"}, at=now))
        uow.alerts.add(
            Alert(kind="timer", key="timer", values={"task": "nudge", "subject": "5", "reason": "KeyError"}, at=now)
        )

    await desk.app.database.transact(raised)
    said = sorted(words(mail).split("\n")[0] for mail in await boss.news(3))
    assert said[:2] == ["5 的定时任务 nudge 反复失败：KeyError", "一条消息无法处理（收件记录 3）：KeyError"]
    assert said[2].startswith("投诉简报 ")
    # Faults of the product are for those who run it.
    [figures] = await agent.news()
    assert words(figures).startswith("Complaints, ")
    assert "Now open: 0, overdue: 0" in words(figures)
    with pytest.raises(AssertionError, match="got 0 mails"):
        await agent.news(seconds=0.5)


async def test_an_address_that_is_gone_is_given_up(desk: Desk) -> None:
    await desk.product.staff(login="gone")
    user, now = desk.product.users["gone"], desk.app.clock.now()

    def chosen(uow: Any) -> None:
        wish = Preferences(user=user.id, email="nobody@home.test", mailed=("digest",))
        personal.choose(uow, user, wish, now=now)
        digest.send(uow, desk.app.rules, "digest", now)

    await desk.app.database.transact(chosen)

    async def failed() -> Any:
        return [one for one in await desk.read(lambda uow: uow.notices.latest()) if one.status == "failed"]

    [one] = await desk.until(failed)
    assert "550 5.1.1" in one.error


@pytest.mark.parametrize(
    ("wish", "text"),
    [({"email": "nonsense"}, "email"), ({"email": "a@b"}, "email"), ({"email": "a b@example.com"}, "email"),
     ({"mailed": ("filed",)}, "where the mails"), ({"shown": ("gossip",)}, "gossip"), ({"language": "fr"}, "language")],
)  # fmt: skip
async def test_what_can_not_be_chosen(desk: Desk, wish: dict[str, Any], text: str) -> None:
    await desk.product.staff(login="li")
    user, now = desk.product.users["li"], desk.app.clock.now()
    with pytest.raises(InvalidInput, match=text):
        await desk.app.database.transact(
            lambda uow: personal.choose(uow, user, Preferences(user=user.id, **wish), now=now)
        )


@pytest.mark.parametrize(("domain", "wanted"), [("kept.test", "delivered"), ("home.test", "sent")])
async def test_a_reply_is_seen_to_arrive_and_to_come_back(desk: Desk, domain: str, wanted: str) -> None:
    """Postfix reports what it put into a mailbox (RFC 3461, 3464), and the thread says so; of what it only passed on it
    does not know.
    """
    customer = desk.person()
    mail = customer.mail("My rice cooker broke. Order number A20261105888. I want a refund.", "Hi")
    mail.replace_header("From", f"{customer.user}@{domain}")
    desk.dovecot.deliver(mail.as_bytes(), desk.address, f"{customer.user}@{domain}")
    cases = await desk.until(desk.cases)
    number = cases[0].number
    agent = await desk.product.staff(login="zhao")
    http, api = desk.product.http, f"/api/v1/cases/{number}"
    assert (await http.post(f"{api}/reply", json={"text": "We look."}, headers=agent)).status_code == 202

    async def reported() -> Any:
        """Both mails of ours were reported on, and the reports were read."""
        found = await desk.read(
            lambda uow: uow.transaction.cursor.execute("SELECT count(*) FROM arrivals WHERE status = 1").fetchone()[0]
        )
        return found >= 3

    await desk.until(reported, seconds=60)
    lines = (await http.get(f"{api}/messages", headers=agent)).json()["messages"]
    [line] = [one for one in lines if one["text"] == "We look."]
    assert line["delivery"] == wanted
    assert (line["delivered_at"] is not None) == (wanted == "delivered")
    # The reports are no complaints and nobody answers them.
    assert len(await desk.cases()) == 1
    assert await desk.alerts() == []
    row = await desk.read(lambda uow: uow.transcript.latest(uow.cases.by_number(number).conversation)[-1].outbox)
    # A later word to the contrary is the truth: a forwarder took it and could not hand it on.
    known = await desk.read(
        lambda uow: uow.transaction.cursor.execute(f"SELECT provider_id FROM outbox WHERE id = {row}").fetchone()[0]
    )
    fact = NotDelivered(channel="mail", provider_id=known, reason="returned by the mail server: 5.1.1")
    assert await desk.app.report(fact)
    lines = (await http.get(f"{api}/messages", headers=agent)).json()["messages"]
    assert [(one["delivery"], one["error"]) for one in lines if one["text"] == "We look."] == [("failed", fact.reason)]
