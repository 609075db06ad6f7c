"""Second factors, log-ins under way, wishes of staff, and who looked at a case."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import BigInteger, Text, bindparam, delete, func, insert, or_, select, update

from bot.accounts import Entrance, Factor, News, Preferences, View
from storage.codec import dumps, from_us, from_us_or_none, loads, to_us, to_us_or_none
from storage.statements import ONE, ZERO, Flavour, Statement, Transaction
from storage.tables import case_views, entrances, identities, news, preferences, recovery_codes, second_factors, users

_HOUR: Final = 3_600_000_000
#: News older than this are shown to nobody.
_KEPT: Final = timedelta(days=1)


def _put_factor(flavour: Flavour) -> Any:
    new = flavour.insert(second_factors).values({column.name: bindparam(column.name) for column in second_factors.c})
    return new.on_conflict_do_update(
        index_elements=[second_factors.c.user_id],
        set_={name: new.excluded[name] for name in ("secret", "created_at", "confirmed_at", "last_step")},
    )


def _put_preferences(flavour: Flavour) -> Any:
    new = flavour.insert(preferences).values({column.name: bindparam(column.name) for column in preferences.c})
    return new.on_conflict_do_update(
        index_elements=[preferences.c.user_id],
        set_={column.name: new.excluded[column.name] for column in preferences.c if column.name != "user_id"},
    )


def _bind(flavour: Flavour) -> Any:
    new = flavour.insert(identities).values({column.name: bindparam(column.name) for column in identities.c})
    return new.on_conflict_do_nothing()


def _view(flavour: Flavour) -> Any:
    new = flavour.insert(case_views).values({column.name: bindparam(column.name) for column in case_views.c})
    return new.on_conflict_do_nothing().returning(case_views.c.case_id)


_FACTOR: Final = Statement(select(second_factors).where(second_factors.c.user_id == bindparam("user_")))
_OWNERS: Final = Statement(select(second_factors.c.user_id).where(second_factors.c.confirmed_at.is_not(None)))
_PUT_FACTOR: Final = Statement(_put_factor)
_ADVANCE: Final = Statement(
    update(second_factors)
    .where(
        second_factors.c.user_id == bindparam("user_"),
        second_factors.c.last_step < bindparam("step", type_=BigInteger()),
    )
    .values(last_step=bindparam("step", type_=BigInteger()))
)
_DROP_FACTOR: Final = Statement(delete(second_factors).where(second_factors.c.user_id == bindparam("user_")))
_DROP_CODES: Final = Statement(delete(recovery_codes).where(recovery_codes.c.user_id == bindparam("user_")))
_ADD_CODE: Final = Statement(insert(recovery_codes).values(user_id=bindparam("user"), code_hash=bindparam("hash")))
_USE_CODE: Final = Statement(
    delete(recovery_codes).where(
        recovery_codes.c.user_id == bindparam("user_"), recovery_codes.c.code_hash == bindparam("hash_")
    )
)
_CODES: Final = Statement(
    select(func.count()).select_from(recovery_codes).where(recovery_codes.c.user_id == bindparam("user_"))
)

_ENTER: Final = Statement(insert(entrances).values({column.name: bindparam(column.name) for column in entrances.c}))
_DROP_EXPIRED: Final = Statement(
    delete(entrances).where(entrances.c.expires_at <= bindparam("now", type_=BigInteger()))
)
_live = (
    entrances.c.token_hash == bindparam("token_"),
    entrances.c.kind == bindparam("kind_", type_=Text()),
    entrances.c.expires_at > bindparam("now", type_=BigInteger()),
)
_ENTRANCE: Final = Statement(select(entrances).where(*_live))
_TAKE: Final = Statement(delete(entrances).where(*_live).returning(*entrances.c))
_KNOWN: Final = Statement(
    select(identities.c.user_id).where(
        identities.c.issuer == bindparam("issuer_"), identities.c.subject == bindparam("subject_")
    )
)
_BOUND: Final = Statement(
    select(identities.c.subject).where(
        identities.c.user_id == bindparam("user_"), identities.c.issuer == bindparam("issuer_")
    )
)
_BIND: Final = Statement(_bind)

_WISHES: Final = Statement(select(preferences).where(preferences.c.user_id == bindparam("user_")))
_PUT_WISHES: Final = Statement(_put_preferences)
_WANTING: Final = Statement(
    select(preferences)
    .select_from(preferences.join(users, users.c.id == preferences.c.user_id))
    .where(or_(preferences.c.mailed != "[]", preferences.c.shown != "[]"), users.c.disabled == ZERO)
    .order_by(preferences.c.user_id)
)
_FORGET_NEWS: Final = Statement(
    delete(news).where(news.c.user_id == bindparam("user_"), news.c.at < bindparam("before", type_=BigInteger()))
)
_ADD_NEWS: Final = Statement(
    insert(news).values({column.name: bindparam(column.name) for column in news.c if column.name != "id"})
)
_NEWS: Final = Statement(
    select(news)
    .where(news.c.user_id == bindparam("user_"), news.c.id > bindparam("after_", type_=BigInteger()))
    .order_by(news.c.id)
    .limit(bindparam("count", type_=BigInteger()))
)
_LAST_NEWS: Final = Statement(
    select(news.c.id).where(news.c.user_id == bindparam("user_")).order_by(news.c.id.desc()).limit(ONE)
)

_VIEW: Final = Statement(_view)
_VIEWS: Final = Statement(
    select(case_views)
    .where(case_views.c.case_id == bindparam("case_"))
    .order_by(case_views.c.hour.desc(), case_views.c.user_id)
    .limit(bindparam("count", type_=BigInteger()))
)


class Factors:
    """bot.ports.Factors."""

    __slots__ = ("_tx",)

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def of(self, user: int) -> Factor | None:
        """The user's, confirmed or not."""
        row = _FACTOR.one(self._tx, user_=user)
        if row is None:
            return None
        return Factor(
            user=row.user_id,
            sealed=row.secret,
            created_at=from_us(row.created_at),
            confirmed_at=from_us_or_none(row.confirmed_at),
            last_step=row.last_step,
        )

    def owners(self) -> frozenset[int]:
        """The users who have a confirmed one."""
        return frozenset(row.user_id for row in _OWNERS.all(self._tx))

    def put(self, factor: Factor) -> None:
        """Store it in place of the one before."""
        _PUT_FACTOR.run(
            self._tx,
            user_id=factor.user,
            secret=factor.sealed,
            created_at=to_us(factor.created_at),
            confirmed_at=to_us_or_none(factor.confirmed_at),
            last_step=factor.last_step,
        )

    def advance(self, user: int, step: int) -> bool:
        """A code of this time step is used up; False where it, or a later one, was used before."""
        return _ADVANCE.run(self._tx, user_=user, step=step) > 0

    def drop(self, user: int) -> bool:
        """Forget it and its recovery codes; False where there was none."""
        _DROP_CODES.run(self._tx, user_=user)
        return _DROP_FACTOR.run(self._tx, user_=user) > 0

    def set_codes(self, user: int, hashes: Iterable[str]) -> None:
        """These recovery codes in place of those before."""
        _DROP_CODES.run(self._tx, user_=user)
        for hash in hashes:
            _ADD_CODE.run(self._tx, user=user, hash=hash)

    def use_code(self, user: int, hash: str) -> bool:
        """Use it up; False where there is no such code."""
        return _USE_CODE.run(self._tx, user_=user, hash_=hash) > 0

    def codes(self, user: int) -> int:
        """How many recovery codes are left."""
        return int(_CODES.value(self._tx, user_=user))


class Entrances:
    """bot.ports.Entrances."""

    __slots__ = ("_tx",)

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def add(self, entrance: Entrance, now: datetime) -> None:
        """Store it; those that have expired go."""
        _DROP_EXPIRED.run(self._tx, now=to_us(now))
        _ENTER.run(
            self._tx,
            token_hash=entrance.token_hash,
            kind=entrance.kind,
            data=dumps(entrance.data),
            expires_at=to_us(entrance.expires_at),
        )

    def get(self, kind: str, token_hash: str, now: datetime) -> Entrance | None:
        """The live one."""
        row = _ENTRANCE.one(self._tx, token_=token_hash, kind_=kind, now=to_us(now))
        return None if row is None else _entrance(row)

    def take(self, kind: str, token_hash: str, now: datetime) -> Entrance | None:
        """The live one, which nobody can take again."""
        row = _TAKE.one(self._tx, token_=token_hash, kind_=kind, now=to_us(now))
        return None if row is None else _entrance(row)

    def known(self, issuer: str, subject: str) -> int | None:
        """The user whom the provider means."""
        found: int | None = _KNOWN.value(self._tx, issuer_=issuer, subject_=subject)
        return found

    def bound(self, issuer: str, user: int) -> bool:
        """Whether the provider means this user by a subject."""
        return _BOUND.value(self._tx, user_=user, issuer_=issuer) is not None

    def bind(self, issuer: str, subject: str, user: int, now: datetime) -> None:
        """From now on the provider means this user; a subject that is bound already stays where it is."""
        _BIND.run(self._tx, issuer=issuer, subject=subject, user_id=user, created_at=to_us(now))


class Wishes:
    """bot.ports.Wishes."""

    __slots__ = ("_tx",)

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def of(self, user: int) -> Preferences:
        """The user's; the defaults where they never chose."""
        row = _WISHES.one(self._tx, user_=user)
        return Preferences(user=user) if row is None else _preferences(row)

    def put(self, preferences: Preferences) -> None:
        """Store them."""
        _PUT_WISHES.run(
            self._tx,
            user_id=preferences.user,
            email=preferences.email,
            language=preferences.language,
            mailed=dumps(preferences.mailed),
            shown=dumps(preferences.shown),
            badge=int(preferences.badge),
            sound=int(preferences.sound),
        )

    def wanting(self) -> list[Preferences]:
        """Of everybody who is to be told of something and is not disabled."""
        return [_preferences(row) for row in _WANTING.all(self._tx)]

    def add_news(self, user: int, kind: str, text: str, case: str | None, at: datetime) -> None:
        """To be shown by the user's browser; what is older than a day goes."""
        _FORGET_NEWS.run(self._tx, user_=user, before=to_us(at - _KEPT))
        _ADD_NEWS.run(self._tx, user_id=user, kind=kind, text=text, case_number=case, at=to_us(at))

    def news(self, user: int, after: int, limit: int = 20) -> list[News]:
        """What came after news `after`, oldest first."""
        return [
            News(id=row.id, kind=row.kind, text=row.text, case=row.case_number, at=from_us(row.at))
            for row in _NEWS.all(self._tx, user_=user, after_=after, count=limit)
        ]

    def last_news(self, user: int) -> int:
        """The id of the newest; 0 where there is none."""
        return int(_LAST_NEWS.value(self._tx, user_=user) or 0)


class Views:
    """bot.ports.Views."""

    __slots__ = ("_tx",)

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def record(self, case: int, user: int, at: datetime) -> bool:
        """They looked at it; False where that is known of this hour."""
        now = to_us(at)
        return _VIEW.value(self._tx, case_id=case, hour=now // _HOUR, user_id=user, at=now) is not None

    def of(self, case: int, limit: int = 50) -> list[View]:
        """The newest, newest first."""
        return [View(user=row.user_id, at=from_us(row.at)) for row in _VIEWS.all(self._tx, case_=case, count=limit)]


def _entrance(row: Any) -> Entrance:
    return Entrance(token_hash=row.token_hash, kind=row.kind, data=loads(row.data), expires_at=from_us(row.expires_at))


def _preferences(row: Any) -> Preferences:
    return Preferences(
        user=row.user_id,
        email=row.email,
        language=row.language,
        mailed=tuple(loads(row.mailed)),
        shown=tuple(loads(row.shown)),
        badge=bool(row.badge),
        sound=bool(row.sound),
    )
