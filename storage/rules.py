"""Deadlines of cases, and the staff who can get them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import BigInteger, bindparam, delete, func, insert, literal_column, select, update

from bot.cases.case import LIVE
from bot.cases.deadlines import Clock, Step, Target
from bot.cases.working import Absence, Profile, Roster
from bot.errors import NotFound
from storage.codec import dumps, from_us, from_us_or_none, loads, to_us, to_us_or_none
from storage.statements import Flavour, Statement, Transaction
from storage.tables import absences, cases, clocks, profiles, turns

_KEY: Final = ("case_id", "target", "round")
_US: Final = timedelta(microseconds=1)


def _put_clock(flavour: Flavour) -> Any:
    new = flavour.insert(clocks).values({one.name: bindparam(one.name, type_=one.type) for one in clocks.c})
    return new.on_conflict_do_update(
        index_elements=list(_KEY),
        set_={one.name: new.excluded[one.name] for one in clocks.c if one.name not in _KEY},
    )


def _put_profile(flavour: Flavour) -> Any:
    new = flavour.insert(profiles).values({one.name: bindparam(one.name, type_=one.type) for one in profiles.c})
    return new.on_conflict_do_update(
        index_elements=["user_id"],
        set_={one.name: new.excluded[one.name] for one in profiles.c if one.name != "user_id"},
    )


def _take_turn(flavour: Flavour) -> Any:
    # The update locks the row, so that two processes choose one after the other.
    new = flavour.insert(turns).values(pool=bindparam("pool"), user_id=None)
    return new.on_conflict_do_update(index_elements=["pool"], set_={"pool": new.excluded.pool}).returning(
        turns.c.user_id
    )


_CLOCKS: Final = Statement(
    select(clocks)
    .where(clocks.c.case_id == bindparam("case_", type_=BigInteger()))
    .order_by(clocks.c.round, clocks.c.target)
)
_PUT_CLOCK: Final = Statement(_put_clock)
_PROFILE: Final = Statement(select(profiles).where(profiles.c.user_id == bindparam("user_", type_=BigInteger())))
_PROFILES: Final = Statement(select(profiles))
_PUT_PROFILE: Final = Statement(_put_profile)
_ADD_ABSENCE: Final = Statement(
    insert(absences)
    .values({one.name: bindparam(one.name, type_=one.type) for one in absences.c if one.name != "id"})
    .returning(absences.c.id)
)
_SAVE_ABSENCE: Final = Statement(
    update(absences)
    .where(absences.c.id == bindparam("id_"))
    .values({one.name: bindparam(f"{one.name}_", type_=one.type) for one in absences.c if one.name != "id"})
)
_ABSENCE: Final = Statement(select(absences).where(absences.c.id == bindparam("id_")))
_REMOVE_ABSENCE: Final = Statement(delete(absences).where(absences.c.id == bindparam("id_")))
_OF_USER: Final = Statement(
    select(absences)
    .where(
        absences.c.user_id == bindparam("user_", type_=BigInteger()),
        absences.c.ends_at > bindparam("since", type_=BigInteger()),
    )
    .order_by(absences.c.ends_at, absences.c.id)
)
_AWAY: Final = Statement(
    select(absences)
    .where(
        absences.c.ends_at > bindparam("at", type_=BigInteger()),
        absences.c.begins_at <= bindparam("at", type_=BigInteger()),
    )
    .order_by(absences.c.ends_at, absences.c.id)
)
_LOAD: Final = Statement(
    select(func.count())
    .select_from(cases)
    .where(
        cases.c.owner == bindparam("owner_", type_=BigInteger()),
        cases.c.status.in_([literal_column(f"'{status}'") for status in sorted(LIVE)]),
    )
)
_TAKE_TURN: Final = Statement(_take_turn)
_GIVE_TURN: Final = Statement(
    update(turns).where(turns.c.pool == bindparam("pool_")).values(user_id=bindparam("user_", type_=BigInteger()))
)


class Clocks:
    """bot.ports.Clocks."""

    __slots__ = ("_tx",)

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def of(self, case: int) -> list[Clock]:
        """All of them, round after round."""
        return [_clock(row) for row in _CLOCKS.all(self._tx, case_=case)]

    def put(self, clock: Clock) -> None:
        """Store it (insert or replace)."""
        _PUT_CLOCK.run(
            self._tx,
            case_id=clock.case,
            target=clock.target.value,
            round=clock.round,
            started_at=to_us(clock.started_at),
            due_at=to_us(clock.due_at),
            paused_at=to_us_or_none(clock.paused_at),
            left=clock.left // _US,
            waited=clock.waited // _US,
            met_at=to_us_or_none(clock.met_at),
            missed_at=to_us_or_none(clock.missed_at),
            void_at=to_us_or_none(clock.void_at),
            taken=" ".join(clock.taken),
        )


class Working:
    """bot.ports.Working."""

    __slots__ = ("_tx",)

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def profile(self, user: int) -> Profile:
        """Of one staff member; an empty one where none was set."""
        row = _PROFILE.one(self._tx, user_=user)
        return Profile(user=user) if row is None else _profile(row)

    def profiles(self) -> dict[int, Profile]:
        """Those that were set."""
        return {row.user_id: _profile(row) for row in _PROFILES.all(self._tx)}

    def put_profile(self, profile: Profile) -> None:
        """Store it (insert or replace)."""
        _PUT_PROFILE.run(
            self._tx,
            user_id=profile.user,
            week=None if profile.week is None else dumps(profile.week),
            categories=dumps(sorted(profile.categories)),
            languages=dumps(sorted(profile.languages)),
        )

    def add_absence(self, absence: Absence) -> Absence:
        """Store a new one; returns it with its id."""
        return replace(absence, id=int(_ADD_ABSENCE.value(self._tx, **_values(absence))))

    def absence(self, id: int) -> Absence:
        """By id; raises NotFound."""
        row = _ABSENCE.one(self._tx, id_=id)
        if row is None:
            raise NotFound("There is no absence {id}.", id=id)
        return _absence(row)

    def save_absence(self, absence: Absence) -> None:
        """Store a changed one."""
        _SAVE_ABSENCE.run(self._tx, id_=absence.id, **{f"{key}_": one for key, one in _values(absence).items()})

    def remove_absence(self, id: int) -> None:
        """It is off."""
        _REMOVE_ABSENCE.run(self._tx, id_=id)

    def absences(self, user: int, since: datetime) -> list[Absence]:
        """Those of one staff member that end later than `since`, soonest first."""
        return [_absence(row) for row in _OF_USER.all(self._tx, user_=user, since=to_us(since))]

    def roster(self, at: datetime) -> Roster:
        """Who is away at `at`. Of absences that overlap, the one that ends last counts."""
        return Roster(away={row.user_id: _absence(row) for row in _AWAY.all(self._tx, at=to_us(at))})

    def loads(self, users: Sequence[int]) -> dict[int, int]:
        """How many live cases each of them owns."""
        return {user: int(_LOAD.value(self._tx, owner_=user)) for user in users}

    def take_turn(self, pool: str) -> int | None:
        """Whose turn it was last in this pool, which is locked until the end of the transaction."""
        last: int | None = _TAKE_TURN.value(self._tx, pool=pool)
        return last

    def give_turn(self, pool: str, user: int) -> None:
        """It is theirs now."""
        _GIVE_TURN.run(self._tx, pool_=pool, user_=user)


def _clock(row: Any) -> Clock:
    return Clock(
        case=row.case_id,
        target=Target(row.target),
        round=row.round,
        started_at=from_us(row.started_at),
        due_at=from_us(row.due_at),
        paused_at=from_us_or_none(row.paused_at),
        left=timedelta(microseconds=row.left),
        waited=timedelta(microseconds=row.waited),
        met_at=from_us_or_none(row.met_at),
        missed_at=from_us_or_none(row.missed_at),
        void_at=from_us_or_none(row.void_at),
        taken=tuple(Step(one) for one in row.taken.split()),
    )


def _profile(row: Any) -> Profile:
    week = None if row.week is None else tuple(tuple((a, b) for a, b in day) for day in loads(row.week))
    return Profile(
        user=row.user_id,
        week=week,
        categories=frozenset(loads(row.categories)),
        languages=frozenset(loads(row.languages)),
    )


def _values(absence: Absence) -> dict[str, Any]:
    return {
        "user_id": absence.user,
        "begins_at": to_us(absence.begins_at),
        "ends_at": to_us(absence.ends_at),
        "deputy": absence.deputy,
        "note": absence.note,
    }


def _absence(row: Any) -> Absence:
    return Absence(
        id=row.id,
        user=row.user_id,
        begins_at=from_us(row.begins_at),
        ends_at=from_us(row.ends_at),
        deputy=row.deputy,
        note=row.note,
    )
