"""Clocks, profiles, absences, loads and turns; and what the migration makes of cases that knew one date."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from bot.cases.case import Status
from bot.cases.deadlines import Clock, Step, Target
from bot.cases.working import Absence, Profile
from bot.errors import NotFound
from bot.ports import Database, UnitOfWork
from storage import migrate, open_database
from tests.contract.storage.build import NOW, case, talk
from tests.contract.storage.test_staff import user

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


async def test_clocks_come_back_as_they_were_stored(database: Database) -> None:
    def body(work: UnitOfWork) -> tuple[list[Clock], list[Clock]]:
        first = work.cases.add(case(talk(work)))
        other = work.cases.add(case(talk(work, "u2")))
        full = Clock(
            case=first.id,
            target=Target.SOLUTION,
            round=2,
            started_at=NOW,
            due_at=NOW + DAY,
            paused_at=NOW + HOUR,
            left=timedelta(hours=3, microseconds=7),
            waited=HOUR,
            met_at=NOW,
            missed_at=NOW + 2 * DAY,
            void_at=NOW + 3 * DAY,
            taken=(Step.WARN, Step.MANAGEMENT),
        )
        plain = Clock(case=first.id, target=Target.ANSWER, started_at=NOW, due_at=NOW + HOUR)
        for clock in (full, plain, replace(plain, case=other.id), replace(plain, due_at=NOW + 2 * HOUR)):
            work.clocks.put(clock)
        return work.clocks.of(first.id), [replace(plain, due_at=NOW + 2 * HOUR), full]

    found, wanted = await database.transact(body)
    assert found == wanted


async def test_a_case_stands_still_and_goes_on(database: Database) -> None:
    def body(work: UnitOfWork) -> list[str]:
        stored = work.cases.add(case(talk(work)))
        found = [stored.paused]
        for why in ("question", ""):
            stored = work.cases.save(replace(work.cases.get(stored.id), paused=why))
            [line] = work.cases.search()
            found += [work.cases.get(stored.id).paused, line.paused]
        return found

    assert await database.transact(body) == ["", "question", "question", "", ""]


async def test_profiles(database: Database) -> None:
    def body(work: UnitOfWork) -> None:
        anna, bob = (work.staff.add(user(login)).id for login in ("anna", "bob"))
        assert work.working.profile(anna) == Profile(user=anna)
        week = (((540, 720), (780, 1080)), (), (), (), (), (), ())
        profile = Profile(user=anna, week=week, categories=frozenset({"a", "b"}), languages=frozenset({"en"}))
        work.working.put_profile(profile)
        work.working.put_profile(Profile(user=bob))
        assert work.working.profiles() == {anna: profile, bob: Profile(user=bob)}
        work.working.put_profile(replace(profile, week=None))
        assert work.working.profile(anna).week is None

    await database.transact(body)


async def test_absences(database: Database) -> None:
    def body(work: UnitOfWork) -> None:
        anna, bob, carl = (work.staff.add(user(login)).id for login in ("anna", "bob", "carl"))
        now = work.working.add_absence(Absence(user=anna, begins_at=NOW, ends_at=NOW + DAY, deputy=bob, note="年假"))
        later = work.working.add_absence(Absence(user=anna, begins_at=NOW + 2 * DAY, ends_at=NOW + 3 * DAY))
        past = work.working.add_absence(Absence(user=bob, begins_at=NOW - DAY, ends_at=NOW))
        assert work.working.absences(anna, NOW) == [now, later]
        assert work.working.absences(bob, NOW) == []
        assert work.working.roster(NOW - HOUR).away == {bob: past}
        roster = work.working.roster(NOW)
        assert roster.away == {anna: now}
        assert (roster.stand_in(anna), roster.stand_in(carl)) == (bob, carl)
        assert work.working.roster(NOW + DAY).away == {}
        longer = work.working.add_absence(Absence(user=anna, begins_at=NOW, ends_at=NOW + 2 * DAY, deputy=carl))
        assert work.working.roster(NOW).away == {anna: longer}
        work.working.save_absence(replace(longer, ends_at=NOW + HOUR))
        assert work.working.roster(NOW + 2 * HOUR).away == {anna: now}
        work.working.remove_absence(now.id)
        with pytest.raises(NotFound):
            work.working.absence(now.id)
        assert work.working.absence(later.id) == later

    await database.transact(body)


async def test_only_live_cases_are_a_load(database: Database) -> None:
    def body(work: UnitOfWork) -> dict[int, int]:
        for status in Status:
            work.cases.add(case(talk(work, status), status=status, owner=7))
        return work.working.loads([7, 8])

    assert await database.transact(body) == {7: 5, 8: 0}


async def test_turns_are_taken_one_after_the_other(migrated_url: Callable[[], str]) -> None:
    """Twenty at once by two processes' worth of connections: each sees whose turn it was before."""
    url = migrated_url()
    seen: list[int | None] = []

    def body(work: UnitOfWork) -> None:
        last = work.working.take_turn("pool")
        work.working.give_turn("pool", (last or 0) + 1)
        seen.append(last)

    async with open_database(url, pool=4) as one, open_database(url, pool=4) as other:
        await asyncio.gather(*((one, other)[at % 2].transact(body) for at in range(20)))
    assert sorted(seen, key=lambda last: last or 0) == [None, *range(1, 20)]


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/huiyin.db"
    made: str = request.getfixturevalue("postgres_url")()
    return made


def test_live_cases_of_the_release_before_have_a_clock(empty: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as then:
        then.setattr(migrate, "HEAD", "0011")
        migrate.upgrade(empty)
    engine = create_engine(empty.replace("postgresql://", "postgresql+psycopg://"), poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO customers (id, created_at) VALUES (1, 0)"))
        connection.execute(
            text(
                'INSERT INTO addresses (id, customer_id, channel, account, "user", thread, consented, verified, '
                "reachable) VALUES (1, 1, 'web', '', 'u', '', 1, 1, 1)"
            )
        )
        connection.execute(
            text(
                "INSERT INTO conversations (id, address_id, customer_id, state, has_form, mode, created_at, version) "
                "VALUES (1, 1, 1, '{}', 0, 'bot', 0, 1)"
            )
        )
        for id, status in enumerate(Status, 1):
            connection.execute(
                text(
                    "INSERT INTO cases (id, number, number_key, customer_id, conversation_id, channel, language, status, "
                    'category, "rank", priority_reason, department, level, due_at, summary, answers, form, form_version, '
                    "confirmed, recomplaints, proposal, filed_at, updated_at, waiting, version, main_id) VALUES "
                    "(:id, :number, :number, 1, 1, 'web', 'en', :status, 'other', 0, '', '', 1, 2000000, '', '{}', "
                    "'complaint', 1, 1, 0, '', 1000000, 1000000, 0, 1, :main)"
                ),
                {"id": id, "number": f"N{id}", "status": status.value, "main": 1 if status == "reopened" else None},
            )
    migrate.upgrade(empty)
    with engine.connect() as connection:
        rows = connection.execute(
            text("SELECT status, target, started_at, clocks.due_at FROM clocks JOIN cases ON cases.id = case_id")
        ).all()
    # The duplicate is handled in another case.
    assert {row[0] for row in rows} == {"open", "acknowledged", "in_progress", "proposed"}
    assert {tuple(row[1:]) for row in rows} == {("answer", 1_000_000, 2_000_000)}
