"""The sums by day say what a count of every case says, whatever was done to the cases, on both databases."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot import configure
from bot.cases import case as cases
from bot.cases.case import Case, Event, Priority, Status, staff
from bot.cases.figures import DIMENSIONS, FLAGS, NOTHING, SPANS, SUMS, TABLE_SUMS, CaseFacts, Sums, Wanted
from bot.desk import figures
from bot.links import Links
from bot.ports import Database, UnitOfWork
from bot.records import Author, Entry, Handoff, Survey
from bot.settings import load
from tests.contract.storage.build import NOW, case, outbound, read, talk, transact

RULES = configure.to_rules(load(None, {}), clock=configure.SystemClock(), links=Links(base="", key=b"x"), limits={})


def always(**where: str) -> Wanted:
    return Wanted(first=date(2026, 1, 1), last=date(2026, 12, 31), where=where)


def counted(facts: list[CaseFacts]) -> Sums:
    """A full count, without any database."""
    sums = Counter(NOTHING)
    for one in facts:
        sums["cases"] += 1
        sums.update(one.flags)
        sums["points"] += one.score or 0
        if one.score:
            sums[f"score_{one.score}"] += 1
    return {key: sums[key] for key in SUMS}


def everything(work: UnitOfWork, ids: list[int]) -> list[CaseFacts]:
    """The facts of every case, as its records stand now."""
    found = (figures._read(work, RULES, id) for id in ids)
    return [one for one in found if one is not None]


def compare(work: UnitOfWork, ids: list[int]) -> None:
    """Every way to ask, against the full count."""
    facts = everything(work, ids)
    ask = work.figures.sums
    assert ask(always()).get((), NOTHING) == counted(facts)
    for key in DIMENSIONS:
        values = {one.dimensions[key] for one in facts}
        found = ask(always(), key)
        assert found == {
            (v,): {
                name: total
                for name, total in counted([f for f in facts if f.dimensions[key] == v]).items()
                if name in TABLE_SUMS
            }
            for v in values
        }, key
        by_both = ask(always(), "day", key)
        assert by_both == {k: {"cases": n} for k, n in Counter((one.day, one.dimensions[key]) for one in facts).items()}
        for value in values:
            where = {key: value}
            mine = [one for one in facts if one.dimensions[key] == value]
            assert ask(always(**where)).get((), NOTHING) == counted(mine), where
            assert work.figures.tables(always(**where)) == {
                one: {value: sums for (value,), sums in ask(always(**where), one).items()} for one in DIMENSIONS
            }
            by_category = ask(always(**where), "category")
            assert sum(sums["cases"] for sums in by_category.values()) == len(mine)
            listed = work.figures.lines(always(**where), "cases", limit=1_000)
            assert [line.id for line, _ in listed] == [
                one.case for one in sorted(mine, key=lambda one: (one.day, one.case), reverse=True)
            ]
    for flag in FLAGS:
        listed = work.figures.lines(always(), flag, limit=1_000)
        assert {line.id for line, _ in listed} == {one.case for one in facts if flag in one.flags}, flag
    by_day = ask(always(), "day")
    assert by_day == {(day,): counted([f for f in facts if f.day == day]) for day in {one.day for one in facts}}
    solved = Counter(one.solved_day for one in facts if one.solved_day)
    assert work.figures.solutions(always()) == solved
    for department in {one.dimensions["department"] for one in facts}:
        theirs = Counter(f.solved_day for f in facts if f.solved_day and f.dimensions["department"] == department)
        assert work.figures.solutions(always(department=department)) == theirs
    told = ((one.day, tuple(one.spans.get(key) for key in SPANS)) for one in facts)
    assert Counter(work.figures.spans(always(), len(facts))) == Counter(told)


class Life:
    """Does at random what befalls cases."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)
        self.ids: list[int] = []
        self.now = NOW

    def step(self, work: UnitOfWork) -> None:
        self.now += timedelta(hours=self.draw.randrange(1, 40))
        if not self.ids or self.draw.random() < 0.25:
            self.file(work)
        else:
            found = work.cases.get(self.draw.choice(self.ids))
            self.draw.choice(
                [
                    self.move,
                    self.classify,
                    self.rate,
                    self.hand,
                    self.speak,
                    self.lose,
                    self.merge,
                    self.miss,
                    self.note,
                ]
            )(work, found)

    def file(self, work: UnitOfWork) -> None:
        person = talk(work, f"u{self.draw.randrange(6)}")
        product = self.draw.choice(["电饭煲", "ＲＩＣＥ cooker", "rice  Cooker", "", "空气炸锅"])
        stored = work.cases.add(
            case(
                person,
                category=self.draw.choice(["delivery", "billing", "other"]),
                department=self.draw.choice(["a", "b"]),
                language=self.draw.choice(["en", "zh-Hans"]),
                channel=self.draw.choice(["web", "telegram"]),
                owner=self.draw.choice([None, 1, 2]),
                answers={"description": "x", "product": product, "remedy": self.draw.choice(["refund", ""])},
                filed_at=self.now,
                updated_at=self.now,
                due_at=self.now + timedelta(hours=self.draw.randrange(1, 100)),
            )
        )
        work.cases.record(cases.filed(stored))
        self.ids.append(stored.id)

    def move(self, work: UnitOfWork, found: Case) -> None:
        allowed = sorted(cases.TRANSITIONS[found.status])
        if not allowed or found.main:
            return
        to = self.draw.choice(allowed)
        if to is Status.REOPENED:
            changed, event = cases.reopen(found, actor="customer", now=self.now, why="no", due_at=self.now)
        else:
            changed, event = cases.move(found, to, actor=staff(1), now=self.now)
        work.cases.save(changed)
        work.cases.record(event)

    def classify(self, work: UnitOfWork, found: Case) -> None:
        work.cases.save(
            replace(
                found,
                category=self.draw.choice(["delivery", "billing", "other"]),
                department=self.draw.choice(["a", "b"]),
                priority=Priority(self.draw.randrange(3)),
                owner=self.draw.choice([None, 1, 2]),
                level=self.draw.choice([1, 2]),
                answers={**found.answers, "place": self.draw.choice(["上海", "Leeds", ""])},
            )
        )

    def rate(self, work: UnitOfWork, found: Case) -> None:
        score = self.draw.choice([None, 1, 2, 3, 4, 5])
        comment = self.draw.choice(["", "谢谢"])
        work.surveys.put(
            Survey(case=found.id, scheduled_at=self.now, sent_at=self.now, score=score, comment=comment, status="sent")
        )

    def hand(self, work: UnitOfWork, found: Case) -> None:
        if open_one := work.handoffs.open_of(found.id):
            work.handoffs.save(replace(open_one, owner=1, released_at=self.now))
            return
        reason = self.draw.choice(["wish", "staff"])
        work.handoffs.add(Handoff(case=found.id, conversation=found.conversation, reason=reason, requested_at=self.now))

    def speak(self, work: UnitOfWork, found: Case) -> None:
        entry = Entry(
            conversation=found.conversation, author=Author.STAFF, staff=1, text="x", at=self.now, case=found.id
        )
        work.transcript.add(entry)

    def lose(self, work: UnitOfWork, found: Case) -> None:
        person = work.conversations.get(found.conversation)
        row = work.outbox.add(outbound(person.id, person.address), now=self.now)
        assert row is not None
        work.transcript.add(
            Entry(conversation=person.id, author=Author.BOT, text="x", at=self.now, case=found.id, outbox=row)
        )
        if self.draw.random() < 0.5:
            work.outbox.dead(row, "gone")
        else:
            work.outbox.sent(row, f"p{row}", self.now)
            if self.draw.random() < 0.5:
                assert work.outbox.returned(row, "bounced")

    def merge(self, work: UnitOfWork, found: Case) -> None:
        main = self.draw.choice(self.ids)
        if main != found.id:
            work.cases.save(replace(found, status=Status.CLOSED, main=main))

    def miss(self, work: UnitOfWork, found: Case) -> None:
        work.cases.record(Event(case=found.id, at=self.now, kind="escalated", actor="system", note="overdue"))

    def note(self, work: UnitOfWork, found: Case) -> None:
        kind = self.draw.choice(["cause", "solution"])
        work.cases.record(
            Event(case=found.id, at=self.now, kind=kind, actor=staff(1), to=self.draw.choice(["damaged", "refund"]))
        )


@pytest.mark.parametrize("seed", range(4))
async def test_the_sums_are_those_of_a_full_count(database: Database, seed: int) -> None:
    life = Life(seed)
    for at in range(90):
        await transact(database, life.step)
        if at % 30 == 29:
            while await transact(database, lambda work: figures.refresh(work, RULES, 7)):
                pass
            assert await read(database, lambda work: work.figures.waiting()) == 0
            await read(database, lambda work: compare(work, life.ids))


async def test_a_case_that_is_gone_counts_no_more(database: Database) -> None:
    """Whoever takes a case's row away marks it."""
    life = Life(9)
    await transact(database, life.file)
    await transact(database, life.file)
    await transact(database, lambda work: figures.refresh(work, RULES))
    await read(database, lambda work: compare(work, life.ids))

    def lost(work: UnitOfWork) -> None:
        tx = work.transaction  # type: ignore[attr-defined]  # storage's own
        for table in ("case_events WHERE case_id", "case_search WHERE rowid", "cases WHERE id"):
            tx.cursor.execute(f"DELETE FROM {table} = {life.ids[0]}")
        work.figures.mark(life.ids[0])

    await transact(database, lost)
    await transact(database, lambda work: figures.refresh(work, RULES))
    await read(database, lambda work: compare(work, life.ids[1:]))


async def test_many_cases_are_sampled_fairly(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a thousand cases with spans 1 … 1000, a sample of a quarter has its median near the middle."""

    def fill(work: UnitOfWork) -> None:
        for at in range(1, 1_001):
            work.figures.put(
                CaseFacts(case=at * 3, day=NOW.date(), dimensions={"department": "a"}, spans={"solve": at})
            )

    await transact(database, fill)
    monkeypatch.setattr("storage.figures.SAMPLE", 250)
    rows = await read(database, lambda work: work.figures.spans(always(), 1_000))
    values = sorted(row[3] for _, row in rows if row[3] is not None)
    assert 180 < len(values) < 320
    assert 400 < values[len(values) // 2] < 600


async def test_two_processes_do_not_count_at_once(database: Database) -> None:
    """On PostgreSQL the second finds nothing to do while the first is at it; SQLite has one writer."""
    life = Life(3)
    await transact(database, life.file)

    def first(work: UnitOfWork) -> int:
        return len(work.figures.marked(10))

    assert await database.transact(first) == 1
    assert await transact(database, lambda work: figures.refresh(work, RULES)) == 1
    assert await transact(database, lambda work: figures.refresh(work, RULES)) == 0
