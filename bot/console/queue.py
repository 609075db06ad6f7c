"""The queue: cases in views, filtered and sorted as the address says, and what is done with many at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from typing import Any, Final

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from bot.cases.case import LIVE, Status
from bot.cases.figures import named
from bot.console.api import from_cursor, to_cursor
from bot.console.filed import filed_within, to_day
from bot.console.filters import query
from bot.console.staffroom import Route, Staffroom, whole
from bot.desk import casework, incidents, merging, progress
from bot.desk.entering import WAYS
from bot.desk.rules import Rules
from bot.errors import Conflict, HuiyinError, InvalidInput
from bot.messages import LANGUAGES
from bot.ports import UnitOfWork, Wanted
from bot.records import Role, User

#: Views of the queue.
VIEWS: Final = ("mine", "department", "unassigned", "waiting", "escalated", "again", "overdue", "all")
SORTS: Final = ("urgency", "due", "newest")

_PAGE: Final = 40
#: A badge counts up to here.
COUNTED: Final = 99
#: Cases that are changed at once.
MOST: Final = 100


class Queue(Staffroom):
    """The list of cases."""

    def routes(self) -> tuple[Route, ...]:
        """The list, and changes of many."""
        return (
            ("GET", "/console", self._home),
            ("GET", "/console/cases", self._cases),
            ("POST", "/console/cases", self._bulk),
        )

    async def _home(self, _: Request) -> Response:
        return RedirectResponse("/console/cases", 303)

    async def _cases(self, request: Request) -> Response:
        live = await self._live(request)
        user, asked = live[1], request.query_params
        now = self._rules.clock.now()
        after = asked.get("after") or None
        cursor = to_cursor(after)
        chosen = self._chosen(asked)
        text = asked.get("text", "").strip()[:200]
        status = chosen["status"]
        if text and "status" not in asked:
            # Who searches wants to find, whatever became of it.
            status = chosen["status"] = ""
        statuses = tuple(sorted(LIVE)) if status == "live" else (status,) if status else ()
        views = VIEWS if user.department else tuple(view for view in VIEWS if view != "department")
        view = chosen["view"] if chosen["view"] in views else "all"
        own = user.department if user.role is Role.DEPARTMENT else None

        error: InvalidInput | None = None
        filters: Wanted = {}
        try:
            filters = _filters(chosen, self._rules.policy.calendar.zone)
        except InvalidInput as fault:
            error = fault

        def body(uow: UnitOfWork) -> Any:
            counts = {}
            for one in views:
                at_work: Wanted = {"status": tuple(sorted(LIVE)), **in_view(one, user, own, now)}
                counts[one] = uow.cases.count(COUNTED, **at_work)
            wanted: Wanted = {"text": text, "status": statuses, "sort": chosen["sort"]}
            wanted = {**wanted, **filters, **in_view(view, user, own, now)}
            if own is None and view != "department" and chosen["department"]:
                wanted["department"] = chosen["department"]
            # A filter that can't be is no filter: nothing is shown for what was not asked.
            lines = [] if error else uow.cases.search(after=cursor, limit=_PAGE + 1, **wanted)
            staff = [one for one in uow.staff.all() if not one.disabled]
            return lines, uow.cases.cursor, counts, staff, [] if own else uow.incidents.open()

        lines, to_next, counts, staff, open_incidents = await self._database.read(body)
        page = lines[:_PAGE]
        return await self._page(
            request,
            live,
            "cases.html",
            "cases",
            code=422 if error else 200,
            error=error,
            lines=page,
            views=views,
            view=view,
            counts=counts,
            counted=COUNTED,
            chosen=chosen,
            text=text,
            categories=list(self._rules.policy.categories),
            departments=[] if own else list(self._rules.policy.departments),
            channels=[*(name for name in self._rules.limits if name != "terminal" and name not in WAYS), *WAYS],
            staff=staff,
            incidents=open_incidents,
            next=from_cursor(to_next(page[-1])) if len(lines) > _PAGE else None,
            after=after,
        )

    def _chosen(self, asked: Mapping[str, str]) -> dict[str, str]:
        """The filters of the address, each one of its list or ""."""
        policy = self._rules.policy
        lists: dict[str, tuple[str, ...]] = {
            "view": VIEWS,
            "sort": SORTS,
            "status": ("", "live", *Status),
            "category": tuple(policy.categories),
            "department": tuple(policy.departments),
            "channel": (*self._rules.limits, *WAYS),
            "language": LANGUAGES,
            "priority": ("0", "1", "2"),
        }
        otherwise = {"view": "all", "sort": "urgency", "status": "live"}
        found = {
            key: value if (value := asked.get(key, otherwise.get(key, ""))) in known else otherwise.get(key, "")
            for key, known in lists.items()
        }
        first, last = (to_day(asked.get(key, "")) for key in ("from", "to"))
        found["from"], found["to"] = (day.isoformat() if day else "" for day in (first, last))
        found["product"] = " ".join(asked.get("product", "").split())[:200]
        owner = asked.get("owner", "")
        found["owner"] = owner if owner.isdecimal() and len(owner) < 18 else ""
        return found

    async def _bulk(self, request: Request) -> Response:
        """Each case is a transaction of its own: what can be done is done, what can't is said."""
        session, user, form = await self._posted(request)
        numbers = list(dict.fromkeys(str(one)[:40] for one in form.getlist("number")))[:MOST]
        values = {key: value for key, value in form.items() if isinstance(value, str)}
        change = BULK.get(values.get("change", ""))
        if change is None or not numbers:
            raise InvalidInput("Choose at least one case, and what to do with it.")
        now = self._rules.clock.now()
        done: list[str] = []
        refused: list[tuple[str, HuiyinError]] = []
        for number in numbers:
            try:
                await self._database.transact(
                    lambda uow, number=number: change(uow, self._rules, number, user, values, now)  # type: ignore[misc]  # bound at once
                )
                done.append(number)
            except HuiyinError as error:
                if not isinstance(error, InvalidInput | Conflict):
                    raise
                refused.append((number, error))
        back = values.get("back", "")
        if not back.startswith("/console/cases?") and back != "/console/cases":
            back = "/console/cases"
        if not refused:
            return RedirectResponse(query(back, done="bulk"), 303)
        return await self._page(
            request, (session, user), "bulk.html", "cases", code=422, changed=done, refused=refused, back=back
        )


def _filters(chosen: Mapping[str, str], zone: tzinfo) -> Wanted:
    first, before = filed_within(to_day(chosen["from"]), to_day(chosen["to"]), zone)
    wanted: Wanted = {"filed_from": first, "filed_before": before}
    if chosen["product"]:
        wanted["product"] = named(chosen["product"])
    if chosen["category"]:
        wanted["category"] = chosen["category"]
    if chosen["channel"]:
        wanted["channel"] = chosen["channel"]
    if chosen["language"]:
        wanted["language"] = chosen["language"]
    if chosen["priority"]:
        wanted["priority"] = int(chosen["priority"])
    if chosen["owner"]:
        wanted["owner"] = int(chosen["owner"])
    return wanted


def in_view(view: str, user: User, own: str | None, now: datetime) -> Wanted:
    """What a view of the queue holds; `own`: the department beyond which one sees nothing."""
    wanted: Wanted = {}
    if own is not None:
        wanted["department"] = own
    if view == "mine":
        wanted["owner"] = user.id
    elif view == "department":
        wanted["department"] = user.department
    elif view == "unassigned":
        wanted["unowned"] = True
    elif view == "waiting":
        wanted["waiting"] = True
    elif view == "escalated":
        wanted["escalated"] = True
    elif view == "again":
        wanted["recomplained"] = True
    elif view == "overdue":
        wanted["overdue_at"] = now
    return wanted


Change = Callable[[UnitOfWork, Rules, str, User, Mapping[str, str], datetime], object]

#: What can be done with many cases at once.
BULK: Final[Mapping[str, Change]] = {
    "assign": lambda uow, rules, number, user, values, now: progress.assign(
        uow, rules, number, user, owner=whole(values["user"]) if values.get("user") else None, now=now
    ),
    "category": lambda uow, rules, number, user, values, now: progress.reclassify(
        uow, rules, number, user, category=values.get("to_category", ""), note=values.get("reason", "")[:2000], now=now
    ),
    "priority": lambda uow, rules, number, user, values, now: progress.reclassify(
        uow,
        rules,
        number,
        user,
        priority=whole(values.get("to_priority", "")),
        note=values.get("reason", "")[:2000],
        now=now,
    ),
    "department": lambda uow, rules, number, user, values, now: casework.refer(
        uow, rules, number, user, to=values.get("to_department", ""), note=values.get("reason", "")[:2000], now=now
    ),
    "incident": lambda uow, rules, number, user, values, now: incidents.link(
        uow, whole(values.get("incident", "")), user, numbers=[number], how="bulk", now=now
    ),
    "merge": lambda uow, rules, number, user, values, now: merging.merge(
        uow, rules, number, user, into=values.get("into", "")[:40], now=now
    ),
}
