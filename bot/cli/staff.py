"""`huiyin user` and `huiyin token`: staff accounts and API tokens from the command line, beside a running product."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import storage
from bot.configure import SystemClock
from bot.console.access import new_token, new_user, one_time_password, to_hash
from bot.errors import InvalidInput, NotFound
from bot.ports import UnitOfWork
from bot.records import Role, User
from bot.settings import Settings

T = TypeVar("T")


def in_database(settings: Settings, body: Callable[[UnitOfWork], T]) -> T:
    """Run one transaction, whether or not the product is running."""

    async def run() -> T:
        async with storage.open_database(settings.storage.url, pool=1, exclusive=False) as database:
            return await database.transact(body)

    return asyncio.run(run())


def user(settings: Settings, arguments: argparse.Namespace) -> int:
    """List or change staff."""
    now = SystemClock().now()
    password = one_time_password()

    def listed(uow: UnitOfWork) -> list[User]:
        return uow.staff.all()

    def added(uow: UnitOfWork) -> User:
        department = arguments.department
        if department and settings.department(department) is None:
            known = ", ".join(item.id for item in settings.departments)
            raise InvalidInput(f"--department: {department} is none of {known}.")
        person = new_user(
            uow,
            login=arguments.login,
            name=arguments.name,
            role=Role(arguments.role),
            password_hash=to_hash(password),
            now=now,
            department=department,
        )
        uow.staff.audit(now, None, "add_user", person.login, person.role)
        return person

    def changed(uow: UnitOfWork) -> User:
        person = _by_login(uow, arguments.login)
        if arguments.action == "reset":
            person = replace(person, password_hash=to_hash(password), must_change_password=True)
        else:
            person = replace(person, disabled=arguments.action == "disable")
        uow.staff.save(person)
        if arguments.action != "enable":
            uow.staff.close_sessions(person.id)
        uow.staff.audit(now, None, f"{arguments.action}_user", person.login)
        return person

    if arguments.action == "list":
        for person in in_database(settings, listed):
            state = "disabled" if person.disabled else "active"
            print(f"{person.login:<20} {person.role.value:<14} {person.department:<18} {state:<9} {person.name}")
        return 0
    person = in_database(settings, added if arguments.action == "add" else changed)
    if arguments.action in ("add", "reset"):
        print(f"{person.login} / {password}   (one-time password; it must be changed at the first log-in)")
    else:
        print(f"{person.login} is {'disabled' if person.disabled else 'enabled'}.")
    return 0


def token(settings: Settings, arguments: argparse.Namespace) -> int:
    """Make an API token and print it once."""
    now = SystemClock().now()
    scopes = tuple(scope.strip() for scope in arguments.scopes.split(",") if scope.strip())

    def body(uow: UnitOfWork) -> str:
        return new_token(uow, name=arguments.name, user=_by_login(uow, arguments.user), scopes=scopes, now=now)

    print(in_database(settings, body))
    return 0


def _by_login(uow: UnitOfWork, login: str) -> User:
    person = uow.staff.by_login(login)
    if person is None:
        raise NotFound(f"There is no user {login}. See: huiyin user list")
    return person
