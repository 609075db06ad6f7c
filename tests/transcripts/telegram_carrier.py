"""A written dialogue through Telegram: updates in through the webhook, the bot's messages as the customer's app shows them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import TracebackType
from typing import Any

import httpx

from bot.app import App
from bot.messages import Address
from bot.telegram import telegram_account
from channels.telegram.account import WEBHOOK_PATH
from channels.telegram.channel import TelegramChannel
from channels.telegram.listening import SECRET_HEADER
from channels.telegram.pace import ChatPace
from tests.peers.telegram.api import BOT, TOKEN, BotApi
from tests.peers.telegram.people import Person, buttons_of, text_of
from tests.transcripts import carriers
from tests.transcripts.carriers import Shown, Spoken

STICKER: dict[str, Any] = {
    "file_id": "s", "file_unique_id": "s", "type": "regular", "width": 512, "height": 512, "is_animated": False,
    "is_video": False, "emoji": "😡",
}  # fmt: skip

DICE = {"emoji": "🎲", "value": 3}

_LANGUAGES = {"zh-Hans": "zh-hans", "zh-Hant": "zh-hant", "en": "en", None: None}


class Unhurried(ChatPace):
    """Who reads a dialogue has time between two messages; a test need not wait for that."""

    async def turn(self, chat: int) -> None:
        """At once."""


class TelegramCarrier:
    """tests.transcripts.carriers.Carrier of one bot. Redelivered ids are Telegram's own: the same update again."""

    channel = "telegram"

    def __init__(self) -> None:
        self.api = BotApi()
        self._people = {"customer": Person(self.api, 4711), "stranger": Person(self.api, 4712, name="李四")}
        self._named: dict[str, dict[str, Any]] = {}
        self._app: App | None = None
        self._client: httpx.AsyncClient | None = None
        self._secret = ""

    async def __aenter__(self) -> TelegramCarrier:
        await self.api.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.api.__aexit__(kind, error, trace)

    def settings(self) -> Mapping[str, Any]:
        """A bot that Telegram calls."""
        telegram = {"token": TOKEN, "api_url": self.api.server.url, "receive": "webhook"}
        return {"channels": {"telegram": telegram}, "server": {"public_url": "https://huiyin.example.com"}}

    async def open(self, app: App) -> None:
        """Call the product's own web application, as Telegram would."""
        self._app = app
        account = telegram_account(app.settings, app.key)
        assert account
        self._secret = account.secret
        channel = app.channels[self.channel]
        assert isinstance(channel, TelegramChannel)
        channel._sender._pace = Unhurried()
        self._client = carriers.to_product(app)
        assert all(person.chat for person in self._people.values())

    async def close(self) -> None:
        """Nothing to let go of but the client."""
        assert self._client
        await self._client.aclose()

    def address(self, who: str) -> Address:
        """The private chat."""
        return Address(channel=self.channel, account=TOKEN.partition(":")[0], user=str(self._people[who].id))

    async def bring(self, said: Spoken, who: str) -> bool:
        """As updates; a file each. A button is pressed where it stands; one that never stood comes in an old message."""
        await self._settled()
        person = self._people[who]
        person.language = _LANGUAGES[said.locale]
        again = said.id in self._named
        if again:
            self.api.raw(self._named[str(said.id)])
        elif said.choice:
            keyboard = [[{"text": said.text or "?", "callback_data": said.choice}]]
            old = person.with_button(said.choice) or person.message(
                **{"from": BOT}, text="…", reply_markup={"inline_keyboard": keyboard}
            )
            person.tap(said.choice, old)
        elif said.unsupported:
            strange: dict[str, Any] = {"sticker": STICKER} if said.unsupported == "sticker" else {"dice": DICE}
            person.say(**strange)
        elif said.automatic:
            self.api.update(message=person.message(**{"from": BOT}, text=said.text))
        elif said.files:
            for index, (name, data) in enumerate(said.files):
                caption = {"caption": said.text} if said.text and index == 0 else {}
                album = {"media_group_id": f"g{person.seen}-{said.at.timestamp()}"} if len(said.files) > 1 else {}
                person.file(data, "document", name, **caption, **album)
        else:
            # Telegram carries no empty text, but an invisible one.
            person.say(said.text or "\u200b")
        return await self._deliver(said.id, again)

    async def _deliver(self, id: str | None, again: bool) -> bool:
        assert self._client
        assert self._app
        before: int = await self._app.database.read(lambda uow: uow.arrivals.unread())
        while self.api.pending:
            update = self.api._updates.pop(0)
            if id is not None:
                self._named[id] = update
            answer = await self._client.post(
                WEBHOOK_PATH, content=json.dumps(update), headers={SECRET_HEADER: self._secret}
            )
            assert answer.status_code == 200, answer.text
        after: int = await self._app.database.read(lambda uow: uow.arrivals.unread())
        return after > before

    async def _settled(self) -> None:
        """What was tapped is gone from the app."""
        assert self._app
        channel = self._app.channels[self.channel]
        assert isinstance(channel, TelegramChannel)
        await channel.settled()

    async def shown(self, who: str) -> list[Shown]:
        """What the bot has newly written."""
        return [Shown(text=text_of(one), buttons=buttons_of(one)) for one in self._people[who].news()]
