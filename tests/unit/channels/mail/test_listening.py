"""Ending while a mailbox is being opened."""

from __future__ import annotations

import asyncio
import socket
import threading
from types import SimpleNamespace
from typing import Any, cast

import pytest

from channels.mail import listening
from channels.mail.listening import Watch


def a_watch(**more: Any) -> Watch:
    """One that looks at nothing but its server."""
    nothing = cast(Any, None)
    account = cast(Any, SimpleNamespace(name="box", oauth=None, **more))
    return Watch(
        account, channel="mail", notebook=nothing, originals=nothing, accept=nothing, tokens=nothing, clock=nothing,
        max_size=1, tell=nothing,
    )  # fmt: skip


async def test_a_connection_that_comes_too_late_is_hung_up(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, let_in, hung_up = threading.Event(), threading.Event(), threading.Event()

    class Slow:
        def __init__(self, account: object, token: str | None) -> None:
            begun.set()
            assert let_in.wait(10)

        def close(self) -> None:
            hung_up.set()

    monkeypatch.setattr(listening, "Session", Slow)
    watch = a_watch()
    stop = asyncio.Event()
    running = asyncio.create_task(watch.run(stop))
    assert await asyncio.to_thread(begun.wait, 10)
    stop.set()
    await asyncio.wait_for(running, 10)
    assert not hung_up.is_set()
    let_in.set()
    assert await asyncio.to_thread(hung_up.wait, 10)


async def test_the_end_of_the_process_does_not_wait_for_a_server_that_keeps_silent() -> None:
    """It takes the call and says nothing: a minute passes until that is an error."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        at = SimpleNamespace(host="127.0.0.1", port=server.getsockname()[1], security="none", ca_file=None)
        stop = asyncio.Event()
        running = asyncio.create_task(a_watch(imap=at).run(stop))
        connection, _ = await asyncio.to_thread(server.accept)
        stop.set()
        await asyncio.wait_for(running, 10)
        waited_for = [one.name for one in threading.enumerate() if "box" in one.name and not one.daemon]
        connection.close()
    assert not waited_for
