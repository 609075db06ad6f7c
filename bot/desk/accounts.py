"""What administrators change in the account of a staff member."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.desk.rules import Rules
from bot.errors import InvalidInput, NotFound
from bot.ports import UnitOfWork
from bot.records import Role, User


def change(
    uow: UnitOfWork,
    rules: Rules,
    administrator: User,
    person: User,
    verb: str,
    *,
    now: datetime,
    password_hash: str = "",
    role: str = "",
    department: str = "",
) -> User:
    """disable | enable | reset (to the password of that hash, which must be changed) | role (with its department).

    All but enabling end the person's sessions: what they may do is looked at anew. Raises InvalidInput, NotFound.
    """
    changes: dict[str, Any]
    detail = ""
    match verb:
        case "disable":
            if person.id == administrator.id:
                raise InvalidInput("You can't disable yourself; another administrator must.")
            changes = {"disabled": True}
        case "enable":
            changes = {"disabled": False}
        case "reset":
            changes = {"password_hash": password_hash, "must_change_password": True}
        case "role":
            changes = _place(rules, administrator, person, role, department)
            detail = f"{person.role.value} → {role}" + (f", {department}" if department else "")
        case _:
            raise NotFound("There is no such action.")
    person = replace(person, **changes)
    uow.staff.save(person)
    if verb != "enable":
        uow.staff.close_sessions(person.id)
    uow.staff.audit(now, administrator.id, f"{verb}_user", person.login, detail)
    return person


def _place(rules: Rules, administrator: User, person: User, role: str, department: str) -> dict[str, Any]:
    if role not in tuple(Role):
        raise InvalidInput("role: choose one of the list.")
    if department and department not in rules.policy.departments:
        raise InvalidInput("department: choose one of the list.")
    if role == Role.DEPARTMENT and not department:
        raise InvalidInput("department: a department user needs one.")
    if person.id == administrator.id and role != Role.ADMINISTRATOR:
        raise InvalidInput("You can't take your own role away; another administrator must.")
    return {"role": Role(role), "department": department}
