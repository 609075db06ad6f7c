"""The staff API: what the console can do, for other programs. Bearer tokens with scopes, or the console's session."""

from __future__ import annotations

import asyncio
import base64
import binascii
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from bot.cases.case import Case, Status
from bot.cases.figures import named
from bot.console.access import Access
from bot.console.filed import filed_within
from bot.console.gate import COOKIE as COOKIE
from bot.console.gate import FAULTS, needs
from bot.console.shapes import (
    AlertsShape,
    CaseShape,
    HandoffShape,
    MessagesShape,
    QueueShape,
    SaidShape,
    TimelineShape,
    WholeCaseShape,
    to_alert,
    to_case,
    to_entry,
    to_event,
    to_handoff,
    to_line,
)
from bot.console.shapes import from_cursor as from_cursor
from bot.console.shapes import to_cursor as to_cursor
from bot.desk import handoff, progress, resending, telling, views
from bot.desk.rules import Rules
from bot.errors import InvalidInput, NotFound
from bot.messages import LANGUAGES, Attachment
from bot.ports import Database, FileStore, UnitOfWork
from bot.records import Role, User

#: Of a case; its letters and dashes as one likes.
Number = Annotated[str, Path(max_length=40, description="The case's number", examples=["HY26-7KQM-4T9C"])]


class Note(BaseModel):
    """A word to the customer that goes with the change; only where work begins may it be left out."""

    model_config = ConfigDict(extra="forbid")

    note: str = Field(default="", max_length=10_000, description="Told to the customer", examples=["我们正在核实。"])


class NewStatus(Note):
    """A change of status by its name."""

    status: str = Field(description="in_progress, resolved, reopened or withdrawn", examples=["in_progress"])


class Remark(BaseModel):
    """A note on the timeline; `public` notes are told to the customer."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(min_length=1, max_length=10_000, description="@login tells a colleague", examples=["@li 请跟进"])
    public: bool = Field(default=False, description="True: the customer is told")
    question: bool = Field(default=False, description="Of a public one: the clocks stand still until they answer")


class ReplyFile(BaseModel):
    """A file that goes along."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(max_length=500, examples=["form.pdf"])
    content_type: str | None = Field(default=None, max_length=200, examples=["application/pdf"])
    data: str = Field(description="base64", examples=["JVBERi0xLjQ="])


class Reply(BaseModel):
    """A staff member's words to the customer."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(default="", max_length=20_000, description="May be empty with files", examples=["您好，正在查。"])
    files: list[ReplyFile] = Field(default_factory=list, max_length=5)
    to: int | None = Field(
        default=None,
        description="Another conversation of this customer's, as GET …/customer lists them",
        examples=[None],
    )
    question: bool = Field(default=False, description="The clocks stand still until the customer answers")


class Assignment(BaseModel):
    """Whose case it is: a user's id or login, or null for nobody."""

    model_config = ConfigDict(extra="forbid")

    owner: int | str | None = Field(description="A user's id or login; null: nobody", examples=["li"])


class Classification(BaseModel):
    """Another category or priority (0 normal, 1 high, 2 urgent), with a reason; a priority is not changed without."""

    model_config = ConfigDict(extra="forbid")

    category: str | None = Field(default=None, description="An id of the settings", examples=["delivery"])
    priority: int | None = Field(default=None, description="0 normal, 1 high, 2 urgent", examples=[2])
    note: str = Field(default="", max_length=2000, description="Why", examples=["涉及安全"])


def router(
    database: Database, rules: Rules, access: Access, files: FileStore, as_download: Callable[[bytes, str], Response]
) -> APIRouter:
    """All routes below /api/v1 for staff."""
    api = APIRouter(prefix="/api/v1", tags=["staff"], responses=FAULTS)
    reader, writer = Depends(needs(access, "cases:read")), Depends(needs(access, "cases:write"))

    async def change(body: Callable[[UnitOfWork, datetime], Case]) -> dict[str, Any]:
        now = rules.clock.now()

        def whole(uow: UnitOfWork) -> dict[str, Any]:
            return to_case(uow, body(uow, now), full=False, now=now)

        return await database.transact(whole)

    @api.get("/cases", response_model=QueueShape)
    async def cases(
        user: User = reader,
        text: Annotated[
            str, Query(max_length=200, description="A number, an order number, a name, or words of the complaint")
        ] = "",
        status: Annotated[list[str] | None, Query(description="One or more; without it all")] = None,
        category: Annotated[str | None, Query(max_length=100, description="An id of the settings")] = None,
        department: Annotated[str | None, Query(max_length=100, description="An id of the settings")] = None,
        channel: Annotated[str | None, Query(max_length=100, description="On which it was filed")] = None,
        language: Annotated[str | None, Query(max_length=20, description="zh-Hans, zh-Hant or en")] = None,
        owner: Annotated[int | None, Query(ge=1, le=2**62, description="A user's id")] = None,
        unowned: Annotated[bool, Query(description="Those that nobody owns")] = False,
        waiting: Annotated[bool, Query(description="Those whose customer waits for a person")] = False,
        escalated: Annotated[bool, Query(description="Those above the front line")] = False,
        recomplained: Annotated[bool, Query(description="Those whose customer complained again")] = False,
        overdue: Annotated[bool, Query(description="Those whose answer is late")] = False,
        priority: Annotated[int | None, Query(ge=0, le=2, description="0 normal, 1 high, 2 urgent")] = None,
        product: Annotated[str | None, Query(max_length=200, description="As the figures name it")] = None,
        filed_from: Annotated[date | None, Query(alias="from", description="Filed on this day or later")] = None,
        filed_to: Annotated[date | None, Query(alias="to", description="Filed on this day or earlier")] = None,
        sort: Annotated[Literal["urgency", "due", "newest"], Query(description="The order")] = "urgency",
        cursor: Annotated[str | None, Query(max_length=100, description="`next` of the page before")] = None,
        limit: Annotated[int, Query(ge=1, le=200, description="Rows of a page")] = 50,
    ) -> dict[str, Any]:
        """A page of the queue, most urgent first. `next` is the cursor of the next page, or null."""
        for item in status or ():
            if item not in tuple(Status):
                raise InvalidInput("status: {item} is none of {status}.", item=item, status=Status)
        if language is not None and language not in LANGUAGES:
            raise InvalidInput("language: {language} is none of {languages}.", language=language, languages=LANGUAGES)
        after = to_cursor(cursor)
        now = rules.clock.now()
        first, before = filed_within(filed_from, filed_to, rules.policy.calendar.zone)

        def body(uow: UnitOfWork) -> dict[str, Any]:
            lines = uow.cases.search(
                text=text,
                status=tuple(status or ()),
                department=user.department if user.role is Role.DEPARTMENT else department,
                channel=channel,
                language=language,
                escalated=escalated,
                recomplained=recomplained,
                sort=sort,
                category=category,
                owner=owner,
                unowned=unowned,
                waiting=waiting,
                overdue_at=now if overdue else None,
                priority=priority,
                product=named(product) if product else None,
                filed_from=first,
                filed_before=before,
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

    @api.get("/cases/{number}", response_model=WholeCaseShape)
    async def show(number: Number, user: User = reader) -> dict[str, Any]:
        """One case with its answers, conversation, timeline, survey and handoff."""
        now = rules.clock.now()

        def body(uow: UnitOfWork) -> tuple[Case, bool, dict[str, Any]]:
            case = progress.find(uow, number, user)
            return case, views.known(uow.views.of(case.id), user, now), to_case(uow, case, full=True, now=now)

        case, seen, value = await database.read(body)
        if not seen:
            await database.transact(lambda uow: views.look(uow, case, user, now))
        return value

    @api.get("/cases/{number}/timeline", response_model=TimelineShape)
    async def timeline(number: Number, user: User = reader) -> dict[str, Any]:
        """Everything that happened to the case, oldest first."""

        def body(uow: UnitOfWork) -> dict[str, Any]:
            case = progress.find(uow, number, user)
            return {"events": [to_event(event) for event in uow.cases.timeline(case.id)]}

        return await database.read(body)

    @api.get("/cases/{number}/messages", response_model=MessagesShape)
    async def messages(
        number: Number,
        user: User = reader,
        after: Annotated[int, Query(ge=0, le=2**62, description="The id of the last line seen")] = 0,
    ) -> dict[str, Any]:
        """The conversation's lines after line `after`, with their delivery state."""

        def body(uow: UnitOfWork) -> dict[str, Any]:
            case = progress.find(uow, number, user)
            if after:
                lines = uow.transcript.of(case.conversation, after=after)
            else:
                lines = uow.transcript.latest(case.conversation)
            return {"messages": [to_entry(entry) for entry in lines]}

        return await database.read(body)

    @api.get(
        "/cases/{number}/files/{hash}",
        response_class=Response,
        responses={200: {"content": {"application/octet-stream": {}}}},
    )
    async def file(
        number: Number,
        hash: Annotated[str, Path(max_length=64, description="SHA-256, as messages name it")],
        user: User = reader,
        name: Annotated[str, Query(max_length=200, description="What the download is called")] = "file",
    ) -> Response:
        """A file of the case's conversation, as a download."""

        def allowed(uow: UnitOfWork) -> bool:
            return uow.transcript.has_file(progress.find(uow, number, user).conversation, hash)

        if not await database.read(allowed):
            raise NotFound("There is no such file in this case.")
        return as_download(await asyncio.to_thread(files.open, hash), name)

    @api.post("/cases/{number}/status", response_model=CaseShape)
    async def status(number: Number, new: NewStatus, user: User = writer) -> dict[str, Any]:
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
            raise InvalidInput(
                "status: {status!r} can't be set; use one of {known}, or POST …/propose.",
                status=new.status,
                known=known,
            )
        return await change(lambda uow, now: verb(uow, rules, number, user, note=new.note, now=now))

    @api.post("/cases/{number}/resolve", response_model=CaseShape)
    async def resolve(number: Number, user: User = writer, new: Note | None = None) -> dict[str, Any]:
        """It is solved: the customer is told how (`note`, never empty), and asked later whether they are satisfied."""
        note = new.note if new else ""
        return await change(lambda uow, now: progress.resolve(uow, rules, number, user, note=note, now=now))

    @api.post("/cases/{number}/note", response_model=CaseShape)
    async def note(number: Number, new: Remark, user: User = writer) -> dict[str, Any]:
        """Add a note."""
        return await change(
            lambda uow, now: progress.add_note(
                uow, rules, number, user, text=new.text, public=new.public, question=new.question, now=now
            ),
        )

    @api.post("/cases/{number}/assign", response_model=CaseShape)
    async def assign(number: Number, new: Assignment, user: User = writer) -> dict[str, Any]:
        """Give the case an owner."""

        def body(uow: UnitOfWork, now: datetime) -> Case:
            owner = new.owner
            if isinstance(owner, str):
                person = uow.staff.by_login(owner)
                if person is None:
                    raise InvalidInput("owner: there is no user {owner}.", owner=owner)
                owner = person.id
            return progress.assign(uow, rules, number, user, owner=owner, now=now)

        return await change(body)

    @api.post("/cases/{number}/classify", response_model=CaseShape)
    async def classify(number: Number, new: Classification, user: User = writer) -> dict[str, Any]:
        """Change category or priority."""
        return await change(
            lambda uow, now: progress.reclassify(
                uow, rules, number, user, category=new.category, priority=new.priority, note=new.note, now=now
            ),
        )

    @api.post("/cases/{number}/reply", status_code=202, response_model=SaidShape)
    async def reply(number: Number, new: Reply, user: User = writer) -> dict[str, Any]:
        """Write to the customer. Claims the conversation: the bot is silent until it is released."""
        now = rules.clock.now()
        await database.read(lambda uow: progress.find(uow, number, user))
        kept = tuple([await asyncio.to_thread(keep, files, one) for one in new.files])

        def body(uow: UnitOfWork) -> dict[str, Any]:
            case = progress.find(uow, number, user)
            talk = None if new.to is None else resending.conversation_of(uow, rules, case.customer, new.to)
            line = handoff.reply(
                uow, rules, case, user, new.text, now=now, attachments=kept, to=talk, question=new.question
            )
            return {"message": line}

        return await database.transact(body)

    @api.post("/cases/{number}/handoff/claim", response_model=HandoffShape)
    async def claim(number: Number, user: User = writer) -> dict[str, Any]:
        """Take the conversation over."""
        now = rules.clock.now()

        def body(uow: UnitOfWork) -> dict[str, Any]:
            case = progress.find(uow, number, user)
            return to_handoff(handoff.claim(uow, rules, case, user, now=now))

        return await database.transact(body)

    @api.post("/cases/{number}/handoff/release", response_model=CaseShape)
    async def release(number: Number, user: User = writer, new: Note | None = None) -> dict[str, Any]:
        """Give the conversation back to the bot."""
        now = rules.clock.now()

        def body(uow: UnitOfWork) -> dict[str, Any]:
            case = progress.find(uow, number, user)
            handoff.release(uow, rules, case, user, now=now, note=new.note if new else "")
            return to_case(uow, uow.cases.get(case.id), full=False, now=now)

        return await database.transact(body)

    @api.get("/alerts", response_model=AlertsShape)
    async def alerts(user: User = reader) -> dict[str, Any]:
        """What nobody has looked at yet."""
        return await database.read(
            lambda uow: {
                "alerts": [
                    to_alert(alert, telling.said(rules, rules.policy.default_language, alert))
                    for alert, _ in progress.alerts(uow, user)
                ]
            }
        )

    return api


def keep(files: FileStore, file: ReplyFile) -> Attachment:
    """Into the store. Raises InvalidInput."""
    try:
        data = base64.b64decode(file.data, validate=True)
    except (binascii.Error, ValueError) as error:
        raise InvalidInput("files: `data` must be base64.") from error
    return files.put(data, file.name, file.content_type)
