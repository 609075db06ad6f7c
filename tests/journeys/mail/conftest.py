"""The product with a real Dovecot and a real Postfix: customers are mailboxes too."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import re
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import make_msgid
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.app import App, build, opened, web
from bot.ports import Understander
from bot.settings import Settings
from channels.mail import listening
from tests.clock import MovableClock
from tests.journeys.conftest import Product
from tests.peers.dovecot import PASSWORD, Dovecot, Missing
from tests.peers.postfix import Postfix

_NUMBERS = itertools.count(1)


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    """Mailboxes for everybody."""
    try:
        with Dovecot() as server:
            yield server
    except Missing as missing:
        pytest.fail(str(missing), pytrace=False)


@pytest.fixture(scope="session")
def postfix(dovecot: Dovecot) -> Iterator[Postfix]:
    """The way between them."""
    refuse = {
        "grey@home.test": "450 4.2.0 greylisted, come back later",
        "full@home.test": "452 4.2.2 the mailbox is full",
        "nobody@home.test": "550 5.1.1 no such user here",
        "brimful@home.test": "552 5.2.2 the mailbox is full for good",
        "spamtrap@home.test": "554 5.7.1 we do not like your mail: spam",
    }
    try:
        with Postfix(dovecot.lmtp_port, dovecot.domain, refuse=refuse) as server:
            yield server
    except Missing as missing:
        pytest.fail(str(missing), pytrace=False)


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first pause before a broken line is tried again, of a second otherwise; it doubles as it does for others."""
    monkeypatch.setattr(listening, "_FIRST_PAUSE", 0.1)


@dataclass
class Person:
    """A customer with a mailbox of their own."""

    desk: Desk
    user: str
    seen: int = 0

    @property
    def address(self) -> str:
        """Where they are reached."""
        return f"{self.user}@home.test"

    def mail(self, text: str, subject: str = "", *, to: EmailMessage | None = None, **headers: str) -> EmailMessage:
        """A new mail, or an answer to one of ours."""
        mail = EmailMessage(policy=policy.SMTP)
        mail["From"] = f"{self.user.title()} <{self.address}>"
        mail["To"] = (to["Reply-To"] or to["From"]) if to else self.desk.address
        mail["Subject"] = subject or (f"Re: {to['Subject']}" if to else "")
        mail["Message-ID"] = make_msgid(domain="home.test")
        if to:
            mail["In-Reply-To"] = to["Message-ID"]
            mail["References"] = f"{to['References'] or ''} {to['Message-ID']}".strip()
        for name, value in headers.items():
            del mail[name.replace("_", "-")]
            mail[name.replace("_", "-")] = value
        mail.set_content(text)
        return mail

    def send(self, mail: EmailMessage | bytes) -> None:
        """Hand it to their mail server."""
        raw = mail if isinstance(mail, bytes) else mail.as_bytes()
        to = re.search(rb"(?im)^To: *(.*)$", raw)
        address = (to[1].decode() if to else self.desk.address).strip()
        address = (re.search(r"<([^>]+)>", address) or [None, address])[1] or ""
        self.desk.dovecot.deliver(raw, address, self.address)

    async def news(self, count: int = 1, seconds: float = 20.0) -> list[EmailMessage]:
        """The next mails that reach them."""
        deadline = time.monotonic() + seconds
        while True:
            raw = await asyncio.to_thread(self.desk.dovecot.mails, self.user)
            if len(raw) >= self.seen + count:
                fresh = raw[self.seen :]
                self.seen = len(raw)
                return [message_from_bytes(one, policy=policy.default) for one in fresh]
            if time.monotonic() > deadline:
                raise AssertionError(f"{self.user} got {len(raw) - self.seen} mails, not {count}")
            await asyncio.sleep(0.05)

    async def write(
        self, text: str, subject: str = "", *, to: EmailMessage | None = None, **headers: str
    ) -> EmailMessage:
        """Send, and wait for the answer."""
        self.send(self.mail(text, subject, to=to, **headers))
        return (await self.news())[-1]


@dataclass
class Desk:
    """A running product with one mailbox."""

    product: Product
    dovecot: Dovecot
    postfix: Postfix
    user: str
    stop: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def address(self) -> str:
        """Where customers write."""
        return f"{self.user}@{self.dovecot.domain}"

    @property
    def app(self) -> App:
        """The product."""
        return self.product.app

    def person(self, user: str = "") -> Person:
        """Somebody with an empty mailbox."""
        return Person(desk=self, user=user or f"anna{next(_NUMBERS)}")

    async def read(self, body: Callable[[Any], Any]) -> Any:
        """Look into the database."""
        return await self.app.database.read(body)

    async def until(self, holds: Callable[[], Any], seconds: float = 30.0) -> Any:
        """Wait for it."""
        async with asyncio.timeout(seconds):
            while not (found := await holds()):
                await asyncio.sleep(0.05)
            return found

    async def cases(self) -> list[Any]:
        """All cases."""
        found: list[Any] = await self.read(lambda uow: uow.cases.search(limit=2000))
        return found

    async def alerts(self) -> list[Any]:
        """What staff are told."""
        found: list[Any] = await self.read(lambda uow: uow.alerts.unseen())
        return found


def words(mail: EmailMessage) -> str:
    """The plain text of a mail."""
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def number_in(mail: EmailMessage) -> str:
    """The case's number."""
    found = re.search(r"HY\d\d-\w{4}-\w{4}", words(mail))
    assert found, words(mail)
    return found[0]


def box(dovecot: Dovecot, postfix: Postfix, user: str, **more: Any) -> dict[str, Any]:
    """The settings of one mailbox."""
    return {
        "name": user,
        "address": f"{user}@{dovecot.domain}",
        "imap": {
            "host": "127.0.0.1", "port": dovecot.imap_port, "security": "none", "user": user, "password": PASSWORD,
        },
        "smtp": {"host": "127.0.0.1", "port": postfix.port, "security": "none"},
        "delimiter": "+",
        "poll": "5s",
        **more,
    }  # fmt: skip


def settings(folder: Path, mail: dict[str, Any], url: str | None = None) -> Settings:
    """A product with these mailboxes."""
    return Settings.model_validate(
        {
            "storage": {"url": url or f"sqlite:///{folder}/huiyin.db", "files": str(folder / "files")},
            "secret": {"key": "a secret for these tests only"},
            "server": {"public_url": "https://complaints.shop.test"},
            "channels": {"mail": mail},
        }
    )


@contextlib.asynccontextmanager
async def running(app: App) -> AsyncIterator[httpx.AsyncClient]:
    """All its loops but the timers, which tests fire."""
    async with opened(app):
        stop = asyncio.Event()
        loops = asyncio.create_task(app.work(("receive", "worker", "delivery"), stop))
        try:
            transport = httpx.ASGITransport(app=web(app))
            async with httpx.AsyncClient(transport=transport, base_url="http://test", timeout=30) as http:
                yield http
        finally:
            stop.set()
            await loops


@pytest.fixture
async def desk(tmp_path: Path, understander: Understander, dovecot: Dovecot, postfix: Postfix) -> AsyncIterator[Desk]:
    """The product, listening to a mailbox of its own."""
    user = f"desk{next(_NUMBERS)}"
    clock = MovableClock()
    app = build(
        settings(tmp_path, {"mailboxes": [box(dovecot, postfix, user)], "answers_per_hour": 8}),
        clock=clock,
        understander=understander,
    )
    async with running(app) as http:
        yield Desk(product=Product(app=app, clock=clock, http=http), dovecot=dovecot, postfix=postfix, user=user)
