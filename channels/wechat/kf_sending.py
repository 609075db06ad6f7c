"""Sending by WeChat KF: words, menus and files under ids of ours, in a session that may be the bot's or a person's."""

from __future__ import annotations

import logging
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from bot.errors import Closed, RetryLater
from bot.messages import Address, OutboundMessage, Sent
from bot.ports import Clock, FileStore, Notebook
from channels.wechat import media
from channels.wechat.api import Api
from channels.wechat.faults import Failure, to_error
from channels.wechat.parts import Part, Shape, to_parts
from channels.wechat.quota import Allowance, QuotaKeeper
from channels.wechat.wecom import HOST

#: A welcome must be said within twenty seconds of the customer's coming.
_WELCOME_FOR: Final = timedelta(seconds=18)
#: States of a session that we know or bring about.
_NEW, _BOT, _QUEUE = range(3)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class KfAccount:
    """The settings of WeChat KF."""

    corp_id: str
    secret: str
    #: open_kfids that are looked after even where no callback comes.
    accounts: tuple[str, ...] = ()
    #: Whoever asks for a person is put into WeChat KF's own queue.
    queue: bool = False
    scenes: Mapping[str, str] = field(default_factory=dict)
    max_file: int = 20 * 1024**2
    host: str = HOST
    shape: Shape = field(default_factory=lambda: Shape(menu=1024))
    allowance: Allowance = field(default_factory=Allowance)


class KfSender:
    """Sends to the customers of one account."""

    def __init__(
        self,
        account: KfAccount,
        *,
        api: Api,
        quota: QuotaKeeper,
        notebook: Notebook,
        files: FileStore,
        clock: Clock,
    ) -> None:
        self._account = account
        self._api = api
        self._quota = quota
        self._notebook = notebook
        self._files = files
        self._clock = clock

    async def begin(self, address: Address) -> None:
        """A new session is the bot's; else it would wait for whom the account's own rules name."""
        try:
            if await self._state(address) == _NEW:
                await self._move(address, _BOT)
        except Failure as failure:
            log.warning("the session stays as it is: %s", failure)

    async def send(self, message: OutboundMessage) -> Sent:
        """Send it, under an id of ours by which the platform knows it again. Raises Closed outside the window."""
        who = who_of(message.to)
        carried = tuple(file for file in message.attachments if media.kind_of(file, takes_files=True))
        lines = [f"📎 {file.name}" for file in message.attachments if file not in carried]
        parts = to_parts(message, self._account.shape, attachments=carried, lines=lines)
        ids = [_message_id(message, number, part) for number, part in enumerate(parts)]
        if await self._welcomed(message, parts, ids):
            return Sent(provider_id=ids[-1])
        reserved = await self._quota.take(who, ids, message.purpose, has_case=message.case_number is not None)
        for id, part in zip(ids, parts, strict=True):
            if id in reserved.done:
                continue
            if id not in reserved.taken:
                raise Closed("No message of this window is left for it.")
            try:
                await self._send_part(message.to, id, part)
            except Failure as failure:
                error = to_error(failure)
                await self._quota.give_back(who, ids[ids.index(id) :], shut=failure.code in (95001, 95002))
                raise error from failure
            if id != ids[-1]:
                await self._quota.confirm(who, id)
        if message.hand_over and self._account.queue:
            await self._queue(message.to)
        return Sent(provider_id=ids[-1])

    async def _welcomed(self, message: OutboundMessage, parts: Sequence[Part], ids: Sequence[str]) -> bool:
        """The first words to somebody who has just come go by the code for them, once."""
        key = welcome_key(who_of(message.to))
        note = await self._notebook.get(key)
        if note is None:
            return False
        await self._notebook.put(key, None)
        late = self._clock.now() - datetime.fromisoformat(note["at"]) > _WELCOME_FOR
        if late or len(parts) != 1 or parts[0].file:
            return False
        body = {"code": note["code"], "msgid": ids[0], **_text_or_menu(parts[0])}
        try:
            await self._api.deliver("/cgi-bin/kf/send_msg_on_event", body)
        except Failure as failure:
            log.warning("the welcome goes as any other message: %s", failure)
            return False
        return True

    async def _send_part(self, to: Address, id: str, part: Part) -> None:
        if part.file:
            kind = media.kind_of(part.file, takes_files=True) or "file"
            media_id = await media.upload(self._api, self._files, part.file, kind)
            content: dict[str, Any] = {"msgtype": kind, kind: {"media_id": media_id}}
        else:
            content = _text_or_menu(part)
        body = {"touser": to.user, "open_kfid": to.account, "msgid": id, **content}
        try:
            await self._api.deliver("/cgi-bin/kf/send_msg", body)
        except Failure as failure:
            if failure.code != 95018 or await self._state(to) != _NEW:
                raise
            await self._move(to, _BOT)
            await self._api.deliver("/cgi-bin/kf/send_msg", body)

    async def _queue(self, to: Address) -> None:
        try:
            await self._move(to, _QUEUE)
        except (Failure, RetryLater) as error:
            # The request stands in the console all the same, and staff were told of it.
            log.warning("the customer is not in WeChat KF's queue: %s", error)

    async def _state(self, address: Address) -> int:
        body = {"open_kfid": address.account, "external_userid": address.user}
        answer = await self._api.post("/cgi-bin/kf/service_state/get", body)
        return int(answer.get("service_state", _NEW))

    async def _move(self, address: Address, state: int) -> None:
        body = {"open_kfid": address.account, "external_userid": address.user, "service_state": state}
        await self._api.post("/cgi-bin/kf/service_state/trans", body)


def _text_or_menu(part: Part) -> dict[str, Any]:
    if not part.choices:
        return {"msgtype": "text", "text": {"content": part.text}}
    entries = [{"type": "click", "click": {"id": one.value, "content": one.label}} for one in part.choices]
    return {"msgtype": "msgmenu", "msgmenu": {"head_content": part.text, "list": entries}}


def _message_id(message: OutboundMessage, number: int, part: Part) -> str:
    """At most 32 of 0-9a-zA-Z_-: the same for the same words of the same row, and not for another database's."""
    words = part.text + (part.file.hash if part.file else "")
    return f"h{message.id}-{number}-{zlib.crc32(words.encode(errors='replace')):08x}"[:32]


def who_of(address: Address) -> str:
    """Names a customer's notes."""
    return f"{address.account}:{address.user}"


def welcome_key(who: str) -> str:
    """Names the note of the code for a welcome."""
    return f"welcome:{who}"
