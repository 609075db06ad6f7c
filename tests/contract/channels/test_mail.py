"""E-mail keeps the contract of channels."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from bot.messages import Address, Attachment
from channels.mail import Account, Brand, MailChannel, MailRules, Server
from storage.files import LocalFiles
from tests.clock import MovableClock
from tests.contract.channels.contract import ChannelContract, Platform, message
from tests.peers.notes import Notes
from tests.peers.smtp import SmtpServer
from tests.transcripts.carriers import Shown

_TROUBLES = {"error 500": "error", "html with 200": "html", "truncated": "truncated", "hangs up": "hangs up"}


class MailServer(Platform):
    """A server that takes our mails, and the customer's program that shows them."""

    def __init__(self, folder: Path) -> None:
        self.somebody = Address(channel="mail", account="service", user="anna@home.test", thread="0123456789abcdef")
        self.server = SmtpServer()
        self._files = LocalFiles(folder, 1_000_000)
        self._down = False

    async def open(self) -> None:
        """Listen, and start the channel."""
        await self.server.start()
        smtp = Server(host="127.0.0.1", port=self.server.port, security="none")
        account = Account(name="service", address="service@shop.test", sender={}, imap=smtp, smtp=smtp, delimiter="+")
        self.channel = MailChannel(
            MailRules(accounts=(account,), brand=Brand(name={"zh-Hans": "小店"})),
            key=b"a key of this test",
            clock=MovableClock(datetime.now(UTC)),
            files=self._files,
            originals=self._files,
            notebook=Notes(),
            accept=_never,
            survey=lambda number: f"https://shop.test/s/{number}",
            stop=lambda number: f"https://shop.test/u/{number}",
            tell=_never,
        )
        await self.channel.start()

    async def close(self) -> None:
        """Stop both."""
        await self.channel.close()
        await self.server.stop()

    def keep(self, data: bytes, name: str) -> Attachment:
        """In the channel's store."""
        return self._files.put(data, name, None)

    async def shown(self) -> list[Shown]:
        """What was taken; the server is up again."""
        if self._down:
            self._down = False
            await self.server.start()
        taken, self.server.mails = self.server.mails, []
        return [_shown(raw) for _, raw in taken]

    async def trouble(self, kind: str) -> bool:
        """Of the server or the line to it."""
        if kind == "down":
            await self.server.stop()
            self._down = True
            return True
        self.server.trouble = _TROUBLES[kind]
        return True

    async def busy(self, seconds: int) -> bool:
        """SMTP never says when."""
        return False

    async def gone(self) -> None:
        """No such user."""
        self.server.recipient = "550 5.1.1 user unknown"

    async def refuse(self) -> None:
        """The content is not liked."""
        self.server.content = "554 5.7.1 this looks like spam"


async def _never(*_: object) -> int:
    raise AssertionError("nothing arrives here")


def _parse(raw: bytes) -> EmailMessage:
    mail = message_from_bytes(raw, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


def _shown(raw: bytes) -> Shown:
    mail = _parse(raw)
    body = mail.get_body(("plain",))
    assert body is not None
    names = "\n".join(str(part.get_filename()) for part in mail.iter_attachments())
    return Shown(text=f"{body.get_content()}\n{names}")


class TestMail(ChannelContract):
    """channels.mail."""

    @pytest.fixture
    async def platform(self, tmp_path: Path) -> AsyncIterator[MailServer]:
        """A server that listens."""
        server = MailServer(tmp_path)
        await server.open()
        yield server
        await server.close()

    async def test_a_retry_after_a_lost_answer_is_the_same_mail(self, platform: MailServer) -> None:
        """The server took it and hung up before it said so: by its Message-ID the second one is known."""
        platform.server.trouble = "taken and hangs up"
        with pytest.raises(Exception, match="mail server"):
            await platform.channel.send(message(platform, "您的投诉已受理", id=7))
        await platform.channel.send(message(platform, "您的投诉已受理", id=7))
        await platform.channel.send(message(platform, "您的投诉已受理", id=8))
        first, second, third = [_parse(raw)["Message-ID"] for _, raw in platform.server.mails]
        assert first == second != third

    async def test_a_connection_is_used_again(self, platform: MailServer) -> None:
        """Twenty mails, one log-in."""
        for id in range(20):
            await platform.channel.send(message(platform, "您好", id=id))
        assert (len(platform.server.mails), platform.server.connections) == (20, 1)

    @pytest.mark.parametrize("field", ["subject", "name"])
    async def test_no_header_can_be_smuggled_in(self, platform: MailServer, field: str) -> None:
        """Subjects and file names are the customer's."""
        evil = "hello\r\nBcc: everybody@evil.test\r\n\r\nbody"
        if field == "subject":
            await platform.channel._notebook.put(  # type: ignore[attr-defined]
                "thread:0123456789abcdef", _thread(evil)
            )
            await platform.channel.send(message(platform, "您好"))
        else:
            kept = platform.keep(b"%PDF-1.4\n%%EOF\n", "a.pdf")
            odd = Attachment(hash=kept.hash, name=evil, content_type=kept.content_type, size=kept.size)
            await platform.channel.send(message(platform, "您好", attachments=(odd,)))
        [(_, raw)] = platform.server.mails
        assert "Bcc" not in _parse(raw)
        assert _parse(raw)["To"] == "anna@home.test"


def _thread(subject: str) -> Mapping[str, Any]:
    return {"account": "service", "user": "anna@home.test", "subject": subject, "mails": []}
