"""An SMTP server that does what it is told: takes mails, refuses them, breaks off at the worst moment."""

from __future__ import annotations

import asyncio
import base64
import re
import ssl
from dataclasses import dataclass, field

from tests.peers.guests import Guests


@dataclass
class SmtpServer:
    """Listens on a loopback port of its own; `trouble` befalls the next mail."""

    port: int = 0
    mails: list[tuple[str, bytes]] = field(default_factory=list)
    #: Connections taken.
    connections: int = 0
    #: error | html | truncated | hangs up | taken and hangs up
    trouble: str = ""
    #: The reply to RCPT, and to the mail's content.
    recipient: str = "250 2.1.5 ok"
    content: str = "250 2.0.0 taken"
    #: Access tokens that are good; none: no log-in is offered.
    tokens: set[str] = field(default_factory=set)
    refused: int = 0
    #: TLS from the first byte.
    tls: ssl.SSLContext | None = None
    _guests: Guests = field(default_factory=Guests)

    async def __aenter__(self) -> SmtpServer:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def start(self) -> None:
        """Listen."""
        self.port = await self._guests.receive(self._serve, self.port, limit=16_000_000, ssl=self.tls)

    async def stop(self) -> None:
        """Hang up on everybody."""
        await self._guests.see_off()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        await self._talk(reader, writer)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        def say(text: str) -> None:
            writer.write(text.encode() + b"\r\n")

        if self._falls("html"):
            say("<html><body>Welcome to the hotel's network</body></html>")
            return
        say("220 fake ESMTP")
        sender = ""
        while line := (await reader.readline()).decode("latin-1").strip():
            verb = line.split()[0].upper()
            if verb == "EHLO":
                say(
                    "250-fake\r\n250-SIZE 1000000\r\n250-SMTPUTF8"
                    + ("\r\n250-AUTH XOAUTH2 OAUTHBEARER" if self.tokens else "")
                )
                say("250 8BITMIME")
            elif verb == "AUTH":
                await self._log_in(line, reader, say)
            elif verb == "MAIL":
                found = re.search(r"<(.*?)>", line)
                sender = found[1] if found else ""
                say("250 2.1.0 ok")
            elif verb == "RCPT":
                if self._falls("truncated"):
                    writer.write(b"25")
                    return
                reply, self.recipient = self.recipient, "250 2.1.5 ok"
                say(reply)
            elif verb == "DATA":
                say("354 go on")
                data = (await reader.readuntil(b"\r\n.\r\n"))[:-5]
                if self._falls("hangs up"):
                    return
                if self._falls("taken and hangs up"):
                    self.mails.append((sender, data))
                    return
                if self._falls("error"):
                    say("451 4.3.0 something went wrong here")
                    continue
                reply, self.content = self.content, "250 2.0.0 taken"
                if reply.startswith("250"):
                    self.mails.append((sender, data.replace(b"\r\n..", b"\r\n.")))
                say(reply)
            elif verb == "QUIT":
                say("221 bye")
                return
            else:
                say("250 ok")

    async def _log_in(self, line: str, reader: asyncio.StreamReader, say: object) -> None:
        assert callable(say)
        said = base64.b64decode(line.split()[2]).decode()
        found = re.search(r"auth=Bearer ([^\x01]+)\x01", said)
        if found and found[1] in self.tokens:
            say("235 2.7.0 welcome")
            return
        self.refused += 1
        say("334 " + base64.b64encode(b'{"status":"401"}').decode())
        await reader.readline()
        say("535 5.7.8 bad token")

    def _falls(self, kind: str) -> bool:
        if self.trouble != kind:
            return False
        self.trouble = ""
        return True
