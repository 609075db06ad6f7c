"""What the staff API answers of early warnings, incidents, notices to all customers and notices on the website."""

from __future__ import annotations

from pydantic import Field

from bot.console.shapes import AT, NUMBER, Shape

_TEXTS = {"zh-Hans": "我们正在处理。", "en": "We are working on it."}


class RiseShape(Shape):
    """An early warning: more complaints than their own history explains."""

    id: int
    series: dict[str, str] = Field(
        description="What its complaints have in common", examples=[{"category": "delivery"}]
    )
    also: list[dict[str, str]] = Field(description="Other series in which the same rise shows")
    window: str = Field(examples=["hour"])
    count: int = Field(examples=[14])
    expected: float = Field(description="By their history", examples=[3.2])
    chance: float = Field(description="Of so many without a cause", examples=[0.00002])
    status: str = Field(description="open or over")
    why: str = Field(description="Of one that is over: how that was seen")
    raised_at: str = Field(examples=[AT])
    ended_at: str | None
    incident: int | None = Field(description="The incident that was opened from it")


class RisesShape(Shape):
    """Early warnings, newest first."""

    warnings: list[RiseShape]


class IncidentShape(Shape):
    """Complaints of many customers that have one cause."""

    id: int
    title: str = Field(examples=["电饭煲 X1 批次问题"])
    state: str = Field(description="suspected, confirmed, mitigated or closed", examples=["confirmed"])
    owner: int | None = Field(description="A user's id")
    category: str = Field(description="Empty: any")
    product: str = Field(description="Empty: any")
    place: str = Field(description="Empty: any")
    since: str = Field(description="Complaints filed before are none of its", examples=[AT])
    automatic: bool = Field(description="A new complaint that matches joins by itself")
    known: dict[str, str] = Field(description="What customers are told whose complaint joins", examples=[_TEXTS])
    created_at: str
    closed_at: str | None
    version: int


class IncidentsShape(Shape):
    """Incidents, newest first."""

    incidents: list[IncidentShape]


class LinkShape(Shape):
    """A case of an incident."""

    number: str = Field(examples=[NUMBER])
    how: str = Field(description="How it joined: hand, bulk, warning, similar or automatic")
    at: str


class IncidentLineShape(Shape):
    """A line of an incident's timeline."""

    at: str
    kind: str = Field(description="opened, state, changed, note, linked, unlinked, told or bulletin")
    actor: str = Field(description="system or staff:ID", examples=["staff:7"])
    from_: str = Field(alias="from")
    to: str
    note: str


class BroadcastShape(Shape):
    """A notice to all customers of an incident, and how far it is."""

    id: int
    incident: int
    status: str = Field(description="sending, paused, done or stopped")
    texts: dict[str, str] = Field(examples=[_TEXTS])
    created_at: str
    finished_at: str | None
    progress: dict[str, int] = Field(description="Customers by what became of it", examples=[{"delivered": 40}])
    channels: dict[str, dict[str, int]] = Field(description="The same for each channel")
    left_out: dict[str, int] = Field(description="Customers who are not told, by reason", examples=[{"no_consent": 2}])


class WholeIncidentShape(IncidentShape):
    """An incident with its cases, timeline and notices."""

    cases: list[LinkShape] = Field(description="The first 200")
    case_count: int
    customer_count: int
    suggested: list[str] = Field(description="Numbers of complaints that may belong to it", examples=[[NUMBER]])
    timeline: list[IncidentLineShape]
    notices: list[BroadcastShape]


class JoinedShape(Shape):
    """How many cases joined; `refused` belong to another incident."""

    joined: int
    refused: list[str] = Field(examples=[[NUMBER]])


class ToldShape(Shape):
    """How many customers would be told on a channel in a language."""

    channel: str = Field(examples=["web"])
    language: str = Field(examples=["zh-Hans"])
    customers: int


class PreviewShape(Shape):
    """Who would be told."""

    customers: int
    told: list[ToldShape]
    left_out: dict[str, int] = Field(description="Customers who would not, by reason", examples=[{"withdrawn": 1}])
    missing: list[str] = Field(description="Languages that lack a text", examples=[["zh-Hant"]])


class BulletinShape(Shape):
    """A notice on the website chat."""

    id: int
    incident: int | None
    texts: dict[str, str] = Field(examples=[_TEXTS])
    from_at: str
    until_at: str
    withdrawn_at: str | None
    shown: bool = Field(description="Now")


class BulletinsShape(Shape):
    """Notices on the website chat, newest first."""

    bulletins: list[BulletinShape]
