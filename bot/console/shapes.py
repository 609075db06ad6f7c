"""What the staff API answers: the shapes, as its description shows them, and how they are made."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from bot.cases.case import Case, Event
from bot.console import timing
from bot.console.timing import iso
from bot.errors import InvalidInput
from bot.links import concealed
from bot.messages import attachments_to_json, choices_to_json
from bot.ports import UnitOfWork
from bot.records import Alert, CaseLine, Entry, Handoff, Survey

NUMBER = "HY26-7KQM-4T9C"
AT = "2026-11-23T02:00:00Z"


class Shape(BaseModel):
    """Part of an answer."""

    model_config = ConfigDict(extra="forbid")


class Fault(Shape):
    """What went wrong."""

    code: str = Field(description="For programs", examples=["not_found"])
    message: str = Field(
        description="For people: what is wrong, and what to do", examples=[f"There is no case {NUMBER}."]
    )
    fields: list[dict[str, Any]] | None = Field(default=None, description="Of a body that can't be read: where and why")


#: Of somebody or something that a body names.
Whole = Annotated[int, Field(ge=1, le=2**62)]


class Failed(Shape):
    """The answer of every request that failed."""

    error: Fault


def failed(description: str) -> dict[str, Any]:
    """An answer of that shape, named rather than given: FastAPI would build it anew for each answer of each route."""
    shape = {"$ref": f"#/components/schemas/{Failed.__name__}"}
    return {"description": description, "content": {"application/json": {"schema": shape}}}


class LineShape(Shape):
    """A row of the queue."""

    number: str = Field(examples=[NUMBER])
    status: str = Field(
        description="open, acknowledged, in_progress, proposed, resolved, closed, reopened, withdrawn",
        examples=["in_progress"],
    )
    category: str = Field(examples=["delivery"])
    priority: int = Field(description="0 normal, 1 high, 2 urgent", examples=[1])
    department: str = Field(examples=["logistics"])
    owner: int | None = Field(description="A user's id", examples=[7])
    level: int = Field(description="1 front line, 2 supervisor, 3 management", examples=[1])
    channel: str = Field(description="On which it was filed", examples=["web"])
    language: str = Field(description="The customer's", examples=["zh-Hans"])
    due_at: str = Field(description="When the customer has an answer", examples=[AT])
    filed_at: str = Field(examples=[AT])
    updated_at: str = Field(examples=[AT])
    summary: str = Field(examples=["快递把箱子摔烂了"])
    customer: int = Field(examples=[31])
    customer_name: str | None = Field(examples=["王芳"])
    waiting: bool = Field(description="The customer waits for a person", examples=[False])
    paused: str = Field(description="question or proposal: the next word is the customer's; else empty")
    recomplaints: int = Field(description="How often the customer complained again", examples=[0])


class QueueShape(Shape):
    """A page of the queue."""

    cases: list[LineShape]
    next: str | None = Field(description="The cursor of the next page", examples=["1.1793866153846154.42"])


class EventShape(Shape):
    """One line of a timeline."""

    id: int
    at: str = Field(examples=[AT])
    kind: str = Field(examples=["status"])
    actor: str = Field(description="customer, bot, system or staff:ID", examples=["staff:7"])
    from_: str = Field(alias="from", examples=["acknowledged"])
    to: str = Field(examples=["in_progress"])
    note: str
    public: bool = Field(description="The customer sees it")
    data: dict[str, Any]


class ChoiceShape(Shape):
    """A button that the customer was shown."""

    model_config = ConfigDict(extra="allow")

    value: str
    label: str


class FileShape(Shape):
    """A file; GET …/files/{hash} downloads it."""

    model_config = ConfigDict(extra="allow")

    hash: str = Field(description="SHA-256")
    name: str
    content_type: str
    size: int = Field(description="Bytes")


class MessageShape(Shape):
    """One line of a conversation."""

    id: int
    from_: str = Field(alias="from", description="customer, bot or staff", examples=["staff"])
    staff: int | None = Field(description="A user's id", examples=[7])
    text: str = Field(examples=["您好，正在查。"])
    choices: list[ChoiceShape]
    attachments: list[FileShape]
    at: str = Field(examples=[AT])
    delivery: str | None = Field(
        description="pending, sending, sent, delivered, failed, cancelled, held; null: the customer's page fetches it",
        examples=["delivered"],
    )
    error: str | None = Field(description="Why it was not delivered")
    sent_at: str | None = Field(description="When the platform took it")
    delivered_at: str | None = Field(description="When the platform said that it arrived, where it says so")


class HandoffShape(Shape):
    """A request for a person."""

    reason: str = Field(examples=["wish"])
    requested_at: str = Field(examples=[AT])
    owner: int | None
    claimed_at: str | None
    lease_until: str | None = Field(description="Until then the conversation is the owner's")
    released_at: str | None


class SurveyShape(Shape):
    """The satisfaction survey of a case."""

    status: str = Field(description="scheduled, sent, answered, declined, expired")
    scheduled_at: str
    sent_at: str | None
    answered_at: str | None
    score: int | None = Field(description="1 to 5")
    comment: str
    answers: list[dict[str, Any]]


class CaseShape(Shape):
    """A case."""

    # What other parts of the product add to a case is shown as it is.
    model_config = ConfigDict(extra="allow")

    number: str = Field(examples=[NUMBER])
    status: str = Field(examples=["in_progress"])
    category: str = Field(examples=["delivery"])
    priority: int = Field(examples=[1])
    priority_reason: str
    department: str = Field(examples=["logistics"])
    owner: int | None
    level: int
    recomplaints: int
    channel: str
    language: str
    order_number: str | None
    answers: dict[str, Any] = Field(description="What the customer said, detail by detail")
    confirmed: bool = Field(description="The customer has confirmed the summary")
    proposal: str = Field(description="The solution last told to the customer")
    due_at: str
    filed_at: str
    acknowledged_at: str | None
    resolved_at: str | None
    closed_at: str | None
    updated_at: str
    customer: int
    form: str
    form_version: int


class WholeCaseShape(CaseShape):
    """A case with its conversation, timeline, survey and handoff."""

    messages: list[MessageShape]
    timeline: list[EventShape]
    handoff: HandoffShape | None
    survey: SurveyShape | None


class TimelineShape(Shape):
    """Everything that happened to a case."""

    events: list[EventShape]


class MessagesShape(Shape):
    """Lines of a conversation."""

    messages: list[MessageShape]


class SaidShape(Shape):
    """What was written to the customer."""

    message: int = Field(description="The id of its line", examples=[1207])


class AlertShape(Shape):
    """Something that staff must see."""

    id: int
    kind: str = Field(examples=["overdue"])
    text: str
    case: int | None
    at: str


class AlertsShape(Shape):
    """What nobody has looked at yet."""

    alerts: list[AlertShape]


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
        "paused": line.paused,
        "recomplaints": line.recomplaints,
    }


def to_case(uow: UnitOfWork, case: Case, *, full: bool, now: datetime) -> dict[str, Any]:
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
        **timing.of_case(uow, case, now),
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
        # A program of staff is no customer either: links that act as one are named.
        "text": concealed(entry.text, lambda kind: f"[{kind} link]"),
        "choices": choices_to_json(entry.choices),
        "attachments": attachments_to_json(entry.attachments),
        "at": iso(entry.at),
        "delivery": entry.delivery,
        "error": entry.error,
        "sent_at": iso(entry.sent_at),
        "delivered_at": iso(entry.delivered_at),
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


def to_alert(alert: Alert, text: str) -> dict[str, Any]:
    """Something that staff must see."""
    return {"id": alert.id, "kind": alert.kind, "text": text, "case": alert.case, "at": iso(alert.at)}
