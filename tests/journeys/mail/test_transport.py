"""Nothing is lost and nothing is done twice, whatever the mail servers do."""

from __future__ import annotations

import asyncio
import os
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import imapclient
import pytest

from bot.app import build
from bot.ports import Understander
from tests.clock import MovableClock
from tests.journeys.conftest import Product
from tests.journeys.mail.conftest import Desk, box, number_in, running, settings, words
from tests.peers.dovecot import Dovecot
from tests.peers.postfix import Postfix

pytestmark = pytest.mark.xdist_group("mail")

#: More of them at once: MAIL_BURST=1000 python -m pytest tests/journeys/mail/test_transport.py
BURST = int(os.environ.get("MAIL_BURST", "300"))
COMPLAINT = "我上周在你们网店买的羽绒服穿了一天就开线了，客服说不能换。订单号 A20261105888"


async def test_a_mail_wakes_us_and_is_moved_once_it_is_stored(desk: Desk) -> None:
    anna = desk.person()
    await anna.write(COMPLAINT, "开线")
    began = time.monotonic()
    anna.send(anna.mail("你们门店的店员昨天对我大喊大叫，态度极差，我要求道歉", "店员态度"))

    async def stored() -> bool:
        return len(await desk.cases()) == 2

    await desk.until(stored)
    # Polling alone would take up to five seconds.
    assert time.monotonic() - began < 4
    assert desk.dovecot.letters(desk.user) == []
    assert len(desk.dovecot.letters(desk.user, "Huiyin")) == 2


async def test_a_tagged_address_alone_finds_the_thread(desk: Desk) -> None:
    """Some programs and gateways lose In-Reply-To and References."""
    anna = desk.person()
    first = await anna.write(COMPLAINT, "开线")
    mail = anna.mail("我要退款", "other subject", to=first)
    del mail["In-Reply-To"], mail["References"]
    anna.send(mail)
    [second] = await anna.news()
    assert number_in(first) == number_in(second)
    assert len(await desk.cases()) == 1


async def test_a_case_number_finds_the_thread_for_its_own_contact_only(desk: Desk) -> None:
    anna, mallory = desk.person(), desk.person()
    first = await anna.write(COMPLAINT, "开线")
    number = number_in(first)
    [second] = [await anna.write("我要退款", f"关于 {number}")]
    assert number_in(second) == number
    foreign = await mallory.write(f"查一下 {number} 的进度", f"Re: {number}")
    assert "羽绒服" not in words(foreign)
    assert "A20261105888" not in words(foreign)
    [case] = await desk.cases()
    assert case.number == number


@pytest.mark.parametrize("who", ["grey", "full"])
async def test_who_cannot_take_it_now_gets_it_later_under_the_same_name(desk: Desk, who: str) -> None:
    person = desk.person(who)
    person.seen = len(desk.dovecot.mails(who))
    # The first pause is of 30 seconds, counted from now; the database's own clock goes on.
    desk.product.clock.move(datetime.now(UTC) - timedelta(seconds=28) - desk.product.clock.now())
    person.send(person.mail(COMPLAINT, "开线"))

    async def waits() -> Any:
        rows = await desk.read(lambda uow: uow.outbox.counts())
        return rows.get("pending") and not rows.get("sending") and await desk.cases()

    await desk.until(waits)
    await asyncio.sleep(0.5)
    assert await desk.alerts() == []
    before = desk.postfix.refuse
    desk.postfix.restart({"nobody@home.test": "550 5.1.1 no such user here"})
    try:
        [mail] = await person.news()
        assert mail["Message-ID"].split("@")[1] == "shop.test>"
        again = await person.write("我要退款", to=mail)
        assert number_in(again) == number_in(mail)
    finally:
        desk.postfix.restart(before)


@pytest.mark.parametrize(("who", "word"), [("nobody", "nobody is there"), ("brimful", "full"), ("spamtrap", "policy")])
async def test_who_never_takes_it_is_told_to_staff(desk: Desk, who: str, word: str) -> None:
    person = desk.person(who)
    person.send(person.mail(COMPLAINT, "开线"))

    async def told() -> bool:
        return any(word in alert.text for alert in await desk.alerts() if alert.kind == "undeliverable")

    await desk.until(told)


async def test_a_real_report_marks_message_and_address(desk: Desk) -> None:
    """Taken at first, and found undeliverable later: only the report tells."""
    ghost = desk.person("ghost")
    mail = ghost.mail(COMPLAINT, "开线", From="Ghost <ghost@elsewhere.test>")
    ghost.send(mail)

    async def told() -> bool:
        return any("5.1.1" in alert.text for alert in await desk.alerts() if alert.kind == "undeliverable")

    await desk.until(told)
    addresses = await desk.read(lambda uow: uow.conversations.addresses(uow.cases.get(1).customer))
    assert [reachable for _, reachable in addresses] == [False]
    # Nobody answers a report.
    assert (await desk.read(lambda uow: uow.outbox.counts()))["failed"] == 1
    assert len(await desk.cases()) == 1


async def test_servers_that_restart_cost_nothing(desk: Desk) -> None:
    people = [desk.person() for _ in range(6)]
    for number, person in enumerate(people):
        person.send(person.mail(COMPLAINT, f"开线 {number}"))
        if number in (1, 4):
            await asyncio.to_thread(desk.dovecot.kick)
        if number == 3:
            await asyncio.to_thread(desk.postfix.stop)
            await asyncio.to_thread(desk.postfix.start)

    async def all_filed() -> bool:
        return len(await desk.cases()) >= 6

    await desk.until(all_filed, 60)

    async def all_sent() -> bool:
        desk.product.clock.move(timedelta(seconds=40))
        counts = await desk.read(lambda uow: uow.outbox.counts())
        return bool(counts.get("sent", 0) == 6)

    await desk.until(all_sent, 60)
    assert len(await desk.cases()) == 6


async def test_a_week_of_outage_is_caught_up_and_old_mail_is_left_alone(
    tmp_path: Path, understander: Understander, dovecot: Dovecot, postfix: Postfix
) -> None:
    user = "longaway"
    chosen = settings(tmp_path, {"mailboxes": [box(dovecot, postfix, user, done="", poll="1s")]})
    dovecot.deliver(_mail("old@home.test", "read long ago", 0), f"{user}@shop.test")
    client = dovecot.client(user)
    client.select_folder("INBOX")
    client.add_flags([1], [imapclient.SEEN])
    client.logout()
    clock = MovableClock()

    async def filed(count: int) -> list[Any]:
        app = build(chosen, clock=clock, understander=understander)
        async with running(app) as http:
            desk = Desk(product=Product(app=app, clock=clock, http=http), dovecot=dovecot, postfix=postfix, user=user)

            async def there() -> bool:
                return len(await desk.cases()) >= count

            if count:
                await desk.until(there)
            else:
                await asyncio.sleep(2)
            await asyncio.sleep(0.5)
            return await desk.cases()

    assert await filed(0) == []
    for number in range(1, 4):
        dovecot.deliver(_mail(f"late{number}@home.test", COMPLAINT, number), f"{user}@shop.test")
    client = dovecot.client(user)
    client.select_folder("INBOX")
    # Somebody reads along; that makes nothing done.
    client.add_flags([2], [imapclient.SEEN])
    client.logout()
    assert len(await filed(3)) == 3
    assert len(await filed(3)) == 3
    assert len(dovecot.letters(user)) == 4


async def test_a_burst_of_mails_is_filed_once_each(
    tmp_path: Path, understander: Understander, dovecot: Dovecot, postfix: Postfix
) -> None:
    """At once, with a cut of the connection; every sender has one case with their own number in it.

    300 fill the batches of a mailbox, on either side of the cut, several times over; a thousand are asked for by
    MAIL_BURST.
    """
    user = "burst"
    chosen = settings(tmp_path, {"mailboxes": [box(dovecot, postfix, user)]})
    count = BURST
    first, again = count * 3 // 5, count // 20
    app = build(chosen, clock=MovableClock(), understander=understander)
    async with running(app) as http:
        desk = Desk(
            product=Product(app=app, clock=MovableClock(), http=http), dovecot=dovecot, postfix=postfix, user=user
        )
        mails = [_mail(f"b{n}@home.test", f"{COMPLAINT[:-3]}{n:05}", n) for n in range(count)]
        half = asyncio.to_thread(dovecot.deliver_all, mails[:first], f"{user}@shop.test")
        await half
        await asyncio.to_thread(dovecot.kick)
        await asyncio.to_thread(dovecot.deliver_all, mails[first:] + mails[:again], f"{user}@shop.test")

        async def all_there() -> bool:
            return len(await desk.cases()) >= count and not await desk.read(lambda uow: uow.arrivals.unread())

        await desk.until(all_there, 40 + count / 10)
        lines = await desk.cases()

        def orders(uow: Any) -> Counter[str]:
            return Counter(uow.cases.by_number(line.number).order_number for line in lines)

        found = await desk.read(orders)
        assert len(found) == count
        assert set(found.values()) == {1}
        assert dovecot.letters(user) == []


def _mail(sender: str, text: str, number: int) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, "burst@shop.test", f"投诉 {number}"
    mail["Message-ID"] = f"<burst-{number}-{sender}>"
    mail.set_content(text)
    return mail.as_bytes()
