"""The staff API: what the console can do, for other programs. Bearer tokens with scopes, or the console's session."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Depends, HTTPException, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from bot.cases.case import Case, Event, Status
from bot.console.access import Access, same
from bot.desk import handoff, progress
from bot.desk.rules import Rules
from bot.errors import InvalidInput, NotFound
from bot.messages import attachments_to_json, choices_to_json
from bot.ports import Database, FileStore, UnitOfWork
from bot.records import Alert, CaseLine, Entry, Handoff, Role, Survey, User

T = TypeVar("T")

#: The session cookie of the console; a `__Host-` name needs TLS, which a first trial on loopback lacks.
COOKIE = "huiyin_session"


class Note(BaseModel):
    """A word to the customer that goes with the change, or none."""

    model_config = ConfigDict(extra="forbid")

    note: str = Field(default="", max_length=10_000)


class NewStatus(Note):
    """A change of status by its name."""

    status: str


class Solution(BaseModel):
    """What is offered to the customer."""

    model_config = ConfigDict(extra="forbid")

    solution: str = Field(min_length=1, max_length=10_000)


class Remark(BaseModel):
    """A note on the timeline; `public` notes are told to the customer."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(min_length=1, max_length=10_000)
    public: bool = False


class Reply(BaseModel):
    """A staff member's words to the customer."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(min_length=1, max_length=20_000)


class Assignment(BaseModel):
    """Whose case it is: a user's id or login, or null for nobody."""

    model_config = ConfigDict(extra="forbid")

    owner: int | str | None


class Classification(BaseModel):
    """Another category or priority (0 normal, 1 high, 2 urgent), with a reason."""

    model_config = ConfigDict(extra="forbid")

    category: str | None = None
    priority: int | None = None
    note: str = Field(default="", max_length=2000)


def router(
    database: Database, rules: Rules, access: Access, files: FileStore, as_download: Callable[[bytes, str], Response]
) -> APIRouter:
    """All routes below /api/v1 for staff."""
    api = APIRouter(prefix="/api/v1", tags=["staff"])

    def user_with(scope: str) -> Callable[[Request], Any]:
        async def dependency(request: Request) -> User:
            return await _user(request, access, scope)

        return dependency

    reader = Depends(user_with("cases:read"))
    writer = Depends(user_with("cases:write"))

    async def change(body: Callable[[UnitOfWork, datetime], Case]) -> dict[str, Any]:
        now = rules.clock.now()

        def whole(uow: UnitOfWork) -> dict[str, Any]:
            return to_case(uow, body(uow, now), full=False)

        return await database.transact(whole)

    @api.get("/cases")
    async def cases(
        user: User = reader,
        text: Annotated[str, Query(max_length=200)] = "",
        status: Annotated[list[str] | None, Query()] = None,
        category: str | None = None,
        owner: int | None = None,
        unowned: bool = False,
        waiting: bool = False,
        overdue: bool = False,
        priority: Annotated[int | None, Query(ge=0, le=2)] = None,
        cursor: Annotated[str | None, Query(max_length=100)] = None,
        limit: Annotated[int, Query(ge=1, le=200)] = 50,
    ) -> dict[str, Any]:
        """A page of the queue, most urgent first. `next` is the cursor of the next page, or null."""
        for item in status or ():
            if item not in tuple(Status):
                raise InvalidInput(f"status: {item} is none of {', '.join(Status)}.")
        after = to_cursor(cursor)
        now = rules.clock.now()

        def body(uow: UnitOfWork) -> dict[str, Any]:
            lines = uow.cases.search(
                text=text,
                status=tuple(status or ()),
                department=user.department if user.role is Role.DEPARTMENT else None,
                category=category,
                owner=owner,
                unowned=unowned,
                waiting=waiting,
                overdue_at=now if overdue else None,
                priority=priority,
                after=after,
                limit=limit + 1,
            )
            page = lines[:limit]
            more = len(lines) > limit
            return {
                "cases": [to_line(line) for line in page],
                "next": from_cursor(uow.cases.cursor(page[-1])) if more else None,
            }

        return await database.read(body)

    @api.get("/cases/{number}")
    async def show(number: str, user: User = reader) -> dict[str, Any]:
        """One case with its answers, conversation, timeline, survey and handoff."""
        return await database.read(lambda uow: to_case(uow, progress.find(uow, number, user), full=True))

    @api.get("/cases/{number}/timeline")
    async def timeline(number: str, user: User = reader) -> dict[str, Any]:
        """Everything that happened to the case, oldest first."""

        def body(uow: UnitOfWork) -> dict[str, Any]:
            case = progress.find(uow, number, user)
            return {"events": [to_event(event) for event in uow.cases.timeline(case.id)]}

        return await database.read(body)

    @api.get("/cases/{number}/messages")
    async def messages(number: str, user: User = reader, after: Annotated[int, Query(ge=0)] = 0) -> dict[str, Any]:
        """The conversation's lines after line `after`, with their delivery state."""

        def body(uow: UnitOfWork) -> dict[str, Any]:
            case = progress.find(uow, number, user)
            if after:
                lines = uow.transcript.of(case.conversation, after=after)
            else:
                lines = uow.transcript.latest(case.conversation)
            return {"messages": [to_entry(entry) for entry in lines]}

        return await database.read(body)

    @api.get("/cases/{number}/files/{hash}")
    async def file(number: str, hash: str, user: User = reader, name: str = "file") -> Response:
        """A file of the case's conversation, as a download."""

        def allowed(uow: UnitOfWork) -> bool:
            return uow.transcript.has_file(progress.find(uow, number, user).conversation, hash)

        if not await database.read(allowed):
            raise NotFound("There is no such file in this case.")
        return as_download(await asyncio.to_thread(files.open, hash), name)

    @api.post("/cases/{number}/status")
    async def status(number: str, new: NewStatus, user: User = writer) -> dict[str, Any]:
        """Change the status: in_progress, resolved, reopened or withdrawn. The customer is told, with the note."""
        verbs: Mapping[str, Callable[..., Case]] = {
            Status.IN_PROGRESS: progress.start,
            Status.RESOLVED: progress.resolve,
            Status.REOPENED: progress.reopen,
            Status.WITHDRAWN: progress.withdraw,
        }
        verb = verbs.get(new.status)
        if verb is None:
            known = ", ".join(verbs)
            raise InvalidInput(f"status: {new.status!r} can't be set; use one of {known}, or POST …/propose.")
        return await change(lambda uow, now: verb(uow, rules, number, user, note=new.note, now=now))

    @api.post("/cases/{number}/propose")
    async def propose(number: str, new: Solution, user: User = writer) -> dict[str, Any]:
        """Offer a solution; the customer accepts or rejects it."""
        return await change(lambda uow, now: progress.propose(uow, rules, number, user, solution=new.solution, now=now))

    @api.post("/cases/{number}/resolve")
    async def resolve(number: str, user: User = writer, new: Note | None = None) -> dict[str, Any]:
        """It is solved: the customer is told, and asked later whether they are satisfied."""
        note = new.note if new else ""
        return await change(lambda uow, now: progress.resolve(uow, rules, number, user, note=note, now=now))

    @api.post("/cases/{number}/note")
    async def note(number: str, new: Remark, user: User = writer) -> dict[str, Any]:
        """Add a note."""
        return await change(
            lambda uow, now: progress.add_note(uow, rules, number, user, text=new.text, public=new.public, now=now),
        )

    @api.post("/cases/{number}/assign")
    async def assign(number: str, new: Assignment, user: User = writer) -> dict[str, Any]:
        """Give the case an owner."""

        def body(uow: UnitOfWork, now: datetime) -> Case:
            owner = new.owner
            if isinstance(owner, str):
                person = uow.staff.by_login(owner)
                if person is None:
                    raise InvalidInput(f"owner: there is no user {owner}.")
                owner = person.id
            return progress.assign(uow, number, user, owner=owner, now=now)

        return await change(body)

    @api.post("/cases/{number}/classify")
    async def classify(number: str, new: Classification, user: User = writer) -> dict[str, Any]:
        """Change category or priority."""
        return await change(
            lambda uow, now: progress.reclassify(
                uow, rules, number, user, category=new.category, priority=new.priority, note=new.note, now=now
            ),
        )

    @api.post("/cases/{number}/reply", status_code=202)
    async def reply(number: str, new: Reply, user: User = writer) -> dict[str, Any]:
        """Write to the customer. Claims the conversation: the bot is silent until it is released."""
        now = rules.clock.now()

        def body(uow: UnitOfWork) -> dict[str, Any]:
            case = progress.find(uow, number, user)
            return {"message": handoff.reply(uow, rules, case, user, new.text, now=now)}

        return await database.transact(body)

    @api.post("/cases/{number}/handoff/claim")
    async def claim(number: str, user: User = writer) -> dict[str, Any]:
        """Take the conversation over."""
        now = rules.clock.now()

        def body(uow: UnitOfWork) -> dict[str, Any]:
            case = progress.find(uow, number, user)
            return to_handoff(handoff.claim(uow, rules, case, user, now=now))

        return await database.transact(body)

    @api.post("/cases/{number}/handoff/release")
    async def release(number: str, user: User = writer, new: Note | None = None) -> dict[str, Any]:
        """Give the conversation back to the bot."""
        now = rules.clock.now()

        def body(uow: UnitOfWork) -> dict[str, Any]:
            case = progress.find(uow, number, user)
            handoff.release(uow, case, user, now=now, note=new.note if new else "")
            return to_case(uow, uow.cases.get(case.id), full=False)

        return await database.transact(body)

    @api.get("/alerts")
    async def alerts(_: User = reader) -> dict[str, Any]:
        """What nobody has looked at yet."""
        return await database.read(lambda uow: {"alerts": [to_alert(alert) for alert in uow.alerts.unseen()]})

    return api


async def _user(request: Request, access: Access, scope: str) -> User:
    scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and bearer:
        found = await access.token(bearer.strip())
        if found is None:
            raise HTTPException(401, "This API token is unknown or revoked. Make one in the console under API tokens.")
        token, user = found
        if user is None:
            raise HTTPException(403, "This token belongs to a system, not to a staff member.")
        if scope not in token.scopes:
            raise HTTPException(403, f"This token lacks the scope {scope}.")
        return user
    live = await access.session(request.cookies.get(COOKIE))
    if live is None:
        raise HTTPException(401, "Send `Authorization: Bearer TOKEN`, or log in at /console.")
    session, user = live
    if user.must_change_password:
        raise HTTPException(403, "Change your one-time password at /console/password first.")
    if request.method not in ("GET", "HEAD") and not same(request.headers.get("x-csrf-token"), session.csrf):
        raise HTTPException(403, "The X-CSRF-Token header is missing or wrong.")
    return user


def to_cursor(raw: str | None) -> tuple[int, int, int] | None:
    """The cursor from its text "priority.due.id"."""
    if not raw:
        return None
    try:
        priority, due, id = (int(part) for part in raw.split("."))
    except ValueError as error:
        raise InvalidInput("cursor: use the `next` of the page before.") from error
    if not (0 <= priority <= 9 and abs(due) < 2**62 and 0 <= id < 2**62):
        raise InvalidInput("cursor: use the `next` of the page before.")
    return priority, due, id


def from_cursor(cursor: tuple[int, int, int]) -> str:
    """The cursor as text."""
    return ".".join(str(part) for part in cursor)


def iso(at: datetime | None) -> str | None:
    """RFC 3339 in UTC."""
    return at.isoformat().replace("+00:00", "Z") if at else None


def to_line(line: CaseLine) -> dict[str, Any]:
    """A row of the queue."""
    return {
        "number": line.number,
        "status": line.status,
        "category": line.category,
        "priority": line.priority,
        "department": line.department,
        "owner": line.owner,
        "level": line.level,
        "channel": line.channel,
        "language": line.language,
        "due_at": iso(line.due_at),
        "filed_at": iso(line.filed_at),
        "updated_at": iso(line.updated_at),
        "summary": line.summary,
        "customer": line.customer,
        "customer_name": line.customer_name,
        "waiting": line.waiting,
    }


def to_case(uow: UnitOfWork, case: Case, *, full: bool) -> dict[str, Any]:
    """One case; `full` adds conversation, timeline, survey and handoff."""
    value: dict[str, Any] = {
        "number": case.number,
        "status": case.status.value,
        "category": case.category,
        "priority": int(case.priority),
        "priority_reason": case.priority_reason,
        "department": case.department,
        "owner": case.owner,
        "level": case.level,
        "recomplaints": case.recomplaints,
        "channel": case.channel,
        "language": case.language,
        "order_number": case.order_number,
        "answers": dict(case.answers),
        "confirmed": case.confirmed,
        "proposal": case.proposal,
        "due_at": iso(case.due_at),
        "filed_at": iso(case.filed_at),
        "acknowledged_at": iso(case.acknowledged_at),
        "resolved_at": iso(case.resolved_at),
        "closed_at": iso(case.closed_at),
        "updated_at": iso(case.updated_at),
        "customer": case.customer,
        "form": case.form,
        "form_version": case.form_version,
    }
    if full:
        open_handoff = uow.handoffs.open_of(case.id)
        survey = uow.surveys.of(case.id)
        value |= {
            "messages": [to_entry(entry) for entry in uow.transcript.latest(case.conversation)],
            "timeline": [to_event(event) for event in uow.cases.timeline(case.id)],
            "handoff": to_handoff(open_handoff) if open_handoff else None,
            "survey": to_survey(survey) if survey else None,
        }
    return value


def to_event(event: Event) -> dict[str, Any]:
    """One line of a timeline."""
    return {
        "id": event.id,
        "at": iso(event.at),
        "kind": event.kind,
        "actor": event.actor,
        "from": event.from_,
        "to": event.to,
        "note": event.note,
        "public": event.public,
        "data": dict(event.data),
    }


def to_entry(entry: Entry) -> dict[str, Any]:
    """One line of a conversation."""
    return {
        "id": entry.id,
        "from": entry.author.value,
        "staff": entry.staff,
        "text": entry.text,
        "choices": choices_to_json(entry.choices),
        "attachments": attachments_to_json(entry.attachments),
        "at": iso(entry.at),
        "delivery": entry.delivery,
        "error": entry.error,
    }


def to_handoff(value: Handoff) -> dict[str, Any]:
    """A request for a human."""
    return {
        "reason": value.reason,
        "requested_at": iso(value.requested_at),
        "owner": value.owner,
        "claimed_at": iso(value.claimed_at),
        "lease_until": iso(value.lease_until),
        "released_at": iso(value.released_at),
    }


def to_survey(survey: Survey) -> dict[str, Any]:
    """The survey of a case."""
    return {
        "status": survey.status,
        "scheduled_at": iso(survey.scheduled_at),
        "sent_at": iso(survey.sent_at),
        "answered_at": iso(survey.answered_at),
        "score": survey.score,
        "comment": survey.comment,
        "answers": [dict(answer) for answer in survey.answers],
    }


def to_alert(alert: Alert) -> dict[str, Any]:
    """Something that staff must see."""
    return {"id": alert.id, "kind": alert.kind, "text": alert.text, "case": alert.case, "at": iso(alert.at)}
