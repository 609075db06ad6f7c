"""Timers, surveys, handoffs and alerts."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import Conflict, NotFound
from bot.ports import Database, UnitOfWork
from bot.records import Alert, Handoff, Survey, Timer
from storage import open_database
from tests.contract.storage.build import NOW, case, talk, transact

MINUTE = timedelta(minutes=1)


def timer(subject: str, minutes: int, kind: str = "survey") -> Timer:
    return Timer(kind=kind, subject=subject, due_at=NOW + minutes * MINUTE, data={"n": minutes})


async def test_timers_fire_when_they_are_due_the_oldest_first(database: Database) -> None:
    for subject, minutes in (("b", 2), ("a", 1), ("c", 3)):
        await transact(database, lambda work, s, m: work.timers.set(timer(s, m)), subject, minutes)

    due = await database.transact(lambda work: work.timers.due(NOW + 2 * MINUTE, 10))
    assert [(one.subject, one.data, one.attempts) for one in due] == [("a", {"n": 1}, 0), ("b", {"n": 2}, 0)]
    assert await database.read(lambda work: work.timers.next_due()) == NOW + MINUTE
    assert len(await database.transact(lambda work: work.timers.due(NOW + 9 * MINUTE, 1))) == 1
    await database.transact(lambda work: work.timers.done(due[0].id))
    await database.transact(lambda work: work.timers.retry(due[1].id, NOW + 4 * MINUTE, "ValueError"))
    rest = await database.transact(lambda work: work.timers.due(NOW + 9 * MINUTE, 10))
    assert [(one.subject, one.attempts) for one in rest] == [("c", 0), ("b", 1)]


async def test_a_timer_is_one_for_its_subject(database: Database) -> None:
    await database.transact(lambda work: work.timers.set(timer("a", 1)))
    [first] = await database.transact(lambda work: work.timers.due(NOW + MINUTE, 10))
    await database.transact(lambda work: work.timers.retry(first.id, NOW, "e"))
    await database.transact(lambda work: work.timers.set(timer("a", 5)))
    await database.transact(lambda work: work.timers.set(timer("a", 6, kind="nudge")))

    due = await database.transact(lambda work: work.timers.due(NOW + 9 * MINUTE, 10))
    assert [(one.kind, one.due_at, one.attempts) for one in due] == [
        ("survey", NOW + 5 * MINUTE, 0),
        ("nudge", NOW + 6 * MINUTE, 0),
    ]
    assert await database.transact(lambda work: work.timers.cancel("survey", "a"))
    assert not await database.transact(lambda work: work.timers.cancel("survey", "a"))
    assert await database.transact(lambda work: work.timers.cancel("nudge", "a"))
    assert await database.read(lambda work: work.timers.next_due()) is None


async def test_a_timer_that_somebody_fires_is_skipped_by_others(migrated_url: Callable[[], str]) -> None:
    url = migrated_url()
    async with open_database(url) as one, open_database(url) as other:
        for subject in ("a", "b"):
            await transact(one, lambda work, s: work.timers.set(timer(s, 1)), subject)
        taken, go = threading.Event(), threading.Event()

        def hold(work: UnitOfWork) -> list[str]:
            due = work.timers.due(NOW + MINUTE, 1)
            taken.set()
            go.wait(10)
            return [one.subject for one in due]

        holding = asyncio.create_task(one.transact(hold))
        await asyncio.to_thread(taken.wait, 10)
        free = await other.transact(lambda work: work.timers.due(NOW + MINUTE, 5))
        go.set()
        assert await holding == ["a"]
        assert [one.subject for one in free] == ["b"]


async def test_a_survey_is_one_for_its_case(database: Database) -> None:
    stored = await database.transact(lambda work: work.cases.add(case(talk(work))))
    survey = Survey(case=stored.id, scheduled_at=NOW)
    assert await database.read(lambda work: work.surveys.of(stored.id)) is None
    await database.transact(lambda work: work.surveys.put(survey))
    assert await database.read(lambda work: work.surveys.of(stored.id)) == survey
    answered = replace(
        survey,
        status="answered",
        sent_at=NOW,
        reminded_at=NOW,
        answered_at=NOW,
        score=5,
        comment="很好",
        answers=({"at": "2026", "score": 5, "comment": "很好", "by": "customer"},),
    )
    await database.transact(lambda work: work.surveys.put(answered))
    assert await database.read(lambda work: work.surveys.of(stored.id)) == answered


async def test_a_case_has_one_open_handoff(database: Database) -> None:
    def file(work: UnitOfWork) -> Handoff:
        stored = work.cases.add(case(talk(work)))
        return Handoff(case=stored.id, conversation=stored.conversation, reason="wish", requested_at=NOW)

    wanted = await database.transact(file)
    assert await database.read(lambda work: work.handoffs.open_of(wanted.case)) is None
    first = await database.transact(lambda work: work.handoffs.add(wanted))
    assert await database.read(lambda work: work.handoffs.open_of(wanted.case)) == first
    with pytest.raises(Conflict):
        await database.transact(lambda work: work.handoffs.add(wanted))
    claimed = replace(first, owner=2, claimed_at=NOW, lease_until=NOW + MINUTE)
    await database.transact(lambda work: work.handoffs.save(claimed))
    assert await database.transact(lambda work: work.handoffs.open_of(wanted.case)) == claimed
    await database.transact(lambda work: work.handoffs.save(replace(claimed, released_at=NOW)))
    assert await database.transact(lambda work: work.handoffs.open_of(wanted.case)) is None
    second = await database.transact(lambda work: work.handoffs.add(wanted))
    assert second.id != first.id
    with pytest.raises(NotFound):
        await database.transact(lambda work: work.handoffs.save(replace(first, id=99)))


async def test_a_conversations_claimed_handoff_comes_before_the_others(database: Database) -> None:
    def file(work: UnitOfWork) -> list[Handoff]:
        person = talk(work)
        return [
            work.handoffs.add(
                Handoff(case=work.cases.add(case(person)).id, conversation=person.id, reason="wish", requested_at=NOW)
            )
            for _ in range(3)
        ]

    handoffs = await database.transact(file)
    conversation = handoffs[0].conversation

    async def first() -> Handoff | None:
        return await database.read(lambda work: work.handoffs.open_in(conversation))

    assert await first() == handoffs[0]
    claimed = replace(handoffs[1], owner=4, claimed_at=NOW)
    await database.transact(lambda work: work.handoffs.save(claimed))
    assert await first() == claimed
    for one in handoffs:
        await transact(database, lambda work, o: work.handoffs.save(replace(o, released_at=NOW)), one)
    assert await first() is None


async def test_an_open_handoff_is_locked_while_it_is_handled(migrated_url: Callable[[], str]) -> None:
    url = migrated_url()
    async with open_database(url) as one, open_database(url) as other:

        def file(work: UnitOfWork) -> int:
            stored = work.cases.add(case(talk(work)))
            work.handoffs.add(
                Handoff(case=stored.id, conversation=stored.conversation, reason="wish", requested_at=NOW)
            )
            return stored.id

        of = await one.transact(file)

        def claim(work: UnitOfWork, who: int) -> bool:
            found = work.handoffs.open_of(of)
            assert found is not None
            # Time for the others to look too, if they could.
            time.sleep(0.05)
            if found.owner is not None:
                return False
            work.handoffs.save(replace(found, owner=who))
            return True

        won = await asyncio.gather(
            *(transact(db, lambda work, w: claim(work, w), who) for who, db in enumerate((one, other, one, other)))
        )
        assert sum(won) == 1


async def test_alerts_stay_until_somebody_looks(database: Database) -> None:
    alerts = [Alert(kind="poison", text=f"第{at}条\0", at=NOW, case=at or None) for at in range(3)]
    ids = [await transact(database, lambda work, a: work.alerts.add(a), alert) for alert in alerts]

    unseen = await database.read(lambda work: work.alerts.unseen())
    assert unseen == [
        replace(alert, id=id, text=alert.text.replace("\0", "\ufffd"))
        for id, alert in reversed(list(zip(ids, alerts, strict=True)))
    ]
    await database.transact(lambda work: work.alerts.seen(ids[1], 5))
    await database.transact(lambda work: work.alerts.seen(ids[1], 6))
    assert [one.id for one in await database.read(lambda work: work.alerts.unseen())] == [ids[2], ids[0]]
    assert len(await database.read(lambda work: work.alerts.unseen(1))) == 1
    assert await database.read(lambda work: work.alerts.count()) == 2
    with pytest.raises(NotFound):
        await database.transact(lambda work: work.alerts.seen(99, 5))
