"""Cases that another system had: stored with their past, many in one transaction. Nobody is written to.

A case is known by the id that it had there: brought again it stays as it is, so that an import that was stopped goes on
where it was. Of open cases the deadlines run on; of what is over already nobody is told one by one.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections import ChainMap, Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Final

from bot.cases import columns, imported, sheet
from bot.cases.case import CUSTOMER, SYSTEM, Case, Event, Status, filed, staff
from bot.cases.imported import Mapped, Row, Table
from bot.cases.series import Series, series_of
from bot.desk import clocks, counting, entering
from bot.desk.rules import Rules
from bot.desk.watching import KEPT
from bot.dialogue.state import State, dump
from bot.errors import Conflict, InvalidInput
from bot.messages import Address
from bot.ports import Database, UnitOfWork
from bot.records import Alert, Author, Entry, Survey, Timer, User

#: Cases of one transaction: writers of a running product wait no longer than this takes.
BATCH: Final = 100
#: Complaints of so long count in the early warning; of closed ones only what is no news any more.
_RECENT: Final = timedelta(days=8)
#: A number that many wrote down who had none.
_NO_PHONE: Final = re.compile(r"\+?(\d)\1*|12345678?9?0?")
_SOURCE: Final = re.compile(r"[\w.-]{1,40}")

#: Who somebody is: customer, conversation, name.
_Person = tuple[int, int, str]


@dataclass(slots=True)
class Outcome:
    """What became of a table."""

    stored: int = 0
    #: Brought before, and left as they are.
    known: int = 0
    live: int = 0
    overdue: int = 0


@dataclass(slots=True)
class _Batch:
    """What one transaction adds, kept aside until it is committed."""

    people: dict[str, _Person] = field(default_factory=dict)
    counts: Counter[tuple[Series, int]] = field(default_factory=Counter)
    outcome: Outcome = field(default_factory=Outcome)


def to_mapped(lines: Sequence[str]) -> Mapped:
    """COLUMN=HEADER says what a table calls a column, COLUMN:VALUE=MEANING what a value means. Raises InvalidInput."""
    headers: dict[str, str] = {}
    meanings: dict[str, dict[str, str]] = {}
    for line in lines:
        left, found, right = line.partition("=")
        key, colon, said = left.partition(":")
        if not found or not key.strip():
            raise InvalidInput(
                "mapping: {line!r} is neither COLUMN=HEADER nor COLUMN:VALUE=MEANING.", line=line.strip()[:60]
            )
        if colon:
            meanings.setdefault(key.strip(), {})[said.strip()] = right.strip()
        else:
            headers[key.strip()] = right.strip()
    return Mapped(columns=headers, values=meanings)


async def read(
    database: Database,
    rules: Rules,
    data: bytes,
    mapped: Mapped,
    *,
    encoding: str = "",
    separator: str = "",
    most: int | None = None,
    tick: Callable[[float], None] = lambda _: None,
) -> tuple[sheet.Sheet, Table]:
    """The table, with nothing stored. Raises InvalidInput with everything that is wrong with it.

    most: rows that are taken here.
    """

    def body(uow: UnitOfWork) -> list[tuple[int, str, str]]:
        return [(one.id, one.login, one.name) for one in uow.staff.all()]

    people = await database.read(body)
    headers = {columns.folded(said) for said in mapped.columns.values() if said}

    def known(cell: str) -> bool:
        return columns.column(cell) is not None or columns.folded(cell) in headers

    def work() -> tuple[sheet.Sheet, Table]:
        found = sheet.read(data, known=known, encoding=encoding, separator=separator)
        if most is not None and len(found.rows) > most:
            raise InvalidInput(
                "This table has {count} cases; at most {most} are taken here. Bring it with the command `huiyin "
                "import FILE`, or in parts: what was brought before is left as it is.",
                count=len(found.rows),
                most=most,
            )
        names = imported.names_of(rules.policy, people)
        return found, imported.check(found, names, mapped, now=rules.clock.now(), tick=tick)

    return await asyncio.to_thread(work)


async def store(
    database: Database,
    rules: Rules,
    table: Table,
    *,
    source: str,
    user: User | None,
    tick: Callable[[int], None] = lambda _: None,
    stop: asyncio.Event | None = None,
) -> Outcome:
    """Store what is not there yet, the oldest first, batch by batch; `tick` hears how many rows are done."""
    if not _SOURCE.fullmatch(source) or source == entering.SOURCE:
        raise InvalidInput("source: name the other system in letters, digits, dots and dashes (crm, old-hotline).")
    total = Outcome()
    people: dict[str, _Person] = {}
    # Days that are counted together are stored together.
    rows = sorted(table.rows, key=lambda row: row.opened)
    done = 0
    for batch in imported.batches(rows, BATCH):
        if stop is not None and stop.is_set():
            break
        now = rules.clock.now()

        def body(uow: UnitOfWork, batch: Sequence[Row] = batch, now: datetime = now) -> _Batch:
            return _store(uow, rules, batch, people, source=source, user=user, now=now)

        added = await database.transact(body)
        people.update(added.people)
        for key in ("stored", "known", "live", "overdue"):
            setattr(total, key, getattr(total, key) + getattr(added.outcome, key))
        done += len(batch)
        tick(done)
    now = rules.clock.now()
    await database.transact(lambda uow: _finished(uow, source, user, total, now=now))
    return total


def _finished(uow: UnitOfWork, source: str, user: User | None, total: Outcome, *, now: datetime) -> None:
    """Written down, and staff hear once of what is late."""
    uow.staff.audit(now, user.id if user else None, "import_cases", source, f"{total.stored} new, {total.known} known")
    if total.overdue:
        values = {"source": source, "live": total.live, "overdue": total.overdue}
        uow.alerts.add(Alert(kind="overdue", key="imported_overdue", values=values, at=now))
    uow.notify("cases")


def _store(
    uow: UnitOfWork,
    rules: Rules,
    rows: Sequence[Row],
    people: dict[str, _Person],
    *,
    source: str,
    user: User | None,
    now: datetime,
) -> _Batch:
    batch = _Batch()
    sealed = {row.key: rules.seal(row.key) for row in rows}
    known = uow.origins.known(source, [*sealed, *sealed.values()])
    for row in rows:
        if row.key in known or sealed[row.key] in known:
            batch.outcome.known += 1
            continue
        case = _case(uow, rules, row, ChainMap(batch.people, people), batch, now=now)
        if not uow.origins.add(source, row.key, case.id):
            raise Conflict(
                "source: another import of {source} runs at the same time. Wait for it, then start again.",
                source=source,
            )
        _past(uow, rules, case, row, source, user, now=now)
        _count(uow, rules, case, row, batch, now=now)
        batch.outcome.stored += 1
        if row.live:
            batch.outcome.live += 1
            batch.outcome.overdue += case.due_at <= now
    for (series, hour), by in sorted(batch.counts.items(), key=lambda one: (one[0][0].key, one[0][1])):
        uow.counts.add(series, hour, by)
    uow.notify("cases")
    return batch


def _case(
    uow: UnitOfWork, rules: Rules, row: Row, people: Mapping[str, _Person], batch: _Batch, *, now: datetime
) -> Case:
    customer, conversation = _home(uow, rules, row, people, batch, now=now)
    contact = {key: said for key, said in (("phone", row.phone), ("email", row.email)) if said}
    answers: dict[str, Any] = {"description": row.text, **row.details, **contact, "external_id": row.key}
    if contact:
        answers["contact"] = ", ".join(contact.values())
    if row.name:
        answers["name"] = row.name
    department = row.department or rules.policy.categories[row.category].department
    case = Case(
        number=rules.draw_number(row.opened),
        customer=customer,
        conversation=conversation,
        channel=row.channel,
        language=row.language,
        status=row.status,
        category=row.category,
        priority=row.priority,
        priority_reason="staff" if row.priority else "",
        department=department,
        owner=row.owner,
        due_at=row.opened,
        order_number=row.details.get("order_number") or None,
        answers=answers,
        recomplaints=1 if row.status is Status.REOPENED else 0,
        proposal=row.solution if row.status is Status.PROPOSED else "",
        filed_at=row.opened,
        resolved_at=row.solved,
        closed_at=row.closed,
        updated_at=row.closed or row.solved or row.answered or row.opened,
    )
    case = replace(case, due_at=clocks.due_of_brought(rules, case, answered_at=row.answered, due_at=row.due))
    case = uow.cases.add(case)
    return clocks.brought(uow, rules, case, answered_at=row.answered, due_at=row.due, now=now)


def _home(
    uow: UnitOfWork, rules: Rules, row: Row, people: Mapping[str, _Person], batch: _Batch, *, now: datetime
) -> tuple[int, int]:
    """Whose case it is, and the conversation where its news goes: by mail if they agreed, else nowhere."""
    phone, email = entering.to_phone(row.phone), row.email.strip().lower()
    phone = phone if entering.is_phone(phone) and not _NO_PHONE.fullmatch(phone) else ""
    email = email if entering.is_email(email) else ""
    keys = [one for one in (email, phone) if one]
    person = next((found for key in keys if (found := _fitting(people.get(key), row.name))), None)
    customer = person[0] if person else _stored(uow, keys, row.name)
    if row.agreed and email and rules.mailbox:
        thread = hashlib.sha256(f"{rules.mailbox}\0{email}\0{row.key}".encode()).hexdigest()[:16]
        place = Address(channel="mail", account=rules.mailbox, user=email, thread=thread)
        state = dump(State(language=row.language))
        talk = uow.conversations.open(
            place, now=now, name=row.name or None, state=state, together=True, customer=customer
        )
        home = talk.customer, talk.id
    elif person:
        return person[0], person[1]
    else:
        talk = entering.spoken_home(
            uow, customer, phone=phone, email=email, name=row.name, language=row.language, now=now
        )
        home = talk.customer, talk.id
        for key in keys:
            batch.people[key] = (*home, row.name)
    return home


def _fitting(person: _Person | None, name: str) -> _Person | None:
    """One number may be a household's: another name is another person."""
    return person if person and (not name or not person[2] or person[2] == name) else None


def _stored(uow: UnitOfWork, keys: Sequence[str], name: str) -> int | None:
    ids = dict.fromkeys(id for key in keys for id in uow.people.reached_at(key))
    fitting = []
    for id in ids:
        person = uow.people.get(id)
        if person.erased_at is None and _fitting((id, 0, person.name or ""), name):
            fitting.append(id)
    return fitting[0] if len(fitting) == 1 else None


def _past(
    uow: UnitOfWork, rules: Rules, case: Case, row: Row, source: str, user: User | None, *, now: datetime
) -> None:
    """Its timeline, what the customer said, their rating."""
    # Whoever answered then, it was somebody of ours.
    ours = staff(row.owner) if row.owner is not None else "staff"
    uow.cases.record(filed(case))
    if row.answered:
        uow.cases.record(Event(case=case.id, at=row.answered, kind="answered", actor=ours, public=True))
    if row.status is Status.PROPOSED:
        at = row.answered or row.opened
        uow.cases.record(
            Event(
                case=case.id, at=at, kind="status", actor=ours, from_=Status.IN_PROGRESS, to=Status.PROPOSED,
                note=row.solution, public=True,
            )
        )  # fmt: skip
    if row.solved:
        uow.cases.record(
            Event(
                case=case.id, at=row.solved, kind="status", actor=ours, from_=Status.IN_PROGRESS, to=Status.RESOLVED,
                note=row.solution, public=True,
            )
        )  # fmt: skip
    if row.score is not None:
        at = row.closed or row.solved or row.answered or row.opened
        uow.surveys.put(
            Survey(
                case=case.id, status="answered", scheduled_at=at, sent_at=at, answered_at=at, score=row.score,
                comment=row.comment, answers=({"at": at.isoformat(), "score": row.score, "by": CUSTOMER},),
            )
        )  # fmt: skip
        uow.cases.record(
            Event(case=case.id, at=at, kind="rated", actor=CUSTOMER, to=str(row.score), note=row.comment, public=True)
        )
    if row.closed:
        last = Status.WITHDRAWN if row.status is Status.WITHDRAWN else Status.CLOSED
        actor = CUSTOMER if last is Status.WITHDRAWN else SYSTEM
        uow.cases.record(Event(case=case.id, at=row.closed, kind="status", actor=actor, to=last, public=True))
    by = staff(user.id) if user else SYSTEM
    uow.cases.record(Event(case=case.id, at=now, kind="imported", actor=by, to=source, data={"id": row.key}))
    uow.transcript.add(
        Entry(conversation=case.conversation, author=Author.CUSTOMER, text=row.text, at=row.opened, case=case.id)
    )
    if row.status is Status.RESOLVED:
        # It is closed in its time, without a question to anybody.
        due = now + rules.surveys.expires_after
        uow.timers.set(Timer(kind="survey_expiry", subject=case.number, due_at=due))


def _count(uow: UnitOfWork, rules: Rules, case: Case, row: Row, batch: _Batch, *, now: datetime) -> None:
    """In the history of the early warning; what is closed and recent would ring for what is over."""
    age = now - case.filed_at
    if age > timedelta(days=KEPT) or (age < _RECENT and not row.live):
        return
    facets = counting.facets_of(rules, case)
    uow.counts.describe(case.id, facets, case.filed_at)
    for series in series_of(facets):
        batch.counts[series, counting.hour_of(case.filed_at)] += 1
