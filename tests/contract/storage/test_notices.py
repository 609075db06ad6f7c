"""Notices to staff: made of alerts once, each taken by one, until sent or given up."""

from __future__ import annotations

from datetime import timedelta

from bot.ports import Database, UnitOfWork
from bot.records import Alert, Notice
from tests.contract.storage.build import LEASE, NOW


def notice(**more: object) -> Notice:
    return Notice(**{"notifier": "wecom", "kind": "overdue", "text": "逾期", "at": NOW, **more})  # type: ignore[arg-type]


async def claim(database: Database, after: timedelta = timedelta(), notifier: str = "wecom") -> list[Notice]:
    return await database.transact(lambda work: work.notices.claim(notifier, NOW + after, 10, LEASE))


async def test_an_alert_is_untold_once(database: Database) -> None:
    alert = Alert(kind="overdue", text="x", at=NOW)
    await database.transact(lambda work: work.alerts.add(alert))

    [told] = await database.transact(lambda work: work.alerts.untold())
    assert (told.kind, told.text) == ("overdue", "x")
    assert await database.transact(lambda work: work.alerts.untold()) == []
    # Staff have it in the console all the same.
    assert len(await database.read(lambda work: work.alerts.unseen())) == 1


async def test_a_notice_comes_back_as_it_was_stored_and_to_one_taker(database: Database) -> None:
    stored = notice(case="HY26-1", category="billing", priority=2, due_at=NOW + timedelta(hours=4))
    id = await database.transact(lambda work: work.notices.add(stored))

    assert await claim(database, notifier="robot") == []
    [taken] = await claim(database)
    assert taken == notice(
        id=id, case="HY26-1", category="billing", priority=2, due_at=NOW + timedelta(hours=4), attempts=1
    )
    assert await claim(database) == []
    # Whoever took it died.
    [again] = await claim(database, LEASE)
    assert again.attempts == 2


async def test_it_is_tried_again_when_it_is_due_and_never_after_its_end(database: Database) -> None:
    def body(work: UnitOfWork) -> list[int]:
        return [work.notices.add(notice()) for _ in range(3)]

    first, second, third = await database.transact(body)
    assert [one.id for one in await claim(database)] == [first, second, third]

    def settle(work: UnitOfWork) -> None:
        work.notices.sent(first)
        work.notices.failed(second, "refused")
        work.notices.retry(third, NOW + timedelta(minutes=5), "busy")

    await database.transact(settle)
    assert await claim(database, timedelta(minutes=4)) == []
    assert [one.id for one in await claim(database, timedelta(hours=9))] == [third]
