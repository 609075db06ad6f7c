"""Telegram as a channel: sends, reads what was stored, listens, and is called."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter

from bot.errors import Refused, Unreachable
from bot.messages import OutboundMessage, Purpose, Sent
from bot.ports import Clock, FileStore, Limits, Notebook
from bot.records import Arrival, Reading
from channels.telegram.account import NAME, Account, parts_of
from channels.telegram.lengths import MESSAGE
from channels.telegram.listening import Menus, UpdateListener
from channels.telegram.pairs import Pairs
from channels.telegram.reading import UpdateReader
from channels.telegram.room import Room
from channels.telegram.sending import Place, Sender, to_id
from channels.telegram.taps import Taps
from channels.telegram.wire import Moved, NoTopic, Wire

#: Telegram's own limits: 30 messages a second in all, one a second to a person.
LIMITS: Final = Limits(max_text=MESSAGE, choices=100, per_second=30, per_recipient=1, edits=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What the channel itself says, and in which language where nobody chose one."""

    menus: Menus
    #: To a group: language → text.
    groups: Mapping[str, str]
    default_language: str


class TelegramChannel:
    """bot.ports.Channel, Reader, Listener and Webhook of one bot."""

    name = NAME
    limits = LIMITS

    def __init__(
        self,
        account: Account,
        *,
        notebook: Notebook,
        files: FileStore,
        clock: Clock,
        accept: Callable[..., Awaitable[int]],
        words: Words,
        read_link: Callable[[str], str | None],
        to_language: Callable[[str | None], str | None],
    ) -> None:
        self._account = account
        self._notebook = notebook
        self._wire = Wire(account)
        self._pairs = Pairs(notebook)
        self._sender = Sender(self._wire, notebook, files, self._pairs)
        self._room = Room(account, self._wire, notebook, self._sender, self._pairs)
        self._taps = Taps(self._wire, words.groups, words.default_language)
        self._reader = UpdateReader(
            account=account,
            wire=self._wire,
            notebook=notebook,
            files=files,
            room=self._room,
            taps=self._taps,
            read_link=read_link,
            to_language=to_language,
        )
        self._listener = UpdateListener(account, self._wire, notebook, accept=accept, clock=clock, menus=words.menus)

    @property
    def accounts(self) -> Sequence[str]:
        """The bot."""
        return (self._account.id,)

    async def start(self) -> None:
        """Open the connections; no call is made."""
        await self._wire.open()

    async def close(self) -> None:
        """Let courtesies end, and close the connections."""
        await self._taps.settled()
        await self._wire.close()

    async def settled(self) -> None:
        """Answered buttons and other courtesies have gone out."""
        await self._taps.settled()

    async def send(self, message: OutboundMessage) -> Sent:
        """To a customer's chat, or into the staff room."""
        if message.purpose is Purpose.TEAM:
            chat, sent = await self._room.send(message)
            return Sent(provider_id=to_id(chat, sent))
        try:
            chat = int(message.to.user)
        except ValueError:
            raise Unreachable("telegram: no chat has such an id") from None
        sent = await self._to_customer(message, chat)
        return Sent(provider_id=to_id(chat, sent))

    async def _to_customer(self, message: OutboundMessage, chat: int) -> list[int]:
        known = await self._notebook.get(f"chat:{chat}")
        thread = int(known["thread"]) if known else None
        place = Place(chat=chat, thread=thread, reply_to=await self._reply_to(message, chat))
        if message.amends and (changed := await self._sender.change(message, place)):
            return changed
        try:
            sent = await self._sender.send(message, place)
        except NoTopic:
            # The customer deleted the topic: into the chat itself.
            await self._notebook.put(f"chat:{chat}", None)
            sent = await self._sender.send(message, Place(chat=chat, reply_to=place.reply_to))
        except Moved as moved:
            raise Refused(f"telegram: chat {chat} is a group, which has moved to {moved.chat}") from None
        if message.origins:
            await self._pairs.keep(message.origins, chat, sent, None)
        return sent

    async def _reply_to(self, message: OutboundMessage, chat: int) -> int | None:
        """Staff's answers quote what they answer; the bot's only where the customer has written more since."""
        if message.in_reply_to is None:
            return None
        if message.purpose is Purpose.STAFF:
            return await self._pairs.in_chat(message.in_reply_to, chat)
        parts = parts_of(message.in_reply_to)
        latest = self._reader.latest.get(chat)
        return parts[1] if parts and parts[0] == chat and latest is not None and parts[1] < latest else None

    async def read(self, arrivals: Sequence[Arrival]) -> Reading:
        """What the oldest updates of a chat mean."""
        return await self._reader.read(arrivals)

    async def listen(self, account: str, stop: asyncio.Event) -> None:
        """Get updates until `stop`."""
        assert account == self._account.id, account
        await self._listener.listen(stop)

    def routes(self) -> APIRouter:
        """The webhook."""
        return self._listener.routes()
