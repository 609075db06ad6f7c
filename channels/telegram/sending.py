"""One message of ours becomes calls of the Bot API: texts in parts, buttons, files, replies and changes."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputFile, LinkPreviewOptions, ReplyParameters

from bot.errors import Refused
from bot.messages import Attachment, Choice, OutboundMessage
from bot.ports import FileStore, Notebook
from channels.telegram.account import message_id
from channels.telegram.lengths import CAPTION, split, units
from channels.telegram.pace import ChatPace
from channels.telegram.pairs import Pairs
from channels.telegram.wire import NoTopic, Wire, calling

#: A button with a longer label gets a row of its own.
_NARROW: Final = 14
_MOST_DATA: Final = 64
#: What Telegram shows as a picture; anything else goes as a document, as it is.
_PICTURES: Final = ("image/jpeg", "image/png", "image/webp")
_MOST_PICTURE: Final = 10 * 1024**2

#: Links to private pages are not fetched by anybody's preview.
_NO_PREVIEW: Final = LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where to: a chat, a topic in it, and the message there that is answered."""

    chat: int
    thread: int | None = None
    reply_to: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One call: a text or a file, with what goes under or beside it."""

    text: str = ""
    file: Attachment | None = None
    choices: tuple[Choice, ...] = ()


class Sender:
    """Makes the calls of one message, each once also where the message comes again after a fault in their midst."""

    def __init__(self, wire: Wire, notebook: Notebook, files: FileStore, pairs: Pairs) -> None:
        self._wire = wire
        self._notebook = notebook
        self._files = files
        self._pairs = pairs
        self._pace = ChatPace()

    async def send(self, message: OutboundMessage, place: Place) -> list[int]:
        """The ids of what was sent. Raises ChannelError."""
        steps = to_steps(message)
        if not steps:
            raise Refused("there is nothing in this message")
        key = f"parts:{message.id}"
        several = len(steps) > 1
        sent: list[int] = list((await self._notebook.get(key) or {}).get("sent", ())) if several else []
        for step in steps[len(sent) :]:
            await self._pace.turn(place.chat)
            sent.append(await self._do(step, place))
            if several:
                await self._notebook.put(key, {"sent": sent})
        if several:
            await self._notebook.put(key, None)
        return sent

    async def change(self, message: OutboundMessage, place: Place) -> list[int]:
        """Put the new text into what was sent before; [] where it can't be changed any more."""
        before = await self._pairs.copies(message.origins[0] if message.origins else None, place.chat)
        parts = split(message.text)
        if not before or not parts or message.attachments or len(parts) > len(before):
            return []
        for id, text in zip(before, parts, strict=False):
            if not await self._rewrite(place.chat, id, text):
                return []
        return before[: len(parts)]

    async def _rewrite(self, chat: int, id: int, text: str) -> bool:
        bot = self._wire.bot
        try:
            with calling():
                await bot.edit_message_text(text, chat_id=chat, message_id=id, link_preview_options=_NO_PREVIEW)
            return True
        except Refused as error:
            if "not modified" in str(error):
                return True
        try:
            # It may be a file, whose text stands below it.
            with calling():
                await bot.edit_message_caption(chat_id=chat, message_id=id, caption=text)
            return True
        except Refused as error:
            return "not modified" in str(error)

    async def _do(self, step: Step, place: Place) -> int:
        if step.file is not None:
            return await self._file(step, place)
        return await self._wire.sent(
            self._wire.bot.send_message(text=step.text, link_preview_options=_NO_PREVIEW, **_common(step, place))
        )

    async def _file(self, step: Step, place: Place) -> int:
        file = step.file
        assert file is not None
        data = await asyncio.to_thread(self._files.open, file.hash)
        bot, common = self._wire.bot, {"caption": step.text or None, **_common(step, place)}
        if file.content_type in _PICTURES and file.size <= _MOST_PICTURE:
            try:
                return await self._wire.sent(bot.send_photo(photo=InputFile(data, file.name), **common))
            except NoTopic:
                raise
            except Refused:
                # Too wide, too many pixels, broken: as a document it arrives as it is.
                pass
        document = InputFile(data, file.name)
        return await self._wire.sent(
            bot.send_document(document=document, disable_content_type_detection=True, **common)
        )


def _common(step: Step, place: Place) -> dict[str, Any]:
    common: dict[str, Any] = {
        "chat_id": place.chat,
        "message_thread_id": place.thread,
        "reply_markup": to_keyboard(step.choices),
    }
    if place.reply_to is not None:
        common["reply_parameters"] = ReplyParameters(place.reply_to, allow_sending_without_reply=True)
    return common


def to_steps(message: OutboundMessage) -> list[Step]:
    """Texts first, then files; a short text goes below a single file; the buttons stand under the last text."""
    if len(message.attachments) == 1 and not message.choices and units(message.text) <= CAPTION:
        return [Step(text=message.text.strip(), file=message.attachments[0])]
    parts = split(message.text)
    steps = [
        Step(text=part, choices=message.choices if index == len(parts) - 1 else ()) for index, part in enumerate(parts)
    ]
    return steps + [Step(file=file) for file in message.attachments]


def to_keyboard(choices: Sequence[Choice]) -> InlineKeyboardMarkup | None:
    """The buttons; two in a row where both are short."""
    rows: list[list[InlineKeyboardButton]] = []
    narrow = all(units(choice.label) <= _NARROW for choice in choices)
    for choice in choices:
        if len(choice.value.encode()) > _MOST_DATA:
            raise Refused(f"a button's value is longer than {_MOST_DATA} bytes")
        button = InlineKeyboardButton(choice.label or choice.value, callback_data=choice.value)
        if narrow and rows and len(rows[-1]) < 2:
            rows[-1].append(button)
        else:
            rows.append([button])
    return InlineKeyboardMarkup(rows) if rows else None


def to_id(chat: int, sent: Sequence[int]) -> str:
    """The id by which the outbox knows what was sent: that of its first part."""
    return message_id(chat, sent[0])
