"""Staff work in a Telegram group: a topic for each case, the same lease and audit as in the console."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.desk import handoff, staffwork
from bot.errors import NotFound
from bot.messages import Purpose
from bot.ports import Understander
from bot.records import Mode, User
from tests.journeys.telegram import ROOM, World, until, world
from tests.peers.telegram.api import BotApi
from tests.peers.telegram.people import Person, buttons_of, text_of

PNG = bytes.fromhex("89504e470d0a1a0a") + b"kettle"


#: For what differs between databases; all else runs on the one.
BOTH = pytest.mark.parametrize("telegram", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
async def telegram(request: pytest.FixtureRequest, tmp_path: Path, understander: Understander) -> AsyncIterator[World]:
    """The product polls, and has a staff room with topics."""
    sqlite = getattr(request, "param", "sqlite") == "sqlite"
    url = f"sqlite:///{tmp_path}/huiyin.db" if sqlite else request.getfixturevalue("migrated_url")()
    async with BotApi(limits=True) as api:
        api.chat(ROOM, kind="supergroup", forum=True)
        async with world(url, tmp_path, understander, api, HUIYIN_CHANNELS__TELEGRAM__STAFF__GROUP=str(ROOM)) as opened:
            yield opened


async def linked(telegram: World, login: str, id: int) -> tuple[User, Person]:
    """A staff member who has brought their one-time code."""
    user = await telegram.user(login)
    code = await telegram.app.database.transact(lambda uow: staffwork.invite(uow, user, now=telegram.clock.now()))
    person = telegram.colleague(id, login.title())
    private = telegram.customer(id)
    assert user.name in await telegram.answer(private, f"/start staff_{code}")
    return user, person


async def handed_over(telegram: World, person: Person) -> tuple[str, int]:
    """A customer who waits for a human: the case's number and its topic."""
    await telegram.answer(person, "电饭煲冒烟了，订单号 A20261105888")
    await telegram.answer(person, "转人工")
    room = telegram.api.chat(ROOM)
    await until(lambda: room.topics)
    [case] = await telegram.cases(person)
    topic = next(id for id, name in room.topics.items() if case.number in name)
    await until(lambda: in_topic(telegram, topic))
    return case.number, topic


def in_topic(telegram: World, topic: int) -> list[dict[str, Any]]:
    """The bot's messages in a topic."""
    messages = telegram.api.chat(ROOM).messages.values()
    return [one for one in messages if one["from"]["is_bot"] and one.get("message_thread_id") == topic]


async def shown(telegram: World, topic: int, text: str) -> dict[str, Any]:
    """The message in the topic that holds this text, as soon as it stands there."""

    def found() -> dict[str, Any] | None:
        return next((one for one in in_topic(telegram, topic) if text in text_of(one)), None)

    message: dict[str, Any] = await until(found)
    return message


@BOTH
async def test_a_case_is_taken_over_answered_and_handed_back_in_its_topic(telegram: World) -> None:
    customer = telegram.customer()
    user, li = await linked(telegram, "li", 501)
    number, topic = await handed_over(telegram, customer)
    summary = in_topic(telegram, topic)[0]
    assert number in summary["text"]
    assert "A20261105888" in summary["text"]
    assert buttons_of(summary) == tuple(f"staff:{verb}:{number}" for verb in ("claim", "resolve", "release"))

    li.thread = topic
    li.tap(f"staff:claim:{number}")
    await shown(telegram, topic, "Li")
    talk = await telegram.talk(customer)
    assert talk
    assert talk.mode is Mode.STAFF

    # Staff to customer, with a file; the customer's answer comes back as an answer to it.
    customer.news()
    written = li.say("您好，请断电。照片里的标签看得清吗？")
    [said] = await telegram.heard(customer)
    assert said["text"] == "您好，请断电。照片里的标签看得清吗？"
    li.file(PNG, "document", "保修.pdf", caption="保修单")
    [filed] = await telegram.heard(customer)
    assert text_of(filed).startswith("保修单")
    customer.say("看得清", reply_to=said["message_id"])
    back = await shown(telegram, topic, "看得清")
    assert back["reply_to_message"]["message_id"] == written["message_id"]
    photo = customer.file(PNG, caption="标签")
    await shown(telegram, topic, "标签")

    # Replies find the customer's message; edits change what was sent, and are told the other way.
    li.say("这张很清楚", reply_to=(await shown(telegram, topic, "标签"))["message_id"])
    [quoting] = await telegram.heard(customer)
    assert quoting["reply_to_message"]["message_id"] == photo["message_id"]
    li.edit(written, text="您好，请马上断电。")
    await until(lambda: said["text"] == "您好，请马上断电。")
    answered = customer.say("已经断电")
    await shown(telegram, topic, "已经断电")
    customer.edit(answered, text="已经断电，插头拔了")
    changed = await shown(telegram, topic, "插头拔了")
    assert "已经断电" in text_of(changed["reply_to_message"])

    customer.news()
    li.say("/release 已说明")
    await shown(telegram, topic, "已说明")
    assert await telegram.answer(customer, "进度怎么样")
    audited = await telegram.read(lambda uow: uow.staff.audited())
    assert (user.id, "claim", number) in {(line["user"], line["action"], line["target"]) for line in audited}


@BOTH
async def test_one_owner_at_a_time_in_the_group_and_in_the_console(telegram: World) -> None:
    customer = telegram.customer()
    _, li = await linked(telegram, "li", 501)
    wang = await telegram.user("wang")
    number, topic = await handed_over(telegram, customer)
    li.thread = topic

    def claimed_in_console(uow: Any) -> None:
        now = telegram.clock.now()
        handoff.claim(uow, telegram.app.rules, uow.cases.by_number(number), wang, now=now)
        handoff.reply(uow, telegram.app.rules, uow.cases.by_number(number), wang, "我是小王", now=now)

    await telegram.app.database.transact(claimed_in_console)
    await shown(telegram, topic, "我是小王")
    customer.news()
    refused = li.say("我来答复")
    warning = await shown(telegram, topic, "⚠️")
    assert "Wang" in warning["text"]
    assert warning["reply_to_message"]["message_id"] == refused["message_id"]
    assert customer.news() == []

    # His lease runs out, and she may.
    telegram.clock.move(timedelta(hours=1))
    li.say("我来答复您")
    assert "我来答复您" in [text_of(one) for one in await telegram.heard(customer)]


async def test_a_case_that_is_taken_over_in_the_console_gets_its_topic(telegram: World) -> None:
    customer = telegram.customer()
    case = await telegram.complain(customer)
    wang, now = await telegram.user("wang"), telegram.clock.now()
    await telegram.app.database.transact(
        lambda uow: handoff.reply(uow, telegram.app.rules, uow.cases.get(case.id), wang, "我是小王", now=now)
    )
    room = telegram.api.chat(ROOM)
    await until(lambda: room.topics)
    [topic] = room.topics
    assert case.number in text_of(await shown(telegram, topic, "A20261105888"))
    await shown(telegram, topic, "我是小王")


async def test_strangers_in_the_group_can_do_nothing(telegram: World) -> None:
    customer = telegram.customer()
    number, topic = await handed_over(telegram, customer)
    customer.news()
    stranger = telegram.colleague(666, "Mallory")
    stranger.thread = topic
    stranger.say("退一万元")
    stranger.tap(f"staff:resolve:{number}")
    await shown(telegram, topic, "⚠️")
    await until(lambda: telegram.api.pending == 0)
    assert customer.news() == []
    other = telegram.customer(667)
    other.tap(f"staff:resolve:{number}", other.message(text="x"))
    await until(lambda: telegram.api.pending == 0)
    assert (await telegram.cases(customer))[0].status == "acknowledged"


async def test_a_note_stays_inside_and_resolving_tells_the_customer(telegram: World) -> None:
    customer = telegram.customer()
    _, li = await linked(telegram, "li", 501)
    number, topic = await handed_over(telegram, customer)
    li.thread = topic
    customer.news()
    li.say("/note 这位顾客上个月也来过")
    li.say("/resolve 已换新")
    told = "\n".join(text_of(one) for one in await telegram.heard(customer))
    assert "已换新" in told
    assert "上个月" not in told
    [case] = await telegram.cases(customer)
    assert case.status == "resolved"
    timeline = await telegram.read(lambda uow: uow.cases.timeline(case.id))
    assert any("上个月" in event.note and not event.public for event in timeline)
    assert case.number == number


async def test_a_deleted_topic_is_made_again(telegram: World) -> None:
    customer = telegram.customer()
    number, topic = await handed_over(telegram, customer)
    room = telegram.api.chat(ROOM)
    room.topics.pop(topic)
    await telegram.answer(customer, "还有人吗，订单号 B99887766")
    again = await until(lambda: next((id for id, name in room.topics.items() if number in name), None))
    assert again != topic
    await shown(telegram, again, "B99887766")


async def test_a_group_that_moves_is_followed_and_one_without_topics_does(telegram: World) -> None:
    customer = telegram.customer()
    room = telegram.api.chat(ROOM)
    room.forum = False
    await telegram.answer(customer, "电饭煲冒烟了")
    await telegram.answer(customer, "转人工")
    await until(lambda: room.messages)
    [case] = await telegram.cases(customer)
    summary = next(iter(room.messages.values()))
    assert summary["text"].startswith(case.number)
    room.moved_to = -1009876543210
    moved = telegram.api.chat(room.moved_to, kind="supergroup")
    await telegram.answer(customer, "请快一点，我等了很久了")
    await until(lambda: any("快一点" in text_of(one) for one in moved.messages.values()))
    # Answers to what stands there find the case.
    _, li = await linked(telegram, "li", 501)
    li.place = moved.id
    copy = next(one for one in moved.messages.values() if "快一点" in text_of(one))
    customer.news()
    li.say("马上来", reply_to=copy["message_id"])
    assert text_of((await telegram.heard(customer))[-1]) == "马上来"


@BOTH
async def test_a_busy_group_gets_fewer_and_longer_messages_and_is_never_refused(telegram: World) -> None:
    customer = telegram.customer()
    _, topic = await handed_over(telegram, customer)
    lines = [f"第{number}句，请尽快" for number in range(40)]
    for line in lines:
        customer.say(line)

    def kept(uow: Any) -> list[str]:
        # What has not gone out yet waits in one message, not in one a line.
        left = []
        for id in range(1, 400):
            try:
                message = uow.outbox.get(id)
            except NotFound:  # a number that a transaction gave back
                continue
            if message.purpose is Purpose.TEAM:
                left.append(message.text)
        return left

    async def gathered() -> list[str] | None:
        texts: list[str] = await telegram.read(kept)
        whole = "\n".join(texts)
        return texts if all(line in whole for line in lines) else None

    assert len(await until(gathered, 60)) < 30
    assert telegram.api.floods == 0
    assert len(in_topic(telegram, topic)) <= 20
