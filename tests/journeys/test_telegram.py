"""A customer lives in Telegram: everything the dialogue can do works there natively, and nothing is lost."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.cases.case import Status
from bot.desk import linking, progress
from bot.messages import Address
from bot.ports import Understander
from bot.records import Role
from tests.journeys.telegram import World, until, world
from tests.peers.telegram.api import BotApi
from tests.peers.telegram.people import buttons_of, text_of

PNG = bytes.fromhex("89504e470d0a1a0a") + b"kettle"
NUMBER = re.compile(r"HY\d\d-\w{4}-\w{4}")


#: For what differs between databases; all else runs on the one.
BOTH = pytest.mark.parametrize("telegram", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
async def telegram(request: pytest.FixtureRequest, tmp_path: Path, understander: Understander) -> AsyncIterator[World]:
    """The product polls."""
    sqlite = getattr(request, "param", "sqlite") == "sqlite"
    url = f"sqlite:///{tmp_path}/huiyin.db" if sqlite else request.getfixturevalue("migrated_url")()
    async with BotApi() as api, world(url, tmp_path, understander, api) as opened:
        yield opened


@BOTH
async def test_from_the_first_word_to_the_rating(telegram: World) -> None:
    person = telegram.customer()
    case = await telegram.complain(person)
    assert case.order_number == "A20261105888"
    assert case.channel == "telegram"
    assert any(method == "sendChatAction" for method, _ in telegram.api.calls)
    agent = await telegram.user("li")
    now = telegram.clock.now()
    await telegram.app.database.transact(
        lambda uow: progress.propose(uow, telegram.app.rules, case.number, agent, solution="全额退款", now=now)
    )
    [offer] = await telegram.heard(person)
    assert buttons_of(offer) == (f"accept:{case.number}", f"reject:{case.number}")
    await telegram.tap(person, f"accept:{case.number}")
    await telegram.app.database.transact(
        lambda uow: progress.resolve(uow, telegram.app.rules, case.number, agent, note="已退款", now=now)
    )
    assert "已退款" in text_of((await telegram.heard(person))[-1])
    await telegram.pass_time(timedelta(minutes=2))
    [survey] = await telegram.heard(person)
    assert f"rate:{case.number}:5" in buttons_of(survey)

    # Two taps at once: the first counts, both are answered, the buttons go.
    person.tap(f"rate:{case.number}:5", survey)
    person.tap(f"rate:{case.number}:1", survey)
    await telegram.heard(person)
    await until(lambda: telegram.api.pending == 0)
    await until(lambda: not buttons_of(survey))
    await telegram.settled()
    assert "✓ 5" in survey["text"]
    assert len(telegram.api.answered) >= 2
    kept = await telegram.read(lambda uow: uow.surveys.of(case.id))
    assert (kept.score, len(kept.answers)) == (5, 1)
    assert (await telegram.cases(person))[0].status is Status.CLOSED


async def test_commands_do_what_their_buttons_do(telegram: World) -> None:
    person = telegram.customer(language="en")
    await until(lambda: "en" in telegram.api.commands)
    assert {one["command"] for one in telegram.api.commands[""]} == {
        "start", "status", "human", "language", "cancel", "link", "stop", "help",
    }  # fmt: skip
    assert telegram.api.commands[""] != telegram.api.commands["en"]
    assert "complaint" in (await telegram.answer(person, "/start")).lower()
    assert "/status" in await telegram.answer(person, "/help")
    await telegram.answer(person, "/language")
    assert "繁體中文" in await telegram.tap(person, "language:zh-Hant")
    assert "投訴" in await telegram.answer(person, "/status")
    assert "LK-" in await telegram.answer(person, "/link")
    assert "恢復通知" in await telegram.answer(person, "/stop")
    assert not (await telegram.talk(person)).consented  # type: ignore[union-attr]
    await telegram.answer(person, "冰箱不制冷，要求維修")
    assert "不投訴" in await telegram.answer(person, "/cancel")
    assert NUMBER.search(await telegram.answer(person, "/human"))
    assert (await telegram.talk(person)).mode == "waiting"  # type: ignore[union-attr]


async def test_an_album_is_one_message_and_big_files_are_refused_kindly(telegram: World) -> None:
    person = telegram.customer()
    await telegram.answer(person, "电饭煲坏了")
    for index in range(3):
        caption = {"caption": "三张照片"} if index == 0 else {}
        person.file(PNG + bytes([index]), media_group_id="g1", **caption)
    await telegram.heard(person)
    line = [one for one in await telegram.lines(person) if one.author == "customer"][-1]
    assert (line.text, len(line.attachments)) == ("三张照片", 3)
    huge = {"file_id": "big", "file_unique_id": "big", "file_size": 30_000_000, "duration": 9, "width": 1, "height": 1}
    assert "大" in await telegram.answer(person, video=huge)
    telegram.api.files["heavy"] = b"x" * 2_000_000
    heavy = {"file_id": "heavy", "file_unique_id": "heavy", "file_size": 2_000_000, "duration": 9}
    assert "大" in await telegram.answer(person, voice=heavy)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ({"location": {"latitude": 31.23, "longitude": 121.47}}, "📍 31.230000, 121.470000"),
        ({"contact": {"phone_number": "13800138000", "first_name": "小明"}}, "小明 13800138000"),
        ({"dice": {"emoji": "🎲", "value": 3}}, ""),
        ({"hologram": {"of": "a kettle"}}, ""),
    ],
)
async def test_other_kinds_are_recorded_and_answered(telegram: World, content: dict[str, object], text: str) -> None:
    person = telegram.customer()
    await telegram.answer(person, "我要投诉")
    assert await telegram.answer(person, **content)  # type: ignore[arg-type]
    assert [one.text for one in await telegram.lines(person) if one.author == "customer"][-1] == text


@BOTH
async def test_an_edited_message_amends(telegram: World) -> None:
    person = telegram.customer()
    first = person.say("你们的电饭煲用了一天就坏了，订单号 A20261105888")
    await telegram.heard(person)
    person.edit(first, text="你们的电饭煲用了一天就坏了，订单号 A20261105999")
    assert "A20261105999" in text_of((await telegram.heard(person))[-1])
    person.edit(first)
    await telegram.answer(person, "没有其他了，直接提交")
    await telegram.tap(person, "confirm:yes")
    [case] = await telegram.cases(person)
    assert case.order_number == "A20261105999"
    assert "A20261105888" not in case.answers["description"]

    # After filing as well; both wordings stay in the transcript.
    person.edit(first, text="你们的微波炉用了一天就坏了，订单号 A20261105777")
    await telegram.heard(person)
    [case] = await telegram.cases(person)
    assert case.order_number == "A20261105777"
    assert "微波炉" in case.answers["description"]
    own = [one for one in await telegram.lines(person) if one.author == "customer"]
    assert [one.amends is not None for one in own if "一天就坏" in one.text] == [False, True, True]


async def test_who_blocks_the_bot_is_reached_elsewhere_or_staff_are_told(telegram: World) -> None:
    person = telegram.customer()
    case = await telegram.complain(person)
    agent = await telegram.user("li")
    person.block()
    talk = await telegram.talk(person)
    assert talk

    async def gone() -> bool:
        places = await telegram.read(lambda uow: uow.conversations.addresses(talk.customer))
        return [reachable for _, reachable in places] == [False]

    await until(gone)
    now = telegram.clock.now()
    await telegram.app.database.transact(
        lambda uow: progress.start(uow, telegram.app.rules, case.number, agent, note="", now=now)
    )

    async def told() -> bool:
        alerts = await telegram.read(lambda uow: uow.alerts.unseen())
        return any(alert.kind == "undeliverable" for alert in alerts)

    await until(told)
    person.chat.blocked = False
    telegram.clock.move(timedelta(minutes=1))
    assert await telegram.answer(person, "我回来了，进度怎么样")
    assert not await gone()


async def test_links_open_a_case_and_its_survey_for_their_customer_only(telegram: World) -> None:
    person, stranger = telegram.customer(), telegram.customer(4712, name="李四")
    case = await telegram.complain(person)
    links = telegram.app.links
    for payload in (links.start("case", case.number), links.start("survey", case.number)):
        assert len(payload) <= 64
        assert case.number in await telegram.answer(person, f"/start {payload}")
        shown = await telegram.answer(stranger, f"/start {payload}")
        assert "退款" not in shown
        assert "已受理" not in shown
    forged = links.start("case", case.number)[:-1] + "x"
    assert case.number not in await telegram.answer(person, f"/start {forged}")


@BOTH
async def test_a_one_time_code_makes_two_addresses_one_customer(telegram: World) -> None:
    first, second = telegram.customer(), telegram.customer(4712, language="en")
    case = await telegram.complain(first)
    code = await telegram.app.database.transact(
        lambda uow: linking.invite(uow, uow.cases.by_number(case.number), now=telegram.clock.now())
    )
    first.news()
    assert case.number in await telegram.answer(second, f"/start link_{code}")
    assert "Telegram" in text_of((await telegram.heard(first))[-1])
    assert [one.number for one in await telegram.cases(second)] == [case.number]
    assert case.number in await telegram.answer(second, "/status")
    third = telegram.customer(4713, language="en")
    assert "expired" in await telegram.answer(third, f"/start link_{code}")
    assert await telegram.cases(third) == []

    # Who can't be reached on the one is reached on the other.
    first.chat.blocked = True
    second.news()
    agent, now = await telegram.user("li"), telegram.clock.now()
    await telegram.app.database.transact(
        lambda uow: progress.start(uow, telegram.app.rules, case.number, agent, note="正在检测", now=now)
    )
    assert "正在检测" in text_of((await telegram.heard(second))[-1])


async def test_groups_are_told_once_where_to_complain(telegram: World) -> None:
    person = telegram.customer()
    group = telegram.api.chat(-200, kind="group")
    person.place = group.id
    for text in ("大家好", "/start", "/help", "我要投诉"):
        person.say(text)
    await until(lambda: telegram.api.pending == 0)
    await until(lambda: [one for one in group.messages.values() if one["from"]["is_bot"]])
    await asyncio.sleep(0.3)
    assert len([one for one in group.messages.values() if one["from"]["is_bot"]]) == 1
    assert await telegram.talk(person) is None


async def test_topics_of_a_private_chat_are_kept_to(telegram: World) -> None:
    person = telegram.customer()
    person.chat.topics[77] = "投诉"
    person.thread = 77
    await telegram.answer(person, "我要投诉")
    shown = [one for one in person.chat.messages.values() if one["from"]["is_bot"]]
    assert {one["message_thread_id"] for one in shown} == {77}
    # Deleted: the answer goes into the chat itself.
    person.chat.topics.clear()
    person.thread = None
    assert await telegram.answer(person, "电饭煲坏了")


async def test_the_bot_quotes_only_what_is_not_the_latest(telegram: World) -> None:
    person = telegram.customer()
    await telegram.answer(person, "我要投诉")
    person.news()
    first, second = person.message(text="电饭煲坏了"), person.message(text="要求退款")
    telegram.api.update(message=first)
    telegram.api.update(message=second)
    await until(lambda: len([one for one in person.chat.messages.values() if one["from"]["is_bot"]]) == 3)
    quoted = [one.get("reply_to_message", {}).get("text") for one in person.news()]
    assert quoted[-1] is None
    assert quoted[0] in (None, "电饭煲坏了")


async def test_a_role_that_is_no_agent_is_no_matter(telegram: World) -> None:
    """Staff are customers too in a private chat."""
    await telegram.user("wang", Role.SUPERVISOR)
    person = telegram.customer(99)
    assert (await telegram.complain(person)).customer
    assert isinstance((await telegram.talk(person)).address, Address)  # type: ignore[union-attr]


@BOTH
async def test_poison_is_set_aside_and_the_next_is_answered_at_once(telegram: World) -> None:
    person = telegram.customer()
    await telegram.answer(person, "我要投诉")
    good = person.message(text="x")
    poison: list[object] = [
        {"update_id": 5_000, "message": {**good, "date": "yesterday"}},
        {"update_id": 5_001, "message": {**good, "chat": {"id": person.id}}},
        {"update_id": 5_002, "message": {**good, "text": {"a": 1}}},
        {"update_id": 5_003, "callback_query": {"id": "1"}},
        {"update_id": 5_004, "message": {**good, "text": "\x00\ud800", "message_id": 10**30}},
        {"update_id": 5_005, "message": None},
        {"update_id": 5_006, "my_chat_member": {"chat": good["chat"]}},
    ]
    before = len(poison)
    for update in poison:
        telegram.api.raw(update)
    started = asyncio.get_running_loop().time()
    answer = await telegram.answer(person, "电饭煲坏了，订单号 A20261105888")
    took = asyncio.get_running_loop().time() - started
    assert answer
    assert took < 5
    await until(lambda: telegram.api.pending == 0 or telegram.api.polling)

    async def read() -> bool:
        return bool(await telegram.read(lambda uow: uow.arrivals.unread() == 0))

    await until(read)
    aside = await telegram.read(lambda uow: uow.arrivals.quarantined())
    assert 3 <= len(aside) <= before
    assert all(one.body and one.error for one in aside)
