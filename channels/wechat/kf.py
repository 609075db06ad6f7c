"""WeChat KF (微信客服): a callback says only that there is something; it is fetched from a cursor on."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
import logging
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from fastapi import APIRouter

from bot.errors import RetryLater
from bot.messages import Address, Attachment, InboundMessage, OutboundMessage, Sent
from bot.ports import Clock, FileStore, Limits, Notebook
from bot.records import (
    AddressGone,
    Arrival,
    CaseOpened,
    Fact,
    NotDelivered,
    PersonCame,
    PersonLeft,
    PersonSpoke,
    Reading,
)
from channels.wechat import callback, kf_words, media
from channels.wechat.api import Api
from channels.wechat.callback import Door
from channels.wechat.envelope import text
from channels.wechat.faults import Failure, to_error
from channels.wechat.gathering import Accept, Gathering
from channels.wechat.kf_sending import KfAccount, KfSender, welcome_key, who_of
from channels.wechat.kf_words import Session
from channels.wechat.quota import QuotaKeeper, Windows, opened_at, window_key
from channels.wechat.scenes import case_of
from channels.wechat.together import GATHER, together
from channels.wechat.wecom import corp_token
from channels.wechat.words import MENU, File, Words

NAME: Final = "wechat_kf"
PATH: Final = "/wechat/kf"

#: The lane of an account's callbacks begins so; all other lanes are a customer's.
_SYNC: Final = "sync:"
#: A callback's token is good for ten minutes.
_TOKEN_FOR: Final = timedelta(minutes=9)
#: After this silence the session is taken for a new one.
_NEW_AFTER: Final = timedelta(hours=12)
#: What no callback told is found by looking.
_LOOK_EVERY: Final = 600.0
_PAGE: Final = 1000

log = logging.getLogger(__name__)


class KfChannel:
    """bot.ports.Channel, Reader, Listener and Webhook."""

    name = NAME
    limits = Limits(max_text=680, choices=10, merge=True)

    def __init__(
        self,
        account: KfAccount,
        *,
        door: Door,
        notebook: Notebook,
        files: FileStore,
        clock: Clock,
        accept: Accept,
        key: bytes,
    ) -> None:
        self._account = account
        self._door = door
        self._notebook = notebook
        self._files = files
        self._clock = clock
        self._gathering = Gathering(accept)
        self._key = key
        self._quota = QuotaKeeper(notebook, clock, account.allowance)
        fetch = corp_token(account.host, account.corp_id, account.secret)
        self.api = Api(account.host, fetch, notebook, "token", clock)
        self._sender = KfSender(account, api=self.api, quota=self._quota, notebook=notebook, files=files, clock=clock)

    async def start(self) -> None:
        """Open the connection pool."""
        await self.api.start()

    async def close(self) -> None:
        """Close it."""
        await self.api.close()

    def routes(self) -> APIRouter:
        """Where the platform calls."""
        return callback.routes(PATH, self._door, self.take)

    @property
    def accounts(self) -> Sequence[str]:
        """The open_kfids that are looked after."""
        return self._account.accounts

    async def listen(self, account: str, stop: asyncio.Event) -> None:
        """Look now and then for what no callback told: the product, or the way to it, may have been down."""
        while not stop.is_set():
            await self._arrive(account, "", f"look:{int(self._clock.now().timestamp())}")
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), _LOOK_EVERY)

    # --- in -----------------------------------------------------------------------------------------------------------

    async def take(self, fields: Mapping[str, Any]) -> None:
        """Store that there is something to be fetched. Other events of the same address are not ours."""
        if text(fields, "Event") != "kf_msg_or_event":
            return
        token = text(fields, "Token")
        seen = hashlib.sha256(f"{text(fields, 'CreateTime')} {token}".encode(errors="replace")).hexdigest()
        account = text(fields, "OpenKfId")
        for one in [account] if account else self._account.accounts:
            await self._arrive(one, token, f"callback:{seen}")

    async def _arrive(self, account: str, token: str, key: str) -> None:
        await self._gathering.add(
            Arrival(
                channel=NAME,
                account=account,
                key=key,
                lane=_SYNC + account,
                body=json.dumps({"token": token}),
                received_at=self._clock.now(),
            )
        )

    async def read(self, arrivals: Sequence[Arrival]) -> Reading:
        """Fetch a page of an account's messages, or read one customer's."""
        first = arrivals[0]
        if first.lane.startswith(_SYNC):
            return await self._fetch_page(arrivals)
        raw = json.loads(first.body)
        if text(raw, "origin") == kf_words.PERSON:
            return await self._spoken(raw, first)
        if text(raw, "msgtype") == "event":
            return await self._happened(raw, first)
        words, taken = together(arrivals, _words, _sent_at, self._clock.now())
        if not taken:
            return Reading(taken=0, wait=GATHER.total_seconds())
        return await self._said(words, first, taken)

    async def _fetch_page(self, arrivals: Sequence[Arrival]) -> Reading:
        """One page; the cursor is stored together with its messages, each to be read in its customer's lane."""
        account = arrivals[0].account
        now = self._clock.now()
        note = await self._notebook.get(_cursor_key(account)) or {}
        body: dict[str, Any] = {"cursor": note.get("cursor", ""), "limit": _PAGE, "open_kfid": account}
        fresh = [one for one in arrivals if now - one.received_at < _TOKEN_FOR]
        token = next((found for one in reversed(fresh) if (found := json.loads(one.body).get("token"))), "")
        answer = await self._page(body, token)
        further = []
        for raw in answer.get("msg_list") or []:
            kf, user = kf_words.customer_of(raw)
            if user and text(raw, "msgid"):
                further.append(
                    Arrival(
                        channel=NAME,
                        account=kf or account,
                        key=f"m:{text(raw, 'msgid')}",
                        lane=f"{kf or account} {user}",
                        body=json.dumps(raw),
                        received_at=now,
                    )
                )
        cursor = answer.get("next_cursor") or note.get("cursor", "")
        more = bool(answer.get("has_more")) and cursor != note.get("cursor", "")
        return Reading(
            arrivals=tuple(further),
            notes={_cursor_key(account): {"cursor": cursor}},
            taken=0 if more else len(arrivals),
            wait=0.0 if more else None,
        )

    async def _page(self, body: Mapping[str, Any], token: str) -> dict[str, Any]:
        path = "/cgi-bin/kf/sync_msg"
        try:
            return await self.api.post(path, {**body, "token": token} if token else body)
        except Failure as failure:
            # An old token; without one the platform answers too, but not often.
            if token and failure.code == 95007:
                return await self._page(body, "")
            error = to_error(failure)
            # Whatever it is, the messages are still there: nothing is set aside.
            raise error if isinstance(error, RetryLater) else RetryLater(str(error), 60.0) from failure

    async def _said(self, words: Words, arrival: Arrival, taken: int) -> Reading:
        address = self._address(arrival)
        at = _sent_at(arrival)
        before = await self._quota.windows(who_of(address))
        name = None
        if before.message is None or at - before.message > _NEW_AFTER:
            await self._sender.begin(address)
            name = await self._name_of(address.user)
        message = await media.to_message(words, arrival, address, at, fetch=self._fetch, name=name)
        opened = Windows(message=opened_at(at, arrival.received_at))
        return Reading(messages=(message,), notes={window_key(who_of(address)): opened.note}, taken=taken)

    async def _happened(self, raw: Mapping[str, Any], arrival: Arrival) -> Reading:
        address = self._address(arrival)
        words, session = kf_words.to_event(raw)
        facts: list[Fact] = [
            NotDelivered(channel=NAME, provider_id=id, reason=why) for id, why in words.returned.items()
        ]
        if words.gone:
            facts.append(AddressGone(address=address, reason=words.gone))
        if session.came:
            facts.append(PersonCame(address=address, who=session.came))
        elif session.left:
            facts.append(PersonLeft(address=address))
        messages: tuple[InboundMessage, ...] = ()
        if words.scene:
            words, opened = self._scene(words, address)
            facts += opened
        if words.is_message:
            at = _sent_at(arrival)
            messages = (await media.to_message(words, arrival, address, at, fetch=self._fetch),)
        return Reading(messages=messages, facts=tuple(facts), notes=self._welcome_note(session, address, arrival))

    def _welcome_note(
        self, session: Session, address: Address, arrival: Arrival
    ) -> dict[str, Mapping[str, Any] | None]:
        if not session.welcome_code:
            return {}
        note = {"code": session.welcome_code, "at": _sent_at(arrival).isoformat()}
        return {welcome_key(who_of(address)): note}

    def _scene(self, words: Words, address: Address) -> tuple[Words, list[Fact]]:
        """The parameter of the link by which they came: a case of ours, or a place."""
        scene = words.scene or ""
        number = case_of(self._key, scene)
        if number:
            opened = CaseOpened(address=address, number=number)
            return Words(text=MENU["menu:status"], choice="menu:status", opens=words.opens), [opened]
        place = self._account.scenes.get(scene)
        return Words(text=place or words.text, choice=words.choice, opens=words.opens), []

    async def _spoken(self, raw: Mapping[str, Any], arrival: Arrival) -> Reading:
        """A person's words in WeCom."""
        address = self._address(arrival)
        words = kf_words.to_words(raw)
        message = await media.to_message(words, arrival, address, _sent_at(arrival), fetch=self._fetch)
        fact = PersonSpoke(
            address=address,
            who=text(raw, "servicer_userid"),
            id=message.id,
            text=message.text or (f"[{message.unsupported}]" if message.unsupported else ""),
            attachments=message.attachments,
        )
        return Reading(facts=(fact,))

    async def _fetch(self, file: File) -> Attachment:
        return await media.fetch(self.api, self._files, file, self._account.max_file)

    async def _name_of(self, user: str) -> str | None:
        body = {"external_userid_list": [user], "need_enter_session_context": 0}
        try:
            answer = await self.api.post("/cgi-bin/kf/customer/batchget", body)
        except (Failure, RetryLater):
            # A name is nice to have.
            return None
        found = answer.get("customer_list")
        return text(found[0], "nickname") or None if isinstance(found, list) and found else None

    @staticmethod
    def _address(arrival: Arrival) -> Address:
        return Address(channel=NAME, account=arrival.account, user=arrival.lane.partition(" ")[2])

    # --- out ----------------------------------------------------------------------------------------------------------

    async def send(self, message: OutboundMessage) -> Sent:
        """Send it, under an id of ours by which the platform knows it again. Raises Closed outside the window."""
        return await self._sender.send(message)


def _words(arrival: Arrival) -> Words:
    raw = json.loads(arrival.body)
    if text(raw, "origin") != kf_words.CUSTOMER or text(raw, "msgtype") == "event":
        return Words()
    return kf_words.to_words(raw)


def _sent_at(arrival: Arrival) -> datetime:
    stamp = text(json.loads(arrival.body), "send_time")
    if stamp.isascii() and stamp.isdecimal() and len(stamp) <= 11:
        return min(datetime.fromtimestamp(int(stamp), UTC), arrival.received_at)
    return arrival.received_at


def _cursor_key(account: str) -> str:
    return f"cursor:{account}"
