"""Clients that never come to the point hold up nobody else."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator

import pytest
import uvicorn
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from bot.app import web
from bot.cli import protocol
from bot.cli.protocol import MOST_HEAD, PatientProtocol
from tests.journeys.conftest import Product


async def _echo(scope: Scope, receive: Receive, send: Send) -> None:
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            break
    await PlainTextResponse(str(len(body)))(scope, receive, send)


@pytest.fixture
async def port() -> AsyncIterator[int]:
    bound = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(_echo, http=PatientProtocol, log_config=None, lifespan="off"))
    serving = asyncio.create_task(server.serve(sockets=[bound]))
    while not server.started:
        await asyncio.sleep(0.01)
    yield int(bound.getsockname()[1])
    server.should_exit = True
    await serving


async def _said(port: int, *parts: bytes) -> bytes:
    """What the server answers to these bytes until it hangs up or is silent for a second."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    answer = b""
    try:
        for part in parts:
            writer.write(part)
            await writer.drain()
        while chunk := await asyncio.wait_for(reader.read(65536), 1):
            answer += chunk
    except (TimeoutError, ConnectionError):
        pass
    writer.close()
    return answer


async def test_headers_without_an_end_are_refused(port: int) -> None:
    endless = (b"X: " + b"a" * 16_000,) + (b"a" * 16_000,) * 40
    answer = await _said(port, b"GET / HTTP/1.1\r\nHost: x\r\n", *endless)
    assert answer.startswith(b"HTTP/1.1 400 ") or answer == b""
    # Others are served.
    assert b"200 OK" in await _said(port, b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")


async def test_what_follows_a_body_has_an_end(port: int) -> None:
    head = b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n"
    for endless in (b"0\r\n" + b"X: " + b"a" * 16_000, b"0\r\n" + b"X: a\r\n" * 2_000, b"2;" + b"a" * 16_000):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(head + endless)
        kind = endless[4:] if endless.startswith(b"0") else b"a" * 16_000
        for _ in range(40):
            writer.write(kind)
            with contextlib.suppress(ConnectionError):
                await writer.drain()
        with contextlib.suppress(ConnectionError):
            assert b"400" in await asyncio.wait_for(reader.read(), 5) or reader.at_eof()
        writer.close()


async def test_a_body_that_trickles_is_hung_up_on(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "BODY_TIME", 0.2)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n")

    async def trickle() -> None:
        while True:
            writer.write(b"x")
            await asyncio.sleep(0.02)

    trickling = asyncio.create_task(trickle())
    assert await asyncio.wait_for(reader.read(), 5) == b""
    trickling.cancel()
    writer.close()


async def test_a_slow_line_brings_its_file(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "BODY_TIME", 0.2)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 200000\r\nConnection: close\r\n\r\n")
    for _ in range(20):
        writer.write(b"x" * 10_000)
        await asyncio.sleep(0.05)
    assert (await asyncio.wait_for(reader.read(), 5)).endswith(b"200000")
    writer.close()


async def test_answers_end_where_what_follows_can_not_be_read(port: int, caplog: pytest.LogCaptureFixture) -> None:
    """Whoever sends requests without waiting and then nonsense is hung up on: no fault of ours, and none in the log."""
    asked = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
    await _said(port, asked * 50 + b"\x00nonsense\r\n\r\n")
    assert "Traceback" not in caplog.text
    assert not [one for one in caplog.records if one.exc_info]


async def test_a_large_request_in_one_piece_is_none_of_them(port: int) -> None:
    body = b"b" * (3 * MOST_HEAD)
    head = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n" % len(body)
    both = head + b"\r\n" + body + head + b"Connection: close\r\n\r\n" + body
    assert (await _said(port, both)).count(b"%d" % len(body)) == 2


async def test_who_sends_nothing_is_hung_up_on(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "LONGEST_HEAD", 0.2)
    for begun in (b"", b"GET / HTTP/1.1\r\nHost:"):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(begun)
        assert await asyncio.wait_for(reader.read(), 5) == b""
        writer.close()


async def test_a_line_that_no_database_can_count_to_is_refused(product: Product) -> None:
    visitor = await product.visitor()
    who = {"Authorization": f"Bearer {visitor.token}"}
    statuses = [
        (await product.http.get("/api/v1/web/messages", params={"after": after}, headers=who)).status_code
        for after in (2**63 - 1, 2**63)
    ]
    assert statuses == [200, 422]


async def test_who_hangs_up_in_the_middle_is_no_fault_of_ours(
    product: Product, caplog: pytest.LogCaptureFixture
) -> None:
    async def half() -> AsyncIterator[dict[str, object]]:
        yield {"type": "http.request", "body": b'{"text": "h', "more_body": True}
        yield {"type": "http.disconnect"}

    visitor = await product.visitor()
    sent = half()
    answers: list[Message] = []

    async def receive() -> Message:
        return await anext(sent)

    async def send(message: Message) -> None:
        answers.append(message)

    scope = {
        "type": "http", "method": "POST", "path": "/api/v1/web/messages", "raw_path": b"/", "query_string": b"",
        "headers": [(b"authorization", f"Bearer {visitor.token}".encode()), (b"content-type", b"application/json"), (b"content-length", b"100")], "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80), "scheme": "http", "http_version": "1.1", "root_path": "", "asgi": {"version": "3.0"},
    }  # fmt: skip
    await web(product.app)(scope, receive, send)
    assert answers[0]["status"] == 400
    assert not [record for record in caplog.records if record.levelname == "ERROR"]
