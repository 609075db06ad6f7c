"""The staff room: a group with a topic for each case handed over, or a plain group where there are no topics."""

from __future__ import annotations

from dataclasses import replace

from bot.errors import Refused, RetryLater
from bot.messages import OutboundMessage
from bot.ports import Notebook
from channels.telegram.account import Account
from channels.telegram.pace import GroupPace
from channels.telegram.pairs import Pairs
from channels.telegram.sending import Place, Sender, to_steps
from channels.telegram.wire import Moved, NoTopic, Wire, calling


class Room:
    """What goes into the staff room, and what a message there is about."""

    def __init__(self, account: Account, wire: Wire, notebook: Notebook, sender: Sender, pairs: Pairs) -> None:
        self._account = account
        self._wire = wire
        self._notebook = notebook
        self._sender = sender
        self._pairs = pairs
        self._pace = GroupPace()

    async def chat(self) -> int | None:
        """The group's id now: it changes once, when the group becomes a supergroup."""
        if self._account.room is None:
            return None
        moved = await self._notebook.get(f"moved:{self._account.room}")
        return int(moved["to"]) if moved else self._account.room

    async def moved(self, to: int) -> None:
        """The group has another id now."""
        await self._notebook.put(f"moved:{self._account.room}", {"to": to})

    async def send(self, message: OutboundMessage) -> tuple[int, list[int]]:
        """Into the case's topic; where topics are not to be had, into the group with the case's number before it."""
        chat = await self.chat()
        if chat is None:
            raise Refused("channels.telegram.staff.group is not set any more")
        if wait := self._pace.wait(len(to_steps(message))):
            raise RetryLater("telegram: the group takes 20 messages a minute", wait, counts=False)
        try:
            return chat, await self._say(chat, message)
        except Moved as moved:
            await self.moved(moved.chat)
            return moved.chat, await self._say(moved.chat, message)

    async def case_of(self, chat: int, thread: int | None, replied: str | None) -> str | None:
        """The case that a message in the room is about: by its topic, else by what it answers."""
        if thread is not None and (topic := await self._notebook.get(f"thread:{chat}:{thread}")):
            return str(topic["case"])
        return await self._pairs.case_of(replied) if replied else None

    async def _say(self, chat: int, message: OutboundMessage) -> list[int]:
        case = message.to.thread
        for again in (False, True):
            thread = await self._topic(chat, case)
            if thread is None:
                message = replace(message, text=f"{case}\n{message.text}")
            reply_to = await self._pairs.in_chat(message.in_reply_to, chat)
            try:
                sent = await self._sender.send(message, Place(chat=chat, thread=thread, reply_to=reply_to))
            except NoTopic:
                # Somebody deleted it: once more in a new one.
                await self._forget(chat, case)
                if again:
                    raise
                continue
            await self._pairs.keep(message.origins, chat, sent, case)
            return sent
        raise AssertionError(case)

    async def _topic(self, chat: int, case: str) -> int | None:
        key = f"topic:{chat}:{case}"
        if known := await self._notebook.get(key):
            return int(known["thread"])
        try:
            with calling():
                topic = await self._wire.bot.create_forum_topic(chat, case[:128])
        except Refused:
            # No forum, or not allowed to manage topics: `huiyin doctor` says so. Nothing is lost meanwhile.
            return None
        await self._notebook.put(key, {"thread": topic.message_thread_id})
        await self._notebook.put(f"thread:{chat}:{topic.message_thread_id}", {"case": case})
        return topic.message_thread_id

    async def _forget(self, chat: int, case: str) -> None:
        key = f"topic:{chat}:{case}"
        if known := await self._notebook.get(key):
            await self._notebook.put(f"thread:{chat}:{known['thread']}", None)
        await self._notebook.put(key, None)
