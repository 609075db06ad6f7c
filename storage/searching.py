"""What a case is found by: the words of its details, of what customer and staff have said about it, and of notes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import BigInteger, Text, bindparam, func, literal_column, select, text, update

from bot.records import Author
from storage.statements import Flavour, Statement, Transaction
from storage.tables import case_events, case_search, messages
from storage.words import MAX_WORDS, words

#: The latest lines of a talk: a case is found by what was said in them.
_LINES: Final = 300


def _vector() -> Any:
    return func.array_to_tsvector(func.string_to_array(bindparam("words", type_=Text()), literal_column("' '")))


def _put(flavour: Flavour) -> Any:
    if not flavour.postgresql:
        return text("INSERT OR REPLACE INTO case_search (rowid, words) VALUES (:case_id, :words)").bindparams(
            bindparam("case_id", type_=BigInteger()), bindparam("words", type_=Text())
        )
    put = flavour.insert(case_search).values(rowid=bindparam("case_id", type_=BigInteger()), words=_vector())
    return put.on_conflict_do_update(index_elements=[case_search.c.rowid], set_={"words": put.excluded.words})


def _more(flavour: Flavour) -> Any:
    """PostgreSQL puts words beside words; SQLite tells those that are there."""
    case = bindparam("case_id", type_=BigInteger())
    if not flavour.postgresql:
        return text("SELECT words FROM case_search WHERE rowid = :case_id").bindparams(case)
    more = case_search.c.words.op("||")(_vector())
    # A tsvector has an end (1 MB), where the message would fail with it.
    room = func.length(case_search.c.words) < MAX_WORDS
    return update(case_search).where(case_search.c.rowid == case, room).values(words=more)


_PUT: Final = Statement(_put)
_MORE: Final = Statement(_more)
_SAID: Final = Statement(
    select(messages.c.author, messages.c.case_id, messages.c.text)
    .where(messages.c.conversation_id == bindparam("conversation"))
    .order_by(messages.c.id.desc())
    .limit(bindparam("count", type_=BigInteger()))
)
_NOTED: Final = Statement(
    select(case_events.c.kind, case_events.c.actor, case_events.c.note)
    .where(case_events.c.case_id == bindparam("case_"))
    .order_by(case_events.c.id.desc())
    .limit(bindparam("count", type_=BigInteger()))
)


def put(tx: Transaction, case: int, conversation: int | None, texts: Iterable[str]) -> None:
    """The case is found by these texts, by what was said about it there and by its notes, and by nothing else."""
    said = () if conversation is None else _said(tx, case, conversation)
    noted = [row.note for row in _NOTED.all(tx, case_=case, count=_LINES) if is_note(row.kind, row.actor)]
    _PUT.run(tx, case_id=case, words=" ".join(sorted(words([*texts, *said, *noted]))))


def is_note(kind: str, actor: str) -> bool:
    """Whether somebody of the staff wrote this event of a timeline in their own words."""
    return kind == "note" and actor.startswith("staff:")


def add(tx: Transaction, case: int, said: str) -> None:
    """The case is found by these words, too."""
    fresh = words([said])
    if not fresh:
        return
    if tx.flavour.postgresql:
        _MORE.run(tx, case_id=case, words=" ".join(sorted(fresh)))
        return
    held = _MORE.value(tx, case_id=case)
    known = set(held.split()) if held else set()
    if held is not None and len(known) < MAX_WORDS and not fresh <= known:
        _PUT.run(tx, case_id=case, words=" ".join(sorted(known | fresh)))


def _said(tx: Transaction, case: int, conversation: int) -> list[str]:
    """The lines of this case; those that were said before it was filed stand before its first one."""
    mine: list[Any] = []
    before: list[Any] = []
    for row in reversed(_SAID.all(tx, conversation=conversation, count=_LINES)):
        before.append(row)
        if row.case_id is not None:
            mine += before if row.case_id == case else ()
            before = []
    return [row.text for row in (*mine, *before) if row.author != Author.BOT.value]
