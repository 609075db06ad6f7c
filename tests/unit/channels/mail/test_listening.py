"""Ending while a mailbox is being opened."""

from __future__ import annotations

import asyncio
import threading
from types import SimpleNamespace
from typing import Any, cast

import pytest

from channels.mail import listening
from channels.mail.listening import Watch


async def test_a_connection_that_comes_too_late_is_hung_up(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, let_in, hung_up = threading.Event(), threading.Event(), threading.Event()

    class Slow:
        def __init__(self, account: object, token: str | None) -> None:
            begun.set()
            assert let_in.wait(10)

        def close(self) -> None:
            hung_up.set()

    monkeypatch.setattr(listening, "Session", Slow)
    nothing = cast(Any, None)
    account = cast(Any, SimpleNamespace(name="box", oauth=None))
    watch = Watch(
        account, channel="mail", notebook=nothing, originals=nothing, accept=nothing, tokens=nothing, clock=nothing,
        max_size=1, tell=nothing,
    )  # fmt: skip
    stop = asyncio.Event()
    running = asyncio.create_task(watch.run(stop))
    assert await asyncio.to_thread(begun.wait, 10)
    stop.set()
    await asyncio.wait_for(running, 10)
    assert not hung_up.is_set()
    let_in.set()
    assert await asyncio.to_thread(hung_up.wait, 10)
