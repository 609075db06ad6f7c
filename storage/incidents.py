"""Incidents, their cases and their timelines."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from sqlalchemy import BigInteger, bindparam, delete, func, insert, literal_column, select, update

from bot.cases.case import Status
from bot.cases.incident import Affected, Entry, Incident, Link, State
from bot.errors import Conflict, NotFound
from storage.codec import dumps, from_us, from_us_or_none, loads, to_us, to_us_or_none
from storage.statements import ONE, Flavour, Statement, Transaction
from storage.tables import (
    cases,
    incident_cases,
    incident_events,
    incidents,
)

_COLUMNS: Final = tuple(column.name for column in incidents.c if column.name not in ("id", "version"))


def inserted(table: Any) -> Any:
    """An insert of every column but the id, which it returns."""
    columns = [column for column in table.c if column.name != "id"]
    return insert(table).values({column.name: bindparam(column.name) for column in columns}).returning(table.c.id)


_most: Final = bindparam("most", type_=BigInteger())
_before: Final = bindparam("before", type_=BigInteger())

_ADD: Final = Statement(
    insert(incidents).values({name: bindparam(name) for name in _COLUMNS} | {"version": ONE}).returning(incidents.c.id)
)
_SAVE: Final = Statement(
    update(incidents)
    .where(incidents.c.id == bindparam("id_"), incidents.c.version == bindparam("version_"))
    .values(
        {name: bindparam(f"{name}_", type_=incidents.c[name].type) for name in _COLUMNS}
        | {"version": incidents.c.version + ONE}
    )
)
_GET: Final = Statement(select(incidents).where(incidents.c.id == bindparam("id_")))
# Written out: as a parameter it would hide from the planner which partial index fits.
_OPEN: Final = Statement(
    select(incidents).where(incidents.c.state != literal_column("'closed'")).order_by(incidents.c.id.desc())
)
_LATEST: Final = Statement(
    select(incidents).where(incidents.c.id < _before).order_by(incidents.c.id.desc()).limit(_most)
)


def _link(flavour: Flavour) -> Any:
    new = flavour.insert(incident_cases).values({column.name: bindparam(column.name) for column in incident_cases.c})
    return new.on_conflict_do_nothing(index_elements=[incident_cases.c.case_id])


_LINK: Final = Statement(_link)
_UNLINK: Final = Statement(delete(incident_cases).where(incident_cases.c.case_id == bindparam("case_")))
_OF_CASE: Final = Statement(select(incident_cases).where(incident_cases.c.case_id == bindparam("case_")))
_CASES: Final = Statement(
    select(incident_cases)
    .where(incident_cases.c.incident_id == bindparam("incident_"), incident_cases.c.case_id < _before)
    .order_by(incident_cases.c.case_id.desc())
    .limit(_most)
)
_linked: Final = incident_cases.join(cases, cases.c.id == incident_cases.c.case_id)
_COUNT: Final = Statement(
    select(func.count().label("cases"), func.count(cases.c.customer_id.distinct()).label("customers"))
    .select_from(_linked)
    .where(incident_cases.c.incident_id == bindparam("incident_"))
)
_AFFECTED: Final = Statement(
    select(cases.c.id, cases.c.customer_id, cases.c.conversation_id, cases.c.language, cases.c.status)
    .select_from(_linked)
    .where(incident_cases.c.incident_id == bindparam("incident_"))
    .order_by(incident_cases.c.case_id)
)
_RECORD: Final = Statement(inserted(incident_events))
_TIMELINE: Final = Statement(
    select(*(column.label("from_") if column.name == "from" else column for column in incident_events.c))
    .where(incident_events.c.incident_id == bindparam("incident_"))
    .order_by(incident_events.c.id.desc())
    .limit(_most)
)


class Incidents:
    """bot.ports.Incidents."""

    __slots__ = ("_tx",)

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def add(self, incident: Incident) -> Incident:
        """Store a new one."""
        return replace(incident, id=int(_ADD.value(self._tx, **_values(incident))), version=1)

    def save(self, incident: Incident) -> Incident:
        """Store a changed one; raises Conflict where `version` moved on."""
        given = {f"{name}_": value for name, value in _values(incident).items()}
        if not _SAVE.run(self._tx, id_=incident.id, version_=incident.version, **given):
            self.get(incident.id)
            raise Conflict("“{title}” was changed by somebody else meanwhile; read it again.", title=incident.title)
        return replace(incident, version=incident.version + 1)

    def get(self, id: int) -> Incident:
        """By id; raises NotFound."""
        row = _GET.one(self._tx, id_=id)
        if row is None:
            raise NotFound("There is no incident {id}.", id=id)
        return _incident(row)

    def open(self) -> list[Incident]:
        """Those that are not closed, newest first."""
        return [_incident(row) for row in _OPEN.all(self._tx)]

    def latest(self, before: int | None = None, limit: int = 50) -> list[Incident]:
        """Newest first."""
        return [_incident(row) for row in _LATEST.all(self._tx, before=before or 2**62, most=limit)]

    def link(self, link: Link) -> bool:
        """The case belongs to it; False where it belongs to one already."""
        return (
            _LINK.run(
                self._tx, case_id=link.case, incident_id=link.incident, how=link.how, at=to_us(link.at), by=link.by
            )
            > 0
        )

    def unlink(self, case: int) -> bool:
        """It belongs to none; False where it did not before."""
        return _UNLINK.run(self._tx, case_=case) > 0

    def of_case(self, case: int) -> Link | None:
        """The incident that a case belongs to."""
        row = _OF_CASE.one(self._tx, case_=case)
        return None if row is None else _to_link(row)

    def cases(self, incident: int, before: int | None = None, limit: int = 50) -> list[Link]:
        """Its cases, the newest case first."""
        rows = _CASES.all(self._tx, incident_=incident, before=before or 2**62, most=limit)
        return [_to_link(row) for row in rows]

    def count(self, incident: int) -> tuple[int, int]:
        """How many cases and how many customers it has."""
        row = _COUNT.one(self._tx, incident_=incident)
        return row.cases, row.customers

    def affected(self, incident: int) -> list[Affected]:
        """All its cases, the oldest first."""
        return [
            Affected(
                case=row.id,
                customer=row.customer_id,
                conversation=row.conversation_id,
                language=row.language,
                withdrawn=row.status == Status.WITHDRAWN,
            )
            for row in _AFFECTED.all(self._tx, incident_=incident)
        ]

    def record(self, entry: Entry) -> int:
        """Append to its timeline."""
        return int(
            _RECORD.value(
                self._tx,
                **{
                    "incident_id": entry.incident,
                    "at": to_us(entry.at),
                    "kind": entry.kind,
                    "actor": entry.actor,
                    "from": entry.from_,
                    "to": entry.to,
                    "note": entry.note,
                },
            )
        )

    def timeline(self, incident: int, limit: int = 200) -> list[Entry]:
        """The last entries, newest first."""
        return [
            Entry(
                id=row.id,
                incident=row.incident_id,
                at=from_us(row.at),
                kind=row.kind,
                actor=row.actor,
                from_=row.from_,
                to=row.to,
                note=row.note,
            )
            for row in _TIMELINE.all(self._tx, incident_=incident, most=limit)
        ]


def _values(incident: Incident) -> dict[str, Any]:
    return {
        "title": incident.title,
        "state": incident.state.value,
        "owner": incident.owner,
        "category": incident.category,
        "product": incident.product,
        "place": incident.place,
        "since": to_us(incident.since),
        "automatic": int(incident.automatic),
        "known": dumps(dict(incident.known)),
        "created_at": to_us(incident.created_at),
        "by": incident.by,
        "closed_at": to_us_or_none(incident.closed_at),
    }


def _incident(row: Any) -> Incident:
    return Incident(
        id=row.id,
        title=row.title,
        state=State(row.state),
        owner=row.owner,
        category=row.category,
        product=row.product,
        place=row.place,
        since=from_us(row.since),
        automatic=bool(row.automatic),
        known=loads(row.known),
        created_at=from_us(row.created_at),
        by=row.by,
        closed_at=from_us_or_none(row.closed_at),
        version=row.version,
    )


def _to_link(row: Any) -> Link:
    return Link(incident=row.incident_id, case=row.case_id, how=row.how, at=from_us(row.at), by=row.by)
