"""Every mail is taken in once, in whatever company it comes, and whenever the product is killed."""

from __future__ import annotations

import asyncio
import json
import random
from collections import Counter
from email import message_from_bytes
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from bot.app import build, opened
from bot.ports import Understander
from storage import open_database
from tests import understanding
from tests.clock import MovableClock
from tests.journeys.crash.audit import rows
from tests.journeys.mail.conftest import box, settings
from tests.peers.dovecot import Dovecot
from tests.peers.postfix import Postfix
from tests.peers.product import Installation, Nursery, Process

pytestmark = pytest.mark.xdist_group("mail")

COUNT = 180
KILLS = 6


def _mail(number: int, size: int = 20) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"] = f"p{number}@home.test", "service@shop.test"
    mail["Subject"], mail["Message-ID"] = f"投诉 {number}", f"<intake-{number}@home.test>"
    mail.set_content("我上周在你们网店买的羽绒服穿了一天就开线了，客服说不能换。\n" * size)
    return mail.as_bytes()


async def test_every_mail_is_taken_in_once(
    tmp_path: Path, understander: Understander, dovecot: Dovecot, postfix: Postfix
) -> None:
    """Many small ones, the same ones again, and some that are larger than a whole batch of others."""
    mails = [_mail(number) for number in range(COUNT)]
    large = [_mail(COUNT + number, size=40_000) for number in range(4)]
    await asyncio.to_thread(dovecot.deliver_all, [*mails[:120], *large, *mails[120:], *mails[:20]], "intake@shop.test")
    app = build(
        settings(tmp_path, {"mailboxes": [box(dovecot, postfix, "intake")]}),
        clock=MovableClock(),
        understander=understander,
    )
    async with opened(app):
        stop = asyncio.Event()
        receiving = asyncio.create_task(app.work(("receive",), stop))
        async with asyncio.timeout(60):
            while len(await asyncio.to_thread(dovecot.mails, "intake", "Huiyin")) < COUNT + 24:
                await asyncio.sleep(0.1)
            while await app.database.read(lambda uow: uow.arrivals.unread()):
                await asyncio.sleep(0.05)
        stop.set()
        await receiving
        assert await app.database.read(lambda uow: uow.inbox.pending()) == COUNT + 4
    assert dovecot.mails("intake") == []
    messages = rows(f"sqlite:///{tmp_path}/huiyin.db", "SELECT DISTINCT message_id FROM inbox")
    assert len(messages) == COUNT + 4


@pytest.mark.timeout(240)
async def test_killed_while_mails_are_taken_in(
    tmp_path: Path, nursery: Nursery, understander: Understander, dovecot: Dovecot, postfix: Postfix
) -> None:
    """`kill -9` between fetching, storing, moving and reading: each mail is one message and one case."""
    user, chance = "killed", random.Random(11)
    url = f"sqlite:///{tmp_path}/huiyin.db"
    product = Installation(
        folder=tmp_path,
        url=url,
        cache=understanding.HOME,
        launcher=nursery,
        settings={
            "HUIYIN_CHANNELS__MAIL__MAILBOXES": json.dumps([box(dovecot, postfix, user)]),
            "HUIYIN_ENGINE__PARK_AFTER": "50",
        },
    )
    process = Process(name="all")
    product.start(process)
    await product.ready()
    caught = Counter[str]()
    for round in range(KILLS):
        batch = [_mail(number) for number in range(round * COUNT // KILLS, (round + 1) * COUNT // KILLS)]
        await asyncio.to_thread(dovecot.deliver_all, batch, f"{user}@shop.test")
        await asyncio.sleep(chance.uniform(0.0, 0.5))
        product.kill(process)
        caught["on the server"] += len(dovecot.mails(user))
        caught["unread"] += rows(url, "SELECT count(*) FROM arrivals WHERE status = 0")[0][0]
        caught["in the inbox"] += rows(url, "SELECT count(*) FROM inbox WHERE status = 0")[0][0]
        product.start(process)
        await product.ready()
    async with asyncio.timeout(100):
        while rows(url, "SELECT count(*) FROM cases")[0][0] < COUNT or dovecot.letters(user):
            assert not product.ended(), product.said()
            await asyncio.sleep(0.2)
    product.stop()
    # It was hit in the middle of the work.
    assert caught["on the server"], caught
    assert caught["unread"] or caught["in the inbox"], caught

    senders = [row[0] for row in rows(url, 'SELECT a."user" FROM cases c JOIN conversations v ON v.id = c.conversation_id'
                                           ' JOIN addresses a ON a.id = v.address_id')]  # fmt: skip
    assert Counter(senders) == Counter(f"p{number}@home.test" for number in range(COUNT))
    kept = {_id(path.read_bytes()) for path in (tmp_path / "files").glob("??/*")}
    # What Postfix says of the acknowledgements (nobody lives there) is kept as well.
    assert {_id(_mail(number)) for number in range(COUNT)} <= kept
    async with open_database(url) as database:
        assert await database.read(_told) == Counter()


def _id(data: bytes) -> Any:
    return message_from_bytes(data)["Message-ID"]


def _told(uow: Any) -> Counter[str]:
    return Counter(alert.kind for alert in uow.alerts.unseen())
