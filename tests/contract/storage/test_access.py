"""Second factors, log-ins under way, identities, wishes, views, sessions, and the audit log's filters."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.accounts import Entrance, Factor, Preferences
from bot.ports import Database, UnitOfWork
from bot.records import Role, Session, User
from tests.contract.storage.build import NOW, transact

HOUR = timedelta(hours=1)


def person(work: UnitOfWork, login: str) -> User:
    return work.staff.add(User(login=login, name=login.title(), password_hash="x", role=Role.AGENT, created_at=NOW))


async def test_a_code_and_a_recovery_code_are_used_up_once(database: Database) -> None:
    anna = await transact(database, person, "anna")
    factor = Factor(user=anna.id, sealed="sealed", created_at=NOW)

    def begun(work: UnitOfWork) -> None:
        work.factors.put(factor)
        assert work.factors.owners() == frozenset()
        work.factors.put(replace(factor, confirmed_at=NOW, last_step=7))
        work.factors.set_codes(anna.id, ["a", "b"])

    await transact(database, begun)

    def used(work: UnitOfWork) -> None:
        assert work.factors.of(anna.id) == replace(factor, confirmed_at=NOW, last_step=7)
        assert work.factors.owners() == {anna.id}
        assert not work.factors.advance(anna.id, 7)
        assert work.factors.advance(anna.id, 8)
        assert not work.factors.advance(anna.id, 8)
        assert work.factors.use_code(anna.id, "a")
        assert not work.factors.use_code(anna.id, "a")
        assert work.factors.codes(anna.id) == 1
        assert work.factors.drop(anna.id)
        assert not work.factors.drop(anna.id)
        assert work.factors.codes(anna.id) == 0

    await transact(database, used)


async def test_a_log_in_under_way_is_finished_once_and_in_time(database: Database) -> None:
    entrance = Entrance(token_hash="h", kind="oidc", data={"nonce": "n"}, expires_at=NOW + HOUR)

    def body(work: UnitOfWork) -> None:
        work.entrances.add(entrance, NOW)
        assert work.entrances.get("second", "h", NOW) is None
        assert work.entrances.get("oidc", "h", NOW) == entrance
        assert work.entrances.take("oidc", "h", NOW + HOUR) is None
        assert work.entrances.take("oidc", "h", NOW) == entrance
        assert work.entrances.take("oidc", "h", NOW) is None

    await transact(database, body)


async def test_a_subject_stays_with_its_user(database: Database) -> None:
    anna, ben = await transact(database, person, "anna"), await transact(database, person, "ben")

    def body(work: UnitOfWork) -> None:
        assert work.entrances.known("https://a", "1") is None
        work.entrances.bind("https://a", "1", anna.id, NOW)
        work.entrances.bind("https://a", "1", ben.id, NOW)
        assert work.entrances.known("https://a", "1") == anna.id
        assert work.entrances.known("https://b", "1") is None
        assert work.entrances.bound("https://a", anna.id)
        assert not work.entrances.bound("https://a", ben.id)

    await transact(database, body)


async def test_wishes_are_kept_and_those_who_want_mail_are_found(database: Database) -> None:
    anna, ben = await transact(database, person, "anna"), await transact(database, person, "ben")
    wanted = Preferences(
        user=anna.id, email="anna@example.com", language="en", mailed=("assigned",), shown=("handoff",), badge=True
    )

    def body(work: UnitOfWork) -> None:
        assert work.wishes.of(anna.id) == Preferences(user=anna.id)
        work.wishes.put(Preferences(user=anna.id))
        work.wishes.put(wanted)
        work.wishes.put(Preferences(user=ben.id, email="ben@example.com"))
        assert work.wishes.of(anna.id) == wanted
        assert work.wishes.wanting() == [wanted]
        work.staff.save(replace(anna, disabled=True))
        assert work.wishes.wanting() == []

    await transact(database, body)


async def test_news_are_read_on_and_forgotten(database: Database) -> None:
    def body(work: UnitOfWork) -> None:
        assert work.wishes.last_news(1) == 0
        work.wishes.add_news(1, "filed", "old", None, NOW - timedelta(days=2))
        work.wishes.add_news(2, "filed", "another's", None, NOW)
        work.wishes.add_news(1, "mention", "a", "HY26-AAAA-AAAA", NOW)
        first = work.wishes.news(1, 0)
        assert [(one.kind, one.text, one.case, one.at) for one in first] == [("mention", "a", "HY26-AAAA-AAAA", NOW)]
        work.wishes.add_news(1, "filed", "b", None, NOW)
        assert [one.text for one in work.wishes.news(1, first[0].id)] == ["b"]
        assert work.wishes.last_news(1) == work.wishes.news(1, 0)[-1].id

    await transact(database, body)


async def test_a_look_counts_once_an_hour(database: Database) -> None:
    def body(work: UnitOfWork) -> None:
        assert work.views.record(5, 1, NOW)
        assert not work.views.record(5, 1, NOW + timedelta(seconds=1))
        assert work.views.record(5, 2, NOW)
        assert work.views.record(5, 1, NOW + HOUR)
        assert work.views.record(6, 1, NOW)
        assert [(one.user, one.at) for one in work.views.of(5)] == [(1, NOW + HOUR), (1, NOW), (2, NOW)]

    await transact(database, body)


async def test_sessions_are_listed_and_know_the_second_factor(database: Database) -> None:
    anna = await transact(database, person, "anna")

    def body(work: UnitOfWork) -> None:
        for at, name in enumerate(("old", "new", "gone")):
            work.staff.open_session(
                Session(
                    token_hash=name, user=anna.id, csrf="c", created_at=NOW, device=f"d{at}", method="oidc",
                    expires_at=NOW + (2 - at) * HOUR, seen_at=NOW,
                )
            )  # fmt: skip
        work.staff.touch_session("new", NOW + timedelta(minutes=5))
        found = work.staff.sessions(anna.id, NOW)
        assert [(one.token_hash, one.device, one.method) for one in found] == [
            ("new", "d1", "oidc"), ("old", "d0", "oidc"),
        ]  # fmt: skip
        assert found[0].seen_at == NOW + timedelta(minutes=5)
        work.factors.put(Factor(user=anna.id, sealed="x", created_at=NOW))
        live = work.staff.session("new", NOW)
        assert live is not None
        assert not live[0].factor
        work.factors.put(Factor(user=anna.id, sealed="x", created_at=NOW, confirmed_at=NOW))
        live = work.staff.session("new", NOW)
        assert live is not None
        assert live[0].factor

    await transact(database, body)


async def test_the_audit_log_is_filtered(database: Database) -> None:
    def body(work: UnitOfWork) -> None:
        for at in range(12):
            work.staff.audit(NOW + at * HOUR, at % 3, ("read", "write")[at % 2], f"T{at % 4}")

        def hours(**wanted: object) -> list[int]:
            return [round((line["at"] - NOW) / HOUR) for line in work.staff.audited(50, **wanted)]  # type: ignore[arg-type]

        assert hours() == list(range(11, -1, -1))
        assert hours(user=1) == [10, 7, 4, 1]
        assert hours(user=1, action="read") == [10, 4]
        assert hours(target="T3") == [11, 7, 3]
        assert hours(since=NOW + 3 * HOUR, until=NOW + 6 * HOUR) == [5, 4, 3]
        assert hours(since=NOW + 99 * HOUR) == []
        assert hours(until=NOW) == []
        assert hours(since=NOW + 3 * HOUR, action="write", target="T3") == [11, 7, 3]

    await transact(database, body)
