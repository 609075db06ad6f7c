"""One case: its conversation on all channels, its details and course, the customer; what staff do with it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from starlette.datastructures import FormData

from bot.cases.case import LIVE, TRANSITIONS, Case, Event, Status, may_go
from bot.cases.number import normalise
from bot.cases.solution import REMEDIES
from bot.console import solving, timing
from bot.console.access import Access
from bot.console.incidents import of_case
from bot.console.rendering import Rendering
from bot.console.staffroom import Route, Staffroom, whole
from bot.console.uploads import Sizes, kept
from bot.console.verbs import VERBS
from bot.desk import casework, handoff, merging, once, presence, progress, resending, scripts, views
from bot.desk.rules import Rules
from bot.errors import Conflict, HuiyinError, InvalidInput, NotAllowed, NotFound
from bot.messages import Attachment
from bot.ports import Database, FileStore, UnitOfWork
from bot.records import Conversation, Entry, Place, Role, Session, User

_THREAD: Final = 100
#: With the id of what the page sends by itself.
_ONCE: Final = "x-once"
#: Files of one reply.
_FILES: Final = 5
#: Conversations that a thread is woven of.
_TALKS: Final = 5

#: Pictures are shown to staff inside the page; everything else is a download.
_SHOWN: Final = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
#: Details that staff may fill in though the customer has not.
_DETAILS: Final = (
    "description",
    "product",
    "order_number",
    "occurred_at",
    "place",
    "person",
    "amount",
    "contact",
    "remedy",
)


class CaseRoom(Staffroom):
    """`as_download` makes bytes safe to hand to a browser."""

    def __init__(
        self,
        database: Database,
        rules: Rules,
        access: Access,
        rendering: Rendering,
        *,
        files: FileStore,
        sizes: Sizes,
        as_download: Callable[[bytes, str], Response],
    ) -> None:
        super().__init__(database, rules, access, rendering)
        self._files = files
        self._sizes = sizes
        self._as_download = as_download

    def routes(self) -> tuple[Route, ...]:
        """The page, its files, its forms."""
        return (
            ("GET", "/console/cases/{number}", self._case),
            ("GET", "/console/cases/{number}/files/{hash}", self._file),
            ("GET", "/console/cases/{number}/scripts", self._scripts),
            ("POST", "/console/cases/{number}/presence", self._presence),
            ("POST", "/console/cases/{number}/reply", self._reply),
            ("POST", "/console/cases/{number}/{verb}", self._act),
        )

    async def _case(self, request: Request) -> Response:
        live = await self._live(request)
        return await self._case_page(request, live)

    async def _case_page(
        self,
        request: Request,
        live: tuple[Session, User],
        *,
        draft: Mapping[str, Mapping[str, str]] | None = None,
        error: HuiyinError | None = None,
    ) -> Response:
        user = live[1]
        number = request.path_params["number"]
        asked = request.query_params.get("before", "")
        before = int(asked) if asked.isdecimal() and len(asked) < 18 else 2**62
        now = self._rules.clock.now()

        def body(uow: UnitOfWork) -> dict[str, Any]:
            case = progress.find(uow, number, user)
            conversation = uow.conversations.get(case.conversation)
            places = uow.conversations.places(case.customer)
            thread = _thread(uow, conversation, places, before)
            timeline = uow.cases.timeline(case.id)
            own = uow.cases.of_customer(case.customer)
            duplicates = uow.cases.duplicates(case.id)
            known = {case.id, *(other.id for other in duplicates)}
            related = [other for other in own if other.id not in known]
            known |= {other.id for other in related}
            if case.order_number:
                related += [other for other in uow.cases.with_order(case.order_number) if other.id not in known]
            if user.role is Role.DEPARTMENT:
                related = [other for other in related if other.department == user.department]
            earlier = f"/console/cases/{case.number}?before={thread[0].id}" if len(thread) == _THREAD else None
            return {
                "case": case,
                **of_case(uow, case, user),
                "main": None if case.main is None else merging.main_of(uow, case),
                "duplicates": duplicates,
                "allowed": _allowed(case),
                "summary": summary_of(case),
                "customer": {"name": conversation.name, "cases": len(own)},
                "conversation": conversation,
                "thread": thread,
                "channels": {place.conversation: place.address.channel for place in places},
                "places": places,
                "spoken": self._rules.spoken(conversation.address.channel),
                "reach": resending.places(uow, self._rules, case.customer),
                "earlier": earlier,
                "timeline": timeline,
                "may_go": _may_go(case, timeline),
                "handoff": uow.handoffs.open_of(case.id),
                "related": related,
                "survey": uow.surveys.of(case.id),
                "categories": list(self._rules.policy.categories),
                "departments": list(self._rules.policy.departments),
                "staff": [person for person in uow.staff.all() if not person.disabled],
                "others": presence.others(uow, case.id, user, now=now),
                "clocks": timing.shown(uow, self._rules, case, now),
                "absent": uow.working.roster(now).away,
                "solution": solving.view(uow, self._rules, case, user, now=now),
                "views": uow.views.of(case.id),
                "blank": [key for key in _DETAILS if not case.answers.get(key)],
            }

        values = await self._database.read(body)
        if not views.known(values["views"], user, now):
            await self._database.transact(lambda uow: views.look(uow, values["case"], user, now))
        if user.role is not Role.ADMINISTRATOR:
            values["views"] = None
        return await self._page(
            request, live, "case.html", "case", code=422 if error else 200, error=error, draft=dict(draft or {}),
            may_act=values["main"] is None, remedies=REMEDIES, sizes=self._sizes, again=resending.AGAIN,
            internal=casework.INTERNAL, **values,
        )  # fmt: skip

    async def _file(self, request: Request) -> Response:
        _, user = await self._live(request)
        number, hash = request.path_params["number"], request.path_params["hash"]

        def found(uow: UnitOfWork) -> bool:
            case = progress.find(uow, number, user)
            talks = {case.conversation} | {place.conversation for place in uow.conversations.places(case.customer)}
            return any(uow.transcript.has_file(talk, hash) for talk in talks if talk is not None)

        if not await self._database.read(found):
            raise NotFound("There is no such file in this case.")
        data = await asyncio.to_thread(self._files.open, hash)
        response = self._as_download(data, request.query_params.get("name", "file")[:200])
        kind = await asyncio.to_thread(_sniffed, data)
        if kind in _SHOWN:
            response.headers["Content-Type"] = kind
        return response

    async def _scripts(self, request: Request) -> Response:
        """The prepared replies that fit this case and these words, filled in."""
        _, user = await self._live(request)
        number, words = request.path_params["number"], request.query_params.get("q", "")[:100]

        def body(uow: UnitOfWork) -> list[dict[str, str]]:
            case = progress.find(uow, number, user)
            name = uow.conversations.get(case.conversation).name
            return [
                {"title": script.title, "text": scripts.fill(script, self._rules, case, user, name)}
                for script in scripts.fitting(uow, case, words)
            ]

        found = await self._database.read(body)
        return JSONResponse({"scripts": found}, headers={"Cache-Control": "no-store"})

    async def _presence(self, request: Request) -> Response:
        """{"others": [{"name", "typing"}]}: who else has the case open."""
        _, user, form = await self._posted(request)
        number, now = request.path_params["number"], self._rules.clock.now()
        if form.get("gone"):
            await self._database.transact(lambda uow: presence.gone(uow, number, user, now=now))
            return JSONResponse({})
        typing = form.get("typing") == "1"

        def body(uow: UnitOfWork) -> list[dict[str, Any]]:
            others = presence.here(uow, number, user, typing=typing, now=now)
            return [{"name": uow.staff.get(one.user).name, "typing": one.typing} for one in others]

        return JSONResponse({"others": await self._database.transact(body)})

    async def _reply(self, request: Request) -> Response:
        session, user, form = await self._posted(request)
        number, now = request.path_params["number"], self._rules.clock.now()
        values = {key: value[:20_000] for key, value in form.items() if isinstance(value, str) and key != "csrf"}
        text, to, sent = values.get("text", ""), values.get("to", ""), request.headers.get(_ONCE, "")
        try:
            await self._database.read(lambda uow: progress.find(uow, number, user))
            files = await self._kept(form)

            def body(uow: UnitOfWork) -> None:
                case = progress.find(uow, number, user)
                if not once.first_time(uow, user, sent):
                    return
                talk = resending.conversation_of(uow, self._rules, case.customer, whole(to)) if to else None
                handoff.reply(
                    uow, self._rules, case, user, text, now=now, attachments=files, to=talk,
                    question=values.get("question") == "1",
                )  # fmt: skip

            await self._database.transact(body)
        except (InvalidInput, Conflict) as error:
            if isinstance(error, NotFound | NotAllowed):
                raise
            return await self._case_page(request, (session, user), draft={"reply": values}, error=error)
        finally:
            await form.close()
        return _done(request, number, "reply", number, "reply")

    async def _kept(self, form: FormData) -> tuple[Attachment, ...]:
        return await kept(form, self._files, most=_FILES, max_file=self._sizes.file)

    async def _act(self, request: Request) -> Response:
        session, user, form = await self._posted(request)
        number, verb = request.path_params["number"], request.path_params["verb"]
        act = VERBS.get(verb)
        if act is None:
            raise NotFound("There is no such action.")
        now = self._rules.clock.now()
        values = {key: value[:20_000] for key, value in form.items() if isinstance(value, str) and key != "csrf"}
        id = request.headers.get(_ONCE, "")

        def body(uow: UnitOfWork) -> object:
            return act(uow, self._rules, number, user, values, now) if once.first_time(uow, user, id) else None

        try:
            changed = await self._database.transact(body)
        except (InvalidInput, Conflict) as error:
            if isinstance(error, NotAllowed) or (isinstance(error, NotFound) and verb != "merge"):
                raise
            return await self._case_page(request, (session, user), draft={verb: values}, error=error)
        here, sent = number, verb
        if verb in ("merge", "split") and isinstance(changed, Case):
            number = changed.number
        if verb == "propose" and isinstance(changed, Case) and changed.status is not Status.PROPOSED:
            verb = "waiting"
        return _done(request, number, verb, here, sent)


def _done(request: Request, number: str, done: str, here: str, sent: str) -> Response:
    """To the case, and what was done; `sent`: whose draft is no longer one, by the form of the case `here`.

    A page that sends by itself, and again until it hears of it, is told where to go.
    """
    draft = f"{normalise(here) or here}:{sent}"
    address = f"/console/cases/{number}?{urlencode({'done': done, 'sent': draft})}"
    return JSONResponse({"to": address}) if _ONCE in request.headers else RedirectResponse(address, 303)


def _thread(uow: UnitOfWork, conversation: Conversation, places: Sequence[Place], before: int) -> list[Entry]:
    """What was said on all channels, woven by time: ids grow over all conversations."""
    talks = dict.fromkeys([conversation.id, *(place.conversation for place in places if place.conversation)])
    lines = [line for talk in list(talks)[:_TALKS] for line in uow.transcript.before(talk, before, _THREAD)]
    return sorted(lines, key=lambda line: line.id)[-_THREAD:]


def _allowed(case: Case) -> set[Status]:
    return set(TRANSITIONS[case.status]) if case.main is None else set()


def _may_go(case: Case, timeline: Sequence[Event]) -> bool:
    """Whether the customer waits for somebody to withdraw the case."""
    return case.status in LIVE and case.main is None and may_go(timeline)


def summary_of(case: Case) -> str:
    """One line of the complaint, as in the queue."""
    parts = (str(case.answers.get("product") or ""), str(case.answers.get("description") or ""))
    return " · ".join(" ".join(part.split()) for part in parts if part)[:200]


def _sniffed(data: bytes) -> str | None:
    import filetype

    found = filetype.guess(data)
    return found.mime if found else None
