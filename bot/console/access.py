"""Who may come in: passwords, sessions, CSRF tokens, API tokens, throttling."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from bot.console.pace import Pace
from bot.errors import Conflict, InvalidInput, NotAllowed
from bot.ports import Clock, Database, UnitOfWork
from bot.records import ApiToken, Role, Session, User

#: Below this a password is refused (NIST SP 800-63B 3.1.1.2 asks for 15 where it is the only factor, 8 at the least).
SHORTEST_PASSWORD: Final = 10

#: Scopes of an API token; "admin" holds them all, and what only administrators do.
SCOPES: Final = ("cases:read", "cases:write", "customers:read", "reports:read", "admin")

_HASHER: Final = PasswordHasher()

#: A session's last use is written down at most this often.
_SEEN: Final = timedelta(minutes=1)

#: The more special come first: every browser claims to be the others.
_BROWSERS: Final = (
    ("MicroMessenger", "WeChat"), ("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
_SYSTEMS: Final = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("HarmonyOS", "HarmonyOS"), ("Windows", "Windows"),
    ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
)  # fmt: skip

#: Compared with where the login is unknown, so that both answers take the same time.
_NOBODY: Final = "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHRzb21lc2FsdA$Ck1qH0bM0FSjRmHNnAWmJdNX0SQ9ZJ3Z0CQXhJYbP0w"


def hashed(token: str) -> str:
    """What is stored of a session cookie or API token."""
    return hashlib.sha256(token.encode()).hexdigest()


class NotNow(NotAllowed):
    """Too many failed attempts; later again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """Somebody tries to prove who they are; it counts as failed."""

    keys: tuple[str, ...]
    at: datetime

    def succeeded(self, uow: UnitOfWork) -> None:
        """It counts no more."""
        for key in self.keys:
            uow.staff.forgive(key, self.at)


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
    #: Roles that must have a second factor where they come in by password.
    required: frozenset[Role] = frozenset()
    #: Of the staff API's tokens.
    pace: Pace = field(default_factory=lambda: Pace(per_minute=600))

    def demands(self, session: Session, user: User) -> bool:
        """Whether this user must pair an app before anything else."""
        return session.method == "password" and user.role in self.required and not session.factor

    async def prove(
        self, login: str, password: str, ip: str, device: Callable[[User], str | None] | None = None
    ) -> User:
        """Whose password it is. Raises NotAllowed, whose text never says which half was wrong, and NotNow.

        device: what names the browser where this user has logged in there before. Its failures are its own, and those
            of strangers do not keep it out.
        """
        user = await self.database.read(lambda uow: uow.staff.by_login(login))
        known = device(user) if device and user else None
        # As logins are looked up: no other way to write one gets guesses of its own.
        whose = f"device:{known}" if known else f"login:{login.strip().casefold()[:100]}"
        attempt = await self.attempt((whose, f"ip:{ip}"), (self.attempts, self.attempts * 5))
        right = await asyncio.to_thread(_verify, user.password_hash if user else _NOBODY, password)
        if user is None or user.disabled or not right:
            raise NotAllowed("Login or password is wrong.")
        await self.database.transact(attempt.succeeded)
        return user

    async def enter(self, user: User, *, device: str, method: str = "password", detail: str = "password") -> LoggedIn:
        """A session for somebody who proved who they are."""
        now = self.clock.now()
        session, cookie = self.fresh(user, device=device, method=method, now=now)

        def opened(uow: UnitOfWork) -> None:
            uow.staff.open_session(session)
            uow.staff.audit(now, user.id, "log_in", user.login, detail)

        await self.database.transact(opened)
        return LoggedIn(user=user, session=session, cookie=cookie)

    def fresh(self, user: User, *, device: str, method: str, now: datetime) -> tuple[Session, str]:
        """A session that is not stored yet, and the cookie that opens it."""
        cookie = secrets.token_urlsafe(32)
        session = Session(
            token_hash=hashed(cookie),
            user=user.id,
            csrf=secrets.token_urlsafe(24),
            created_at=now,
            expires_at=now + self.session_for,
            device=device,
            method=method,
            seen_at=now,
        )
        return session, cookie

    async def attempt(self, keys: Sequence[str], limits: Sequence[int]) -> Attempt:
        """Count an attempt as failed until it has succeeded: of many that are made at once, none is one too many.

        Raises NotNow where one of the keys has failed too often of late.
        """
        now = self.clock.now()

        def body(uow: UnitOfWork) -> bool:
            since = now - self.window
            if any(uow.staff.failures(key, since) >= most for key, most in zip(keys, limits, strict=True)):
                return False
            for key in keys:
                uow.staff.fail(key, now)
            return True

        if not await self.database.transact(body):
            minutes = max(1, int(self.window.total_seconds() // 60))
            raise NotNow(f"Too many failed attempts. Try again in {minutes} minutes.")
        return Attempt(keys=tuple(keys), at=now)

    async def session(self, cookie: str | None) -> tuple[Session, User] | None:
        """The live session of a cookie."""
        if not cookie:
            return None
        now = self.clock.now()
        live = await self.database.read(lambda uow: uow.staff.session(hashed(cookie), now))
        if live is not None and (live[0].seen_at is None or now - live[0].seen_at >= _SEEN):
            await self.database.transact(lambda uow: uow.staff.touch_session(hashed(cookie), now))
        return live

    async def log_out(self, cookie: str) -> None:
        """End the session."""
        await self.database.transact(lambda uow: uow.staff.close_session(hashed(cookie)))

    async def change_password(self, user: User, old: str, new: str) -> None:
        """Set a new password; every other session of the user ends. Raises NotAllowed, NotNow or InvalidInput."""
        # Whoever sits down at an open session guesses no faster than at the door.
        attempt = await self.attempt((f"password:{user.id}",), (self.attempts,))
        if not await asyncio.to_thread(_verify, user.password_hash, old):
            raise NotAllowed("The present password is wrong.")
        fresh = await asyncio.to_thread(to_hash, new)

        def body(uow: UnitOfWork) -> None:
            uow.staff.save(replace(user, password_hash=fresh, must_change_password=False))
            attempt.succeeded(uow)
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


def device_of(user_agent: str) -> str:
    """A browser and its system, as people call them; "" where it says nothing that we know."""
    browser = next((name for sign, name in _BROWSERS if sign in user_agent), "")
    system = next((name for sign, name in _SYSTEMS if sign in user_agent), "")
    return " · ".join(part for part in (browser, system) if part)


def same(given: str | None, expected: str) -> bool:
    """Compare secrets in constant time."""
    return hmac.compare_digest((given or "").encode(), expected.encode())


def to_hash(password: str) -> str:
    """The argon2id hash of a password that is long enough; raises InvalidInput."""
    if len(password) < SHORTEST_PASSWORD:
        raise InvalidInput("password: at least {shortest_password} characters.", shortest_password=SHORTEST_PASSWORD)
    if len(password) > 1000:
        raise InvalidInput("password: at most 1000 characters.")
    return _HASHER.hash(password)


def _verify(hash: str, password: str) -> bool:
    try:
        return _HASHER.verify(hash, password)
    except (VerificationError, InvalidHashError):
        return False


def new_user(
    uow: UnitOfWork,
    *,
    login: str,
    name: str,
    role: Role,
    password_hash: str,
    now: datetime,
    department: str = "",
    must_change: bool = True,
) -> User:
    """Add a staff member; `must_change`: the password was given out, and is changed at the first log-in."""
    login = login.strip()
    if not login or len(login) > 100 or any(char.isspace() for char in login):
        raise InvalidInput("login: 1 to 100 characters without spaces.")
    if uow.staff.by_login(login):
        raise Conflict("login: there is a {login} already.", login=login)
    if role is Role.DEPARTMENT and not department:
        raise InvalidInput("department: a department user needs one.")
    return uow.staff.add(
        User(
            login=login,
            name=name.strip() or login,
            password_hash=password_hash,
            role=role,
            department=department,
            must_change_password=must_change,
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
        raise InvalidInput("scopes: choose from {scopes}.", scopes=SCOPES)
    token = f"hy_{secrets.token_urlsafe(32)}"
    uow.staff.add_token(ApiToken(token_hash=hashed(token), name=name, user=user.id, scopes=scopes, created_at=now))
    uow.staff.audit(now, user.id, "add_token", name, " ".join(scopes))
    return token
