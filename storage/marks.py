"""Cases whose figures are out of date: marked in the transaction that changes them (see storage.figures)."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, bindparam, insert, select

from storage.statements import Statement, Transaction
from storage.tables import figure_marks, messages, outbox

_MARK: Final = Statement(insert(figure_marks).values(case_id=bindparam("case_id", type_=BigInteger())))
_MARK_RECIPIENT: Final = Statement(
    insert(figure_marks).from_select(
        ["case_id"],
        select(messages.c.case_id)
        .select_from(
            outbox.join(
                messages,
                (messages.c.conversation_id == outbox.c.conversation_id) & (messages.c.outbox_id == outbox.c.id),
            )
        )
        .where(outbox.c.id == bindparam("row_", type_=BigInteger()), messages.c.case_id.is_not(None)),
    )
)


def mark(tx: Transaction, case: int) -> None:
    """This case changed; once a transaction."""
    if case not in tx.marked:
        tx.marked.add(case)
        _MARK.run(tx, case_id=case)


def mark_recipient(tx: Transaction, row: int) -> None:
    """The case about which this row of the outbox was changed."""
    _MARK_RECIPIENT.run(tx, row_=row)
