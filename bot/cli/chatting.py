"""`huiyin chat`: the same dialogue in the terminal, through a running product, or by itself where none runs."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import sys
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any, Final

from bot.app import TERMINAL, App, build, opened
from bot.cli.progress import bar
from bot.cli.running import set_up_logging
from bot.errors import DatabaseInUse, HuiyinError, InvalidInput
from bot.messages import Address, Attachment, InboundMessage
from bot.records import Author
from bot.settings import Settings

#: So long the terminal waits for an answer before it shows the prompt again, in seconds.
_PATIENCE: Final = 8.0

_HINT: Final = {
    "zh-Hans": "直接输入；数字可选按钮；/file 路径 发送文件；/quit 退出。",
    "zh-Hant": "直接輸入；數字可選按鈕；/file 路徑 傳送檔案；/quit 離開。",
    "en": "Just type; a number picks a button; /file PATH sends a file; /quit leaves.",
}


def chat(settings: Settings, arguments: argparse.Namespace) -> int:
    """Talk until /quit or the end of input."""
    set_up_logging(settings)
    return asyncio.run(_chat(settings, arguments))


async def _chat(settings: Settings, arguments: argparse.Namespace) -> int:
    language = arguments.language or settings.business.language
    # The running product, where there is one, does the work; this process only adds messages and reads answers.
    for exclusive in (True, False):
        app = build(settings, exclusive=exclusive, progress=bar())
        try:
            async with opened(app):
                print(_HINT[language])
                async with _working(app) if exclusive else contextlib.nullcontext():
                    await _talk(app, Address(channel=TERMINAL, user=arguments.user), language)
            return 0
        except DatabaseInUse:
            if not exclusive:
                raise
    return 1


@contextlib.asynccontextmanager
async def _working(app: App) -> AsyncIterator[None]:
    stop = asyncio.Event()
    task = asyncio.create_task(app.work(("worker", "timers", "delivery"), stop))
    try:
        yield
    finally:
        stop.set()
        await task


async def _talk(app: App, address: Address, language: str) -> None:
    seen = await app.database.read(lambda uow: _last(uow, address))
    shown = _Shown()
    if not seen:
        text = app.rules.texts[language]["greet"][0].replace("{business}", app.rules.policy.business[language])
        print(f"\n回音  {text}\n")
    loop = asyncio.get_running_loop()
    watcher = asyncio.create_task(_watch(app, address, seen, shown))
    try:
        while True:
            line = await loop.run_in_executor(None, _read_line)
            if line is None or line.strip() in ("/quit", "/exit"):
                return
            try:
                attachments, text = await _file(app, line)
            except (HuiyinError, OSError) as error:
                print(f"  ! {error}")
                continue
            shown.fresh.clear()
            now = app.clock.now()
            await app.receive(
                InboundMessage(
                    id=f"{address.user}:{uuid.uuid4()}",
                    sender=address,
                    text=text,
                    attachments=attachments,
                    sent_at=now,
                    received_at=now,
                    locale=language,
                )
            )
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(shown.fresh.wait(), _PATIENCE)
    finally:
        watcher.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await watcher


class _Shown:
    """Set as soon as an answer was printed."""

    def __init__(self) -> None:
        self.fresh = asyncio.Event()


def _read_line() -> str | None:
    if sys.stdin.isatty():
        print("> ", end="", flush=True)
    line = sys.stdin.readline()
    return line.rstrip("\n") if line else None


async def _file(app: App, line: str) -> tuple[tuple[Attachment, ...], str]:
    if not line.startswith("/file"):
        return (), line
    path = Path(line.removeprefix("/file").strip().strip("'\"")).expanduser()
    if not path.is_file():
        raise InvalidInput(f"There is no file {path}.")
    put: Callable[[], Attachment] = lambda: app.files.put(path.read_bytes(), path.name, None)  # noqa: E731  # one use
    kept: Awaitable[Attachment] = asyncio.to_thread(put)
    return (await kept,), ""


def _last(uow: Any, address: Address) -> int:
    conversation = uow.conversations.of(address)
    lines = uow.transcript.latest(conversation.id, 1) if conversation else []
    return lines[-1].id if lines else 0


async def _watch(app: App, address: Address, seen: int, shown: _Shown) -> None:
    """Print what is said to this customer as it comes."""

    def new(uow: Any) -> list[Any]:
        conversation = uow.conversations.of(address)
        return list(uow.transcript.of(conversation.id, after=seen)) if conversation else []

    async with app.database.watch(address.bell) as bell:
        while True:
            for entry in await app.database.read(new):
                seen = entry.id
                if entry.author is Author.CUSTOMER:
                    continue
                who = "回音 " if entry.author is Author.BOT else "客服 "
                text = entry.text.replace("\n", "\n      ")
                print(f"\n{who} {text}")
                if entry.choices:
                    print("      " + "   ".join(f"[{n}] {c.label}" for n, c in enumerate(entry.choices, 1)))
                print(flush=True)
                shown.fresh.set()
            await bell.wait(0.5)
