"""Handing mails to our SMTP servers: connections kept open, and what a server says as one of three errors."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import re
import socket
import ssl
import time
from typing import Final

from aiosmtplib import (
    SMTP,
    SMTPAuthenticationError,
    SMTPException,
    SMTPNotSupported,
    SMTPRecipientRefused,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)

from bot.errors import ChannelError, Refused, RetryLater, Unreachable
from channels.mail.accounts import Account
from channels.mail.fetching import trust
from channels.mail.tokens import Tokens

#: Seconds for which an idle connection is kept; servers close them after a few minutes.
_KEPT: Final = 50.0
#: Connections to one server, and mails over one connection: beyond, many servers slow down or hang up.
_MOST: Final = 4
_MAILS: Final = 90
_TIMEOUT: Final = 20.0
#: Seconds until a server that can't be reached, or refuses our log-in, is tried again: no message's fault.
_DOWN: Final = 30.0

#: Enhanced status codes (RFC 3463) and words that mean: nobody is there.
_NOBODY: Final = re.compile(
    r"\b5\.(1\.[0-36-9]|1\.10|2\.[01])\b|user unknown|unknown user|no such (user|mailbox|recipient)"
    r"|does(n't| not) exist|mailbox (unavailable|not found|disabled)|invalid (recipient|mailbox)|unrouteable"
    r"|account .{0,20}(disabled|suspended)",
    re.I,
)
#: The mailbox is full, which passes: RFC 3463 has it as permanent or temporary, as the server likes.
_FULL: Final = re.compile(r"\b[45]\.2\.2\b|over ?quota|(mailbox|quota).{0,20}(full|exceeded)", re.I)
#: What is said against the message or our server, not against the recipient.
_POLICY: Final = re.compile(
    r"\b5\.(7|6|3)\.\d+\b|spam|blocked|blacklist|block ?list|policy|reputation|dmarc|spf|virus", re.I
)


class Post:
    """The connections to one mailbox's SMTP server."""

    def __init__(self, account: Account, tokens: Tokens) -> None:
        self._account = account
        self._tokens = tokens
        self._idle: list[tuple[SMTP, float, int]] = []
        self._room = asyncio.Semaphore(_MOST)

    async def send(self, sender: str, recipient: str, mail: bytes, *, attempts: int, receipt: bool = False) -> None:
        """Hand it over. Raises RetryLater, Unreachable or Refused; `attempts` tells how long to wait.

        `receipt`: the servers are to report that it arrived, where they do that (DSN, RFC 3461).

        After a connection that broke behind DATA the server may have the mail: the next try carries the same
        Message-ID, by which it is known as the same.
        """
        later = later_after(attempts)
        options = [] if (sender + recipient).isascii() else ["SMTPUTF8"]
        async with self._room:
            connection, used = await self._connection()
            kept = False
            try:
                reports = receipt and await _reports(connection)
                errors, _ = await connection.sendmail(
                    sender,
                    recipient,
                    mail,
                    mail_options=[*options, "RET=HDRS"] if reports else options,
                    rcpt_options=["NOTIFY=SUCCESS,FAILURE"] if reports else [],
                )
                kept = True
                if errors:
                    code, words = next(iter(errors.values()))
                    raise verdict(code, words, later=later, recipient=True)
            except SMTPRecipientsRefused as error:
                kept = True
                first = error.recipients[0]
                raise verdict(first.code, first.message, later=later, recipient=True) from error
            except SMTPNotSupported as error:
                kept = True
                raise Unreachable("the mail server can't send to addresses with such letters") from error
            except SMTPResponseException as error:
                # After 421 the server hangs up.
                kept = error.code != 421
                recipient_refused = isinstance(error, SMTPRecipientRefused)
                raise verdict(
                    error.code,
                    error.message,
                    later=later,
                    recipient=recipient_refused,
                    ours=isinstance(error, SMTPSenderRefused),
                ) from error
            except ValueError as error:
                kept = True
                raise Unreachable("this is no address that mail can be sent to") from error
            except (SMTPException, OSError) as error:
                raise RetryLater(f"mail server: {type(error).__name__}", later) from error
            finally:
                if kept and connection.is_connected and used + 1 < _MAILS:
                    self._idle.append((connection, time.monotonic(), used + 1))
                else:
                    connection.close()

    async def check(self) -> None:
        """Connect and log in; raises ChannelError."""
        connection, _ = await self._connection()
        connection.close()

    async def close(self) -> None:
        """Hang up."""
        while self._idle:
            connection, _, _ = self._idle.pop()
            with contextlib.suppress(SMTPException, OSError, TimeoutError):
                await connection.quit(timeout=2)
            connection.close()

    async def _connection(self) -> tuple[SMTP, int]:
        while self._idle:
            connection, since, used = self._idle.pop()
            if time.monotonic() - since < _KEPT and connection.is_connected:
                # It may be dead without our knowing, and a mail that breaks off would be tried late.
                with contextlib.suppress(SMTPException, OSError):
                    await connection.noop(timeout=5)
                    return connection, used
            connection.close()
        try:
            return await self._connect(), 0
        except SMTPAuthenticationError as error:
            reason = f"mail server: the log-in is refused ({error.code}). Check channels.mail.mailboxes, smtp."
            raise RetryLater(reason, _DOWN, counts=False) from error
        except Refused as error:
            # The token's, not the message's.
            raise RetryLater(f"{error}. Give the mailbox a new oauth.refresh_token.", _DOWN, counts=False) from error
        except RetryLater as error:
            raise RetryLater(str(error), _DOWN, counts=False) from error
        except ssl.SSLError as error:
            raise RetryLater(f"mail server: TLS failed ({error.reason})", _DOWN, counts=False) from error
        except (SMTPException, OSError) as error:
            raise RetryLater(f"mail server: can't connect ({type(error).__name__})", _DOWN, counts=False) from error

    async def _connect(self) -> SMTP:
        server = self._account.smtp
        context = trust(server) if server.security != "none" else None
        connection = SMTP(
            hostname=server.host,
            port=server.port,
            timeout=_TIMEOUT,
            use_tls=server.security == "tls",
            start_tls=server.security == "starttls",
            tls_context=context,
            # Our name in EHLO: the machine's own may be nonsense that servers refuse.
            local_hostname=self._account.domain if self._account.domain.isascii() else None,
        )
        await connection.connect()
        try:
            if sock := connection.get_transport_info("socket"):
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
            await self._log_in(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    async def _log_in(self, connection: SMTP) -> None:
        server = self._account.smtp
        if server.login == "password":
            if server.user:
                await connection.login(server.user, server.password)
            return
        for renew in (False, True):
            token = await self._tokens.access(self._account, renew=renew)
            try:
                if server.login == "xoauth2":
                    await connection.auth_xoauth2(server.user, token)
                else:
                    await _oauthbearer(connection, server.user, token)
            except SMTPAuthenticationError:
                if renew:
                    raise
            else:
                return


async def _reports(connection: SMTP) -> bool:
    """Whether the server says that it reports arrivals."""
    if connection.is_ehlo_or_helo_needed:
        try:
            await connection.ehlo()
        except SMTPResponseException:
            # An old one, which will be greeted with HELO.
            return False
    return connection.supports_extension("dsn")


async def _oauthbearer(connection: SMTP, user: str, token: str) -> None:
    """RFC 7628."""
    said = f"n,a={user},\x01auth=Bearer {token}\x01\x01".encode()
    response = await connection.execute_command(b"AUTH", b"OAUTHBEARER", base64.b64encode(said))
    if response.code == 334:
        # The reason, which a lone ^A takes note of.
        response = await connection.execute_command(b"AQ==")
    if response.code != 235:
        raise SMTPAuthenticationError(response.code, response.message)


def later_after(attempts: int) -> float:
    """Seconds to the next try: greylisting wants some minutes, an outage may last for hours."""
    return float(min(3600, 30 << min(10, max(0, attempts - 1))))


def verdict(code: int, words: str, *, later: float, recipient: bool, ours: bool = False) -> ChannelError:
    """What a reply code means (RFC 5321, 4.2.1; RFC 3463). Servers' words may hold addresses: only codes are kept."""
    enhanced = re.search(r"\b[245]\.\d{1,3}\.\d{1,3}\b", words)
    named = f"{code} {enhanced[0]}" if enhanced else str(code)
    if code < 500 or code in (530, 534, 535, 538):
        return RetryLater(f"mail server: {named}", later)
    if ours or not recipient:
        # The sender or the content: the next try would be refused as well, but the recipient is there.
        return Refused(f"mail server: {named}, the mail is refused")
    if _FULL.search(words):
        return Unreachable(f"mail server: {named}, the mailbox is full")
    if code in (550, 554) and _POLICY.search(words) and not _NOBODY.search(words):
        return Refused(f"mail server: {named}, refused by policy")
    return Unreachable(f"mail server: {named}, nobody is there")
