"""One mailbox of the channel, into which a test puts mails."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from bot.messages import InboundMessage
from bot.records import Arrival
from channels.mail import Account, Brand, MailChannel, MailRules, Server
from storage.files import LocalFiles
from tests.clock import MovableClock
from tests.peers.notes import Notes

FORM = "noreply@forms.test"
_NOWHERE = Server(host="127.0.0.1", port=9, security="none")


class Box:
    """service@shop.test, to which the forms of FORM write too."""

    def __init__(self, folder: Path) -> None:
        self.clock = MovableClock(datetime(2026, 11, 30, 10, tzinfo=UTC))
        self._files = LocalFiles(folder, 1_000_000)
        self._notes = Notes()
        self._count = 0
        account = Account(
            name="service", address="service@shop.test", sender={}, imap=_NOWHERE, smtp=_NOWHERE,
            forms=frozenset({FORM}),
        )  # fmt: skip
        self._channel = MailChannel(
            MailRules(accounts=(account,), brand=Brand(name={})), key=b"a key of this test", clock=self.clock,
            files=self._files, originals=self._files, notebook=self._notes, accept=_never, survey=str, stop=str,
            tell=_never,
        )  # fmt: skip

    async def receive(self, raw: bytes, **body: object) -> InboundMessage | None:
        """What is made of this mail; None where it is nobody's turn."""
        self._count += 1
        now = self.clock.now()
        kept = self._files.put(raw, "mail.eml", "message/rfc822")
        told = {"hash": kept.hash, "name": kept.name, "content_type": kept.content_type, "size": kept.size}
        arrival = Arrival(
            channel="mail", account="service", key=f"1:{self._count}", lane="0", received_at=now,
            body=json.dumps({**told, "whole": True, "at": now.isoformat(), **body}),
        )  # fmt: skip
        reading = await self._channel.read([arrival])
        for key, value in reading.notes.items():
            await self._notes.put(key, value)
        return next(iter(reading.messages), None)


async def _never(*_: object) -> int:
    raise AssertionError("nothing arrives here")
