"""What is personal in each table of a customer, a conversation or a case, and how it goes."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import BigInteger, bindparam, delete, literal, select, update

from storage.statements import ONE, ZERO, Flavour, Statement, constant
from storage.tables import (
    audits,
    broadcast_recipients,
    case_causes,
    case_events,
    case_facets,
    case_search,
    cases,
    consents,
    conversation_files,
    customer_marks,
    customer_notes,
    doubts,
    dropped_files,
    handoffs,
    messages,
    offers,
    outbox,
    plan_steps,
    presence,
    privacy_requests,
)

#: Events whose data are words and moments of our own.
_OUR_DATA: Final = ("paused", "resumed", "retimed", "due_soon", "overdue", "escalated", "recomplaint")
_FAILED: Final = constant(3)


def number(name: str) -> Any:
    return bindparam(name, type_=BigInteger())


def drop(column: Any) -> Statement:
    return Statement(delete(column.table).where(column == number("id_")))


def blank(column: Any, **values: Any) -> Statement:
    return Statement(update(column.table).where(column == number("id_")).values(**values))


def _gone_from(flavour: Flavour) -> Any:
    """Files of a conversation that no other conversation holds."""
    other = conversation_files.alias("other")
    kept = (
        select(ONE).where(other.c.hash == conversation_files.c.hash, other.c.conversation_id != number("id_")).exists()
    )
    alone = select(conversation_files.c.hash, number("at_")).where(
        conversation_files.c.conversation_id == number("id_"), ~kept
    )
    return flavour.insert(dropped_files).from_select(["hash", "at"], alone).on_conflict_do_nothing()


#: What failed is counted as such, though the message is no more.
_COUNT_FAILED: Final = Statement(
    update(broadcast_recipients)
    .where(
        broadcast_recipients.c.outbox_id.in_(
            select(outbox.c.id).where(outbox.c.conversation_id == number("id_"), outbox.c.status == _FAILED)
        )
    )
    .values(status="skipped", reason="unreachable", outbox_id=None)
)
PER_TALK: Final = (
    drop(doubts.c.conversation_id),
    blank(
        messages.c.conversation_id,
        text="",
        message_id=None,
        choices=None,
        attachments=None,
        outbox_id=None,
        amends=None,
    ),
    Statement(_gone_from),
    drop(conversation_files.c.conversation_id),
    _COUNT_FAILED,
    drop(outbox.c.conversation_id),
)
PER_CUSTOMER: Final = (
    drop(customer_marks.c.customer_id),
    drop(customer_notes.c.customer_id),
    drop(consents.c.customer_id),
    blank(privacy_requests.c.customer_id, reason=""),
)
_EMPTY_CASE: Final = blank(
    cases.c.id,
    answers="{}",
    summary="",
    order_number=None,
    order_key=None,
    proposal="",
    product=None,
    waiting=ZERO,
    paused=None,
    erased_at=number("at_"),
    version=cases.c.version + ONE,
)
PER_CASE: Final = (
    _EMPTY_CASE,
    drop(case_search.c.rowid),
    blank(case_events.c.case_id, note=""),
    Statement(
        update(case_events)
        .where(case_events.c.case_id == number("id_"), case_events.c.kind.not_in([literal(kind) for kind in _OUR_DATA]))
        .values(data=None)
    ),
    blank(case_facets.c.case_id, product=None, place=None),
    blank(case_causes.c.case_id, words=""),
    blank(plan_steps.c.case_id, text="", resources=""),
    blank(offers.c.case_id, words="", remark=""),
    blank(audits.c.case_id, comment=""),
    drop(presence.c.case_id),
    Statement(
        update(handoffs)
        .where(handoffs.c.case_id == number("id_"), handoffs.c.released_at.is_(None))
        .values(released_at=number("at_"))
    ),
)
