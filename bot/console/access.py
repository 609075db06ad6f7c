"""Who may come in: passwords, sessions, CSRF tokens, API tokens, throttling."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from bot.errors import Conflict, InvalidInput, NotAllowed
from bot.ports import Clock, Database, UnitOfWork
from bot.records import ApiToken, Role, Session, User

#: Below this a password is refused (NIST SP 800-63B 3.1.1.2 asks for 15 where it is the only factor, 8 at the least).
SHORTEST_PASSWORD: Final = 10

#: Scopes of an API token.
SCOPES: Final = ("cases:read", "cases:write")

_HASHER: Final = PasswordHasher()

#: Compared with where the login is unknown, so that both answers take the same time.
_NOBODY: Final = "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHRzb21lc2FsdA$Ck1qH0bM0FSjRmHNnAWmJdNX0SQ9ZJ3Z0CQXhJYbP0w"


def hashed(token: str) -> str:
    """What is stored of a session cookie or API token."""
    return hashlib.sha256(token.encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedIn:
    """A fresh session: `cookie` is the only place where its token exists."""

    user: User
    session: Session
    cookie: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Logs staff in and out."""

    database: Database
    clock: Clock
    session_for: timedelta
    attempts: int
    window: timedelta

    async def log_in(self, login: str, password: str, ip: str) -> LoggedIn:
        """A session for the right password. Raises NotAllowed; the text never says which half was wrong."""
        now = self.clock.now()
        keys = (f"login:{login.strip().lower()[:100]}", f"ip:{ip}")
        limits = (self.attempts, self.attempts * 5)

        def before(uow: UnitOfWork) -> tuple[bool, User | None]:
            since = now - self.window
            throttled = any(uow.staff.failures(key, since) >= most for key, most in zip(keys, limits, strict=True))
            return throttled, uow.staff.by_login(login)

        throttled, user = await self.database.read(before)
        if throttled:
            minutes = max(1, int(self.window.total_seconds() // 60))
            raise NotAllowed(f"Too many failed attempts. Try again in {minutes} minutes.")
        right = await asyncio.to_thread(_verify, user.password_hash if user else _NOBODY, password)
        if user is None or user.disabled or not right:

            def failed(uow: UnitOfWork) -> None:
                for key in keys:
                    uow.staff.fail(key, now)

            await self.database.transact(failed)
            raise NotAllowed("Login or password is wrong.")
        cookie = secrets.token_urlsafe(32)
        session = Session(
            token_hash=hashed(cookie),
            user=user.id,
            csrf=secrets.token_urlsafe(24),
            created_at=now,
            expires_at=now + self.session_for,
        )

        def opened(uow: UnitOfWork) -> None:
            uow.staff.open_session(session)
            uow.staff.audit(now, user.id, "log_in", user.login)

        await self.database.transact(opened)
        return LoggedIn(user=user, session=session, cookie=cookie)

    async def session(self, cookie: str | None) -> tuple[Session, User] | None:
        """The live session of a cookie."""
        if not cookie:
            return None
        now = self.clock.now()
        return await self.database.read(lambda uow: uow.staff.session(hashed(cookie), now))

    async def log_out(self, cookie: str) -> None:
        """End the session."""
        await self.database.transact(lambda uow: uow.staff.close_session(hashed(cookie)))

    async def change_password(self, user: User, old: str, new: str) -> None:
        """Set a new password; every other session of the user ends. Raises NotAllowed or InvalidInput."""
        if not await asyncio.to_thread(_verify, user.password_hash, old):
            raise NotAllowed("The present password is wrong.")
        fresh = await asyncio.to_thread(to_hash, new)

        def body(uow: UnitOfWork) -> None:
            uow.staff.save(replace(user, password_hash=fresh, must_change_password=False))
            uow.staff.close_sessions(user.id)
            uow.staff.audit(self.clock.now(), user.id, "change_password", user.login)

        await self.database.transact(body)

    async def token(self, bearer: str) -> tuple[ApiToken, User | None] | None:
        """The live API token and the user it acts for."""

        def body(uow: UnitOfWork) -> tuple[ApiToken, User | None] | None:
            token = uow.staff.token(hashed(bearer))
            if token is None or token.revoked:
                return None
            user = uow.staff.get(token.user) if token.user is not None else None
            if user is not None and user.disabled:
                return None
            return token, user

        return await self.database.read(body)


def same(given: str | None, expected: str) -> bool:
    """Compare secrets in constant time."""
    return hmac.compare_digest((given or "").encode(), expected.encode())


def to_hash(password: str) -> str:
    """The argon2id hash of a password that is long enough; raises InvalidInput."""
    if len(password) < SHORTEST_PASSWORD:
        raise InvalidInput(f"password: at least {SHORTEST_PASSWORD} characters.")
    if len(password) > 1000:
        raise InvalidInput("password: at most 1000 characters.")
    return _HASHER.hash(password)


def _verify(hash: str, password: str) -> bool:
    try:
        return _HASHER.verify(hash, password)
    except (VerificationError, InvalidHashError):
        return False


def new_user(
    uow: UnitOfWork, *, login: str, name: str, role: Role, password_hash: str, now: datetime, department: str = ""
) -> User:
    """Add a staff member, who must change the password given out at the first log-in."""
    login = login.strip()
    if not login or len(login) > 100 or any(char.isspace() for char in login):
        raise InvalidInput("login: 1 to 100 characters without spaces.")
    if uow.staff.by_login(login):
        raise Conflict(f"login: there is a {login} already.")
    if role is Role.DEPARTMENT and not department:
        raise InvalidInput("department: a department user needs one.")
    return uow.staff.add(
        User(
            login=login,
            name=name.strip() or login,
            password_hash=password_hash,
            role=role,
            department=department,
            must_change_password=True,
            created_at=now,
        )
    )


def one_time_password() -> str:
    """A password to be given out once: 16 characters without lookalikes."""
    alphabet = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
    return "".join(secrets.choice(alphabet) for _ in range(16))


def first_administrator(uow: UnitOfWork, *, now: datetime, password_hash: str) -> User | None:
    """The administrator of a fresh installation; None where there are staff already."""
    if uow.staff.all():
        return None
    return new_user(
        uow, login="admin", name="Administrator", role=Role.ADMINISTRATOR, password_hash=password_hash, now=now
    )


def new_token(uow: UnitOfWork, *, name: str, user: User, scopes: tuple[str, ...], now: datetime) -> str:
    """A bearer token that acts for `user`; the text returned is nowhere else. Raises InvalidInput."""
    if not name:
        raise InvalidInput("name: say what the token is for.")
    if not scopes or any(scope not in SCOPES for scope in scopes):
        raise InvalidInput(f"scopes: choose from {', '.join(SCOPES)}.")
    token = f"hy_{secrets.token_urlsafe(32)}"
    uow.staff.add_token(ApiToken(token_hash=hashed(token), name=name, user=user.id, scopes=scopes, created_at=now))
    uow.staff.audit(now, user.id, "add_token", name, " ".join(scopes))
    return token
