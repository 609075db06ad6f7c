"""Customers in WeChat and staff in WeCom, from end to end."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.desk import digest, handoff
from bot.errors import Refused, RetryLater
from bot.messages import Address
from bot.ports import Understander, UnitOfWork
from bot.records import Notice, Role
from bot.wechat import notifiers
from channels.wechat.scenes import to_case_scene
from channels.wechat.wecom import WeComRobot
from tests.journeys.wechat import KF_PATH, Wechat, running
from tests.peers.wechat import callbacks, corp

PNG = bytes.fromhex("89504e470d0a1a0a") + b"a picture"


@pytest.fixture
async def wechat(tmp_path: Path, understander: Understander) -> AsyncIterator[Wechat]:
    async with running(tmp_path, f"sqlite:///{tmp_path}/huiyin.db", understander) as started:
        yield started


class Guest:
    """A customer of WeChat KF."""

    def __init__(self, wechat: Wechat, user: str = "wm-li") -> None:
        self.wechat = wechat
        self.user = user

    @property
    def address(self) -> Address:
        return Address(channel="wechat_kf", account=corp.KF, user=self.user)

    async def callback(self) -> None:
        now = int(self.wechat.clock.now().timestamp())
        posted = callbacks.encrypted(self.wechat.corp.notice(), now, receiver=corp.CORP_ID)
        answer = await self.wechat.http.post(KF_PATH, params=dict(posted.query), content=posted.body)
        assert (answer.status_code, answer.text) == (200, "success"), answer.text

    async def say(self, text: str) -> str:
        self.wechat.clock.move(timedelta(seconds=5))
        self.wechat.corp.writes(self.user, {"msgtype": "text", "text": {"content": text}})
        await self.callback()
        return await self.shown()

    async def shown(self) -> str:
        await self.wechat.quiet()
        guest = self.wechat.corp.guests[self.user]
        shown, guest.shown = guest.shown, []
        return "\n".join(one.text for one in shown)

    async def complain(self) -> str:
        await self.say("你们的电饭煲用了一天就坏了，订单号 A20261105888，要求退款")
        for _ in range(6):
            await self.say("没有其他了，直接提交")
            cases = await self.wechat.app.database.read(lambda uow: uow.cases.search())
            if cases:
                return str(cases[0].number)
        raise AssertionError("not filed")

    async def lines(self) -> list[tuple[str, str]]:
        def body(uow: Any) -> list[tuple[str, str]]:
            talk = uow.conversations.of(self.address)
            return [(line.author.value, line.text) for line in uow.transcript.of(talk.id)]

        found: list[tuple[str, str]] = await self.wechat.app.database.read(body)
        return found


async def test_who_follows_is_greeted_and_the_menu_works(wechat: Wechat) -> None:
    customer = wechat.customer()
    wechat.fake.clicks(customer.openid)
    await customer.does(MsgType="event", Event="subscribe", EventKey="")
    [greeting] = await customer.shown()
    assert set(greeting.buttons) == {"menu:complain", "menu:status", "menu:human"}
    wechat.fake.clicks(customer.openid)
    await customer.does(MsgType="event", Event="CLICK", EventKey="menu:complain")
    assert await customer.shown()
    await customer.does(MsgType="event", Event="VIEW", EventKey="http://x")
    await customer.does(MsgType="event", Event="LOCATION", Latitude="23.1")
    assert await customer.shown() == []


async def test_a_code_opens_a_case_for_its_customer_and_no_other_code_does(wechat: Wechat) -> None:
    number = await wechat.customer("o-li").complain()
    other = wechat.customer("o-wang")
    forged = to_case_scene(b"another key", number)
    await other.scan(forged, new=True)
    assert number not in "\n".join(one.text for one in await other.shown())
    await other.scan(to_case_scene(wechat.app.key, number))
    assert number in "\n".join(one.text for one in await other.shown())


async def test_pictures_and_words_that_belong_together_are_one_message(wechat: Wechat) -> None:
    customer = wechat.customer()
    wechat.fake.writes(customer.openid)
    for name in ("a.png", "b.png"):
        media = wechat.fake.keep(PNG + name.encode(), "image/png", name)
        await customer.does(MsgType="image", pause=0, PicUrl="http://127.0.0.1:9/", MediaId=media)
    await customer.does(MsgType="text", Content="电饭煲坏了，照片在上面，要求退款")
    assert len(await customer.shown()) == 1

    def body(uow: Any) -> list[Any]:
        talk = uow.conversations.of(customer.address)
        return [line for line in uow.transcript.of(talk.id) if line.author == "customer"]

    [line] = await wechat.app.database.read(body)
    assert (line.text, len(line.attachments)) == ("电饭煲坏了，照片在上面，要求退款", 2)


async def test_voice_place_link_and_what_nobody_can_read(wechat: Wechat) -> None:
    customer = wechat.customer()
    wechat.fake.writes(customer.openid)
    media = wechat.fake.keep(b"#!AMR\n" + b"sound" * 9, "audio/amr", "voice.amr")
    await customer.does(
        MsgType="voice", MediaId=media, Format="amr", Recognition="快递员态度很差，我要投诉", MediaId16K="x"
    )
    assert await customer.shown()
    for fields in (
        {"MsgType": "location", "Location_X": "23.1", "Location_Y": "113.3", "Scale": 15, "Label": "天河路 1 号"},
        {"MsgType": "link", "Title": "订单", "Description": "", "Url": "https://shop.example/1"},
        {"MsgType": "emoticon"},
        {"MsgType": "image", "MediaId": "gone-after-three-days"},
    ):
        wechat.fake.writes(customer.openid)
        await customer.does(**fields)
        # A picture waits for what may belong to it.
        wechat.clock.move(timedelta(seconds=5))
        assert await customer.shown(), fields

    def body(uow: Any) -> list[Any]:
        talk = uow.conversations.of(customer.address)
        return [line for line in uow.transcript.of(talk.id) if line.author == "customer"]

    lines = await wechat.app.database.read(body)
    assert [line.text for line in lines][:3] == [
        "快递员态度很差，我要投诉",
        "位置：天河路 1 号 (23.1, 113.3)",
        "订单\nhttps://shop.example/1",
    ]
    assert lines[0].attachments[0].content_type == "audio/amr"
    assert await wechat.alerts() == []


async def test_a_paper_reaches_the_customer_as_a_link(wechat: Wechat) -> None:
    customer = wechat.customer()
    number = await customer.complain()
    await wechat.supervisor()
    paper = wechat.app.files.put(b"%PDF-1.4\n%%EOF\n", "发票.pdf", None)
    [user] = wechat.users.values()

    def reply(uow: UnitOfWork) -> None:
        case = uow.cases.by_number(number)
        now = wechat.clock.now()
        handoff.reply(uow, wechat.app.rules, case, user, "发票见附件", now=now, attachments=(paper,))

    await wechat.app.database.transact(reply)
    [shown] = await customer.shown()
    link = next(line for line in shown.text.splitlines() if "/wechat/files/" in line)
    got = await wechat.http.get(httpx.URL(link).path)
    assert got.content == b"%PDF-1.4\n%%EOF\n"
    assert "attachment" in got.headers["content-disposition"]
    assert (await wechat.http.get(httpx.URL(link).path[:-3] + "xyz")).status_code == 404


async def test_staff_are_told_in_wecom(wechat: Wechat) -> None:
    customer = wechat.customer()
    number = await customer.complain()
    await customer.say("转人工")
    [card] = await wechat.until(lambda: wechat.corp.cards)
    assert card["textcard"]["title"].endswith("客户需要人工")
    assert number in card["textcard"]["description"]
    assert card["textcard"]["url"].endswith(f"/console/cases/{number}")
    assert card["touser"] == "LiWei|nobody"

    # Nobody comes, and then the deadline is near: both are told as well.
    await wechat.pass_time(timedelta(hours=3))
    await wechat.pass_time(timedelta(days=4))
    titles = await wechat.until(lambda: _titles(wechat, "逾期"))
    assert any("即将到期" in title for title in titles)


def _titles(wechat: Wechat, word: str) -> list[str]:
    titles = [card["textcard"]["title"] for card in wechat.corp.cards]
    return titles if any(word in title for title in titles) else []


async def test_the_days_figures(wechat: Wechat) -> None:
    await wechat.customer().complain()
    now = wechat.clock.now()
    await wechat.app.database.transact(lambda uow: digest.schedule(uow, wechat.app.rules, now=now))
    # A Monday, ten o'clock: the next is on Tuesday at nine.
    await wechat.pass_time(timedelta(hours=22, minutes=30))
    assert not _titles(wechat, "每日简报")
    await wechat.pass_time(timedelta(minutes=40))
    await wechat.until(lambda: _titles(wechat, "每日简报"))
    [card] = [one for one in wechat.corp.cards if "每日简报" in one["textcard"]["title"]]
    assert "目前未办结 1 件" in card["textcard"]["description"]


async def test_a_robot_writes_into_its_group_and_its_address_is_kept_secret(
    tmp_path: Path, understander: Understander, caplog: pytest.LogCaptureFixture
) -> None:
    async with running(tmp_path, f"sqlite:///{tmp_path}/huiyin.db", understander) as wechat:
        app = wechat.app
        settings = app.settings.notices.model_validate(
            {"robots": [{"name": "group", "url": wechat.corp.url + corp.ROBOT, "kinds": ["handoff"]}]}
        )
        changed = app.settings.model_copy(update={"notices": settings})
        [robot] = notifiers(changed, clock=app.clock, links=app.links, database=app.database)
        assert isinstance(robot, WeComRobot)
        assert robot.kinds == frozenset({"handoff"})
        await robot.start()
        notice = Notice(
            notifier="group",
            kind="handoff",
            text="[x](http://evil) <font>",
            at=app.clock.now(),
            case="HY26-1",
            priority=2,
        )
        await robot.send(notice)
        [said] = wechat.corp.said
        assert "【紧急】客户需要人工" in said
        assert "/console/cases/HY26-1" in said
        assert "http://evil)" in said
        assert "[x](" not in said
        for trouble, kind in (("45009", RetryLater), ("93000", Refused), ("down", RetryLater)):
            wechat.corp.troubles = [trouble]
            with pytest.raises(kind) as caught:
                await robot.send(notice)
            assert "693a91f6" not in str(caught.value)
        await robot.close()
        assert "693a91f6" not in caplog.text + repr(changed.notices)


async def test_kf_pages_are_read_to_the_end_and_once(wechat: Wechat) -> None:
    """A batch of several customers, in pages, the callback delivered three times; one message that nobody can read."""
    wechat.corp.page = 3
    for number in range(4):
        for text in ("你好", "我要投诉"):
            wechat.corp.writes(f"wm-{number}", {"msgtype": "text", "text": {"content": text}})
        wechat.corp.writes(f"wm-{number}", {"msgtype": "hologram"})
    guest = Guest(wechat, "wm-0")
    for _ in range(3):
        await guest.callback()
    await wechat.quiet()
    for number in range(4):
        said = [text for author, text in await Guest(wechat, f"wm-{number}").lines() if author == "customer"]
        assert said[:2] == ["你好", "我要投诉"], number
        assert len(said) == 3
    note = await wechat.app.database.read(lambda uow: uow.notes.get("wechat_kf", f"cursor:{corp.KF}"))
    assert note == {"cursor": "12"}
    assert wechat.corp.guests["wm-0"].state == 1


async def test_kf_an_old_token_and_a_lost_callback(wechat: Wechat) -> None:
    """The token of a callback that was read late is no good any more; without any, what was missed is found."""
    guest = Guest(wechat)
    wechat.corp.writes(guest.user, {"msgtype": "text", "text": {"content": "在吗"}})
    now = int(wechat.clock.now().timestamp())
    fields = {**wechat.corp.notice(), "Token": "not one of theirs"}
    posted = callbacks.encrypted(fields, now, receiver=corp.CORP_ID)
    assert (await wechat.http.post(KF_PATH, params=dict(posted.query), content=posted.body)).status_code == 200
    assert await guest.shown()


async def test_kf_welcomes_who_comes(wechat: Wechat) -> None:
    guest = Guest(wechat)
    wechat.corp.enters(guest.user)
    await guest.callback()
    assert await guest.shown()
    assert [call for call in wechat.corp.calls if call.path.endswith("send_msg_on_event")]
    assert "昵称" not in json.dumps(await wechat.alerts())


async def test_kf_a_scene_opens_a_case(wechat: Wechat) -> None:
    number = await wechat.customer().complain()
    guest = Guest(wechat)
    wechat.corp.enters(guest.user, to_case_scene(wechat.app.key, number))
    await guest.callback()
    assert number in await guest.shown()


async def test_kf_a_person_in_wecom_takes_over_and_leaves(wechat: Wechat) -> None:
    """The bot is silent meanwhile; what both say stands in the case; afterwards the bot answers again."""
    guest = Guest(wechat)
    number = await guest.complain()
    await wechat.staff(Role.AGENT, login="LiWei")
    wechat.corp.takes(guest.user, "LiWei")
    await guest.callback()
    await wechat.quiet()
    headers = await wechat.supervisor()
    assert await guest.say("有人吗") == ""
    wechat.corp.speaks(guest.user, "您好，我是李伟，马上为您处理。")
    await guest.callback()
    await wechat.quiet()
    assert ("staff", "您好，我是李伟，马上为您处理。") in await guest.lines()
    found = await wechat.case(number, headers)
    assert any(event["kind"] == "handoff" and event["to"] == "claimed" for event in found["timeline"])

    wechat.corp.leaves(guest.user)
    await guest.callback()
    await wechat.quiet()
    assert await guest.say("还有个问题，进度怎么样了")
    assert not [alert for alert in await wechat.alerts() if alert.startswith("undeliverable")]


async def test_kf_has_a_queue_of_its_own(tmp_path: Path, understander: Understander) -> None:
    settings = {"HUIYIN_CHANNELS__WECHAT_KF__QUEUE": "true"}
    async with running(tmp_path, f"sqlite:///{tmp_path}/huiyin.db", understander, more=settings) as wechat:
        guest = Guest(wechat)
        await guest.complain()
        assert await guest.say("转人工")
        assert wechat.corp.guests[guest.user].state == 2


async def test_kf_a_message_that_did_not_arrive_is_told_to_staff(wechat: Wechat) -> None:
    guest = Guest(wechat)
    await guest.complain()
    sent = [call.json["msgid"] for call in wechat.corp.calls if call.path.endswith("kf/send_msg")]
    wechat.corp.happens("msg_send_fail", guest.user, fail_msgid=sent[-1], fail_type=10)
    await guest.callback()
    await wechat.quiet()
    assert any("refuses messages" in alert for alert in await wechat.alerts())
