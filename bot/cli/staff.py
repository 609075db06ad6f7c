"""`huiyin user` and `huiyin token`: staff accounts and API tokens from the command line, beside a running product."""

from __future__ import annotations

import argparse
from dataclasses import replace

from bot.cli import working
from bot.cli.transacting import in_database
from bot.configure import SystemClock
from bot.console import second
from bot.console.access import new_token, new_user, one_time_password, to_hash
from bot.desk import staffwork
from bot.errors import InvalidInput, NotFound
from bot.ports import UnitOfWork
from bot.records import Role, User
from bot.settings import Settings
from channels.telegram.account import NAME as TELEGRAM


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
        if arguments.action == "unpair":
            second.reset(uow, None, person, now=now)
            return person
        if arguments.action == "reset":
            person = replace(person, password_hash=to_hash(password), must_change_password=True)
        else:
            person = replace(person, disabled=arguments.action == "disable")
        uow.staff.save(person)
        if arguments.action != "enable":
            uow.staff.close_sessions(person.id)
        uow.staff.audit(now, None, f"{arguments.action}_user", person.login)
        return person

    if arguments.action in working.ACTIONS:
        return working.act(settings, arguments)
    if arguments.action == "link":
        print(in_database(settings, lambda uow: _link(uow, arguments.login)))
        return 0
    if arguments.action == "list":
        for person in in_database(settings, listed):
            state = "disabled" if person.disabled else "active"
            print(f"{person.login:<20} {person.role.value:<14} {person.department:<18} {state:<9} {person.name}")
        return 0
    person = in_database(settings, added if arguments.action == "add" else changed)
    if arguments.action in ("add", "reset"):
        print(f"{person.login} / {password}   (one-time password; it must be changed at the first log-in)")
    elif arguments.action == "unpair":
        print(f"The second factor of {person.login} is reset; the password alone lets in until an app is paired again.")
    else:
        print(f"{person.login} is {'disabled' if person.disabled else 'enabled'}.")
    return 0


def _link(uow: UnitOfWork, login: str) -> str:
    """What this person opens or sends; see bot.desk.staffwork."""
    code = staffwork.invite(uow, _by_login(uow, login), now=SystemClock().now())
    me = uow.notes.get(TELEGRAM, "me")
    if me and me.get("username"):
        return f"https://t.me/{me['username']}?start=staff_{code}   (open it within a day; it works once)"
    return f"Write this to your bot on Telegram within a day; it works once:\n/start staff_{code}"


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
