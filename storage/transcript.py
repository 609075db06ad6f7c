"""Every line said in a conversation."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import BigInteger, bindparam, select

from bot.errors import NotFound
from bot.messages import (
    Purpose,
    attachments_from_json,
    attachments_to_json,
    choices_from_json,
    choices_to_json,
)
from bot.records import Author, Entry
from storage import searching
from storage.codec import dumps, from_us, from_us_or_none, loads, to_us
from storage.marks import mark
from storage.outbox import STATUSES
from storage.statements import Flavour, Statement, Transaction
from storage.tables import conversation_files, conversations, messages, outbox

_VALUES: Final = {
    column: bindparam(column, type_=messages.c[column].type)
    for column in (
        "conversation_id",
        "author",
        "staff",
        "message_id",
        "text",
        "choices",
        "attachments",
        "at",
        "case_id",
        "purpose",
        "outbox_id",
        "amends",
    )
}


def _add(flavour: Flavour) -> Any:
    if not flavour.postgresql:
        return flavour.insert(messages).values(_VALUES).returning(messages.c.id)
    # The conversation is locked before the id is drawn: ids appear to readers in their order, so that whoever asks
    # for the lines after the last one seen misses none.
    talk = (
        select(conversations.c.id)
        .where(conversations.c.id == _VALUES["conversation_id"])
        .with_for_update(key_share=True)
        .cte("talk")
    )
    return (
        flavour.insert(messages)
        .from_select(list(_VALUES), select(*_VALUES.values()).select_from(talk))
        .returning(messages.c.id)
    )


def _add_file(flavour: Flavour) -> Any:
    return (
        flavour.insert(conversation_files)
        .values(conversation_id=bindparam("conversation_id"), hash=bindparam("hash"))
        .on_conflict_do_nothing()
    )


_lines = (
    select(
        messages,
        outbox.c.status.label("delivery"),
        outbox.c.error.label("error"),
        outbox.c.sent_at.label("sent_at"),
        outbox.c.delivered_at.label("delivered_at"),
    )
    .select_from(messages.outerjoin(outbox, outbox.c.id == messages.c.outbox_id))
    .where(messages.c.conversation_id == bindparam("conversation"))
    .limit(bindparam("count", type_=BigInteger()))
)

_ADD: Final = Statement(_add)
_ADD_FILE: Final = Statement(_add_file)
_OF: Final = Statement(_lines.where(messages.c.id > bindparam("after")).order_by(messages.c.id))
_LATEST: Final = Statement(_lines.order_by(messages.c.id.desc()))
_BEFORE: Final = Statement(_lines.where(messages.c.id < bindparam("before")).order_by(messages.c.id.desc()))
_HAS_FILE: Final = Statement(
    select(conversation_files.c.hash).where(
        conversation_files.c.conversation_id == bindparam("conversation"),
        conversation_files.c.hash == bindparam("hash_"),
    )
)


class Transcript:
    """bot.ports.Transcript."""

    __slots__ = ("_tx",)

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def add(self, entry: Entry) -> int:
        """Append a line. Ids grow within a conversation in the order in which the lines become visible."""
        new: int | None = _ADD.value(
            self._tx,
            conversation_id=entry.conversation,
            author=entry.author.value,
            staff=entry.staff,
            message_id=entry.message,
            text=entry.text,
            choices=dumps(choices_to_json(entry.choices)) if entry.choices else None,
            attachments=dumps(attachments_to_json(entry.attachments)) if entry.attachments else None,
            at=to_us(entry.at),
            case_id=entry.case,
            purpose=None if entry.purpose is None else entry.purpose.value,
            outbox_id=entry.outbox,
            amends=entry.amends,
        )
        if new is None:
            raise NotFound("There is no conversation {conversation}.", conversation=entry.conversation)
        for attachment in entry.attachments:
            _ADD_FILE.run(self._tx, conversation_id=entry.conversation, hash=attachment.hash)
        if entry.author is not Author.BOT and entry.case is not None:
            searching.add(self._tx, entry.case, entry.text)
        if entry.author is Author.STAFF and entry.case is not None:
            mark(self._tx, entry.case)
        return new

    def of(self, conversation: int, after: int = 0, limit: int = 200) -> list[Entry]:
        """The lines after line `after`, oldest first."""
        return [_entry(row) for row in _OF.all(self._tx, conversation=conversation, after=after, count=limit)]

    def latest(self, conversation: int, limit: int = 200) -> list[Entry]:
        """The last `limit` lines, oldest first."""
        return [_entry(row) for row in reversed(_LATEST.all(self._tx, conversation=conversation, count=limit))]

    def before(self, conversation: int, before: int, limit: int = 200) -> list[Entry]:
        """The `limit` lines before line `before`, oldest first."""
        rows = _BEFORE.all(self._tx, conversation=conversation, before=before, count=limit)
        return [_entry(row) for row in reversed(rows)]

    def has_file(self, conversation: int, hash: str) -> bool:
        """Whether a line of this conversation carries that file."""
        return _HAS_FILE.value(self._tx, conversation=conversation, hash_=hash) is not None


def _delivery(row: Any) -> str | None:
    if row.delivery is None:
        return None
    status = STATUSES[row.delivery]
    return "delivered" if status == "sent" and row.delivered_at is not None else status


def _entry(row: Any) -> Entry:
    return Entry(
        id=row.id,
        conversation=row.conversation_id,
        author=Author(row.author),
        staff=row.staff,
        message=row.message_id,
        amends=row.amends,
        text=row.text,
        choices=choices_from_json(loads(row.choices)) if row.choices else (),
        attachments=attachments_from_json(loads(row.attachments)) if row.attachments else (),
        at=from_us(row.at),
        case=row.case_id,
        purpose=None if row.purpose is None else Purpose(row.purpose),
        outbox=row.outbox_id,
        delivery=_delivery(row),
        error=row.error,
        sent_at=from_us_or_none(row.sent_at),
        delivered_at=from_us_or_none(row.delivered_at),
    )
