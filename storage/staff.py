"""Staff, their sessions, their tokens, and what they did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import BigInteger, bindparam, delete, func, insert, select, update

from bot.errors import Conflict, NotFound
from bot.records import ApiToken, Role, Session, User
from storage.auditing import audited
from storage.codec import dumps, from_us, loads, to_us
from storage.statements import ONE, ZERO, Flavour, Statement, Transaction
from storage.tables import api_tokens, audit, login_failures, second_factors, sessions, users

#: Older failed log-ins throttle nobody any more.
_FORGET_FAILURES: Final = timedelta(days=30)

_USER_COLUMNS: Final = tuple(column for column in users.c if column.name != "id")


def _add_user(flavour: Flavour) -> Any:
    return (
        flavour.insert(users)
        .values({column.name: bindparam(column.name) for column in _USER_COLUMNS})
        .on_conflict_do_nothing(index_elements=[users.c.login_key])
        .returning(users.c.id)
    )


_ADD: Final = Statement(_add_user)
_SAVE: Final = Statement(
    update(users)
    .where(users.c.id == bindparam("id_"))
    .values({column.name: bindparam(f"{column.name}_", type_=column.type) for column in _USER_COLUMNS})
)
_GET: Final = Statement(select(users).where(users.c.id == bindparam("id_")))
_BY_LOGIN: Final = Statement(select(users).where(users.c.login_key == bindparam("key_")))
_ALL: Final = Statement(select(users).order_by(users.c.name, users.c.id))

_OPEN_SESSION: Final = Statement(
    insert(sessions).values({column.name: bindparam(column.name) for column in sessions.c})
)
_DROP_EXPIRED: Final = Statement(
    delete(sessions).where(
        sessions.c.user_id == bindparam("user_"), sessions.c.expires_at <= bindparam("now", type_=BigInteger())
    )
)
_SESSION: Final = Statement(
    select(
        users,
        sessions.c.token_hash,
        sessions.c.csrf,
        sessions.c.expires_at,
        sessions.c.created_at.label("opened_at"),
        sessions.c.device,
        sessions.c.method,
        sessions.c.seen_at,
        second_factors.c.confirmed_at,
    )
    .select_from(
        sessions.join(users, users.c.id == sessions.c.user_id).outerjoin(
            second_factors, second_factors.c.user_id == users.c.id
        )
    )
    .where(
        sessions.c.token_hash == bindparam("token_"),
        sessions.c.expires_at > bindparam("now", type_=BigInteger()),
        users.c.disabled == ZERO,
    )
)
_SESSIONS: Final = Statement(
    select(sessions)
    .where(sessions.c.user_id == bindparam("user_"), sessions.c.expires_at > bindparam("now", type_=BigInteger()))
    .order_by(sessions.c.seen_at.desc(), sessions.c.token_hash)
)
_TOUCH: Final = Statement(
    update(sessions)
    .where(sessions.c.token_hash == bindparam("token_"))
    .values(seen_at=bindparam("now", type_=BigInteger()))
)
_CLOSE: Final = Statement(delete(sessions).where(sessions.c.token_hash == bindparam("token_")))
_CLOSE_ALL: Final = Statement(delete(sessions).where(sessions.c.user_id == bindparam("user_")))

_FAILURES: Final = Statement(
    select(func.count())
    .select_from(login_failures)
    .where(login_failures.c.key == bindparam("key_"), login_failures.c.at >= bindparam("since", type_=BigInteger()))
)
_FAIL: Final = Statement(insert(login_failures).values(key=bindparam("key"), at=bindparam("at")))
_FORGIVE: Final = Statement(
    delete(login_failures).where(
        login_failures.c.id
        == select(func.max(login_failures.c.id))
        .where(login_failures.c.key == bindparam("key_"), login_failures.c.at == bindparam("at_", type_=BigInteger()))
        .scalar_subquery()
    )
)
_FORGET: Final = Statement(
    delete(login_failures).where(
        login_failures.c.key == bindparam("key_"), login_failures.c.at < bindparam("before", type_=BigInteger())
    )
)


def _put_token(flavour: Flavour) -> Any:
    new = flavour.insert(api_tokens).values({column.name: bindparam(column.name) for column in api_tokens.c})
    return new.on_conflict_do_update(
        index_elements=[api_tokens.c.token_hash],
        set_={name: new.excluded[name] for name in ("name", "user_id", "scopes", "revoked")},
    )


_ADD_TOKEN: Final = Statement(_put_token)
_TOKEN: Final = Statement(
    select(api_tokens).where(api_tokens.c.token_hash == bindparam("token_"), api_tokens.c.revoked == ZERO)
)
_TOKENS: Final = Statement(select(api_tokens).order_by(api_tokens.c.created_at.desc(), api_tokens.c.token_hash))
_REVOKE: Final = Statement(update(api_tokens).where(api_tokens.c.token_hash == bindparam("token_")).values(revoked=ONE))
_AUDIT: Final = Statement(
    insert(audit).values({column.name: bindparam(column.name) for column in audit.c if column.name != "id"})
)


class Staff:
    """bot.ports.Staff."""

    __slots__ = ("_tx",)

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def add(self, user: User) -> User:
        """Store a new staff member; raises Conflict where the login is taken."""
        new: int | None = _ADD.value(self._tx, **_values(user))
        if new is None:
            raise Conflict("The login {login} is taken; choose another.", login=user.login)
        return replace(user, id=new)

    def save(self, user: User) -> None:
        """Store a changed staff member; raises Conflict where the new login is somebody else's."""
        same = self.by_login(user.login)
        if same is not None and same.id != user.id:
            raise Conflict("The login {login} is taken; choose another.", login=user.login)
        if not _SAVE.run(self._tx, id_=user.id, **{f"{name}_": value for name, value in _values(user).items()}):
            raise NotFound("There is no staff member {id}.", id=user.id)

    def get(self, id: int) -> User:
        """By id; raises NotFound."""
        row = _GET.one(self._tx, id_=id)
        if row is None:
            raise NotFound("There is no staff member {id}.", id=id)
        return _user(row)

    def by_login(self, login: str) -> User | None:
        """By login, any letter case."""
        row = _BY_LOGIN.one(self._tx, key_=_key(login))
        return None if row is None else _user(row)

    def all(self) -> list[User]:
        """Everybody, by name."""
        return [_user(row) for row in _ALL.all(self._tx)]

    def open_session(self, session: Session) -> None:
        """Store a log-in; those of the same user that have expired go."""
        _DROP_EXPIRED.run(self._tx, user_=session.user, now=to_us(session.created_at))
        _OPEN_SESSION.run(
            self._tx,
            token_hash=session.token_hash,
            user_id=session.user,
            csrf=session.csrf,
            created_at=to_us(session.created_at),
            expires_at=to_us(session.expires_at),
            device=session.device,
            method=session.method,
            seen_at=to_us(session.seen_at or session.created_at),
        )

    def session(self, token_hash: str, now: datetime) -> tuple[Session, User] | None:
        """The live session and its user, if neither has expired or been disabled."""
        row = _SESSION.one(self._tx, token_=token_hash, now=to_us(now))
        if row is None:
            return None
        session = Session(
            token_hash=row.token_hash,
            user=row.id,
            csrf=row.csrf,
            created_at=from_us(row.opened_at),
            expires_at=from_us(row.expires_at),
            device=row.device,
            method=row.method,
            seen_at=from_us(row.seen_at),
            factor=row.confirmed_at is not None,
        )
        return session, _user(row)

    def sessions(self, user: int, now: datetime) -> list[Session]:
        """The user's live sessions, the last used first."""
        return [
            Session(
                token_hash=row.token_hash,
                user=row.user_id,
                csrf=row.csrf,
                created_at=from_us(row.created_at),
                expires_at=from_us(row.expires_at),
                device=row.device,
                method=row.method,
                seen_at=from_us(row.seen_at or row.created_at),
            )
            for row in _SESSIONS.all(self._tx, user_=user, now=to_us(now))
        ]

    def touch_session(self, token_hash: str, now: datetime) -> None:
        """It was used just now."""
        _TOUCH.run(self._tx, token_=token_hash, now=to_us(now))

    def close_session(self, token_hash: str) -> None:
        """Log out."""
        _CLOSE.run(self._tx, token_=token_hash)

    def close_sessions(self, user: int) -> None:
        """Log out everywhere."""
        _CLOSE_ALL.run(self._tx, user_=user)

    def failures(self, key: str, since: datetime) -> int:
        """Failed log-ins of a login or an address since then."""
        return int(_FAILURES.value(self._tx, key_=key, since=to_us(since)))

    def fail(self, key: str, at: datetime) -> None:
        """Record a failed log-in."""
        _FORGET.run(self._tx, key_=key, before=to_us(at - _FORGET_FAILURES))
        _FAIL.run(self._tx, key=key, at=to_us(at))

    def forgive(self, key: str, at: datetime) -> None:
        """Take one that was recorded at that moment back: it was none."""
        _FORGIVE.run(self._tx, key_=key, at_=to_us(at))

    def add_token(self, token: ApiToken) -> None:
        """Store an API token; one with the same hash is replaced."""
        _ADD_TOKEN.run(
            self._tx,
            token_hash=token.token_hash,
            name=token.name,
            user_id=token.user,
            scopes=dumps(token.scopes),
            created_at=to_us(token.created_at),
            revoked=int(token.revoked),
        )

    def token(self, token_hash: str) -> ApiToken | None:
        """A live API token."""
        row = _TOKEN.one(self._tx, token_=token_hash)
        return None if row is None else _token(row)

    def tokens(self) -> list[ApiToken]:
        """All API tokens, newest first."""
        return [_token(row) for row in _TOKENS.all(self._tx)]

    def revoke_token(self, token_hash: str) -> None:
        """It works no more; raises NotFound."""
        if not _REVOKE.run(self._tx, token_=token_hash):
            raise NotFound("There is no such API token.")

    def audit(self, at: datetime, user: int | None, action: str, target: str, detail: str = "") -> None:
        """Write down who did what."""
        _AUDIT.run(self._tx, at=to_us(at), user_id=user, action=action, target=target, detail=detail)

    def audited(
        self,
        limit: int = 200,
        *,
        before: int | None = None,
        user: int | None = None,
        action: str = "",
        target: str = "",
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> list[Mapping[str, Any]]:
        """The newest lines of the audit log: see bot.ports.Staff."""
        return audited(
            self._tx, limit, before=before, user=user, action=action, target=target, since=since, until=until
        )


def _key(login: str) -> str:
    return login.strip().casefold()


def _values(user: User) -> dict[str, Any]:
    return {
        "login": user.login,
        "login_key": _key(user.login),
        "name": user.name,
        "password_hash": user.password_hash,
        "role": user.role.value,
        "department": user.department,
        "must_change_password": int(user.must_change_password),
        "disabled": int(user.disabled),
        "created_at": to_us(user.created_at),
    }


def _user(row: Any) -> User:
    return User(
        id=row.id,
        login=row.login,
        name=row.name,
        password_hash=row.password_hash,
        role=Role(row.role),
        department=row.department,
        must_change_password=bool(row.must_change_password),
        disabled=bool(row.disabled),
        created_at=from_us(row.created_at),
    )


def _token(row: Any) -> ApiToken:
    return ApiToken(
        token_hash=row.token_hash,
        name=row.name,
        user=row.user_id,
        scopes=tuple(loads(row.scopes)),
        created_at=from_us(row.created_at),
        revoked=bool(row.revoked),
    )
