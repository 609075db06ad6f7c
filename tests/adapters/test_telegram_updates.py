"""Updates of every kind and shape: none raises, each is stored, and read or set aside; the next good one is read."""

from __future__ import annotations

import asyncio
import copy
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from telegram.error import TimedOut

from bot.errors import RetryLater
from bot.records import AddressGone, AddressLinked, Arrival, Reading, StaffAct, StaffLinked
from channels.telegram.account import Account
from channels.telegram.channel import TelegramChannel, Words
from channels.telegram.lengths import split, units
from channels.telegram.updates import to_arrival
from storage.codec import dumps
from storage.files import LocalFiles
from tests.clock import MovableClock
from tests.contract.channels.test_telegram import Memory
from tests.peers.telegram.api import BOT, TOKEN

NOW = datetime(2026, 11, 25, tzinfo=UTC)
ACCOUNT = TOKEN.partition(":")[0]
ROOM = -1001234567890

USER = {"id": 4711, "is_bot": False, "first_name": "小明", "language_code": "zh-hans"}
CHAT = {"id": 4711, "type": "private", "first_name": "小明"}
FORUM = {"id": ROOM, "type": "supergroup", "title": "Staff", "is_forum": True}


def said(**content: Any) -> dict[str, Any]:
    return {"message_id": 7, "from": USER, "chat": CHAT, "date": 1_764_000_000, **content}


FILE = {"file_id": "f", "file_unique_id": "u", "file_size": 99}
#: One of each kind that Telegram sends.
GOOD: list[dict[str, Any]] = [
    {"message": said(text="你们的快递弄丢了我的包裹")},
    {"message": said(text="/start case_HY26ABCDEFGH_xxx", entities=[{"type": "bot_command", "offset": 0, "length": 6}])},
    {"message": said(text="/start link_abcdefghijklmnopqrstuv")},
    {"message": said(text="/start staff_abcdefghijklmnopqrstuv")},
    {"edited_message": said(text="你们的快递弄丢了两个包裹", edit_date=1_764_000_100)},
    {"message": said(photo=[{**FILE, "width": 90, "height": 60}, {**FILE, "width": 900, "height": 600}], caption="坏了")},
    {"message": said(document={**FILE, "file_name": "../../etc/passwd", "mime_type": "text/plain"})},
    {"message": said(voice={**FILE, "duration": 3, "mime_type": "audio/ogg"})},
    {"message": said(video={**FILE, "duration": 3, "width": 1, "height": 1}, media_group_id="13")},
    {"message": said(sticker={**FILE, "type": "regular", "width": 5, "height": 5, "is_animated": False, "is_video": False})},
    {"message": said(location={"latitude": 31.2, "longitude": 121.4})},
    {"message": said(contact={"phone_number": "13800138000", "first_name": "小明"})},
    {"message": said(reply_to_message=said(text="x", message_id=6), text="对")},
    {"message": said(hologram={"of": "a kettle"})},
    {"message": said(new_chat_title="x", chat={"id": -5, "type": "group", "title": "g"})},
    {"message": {**said(text="hi"), "chat": FORUM, "message_thread_id": 3, "is_topic_message": True}},
    {
        "callback_query": {
            "id": "1", "from": USER, "chat_instance": "1", "data": "rate:HY26-ABCD-EFGH:5",
            "message": {**said(text="?", reply_markup={"inline_keyboard": [[{"text": "5", "callback_data": "rate:HY26-ABCD-EFGH:5"}]]}), "from": BOT},
        }
    },
    {"callback_query": {"id": "1", "from": USER, "chat_instance": "1", "data": "x", "message": {"chat": CHAT, "message_id": 7, "date": 0}}},
    {"callback_query": {"id": "1", "from": USER, "data": "menu:human", "message": {**said(text="?"), "from": BOT}}},
    {
        "my_chat_member": {
            "chat": CHAT, "from": USER, "date": 1_764_000_000,
            "old_chat_member": {"status": "member", "user": BOT},
            "new_chat_member": {"status": "kicked", "user": BOT, "until_date": 0},
        }
    },
    {"message_reaction": {"chat": CHAT, "message_id": 7, "date": 1_764_000_000, "old_reaction": [], "new_reaction": []}},
]  # fmt: skip


class Harness:
    """The channel with nothing behind it: files can't be fetched, courtesies go nowhere."""

    def __init__(self, folder: Path) -> None:
        async def accept(*_: object) -> int:
            return 0

        self.loop = asyncio.new_event_loop()
        self.channel = TelegramChannel(
            Account(token=TOKEN, api_url="http://127.0.0.1:9", room=ROOM),
            notebook=Memory(),
            files=LocalFiles(folder, 1_000_000),
            clock=MovableClock(NOW),
            accept=accept,
            words=Words(menus={}, groups=dict.fromkeys(("en", "zh-Hans", "zh-Hant"), "private"), default_language="en"),
            read_link=lambda _: None,
            to_language=lambda tag: "zh-Hans" if tag else None,
        )

        async def start() -> None:
            await self.channel.start()
            wire = self.channel._wire

            async def fetched(*_: object, **__: object) -> Any:
                class File:
                    async def download_as_bytearray(self) -> bytearray:
                        return bytearray(b"plain bytes")

                return File()

            object.__setattr__(wire, "bot", _Bot(wire.bot, fetched))

        self.loop.run_until_complete(start())

    def read(self, *arrivals: Arrival) -> Reading:
        return self.loop.run_until_complete(self.channel.read(arrivals))

    def close(self) -> None:
        self.loop.run_until_complete(self.channel.close())
        self.loop.close()


class _Bot:
    """The library's bot, whose files can be fetched."""

    def __init__(self, bot: Any, get_file: Any) -> None:
        self._bot = bot
        self.get_file = get_file

    def __getattr__(self, name: str) -> Any:
        return getattr(self._bot, name)


@pytest.fixture(scope="module")
def harness(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Harness]:
    made = Harness(tmp_path_factory.mktemp("files"))
    yield made
    made.close()


def arrival(update: Any, number: int = 1, attempts: int = 1) -> Arrival:
    stored = to_arrival(update, ACCOUNT, NOW)
    assert stored.key
    assert len(stored.lane) <= 60
    dumps({"lane": stored.lane})
    stored.body.encode()
    return Arrival(
        id=number, channel=stored.channel, account=stored.account, key=stored.key, lane=stored.lane,
        body=stored.body, received_at=NOW, attempts=attempts,
    )  # fmt: skip


@pytest.mark.parametrize("index", range(len(GOOD)))
def test_each_kind_is_read(harness: Harness, index: int) -> None:
    reading = harness.read(arrival({"update_id": index, **GOOD[index]}, attempts=9))
    assert reading.unreadable is None
    assert reading.taken == 1
    for message in reading.messages:
        assert message.sender.user == "4711"


def test_what_the_kinds_become(harness: Harness) -> None:
    def one(kind: Mapping[str, Any]) -> Reading:
        return harness.read(arrival({"update_id": 1, **kind}, attempts=9))

    assert one(GOOD[1]).messages[0].choice == "menu:start"
    assert isinstance(one(GOOD[2]).facts[0], AddressLinked)
    assert isinstance(one(GOOD[3]).facts[0], StaffLinked)
    assert one(GOOD[4]).messages[0].amends == "4711:7"
    assert one(GOOD[5]).messages[0].attachments[0].size == len(b"plain bytes")
    assert one(GOOD[9]).messages[0].unsupported == "sticker"
    assert one(GOOD[12]).messages[0].in_reply_to == "4711:6"
    assert one(GOOD[13]).messages[0].unsupported == "hologram"
    assert one(GOOD[16]).messages[0].choice == "rate:HY26-ABCD-EFGH:5"
    # No update is needed for a button whose chat_instance is missing to be read.
    assert one(GOOD[18]).messages[0].choice == "menu:human"
    assert isinstance(one(GOOD[19]).facts[0], AddressGone)
    assert one(GOOD[20]) == Reading()
    assert not any(isinstance(fact, StaffAct) for fact in one(GOOD[15]).facts)


def test_an_album_is_gathered_from_those_that_follow_each_other(harness: Harness) -> None:
    def part(number: int, **more: Any) -> Arrival:
        photo = [{**FILE, "width": 900, "height": 600}]
        message = {**said(photo=photo, media_group_id="g", **more), "message_id": number}
        return arrival({"update_id": number, "message": message}, number)

    first, second = part(1), part(2, caption="坏了")
    assert harness.read(first, second).taken == 0
    other = arrival({"update_id": 3, **GOOD[0]}, 3)
    whole = harness.read(first, second, other)
    assert (whole.taken, whole.messages[0].text, len(whole.messages[0].attachments)) == (2, "坏了", 2)
    assert harness.read(*(part(number) for number in range(1, 12))).taken >= 10


def paths(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a JSON value."""
    yield at
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from paths(item, (*at, key))


JUNK = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(min_value=2**62)
    | st.floats(allow_nan=False)
    | st.text(max_size=30)
    | st.sampled_from(["\x00", "\ud800", "-1", "9" * 50, [], {}, [[]], {"id": {}}, "<script>", 10**30, -(10**18)])
    | st.lists(st.integers(), max_size=3)
    | st.dictionaries(st.text(max_size=8), st.integers(), max_size=3)
).map(copy.deepcopy)  # what is drawn is changed further


@st.composite
def mutated(draw: st.DrawFn) -> Any:
    """A good update with one to three places changed, dropped or added."""
    update = json.loads(json.dumps({"update_id": draw(st.integers(1, 10**9)), **draw(st.sampled_from(GOOD))}))
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(list(paths(update))[1:] or [("update_id",)]))
        holder = update
        for step in path[:-1]:
            holder = holder[step]
        kind = draw(st.sampled_from(("drop", "change", "add")))
        if kind == "drop" and isinstance(holder, dict):
            holder.pop(path[-1], None)
        elif kind == "add" and isinstance(holder, dict):
            holder[draw(st.text(max_size=10))] = draw(JUNK)
        else:
            holder[path[-1]] = draw(JUNK)
        if not isinstance(update, dict):
            break
    return update


@settings(max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck))
@given(update=mutated(), as_bytes=st.booleans())
def test_a_thousand_mutated_updates(harness: Harness, update: Any, as_bytes: bool) -> None:
    raw: Any = json.dumps(update).encode() if as_bytes else update
    strange = arrival(raw, 1, attempts=9)
    reading = harness.read(strange)
    assert reading.taken >= 1
    assert reading.wait is None
    for message in reading.messages:
        assert isinstance(message.text, str)
        dumps({"text": message.text, "name": message.name, "choice": message.choice, "id": message.id})
    good = harness.read(arrival({"update_id": 2, **GOOD[0]}, 2))
    assert good.messages[0].text == "你们的快递弄丢了我的包裹"


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"[]", b"null", b"\xff\xfe\x00", b'{"update_id": 1}\x00', b"[" * 100_000, b'"x"', b"1e999"]
)
def test_bytes_that_are_no_update(harness: Harness, raw: bytes) -> None:
    assert harness.read(arrival(raw)).unreadable


@given(text=st.text(alphabet=st.sampled_from("我要投诉。！ \n，a.👩‍👩‍👧é"), max_size=3000), most=st.integers(20, 400))
@settings(max_examples=150, deadline=None)
def test_a_split_text_loses_nothing(text: str, most: int) -> None:
    parts = split(text, most)
    assert all(0 < units(part) <= most for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_a_file_that_never_comes_is_asked_for_again(harness: Harness) -> None:
    async def failing(*_: object, **__: object) -> Any:
        raise TimedOut

    wire: Any = harness.channel._wire
    working, wire.bot = wire.bot, _Bot(wire.bot, failing)
    try:
        with pytest.raises(RetryLater):
            harness.read(arrival({"update_id": 1, **GOOD[5]}, attempts=3))
        reading = harness.read(arrival({"update_id": 1, **GOOD[5]}, attempts=15))
        assert (reading.messages[0].text, reading.messages[0].unsupported) == ("坏了", "not_received")
    finally:
        wire.bot = working


def test_who_writes_as_the_group_itself_is_not_passed_over(harness: Harness) -> None:
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
    memory = harness.channel._notebook

    harness.loop.run_until_complete(memory.put(f"thread:{ROOM}:3", {"case": "HY26-7KQM-4T9C"}))
    message = {**GOOD[15]["message"], "from": anonymous, "sender_chat": FORUM}
    [act] = harness.read(arrival({"update_id": 1, "message": message})).facts
    assert isinstance(act, StaffAct)
    assert (act.person.user, act.case, act.verb) == ("1087968824", "HY26-7KQM-4T9C", "reply")
