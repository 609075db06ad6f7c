"""The Official Account (服务号, 公众号): callbacks in, the customer-service interface and templates out."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from fastapi import APIRouter

from bot.errors import ChannelError, Closed, RetryLater, Unreachable
from bot.messages import Address, Attachment, InboundMessage, OutboundMessage, Sent
from bot.ports import Clock, FileStore, Limits, Notebook
from bot.records import AddressGone, Arrival, CaseOpened, Fact, NotDelivered, Reading
from channels.wechat import callback, media
from channels.wechat.api import Api, ask_for_token
from channels.wechat.callback import Door
from channels.wechat.envelope import text
from channels.wechat.faults import Failure, to_error
from channels.wechat.gathering import Accept, Gathering
from channels.wechat.papers import Papers
from channels.wechat.parts import Part, Shape, to_parts
from channels.wechat.quota import Allowance, QuotaKeeper, Windows, opened_at, window_key
from channels.wechat.scenes import case_of
from channels.wechat.templates import SURVEYS, Announcer, Template
from channels.wechat.together import GATHER, together
from channels.wechat.token import Fetch
from channels.wechat.words import MENU, File, Words, to_words

NAME: Final = "wechat"
PATH: Final = "/wechat/callback"
HOST: Final = "https://api.weixin.qq.com"

#: No openid and no id of a message is longer; an index holds no more than some kilobytes.
_LONGEST_KEY: Final = 200

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The settings of the Official Account."""

    app_id: str
    app_secret: str
    token: str
    #: The present EncodingAESKey and older ones that are still accepted; none: plain mode.
    aes_keys: tuple[str, ...] = ()
    host: str = HOST
    tolerance: timedelta = timedelta(minutes=10)
    template: Template | None = None
    subscription: Template | None = None
    #: Scenes of QR codes: id → the place where the code hangs.
    scenes: Mapping[str, str] = field(default_factory=dict)
    max_file: int = 20 * 1024**2
    shape: Shape = field(default_factory=Shape)
    allowance: Allowance = field(default_factory=Allowance)


class OfficialAccount:
    """bot.ports.Channel, Reader and Webhook."""

    name = NAME
    limits = Limits(max_text=680, choices=10, merge=True)

    def __init__(
        self,
        account: Account,
        *,
        door: Door,
        notebook: Notebook,
        files: FileStore,
        clock: Clock,
        accept: Accept,
        announcer: Announcer,
        papers: Papers,
        key: bytes,
    ) -> None:
        self._account = account
        self._door = door
        self._notebook = notebook
        self._files = files
        self._clock = clock
        self._gathering = Gathering(accept)
        self._announcer = announcer
        self._papers = papers
        self._key = key
        self._quota = QuotaKeeper(notebook, clock, account.allowance)
        fetch = stable_token(account.host, account.app_id, account.app_secret)
        self.api = Api(account.host, fetch, notebook, f"token:{account.app_id}", clock)

    async def start(self) -> None:
        """Open the connection pool."""
        await self.api.start()

    async def close(self) -> None:
        """Close it."""
        await self.api.close()

    def routes(self) -> APIRouter:
        """Where the platform calls, and the files that it does not carry."""
        router = callback.routes(PATH, self._door, self.take)
        router.include_router(self._papers.routes())
        return router

    # --- in -----------------------------------------------------------------------------------------------------------

    async def take(self, fields: Mapping[str, Any]) -> None:
        """Store a callback as it came; a repeated one is the same."""
        body = json.dumps(fields)
        user = text(fields, "FromUserName")
        key = _key_of(fields, user)
        if not key or len(key) > _LONGEST_KEY:
            # No id, or one with the address of a page in it: the content names it as well.
            key = f"body:{hashlib.sha256(body.encode()).hexdigest()}"
        await self._gathering.add(
            Arrival(
                channel=NAME,
                account=self._account.app_id,
                key=key,
                lane=user[:_LONGEST_KEY] or "?",
                body=body,
                received_at=self._clock.now(),
            )
        )

    async def read(self, arrivals: Sequence[Arrival]) -> Reading:
        """What the customer did, with its files. Pictures and the words that follow them at once are one message."""
        words, taken = together(arrivals, _words, _sent_at, self._clock.now())
        if not taken:
            return Reading(taken=0, wait=GATHER.total_seconds())
        return await self._reading(words, arrivals[0], taken)

    async def _reading(self, words: Words, arrival: Arrival, taken: int) -> Reading:
        raw = json.loads(arrival.body)
        user = text(raw, "FromUserName")
        if not user:
            raise ValueError("a callback without FromUserName")
        address = Address(channel=NAME, account=self._account.app_id, user=user)
        at = _sent_at(arrival)
        facts: list[Fact] = []
        messages: tuple[InboundMessage, ...] = ()
        if words.gone:
            facts.append(AddressGone(address=address, reason=words.gone))
        facts += [
            NotDelivered(channel=NAME, provider_id=provider, reason=why) for provider, why in words.returned.items()
        ]
        if words.scene is not None:
            words, opened = self._scene(words, address)
            facts += opened
        if words.is_message:
            messages = (await media.to_message(words, arrival, address, at, fetch=self._fetch),)
        notes = await self._notes(words, user, opened_at(at, arrival.received_at))
        return Reading(messages=messages, facts=tuple(facts), notes=notes, taken=taken)

    def _scene(self, words: Words, address: Address) -> tuple[Words, list[CaseOpened]]:
        """A code of ours opens a case; any other scene begins a complaint, at the place where the code hangs."""
        scene = words.scene or ""
        number = case_of(self._key, scene)
        if number:
            opened = CaseOpened(address=address, number=number)
            return Words(text=MENU["menu:status"], choice="menu:status", opens=words.opens), [opened]
        place = self._account.scenes.get(scene)
        return (Words(text=place, choice=words.choice, opens=words.opens) if place else words), []

    async def _fetch(self, file: File) -> Attachment:
        return await media.fetch(self.api, self._files, file, self._account.max_file)

    async def _notes(self, words: Words, user: str, at: datetime) -> dict[str, Mapping[str, Any] | None]:
        notes: dict[str, Mapping[str, Any] | None] = {}
        before = await self._quota.windows(user)
        if words.gone:
            notes[window_key(user)] = Windows(gone=True).note
        elif words.opens == "message":
            notes[window_key(user)] = Windows(message=at, click=before.click).note
        elif words.opens == "click":
            notes[window_key(user)] = Windows(message=before.message, click=at).note
        if words.consents:
            known = dict(await self._notebook.get(_consent_key(user)) or {})
            for template, count in words.consents.items():
                known[template] = known.get(template, 0) + count if count else 0
            notes[_consent_key(user)] = known
        return notes

    # --- out ----------------------------------------------------------------------------------------------------------

    async def send(self, message: OutboundMessage) -> Sent:
        """Send it as a customer-service message where the quota allows; else say by a template that it waits."""
        user = message.to.user
        if (await self._quota.windows(user)).gone:
            raise Unreachable("unsubscribed")
        parts = self._parts(message)
        row = f"{message.id}:{message.also[-1] if message.also else ''}"
        keys = [f"{row}/{number}" for number in range(len(parts))]
        has_case = message.case_number is not None
        reserved = await self._quota.take(user, keys, message.purpose, has_case=has_case)
        for key, part in zip(keys, parts, strict=True):
            if key in reserved.done:
                continue
            if key not in reserved.taken:
                return await self._announce(message, "No message of this window is left for it.")
            try:
                await self._send_part(user, part)
            except Failure as failure:
                error = to_error(failure)
                closed = isinstance(error, Closed)
                await self._quota.give_back(user, keys[keys.index(key) :], shut=closed)
                if closed:
                    return await self._announce(message, str(error))
                raise error from failure
            if key != keys[-1]:
                await self._quota.confirm(user, key)
        return Sent(provider_id=f"custom:{message.id}")

    def _parts(self, message: OutboundMessage) -> list[Part]:
        """Pictures go as they are; any other file as a link in the text."""
        carried: list[Attachment] = []
        linked: list[Attachment] = []
        for file in message.attachments:
            kind = media.kind_of(file, takes_files=False)
            (carried if kind in ("image", "voice") else linked).append(file)
        lines = [f"📎 {file.name}\n{self._papers.link(file)}" for file in linked]
        return to_parts(message, self._account.shape, attachments=tuple(carried), lines=lines)

    async def _send_part(self, user: str, part: Part) -> None:
        if part.file:
            kind = media.kind_of(part.file, takes_files=False) or "image"
            media_id = await media.upload(self.api, self._files, part.file, kind)
            content: dict[str, Any] = {"msgtype": kind, kind: {"media_id": media_id}}
        elif part.choices:
            entries = [{"id": choice.value, "content": choice.label} for choice in part.choices]
            menu = {"head_content": part.text, "list": entries, "tail_content": ""}
            content = {"msgtype": "msgmenu", "msgmenu": menu}
        else:
            content = {"msgtype": "text", "text": {"content": part.text}}
        await self.api.deliver("/cgi-bin/message/custom/send", {"touser": user, **content})

    async def _announce(self, message: OutboundMessage, reason: str) -> Sent:
        """Say by a template message or a subscription notice that something waits. Raises Closed, or RetryLater.

        A survey alone is all said by that: its link leads to the whole of it.
        """
        provider = await self._tell(message)
        if provider is None:
            raise Closed(reason)
        if message.purpose in SURVEYS and message.case_number and not message.also:
            return Sent(provider_id=provider)
        raise Closed(f"{reason} They were told by a template.", told=True, provider_id=provider)

    async def _tell(self, message: OutboundMessage) -> str | None:
        now, account, user = self._clock.now(), self._account, message.to.user
        if account.template:
            body = self._announcer.body(account.template, message, now)
            # Within ten minutes the platform sends the same one once.
            body["client_msg_id"] = f"huiyin-{(message.id, *message.also)[-1]}"
            answer = await self._told("/cgi-bin/message/template/send", body)
            if answer is not None:
                return f"template:{answer.get('msgid', '')}"
        if account.subscription:
            consents = dict(await self._notebook.get(_consent_key(user)) or {})
            count = consents.get(account.subscription.id, 0)
            if count > 0:
                body = self._announcer.body(account.subscription, message, now)
                body["page"] = body.pop("url", "")
                answer = await self._told("/cgi-bin/message/subscribe/bizsend", body)
                consents[account.subscription.id] = count - 1 if answer is not None else 0
                await self._notebook.put(_consent_key(user), consents)
                if answer is not None:
                    return f"notice:{answer.get('msgid', '')}"
        return None

    async def _told(self, path: str, body: Mapping[str, Any]) -> dict[str, Any] | None:
        try:
            return await self.api.deliver(path, body)
        except Failure as failure:
            error: ChannelError = to_error(failure)
            if isinstance(error, RetryLater) and failure.code < 0:
                raise error from failure
            log.warning("no template message: %s", error)
            return None


def stable_token(host: str, app_id: str, secret: str) -> Fetch:
    """Asks for the token: the same one for every process, unless another is demanded."""
    path = "/cgi-bin/stable_token"

    async def fetch(anew: bool) -> tuple[str, float]:
        body = {"grant_type": "client_credential", "appid": app_id, "secret": secret, "force_refresh": anew}
        return await ask_for_token(host, "POST", path, body=body)

    return fetch


def _words(arrival: Arrival) -> Words:
    return to_words(json.loads(arrival.body))


def _key_of(fields: Mapping[str, Any], user: str) -> str:
    """The platform's own id of a callback. Events have none; what makes them one is who, when and what."""
    id = text(fields, "MsgId")
    if id and text(fields, "MsgType").lower() != "event":
        return f"m:{id}"
    parts = (user, *(text(fields, key) for key in ("CreateTime", "Event", "EventKey", "MsgID")))
    return "e:" + ":".join(parts) if user and text(fields, "CreateTime") else ""


def _sent_at(arrival: Arrival) -> datetime:
    """When it was sent: by the platform's clock, but not later than it came."""
    stamp = text(json.loads(arrival.body), "CreateTime")
    if stamp.isascii() and stamp.isdecimal() and len(stamp) <= 11:
        return min(datetime.fromtimestamp(int(stamp), UTC), arrival.received_at)
    return arrival.received_at


def _consent_key(user: str) -> str:
    return f"consent:{user}"
