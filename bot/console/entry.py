"""A complaint that came by phone, by letter or in a store: the form by which staff write it down."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from bot.cases.case import Priority
from bot.cases.number import normalise
from bot.console.access import Access
from bot.console.rendering import Rendering
from bot.console.staffroom import Route, Staffroom, whole
from bot.console.uploads import Sizes, kept
from bot.desk import customers, entering
from bot.desk.entering import DETAILS, WAYS, WISHES, Entered, Told
from bot.desk.rules import Rules
from bot.errors import Conflict, HuiyinError, InvalidInput, NotAllowed
from bot.people import Likeness
from bot.ports import Database, FileStore, Understander, UnitOfWork
from bot.records import Session, User

#: Files of one complaint.
_FILES: Final = 10
#: What begins the fields of details in the form.
_DETAIL: Final = "detail."


class Entry(Staffroom):
    """The form, and what becomes of it."""

    def __init__(
        self,
        database: Database,
        rules: Rules,
        access: Access,
        rendering: Rendering,
        *,
        understander: Understander,
        files: FileStore,
        sizes: Sizes,
    ) -> None:
        super().__init__(database, rules, access, rendering)
        self._understander = understander
        self._files = files
        self._sizes = sizes

    def routes(self) -> tuple[Route, ...]:
        """The page and its form."""
        return (("GET", "/console/entry", self._form), ("POST", "/console/entry", self._enter))

    async def _form(self, request: Request) -> Response:
        live = await self._live(request)
        asked = request.query_params
        return await self._form_page(
            request, live, form={"customer": asked.get("customer", "")}, find=asked.get("find", "").strip()[:200]
        )

    async def _form_page(
        self,
        request: Request,
        live: tuple[Session, User],
        *,
        form: Mapping[str, str],
        find: str = "",
        found: list[Likeness] | None = None,
        error: HuiyinError | None = None,
    ) -> Response:
        user, policy = live[1], self._rules.policy
        chosen = form.get("customer", "")

        def body(uow: UnitOfWork) -> tuple[list[Likeness], Any]:
            alike = customers.search(uow, find, user) if find else found or []
            known = customers.profile(uow, whole(chosen), user) if chosen.isdecimal() else None
            return alike, known

        alike, known = await self._database.read(body)
        local = self._rules.clock.now().astimezone(policy.calendar.zone)
        number = normalise(request.query_params.get("filed", ""))
        return await self._page(
            request, live, "entry.html", "entry", code=422 if error else 200, error=error,
            form={"key": uuid.uuid4().hex, "received_at": f"{local:%Y-%m-%dT%H:%M}", **form}, find=find, found=alike,
            known=known, filed=number, told=request.query_params.get("told") == "1", ways=WAYS, details=DETAILS,
            wishes=WISHES, categories=list(policy.categories), departments=list(policy.departments),
            by_mail=bool(self._rules.mailbox), latest=f"{local + timedelta(minutes=1):%Y-%m-%dT%H:%M}",
            sizes=self._sizes,
        )  # fmt: skip

    async def _enter(self, request: Request) -> Response:
        session, user, form = await self._posted(request)
        values = {key: value[:20_001] for key, value in form.items() if isinstance(value, str) and key != "csrf"}
        told: Told | None = None
        try:
            told = entering.checked(self._rules, to_told(values, self._rules), now=self._rules.clock.now())
            files = await kept(form, self._files, most=_FILES, max_file=self._sizes.file)
            told = replace(told, files=files)
            entered = await file(self._database, self._rules, self._understander, user, told)
        except (InvalidInput, Conflict) as error:
            if isinstance(error, NotAllowed):
                raise
            return await self._again(request, (session, user), values, told, error)
        finally:
            await form.close()
        if not entered.seen:
            told_by = {"filed": entered.case.number, "told": int(entered.told)}
            return RedirectResponse(f"/console/entry?{urlencode(told_by)}", 303)
        done = "entered" if entered.told else "entered_tell"
        return RedirectResponse(f"/console/cases/{entered.case.number}?done={done}", 303)

    async def _again(
        self,
        request: Request,
        live: tuple[Session, User],
        values: Mapping[str, str],
        told: Told | None,
        error: InvalidInput,
    ) -> Response:
        """What was written stands there still; who the customer may be is there to be chosen."""
        found: list[Likeness] = []
        if told is not None:
            found = await self._database.read(lambda uow: entering.alike(uow, told, live[1]))
        return await self._form_page(request, live, form=values, found=found, error=error)


async def file(database: Database, rules: Rules, understander: Understander, user: User, told: Told) -> Entered:
    """Understand it outside of the transaction, then file it in one."""
    told = entering.checked(rules, told, now=rules.clock.now())
    meaning = await asyncio.to_thread(understander.understand, told.text, entering.context(told))
    now = rules.clock.now()
    try:
        return await database.transact(lambda uow: entering.enter(uow, rules, user, told, meaning, now=now))
    except Conflict:
        # The same form, sent twice at once.
        known = await database.read(lambda uow: entering.before(uow, told, user))
        if known is None:
            raise
        return known


def to_told(values: Mapping[str, str], rules: Rules) -> Told:
    """What stands in the form. Raises InvalidInput where a time or a number can't be read."""
    chosen, priority = values.get("customer", ""), values.get("priority", "")
    if priority not in ("", *(str(int(one)) for one in Priority)):
        raise InvalidInput("priority: 0 (normal), 1 (high) or 2 (urgent).")
    return Told(
        key=values.get("key", "")[:100],
        how=values.get("how", ""),
        text=values.get("text", ""),
        language=values.get("language", ""),
        received_at=local_time(values.get("received_at", ""), rules.policy.calendar.zone),
        name=values.get("name", ""),
        phone=values.get("phone", ""),
        email=values.get("email", ""),
        agreed=values.get("agreed") == "1",
        customer=whole(chosen) if chosen not in ("", "new") else None,
        new=chosen == "new",
        details={
            key.removeprefix(_DETAIL): value
            for key, value in values.items()
            if key.startswith(_DETAIL) and value.strip()
        },
        category=values.get("category", ""),
        priority=int(priority) if priority else None,
        department=values.get("department", ""),
    )


def local_time(text: str, zone: tzinfo) -> datetime:
    """A time as a browser's field writes it, in the business's zone unless it names one."""
    try:
        at = datetime.fromisoformat(text.strip())
        return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise InvalidInput("received_at: give day and time as 2026-11-23T09:30.") from error
