"""A product with an Official Account, WeChat KF and WeCom before fake platforms, its loops running, its clock standing."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx

from bot.app import App, build, opened, web
from bot.desk import telling
from bot.messages import Address
from bot.ports import Understander
from bot.records import Role
from bot.settings import Settings
from bot.settings.wechat import WeChatTemplate
from tests.clock import MovableClock
from tests.journeys.conftest import Product, settings_for
from tests.peers.wechat import callbacks, corp, official
from tests.peers.wechat.corp import FakeCorp
from tests.peers.wechat.official import FakeOfficialAccount, Follower
from tests.transcripts.carriers import Shown

PATH = "/wechat/callback"
KF_PATH = "/wechat/kf"
_LOOPS = ("receive", "worker", "delivery")


@dataclass
class Wechat(Product):
    """The product and its platforms."""

    fake: FakeOfficialAccount = field(kw_only=True)
    corp: FakeCorp = field(kw_only=True)
    count: int = 0
    headers: dict[str, str] | None = None

    async def supervisor(self) -> dict[str, str]:
        """Headers of the one supervisor."""
        self.headers = self.headers or await self.staff(Role.SUPERVISOR)
        return self.headers

    def customer(self, name: str = "o-li") -> Customer:
        """Somebody with WeChat."""
        return Customer(wechat=self, openid=name)

    async def alerts(self) -> list[str]:
        """What staff were told, oldest first."""
        found = await self.app.database.read(lambda uow: uow.alerts.unseen())
        return [f"{alert.kind}: {telling.said(self.app.rules, 'en', alert)}" for alert in reversed(found)]

    async def until(self, holds: Callable[[], Any], seconds: float = 15.0) -> Any:
        """Wait for it; what it found."""
        async with asyncio.timeout(seconds):
            while True:
                found = holds()
                if asyncio.iscoroutine(found):
                    found = await found
                if found:
                    return found
                await asyncio.sleep(0.02)

    async def quiet(self) -> None:
        """Wait until nothing is under way: all read, all answered, all sent, held or given up."""

        def body(uow: Any) -> int:
            counts = uow.outbox.counts()
            return int(uow.arrivals.unread() + uow.inbox.pending() + counts["pending"] + counts["sending"])

        async def still() -> bool:
            return not await self.app.database.read(body)

        await self.until(still)

    async def counts(self) -> dict[str, int]:
        """The outbox by status."""
        found: dict[str, int] = await self.app.database.read(lambda uow: uow.outbox.counts())
        return found


@dataclass
class Customer:
    """A follower of the Official Account."""

    wechat: Wechat
    openid: str

    @property
    def app(self) -> Follower:
        """Their app."""
        return self.wechat.fake.followers[self.openid]

    @property
    def address(self) -> Address:
        """As the product knows it."""
        return Address(channel="wechat", account=official.APP_ID, user=self.openid)

    async def does(self, pause: float = 5, **fields: Any) -> None:
        """Bring a callback, after a pause of so many seconds."""
        self.wechat.count += 1
        self.wechat.clock.move(timedelta(seconds=pause))
        now = int(self.wechat.clock.now().timestamp())
        message = {} if fields["MsgType"] == "event" else {"MsgId": 10_000 + self.wechat.count}
        whole = {"ToUserName": "gh_fake", "FromUserName": self.openid, "CreateTime": now, **fields, **message}
        posted = callbacks.encrypted(whole, now, receiver=official.APP_ID)
        answer = await self.wechat.http.post(PATH, params=dict(posted.query), content=posted.body)
        assert (answer.status_code, answer.text) == (200, "success"), answer.text

    async def write(self, text: str) -> None:
        """Send a text, without waiting."""
        self.wechat.fake.writes(self.openid)
        await self.does(MsgType="text", Content=text)

    async def tap(self, choice: str) -> None:
        """Tap an entry of a menu in a message."""
        self.wechat.fake.clicks(self.openid)
        label = self.wechat.fake.labels[choice]
        await self.does(MsgType="text", Content=label, bizmsgmenuid=choice)

    async def scan(self, scene: str, *, new: bool = False) -> None:
        """Scan a QR code, as a follower or by following."""
        self.wechat.fake.clicks(self.openid)
        key = f"qrscene_{scene}" if new else scene
        await self.does(MsgType="event", Event="subscribe" if new else "SCAN", EventKey=key, Ticket="t")

    async def shown(self) -> list[Shown]:
        """What their app has newly shown, once all is sent."""
        await self.wechat.quiet()
        shown, self.app.shown = self.app.shown, []
        return shown

    async def say(self, text: str) -> str:
        """Send a text; what was answered."""
        await self.write(text)
        return "\n".join(one.text for one in await self.shown())

    async def complain(self) -> str:
        """File a complaint; its number."""
        await self.say("你们的电饭煲用了一天就坏了，订单号 A20261105888，要求退款")
        for _ in range(6):
            await self.say("没有其他了，直接提交")
            cases = await self.wechat.app.database.read(self._cases)
            if cases:
                return str(cases[0].number)
        raise AssertionError("not filed")

    def _cases(self, uow: Any) -> list[Any]:
        talk = uow.conversations.of(self.address)
        return list(uow.cases.of_customer(talk.customer)) if talk else []


def settings(
    folder: Path, url: str, fake: FakeOfficialAccount, corp_fake: FakeCorp, more: Mapping[str, str]
) -> Settings:
    """Everything of WeChat set up; `more` by names of settings in the environment."""
    kf = "HUIYIN_CHANNELS__WECHAT_KF__"
    wecom = "HUIYIN_NOTICES__WECOM__"
    oa = "HUIYIN_CHANNELS__WECHAT__"
    environ = {
        f"{oa}APP_ID": official.APP_ID,
        f"{oa}APP_SECRET": official.APP_SECRET,
        f"{oa}TOKEN": callbacks.TOKEN,
        f"{oa}ENCODING_AES_KEY": callbacks.AES_KEY,
        f"{oa}API": fake.url,
        f"{kf}CORP_ID": corp.CORP_ID,
        f"{kf}SECRET": corp.SECRET,
        f"{kf}TOKEN": callbacks.TOKEN,
        f"{kf}ENCODING_AES_KEY": callbacks.AES_KEY,
        f"{kf}API": corp_fake.url,
        f"{wecom}CORP_ID": corp.CORP_ID,
        f"{wecom}AGENT_ID": str(corp.AGENT_ID),
        f"{wecom}SECRET": corp.SECRET,
        f"{wecom}USERS": '["LiWei", "nobody"]',
        f"{wecom}API": corp_fake.url,
        "HUIYIN_NOTICES__DIGEST": "09:00",
        **more,
    }
    return settings_for(url, folder, **environ)


@contextlib.asynccontextmanager
async def running(
    folder: Path,
    url: str,
    understander: Understander,
    *,
    template: bool = True,
    loops: tuple[str, ...] = _LOOPS,
    more: Mapping[str, str] | None = None,
) -> AsyncIterator[Wechat]:
    """The product, its platforms, its loops."""
    clock = MovableClock()
    async with FakeOfficialAccount(clock) as fake, FakeCorp(clock) as corp_fake:
        given = settings(folder, url, fake, corp_fake, more or {})
        if template:
            given = _with_template(given)
        app = build(given, clock=clock, understander=understander)
        async with opened(app), _work(app, loops):
            transport = httpx.ASGITransport(app=web(app))
            async with httpx.AsyncClient(transport=transport, base_url="http://test", timeout=30) as http:
                yield Wechat(app=app, clock=clock, http=http, fake=fake, corp=corp_fake)
        assert fake.wrong is None, fake.wrong
        assert corp_fake.wrong is None, corp_fake.wrong


def _with_template(given: Settings) -> Settings:
    template = WeChatTemplate(id=official.TEMPLATE, fields=official.FIELDS)
    changed = given.channels.wechat.model_copy(update={"template": template})
    channels = given.channels.model_copy(update={"wechat": changed})
    return given.model_copy(update={"channels": channels})


@contextlib.asynccontextmanager
async def _work(app: App, loops: tuple[str, ...]) -> AsyncIterator[None]:
    stop = asyncio.Event()
    task = asyncio.create_task(app.work(loops, stop))
    try:
        yield
    finally:
        stop.set()
        await task
