"""Causes, plans and offers of cases, and re-complaints."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import BigInteger, bindparam, delete, insert, literal_column, select, update

from bot.cases.solution import Finding, Offer, Recomplaint, Stage, Step
from bot.errors import Conflict, NotFound
from storage.codec import from_us, from_us_or_none, to_us, to_us_or_none
from storage.statements import Flavour, Statement, Transaction
from storage.tables import Word, case_causes, offers, plan_steps, recomplaints

_FINDING: Final = Statement(select(case_causes).where(case_causes.c.case_id == bindparam("case_")))


def _find(flavour: Flavour) -> Any:
    put = flavour.insert(case_causes).values(
        {column.name: bindparam(column.name, type_=column.type) for column in case_causes.c}
    )
    changed = {name: put.excluded[name] for name in ("cause", "words", "by", "at", "filed_at")}
    return put.on_conflict_do_update(index_elements=[case_causes.c.case_id], set_=changed)


_FIND: Final = Statement(_find)
_STEPS: Final = Statement(
    select(plan_steps).where(plan_steps.c.case_id == bindparam("case_")).order_by(plan_steps.c.id)
)
_STEP: Final = Statement(select(plan_steps).where(plan_steps.c.id == bindparam("id_")))
_ADD_STEP: Final = Statement(
    insert(plan_steps)
    .values({column.name: bindparam(column.name, type_=column.type) for column in plan_steps.c if column.name != "id"})
    .returning(plan_steps.c.id)
)
_SAVE_STEP: Final = Statement(
    update(plan_steps)
    .where(plan_steps.c.id == bindparam("id_"))
    .values(
        {
            name: bindparam(f"{name}_", type_=plan_steps.c[name].type)
            for name in ("text", "owner", "due_at", "resources", "done_at", "done_by")
        }
    )
)
_DROP_STEP: Final = Statement(delete(plan_steps).where(plan_steps.c.id == bindparam("id_")))

_OFFERS: Final = Statement(select(offers).where(offers.c.case_id == bindparam("case_")).order_by(offers.c.id))
_OFFER: Final = Statement(select(offers).where(offers.c.id == bindparam("id_")))


def _add_offer(flavour: Flavour) -> Any:
    return (
        flavour.insert(offers)
        .values({column.name: bindparam(column.name, type_=column.type) for column in offers.c if column.name != "id"})
        .on_conflict_do_nothing()
        .returning(offers.c.id)
    )


_ADD_OFFER: Final = Statement(_add_offer)
_MOVED: Final = ("kind", "amount", "currency", "words", "stage", "decided_by", "decided_at", "remark", "changed_at")
_MOVE_OFFER: Final = Statement(
    update(offers)
    .where(offers.c.id == bindparam("id_"), offers.c.stage == bindparam("before", type_=Word()))
    .values({name: bindparam(f"{name}_", type_=offers.c[name].type) for name in _MOVED})
)
_WAITING: Final = Statement(
    select(offers)
    # Part of the SQL: as a parameter it would hide from the planner which index fits.
    .where(offers.c.stage == literal_column("'waiting'"))
    .order_by(offers.c.id)
    .limit(bindparam("count", type_=BigInteger()))
)
_MADE_BY: Final = Statement(
    select(offers)
    .where(offers.c.by == bindparam("user_", type_=BigInteger()), offers.c.reason != literal_column("''"))
    .order_by(offers.c.id.desc())
    .limit(bindparam("count", type_=BigInteger()))
)
_AGAIN: Final = Statement(
    insert(recomplaints).values(
        {column.name: bindparam(column.name, type_=column.type) for column in recomplaints.c if column.name != "id"}
    )
)
_RECOMPLAINTS: Final = Statement(
    select(recomplaints).where(recomplaints.c.case_id == bindparam("case_")).order_by(recomplaints.c.id)
)


class Solutions:
    """bot.ports.Solutions."""

    __slots__ = ("_tx",)

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def finding(self, case: int) -> Finding | None:
        """The cause of the case, if it is known."""
        row = _FINDING.one(self._tx, case_=case)
        if row is None:
            return None
        return Finding(case=row.case_id, cause=row.cause, words=row.words, by=row.by, at=from_us(row.at))

    def find(self, finding: Finding, filed_at: datetime) -> None:
        """Store it."""
        _FIND.run(
            self._tx,
            case_id=finding.case,
            cause=finding.cause,
            words=finding.words,
            by=finding.by,
            at=to_us(finding.at),
            filed_at=to_us(filed_at),
        )

    def steps(self, case: int) -> list[Step]:
        """The plan."""
        return [_step(row) for row in _STEPS.all(self._tx, case_=case)]

    def step(self, id: int) -> Step:
        """By id; raises NotFound."""
        row = _STEP.one(self._tx, id_=id)
        if row is None:
            raise NotFound("There is no step {id}.", id=id)
        return _step(row)

    def add_step(self, step: Step) -> Step:
        """Store a new one."""
        id = _ADD_STEP.value(
            self._tx,
            case_id=step.case,
            text=step.text,
            owner=step.owner,
            due_at=to_us_or_none(step.due_at),
            resources=step.resources,
            done_at=to_us_or_none(step.done_at),
            done_by=step.done_by,
            by=step.by,
            at=to_us(step.at),
        )
        return replace(step, id=int(id))

    def save_step(self, step: Step) -> None:
        """Store a changed one."""
        _SAVE_STEP.run(
            self._tx,
            id_=step.id,
            text_=step.text,
            owner_=step.owner,
            due_at_=to_us_or_none(step.due_at),
            resources_=step.resources,
            done_at_=to_us_or_none(step.done_at),
            done_by_=step.done_by,
        )

    def drop_step(self, id: int) -> None:
        """It is no longer part of the plan."""
        _DROP_STEP.run(self._tx, id_=id)

    def offers(self, case: int) -> list[Offer]:
        """All offers of the case, oldest first."""
        return [_offer(row) for row in _OFFERS.all(self._tx, case_=case)]

    def offer(self, id: int) -> Offer:
        """By id; raises NotFound."""
        row = _OFFER.one(self._tx, id_=id)
        if row is None:
            raise NotFound("There is no offer {id}.", id=id)
        return _offer(row)

    def add_offer(self, offer: Offer) -> Offer:
        """Store a new one."""
        new = _ADD_OFFER.value(
            self._tx,
            case_id=offer.case,
            by=offer.by,
            at=to_us(offer.at),
            reason=offer.reason,
            **_moving(offer),
        )
        if new is None:
            raise Conflict("An offer of this case waits for approval already.")
        return replace(offer, id=int(new))

    def move_offer(self, offer: Offer, before: Stage) -> None:
        """Store a changed one."""
        moving = {f"{name}_": value for name, value in _moving(offer).items()}
        if not _MOVE_OFFER.run(self._tx, id_=offer.id, before=before.value, **moving):
            now = self.offer(offer.id)
            raise Conflict("Somebody was faster: this offer is {stage} already.", stage=now.stage)

    def waiting(self, limit: int = 100) -> list[Offer]:
        """Those that wait for approval, oldest first."""
        return [_offer(row) for row in _WAITING.all(self._tx, count=limit)]

    def made_by(self, user: int, limit: int = 50) -> list[Offer]:
        """Those of this staff member that needed approval, newest first."""
        return [_offer(row) for row in _MADE_BY.all(self._tx, user_=user, count=limit)]

    def again(self, recomplaint: Recomplaint) -> None:
        """A customer complained again."""
        _AGAIN.run(
            self._tx,
            case_id=recomplaint.case,
            at=to_us(recomplaint.at),
            way=recomplaint.way,
            level=recomplaint.level,
            owner=recomplaint.owner,
            department=recomplaint.department,
            category=recomplaint.category,
        )

    def recomplaints(self, case: int) -> list[Recomplaint]:
        """Of the case, oldest first."""
        return [to_recomplaint(row) for row in _RECOMPLAINTS.all(self._tx, case_=case)]


def _moving(offer: Offer) -> dict[str, Any]:
    return {
        "kind": offer.kind,
        "amount": None if offer.amount is None else int(offer.amount * 100),
        "currency": offer.currency,
        "words": offer.words,
        "stage": offer.stage.value,
        "decided_by": offer.decided_by,
        "decided_at": to_us_or_none(offer.decided_at),
        "remark": offer.remark,
        "changed_at": to_us(offer.changed_at),
    }


def _offer(row: Any) -> Offer:
    return Offer(
        id=row.id,
        case=row.case_id,
        kind=row.kind,
        amount=None if row.amount is None else Decimal(row.amount) / 100,
        currency=row.currency,
        words=row.words,
        stage=Stage(row.stage),
        by=row.by,
        at=from_us(row.at),
        reason=row.reason,
        decided_by=row.decided_by,
        decided_at=from_us_or_none(row.decided_at),
        remark=row.remark,
        changed_at=from_us(row.changed_at),
    )


def _step(row: Any) -> Step:
    return Step(
        id=row.id,
        case=row.case_id,
        text=row.text,
        owner=row.owner,
        due_at=from_us_or_none(row.due_at),
        resources=row.resources,
        done_at=from_us_or_none(row.done_at),
        done_by=row.done_by,
        by=row.by,
        at=from_us(row.at),
    )


def to_recomplaint(row: Any) -> Recomplaint:
    """Of a row of the table."""
    return Recomplaint(
        case=row.case_id,
        at=from_us(row.at),
        way=row.way,
        level=row.level,
        owner=row.owner,
        department=row.department,
        category=row.category,
    )
