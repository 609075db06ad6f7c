"""The console's pages for work on cases: the queue, a case, the alerts."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from fastapi import Request, Response
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse

from bot.cases.case import LIVE, TRANSITIONS, Case, Status
from bot.console.access import Access
from bot.console.api import from_cursor, to_cursor
from bot.console.rendering import Rendering
from bot.console.staffroom import Route, Staffroom, whole
from bot.desk import handoff, progress
from bot.desk.rules import Rules
from bot.errors import Conflict, InvalidInput, NotAllowed, NotFound
from bot.ports import Database, FileStore, UnitOfWork
from bot.records import Role, Session, User

#: Views of the queue.
VIEWS: Final = ("mine", "unassigned", "waiting", "overdue", "all")

_PAGE: Final = 40
#: A badge counts up to here.
_COUNTED: Final = 99
_THREAD: Final = 100
_STATIC: Final = Path(__file__).parent / "static"
_TYPES: Final = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}

#: Pictures are shown to staff inside the page; everything else is a download.
_SHOWN: Final = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})


class Pages(Staffroom):
    """The queue, a case, the alerts. `as_download` makes bytes safe to hand to a browser."""

    def __init__(
        self,
        database: Database,
        rules: Rules,
        access: Access,
        rendering: Rendering,
        *,
        files: FileStore,
        as_download: Callable[[bytes, str], Response],
    ) -> None:
        super().__init__(database, rules, access, rendering)
        self._files = files
        self._as_download = as_download

    def routes(self) -> tuple[Route, ...]:
        """Everything that staff do with cases."""
        return (
            ("GET", "/console", self._home),
            ("GET", "/console/cases", self._cases),
            ("GET", "/console/cases/{number}", self._case),
            ("GET", "/console/cases/{number}/files/{hash}", self._file),
            ("POST", "/console/cases/{number}/{verb}", self._act),
            ("GET", "/console/alerts", self._alerts),
            ("POST", "/console/alerts/{id}/seen", self._seen),
            ("GET", "/console/static/{name}", self._static),
        )

    async def _home(self, _: Request) -> Response:
        return RedirectResponse("/console/cases", 303)

    async def _cases(self, request: Request) -> Response:
        live = await self._live(request)
        user = live[1]
        query = request.query_params
        view = query.get("view", "all")
        view = view if view in VIEWS else "all"
        status = query.get("status", "live")
        status = status if status in ("", "live", *Status) else "live"
        category = query.get("category", "")
        text = query.get("text", "").strip()[:200]
        after = query.get("after") or None
        cursor = to_cursor(after)
        now = self._rules.clock.now()
        statuses = tuple(sorted(LIVE)) if status == "live" else (status,) if status else ()
        if text and "status" not in query:
            # Who searches wants to find, whatever became of it.
            status, statuses = "", ()

        department = user.department if user.role is Role.DEPARTMENT else None

        def body(uow: UnitOfWork) -> Any:
            live_now = tuple(sorted(LIVE))
            few = {"department": department, "status": live_now, "limit": _COUNTED}
            counts: dict[str, int | None] = dict.fromkeys(VIEWS)
            counts["waiting"] = len(uow.cases.search(waiting=True, **few))  # type: ignore[arg-type]  # its own keywords
            counts["overdue"] = len(uow.cases.search(overdue_at=now, **few))  # type: ignore[arg-type]
            lines = uow.cases.search(
                text=text,
                status=statuses,
                department=department,
                owner=user.id if view == "mine" else None,
                unowned=view == "unassigned",
                waiting=view == "waiting",
                overdue_at=now if view == "overdue" else None,
                category=category if category in self._rules.policy.categories else None,
                after=cursor,
                limit=_PAGE + 1,
            )
            return lines, uow.cases.cursor, counts

        lines, to_next, counts = await self._database.read(body)
        page = lines[:_PAGE]
        return await self._page(
            request,
            live,
            "cases.html",
            "cases",
            lines=page,
            view=view,
            counts=counts,
            status=status,
            category=category,
            text=text,
            categories=list(self._rules.policy.categories),
            next=from_cursor(to_next(page[-1])) if len(lines) > _PAGE else None,
            after=after,
        )

    async def _case(self, request: Request) -> Response:
        live = await self._live(request)
        return await self._case_page(request, live)

    async def _case_page(
        self,
        request: Request,
        live: tuple[Session, User],
        *,
        draft: Mapping[str, str] | None = None,
        error: str | None = None,
    ) -> Response:
        user = live[1]
        number = request.path_params["number"]
        before = request.query_params.get("before", "")

        def body(uow: UnitOfWork) -> dict[str, Any]:
            case = progress.find(uow, number, user)
            conversation = uow.conversations.get(case.conversation)
            if before.isdecimal() and int(before) < 2**62:
                thread = uow.transcript.before(conversation.id, int(before), _THREAD)
            else:
                thread = uow.transcript.latest(conversation.id, _THREAD)
            own = uow.cases.of_customer(case.customer)
            related = [other for other in own if other.id != case.id]
            if case.order_number:
                known = {other.id for other in own}
                related += [other for other in uow.cases.with_order(case.order_number) if other.id not in known]
            if user.role is Role.DEPARTMENT:
                related = [other for other in related if other.department == user.department]
            earlier = f"/console/cases/{case.number}?before={thread[0].id}" if len(thread) == _THREAD else None
            return {
                "case": case,
                "allowed": _allowed(case),
                "summary": _summary(case),
                "customer": {"name": conversation.name, "cases": len(own)},
                "conversation": conversation,
                "thread": thread,
                "earlier": earlier,
                "timeline": uow.cases.timeline(case.id),
                "handoff": uow.handoffs.open_of(case.id),
                "related": related,
                "survey": uow.surveys.of(case.id),
                "categories": list(self._rules.policy.categories),
                "staff": [person for person in uow.staff.all() if not person.disabled],
            }

        values = await self._database.read(body)
        return await self._page(
            request, live, "case.html", "case", code=422 if error else 200, error=error, draft=dict(draft or {}),
            may_act=True, **values,
        )  # fmt: skip

    async def _file(self, request: Request) -> Response:
        _, user = await self._live(request)
        number, hash = request.path_params["number"], request.path_params["hash"]

        def found(uow: UnitOfWork) -> bool:
            return uow.transcript.has_file(progress.find(uow, number, user).conversation, hash)

        if not await self._database.read(found):
            raise NotFound("There is no such file in this case.")
        data = await asyncio.to_thread(self._files.open, hash)
        response = self._as_download(data, request.query_params.get("name", "file")[:200])
        kind = await asyncio.to_thread(_sniffed, data)
        if kind in _SHOWN:
            response.headers["Content-Type"] = kind
        return response

    async def _act(self, request: Request) -> Response:
        session, user, form = await self._posted(request)
        number, verb = request.path_params["number"], request.path_params["verb"]
        act = _VERBS.get(verb)
        if act is None:
            raise NotFound("There is no such action.")
        now = self._rules.clock.now()
        values = {key: value for key, value in form.items() if isinstance(value, str)}
        try:
            await self._database.transact(lambda uow: act(uow, self._rules, number, user, values, now))
        except (InvalidInput, Conflict) as error:
            if isinstance(error, NotFound | NotAllowed):
                raise
            draft = {"reply": values.get("text", "")} if verb == "reply" else {verb: values.get("text", "")}
            return await self._case_page(request, (session, user), draft=draft, error=str(error))
        return RedirectResponse(f"/console/cases/{number}?done={verb}", 303)

    async def _alerts(self, request: Request) -> Response:
        live = await self._live(request)
        user = live[1]

        def body(uow: UnitOfWork) -> tuple[list[Any], dict[int, str]]:
            items, numbers = [], {}
            for alert in uow.alerts.unseen():
                if alert.case is not None:
                    case = uow.cases.get(alert.case)
                    if user.role is Role.DEPARTMENT and case.department != user.department:
                        continue
                    numbers[alert.case] = case.number
                elif user.role is Role.DEPARTMENT:
                    continue
                items.append(alert)
            return items, numbers

        items, numbers = await self._database.read(body)
        return await self._page(request, live, "alerts.html", "alerts", items=items, numbers=numbers)

    async def _seen(self, request: Request) -> Response:
        _, user, _ = await self._posted(request)
        id = whole(request.path_params["id"])
        await self._database.transact(lambda uow: uow.alerts.seen(id, user.id))
        return RedirectResponse("/console/alerts?done=seen", 303)

    async def _static(self, request: Request) -> Response:
        file = _STATIC / request.path_params["name"]
        kind = _TYPES.get(file.suffix)
        if kind is None or file.parent != _STATIC or not file.is_file():
            return HTMLResponse("There is no such file.", 404)
        return FileResponse(file, media_type=kind, headers={"Cache-Control": "no-cache"})


Act = Callable[[UnitOfWork, Rules, str, User, Mapping[str, str], datetime], object]


def _text(values: Mapping[str, str]) -> str:
    return values.get("text", "")[:20_000]


_VERBS: Final[Mapping[str, Act]] = {
    "claim": lambda uow, rules, number, user, _, now: handoff.claim(
        uow, rules, progress.find(uow, number, user), user, now=now
    ),
    "release": lambda uow, rules, number, user, values, now: handoff.release(
        uow, progress.find(uow, number, user), user, now=now, note=_text(values)
    ),
    "reply": lambda uow, rules, number, user, values, now: handoff.reply(
        uow, rules, progress.find(uow, number, user), user, _text(values), now=now
    ),
    "start": lambda uow, rules, number, user, values, now: progress.start(
        uow, rules, number, user, note=_text(values), now=now
    ),
    "propose": lambda uow, rules, number, user, values, now: progress.propose(
        uow, rules, number, user, solution=_text(values), now=now
    ),
    "resolve": lambda uow, rules, number, user, values, now: progress.resolve(
        uow, rules, number, user, note=_text(values), now=now
    ),
    "reopen": lambda uow, rules, number, user, values, now: progress.reopen(
        uow, rules, number, user, note=_text(values), now=now
    ),
    "withdraw": lambda uow, rules, number, user, values, now: progress.withdraw(
        uow, rules, number, user, note=_text(values), now=now
    ),
    "note": lambda uow, rules, number, user, values, now: progress.add_note(
        uow, rules, number, user, text=_text(values), public=values.get("public") == "1", now=now
    ),
    "assign": lambda uow, rules, number, user, values, now: progress.assign(
        uow, number, user, owner=whole(values["user"]) if values.get("user") else None, now=now
    ),
    "category": lambda uow, rules, number, user, values, now: progress.reclassify(
        uow, rules, number, user, category=values.get("category", ""), note=values.get("reason", "")[:2000], now=now
    ),
    "priority": lambda uow, rules, number, user, values, now: progress.reclassify(
        uow,
        rules,
        number,
        user,
        priority=whole(values.get("priority", "")),
        note=values.get("reason", "")[:2000],
        now=now,
    ),
}


def _allowed(case: Case) -> set[Status]:
    return set(TRANSITIONS[case.status])


def _summary(case: Case) -> str:
    parts = (str(case.answers.get("product") or ""), str(case.answers.get("description") or ""))
    return " · ".join(" ".join(part.split()) for part in parts if part)[:200]


def _sniffed(data: bytes) -> str | None:
    import filetype

    found = filetype.guess(data)
    return found.mime if found else None
