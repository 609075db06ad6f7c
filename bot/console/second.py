"""The second factor: paired with an app, asked for after the password, used up with each code, replaced by an
administrator.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.accounts import Entrance, Factor
from bot.console import totp
from bot.console.access import Access, LoggedIn, hashed
from bot.errors import Conflict, InvalidInput, NotAllowed
from bot.ports import UnitOfWork
from bot.records import Session, User
from bot.sealing import Seal

#: Between the password and the code.
PATIENCE: Final = timedelta(minutes=10)
_KIND: Final = "second"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a user stands: `secret` is one that was begun and is not confirmed yet."""

    confirmed_at: datetime | None
    codes: int
    secret: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondFactors:
    """Pairs, asks, and replaces."""

    access: Access
    seal: Seal

    # --- log-in ---

    async def ask(self, user: User) -> str | None:
        """The token of the second step of a log-in; None where the user has no second factor."""
        now = self.access.clock.now()
        token = secrets.token_urlsafe(32)
        entrance = Entrance(token_hash=hashed(token), kind=_KIND, data={"user": user.id}, expires_at=now + PATIENCE)

        def body(uow: UnitOfWork) -> bool:
            factor = uow.factors.of(user.id)
            if factor is None or factor.confirmed_at is None:
                return False
            uow.entrances.add(entrance, now)
            return True

        return token if await self.access.database.transact(body) else None

    async def waits(self, token: str) -> bool:
        """Whether a log-in with this token waits for its code."""
        now = self.access.clock.now()
        found = await self.access.database.read(lambda uow: uow.entrances.get(_KIND, hashed(token), now))
        return found is not None

    async def finish(self, token: str, code: str, ip: str, device: str) -> LoggedIn:
        """A session for the right code, or for a recovery code. Raises NotNow where there were too many wrong ones,
        NotAllowed where it is wrong, Conflict where the log-in took too long.
        """
        access, now = self.access, self.access.clock.now()

        def before(uow: UnitOfWork) -> tuple[User, Factor] | None:
            found = uow.entrances.get(_KIND, hashed(token), now)
            factor = uow.factors.of(int(found.data["user"])) if found else None
            return (uow.staff.get(factor.user), factor) if factor else None

        pending = await access.database.read(before)
        if pending is None:
            raise Conflict("This took too long. Log in again.")
        user, factor = pending
        keys = (_key(user.id), f"second-ip:{ip}")
        attempt = await access.attempt(keys, (access.attempts, access.attempts * 5))
        step = totp.matching(self.seal.open(factor.sealed), code, now)
        session, cookie = access.fresh(user, device=device, method="password", now=now)

        def body(uow: UnitOfWork) -> bool:
            if not _accepted(uow, user.id, code, step):
                return False
            # Whoever was first has it; a disabled user comes in no more.
            if uow.entrances.take(_KIND, hashed(token), now) is None or uow.staff.get(user.id).disabled:
                raise Conflict("This took too long. Log in again.")
            attempt.succeeded(uow)
            uow.staff.open_session(session)
            detail = "password and code" if step is not None else "password and recovery code"
            uow.staff.audit(now, user.id, "log_in", user.login, detail)
            return True

        if not await access.database.transact(body):
            raise NotAllowed("This code is wrong, or was used before.")
        return LoggedIn(user=user, session=session, cookie=cookie)

    # --- one's own ---

    async def standing(self, user: User) -> Standing:
        """How this user stands."""
        factor, codes = await self.access.database.read(
            lambda uow: (uow.factors.of(user.id), uow.factors.codes(user.id))
        )
        if factor is None:
            return Standing(confirmed_at=None, codes=0, secret=None)
        if factor.confirmed_at is not None:
            return Standing(confirmed_at=factor.confirmed_at, codes=codes, secret=None)
        return Standing(confirmed_at=None, codes=codes, secret=self.seal.open(factor.sealed))

    async def begin(self, user: User) -> None:
        """A fresh secret, to be confirmed with a code. Raises Conflict where there is a confirmed one."""
        now = self.access.clock.now()
        sealed = self.seal.close(totp.new_secret())

        def body(uow: UnitOfWork) -> None:
            known = uow.factors.of(user.id)
            if known is not None and known.confirmed_at is not None:
                raise Conflict("There is a second factor already. Turn it off before you pair another app.")
            uow.factors.put(Factor(user=user.id, sealed=sealed, created_at=now))

        await self.access.database.transact(body)

    async def confirm(self, user: User, code: str, keep: Session) -> list[str]:
        """The app shows the right code: from now on it is asked for. Returns the recovery codes, which are nowhere
        else; the user's other sessions end.
        """
        now = self.access.clock.now()
        codes = totp.new_recovery_codes()

        def body(uow: UnitOfWork) -> bool:
            factor = uow.factors.of(user.id)
            if factor is None or factor.confirmed_at is not None:
                raise Conflict("There is nothing to confirm. Begin again.")
            step = totp.matching(self.seal.open(factor.sealed), code, now)
            if step is None:
                return False
            uow.factors.put(replace(factor, confirmed_at=now, last_step=step))
            uow.factors.set_codes(user.id, [hashed(totp.plain(one)) for one in codes])
            self._others_end(uow, user, keep, now)
            uow.staff.audit(now, user.id, "add_second_factor", user.login)
            return True

        await self._right(user, body)
        return codes

    async def renew_codes(self, user: User, code: str) -> list[str]:
        """Ten new recovery codes in place of those before."""
        now = self.access.clock.now()
        codes = totp.new_recovery_codes()

        def body(uow: UnitOfWork) -> bool:
            if not self._holds(uow, user, code, now):
                return False
            uow.factors.set_codes(user.id, [hashed(totp.plain(one)) for one in codes])
            uow.staff.audit(now, user.id, "renew_recovery_codes", user.login)
            return True

        await self._right(user, body)
        return codes

    async def turn_off(self, user: User, code: str) -> None:
        """No code is asked for any more. Raises NotAllowed where the user's role must have one."""
        if user.role in self.access.required:
            raise NotAllowed("Your role must have a second factor. Ask an administrator to reset it for another app.")
        now = self.access.clock.now()

        def body(uow: UnitOfWork) -> bool:
            if not self._holds(uow, user, code, now):
                return False
            uow.factors.drop(user.id)
            uow.staff.audit(now, user.id, "remove_second_factor", user.login)
            return True

        await self._right(user, body)

    def _holds(self, uow: UnitOfWork, user: User, code: str, now: datetime) -> bool:
        factor = uow.factors.of(user.id)
        if factor is None or factor.confirmed_at is None:
            raise Conflict("There is no second factor.")
        return _accepted(uow, user.id, code, totp.matching(self.seal.open(factor.sealed), code, now))

    def _others_end(self, uow: UnitOfWork, user: User, keep: Session, now: datetime) -> None:
        for session in uow.staff.sessions(user.id, now):
            if session.token_hash != keep.token_hash:
                uow.staff.close_session(session.token_hash)

    async def _right(self, user: User, body: Callable[[UnitOfWork], bool]) -> None:
        attempt = await self.access.attempt((_key(user.id),), (self.access.attempts,))

        def tried(uow: UnitOfWork) -> bool:
            right = body(uow)
            if right:
                attempt.succeeded(uow)
            return right

        if not await self.access.database.transact(tried):
            raise InvalidInput("code: it is wrong, or was used before. Wait for the next one.")


def reset(uow: UnitOfWork, administrator: User | None, person: User, *, now: datetime) -> None:
    """The phone is lost: no code is asked for until another app is paired. The person's sessions end."""
    if not uow.factors.drop(person.id):
        raise Conflict("{name} has no second factor.", name=person.name)
    uow.staff.close_sessions(person.id)
    uow.staff.audit(now, administrator.id if administrator else None, "reset_second_factor", person.login)


def _accepted(uow: UnitOfWork, user: int, code: str, step: int | None) -> bool:
    """Use the code up; False where it is wrong or was used before."""
    if step is not None:
        return uow.factors.advance(user, step)
    return uow.factors.use_code(user, hashed(totp.plain(code)))


def _key(user: int) -> str:
    return f"second:{user}"
