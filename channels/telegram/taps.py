"""Courtesies that nothing depends on: a tapped button is answered and goes away, "typing…", a word to a group."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, Final

from telegram import CallbackQuery, LinkPreviewOptions, MaybeInaccessibleMessage, Message

from bot.errors import ChannelError
from channels.telegram.lengths import MESSAGE, units
from channels.telegram.wire import Wire, calling

log = logging.getLogger(__name__)

#: So many at once; beyond that they are left out.
_MOST: Final = 200
#: Seconds that closing waits for those under way.
_PATIENCE: Final = 2.0


class Taps:
    """Does them beside the work, so that no answer waits for them. A fault is no fault."""

    def __init__(self, wire: Wire, groups: Mapping[str, str], default_language: str) -> None:
        self._wire = wire
        self._groups = groups
        self._default = default_language
        self._running: set[asyncio.Task[None]] = set()

    async def settled(self) -> None:
        """Those under way are done, or given up."""
        if self._running:
            await asyncio.wait(set(self._running), timeout=_PATIENCE)

    def answer(self, query: CallbackQuery) -> None:
        """Stop the button's clock."""
        self._do(lambda: self._wire.bot.answer_callback_query(query.id))

    def used(self, query: CallbackQuery, message: MaybeInaccessibleMessage, label: str) -> None:
        """Stop its clock, and leave only what was chosen."""
        self.answer(query)
        text = getattr(message, "text", None)
        chosen = f"{text}\n\n✓ {label}"
        if isinstance(text, str) and label and units(chosen) <= MESSAGE:
            self._do(
                lambda: self._wire.bot.edit_message_text(
                    chosen,
                    chat_id=message.chat.id,
                    message_id=message.message_id,
                    link_preview_options=LinkPreviewOptions(is_disabled=True),
                )
            )
        else:
            self._do(
                lambda: self._wire.bot.edit_message_reply_markup(
                    chat_id=message.chat.id, message_id=message.message_id, reply_markup=None
                )
            )

    def typing(self, chat: int, thread: int | None) -> None:
        """An answer is being made."""
        self._do(lambda: self._wire.bot.send_chat_action(chat, "typing", message_thread_id=thread))

    def tell_group(self, message: Message, language: str | None) -> None:
        """Where to complain instead."""
        text = self._groups[language or self._default]
        self._do(
            lambda: self._wire.bot.send_message(
                message.chat.id,
                text,
                message_thread_id=message.message_thread_id if message.is_topic_message else None,
            )
        )

    def _do(self, call: Callable[[], Coroutine[Any, Any, Any]]) -> None:
        if len(self._running) >= _MOST:
            return

        async def quietly() -> None:
            try:
                with calling():
                    await call()
            except ChannelError:
                pass
            except Exception:
                log.warning("telegram: an answer that the library can't read", exc_info=True)

        task = asyncio.create_task(quietly())
        self._running.add(task)
        task.add_done_callback(self._running.discard)
