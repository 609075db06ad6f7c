"""A small HTTP server of the loopback that can be told to misbehave."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from email.parser import BytesParser
from email.policy import HTTP
from types import TracebackType
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.peers.guests import Guests


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        """The body, which must be JSON with characters as they are: the platform shows escapes to the customer."""
        assert self.headers.get("content-type", "").startswith("application/json"), self.headers
        assert b"\\u" not in self.body, self.body
        found = json.loads(self.body)
        assert isinstance(found, dict)
        return found

    def part(self, name: str) -> tuple[str, str, bytes]:
        """File name, content type and bytes of a part of a form."""
        head = f"Content-Type: {self.headers['content-type']}\r\n\r\n".encode()
        for part in BytesParser(policy=HTTP).parsebytes(head + self.body).iter_parts():
            if part.get_param("name", header="content-disposition") == name:
                data = part.get_payload(decode=True)
                assert isinstance(data, bytes)
                return part.get_filename() or "", part.get_content_type(), data
        raise AssertionError(f"no part {name}")


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """An answer that is a file."""

    data: bytes
    content_type: str
    name: str = ""


class Server:
    """Answers calls by `answer`, which subclasses give; `troubles` are what happens to the next ones instead."""

    def __init__(self) -> None:
        self.troubles: list[str] = []
        self.calls: list[Call] = []
        self._guests = Guests()
        self._port = 0

    async def __aenter__(self) -> Any:
        self._port = await self._guests.receive(self._serve, limit=2**22)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._guests.see_off()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._port}"

    def answer(self, call: Call) -> dict[str, Any] | File:
        """What is answered."""
        raise NotImplementedError

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            call = await _read(reader)
            answer = self._answered(call)
            if answer is None:
                return
            writer.write(answer)
            await writer.drain()
            if b"Connection: close" in answer[:200]:
                return

    def _answered(self, call: Call) -> bytes | None:
        self.calls.append(call)
        if self.troubles:
            match self.troubles.pop(0):
                case "hangs up" | "down":
                    return None
                case "error 500":
                    return _framed(b"oh", "text/plain", status="500 Oh")
                case "html with 200":
                    return _framed(b"<html>Bad gateway</html>", "text/html")
                case "truncated":
                    return b'HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 400\r\n\r\n{"errcode":'
                case code:
                    return _json({"errcode": int(code), "errmsg": "as told"})
        try:
            found = self.answer(call)
        except AssertionError as error:
            # So that a test sees what was wrong with the call, not only that it failed.
            self.troubles = []
            self.wrong = f"{call.path}: {error}"
            return _framed(str(error).encode(), "text/plain", status="500 Wrong call")
        if isinstance(found, File):
            extra = f'Content-Disposition: attachment; filename="{found.name}"\r\n' if found.name else ""
            return _framed(found.data, found.content_type, extra=extra)
        return _json(found)

    #: The last call that the platform would not understand at all.
    wrong: str | None = None


async def _read(reader: asyncio.StreamReader) -> Call:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.split("\r\n")
    method, target, _ = first.split(" ")
    headers = {
        name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines if line)
    }
    if headers.get("transfer-encoding") == "chunked":
        body = b""
        while size := int((await reader.readuntil(b"\r\n")).strip(), 16):
            body += await reader.readexactly(size)
            await reader.readexactly(2)
        await reader.readuntil(b"\r\n")
    else:
        body = await reader.readexactly(int(headers.get("content-length", "0")))
    parts = urlsplit(target)
    return Call(method=method, path=parts.path, query=dict(parse_qsl(parts.query)), headers=headers, body=body)


def _json(value: Mapping[str, Any]) -> bytes:
    return _framed(json.dumps(value, ensure_ascii=False).encode(), "application/json; encoding=utf-8")


def _framed(data: bytes, content_type: str, *, status: str = "200 OK", extra: str = "") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n{extra}Content-Length: {len(data)}\r\n\r\n"
    return head.encode() + data
