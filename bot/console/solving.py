"""The solution of a case as its page shows it, what its forms do, and the offers that wait for approval."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from bot.cases import worth
from bot.cases.case import Case
from bot.cases.solution import REMEDIES, Offer
from bot.console.staffroom import Route, Staffroom, whole
from bot.desk import offers, progress, solutions
from bot.desk.rules import Rules
from bot.errors import InvalidInput, NotFound
from bot.ports import UnitOfWork
from bot.records import User

Act = Callable[[UnitOfWork, Rules, str, User, Mapping[str, str], datetime], object]


def view(uow: UnitOfWork, rules: Rules, case: Case, user: User, *, now: datetime) -> dict[str, Any]:
    """What `_case_solution.html` and `_case_propose.html` show."""
    authority = rules.solution.authority
    limits: list[tuple[str, Decimal]] = []
    for kind in REMEDIES:
        limit = authority.limit(user.role, kind, case.category)
        if limit is not None:
            limits.append((kind, limit))
    leads = user.role in offers.LEADERS
    return {
        "finding": uow.solutions.finding(case.id),
        "steps": uow.solutions.steps(case.id),
        "offers": uow.solutions.offers(case.id),
        "again": uow.solutions.recomplaints(case.id),
        "causes": list(rules.policy.causes),
        "kinds": REMEDIES,
        "currency": authority.currency,
        "limits": limits,
        "above": bool(rules.solution.next_level_decides and case.recomplaints and not leads),
        "hint": worth.hint(case, rules.solution.worth, now=now),
        "factors": rules.solution.worth,
        "actions": uow.actions.of_case(case.id),
        "audits": [
            one for one in uow.quality.audits_of_case(case.id) if leads or (one.agent == user.id and one.assessed_at)
        ],
        "waiting": next((one for one in uow.solutions.offers(case.id) if one.stage == "waiting"), None),
    }


def _text(values: Mapping[str, str], key: str = "text") -> str:
    return values.get(key, "")[:10_000]


def _number(values: Mapping[str, str], key: str) -> int | None:
    return whole(values[key]) if values.get(key) else None


def to_moment(text: str, rules: Rules) -> datetime | None:
    """A moment of a form, in the business's time zone; None where it is empty. Raises InvalidInput."""
    if not text.strip():
        return None
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise InvalidInput("due: write a date and a time such as 2026-12-01T18:00.") from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=rules.policy.calendar.zone)).astimezone(UTC)


#: Forms of the case page.
VERBS: Final[Mapping[str, Act]] = {
    "propose": lambda uow, rules, number, user, values, now: progress.propose(
        uow,
        rules,
        number,
        user,
        solution=_text(values),
        kind=values.get("kind") or "other",
        amount=offers.to_amount(values.get("amount", "")[:40]),
        currency=values.get("currency", "")[:3].upper(),
        now=now,
    ),
    "cause": lambda uow, rules, number, user, values, now: solutions.find_cause(
        uow, rules, number, user, cause=values.get("cause", ""), words=_text(values), now=now
    ),
    "step": lambda uow, rules, number, user, values, now: solutions.plan(
        uow,
        number,
        user,
        text=_text(values),
        owner=_number(values, "user"),
        due_at=to_moment(values.get("due", "")[:40], rules),
        resources=_text(values, "resources"),
        now=now,
    ),
    "step_done": lambda uow, _, number, user, values, now: solutions.tick(
        uow, number, user, whole(values.get("step", "")), now=now
    ),
    "step_undo": lambda uow, _, number, user, values, now: solutions.tick(
        uow, number, user, whole(values.get("step", "")), now=now, done=False
    ),
    "step_drop": lambda uow, _, number, user, values, now: solutions.drop(
        uow, number, user, whole(values.get("step", "")), now=now
    ),
}


class Approvals(Staffroom):
    """Leaders see all that waits and decide; everybody else sees what became of their own requests."""

    def routes(self) -> tuple[Route, ...]:
        """The list, and the decision."""
        return (
            ("GET", "/console/approvals", self._list),
            ("POST", "/console/approvals/{id}/{verb}", self._decide),
        )

    async def _list(self, request: Request) -> Response:
        live = await self._live(request)
        user, rules = live[1], self._rules

        def body(uow: UnitOfWork) -> dict[str, Any]:
            leads = user.role in offers.LEADERS
            waiting = uow.solutions.waiting() if leads else []
            mine = uow.solutions.made_by(user.id)
            cases = {one.case: uow.cases.get(one.case) for one in [*waiting, *mine]}
            may = {one.id: _may(rules, cases[one.case], one, user) for one in waiting}
            return {"waiting": waiting, "mine": mine, "cases": cases, "may": may, "leads": leads}

        values = await self._database.read(body)
        return await self._page(
            request, live, "approvals.html", "approvals", kinds=REMEDIES,
            currency=rules.solution.authority.currency, **values,
        )  # fmt: skip

    async def _decide(self, request: Request) -> Response:
        _, user, form = await self._posted(request, *offers.LEADERS)
        id, verb = whole(request.path_params["id"]), request.path_params["verb"]
        if verb not in ("approve", "change", "refuse"):
            raise NotFound("There is no such action.")
        given = {key: value for key, value in form.items() if isinstance(value, str)}
        version = whole(given["version"]) if given.get("version") else None
        now = self._rules.clock.now()
        await self._database.transact(
            lambda uow: offers.decide(
                uow,
                self._rules,
                id,
                user,
                verb=verb,
                now=now,
                remark=given.get("remark", "")[:2000],
                version=version,
                kind=given.get("kind", ""),
                amount=offers.to_amount(given.get("amount", "")[:40]),
                words=given.get("words", "")[:10_000],
            )
        )
        return RedirectResponse(f"/console/approvals?done={verb}", 303)


def _may(rules: Rules, case: Case, offer: Offer, user: User) -> str:
    """ "": they may decide; else why not: own | above."""
    if offer.by == user.id:
        return "own"
    reason = offers.reason_of(rules, case, user, offer.kind, offer.amount, offer.currency, alone=False)
    return "above" if reason else ""
