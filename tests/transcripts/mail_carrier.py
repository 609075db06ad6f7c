"""A written dialogue by mail: each message a mail that quotes the one before, each answer read as people see it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime
from types import TracebackType
from typing import Any, Final

from bot.app import App
from bot.messages import Address
from bot.records import Arrival
from channels.mail.marks import digest
from channels.mail.reading import read
from channels.mail.routing import identity
from tests.peers.smtp import SmtpServer
from tests.transcripts.carriers import Shown, Spoken

_BOX: Final = "service"


class MailCarrier:
    """tests.transcripts.carriers.Carrier of one mailbox."""

    channel = "mail"

    def __init__(self) -> None:
        self._server = SmtpServer()
        self._app: App | None = None
        self._threads: dict[str, str] = {}
        self._last: dict[str, EmailMessage] = {}
        self._shown: dict[str, list[Shown]] = {}
        self._count = 0

    async def __aenter__(self) -> MailCarrier:
        await self._server.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._server.stop()

    def settings(self) -> Mapping[str, Any]:
        """The mailbox under `channels.mail`."""
        server = {"host": "127.0.0.1", "port": self._server.port, "security": "none"}
        box = {"name": _BOX, "address": "service@shop.test", "imap": {**server, "password": "none"}, "smtp": server}
        return {"channels": {"mail": {"mailboxes": [box]}}}

    async def open(self, app: App) -> None:
        """What is brought is stored as the listener stores it."""
        self._app = app

    async def close(self) -> None:
        """Nothing to close."""

    def address(self, who: str) -> Address:
        """The thread that this person's first mail began."""
        return Address(channel="mail", account=_BOX, user=f"{who}@home.test", thread=self._threads.get(who, ""))

    async def bring(self, said: Spoken, who: str) -> bool:
        """A new mail, or an answer to the last one."""
        assert self._app
        self._collect()
        self._count += 1
        mail = EmailMessage(policy=policy.SMTP)
        last = self._last.get(who)
        mail["From"] = f"{who}@home.test"
        mail["To"] = "service@shop.test"
        mail["Date"] = format_datetime(said.at)
        mail["Message-ID"] = f"<{said.id or self._count}.{who}@home.test>"
        text = said.text
        if last:
            mail["Subject"] = str(last["Subject"])
            mail["In-Reply-To"] = last["Message-ID"]
            mail["References"] = f"{last['References'] or ''} {last['Message-ID']}".strip()
            quoted = "\n".join(f"> {line}" for line in _words(last).splitlines())
            text += f"\n\n在 2026年3月11日 周三 10:00，service@shop.test 写道：\n\n{quoted}"
        else:
            mail["Subject"] = "投诉" if said.locale != "en" else "Complaint"
        if said.automatic:
            mail["Auto-Submitted"] = "auto-replied"
        mail.set_content(text)
        for name, data in said.files:
            mail.add_attachment(data, "application", "octet-stream", filename=name)
        raw = mail.as_bytes()
        if who not in self._threads:
            self._threads[who] = digest(_BOX, f"{who}@home.test", identity(read(raw), raw))
        kept = self._app.files.put(raw, "mail.eml", "message/rfc822")
        body = {
            "hash": kept.hash, "name": kept.name, "content_type": kept.content_type, "size": kept.size, "whole": True,
            "at": said.at.isoformat(),
        }  # fmt: skip
        key = f"1:{said.id or self._count}"
        arrival = Arrival(
            channel="mail", account=_BOX, key=key, lane=who, body=json.dumps(body), received_at=said.at
        )  # fmt: skip
        return bool(await self._app.accept(arrival))

    async def shown(self, who: str) -> list[Shown]:
        """The plain text of what came."""
        self._collect()
        return self._shown.pop(who, [])

    def _collect(self) -> None:
        taken, self._server.mails = self._server.mails, []
        for _, raw in taken:
            mail = message_from_bytes(raw, policy=policy.default)
            assert isinstance(mail, EmailMessage)
            who = str(mail["To"]).partition("@")[0]
            self._last[who] = mail
            self._shown.setdefault(who, []).append(Shown(text=_words(mail)))


def _words(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())
