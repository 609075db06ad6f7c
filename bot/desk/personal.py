"""Each staff member is told of what they chose, in their language: by e-mail, and by the browser while the console is
open.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from bot.accounts import Preferences
from bot.cases.case import LIVE, Case
from bot.desk.rules import Rules
from bot.desk.sight import sees
from bot.desk.telling import said
from bot.errors import InvalidInput
from bot.messages import LANGUAGES
from bot.ports import UnitOfWork
from bot.records import Alert, Notice, Role, User

#: The notifier that mails each of them at their own address.
PEOPLE: Final = "staff"
#: What can be chosen, in the order in which it is offered.
KINDS: Final = (
    "assigned", "mention", "handoff", "filed", "due_soon", "overdue", "escalated", "low_score", "accepted",
    "undeliverable", "privacy", "doubtful", "poison", "timer", "digest",
)  # fmt: skip
#: Of no use to anybody but those who run the product.
_TECHNICAL: Final = frozenset({"poison", "timer"})

_LONGEST: Final = 254


def tell(uow: UnitOfWork, rules: Rules, alert: Alert) -> None:
    """Tell everybody who chose this kind and may know of it."""
    wishes = uow.wishes.wanting()
    if not wishes:
        return
    case = uow.cases.get(alert.case) if alert.case is not None else None
    people = {person.id: person for person in uow.staff.all()}
    for wish in wishes:
        if _concerns(people[wish.user], alert, case):
            _put(uow, rules, wish, alert.kind, alert.at, case, lambda language: said(rules, language, alert))


def tell_figures(uow: UnitOfWork, rules: Rules, kind: str, text: Callable[[str], str], *, now: datetime) -> None:
    """Tell everybody who chose this kind, which is about no case; departments see only their own figures: none."""
    people = {person.id: person for person in uow.staff.all()}
    for wish in uow.wishes.wanting():
        if people[wish.user].role is not Role.DEPARTMENT:
            _put(uow, rules, wish, kind, now, None, text)


def _put(
    uow: UnitOfWork,
    rules: Rules,
    wish: Preferences,
    kind: str,
    at: datetime,
    case: Case | None,
    text: Callable[[str], str],
) -> None:
    language = wish.language or rules.policy.default_language
    number = case.number if case else None
    if kind in wish.mailed and wish.email and PEOPLE in rules.notifiers:
        uow.notices.add(
            Notice(
                notifier=PEOPLE,
                kind=kind,
                text=text(language),
                at=at,
                case=number,
                category=case.category if case else None,
                priority=int(case.priority) if case else None,
                due_at=case.due_at if case and case.status in LIVE else None,
                to=wish.email,
                language=language,
            )
        )
    if kind in wish.shown:
        uow.wishes.add_news(wish.user, kind, text(language), number, at)
        uow.notify(f"news:{wish.user}")


def _concerns(user: User, alert: Alert, case: Case | None) -> bool:
    if alert.user is not None:
        return alert.user == user.id
    if alert.kind == "assigned":
        # Whoever takes a case knows that they have it.
        return alert.values.get("owner") == user.id != alert.values.get("by")
    if alert.kind in _TECHNICAL and user.role is not Role.ADMINISTRATOR:
        return False
    return sees(user, case) if case else user.role is not Role.DEPARTMENT


def choose(uow: UnitOfWork, user: User, wish: Preferences, *, now: datetime) -> None:
    """Store what a staff member wants. Raises InvalidInput."""
    email = wish.email
    if email and (email.count("@") != 1 or len(email) > _LONGEST or any(sign.isspace() for sign in email)):
        raise InvalidInput("email: an address such as name@example.com, or nothing.")
    if email and (not email.partition("@")[0] or "." not in email.partition("@")[2].strip(".")):
        raise InvalidInput("email: an address such as name@example.com, or nothing.")
    if wish.language and wish.language not in LANGUAGES:
        raise InvalidInput("language: choose one of the list.")
    if unknown := [kind for kind in (*wish.mailed, *wish.shown) if kind not in KINDS]:
        raise InvalidInput("kinds: {unknown} is none of {kinds}.", unknown=unknown[0], kinds=KINDS)
    if wish.mailed and not email:
        raise InvalidInput("email: say where the mails are to go.")
    uow.wishes.put(wish)
    uow.staff.audit(now, user.id, "preferences", user.login, ", ".join(wish.mailed))
