"""The staff API for administrators: people, tokens, notices, the audit log."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from bot.cases.number import normalise
from bot.console import access as access_module
from bot.console import second
from bot.console.access import SCOPES, Access
from bot.console.gate import FAULTS, needs
from bot.console.shapes import Shape
from bot.console.timing import iso
from bot.desk import accounts, notices, progress
from bot.desk.rules import Rules
from bot.errors import InvalidInput
from bot.ports import Database, UnitOfWork
from bot.records import ApiToken, Notice, Role, User

Id = Annotated[int, Path(ge=1, le=2**62, description="Its id")]
Before = Annotated[int | None, Query(ge=1, le=2**62, description="`next` of the page before")]
Limit = Annotated[int, Query(ge=1, le=500, description="Rows of a page")]


class Body(BaseModel):
    """What is sent; an unknown key is a mistake."""

    model_config = ConfigDict(extra="forbid")


class UserShape(Shape):
    """A staff member."""

    id: int
    login: str = Field(examples=["li"])
    name: str = Field(examples=["李明"])
    role: str = Field(description="agent, department, supervisor, administrator", examples=["agent"])
    department: str
    disabled: bool
    must_change_password: bool = Field(description="A one-time password was given out and not yet changed")
    second_factor: bool
    created_at: str


class UsersShape(Shape):
    """All staff, by name."""

    users: list[UserShape]


class NewUser(Body):
    """A new staff member."""

    login: str = Field(max_length=100, examples=["li"])
    name: str = Field(default="", max_length=100, examples=["李明"])
    role: Role = Field(examples=["agent"])
    department: str = Field(default="", max_length=100, description="Of the role department", examples=["logistics"])


class WithPassword(Shape):
    """The user, and the one-time password where one was made: it is nowhere else."""

    user: UserShape
    password: str | None = Field(default=None, description="To be handed over safely, and changed at the first log-in")


class NewRole(Body):
    """Another role; the person is logged out."""

    role: Role = Field(examples=["supervisor"])
    department: str = Field(default="", max_length=100, description="Of the role department")


class TokenShape(Shape):
    """An API token; the text itself was shown once."""

    id: str = Field(description="The SHA-256 of its text")
    name: str = Field(examples=["hotline"])
    user: int | None = Field(description="For whom it acts")
    scopes: list[str] = Field(examples=[["cases:read"]])
    created_at: str
    revoked: bool


class TokensShape(Shape):
    """All tokens, newest first."""

    tokens: list[TokenShape]


class NewToken(Body):
    """A new token, which acts for whoever makes it."""

    name: str = Field(min_length=1, max_length=100, examples=["hotline"])
    scopes: list[str] = Field(min_length=1, max_length=20, description=", ".join(SCOPES), examples=[["cases:read"]])


class Token(Shape):
    """The token's text, which is nowhere else."""

    name: str
    token: str = Field(examples=["hy_…"])


class Done(Shape):
    """It is done."""

    id: str


class NoticeShape(Shape):
    """What somebody was told outside the console."""

    id: int
    notifier: str = Field(description="webhook:NAME, mail:ADDRESS, staff, …", examples=["webhook:crm"])
    kind: str = Field(examples=["overdue"])
    text: str
    to: str = Field(description="Of the notifier staff: whom")
    case: str | None
    at: str
    status: str = Field(description="waiting, sent, failed")
    attempts: int
    error: str | None


class NoticesShape(Shape):
    """A page of the notices, newest first."""

    notices: list[NoticeShape]
    next: int | None = Field(description="`before` of the next page")


class AuditShape(Shape):
    """Something that somebody did."""

    id: int
    at: str
    user: int | None
    action: str = Field(examples=["viewed"])
    target: str
    detail: str


class AuditsShape(Shape):
    """A page of the audit log, newest first."""

    lines: list[AuditShape]
    next: int | None = Field(description="`before` of the next page")


def router(database: Database, rules: Rules, access: Access) -> APIRouter:
    """Below /api/v1; the scope is `admin`, and the role administrator."""
    api = APIRouter(prefix="/api/v1", tags=["administration"], responses=FAULTS)
    gate = needs(access, "admin")

    async def administrator(user: User = Depends(gate)) -> User:  # noqa: B008  # FastAPI's way
        progress.require(user, Role.ADMINISTRATOR)
        return user

    boss = Depends(administrator)

    @api.get("/users", response_model=UsersShape)
    async def users(user: User = boss) -> dict[str, Any]:
        """All staff."""
        del user
        found, paired = await database.read(lambda uow: (uow.staff.all(), uow.factors.owners()))
        return {"users": [to_user(one, one.id in paired) for one in found]}

    @api.post("/users", status_code=201, response_model=WithPassword)
    async def add(new: NewUser, user: User = boss) -> dict[str, Any]:
        """Add a staff member with a one-time password."""
        if new.department and new.department not in rules.policy.departments:
            raise InvalidInput(
                "department: {department} is none of {departments}.",
                department=new.department,
                departments=rules.policy.departments,
            )
        password = access_module.one_time_password()
        hash = await asyncio.to_thread(access_module.to_hash, password)
        now = rules.clock.now()

        def body(uow: UnitOfWork) -> User:
            made = access_module.new_user(
                uow, login=new.login, name=new.name, role=new.role, password_hash=hash, now=now,
                department=new.department,
            )  # fmt: skip
            uow.staff.audit(now, user.id, "add_user", made.login, made.role.value)
            return made

        return {"user": to_user(await database.transact(body), False), "password": password}

    async def change(id: int, user: User, verb: str, **more: str) -> dict[str, Any]:
        now = rules.clock.now()

        def body(uow: UnitOfWork) -> tuple[User, bool]:
            person = accounts.change(uow, rules, user, uow.staff.get(id), verb, now=now, **more)
            return person, person.id in uow.factors.owners()

        return to_user(*await database.transact(body))

    @api.post("/users/{id}/role", response_model=UserShape)
    async def role(id: Id, new: NewRole, user: User = boss) -> dict[str, Any]:
        """Give another role, or another department. The person is logged out."""
        return await change(id, user, "role", role=new.role.value, department=new.department)

    @api.post("/users/{id}/disable", response_model=UserShape)
    async def disable(id: Id, user: User = boss) -> dict[str, Any]:
        """Nothing lets this person in any more."""
        return await change(id, user, "disable")

    @api.post("/users/{id}/enable", response_model=UserShape)
    async def enable(id: Id, user: User = boss) -> dict[str, Any]:
        """Let a disabled person in again."""
        return await change(id, user, "enable")

    @api.post("/users/{id}/reset", response_model=WithPassword)
    async def reset(id: Id, user: User = boss) -> dict[str, Any]:
        """Give out a new one-time password. The person is logged out."""
        password = access_module.one_time_password()
        hash = await asyncio.to_thread(access_module.to_hash, password)
        return {"user": await change(id, user, "reset", password_hash=hash), "password": password}

    @api.post("/users/{id}/unpair", response_model=UserShape)
    async def unpair(id: Id, user: User = boss) -> dict[str, Any]:
        """Reset the second factor: another app is to be paired. The person is logged out."""
        now = rules.clock.now()

        def body(uow: UnitOfWork) -> User:
            person = uow.staff.get(id)
            second.reset(uow, user, person, now=now)
            return person

        return to_user(await database.transact(body), False)

    @api.get("/tokens", response_model=TokensShape)
    async def tokens(user: User = boss) -> dict[str, Any]:
        """All API tokens."""
        del user
        return {"tokens": [to_token(one) for one in await database.read(lambda uow: uow.staff.tokens())]}

    @api.post("/tokens", status_code=201, response_model=Token)
    async def make(new: NewToken, user: User = boss) -> dict[str, str]:
        """Make a token that acts for whoever asks. Its text is in this answer alone."""
        now = rules.clock.now()
        token = await database.transact(
            lambda uow: access_module.new_token(
                uow, name=new.name.strip(), user=user, scopes=tuple(dict.fromkeys(new.scopes)), now=now
            )
        )
        return {"name": new.name, "token": token}

    @api.post("/tokens/{id}/revoke", response_model=Done)
    async def revoke(
        id: Annotated[str, Path(max_length=64, description="The SHA-256 of its text")], user: User = boss
    ) -> dict[str, str]:
        """It works no more."""
        now = rules.clock.now()

        def body(uow: UnitOfWork) -> None:
            uow.staff.revoke_token(id)
            uow.staff.audit(now, user.id, "revoke_token", id[:12])

        await database.transact(body)
        return {"id": id}

    @api.get("/notices", response_model=NoticesShape)
    async def told(user: User = boss, before: Before = None, limit: Limit = 50) -> dict[str, Any]:
        """What people and other systems were told outside the console."""
        del user
        found = await database.read(lambda uow: uow.notices.latest(before, limit + 1))
        more = found[limit - 1].id if len(found) > limit else None
        return {"notices": [to_notice(one) for one in found[:limit]], "next": more}

    @api.post("/notices/{id}/again", status_code=202, response_model=Done)
    async def again(id: Id, user: User = boss) -> dict[str, str]:
        """Send one again that was sent or given up."""
        now = rules.clock.now()

        def body(uow: UnitOfWork) -> None:
            uow.notices.again(id, now)
            uow.staff.audit(now, user.id, "replay_notice", str(id))
            uow.notify(notices.TOPIC)

        await database.transact(body)
        return {"id": str(id)}

    @api.get("/audit", response_model=AuditsShape)
    async def audit(
        user: User = boss,
        by: Annotated[int | None, Query(ge=1, le=2**62, description="A user's id")] = None,
        action: Annotated[str, Query(max_length=100, description="As the lines name it")] = "",
        target: Annotated[str, Query(max_length=100, description="A case's number, or what else it was about")] = "",
        since: Annotated[AwareDatetime | None, Query(description="From this moment")] = None,
        until: Annotated[AwareDatetime | None, Query(description="Before this moment")] = None,
        before: Before = None,
        limit: Limit = 50,
    ) -> dict[str, Any]:
        """Who did what: log-ins, changes, looks at cases."""
        del user

        def body(uow: UnitOfWork) -> list[Mapping[str, Any]]:
            return uow.staff.audited(
                limit + 1, before=before, user=by, action=action, target=normalise(target) or target, since=since,
                until=until,
            )  # fmt: skip

        found = await database.read(body)
        more = found[limit - 1]["id"] if len(found) > limit else None
        return {"lines": [{**line, "at": iso(line["at"])} for line in found[:limit]], "next": more}

    return api


def to_user(user: User, paired: bool) -> dict[str, Any]:
    """A staff member."""
    return {
        "id": user.id,
        "login": user.login,
        "name": user.name,
        "role": user.role.value,
        "department": user.department,
        "disabled": user.disabled,
        "must_change_password": user.must_change_password,
        "second_factor": paired,
        "created_at": iso(user.created_at),
    }


def to_token(token: ApiToken) -> dict[str, Any]:
    """An API token."""
    return {
        "id": token.token_hash,
        "name": token.name,
        "user": token.user,
        "scopes": list(token.scopes),
        "created_at": iso(token.created_at),
        "revoked": token.revoked,
    }


def to_notice(notice: Notice) -> dict[str, Any]:
    """What somebody was told."""
    return {
        "id": notice.id,
        "notifier": notice.notifier,
        "kind": notice.kind,
        "text": notice.text,
        "to": notice.to,
        "case": notice.case,
        "at": iso(notice.at),
        "status": notice.status,
        "attempts": notice.attempts,
        "error": notice.error,
    }
