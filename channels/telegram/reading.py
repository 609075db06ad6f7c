"""Stored updates become messages, and what staff do: one reader for private chats, the staff room and other groups."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from telegram import CallbackQuery, ChatMemberUpdated, InaccessibleMessage, Message, User
from telegram.constants import ChatMemberStatus, ChatType

from bot.errors import ChannelError, InvalidInput, Refused, RetryLater, StorageError, Unreachable
from bot.messages import Address, Attachment, InboundMessage
from bot.ports import FileStore, Notebook
from bot.records import AddressGone, AddressLinked, Arrival, Fact, Reading, StaffAct, StaffLinked
from channels.telegram.account import COMMANDS, NAME, Account, message_id
from channels.telegram.content import MOST_BYTES, Content, Remote, command_in, content_of
from channels.telegram.room import Room
from channels.telegram.taps import Taps
from channels.telegram.updates import Unreadable, group_of, open_update
from channels.telegram.wire import Wire, calling

log = logging.getLogger(__name__)

#: The parts of an album come one by one: so long the next is waited for, in seconds, and so often.
_ALBUM_PAUSE: Final = 0.4
_ALBUM_LOOKS: Final = 4
_ALBUM_MOST: Final = 10

#: Of so many messages in a chat it is known that their buttons were used.
_TAPS: Final = 30

#: A file that Telegram does not give after so many tries (about half an hour) is asked for again, of the customer.
_FILE_TRIES: Final = 15

#: Commands of staff in a case's topic.
_STAFF_COMMANDS: Final = ("claim", "release", "resolve", "note")


@dataclass(slots=True, kw_only=True)
class UpdateReader:
    """Reads the updates of one bot."""

    account: Account
    wire: Wire
    notebook: Notebook
    files: FileStore
    room: Room
    taps: Taps
    #: The button value that a signed link ("case_…", "survey_…") stands for; None where it is forged.
    read_link: Callable[[str], str | None]
    #: The language we speak that a BCP 47 tag asks for.
    to_language: Callable[[str | None], str | None]
    #: The last message seen of each chat, as far as this process knows: an answer to an older one quotes it.
    latest: dict[int, int] = field(default_factory=dict)

    async def read(self, arrivals: Sequence[Arrival]) -> Reading:
        """What the oldest of a chat's updates mean. Raises ChannelError where files can't be fetched now."""
        first = arrivals[0]
        try:
            album = group_of(first.body)
            together = _album(arrivals, album) if album else [first]
            complete = len(together) < len(arrivals) or len(together) >= _ALBUM_MOST
            if album and not complete and first.attempts < _ALBUM_LOOKS:
                return Reading(taken=0, wait=_ALBUM_PAUSE)
            reading = await self._one(first)
            for other in together[1:]:
                reading = _joined(reading, await self._one(other))
            return replace(reading, taken=len(together))
        except (ChannelError, StorageError, asyncio.CancelledError):
            raise
        except Unreadable as error:
            return Reading(unreadable=str(error))
        except Exception as error:
            # Whatever it is, it would be the same next time, and those behind it must be read.
            log.exception("telegram: update %s can't be read", first.id)
            return Reading(unreadable=type(error).__name__)

    async def _one(self, arrival: Arrival) -> Reading:
        update = open_update(arrival.body, self.wire.bot)
        if update.callback_query:
            return await self._tapped(update.callback_query, arrival.received_at)
        if update.my_chat_member:
            return self._membership(update.my_chat_member)
        edited = update.edited_message is not None
        message = update.edited_message or update.message
        if message is None:
            return Reading()
        mark = f"edit:{update.update_id}" if edited else ""
        if message.chat.id == await self.room.chat() or message.migrate_from_chat_id == self.account.room is not None:
            return await self._in_room(message, edited, arrival)
        if message.chat.type != ChatType.PRIVATE:
            await self._in_group(message)
            return Reading()
        return await self._private(message, mark, arrival)

    # --- a customer ---------------------------------------------------------------------------------------------------

    def address(self, chat: int) -> Address:
        """Where a customer is reached."""
        return Address(channel=NAME, account=self.account.id, user=str(_whole(chat)))

    async def _private(self, message: Message, mark: str, arrival: Arrival) -> Reading:
        content = content_of(message)
        sender = message.from_user
        if content.service:
            return Reading()
        if mark and not (content.text or content.files):
            return Reading()
        if mark and message.location:
            # A shared position that moves.
            return Reading()
        chat, number = _whole(message.chat.id), _whole(message.message_id)
        locale = self.to_language(_language(sender))
        command = None if mark else command_in(content.text)
        if command and command.name == "start" and (fact := self._linked(chat, command.rest, sender, locale)):
            return Reading(facts=(fact,))
        choice = self._choice(command.name, command.rest) if command else None
        attachments, refused = await self._fetched(content, arrival)
        own = message_id(chat, number)
        if not mark:
            self._saw(chat, number)
            self.taps.typing(chat, message.message_thread_id if message.is_topic_message else None)
        return Reading(
            messages=(
                InboundMessage(
                    id=f"{own}:{mark}" if mark else own,
                    sender=self.address(chat),
                    text=content.text,
                    choice=choice,
                    attachments=attachments,
                    sent_at=message.edit_date if mark and message.edit_date else message.date,
                    received_at=arrival.received_at,
                    in_reply_to=_replied(message),
                    # Another bot's words are recorded, and not answered: two bots would never end.
                    automatic=sender is not None and sender.is_bot is True,
                    amends=own if mark else None,
                    unsupported=content.unsupported or refused,
                    locale=locale,
                    name=_name(sender),
                ),
            ),
            notes=_thread_note(message),
        )

    def _linked(self, chat: int, payload: str, sender: User | None, locale: str | None) -> Fact | None:
        """`/start link_CODE` or `/start staff_CODE`: a one-time code is brought."""
        kind, _, code = payload.partition("_")
        if kind == "link" and code:
            return AddressLinked(address=self.address(chat), code=code, name=_name(sender), locale=locale)
        if kind == "staff" and code:
            return StaffLinked(person=self.address(chat), code=code)
        return None

    def _choice(self, name: str, rest: str) -> str | None:
        if name not in COMMANDS:
            return None
        if name == "start" and rest:
            return self.read_link(rest) or "menu:start"
        return f"menu:{name}"

    async def _fetched(self, content: Content, arrival: Arrival) -> tuple[tuple[Attachment, ...], str | None]:
        """The files, kept; and why one of them could not be taken. Raises RetryLater where Telegram fails."""
        kept: list[Attachment] = []
        refused: str | None = None
        for file in content.files:
            try:
                kept.append(await self._fetch(file))
            except InvalidInput:
                refused = "too_large"
            except RetryLater:
                if arrival.attempts < _FILE_TRIES:
                    raise
                refused = "not_received"
        return tuple(kept), refused

    async def _fetch(self, file: Remote) -> Attachment:
        if (file.size or 0) > MOST_BYTES:
            raise InvalidInput("Telegram gives bots no file of this size.")
        try:
            with calling():
                remote = await self.wire.bot.get_file(file.id)
                data = bytes(await remote.download_as_bytearray())
        except (Refused, Unreachable) as error:
            raise InvalidInput("Telegram does not give this file.") from error
        return await asyncio.to_thread(self.files.put, data, file.name, file.content_type)

    def _saw(self, chat: int, number: int) -> None:
        self.latest.pop(chat, None)
        self.latest[chat] = number
        if len(self.latest) > 10_000:
            self.latest.pop(next(iter(self.latest)))

    async def _tapped(self, query: CallbackQuery, now: datetime) -> Reading:
        """A button. The first tap on a message counts: its id is the message's own, and the keyboard goes."""
        message, data = query.message, query.data
        if message is None or not isinstance(data, str):
            self.taps.answer(query)
            return Reading()
        chat = _whole(message.chat.id)
        if data.startswith("staff:"):
            self.taps.answer(query)
            return await self._staff_tapped(query, chat, data)
        if message.chat.type != ChatType.PRIVATE:
            self.taps.answer(query)
            return Reading()
        key, number = f"taps:{chat}", _whole(message.message_id)
        before = (await self.notebook.get(key) or {}).get("messages", [])
        if number in before:
            self.taps.answer(query)
            return Reading()
        label = _label(message, data)
        self.taps.used(query, message, label)
        return Reading(
            messages=(
                InboundMessage(
                    id=f"tap:{message_id(chat, number)}",
                    sender=self.address(chat),
                    text=label,
                    choice=data,
                    sent_at=now,
                    received_at=now,
                    locale=self.to_language(_language(query.from_user)),
                    name=_name(query.from_user),
                ),
            ),
            notes={key: {"messages": [*before, number][-_TAPS:]}},
        )

    def _membership(self, change: ChatMemberUpdated) -> Reading:
        """A customer blocks the bot. Coming back needs no word: their next message says it."""
        gone = change.new_chat_member.status in (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT)
        if change.chat.type != ChatType.PRIVATE or not gone:
            return Reading()
        return Reading(facts=(AddressGone(address=self.address(change.chat.id), reason="telegram: blocked the bot"),))

    # --- staff --------------------------------------------------------------------------------------------------------

    async def _in_room(self, message: Message, edited: bool, arrival: Arrival) -> Reading:
        if message.migrate_to_chat_id or message.migrate_from_chat_id:
            await self.room.moved(_whole(message.migrate_to_chat_id or message.chat.id))
            return Reading()
        content = content_of(message)
        sender = message.from_user
        chat = _whole(message.chat.id)
        thread = message.message_thread_id if message.is_topic_message else None
        case = await self.room.case_of(chat, thread, _replied(message, thread))
        # Who writes as the group itself comes as a bot: nobody knows them, and they are told so.
        bot = sender is None or (sender.is_bot is True and message.sender_chat is None)
        if content.service or sender is None or bot or case is None:
            return Reading()
        command = None if edited else command_in(content.text)
        verb, text = "reply", content.text
        if command and command.name in _STAFF_COMMANDS:
            verb, text = command.name, command.rest
        own = message_id(chat, _whole(message.message_id))
        attachments, _ = ((), None) if edited else await self._fetched(content, arrival)
        return Reading(
            facts=(
                StaffAct(
                    person=self.address(sender.id),
                    room=self._room_address(),
                    case=case,
                    verb=verb,
                    text=text,
                    attachments=attachments,
                    message=own,
                    in_reply_to=_replied(message, thread),
                    amends=own if edited else None,
                ),
            )
        )

    async def _staff_tapped(self, query: CallbackQuery, chat: int, data: str) -> Reading:
        _, verb, case = (*data.split(":", 2), "", "")[:3]
        if chat != await self.room.chat() or verb not in _STAFF_COMMANDS:
            return Reading()
        assert query.message is not None
        act = StaffAct(
            person=self.address(query.from_user.id),
            room=self._room_address(),
            case=case,
            verb=verb,
            message=message_id(chat, _whole(query.message.message_id)),
        )
        return Reading(facts=(act,))

    def _room_address(self) -> Address:
        assert self.account.room is not None
        return Address(channel=NAME, account=self.account.id, user=str(self.account.room))

    # --- any other group ----------------------------------------------------------------------------------------------

    async def _in_group(self, message: Message) -> None:
        """Complaints are private: who calls the bot in a group is told once where to go, and nothing else is said."""
        if message.sender_chat and message.sender_chat.type == ChatType.CHANNEL:
            return
        if command_in(_text(message.text)) is None and not message.group_chat_created:
            return
        key = f"told:{_whole(message.chat.id)}"
        if await self.notebook.get(key):
            return
        await self.notebook.put(key, {"at": message.date.isoformat()})
        self.taps.tell_group(message, self.to_language(_language(message.from_user)))


def _album(arrivals: Sequence[Arrival], album: str) -> list[Arrival]:
    together = []
    for arrival in arrivals:
        if group_of(arrival.body) != album:
            break
        together.append(arrival)
    return together


def _joined(one: Reading, other: Reading) -> Reading:
    """Two parts of an album as one: the texts one below the other, all files."""
    if one.messages and other.messages:
        a, b = one.messages[0], other.messages[0]
        text = "\n".join(filter(None, (a.text, b.text)))
        whole = replace(
            a,
            text=text,
            attachments=a.attachments + b.attachments,
            unsupported=a.unsupported or b.unsupported,
        )
        return replace(one, messages=(whole,))
    first, second = (next(iter(reading.facts), None) for reading in (one, other))
    if isinstance(first, StaffAct) and isinstance(second, StaffAct):
        text = "\n".join(filter(None, (first.text, second.text)))
        return replace(one, facts=(replace(first, text=text, attachments=first.attachments + second.attachments),))
    return one


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) >= 2**62:
        raise TypeError("a number that is none")
    return value


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _replied(message: Message, thread: int | None = None) -> str | None:
    """The message that this one answers. In a topic everything formally answers the topic's own beginning."""
    replied = message.reply_to_message
    if replied is None or replied.message_id == thread:
        return None
    return message_id(_whole(replied.chat.id), _whole(replied.message_id))


def _language(user: User | None) -> str | None:
    return _text(user.language_code) or None if user else None


def _name(user: User | None) -> str | None:
    if user is None:
        return None
    return " ".join(filter(None, (_text(user.first_name), _text(user.last_name)))).strip()[:200] or None


def _label(message: Message | InaccessibleMessage | Any, data: str) -> str:
    markup = getattr(message, "reply_markup", None)
    for row in markup.inline_keyboard if markup else ():
        for button in row:
            if button.callback_data == data:
                return _text(button.text)
    return ""


def _thread_note(message: Message) -> dict[str, dict[str, Any]]:
    """Private chats can have topics: what we say goes where the customer wrote last."""
    if message.message_thread_id is None or not message.is_topic_message:
        return {}
    return {f"chat:{message.chat.id}": {"thread": message.message_thread_id}}
