"""No statement reads a whole table that grows: asked of both databases, filled with some thousand rows."""

from __future__ import annotations

import importlib
import itertools
import pkgutil
import re
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import psycopg
import psycopg.sql
import pytest

import storage
from bot.cases.case import Event, Priority, Status
from bot.messages import Attachment, Choice
from bot.ports import UnitOfWork
from bot.records import Alert, ApiToken, Author, Entry, Handoff, Role, Session, Survey, Timer, User
from storage import open_database
from storage.statements import POSTGRESQL, SQLITE, Log, Parameters, Statement
from tests.contract.storage.build import LEASE, NOW, address, case, inbound, outbound, talk, transact

#: These grow with the business; the others with the staff.
GROWING = {
    "addresses",
    "alerts",
    "audit",
    "case_events",
    "case_search",
    "cases",
    "conversation_files",
    "conversations",
    "customers",
    "handoffs",
    "inbox",
    "lanes",
    "login_failures",
    "messages",
    "outbox",
    "surveys",
    "timers",
}
#: Read from one end or whole: they hold only what waits.
OF_WHAT_WAITS = {
    "ix_alerts_unseen",
    "ix_cases_waiting",
    "ix_conversations_open_form",
    "ix_inbox_parked",
    "ix_inbox_pending",
    "ix_lanes_ready",
    "ix_outbox_dead",
    "ix_outbox_unsent",
    "ix_timers_due",
    "uq_handoffs_open",
}
#: Statistics for a page that is opened now and then; they count an index.
COUNTS = re.compile(r"SELECT cases\.status, count|SELECT count\(\*\) AS count_1\s+FROM outbox$")

PEOPLE = 1_200


def fill(work: UnitOfWork, first: int, last: int) -> None:
    for at in range(first, last):
        person = talk(work, f"p{at}")
        for line in range(3):
            sent = work.outbox.add(outbound(person.id, person.address, dedupe_key=f"{at}/{line}"), now=NOW)
            assert sent is not None
            work.outbox.sent(sent, None, NOW)
            work.transcript.add(
                Entry(
                    conversation=person.id,
                    author=Author.BOT,
                    text="您好",
                    at=NOW,
                    outbox=sent,
                    attachments=(Attachment(hash=f"{at:064x}", name="a", content_type="b", size=1),),
                )
            )
        row = work.inbox.add(inbound(f"p{at}", person.address))
        assert row is not None
        work.inbox.done(row)
        stored = work.cases.add(
            case(
                person,
                status=list(Status)[at % 8],
                priority=Priority(at % 3),
                due_at=NOW + timedelta(minutes=at),
                department=f"d{at % 5}",
                owner=at % 7 or None,
                category=f"c{at % 9}",
                order_number=f"JD-{at}",
                answers={"description": f"第{at}件：退款太慢"},
            )
        )
        work.cases.record(Event(case=stored.id, at=NOW, kind="filed", actor="customer", public=True))
        work.surveys.put(Survey(case=stored.id, scheduled_at=NOW))
        work.timers.set(Timer(kind="survey", subject=f"{at}", due_at=NOW + timedelta(minutes=at)))
        handoff = work.handoffs.add(Handoff(case=stored.id, conversation=person.id, reason="wish", requested_at=NOW))
        work.handoffs.save(replace(handoff, owner=1, released_at=NOW))
        work.alerts.seen(work.alerts.add(Alert(kind="overdue", text="x", at=NOW, case=stored.id)), 1)
        work.staff.fail(f"k{at}", NOW)
        work.staff.audit(NOW, 1, "read", f"{at}")
    for kind in ("turn", "send:telegram"):
        for held in work.lanes.claim(kind, 10_000, LEASE):
            work.lanes.free(kind, held)


def everything(work: UnitOfWork) -> None:
    """Calls each method of the ports, most of them on a row among many."""
    fill(work, PEOPLE, PEOPLE + 1)
    person = work.conversations.of(address("p700"))
    assert person is not None
    key = person.address.key
    work.conversations.get(person.id)
    person = work.conversations.save(replace(person, last_inbound_at=NOW, name="李四"))
    work.conversations.unreachable(person.address, "blocked")
    person = work.conversations.save(replace(person, last_inbound_at=NOW + LEASE))
    work.conversations.addresses(person.customer)
    work.conversations.open_forms(NOW, 10)
    talk(work, "new")
    talk(work, "new")

    assert work.inbox.add(inbound("x1", person.address)) is not None
    assert work.inbox.add(inbound("x1", person.address)) is None
    assert work.inbox.add(inbound("x2", person.address)) is not None
    [held] = work.lanes.claim("turn", 5, LEASE)
    work.lanes.check("turn", held)
    work.lanes.renew("turn", held, LEASE)
    for settle in (work.inbox.done, lambda row: work.inbox.park(row, "e")):
        taken = work.inbox.take(held.lane)
        assert taken is not None
        work.inbox.failed(taken.row, "e")
        settle(taken.row)
    work.inbox.parked()
    work.inbox.pending()
    work.lanes.free("turn", held)
    work.lanes.poke("turn", key)
    [held] = work.lanes.claim("turn", 5, LEASE)
    work.lanes.free("turn", held, NOW)
    [held] = work.lanes.claim("turn", 5, LEASE)
    work.lanes.delay("turn", held, -60)
    work.lanes.poke("other", key)
    [held] = work.lanes.claim("other", 5, LEASE)
    work.lanes.free("other", held)

    sent = [
        work.outbox.add(
            outbound(person.id, person.address, dedupe_key=f"e{at}", choices=(Choice(value="1", label="1"),)), now=NOW
        )
        for at in (1, 2, 3, 1)
    ]
    assert sent[3] is None
    for id, settle_id in ((sent[0], work.outbox.sent), (sent[1], None), (sent[2], None)):
        assert id is not None
        [held] = work.lanes.claim("send:telegram", 5, LEASE)
        assert work.outbox.head(key) is not None
        work.outbox.next_due(key)
        work.lanes.free("send:telegram", held)
        if settle_id is not None:
            settle_id(id, "p", NOW)
        else:
            work.outbox.retry(id, "e", NOW)
            work.outbox.dead(id, "e")
    work.outbox.get(700)
    work.outbox.counts()

    work.transcript.of(person.id, after=3)
    work.transcript.latest(person.id)
    line = work.transcript.add(Entry(conversation=person.id, author=Author.STAFF, text="x", at=NOW))
    work.transcript.before(person.id, line)
    work.transcript.has_file(person.id, f"{700:064x}")

    stored = work.cases.of_customer(person.customer)[0]
    work.cases.by_number(stored.number)
    work.cases.save(replace(work.cases.get(stored.id), answers={"description": "質量不好"}))
    work.cases.timeline(stored.id)
    work.cases.timeline(stored.id, public_only=True)
    work.cases.with_order("JD-700")
    work.cases.counts()
    search = work.cases.search
    cursor = work.cases.cursor(search(limit=1)[0])
    for after in (None, cursor):
        search(after=after)
        search(after=after, status=["open", "reopened"])
        search(after=after, department="d3")
        search(after=after, department="d3", owner=2, status=["open"])
        search(after=after, owner=2)
        search(after=after, unowned=True)
        search(after=after, waiting=True)
        search(after=after, category="c3")
        search(after=after, priority=1)
        search(after=after, overdue_at=NOW)
        search(after=after, overdue_at=NOW, department="d1", status=["open"])
        search(after=after, text="質量")
        search(after=after, text="退款", status=["open"], limit=5)

    work.timers.set(Timer(kind="survey", subject="700", due_at=NOW))
    [timer] = work.timers.due(NOW, 1)
    work.timers.retry(timer.id, NOW, "e")
    work.timers.done(timer.id)
    work.timers.cancel("survey", "701")
    work.timers.next_due()
    work.surveys.of(stored.id)
    work.handoffs.open_of(stored.id)
    work.handoffs.add(Handoff(case=stored.id, conversation=person.id, reason="wish", requested_at=NOW))
    work.handoffs.open_in(person.id)
    work.alerts.add(Alert(kind="x", text="x", at=NOW))
    work.alerts.unseen()
    work.alerts.count()

    user = work.staff.add(User(login="a", name="A", password_hash="h", role=Role.AGENT, created_at=NOW))
    work.staff.save(user)
    work.staff.get(user.id)
    work.staff.all()
    work.staff.open_session(Session(token_hash="t", user=user.id, csrf="c", created_at=NOW, expires_at=NOW))
    work.staff.session("t", NOW)
    work.staff.close_session("t")
    work.staff.close_sessions(user.id)
    work.staff.failures("k700", NOW)
    work.staff.add_token(ApiToken(token_hash="t", name="n", user=None, scopes=(), created_at=NOW))
    work.staff.token("t")
    work.staff.tokens()
    work.staff.revoke_token("t")
    work.staff.audited()


def statements() -> dict[str, Statement]:
    """Every statement that stands in storage by name."""
    found = {}
    for module in pkgutil.iter_modules(storage.__path__):
        if module.name != "migrations":
            for name, value in vars(importlib.import_module(f"storage.{module.name}")).items():
                if isinstance(value, Statement):
                    found[f"{module.name}.{name}"] = value
    return found


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_every_statement_finds_its_rows_by_an_index(
    kind: str, tmp_path: Path, migrated_url: Callable[[], str]
) -> None:
    url = f"sqlite:///{tmp_path}/x.db" if kind == "sqlite" else migrated_url()
    logs: list[Log] = []
    async with open_database(url, on_statement=logs.append) as database:
        for first in range(0, PEOPLE, 300):
            await transact(database, fill, first, first + 300)
        logs.clear()
        analyse(url)
        await database.transact(everything)
    assert len(logs) == 1
    seen = dict(logs[0])

    flavour = SQLITE if kind == "sqlite" else POSTGRESQL
    unused = {name for name, statement in statements().items() if statement.sql(flavour) not in seen}
    assert not unused

    scans = [
        f"{scan}\n  in {sql}"
        for sql, parameters in seen.items()
        if not COUNTS.search(sql)
        for scan in (of_sqlite(url, sql, parameters) if kind == "sqlite" else of_postgresql(url, sql, parameters))
    ]
    assert not scans, "\n".join(scans)


def analyse(url: str) -> None:
    if url.startswith("postgresql"):
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")


def of_sqlite(url: str, sql: str, parameters: Parameters) -> list[str]:
    connection = sqlite3.connect(url.removeprefix("sqlite:///"))
    plan = [str(row[3]) for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", parameters)]
    connection.close()
    found = []
    for step in plan:
        match = re.match(r"SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?", step)
        if match and match[1] in GROWING and match[2] not in OF_WHAT_WAITS and "VIRTUAL TABLE INDEX" not in step:
            # The newest lines of a log are read from its end.
            newest = match[2] is None and re.search(rf"ORDER BY {match[1]}\.id DESC\s+LIMIT", sql)
            if not newest:
                found.append(step)
    return found


def of_postgresql(url: str, sql: str, parameters: Parameters) -> list[str]:
    values = ", ".join(psycopg.sql.Literal(value).as_string() for value in parameters)
    with psycopg.connect(url) as connection:
        # With a thousand rows the planner may well read them all; the question is whether it could do otherwise, and
        # without knowing the values: so it is asked once a statement has run some times.
        connection.execute("SET enable_seqscan = off")
        connection.execute("SET plan_cache_mode = force_generic_plan")
        connection.execute(f"PREPARE asked AS {sql}".encode())
        rows = connection.execute(f"EXPLAIN EXECUTE asked{f'({values})' if values else ''}".encode()).fetchall()
    steps = [str(row[0]).strip() for row in rows]
    found = []
    for at, step in enumerate(steps):
        whole = re.search(r"Seq Scan on (\w+)", step)
        if whole and whole[1] in GROWING:
            found.append(step)
        index = re.search(r"Index (?:Only )?Scan (?:Backward )?using (\w+) on (\w+)", step)
        if index and index[2] in GROWING and index[1] not in OF_WHAT_WAITS:
            details = itertools.takewhile(lambda line: "->" not in line, steps[at + 1 :])
            newest = re.search(rf"ORDER BY {index[2]}\.(id|rowid) DESC\s+LIMIT", sql)
            if not newest and not any(line.startswith("Index Cond") for line in details):
                found.append(step)
    return found
