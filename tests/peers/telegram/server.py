"""The fake's HTTP side: requests in, answers out, and every way in which a server misbehaves."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.peers.guests import Guests


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file of a multipart request."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call: the path, its parameters as text, its files."""

    path: str
    parameters: dict[str, str]
    files: dict[str, Upload] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is sent back."""

    status: int = 200
    body: bytes = b""
    content_type: str = "application/json"


def as_json(value: Any, status: int = 200) -> Answer:
    """JSON."""
    return Answer(status=status, body=json.dumps(value).encode())


class HttpServer:
    """Serves on loopback, on a port that stays the same when it is stopped and started again."""

    def __init__(self, handle: Callable[[Call], Awaitable[Answer]]) -> None:
        self._handle = handle
        self._guests = Guests()
        self.port = 0
        #: How the next call fails: one of tests.contract.channels.contract.TROUBLES but "down".
        self.trouble: str | None = None

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Listen."""
        self.port = await self._guests.receive(self._serve, self.port)

    async def stop(self) -> None:
        """Cut everybody off."""
        await self._guests.see_off()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while await self._exchange(reader, writer):
            pass

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head.rstrip().split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        content = await reader.readexactly(int(headers.get("content-length", 0)))
        trouble, self.trouble = self.trouble, None
        if trouble == "hangs up":
            return False
        if trouble == "error 500":
            answer = Answer(status=500, body=b"<h1>Internal Server Error</h1>", content_type="text/html")
        elif trouble == "html with 200":
            answer = Answer(body=b"<html>Please log in to this network</html>", content_type="text/html")
        else:
            answer = await self._handle(_to_call(first.split(" ")[1], headers.get("content-type", ""), content))
        length = len(answer.body) + (400 if trouble == "truncated" else 0)
        writer.write(
            f"HTTP/1.1 {answer.status} X\r\nContent-Type: {answer.content_type}\r\nContent-Length: {length}\r\n\r\n".encode()
            + answer.body
        )
        await writer.drain()
        return trouble != "truncated"


def _to_call(target: str, content_type: str, content: bytes) -> Call:
    url = urlsplit(target)
    parameters = dict(parse_qsl(url.query, keep_blank_values=True))
    files: dict[str, Upload] = {}
    if content_type.startswith("multipart/form-data"):
        boundary = content_type.partition("boundary=")[2].encode()
        for part in content.split(b"--" + boundary)[1:-1]:
            head, _, data = part.partition(b"\r\n\r\n")
            about = {
                key.strip(): value.strip('"')
                for key, _, value in (item.partition("=") for item in head.decode().replace("\r\n", ";").split(";"))
            }
            if "filename" in about:
                files[about["name"]] = Upload(name=about["filename"], data=data[:-2])
            else:
                parameters[about["name"]] = data[:-2].decode()
    elif content_type.startswith("application/x-www-form-urlencoded"):
        parameters |= dict(parse_qsl(content.decode(), keep_blank_values=True))
    return Call(path=unquote(url.path), parameters=parameters, files=files)
