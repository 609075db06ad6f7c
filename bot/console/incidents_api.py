"""The staff API of early warnings, incidents, notices to all customers and notices on the website."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Depends, Path, Query, Request
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from bot.cases.incident import Broadcast, Bulletin, Entry, Incident, Rise
from bot.cases.series import Series
from bot.console import incident_shapes as shapes
from bot.console.access import Access
from bot.console.api_desk import Id
from bot.console.gate import FAULTS, user_of
from bot.console.shapes import NUMBER, Whole
from bot.console.timing import iso
from bot.desk import broadcasts, bulletins, incidents, progress, watching
from bot.desk.rules import Rules
from bot.ports import Database, UnitOfWork
from bot.records import User

T = TypeVar("T")

Texts = Annotated[
    dict[str, str],
    Field(max_length=3, description="By language", examples=[{"zh-Hans": "投诉 {number}：我们正在处理。", "en": "…"}]),
]
Numbers = Annotated[list[Annotated[str, Field(max_length=40)]], Field(max_length=500, examples=[[NUMBER]])]
Notice = Annotated[int, Path(ge=1, le=2**62, description="The notice's id")]
Before = Annotated[int | None, Query(ge=1, le=2**62, description="The id of the last one seen")]


Verb = Annotated[str, Path(max_length=20, description="pause, resume or stop", examples=["pause"])]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class NewIncident(_Body):
    """What its complaints have in common, "" for any; `warning`: the early warning that it is opened from."""

    title: str = Field(min_length=1, max_length=200, examples=["电饭煲 X1 批次问题"])
    category: str = Field(default="", max_length=100)
    product: str = Field(default="", max_length=200)
    place: str = Field(default="", max_length=200)
    since: AwareDatetime | None = None
    automatic: bool = False
    known: Texts = Field(default_factory=dict)
    warning: Whole | None = None
    cases: Numbers = Field(default_factory=list)


class ChangedIncident(_Body):
    """What is left out stays."""

    title: str | None = Field(default=None, min_length=1, max_length=200, examples=["电饭煲 X1 批次问题"])
    owner: Whole | None = None
    category: str | None = Field(default=None, max_length=100)
    product: str | None = Field(default=None, max_length=200)
    place: str | None = Field(default=None, max_length=200)
    since: AwareDatetime | None = None
    automatic: bool | None = None
    known: Texts | None = None
    version: Whole | None = None


class NewState(_Body):
    """suspected, confirmed, mitigated or closed."""

    state: str = Field(max_length=20, examples=["confirmed"])
    note: str = Field(default="", max_length=10_000)


class Remark(_Body):
    """A note on the incident's timeline."""

    text: str = Field(min_length=1, max_length=10_000, examples=["批次已停售"])


class Linked(_Body):
    """Cases that belong to the incident."""

    cases: Numbers = Field(min_length=1)


class NewTexts(_Body):
    """A text in each language that customers of the incident speak; {number} is the customer's own complaint."""

    texts: Texts


class NewBulletin(_Body):
    """What the website chat shows: a text in every language, from a time (now) until another."""

    texts: Texts
    from_at: AwareDatetime | None = None
    until_at: AwareDatetime = Field(examples=["2026-12-01T09:00:00Z"])
    incident: Whole | None = None


def router(database: Database, rules: Rules, access: Access) -> APIRouter:
    """Routes below /api/v1 for agents (to read, open and link) and supervisors (to decide and to tell customers)."""
    api = APIRouter(prefix="/api/v1", tags=["incidents"], responses=FAULTS)

    def user_with(scope: str) -> Callable[[Request], Any]:
        async def dependency(request: Request) -> User:
            user = await user_of(request, access, scope)
            progress.require(user, *incidents.READERS)
            return user

        return dependency

    reader, writer = Depends(user_with("cases:read")), Depends(user_with("cases:write"))

    async def change(body: Callable[[UnitOfWork, datetime], T]) -> T:
        now = rules.clock.now()
        return await database.transact(lambda uow: body(uow, now))

    @api.get("/warnings", dependencies=[reader], response_model=shapes.RisesShape)
    async def warnings(before: Before = None) -> dict[str, Any]:
        """Early warnings, newest first; `before` is the id of the last one seen."""
        return {"warnings": [to_rise(rise) for rise in await database.read(lambda uow: uow.rises.latest(before))]}

    @api.post("/warnings/{id}/close", response_model=shapes.RiseShape)
    async def close_warning(id: Id, user: User = writer) -> dict[str, Any]:
        """It is over, a person says so."""
        return await change(lambda uow, now: to_rise(watching.close(uow, id, user, now=now)))

    @api.get("/incidents", dependencies=[reader], response_model=shapes.IncidentsShape)
    async def listed(
        open: Annotated[bool, Query(description="Those that are not closed")] = False, before: Before = None
    ) -> dict[str, Any]:
        """Incidents, newest first; `open`: those that are not closed."""

        def body(uow: UnitOfWork) -> list[Incident]:
            return uow.incidents.open() if open else uow.incidents.latest(before)

        return {"incidents": [to_incident(incident) for incident in await database.read(body)]}

    @api.post("/incidents", status_code=201, response_model=shapes.IncidentShape)
    async def new(given: NewIncident, user: User = writer) -> dict[str, Any]:
        """Open an incident, with the cases that belong to it."""

        def body(uow: UnitOfWork, now: datetime) -> dict[str, Any]:
            values = given.model_dump(exclude={"cases"})
            opened = incidents.open_(uow, rules, user, **values, numbers=given.cases, now=now)
            return to_incident(opened)

        return await change(body)

    @api.get("/incidents/{id}", dependencies=[reader], response_model=shapes.WholeIncidentShape)
    async def show(id: Id) -> dict[str, Any]:
        """One, with its cases, timeline, notices and complaints that may belong to it."""
        now = rules.clock.now()

        def body(uow: UnitOfWork) -> dict[str, Any]:
            incident = uow.incidents.get(id)
            cases, customers = uow.incidents.count(id)
            links = uow.incidents.cases(id, limit=200)
            return {
                **to_incident(incident),
                "cases": [
                    {"number": uow.cases.get(link.case).number, "how": link.how, "at": iso(link.at)} for link in links
                ],
                "case_count": cases,
                "customer_count": customers,
                "suggested": [case.number for case in incidents.suggested(uow, incident, now=now)],
                "timeline": [to_entry(entry) for entry in uow.incidents.timeline(id)],
                "notices": [to_broadcast(uow, one) for one in uow.broadcasts.of(id)],
            }

        return await database.read(body)

    @api.post("/incidents/{id}", response_model=shapes.IncidentShape)
    async def changed(id: Id, given: ChangedIncident, user: User = writer) -> dict[str, Any]:
        """Change title, owner, category, product or place."""
        values = given.model_dump(exclude_unset=True)
        version = values.pop("version", None)
        kept = {key: value for key, value in values.items() if value is not None or key == "owner"}
        return await change(
            lambda uow, now: to_incident(incidents.change(uow, rules, id, user, version=version, now=now, **kept))
        )

    @api.post("/incidents/{id}/state", response_model=shapes.IncidentShape)
    async def state(id: Id, given: NewState, user: User = writer) -> dict[str, Any]:
        """Confirm, mitigate or close it, or take it up again."""
        return await change(
            lambda uow, now: to_incident(incidents.move(uow, id, user, to=given.state, note=given.note, now=now))
        )

    @api.post("/incidents/{id}/note", response_model=shapes.IncidentShape)
    async def note(id: Id, given: Remark, user: User = writer) -> dict[str, Any]:
        """Add a note."""
        return await change(lambda uow, now: to_incident(incidents.note(uow, id, user, text=given.text, now=now)))

    @api.post("/incidents/{id}/link", response_model=shapes.JoinedShape)
    async def link(id: Id, given: Linked, user: User = writer) -> dict[str, Any]:
        """Cases join; `refused` belong to another incident."""

        def body(uow: UnitOfWork, now: datetime) -> dict[str, Any]:
            joined, refused = incidents.link(uow, id, user, numbers=given.cases, how="bulk", now=now)
            return {"joined": joined, "refused": refused}

        return await change(body)

    @api.post("/incidents/{id}/unlink", response_model=shapes.IncidentShape)
    async def unlink(id: Id, given: Linked, user: User = writer) -> dict[str, Any]:
        """Cases leave."""

        def body(uow: UnitOfWork, now: datetime) -> dict[str, Any]:
            for number in given.cases:
                incidents.unlink(uow, number, user, now=now)
            return to_incident(uow.incidents.get(id))

        return await change(body)

    @api.post("/incidents/{id}/notices/preview", response_model=shapes.PreviewShape)
    async def preview(id: Id, given: NewTexts, user: User = writer) -> dict[str, Any]:
        """Who would be told, by channel and language; who would not, and why; languages that lack a text."""
        shown = await database.read(lambda uow: broadcasts.preview(uow, rules, id, user, texts=given.texts))
        return {
            "customers": shown.customers,
            "told": [
                {"channel": channel, "language": language, "customers": count}
                for (channel, language), count in shown.told.items()
            ],
            "left_out": dict(shown.left_out),
            "missing": list(shown.missing),
        }

    @api.post("/incidents/{id}/notices", status_code=201, response_model=shapes.BroadcastShape)
    async def tell(id: Id, given: NewTexts, user: User = writer) -> dict[str, Any]:
        """Tell all of them, once."""
        return await change(
            lambda uow, now: to_broadcast(uow, broadcasts.start(uow, rules, id, user, texts=given.texts, now=now))
        )

    @api.get("/incidents/{id}/notices/{notice}", dependencies=[reader], response_model=shapes.BroadcastShape)
    async def told(id: Id, notice: Notice) -> dict[str, Any]:
        """How far it is."""
        return await database.read(lambda uow: to_broadcast(uow, broadcasts.find(uow, id, notice)))

    @api.post("/incidents/{id}/notices/{notice}/{verb}", response_model=shapes.BroadcastShape)
    async def steer(id: Id, notice: Notice, verb: Verb, user: User = writer) -> dict[str, Any]:
        """pause, resume or stop."""
        return await change(lambda uow, now: to_broadcast(uow, broadcasts.steer(uow, id, notice, verb, user, now=now)))

    @api.get("/bulletins", dependencies=[reader], response_model=shapes.BulletinsShape)
    async def shown() -> dict[str, Any]:
        """Notices on the website chat, newest first."""
        now = rules.clock.now()
        return {"bulletins": [to_bulletin(one, now) for one in await database.read(lambda uow: uow.bulletins.latest())]}

    @api.post("/bulletins", status_code=201, response_model=shapes.BulletinShape)
    async def publish(given: NewBulletin, user: User = writer) -> dict[str, Any]:
        """Show a public notice on the website chat from now on, or for a time."""

        def body(uow: UnitOfWork, now: datetime) -> dict[str, Any]:
            made = bulletins.publish(
                uow,
                user,
                texts=given.texts,
                from_at=given.from_at or now,
                until_at=given.until_at,
                incident=given.incident,
                now=now,
            )
            return to_bulletin(made, now)

        return await change(body)

    @api.post("/bulletins/{id}/withdraw", response_model=shapes.BulletinShape)
    async def withdraw(id: Id, user: User = writer) -> dict[str, Any]:
        """Take it away."""
        return await change(lambda uow, now: to_bulletin(bulletins.withdraw(uow, user, id, now=now), now))

    return api


def to_rise(rise: Rise) -> dict[str, Any]:
    """An early warning."""
    return {
        "id": rise.id,
        "series": dict(rise.series.values),
        "also": [dict(Series.of_key(key).values) for key in rise.also],
        "window": rise.window,
        "count": rise.count,
        "expected": rise.expected,
        "chance": rise.chance,
        "status": rise.status,
        "why": rise.why,
        "raised_at": iso(rise.raised_at),
        "ended_at": iso(rise.ended_at),
        "incident": rise.incident,
    }


def to_incident(incident: Incident) -> dict[str, Any]:
    """An incident."""
    return {
        "id": incident.id,
        "title": incident.title,
        "state": incident.state.value,
        "owner": incident.owner,
        "category": incident.category,
        "product": incident.product,
        "place": incident.place,
        "since": iso(incident.since),
        "automatic": incident.automatic,
        "known": dict(incident.known),
        "created_at": iso(incident.created_at),
        "closed_at": iso(incident.closed_at),
        "version": incident.version,
    }


def to_entry(entry: Entry) -> dict[str, Any]:
    """A line of its timeline."""
    return {
        "at": iso(entry.at),
        "kind": entry.kind,
        "actor": entry.actor,
        "from": entry.from_,
        "to": entry.to,
        "note": entry.note,
    }


def to_broadcast(uow: UnitOfWork, broadcast: Broadcast) -> dict[str, Any]:
    """A notice to all, and how far it is."""
    stands: dict[str, int] = {}
    channels: dict[str, dict[str, int]] = {}
    for (channel, state), count in uow.broadcasts.progress(broadcast.id).items():
        stands[state] = stands.get(state, 0) + count
        if state != "skipped":
            channels.setdefault(channel, {})[state] = count
    return {
        "id": broadcast.id,
        "incident": broadcast.incident,
        "status": broadcast.status,
        "texts": dict(broadcast.texts),
        "created_at": iso(broadcast.created_at),
        "finished_at": iso(broadcast.finished_at),
        "progress": stands,
        "channels": channels,
        "left_out": dict(uow.broadcasts.left_out(broadcast.id)),
    }


def to_bulletin(bulletin: Bulletin, now: datetime) -> dict[str, Any]:
    """A notice on the website."""
    return {
        "id": bulletin.id,
        "incident": bulletin.incident,
        "texts": dict(bulletin.texts),
        "from_at": iso(bulletin.from_at),
        "until_at": iso(bulletin.until_at),
        "withdrawn_at": iso(bulletin.withdrawn_at),
        "shown": bulletin.shown(now),
    }
