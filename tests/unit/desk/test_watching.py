"""The early warning over restarts, a clock that is set, and the change to summer time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot import configure
from bot.cases.series import EVERYTHING, Facets, Series, series_of
from bot.desk import counting, watching
from bot.desk.rules import Rules
from bot.links import Links
from bot.ports import Database, UnitOfWork
from bot.records import Timer
from bot.settings import Settings
from storage import open_database
from tests.clock import MovableClock

COOKER = Facets(category="product_quality", channel="web", product="电饭煲")


def rules_of(clock: MovableClock, zone: str = "Asia/Shanghai") -> Rules:
    made = configure.to_rules(Settings(), clock=clock, links=Links(base="", key=b"x" * 16), limits={})
    calendar = replace(made.policy.calendar, zone=ZoneInfo(zone))
    return replace(made, policy=replace(made.policy, calendar=calendar))


def weeks(uow: UnitOfWork, now: datetime) -> None:
    for day in range(1, watching.KEPT):
        for at in range(6):
            for series in series_of(Facets(category="delivery", channel="web", product=f"p{at % 3}")):
                uow.counts.add(series, counting.hour_of(now) - 24 * day + at)


def burst(uow: UnitOfWork, now: datetime, count: int = 9) -> None:
    for series in series_of(COOKER):
        uow.counts.add(series, counting.hour_of(now), count)


async def look(database: Database, rules: Rules, subject: str = counting.HOURLY) -> None:
    await database.transact(lambda uow: watching.fire(uow, rules, subject, rules.clock.now()))


async def kinds(database: Database) -> list[str]:
    found = await database.read(lambda uow: [alert.kind for alert in uow.alerts.unseen()])
    return list(reversed(found))


async def test_a_restart_neither_forgets_nor_repeats(tmp_path: Path) -> None:
    clock = MovableClock()
    url = f"sqlite:///{tmp_path}/huiyin.db"
    async with open_database(url) as database:
        await database.transact(lambda uow: weeks(uow, clock.now()))
        await database.transact(lambda uow: burst(uow, clock.now()))
        await look(database, rules_of(clock))
        assert await kinds(database) == ["early_warning"]
    for _ in range(3):
        clock.move(timedelta(hours=1))
        async with open_database(url) as database:
            await database.transact(lambda uow: watching.begin(uow, rules_of(clock), now=clock.now()))
            await look(database, rules_of(clock))
            assert await kinds(database) == ["early_warning"]
    # Down for two days: it is over for long, and is told to be once it has been seen so.
    clock.move(timedelta(days=2))
    async with open_database(url) as database:
        await look(database, rules_of(clock))
        clock.move(timedelta(hours=7))
        await look(database, rules_of(clock))
        assert await kinds(database) == ["early_warning", "early_warning_over"]


async def test_a_clock_that_is_set_back_tells_nothing_twice(tmp_path: Path) -> None:
    clock = MovableClock()
    async with open_database(f"sqlite:///{tmp_path}/huiyin.db") as database:
        rules = rules_of(clock)
        await database.transact(lambda uow: weeks(uow, clock.now()))
        await database.transact(lambda uow: burst(uow, clock.now()))
        await look(database, rules)
        clock.move(timedelta(hours=-3))
        await look(database, rules)
        await database.transact(lambda uow: watching.begin(uow, rules, now=clock.now()))
        due = await database.read(lambda uow: uow.timers.next_due())
        assert due is not None
        assert due - clock.now() <= timedelta(hours=1), "a start sets the hourly look by the clock of now"
        clock.move(timedelta(hours=4))
        await look(database, rules)
        assert await kinds(database) == ["early_warning"]


async def test_hours_are_local_and_survive_the_change_of_clocks(tmp_path: Path) -> None:
    zone = ZoneInfo("Europe/Berlin")
    # 25 October 2026: 2:00 to 3:00 comes twice.
    clock = MovableClock(datetime(2026, 10, 25, 12, tzinfo=UTC))
    midnight = datetime(2026, 10, 25, tzinfo=zone).astimezone(UTC)

    async with open_database(f"sqlite:///{tmp_path}/huiyin.db") as database:

        def hourly(uow: UnitOfWork) -> None:
            for at in range(25):
                uow.counts.add(EVERYTHING, counting.hour_of(midnight) + at)

        await database.transact(hourly)
        found = await database.read(
            lambda uow: watching.history(uow, rules_of(clock, "Europe/Berlin"), EVERYTHING.key, 0)
        )
        day = datetime(2026, 10, 25, tzinfo=UTC).toordinal()
        assert found.count(24 * day, 24 * day + 24) == 25
        assert [found.counts[24 * day + at] for at in range(5)] == [1, 1, 2, 1, 1]


async def test_what_is_known_later_is_counted_anew(tmp_path: Path) -> None:
    from tests.contract.storage.build import case, talk

    clock = MovableClock()
    async with open_database(f"sqlite:///{tmp_path}/huiyin.db") as database:
        rules = rules_of(clock)

        def body(uow: UnitOfWork) -> dict[str, int]:
            filed = uow.cases.add(case(talk(uow), category="other", filed_at=clock.now()))
            counting.count(uow, rules, filed)
            better = replace(filed, category="delivery", answers={"product": "电 饭煲"})
            counting.recount(uow, rules, better)
            counting.recount(uow, rules, better)
            busy = uow.counts.busy(0, 0)
            return {key: count for key, count, _ in busy}

        found = await database.transact(body)
    both = Series((("category", "delivery"), ("product", "电饭煲")))
    assert found[both.key] == found[""] == found["category=delivery"] == 1
    assert "category=other" not in found


async def test_who_wants_no_warnings_gets_none(tmp_path: Path) -> None:
    clock = MovableClock()
    async with open_database(f"sqlite:///{tmp_path}/huiyin.db") as database:
        rules = replace(rules_of(clock), warning=None)

        def body(uow: UnitOfWork) -> datetime | None:
            uow.timers.set(Timer(kind=counting.TIMER, subject=counting.HOURLY, due_at=clock.now()))
            weeks(uow, clock.now())
            burst(uow, clock.now())
            watching.begin(uow, rules, now=clock.now())
            return uow.timers.next_due()

        assert await database.transact(body) is None
        await look(database, rules)
        assert await kinds(database) == []
