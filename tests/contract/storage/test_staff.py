"""Staff, sessions, tokens, throttling and the audit log."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import Conflict, NotFound
from bot.ports import Database
from bot.records import ApiToken, Role, Session, User
from tests.contract.storage.build import NOW, read, transact

HOUR = timedelta(hours=1)


def user(login: str = "Anna", **more: object) -> User:
    return User(
        **{  # type: ignore[arg-type]  # the fields vary by test
            "login": login,
            "name": login.title(),
            "password_hash": "$argon2id$",
            "role": Role.AGENT,
            "created_at": NOW,
            **more,
        }
    )


async def test_staff_come_back_as_they_were_stored(database: Database) -> None:
    anna = await database.transact(
        lambda work: work.staff.add(user(department="售後", must_change_password=True, role=Role.DEPARTMENT))
    )
    bob = await database.transact(lambda work: work.staff.add(user("bob")))

    assert await database.read(lambda work: work.staff.get(anna.id)) == anna
    for written in ("Anna", "anna", " ANNA "):
        assert await read(database, lambda work, w: work.staff.by_login(w), written) == anna
    assert await database.read(lambda work: work.staff.by_login("carl")) is None
    assert await database.read(lambda work: work.staff.all()) == [anna, bob]
    with pytest.raises(NotFound):
        await database.read(lambda work: work.staff.get(99))
    with pytest.raises(Conflict):
        await database.transact(lambda work: work.staff.add(user("ANNA")))
    changed = replace(anna, name="安娜", disabled=True, role=Role.ADMINISTRATOR)
    await database.transact(lambda work: work.staff.save(changed))
    assert await database.read(lambda work: work.staff.get(anna.id)) == changed
    with pytest.raises(Conflict):
        await database.transact(lambda work: work.staff.save(replace(bob, login="anna")))
    with pytest.raises(NotFound):
        await database.transact(lambda work: work.staff.save(replace(bob, id=99, login="nobody")))


async def test_a_session_lives_until_it_expires_or_its_user_is_disabled(database: Database) -> None:
    anna = await database.transact(lambda work: work.staff.add(user()))
    session = Session(
        token_hash="h1", user=anna.id, csrf="c", created_at=NOW, expires_at=NOW + HOUR, device="Firefox", seen_at=NOW
    )
    await database.transact(lambda work: work.staff.open_session(session))

    assert await database.read(lambda work: work.staff.session("h1", NOW)) == (session, anna)
    assert await database.read(lambda work: work.staff.session("h1", NOW + HOUR)) is None
    assert await database.read(lambda work: work.staff.session("h2", NOW)) is None
    await database.transact(lambda work: work.staff.save(replace(anna, disabled=True)))
    assert await database.read(lambda work: work.staff.session("h1", NOW)) is None
    await database.transact(lambda work: work.staff.save(anna))
    await database.transact(lambda work: work.staff.close_session("h1"))
    assert await database.read(lambda work: work.staff.session("h1", NOW)) is None


async def test_sessions_of_a_user_end_together(database: Database) -> None:
    anna = await database.transact(lambda work: work.staff.add(user()))
    for token in ("a", "b"):
        session = Session(token_hash=token, user=anna.id, csrf="c", created_at=NOW, expires_at=NOW + HOUR)
        await transact(database, lambda work, s: work.staff.open_session(s), session)
    await database.transact(lambda work: work.staff.close_sessions(anna.id))

    for token in ("a", "b"):
        assert await read(database, lambda work, t: work.staff.session(t, NOW), token) is None


async def test_failures_are_counted_by_key_and_time(database: Database) -> None:
    for minutes in (0, 10, 20):
        at = NOW + timedelta(minutes=minutes)
        await transact(database, lambda work, a: work.staff.fail("anna", a), at)
    await database.transact(lambda work: work.staff.fail("bob", NOW))

    assert await database.read(lambda work: work.staff.failures("anna", NOW + timedelta(minutes=10))) == 2
    assert await database.read(lambda work: work.staff.failures("bob", NOW)) == 1
    assert await database.read(lambda work: work.staff.failures("carl", NOW)) == 0

    # Of two at the same moment one was none.
    await database.transact(lambda work: work.staff.fail("bob", NOW))
    await database.transact(lambda work: work.staff.forgive("bob", NOW))
    await database.transact(lambda work: work.staff.forgive("anna", NOW - timedelta(days=1)))
    assert await database.read(lambda work: work.staff.failures("bob", NOW)) == 1
    assert await database.read(lambda work: work.staff.failures("anna", NOW)) == 3


async def test_a_token_works_until_it_is_revoked(database: Database) -> None:
    token = ApiToken(token_hash="t", name="crm", user=None, scopes=("cases:read", "channel:sms"), created_at=NOW)
    await database.transact(lambda work: work.staff.add_token(token))
    assert await database.read(lambda work: work.staff.token("t")) == token
    assert await database.read(lambda work: work.staff.token("u")) is None
    newer = replace(token, token_hash="n", created_at=NOW + HOUR, user=None)
    await database.transact(lambda work: work.staff.add_token(newer))
    await database.transact(lambda work: work.staff.revoke_token("t"))
    assert await database.read(lambda work: work.staff.token("t")) is None
    assert await database.read(lambda work: work.staff.tokens()) == [newer, replace(token, revoked=True)]
    with pytest.raises(NotFound):
        await database.transact(lambda work: work.staff.revoke_token("x"))


async def test_the_audit_log_shows_the_newest_first(database: Database) -> None:
    for at in range(3):
        await transact(database, lambda work, a: work.staff.audit(NOW, a or None, "case.read", f"HY{a}", "d"), at)

    lines = await database.read(lambda work: work.staff.audited(2))
    assert lines == [
        {"id": at + 1, "at": NOW, "user": at, "action": "case.read", "target": f"HY{at}", "detail": "d"}
        for at in (2, 1)
    ]
