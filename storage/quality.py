"""Audit samples, and figures of work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import BigInteger, and_, bindparam, func, insert, literal_column, select, update

from bot.cases.quality import Audit, Candidate, Sample
from bot.cases.solution import Recomplaint
from bot.errors import Conflict, NotFound
from bot.ports.solution import Average, Handled
from storage.codec import dumps, from_us, from_us_or_none, loads, to_us, to_us_or_none
from storage.solutions import to_recomplaint
from storage.statements import ONE, Statement, Transaction
from storage.tables import audit_samples, audits, case_events, cases, messages, recomplaints, surveys

_SINCE: Final = bindparam("since", type_=BigInteger())
_UNTIL: Final = bindparam("until", type_=BigInteger())
_COUNT: Final = bindparam("count", type_=BigInteger())

#: What staff told the customer by the case's course, and what they wrote in its conversation.
_first_event: Final = (
    select(func.min(case_events.c.at))
    .where(
        case_events.c.case_id == cases.c.id,
        case_events.c.public == ONE,
        case_events.c.actor.like(literal_column("'staff:%'")),
    )
    .scalar_subquery()
)
_first_words: Final = (
    select(func.min(messages.c.at))
    .where(
        messages.c.conversation_id == cases.c.conversation_id,
        messages.c.author == literal_column("'staff'"),
        messages.c.at >= cases.c.filed_at,
    )
    .scalar_subquery()
)
_HANDLED: Final = Statement(
    select(
        cases.c.id,
        cases.c.owner,
        cases.c.department,
        cases.c.category,
        cases.c.filed_at,
        cases.c.resolved_at,
        cases.c.due_at,
        surveys.c.score,
        _first_event.label("first_event"),
        _first_words.label("first_words"),
    )
    .select_from(cases.outerjoin(surveys, surveys.c.case_id == cases.c.id))
    .where(cases.c.resolved_at.is_not(None), cases.c.resolved_at >= _SINCE, cases.c.resolved_at < _UNTIL)
    .order_by(cases.c.resolved_at)
    .limit(_COUNT)
)
_AGAIN: Final = Statement(
    select(recomplaints)
    .where(recomplaints.c.at >= _SINCE, recomplaints.c.at < _UNTIL)
    .order_by(recomplaints.c.at)
    .limit(_COUNT)
)
_AVERAGES: Final = Statement(
    select(
        audits.c.agent,
        audits.c.department,
        func.count().label("audits"),
        func.sum(audits.c.score).label("score"),
    )
    .where(audits.c.assessed_at >= _SINCE, audits.c.assessed_at < _UNTIL)
    .group_by(audits.c.agent, audits.c.department)
)
_ADD_SAMPLE: Final = Statement(
    insert(audit_samples)
    .values(
        {column.name: bindparam(column.name, type_=column.type) for column in audit_samples.c if column.name != "id"}
    )
    .returning(audit_samples.c.id)
)
_ADD_AUDIT: Final = Statement(
    insert(audits).values(
        {column.name: bindparam(column.name, type_=column.type) for column in audits.c if column.name != "id"}
    )
)
_SAMPLES: Final = Statement(select(audit_samples).order_by(audit_samples.c.id.desc()).limit(_COUNT))
_SAMPLE: Final = Statement(select(audit_samples).where(audit_samples.c.id == bindparam("id_")))
_AUDITS: Final = Statement(select(audits).where(audits.c.sample_id == bindparam("sample_")).order_by(audits.c.id))
_AUDITS_OF: Final = Statement(
    select(audits)
    .where(and_(audits.c.agent == bindparam("agent_", type_=BigInteger()), audits.c.assessed_at.is_not(None)))
    .order_by(audits.c.assessed_at.desc())
    .limit(_COUNT)
)
_AUDITS_OF_CASE: Final = Statement(select(audits).where(audits.c.case_id == bindparam("case_")).order_by(audits.c.id))
_AUDIT: Final = Statement(select(audits).where(audits.c.id == bindparam("id_")))
_SAVED: Final = ("assessor", "assessed_at", "points", "score", "knocked_out", "comment")
_SAVE_AUDIT: Final = Statement(
    update(audits)
    .where(
        audits.c.id == bindparam("id_"),
        # Whoever began to assess it goes on; nobody overwrites another's verdict.
        func.coalesce(audits.c.assessor, bindparam("assessor_", type_=BigInteger()))
        == bindparam("assessor_", type_=BigInteger()),
    )
    .values({name: bindparam(f"{name}_", type_=audits.c[name].type) for name in _SAVED})
)


class Quality:
    """bot.ports.Quality."""

    __slots__ = ("_tx",)

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def handled(self, since: datetime, until: datetime, limit: int) -> list[Handled]:
        """Cases resolved in the period, oldest first."""
        rows = _HANDLED.all(self._tx, since=to_us(since), until=to_us(until), count=limit)
        return [
            Handled(
                case=row.id,
                owner=row.owner,
                department=row.department,
                category=row.category,
                filed_at=from_us(row.filed_at),
                resolved_at=from_us(row.resolved_at),
                due_at=from_us(row.due_at),
                score=row.score,
                first_at=from_us_or_none(min((x for x in (row.first_event, row.first_words) if x), default=None)),
            )
            for row in rows
        ]

    def again(self, since: datetime, until: datetime, limit: int) -> list[Recomplaint]:
        """Re-complaints of the period, oldest first."""
        rows = _AGAIN.all(self._tx, since=to_us(since), until=to_us(until), count=limit)
        return [to_recomplaint(row) for row in rows]

    def averages(self, since: datetime, until: datetime) -> list[Average]:
        """By agent and department."""
        rows = _AVERAGES.all(self._tx, since=to_us(since), until=to_us(until))
        return [
            Average(
                agent=row.agent,
                department=row.department,
                audits=row.audits,
                score=Decimal(int(row.score)) / 10 / row.audits,
            )
            for row in rows
        ]

    def add_sample(self, sample: Sample, drawn: Sequence[Candidate]) -> Sample:
        """Store it, with an audit for each case drawn."""
        id = int(
            _ADD_SAMPLE.value(
                self._tx,
                at=to_us(sample.at),
                by=sample.by,
                seed=sample.seed,
                asked=dumps(sample.asked),
                population=sample.population,
                drawn=sample.drawn,
            )
        )
        for one in drawn:
            empty = Audit(sample=id, case=one.id, agent=one.owner, department=one.department, category=one.category)
            _ADD_AUDIT.run(
                self._tx,
                sample_id=id,
                case_id=one.id,
                agent=one.owner,
                department=one.department,
                category=one.category,
                **_assessed(empty),
            )
        return replace(sample, id=id)

    def samples(self, limit: int = 50) -> list[Sample]:
        """Newest first."""
        return [_sample(row) for row in _SAMPLES.all(self._tx, count=limit)]

    def sample(self, id: int) -> Sample:
        """By id; raises NotFound."""
        row = _SAMPLE.one(self._tx, id_=id)
        if row is None:
            raise NotFound("There is no sample {id}.", id=id)
        return _sample(row)

    def audits(self, sample: int) -> list[Audit]:
        """Of that sample, in order."""
        return [_audit(row) for row in _AUDITS.all(self._tx, sample_=sample)]

    def audits_of(self, agent: int, limit: int = 50) -> list[Audit]:
        """Assessed ones of that agent's work, newest first."""
        return [_audit(row) for row in _AUDITS_OF.all(self._tx, agent_=agent, count=limit)]

    def audits_of_case(self, case: int) -> list[Audit]:
        """Of that case, oldest first."""
        return [_audit(row) for row in _AUDITS_OF_CASE.all(self._tx, case_=case)]

    def audit(self, id: int) -> Audit:
        """By id; raises NotFound."""
        row = _AUDIT.one(self._tx, id_=id)
        if row is None:
            raise NotFound("There is no audit {id}.", id=id)
        return _audit(row)

    def save_audit(self, audit: Audit) -> None:
        """Store what was assessed."""
        given = {f"{name}_": value for name, value in _assessed(audit).items()}
        if not _SAVE_AUDIT.run(self._tx, id_=audit.id, **given):
            self.audit(audit.id)
            raise Conflict("Somebody else has assessed this case already.")


def _assessed(audit: Audit) -> dict[str, Any]:
    return {
        "assessor": audit.assessor,
        "assessed_at": to_us_or_none(audit.assessed_at),
        "points": dumps(dict(audit.points)),
        "score": None if audit.score is None else int(audit.score * 10),
        "knocked_out": dumps(list(audit.knocked_out)),
        "comment": audit.comment,
    }


def _sample(row: Any) -> Sample:
    return Sample(
        id=row.id,
        at=from_us(row.at),
        by=row.by,
        seed=row.seed,
        asked=loads(row.asked),
        population=row.population,
        drawn=row.drawn,
    )


def _audit(row: Any) -> Audit:
    return Audit(
        id=row.id,
        sample=row.sample_id,
        case=row.case_id,
        agent=row.agent,
        department=row.department,
        category=row.category,
        assessor=row.assessor,
        assessed_at=from_us_or_none(row.assessed_at),
        points=loads(row.points),
        score=None if row.score is None else Decimal(row.score) / 10,
        knocked_out=tuple(loads(row.knocked_out)),
        comment=row.comment,
    )
