"""Servers that can little, lose their numbers, have no room, hang, or lock us out: nothing is lost, and staff are told."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from bot.app import build
from bot.mailboxes import to_mail_rules
from bot.ports import Understander
from channels.mail import fetching, listening, troubles
from channels.mail.checking import check
from tests.clock import MovableClock
from tests.journeys.conftest import Product
from tests.journeys.mail.conftest import Desk, box, running, settings
from tests.peers.dovecot import Dovecot
from tests.peers.guests import receiving
from tests.peers.notes import Notes
from tests.peers.postfix import Postfix
from tests.peers.stalling import Line

pytestmark = pytest.mark.xdist_group("mail")

COMPLAINT = "我上周在你们网店买的羽绒服穿了一天就开线了，客服说不能换。"


def _mail(number: int, size: int = 1) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = f"s{number}@home.test", "service@shop.test", f"投诉 {number}"
    mail["Message-ID"] = f"<servers-{number}@home.test>"
    mail.set_content(COMPLAINT * size)
    return mail.as_bytes()


@contextlib.asynccontextmanager
async def _desk(
    place: Path, understander: Understander, dovecot: Dovecot, postfix: Postfix, user: str, **more: Any
) -> AsyncIterator[Desk]:
    """A product on one mailbox; started twice in one folder it is the same one."""
    mailbox = box(dovecot, postfix, user, **{"poll": "1s", **more})
    clock = MovableClock()
    app = build(settings(place, {"mailboxes": [mailbox]}), clock=clock, understander=understander)
    async with running(app) as http:
        yield Desk(product=Product(app=app, clock=clock, http=http), dovecot=dovecot, postfix=postfix, user=user)


async def _filed(desk: Desk, count: int, seconds: float = 40) -> None:
    """So many cases, each of another sender, and no more come."""

    async def there() -> bool:
        return len(await desk.cases()) >= count

    await desk.until(there, seconds)
    await asyncio.sleep(0.5)
    cases = await desk.cases()
    assert len(cases) == count
    assert set(Counter(case.customer for case in cases).values()) == {1}


async def _told(desk: Desk, key: str) -> str:
    """Why, as staff are told; once."""

    async def there() -> Any:
        return [alert for alert in await desk.alerts() if alert.key == key]

    found = await desk.until(there)
    assert len(found) == 1
    return str(found[0].values["reason"])


@pytest.fixture(scope="module")
def plain() -> Iterator[Dovecot]:
    """A server with nothing but the bare protocol, and little room."""
    with Dovecot(without=("MOVE", "IDLE", "UIDPLUS"), quota="60K") as server:
        yield server


async def test_a_server_without_move_idle_and_uidplus(
    tmp_path: Path, understander: Understander, plain: Dovecot, postfix: Postfix
) -> None:
    async with _desk(tmp_path, understander, plain, postfix, "bare") as desk:
        for number in range(3):
            plain.deliver(_mail(number), "bare@shop.test")
        await _filed(desk, 3)
        assert plain.mails("bare") == []
        assert len(plain.mails("bare", "Huiyin")) == 3

        # Somebody has marked a mail and not yet decided: that is not ours to expunge.
        plain.deliver(_mail(7), "bare@shop.test")
        await _filed(desk, 4)
        [account] = to_mail_rules(desk.app.settings).accounts
        found = [text async for _, text in check(account, Notes(), b"key")]
        assert any("without IDLE, MOVE" in text for text in found)


async def test_what_others_have_marked_is_not_expunged(
    tmp_path: Path, understander: Understander, plain: Dovecot, postfix: Postfix
) -> None:
    plain.deliver(_mail(20), "marked@shop.test")
    client = plain.client("marked")
    client.select_folder("INBOX")
    client.delete_messages(client.search(["ALL"]))
    client.logout()
    async with _desk(tmp_path, understander, plain, postfix, "marked") as desk:
        plain.deliver(_mail(21), "marked@shop.test")
        await _filed(desk, 1)
        assert len(plain.mails("marked")) == 2
        assert len(plain.mails("marked", "Huiyin")) == 1


async def test_no_room_to_move_into(
    tmp_path: Path,
    understander: Understander,
    plain: Dovecot,
    postfix: Postfix,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Without MOVE the mail must fit twice. It is filed all the same, and moved once there is room."""
    monkeypatch.setattr(listening, "_MOVE_AGAIN", 2.0)
    plain.deliver(_mail(30, size=400), "full@shop.test")
    client = plain.client("full")
    async with _desk(tmp_path, understander, plain, postfix, "full", existing="all") as desk:
        with caplog.at_level(logging.ERROR):
            reason = await _told(desk, "mailbox.full")
        assert "uota" in reason
        assert "Make room" in reason
        assert "Make room" in caplog.text
        await _filed(desk, 1)
        assert len(plain.mails("full")) == 1
        plain.deliver(_mail(31), "full@shop.test")
        await _filed(desk, 2)
        # Its owner makes room.
        client.select_folder("INBOX")
        [first, *_] = client.search(["ALL"])
        client.delete_messages([first])
        client.expunge()
        client.logout()

        async def moved() -> bool:
            return await asyncio.to_thread(plain.mails, "full") == []

        await desk.until(moved)
        await _filed(desk, 2)
    async with _desk(tmp_path, understander, plain, postfix, "full") as desk:
        await asyncio.sleep(1)
        await _filed(desk, 2)


async def test_a_server_that_numbers_its_mails_anew(
    tmp_path: Path, understander: Understander, dovecot: Dovecot, postfix: Postfix, caplog: pytest.LogCaptureFixture
) -> None:
    """What is known is known by its content, what is new is taken."""
    user = "renumbered"
    async with _desk(tmp_path, understander, dovecot, postfix, user, done="") as desk:
        for number in range(4):
            dovecot.deliver(_mail(40 + number), f"{user}@shop.test")
        await _filed(desk, 4)
    await asyncio.to_thread(dovecot.renumber, user)
    dovecot.deliver(_mail(44), f"{user}@shop.test")
    client = dovecot.client(user)
    client.select_folder("INBOX")
    client.add_flags(client.search(["ALL"]), ["\\Seen"])
    client.logout()
    with caplog.at_level(logging.WARNING):
        async with _desk(tmp_path, understander, dovecot, postfix, user, done="") as desk:
            await _filed(desk, 5)
            assert "numbered its mails anew" in caplog.text
            dovecot.deliver(_mail(45), f"{user}@shop.test")
            await _filed(desk, 6)


async def test_a_mail_deleted_before_it_is_fetched_and_a_line_that_breaks_meanwhile(
    tmp_path: Path, understander: Understander, dovecot: Dovecot, postfix: Postfix, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody tidies the mailbox at the very moment, then the line drops: the other mails are taken in once each."""
    user, fetch = "tidied", fetching.Session._fetch
    broken: list[int] = []

    def fetched(session: fetching.Session, uids: list[int], sizes: dict[int, int], cap: int) -> list[fetching.Fetched]:
        if not broken:
            client = dovecot.client(user)
            client.select_folder("INBOX")
            client.delete_messages(uids[:1])
            client.expunge()
            client.logout()
        broken.append(len(uids))
        mails = fetch(session, uids, sizes, cap)
        if len(broken) == 1:
            session.client.socket().close()
            session.client.shutdown()
        return mails

    monkeypatch.setattr(fetching.Session, "_fetch", fetched)
    for number in range(4):
        dovecot.deliver(_mail(70 + number), f"{user}@shop.test")
    async with _desk(tmp_path, understander, dovecot, postfix, user, existing="all") as desk:
        await _filed(desk, 3)
        assert len(broken) > 1
        dovecot.deliver(_mail(74), f"{user}@shop.test")
        await _filed(desk, 4)


async def test_a_folder_that_is_not_there(
    tmp_path: Path,
    understander: Understander,
    dovecot: Dovecot,
    postfix: Postfix,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(listening, "_LOCKED_OUT", 1.0)
    user = "nofolder"
    client = dovecot.client(user)
    client.create_folder("Service")
    async with _desk(tmp_path, understander, dovecot, postfix, user, folder="Complaints") as desk:
        reason = await _told(desk, "mailbox.folder")
        assert "Service" in reason
        assert "channels.mail.mailboxes.folder" in reason
        [account] = to_mail_rules(desk.app.settings).accounts
        found = [text async for _, text in check(account, Notes(), b"key")]
        assert any("Set folder to one of them" in text and "Service" in text for text in found)
        # It is made: what comes into it is taken.
        client.create_folder("Complaints")
        await asyncio.sleep(1.5)
        client.append("Complaints", _mail(50))
        client.logout()
        await _filed(desk, 1)


async def test_a_line_that_goes_dead_unnoticed(
    tmp_path: Path,
    understander: Understander,
    dovecot: Dovecot,
    postfix: Postfix,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fetching, "TIMEOUT", 2.0)
    user = "stalled"
    async with Line(dovecot.imap_port) as line:
        server = box(dovecot, postfix, user)["imap"] | {"port": line.port}
        async with _desk(tmp_path, understander, dovecot, postfix, user, imap=server) as desk:
            dovecot.deliver(_mail(60), f"{user}@shop.test")
            await _filed(desk, 1)
            assert line.connected == 1
            line.cut()
            dovecot.deliver(_mail(61), f"{user}@shop.test")
            await _filed(desk, 2)
            assert line.connected == 2
            # And in the middle of many.
            for number in range(62, 80):
                dovecot.deliver(_mail(number), f"{user}@shop.test")
            line.cut()
            await _filed(desk, 20)
            assert dovecot.letters(user) == []
            assert await desk.alerts() == []


async def test_a_server_that_stays_away_is_told(
    tmp_path: Path,
    understander: Understander,
    dovecot: Dovecot,
    postfix: Postfix,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(troubles, "_PATIENCE", 1.0)
    async with _desk(tmp_path, understander, dovecot, postfix, "away") as desk:
        await asyncio.sleep(1)
        dovecot.deliver(_mail(81), "away@shop.test")
        await _filed(desk, 1)
        await asyncio.to_thread(dovecot.stop)
        try:
            await _told(desk, "mailbox.away")
        finally:
            await asyncio.to_thread(dovecot.start)
        dovecot.deliver(_mail(82), "away@shop.test")
        await _filed(desk, 2)


async def test_an_account_that_is_locked_out(
    tmp_path: Path,
    understander: Understander,
    dovecot: Dovecot,
    postfix: Postfix,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Tried seldom, because every try would lock it for longer; told with what to do."""
    user = "locked"
    server = box(dovecot, postfix, user)["imap"] | {"password": "changed since"}
    with caplog.at_level(logging.ERROR):
        async with _desk(tmp_path, understander, dovecot, postfix, user, imap=server) as desk:
            reason = await _told(desk, "mailbox.login")
            for words in ("user locked", "authorisation code", "locked", "in 300 s"):
                assert words in reason
            # An ordinary pause is of a tenth of a second here.
            await asyncio.sleep(1.5)
            assert caplog.text.count("Tried again in 300 s") == 1
    # With the right password again, nothing that came meanwhile is missed, and the trouble is over.
    dovecot.deliver(_mail(90), f"{user}@shop.test")
    async with _desk(tmp_path, understander, dovecot, postfix, user) as desk:
        await _filed(desk, 1)
        assert await desk.read(lambda uow: uow.notes.get("mail", f"trouble:in:{user}")) is None


async def test_a_line_that_breaks_at_the_log_in_is_no_wrong_password(
    tmp_path: Path, understander: Understander, dovecot: Dovecot, postfix: Postfix
) -> None:
    hung_up = asyncio.Event()

    async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Greets, and is gone at LOGIN, as a server that is restarted."""
        writer.write(b"* OK [CAPABILITY IMAP4rev1] here\r\n")
        while line := await reader.readline():
            tag, command = line.split()[:2]
            if command.upper() == b"LOGIN":
                break
            writer.write(b"* CAPABILITY IMAP4rev1\r\n" + tag + b" OK done\r\n")
        hung_up.set()

    chosen = box(dovecot, postfix, "breaking")
    async with receiving(hang_up) as port:
        chosen["imap"] = {**chosen["imap"], "port": port, "security": "none"}
        app = build(settings(tmp_path, {"mailboxes": [chosen]}), clock=MovableClock(), understander=understander)
        async with running(app):
            await asyncio.wait_for(hung_up.wait(), 20)
            hung_up.clear()
            # Tried again at once, and nobody is told.
            await asyncio.wait_for(hung_up.wait(), 20)
            assert await app.database.read(lambda uow: uow.alerts.unseen()) == []
