"""Which cases a staff member may know of."""

from __future__ import annotations

from bot.cases.case import Case
from bot.records import Role, User


def sees(user: User, case: Case) -> bool:
    """Whether this staff member may know of the case. A department sees its own, and what one was given."""
    return user.role is not Role.DEPARTMENT or case.department == user.department or case.owner == user.id
