"""Getting updates: by asking (long polling), or by being called (webhook). Stored first, confirmed afterwards."""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import json
import logging
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Final

from fastapi import APIRouter, HTTPException, Request
from telegram import Bot, BotCommand

from bot.errors import ChannelError, StorageUnavailable
from bot.ports import Clock, Notebook
from bot.records import Arrival
from channels.telegram.account import UPDATES, WEBHOOK_PATH, Account
from channels.telegram.updates import to_arrival
from channels.telegram.wire import Wire, calling

log = logging.getLogger(__name__)

SECRET_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # a header's name

#: Seconds that Telegram may keep a question open.
_POLL: Final = 50
#: An empty answer that comes sooner, in seconds, is followed by a pause.
_HASTY: Final = 0.2
#: Seconds between two looks at the webhook.
_LOOK: Final = 60.0
#: Seconds after a fault, doubling.
_FIRST_PAUSE: Final = 1.0
_LONGEST_PAUSE: Final = 30.0

Accept = Callable[..., Awaitable[int]]
#: Language ("" for all others) → command → what it does.
Menus = Mapping[str, Sequence[tuple[str, str]]]


class UpdateListener:
    """One bot's updates."""

    def __init__(
        self, account: Account, wire: Wire, notebook: Notebook, *, accept: Accept, clock: Clock, menus: Menus
    ) -> None:
        self._account = account
        self._wire = wire
        self._notebook = notebook
        self._accept = accept
        self._clock = clock
        self._menus = menus

    async def listen(self, stop: asyncio.Event) -> None:
        """Until `stop`: keep the webhook in order, or ask for updates."""
        pause = _FIRST_PAUSE
        while not stop.is_set():
            since = time.monotonic()
            try:
                await self._set_up()
                if self._account.webhook:
                    await self._watch(stop)
                else:
                    await self._poll(stop)
                return
            except ChannelError as error:
                if time.monotonic() - since > _LONGEST_PAUSE:
                    # It had gone well for a while.
                    pause = _FIRST_PAUSE
                log.warning("%s; asking again in %s s", error, pause)
                await _sleep(stop, pause)
                pause = min(_LONGEST_PAUSE, pause * 2)

    async def _set_up(self) -> None:
        """Who we are, the commands in each language, and which way updates come."""
        bot, account = self._wire.bot, self._account
        with calling():
            me = await bot.get_me()
            await self._notebook.put("me", {"id": me.id, "username": me.username})
        await self._set_menus()
        with calling():
            if account.webhook:
                await set_webhook(bot, account)
            else:
                await bot.delete_webhook(drop_pending_updates=False)

    async def _set_menus(self) -> None:
        """The commands in each language. Nothing waits for them: who is refused here can still be written to."""
        try:
            with calling():
                for language, menu in self._menus.items():
                    commands = [BotCommand(name, text) for name, text in menu]
                    await self._wire.bot.set_my_commands(commands, language_code=language or None)
        except ChannelError as error:
            log.warning("the menu of commands could not be set: %s", error)

    async def _watch(self, stop: asyncio.Event) -> None:
        """Somebody else may set another webhook; and Telegram says why it could not call."""
        told: object = None
        while not stop.is_set():
            await _sleep(stop, _LOOK)
            if stop.is_set():
                return
            with calling():
                info = await self._wire.bot.get_webhook_info()
                if info.url != self._account.webhook:
                    log.warning("telegram: the webhook was changed; it is set again")
                    await set_webhook(self._wire.bot, self._account)
            if info.last_error_date and info.last_error_date != told:
                told = info.last_error_date
                log.warning(
                    "telegram: could not call the webhook: %s (%s wait)",
                    info.last_error_message,
                    info.pending_update_count,
                )

    async def _poll(self, stop: asyncio.Event) -> None:
        """The next question confirms what the last one brought, so that is stored by then."""
        loop = asyncio.get_running_loop()
        offset: int | None = None
        ended = asyncio.create_task(stop.wait())
        asking: asyncio.Task[list[Any]] | None = None
        try:
            while not stop.is_set():
                since = loop.time()
                asking = asyncio.create_task(self._wire.updates(offset, _POLL, json.dumps(UPDATES)))
                await asyncio.wait({asking, ended}, return_when=asyncio.FIRST_COMPLETED)
                if not asking.done():
                    return
                found = asking.result()
                offset = await self._store(found, offset)
                if not found and loop.time() - since < _HASTY:
                    # A server that does not wait, as it should, is not asked without end.
                    await _sleep(stop, _HASTY)
        finally:
            # A question left open would be in the way of whoever asks next.
            left = [task for task in (ended, asking) if task and not task.done()]
            for task in left:
                task.cancel()
            if left:
                await asyncio.wait(left)

    async def _store(self, updates: list[Any], offset: int | None) -> int | None:
        """All of them, or each by itself where one can't be stored with the others; the offset that confirms them."""
        now = self._clock.now()
        arrived = [to_arrival(update, self._account.id, now) for update in updates if isinstance(update, dict)]
        try:
            await self._accept(*arrived)
        except StorageUnavailable:
            raise
        except Exception:
            log.exception("telegram: %s updates can't be stored together; one by one", len(arrived))
            for one in arrived:
                await self._accept(one)
        numbers = [update["update_id"] for update in updates if _numbered(update)]
        return max(numbers) + 1 if numbers else offset

    def routes(self) -> APIRouter:
        """What Telegram calls. It is told 200 once the update is stored; else it calls again, for a day."""
        router = APIRouter(include_in_schema=False)

        @router.post(WEBHOOK_PATH)
        async def webhook(request: Request) -> dict[str, bool]:
            shown = request.headers.get(SECRET_HEADER, "").encode()
            if not self._account.secret or not hmac.compare_digest(shown, self._account.secret.encode()):
                raise HTTPException(401, "This is for Telegram.")
            arrival: Arrival = to_arrival(await request.body(), self._account.id, self._clock.now())
            await self._accept(arrival)
            return {"ok": True}

        return router


async def set_webhook(bot: Bot, account: Account) -> None:
    """Have Telegram call us, with our secret, for what we can read."""
    await bot.set_webhook(
        url=account.webhook or "",
        secret_token=account.secret,
        allowed_updates=UPDATES,
        max_connections=40,
        drop_pending_updates=False,
    )


def _numbered(update: Any) -> bool:
    number = update.get("update_id") if isinstance(update, dict) else None
    return isinstance(number, int) and not isinstance(number, bool)


async def _sleep(stop: asyncio.Event, seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
