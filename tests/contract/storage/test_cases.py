"""Cases, their timelines and the queue."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from bot.cases.case import Case, Event, Priority, Status, filed
from bot.errors import Conflict, NotFound
from bot.ports import Database, UnitOfWork
from bot.records import Author, CaseLine, Conversation, Entry, Handoff
from tests.contract.storage.build import NOW, case, read, talk, transact


async def add(database: Database, user: str = "u1", **more: Any) -> Case:
    def body(work: UnitOfWork) -> Case:
        return work.cases.add(case(talk(work, user), **more))

    return await database.transact(body)


async def search(database: Database, **filters: Any) -> list[CaseLine]:
    return await database.read(lambda work: work.cases.search(**filters))


async def test_a_case_comes_back_as_it_was_stored(database: Database) -> None:
    stored = await add(
        database,
        number="HY26-7KQM-4T9C",
        status=Status.PROPOSED,
        category="refund",
        priority=Priority.URGENT,
        priority_reason="safety",
        department="售後",
        owner=3,
        level=2,
        order_number="JD-1",
        answers={"description": "坏了", "evidence": ["a", {"b": 1}], "amount": "12.50"},
        form_version=4,
        confirmed=False,
        recomplaints=1,
        proposal="退款",
        acknowledged_at=NOW,
        resolved_at=NOW,
        closed_at=NOW,
    )

    assert stored.id > 0
    assert await database.read(lambda work: work.cases.get(stored.id)) == stored
    for written in ("HY26-7KQM-4T9C", "hy267kqm4t9c", " hy26 7kqm 4t9c"):
        assert await read(database, lambda work, w: work.cases.by_number(w), written) == stored
    for wrong in ("HY26-7KQM-4T9D", "", "x"):
        with pytest.raises(NotFound):
            await read(database, lambda work, w: work.cases.by_number(w), wrong)
    with pytest.raises(NotFound):
        await database.read(lambda work: work.cases.get(stored.id + 1))


async def test_a_number_is_given_once(database: Database) -> None:
    await add(database, number="HY26-7KQM-4T9C")

    with pytest.raises(Conflict, match="taken"):
        await add(database, "u2", number="HY26-7KQM-4T9C")
    assert await database.read(lambda work: work.cases.counts()) == {status.value: 0 for status in Status} | {"open": 1}


async def test_saving_guards_against_lost_updates(database: Database) -> None:
    stored = await add(database)
    changed = replace(stored, status=Status.ACKNOWLEDGED, owner=4, answers={"x": 1}, due_at=NOW, order_number="A-1")
    saved = await database.transact(lambda work: work.cases.save(changed))

    assert saved == replace(changed, version=2)
    assert await database.read(lambda work: work.cases.get(stored.id)) == saved
    with pytest.raises(Conflict):
        await database.transact(lambda work: work.cases.save(changed))
    with pytest.raises(NotFound):
        await database.transact(lambda work: work.cases.save(replace(changed, id=99)))


async def test_cases_of_a_customer_and_of_an_order_come_newest_first(database: Database) -> None:
    def body(work: UnitOfWork) -> list[Case]:
        one, other = talk(work, "u1"), talk(work, "u2")
        return [work.cases.add(case(who, order_number=order)) for who in (one, other, one) for order in ("JD-1", None)]

    cases = await database.transact(body)
    mine = await database.read(lambda work: work.cases.of_customer(cases[0].customer))
    assert mine == [cases[5], cases[4], cases[1], cases[0]]
    assert await database.read(lambda work: work.cases.of_customer(cases[0].customer, limit=1)) == [cases[5]]
    assert await database.read(lambda work: work.cases.with_order("jd1")) == [cases[4], cases[2], cases[0]]
    assert await database.read(lambda work: work.cases.with_order("JD-2")) == []


async def test_the_timeline_is_kept_in_order_and_customers_see_their_part(database: Database) -> None:
    stored = await add(database)
    events = [
        filed(stored),
        Event(case=stored.id, at=NOW, kind="note", actor="staff:1", note="内部\0", data={"a": [1]}),
        Event(case=stored.id, at=NOW, kind="status", actor="bot", from_=Status.OPEN, to=Status.CLOSED, public=True),
    ]
    ids = [await transact(database, lambda work, e: work.cases.record(e), event) for event in events]

    timeline = await database.read(lambda work: work.cases.timeline(stored.id))
    assert timeline == [
        replace(events[0], id=ids[0]),
        replace(events[1], id=ids[1], note="内部\ufffd"),
        replace(events[2], id=ids[2]),
    ]
    public = await database.read(lambda work: work.cases.timeline(stored.id, public_only=True))
    assert [event.id for event in public] == [ids[0], ids[2]]


async def test_a_line_shows_what_a_queue_needs(database: Database) -> None:
    stored = await add(
        database, answers={"description": "  很\n长" + "长" * 200}, priority=Priority.HIGH, department="d", owner=2
    )
    [line] = await search(database)

    assert line == CaseLine(
        id=stored.id,
        number=stored.number,
        status="open",
        category="other",
        priority=1,
        department="d",
        owner=2,
        level=1,
        channel="telegram",
        language="zh-Hans",
        due_at=stored.due_at,
        filed_at=NOW,
        updated_at=NOW,
        summary="很 长" + "长" * 136 + "…",
        customer=stored.customer,
        customer_name="王小明",
        waiting=False,
    )


async def fill(database: Database, count: int) -> list[Case]:
    """Cases of all kinds; due dates and priorities repeat, so that only the id tells some apart."""
    chance = random.Random(7)

    def body(work: UnitOfWork) -> list[Case]:
        people = [talk(work, f"u{at}") for at in range(5)]
        return [
            work.cases.add(
                case(
                    chance.choice(people),
                    status=chance.choice(list(Status)),
                    priority=chance.choice(list(Priority)),
                    due_at=NOW + timedelta(days=chance.randrange(5)),
                    department=chance.choice(["logistics", "sales"]),
                    owner=chance.choice([None, 1, 2]),
                    category=chance.choice(["refund", "quality"]),
                    answers={"description": chance.choice(["退款太慢", "质量不好"])},
                )
            )
            for _ in range(count)
        ]

    return await database.transact(body)


def in_order(cases: list[Case]) -> list[int]:
    return [one.id for one in sorted(cases, key=lambda one: (-one.priority, one.due_at, one.id))]


FILTERS: list[tuple[dict[str, Any], Any]] = [
    ({}, lambda c: True),
    ({"status": ["open"]}, lambda c: c.status == "open"),
    ({"status": ["open", "closed", "open"]}, lambda c: c.status in ("open", "closed")),
    ({"department": "sales"}, lambda c: c.department == "sales"),
    ({"owner": 1}, lambda c: c.owner == 1),
    ({"unowned": True}, lambda c: c.owner is None),
    ({"category": "refund"}, lambda c: c.category == "refund"),
    ({"priority": 2}, lambda c: c.priority == 2),
    ({"priority": 0, "status": ["open"]}, lambda c: c.priority == 0 and c.status == "open"),
    ({"overdue_at": NOW + timedelta(days=2)}, lambda c: c.due_at < NOW + timedelta(days=2)),
    (
        {"overdue_at": NOW + timedelta(days=3), "priority": 1, "status": ["open", "proposed"]},
        lambda c: c.due_at < NOW + timedelta(days=3) and c.priority == 1 and c.status in ("open", "proposed"),
    ),
    ({"text": "退款"}, lambda c: c.answers["description"] == "退款太慢"),
    (
        {"text": "质量", "department": "sales", "owner": 2, "category": "quality", "status": ["open", "reopened"]},
        lambda c: (
            c.answers["description"] == "质量不好"
            and (c.department, c.owner, c.category) == ("sales", 2, "quality")
            and c.status in ("open", "reopened")
        ),
    ),
    ({"text": "没有这样的"}, lambda c: False),
]


async def test_every_filter_gives_its_cases_in_order_page_by_page(database: Database) -> None:
    cases = await fill(database, 150)

    for filters, fits in FILTERS:
        expected = in_order([one for one in cases if fits(one)])
        for size in (7, 200):
            found: list[int] = []
            after = None
            while lines := await search(database, after=after, limit=size, **filters):
                assert len(lines) <= size
                found += [line.id for line in lines]
                after = await read(database, lambda work, last: work.cases.cursor(last), lines[-1])
            assert found == expected, filters


async def test_cases_that_wait_for_a_human_are_found_until_one_comes(database: Database) -> None:
    cases = await fill(database, 20)
    wanted = cases[3]

    def ask(work: UnitOfWork) -> Handoff:
        return work.handoffs.add(
            Handoff(case=wanted.id, conversation=wanted.conversation, reason="wish", requested_at=NOW)
        )

    asked = await database.transact(ask)
    [line] = await search(database, waiting=True)
    assert (line.id, line.waiting) == (wanted.id, True)
    assert await search(database, waiting=True, status=[s for s in Status if s is not wanted.status]) == []
    # A change of the case leaves the mark alone.
    await database.transact(lambda work: work.cases.save(replace(wanted, level=2)))
    assert len(await search(database, waiting=True)) == 1
    await database.transact(lambda work: work.handoffs.save(replace(asked, owner=1, claimed_at=NOW)))
    assert await search(database, waiting=True) == []
    await database.transact(lambda work: work.handoffs.save(replace(asked, released_at=NOW)))
    assert await search(database, waiting=True) == []


SEARCHED: dict[str, Any] = {
    "number": "HY26-7KQM-4T9C",
    "order_number": "TB_2026/0088-77",
    "answers": {
        "description": "快遞員態度惡劣，把包裹丟在門口；I want a REFUND for the café Wi-Fi router！",
        "product": "小米路由器 AX3000",
        "contact": {"phone": "+86 138-0013-8000", "email": "li.si@example.com"},
        "amount": 129,
    },
}

FOUND = [
    "态度",  # Simplified finds Traditional,
    "態度惡劣",  # and the other way round,
    "快递员",  # over more than one pair,
    "门口",
    "把",  # one character in the middle,
    "口",  # and at the end of a run,
    "refund",
    "REF",
    "refund 态度",
    "wi-fi",
    "wifi",
    "café",
    "ax3000",
    "路由器",
    "HY26-7KQM-4T9C",
    "hy267kqm",
    "7kqm",
    "HY26 7KQM 4T9C",
    "TB_2026/0088-77",
    "tb2026008877",
    "0088",
    "138-0013-8000",
    "13800138000",
    "138 0013 8000",
    "+86 138 0013 8000",
    "008613800138000",
    "8000",  # as a telephone number's end is read out,
    "8877",  # and an order's,
    "2026008877",  # or without its letters.
    "li.si@example.com",
    "王小明",
    "小明",
    "129",
    "ＡＸ３０００",
]
NOT_FOUND = [
    "退款",
    "恶态",
    "refunds",
    "度态",
    "HY26-7KQM-4T9D",
    "fund",
    "王小红",
    "，。！",
    "'\"*()&|!:",
    "OR",
    "NOT refund",
    "138 0013 8001",
    "+86 139 0013 8000",
]


async def test_a_case_is_found_by_what_people_type(database: Database) -> None:
    await add(database, **SEARCHED)
    await add(database, "u2", answers={"description": "别的事情"})

    for text in FOUND:
        found = [line.number for line in await search(database, text=text)]
        expected = 2 if text in ("王小明", "小明") else 1
        assert len(found) == expected, text
        assert SEARCHED["number"] in found, text
    for text in NOT_FOUND:
        assert await search(database, text=text) == [], text


async def test_the_words_follow_the_case_and_the_name(database: Database) -> None:
    stored = await add(database, answers={"description": "退款太慢"})
    await database.transact(lambda work: work.cases.save(replace(stored, answers={"description": "質量不好"})))

    assert await search(database, text="退款") == []
    assert len(await search(database, text="质量")) == 1

    def rename(work: UnitOfWork) -> None:
        found = work.conversations.get(stored.conversation)
        work.conversations.save(replace(found, name="李四"))

    await database.transact(rename)
    assert await search(database, text="小明") == []
    [line] = await search(database, text="李四")
    assert line.customer_name == "李四"


def line(of: Conversation, text: str, case: Case | None = None, author: Author = Author.CUSTOMER) -> Entry:
    return Entry(conversation=of.id, author=author, text=text, at=NOW, case=None if case is None else case.id)


async def test_a_case_is_found_by_what_was_said_about_it(database: Database) -> None:
    def filed_after_some_words(work: UnitOfWork) -> tuple[Conversation, Case]:
        of = talk(work)
        work.transcript.add(line(of, "楼上张阿姨介绍我来的"))
        stored = work.cases.add(case(of, answers={"description": "退款太慢"}))
        work.transcript.add(line(of, "已为您登记", stored, Author.BOT))
        return of, stored

    of, first = await database.transact(filed_after_some_words)
    await database.transact(lambda work: work.transcript.add(line(of, "客服小周答应补一张优惠券", first)))
    await database.transact(lambda work: work.transcript.add(line(of, "We will send a voucher", first, Author.STAFF)))

    def another(work: UnitOfWork) -> Case:
        work.transcript.add(line(of, "另外，门铃也不响"))
        stored = work.cases.add(case(of, answers={"description": "门铃"}))
        work.transcript.add(line(of, "已为您登记", stored, Author.BOT))
        return stored

    second = await database.transact(another)
    # A change of its details takes nothing away.
    changed = replace(await read(database, lambda work: work.cases.get(first.id)), answers={"description": "退款慢"})
    await database.transact(lambda work: work.cases.save(changed))

    for text, wanted in (
        ("张阿姨", [first]),
        ("優惠券", [first]),
        ("voucher", [first]),
        ("退款 voucher 小周", [first]),
        ("不响", [second]),
        # The bot's words are the same in every talk.
        ("登记", []),
    ):
        found = [one.id for one in await search(database, text=text)]
        assert found == [one.id for one in wanted], text


async def test_a_case_is_found_by_what_staff_noted_about_it(database: Database) -> None:
    stored, _ = await add(database, answers={"description": "退款太慢"}), await add(database, "u2")

    def noted(work: UnitOfWork) -> None:
        for kind, actor, text in (
            ("note", "staff:1", "顾客是老会员，已联系仓库老赵"),
            ("note", "staff:2", "refund approved by Meyer"),
            # What the product writes itself is the same in many cases.
            ("note", "system", "a message may be forged"),
            ("assigned", "staff:1", "handed over"),
        ):
            work.cases.record(Event(case=stored.id, at=NOW, kind=kind, actor=actor, note=text))

    await database.transact(noted)
    # A change of its details takes nothing away.
    changed = replace(await read(database, lambda work: work.cases.get(stored.id)), answers={"description": "退款慢"})
    for _ in range(2):
        for text, count in (("老赵", 1), ("倉庫", 1), ("meyer", 1), ("退款 meyer", 1), ("forged", 0), ("handed", 0)):
            assert len(await search(database, text=text)) == count, text
        await transact(database, lambda work, case: work.cases.save(case), changed)
        changed = replace(await read(database, lambda work: work.cases.get(stored.id)), answers={"description": "退款"})


def _said(entry: Entry, work: UnitOfWork) -> None:
    work.transcript.add(entry)


async def test_more_words_than_an_index_holds_are_said_all_the_same(database: Database) -> None:
    def body(work: UnitOfWork) -> tuple[Conversation, Case]:
        of = talk(work)
        return of, work.cases.add(case(of, answers={"description": "退款太慢"}))

    of, stored = await database.transact(body)
    for novel in range(24):
        # No character of a pair comes again: PostgreSQL's index of one case would end after some of them.
        text = "".join(chr(0x4E00 + (7 * place + 211 * novel * place) % 20_000) for place in range(20_000))
        await database.transact(partial(_said, line(of, text, stored)))
    assert len(await search(database, text="退款")) == 1


async def test_words_of_a_case_that_was_rolled_back_are_not_found(database: Database) -> None:
    def body(work: UnitOfWork) -> None:
        work.cases.add(case(talk(work), answers={"description": "退款太慢"}))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await database.transact(body)
    assert await search(database, text="退款") == []


async def test_a_case_goes_to_another_conversation_of_its_customer(database: Database) -> None:
    def body(work: UnitOfWork) -> None:
        here, there = talk(work, "here"), talk(work, "there")
        stored = work.cases.add(case(here))
        work.cases.save(replace(stored, conversation=there.id))
        assert work.cases.get(stored.id).conversation == there.id

    await database.transact(body)
