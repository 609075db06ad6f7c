"""Notices to staff by e-mail, from one of our mailboxes."""

from __future__ import annotations

from collections.abc import Mapping
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Final

from bot.errors import Refused, Unreachable
from bot.ports import Clock
from bot.records import Notice
from channels.mail.accounts import Account
from channels.mail.sending import Post
from channels.mail.tokens import Tokens

_SUBJECT: Final = 120


class MailNotifier:
    """bot.ports.Notifier: one mail for each notice, to one address, or, where `to` is empty, to the notice's own.

    `base`: of links into the console. `footers`: language → what stands under a mail to one of the staff; it may hold
    {link}.
    """

    def __init__(
        self,
        account: Account,
        to: str,
        kinds: frozenset[str] | None,
        *,
        base: str,
        clock: Clock,
        tokens: Tokens,
        name: str = "",
        footers: Mapping[str, str] | None = None,
    ) -> None:
        self.name = name or f"mail:{to}"
        self.kinds = kinds
        self._account = account
        self._to = to
        self._base = base
        self._clock = clock
        self._footers = footers or {}
        self._post = Post(account, tokens)

    async def start(self) -> None:
        """Connections are made as they are needed."""

    async def close(self) -> None:
        """Close the connections."""
        await self._post.close()

    async def send(self, notice: Notice) -> None:
        """Send it; the same notice carries the same Message-ID every time."""
        to = self._to or notice.to
        if not to:
            raise Refused("this notice names nobody")
        try:
            await self._post.send(self._account.address, to, self._to_mail(notice, to), attempts=notice.attempts)
        except Unreachable as error:
            raise Refused(str(error)) from error

    def _to_mail(self, notice: Notice, to: str) -> bytes:
        mail = EmailMessage()
        about = f"{notice.case}: " if notice.case else ""
        # A digest is of many lines: the first says what it is.
        first = notice.text.partition("\n")[0]
        mail["Subject"] = (about + " ".join(first.split()))[:_SUBJECT]
        mail["From"] = self._account.address
        mail["To"] = to
        mail["Date"] = format_datetime(self._clock.now())
        mail["Message-ID"] = f"<notice.{notice.id}.{notice.kind}@{self._account.address.rpartition('@')[2]}>"
        # Nothing answers it by itself, and our own mailbox never takes it for a complaint.
        mail["Auto-Submitted"] = "auto-generated"
        mail["X-Auto-Response-Suppress"] = "All"
        if notice.language:
            mail["Content-Language"] = notice.language
        link = f"{self._base}/console/cases/{notice.case}" if notice.case else f"{self._base}/console/alerts"
        footer = self._footers.get(notice.language, "").format(link=f"{self._base}/console/preferences")
        more = "" if notice.kind == "digest" else f"\n{link}\n"
        mail.set_content(f"{notice.text}\n{more}" + (f"\n-- \n{footer}\n" if footer else ""))
        return mail.as_bytes()
