"""No statement reads a whole table that grows: asked of both databases, filled with some thousand rows."""

from __future__ import annotations

import importlib
import itertools
import pkgutil
import re
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import psycopg
import psycopg.sql
import pytest

import storage
from bot.accounts import Entrance
from bot.cases.action import Action
from bot.cases.case import Event, Priority, Status
from bot.cases.deadlines import Clock, Target
from bot.cases.figures import DIMENSIONS, CaseFacts, Wanted
from bot.cases.incident import Broadcast, Bulletin, Link, Recipient, State
from bot.cases.incident import Entry as IncidentEntry
from bot.cases.quality import Candidate, Sample
from bot.cases.series import EVERYTHING, Facets, Series, series_of
from bot.cases.solution import Finding, Offer, Recomplaint, Stage, Step
from bot.cases.working import Absence, Profile
from bot.knowledge import Article, Version
from bot.knowledge import Offer as ArticleOffer
from bot.messages import Attachment, Choice
from bot.people import Consent, Mark, Remark
from bot.ports import UnitOfWork
from bot.records import (
    Alert,
    ApiToken,
    Author,
    Conversation,
    Doubt,
    Entry,
    Handoff,
    Notice,
    Role,
    Script,
    Session,
    Survey,
    Timer,
    User,
)
from storage import open_database
from storage.statements import POSTGRESQL, SQLITE, Log, Parameters, Statement
from tests.contract.storage import access, personal
from tests.contract.storage.build import (
    LEASE,
    NOW,
    address,
    arrival,
    build_incident,
    build_rise,
    case,
    inbound,
    outbound,
    talk,
    transact,
)

#: These grow with the business; the others with the staff.
GROWING = {
    "action_cases",
    "addresses",
    "alerts",
    "arrivals",
    "audit",
    "broadcast_recipients",
    "bulletins",
    "case_counts",
    "audits",
    "case_causes",
    "case_events",
    "case_facets",
    "case_facts",
    "case_search",
    "case_views",
    "cases",
    "channel_notes",
    "clocks",
    "consents",
    "conversation_files",
    "conversations",
    "customer_marks",
    "customer_notes",
    "customers",
    "doubts",
    "entrances",
    "figure_cells",
    "handoffs",
    "inbox",
    "incident_cases",
    "incident_events",
    "incidents",
    "lanes",
    "login_failures",
    "messages",
    "news",
    "notices",
    "article_offers",
    "offers",
    "outbox",
    "plan_steps",
    "presence",
    "privacy_requests",
    "rises",
    "recomplaints",
    "surveys",
    "timers",
}
#: Read from one end or whole: they hold only what waits.
OF_WHAT_WAITS = {
    "ix_alerts_unseen",
    "ix_alerts_untold",
    "ix_broadcasts_sending",
    "ix_arrivals_set_aside",
    "ix_arrivals_unread",
    "ix_cases_waiting",
    "ix_conversations_open_form",
    "ix_doubts_open",
    "ix_inbox_parked",
    "ix_inbox_pending",
    "ix_incidents_open",
    "ix_lanes_ready",
    "ix_offers_waiting",
    "ix_outbox_dead",
    "ix_outbox_unsent",
    "ix_rises_open",
    "ix_timers_due",
    "uq_handoffs_open",
    "uq_offers_waiting",
}
#: Statistics for a page that is opened now and then; they count an index.
#: Once an hour the early warning reads the counts of the weeks that it knows, which are all that is kept.
COUNTS = re.compile(
    r"SELECT cases\.status, count|SELECT case_counts\.series, sum|SELECT count\(\*\) AS count_1\s+FROM outbox$"
)

PEOPLE = 1_200


def fill(work: UnitOfWork, first: int, last: int) -> None:
    for at in range(first, last):
        person = talk(work, f"p{at}")
        for line in range(3):
            sent = work.outbox.add(outbound(person.id, person.address, dedupe_key=f"{at}/{line}"), now=NOW)
            assert sent is not None
            work.outbox.sent(sent, f"{at}/{line}", NOW)
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
        assert work.arrivals.add(arrival(f"p{at}", lane=f"p{at}")) is not None
        work.arrivals.done(work.arrivals.heads("telegram", f"p{at}"))
        work.notes.put("telegram", f"p{at}", {"at": at})
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
                recomplaints=at % 11,
                resolved_at=NOW + timedelta(minutes=at),
            )
        )
        solved(work, stored.id, at)
        work.cases.record(Event(case=stored.id, at=NOW, kind="filed", actor="customer", public=True))
        work.surveys.put(Survey(case=stored.id, scheduled_at=NOW))
        work.timers.set(Timer(kind="survey", subject=f"{at}", due_at=NOW + timedelta(minutes=at)))
        handoff = work.handoffs.add(Handoff(case=stored.id, conversation=person.id, reason="wish", requested_at=NOW))
        work.handoffs.save(replace(handoff, owner=1, released_at=NOW))
        work.alerts.seen(work.alerts.add(Alert(kind="overdue", text="x", at=NOW, case=stored.id)), 1)
        doubt = Doubt(conversation=person.id, text="那个呢", intent="skip", confidence=0.3, at=NOW, verdict="skip")
        work.doubts.add(replace(doubt, verdict=("skip", "", None)[at % 3]))
        work.presence.here(stored.id, 1, now=NOW, typing_until=NOW)
        work.clocks.put(Clock(case=stored.id, target=Target.ANSWER, started_at=NOW, due_at=NOW))
        days = work.figures.put(facts(stored.id, NOW.date() + timedelta(days=at % 300), at))
        if at % 10 == 0:
            work.figures.rebuild(max(days))
        work.figures.unmark([mark for mark, _ in work.figures.marked(100)])
        work.alerts.untold()
        work.notices.sent(work.notices.add(Notice(notifier="n", kind="x", text="x", at=NOW)))
        facets = Facets(category=f"c{at % 9}", channel="telegram", product=f"p{at % 50}", place=f"o{at % 40}")
        work.counts.describe(stored.id, facets, NOW + timedelta(minutes=at))
        for series in series_of(facets):
            work.counts.add(series, 490_000 + at)
        incident = work.incidents.add(build_incident(state=State.CLOSED))
        work.incidents.link(Link(incident=incident.id, case=stored.id, how="hand", at=NOW))
        work.incidents.record(IncidentEntry(incident=incident.id, at=NOW, kind="opened", actor="system"))
        work.rises.add(build_rise(status="over", raised_at=NOW + timedelta(minutes=at)))
        notice = Broadcast(incident=incident.id, texts={}, status="done", created_at=NOW)
        recipient = Recipient(
            broadcast=0,
            customer=at,
            case=stored.id,
            conversation=person.id,
            channel="telegram",
            language="en",
            status="told",
        )
        work.broadcasts.add(notice, [recipient])
        work.bulletins.add(Bulletin(texts={}, from_at=NOW, until_at=NOW, created_at=NOW, withdrawn_at=NOW))
        work.requests.add(personal.request(person, f"PR26-{at}", state="done"))
        work.people.add_mark(Mark(customer=person.customer, kind="vip", reason="x", at=NOW, by=1))
        work.people.add_remark(Remark(customer=person.customer, text="x", at=NOW, by=1))
        asked = Consent(customer=person.customer, address=person.address, given=False, how="staff", at=NOW)
        assert work.people.consent(asked)
        work.knowledge.offer(
            ArticleOffer(
                key=f"k{at % 40}",
                conversation=person.id,
                customer=person.customer,
                language="en",
                at=NOW - timedelta(days=at % 400),
            )
        )
        work.staff.fail(f"k{at}", NOW)
        work.staff.audit(NOW, at % 9, ("read", "look")[at % 2], f"{at}")
        work.views.record(stored.id, 1, NOW)
        work.wishes.add_news(at % 50, "filed", "x", None, NOW)
        work.entrances.add(Entrance(token_hash=f"e{at}", kind="oidc", expires_at=NOW + timedelta(days=1)), NOW)
    for kind in ("turn", "send:telegram", "read:telegram"):
        for held in work.lanes.claim(kind, 10_000, LEASE):
            work.lanes.free(kind, held)


def _people(work: UnitOfWork, person: Conversation) -> None:
    """Customers, and the answers that are known."""
    work.people.get(person.customer)
    work.people.named("王小明")
    work.people.reached_at("p700")
    work.people.marks(person.customer)
    work.people.remarks(person.customer)
    work.people.consents(person.customer)
    assert work.people.lift_mark(person.customer, "vip", at=NOW, by=1)
    version = Version(title="t", examples={"en": ("x",)}, answer={"en": "y"}, at=NOW, by=1)
    article = work.knowledge.add(Article(key="a1"), version)
    article = work.knowledge.write(article, version)
    work.knowledge.set(replace(article, published=2))
    work.knowledge.revision()
    work.knowledge.all()
    work.knowledge.shelf()
    work.knowledge.get(article.id)
    work.knowledge.versions(article.id)
    offer = work.knowledge.offer_in(person.id)
    assert offer is not None
    work.knowledge.settle(replace(offer, outcome="helped"))
    work.knowledge.offers_to(person.customer, NOW - timedelta(days=900))
    assert work.knowledge.figures(NOW - timedelta(days=3), NOW + timedelta(days=1))
    own = work.cases.of_customer(person.customer)[0]
    other = work.people.part(person.customer, [person.id], name="x", now=NOW)
    work.people.give(own.id, other, person.id)


def solved(work: UnitOfWork, case: int, at: int) -> None:
    work.solutions.find(Finding(case=case, cause=f"c{at % 9}", by=1, at=NOW), NOW + timedelta(minutes=at))
    work.solutions.add_step(Step(case=case, text="x", by=1, at=NOW))
    offer = Offer(
        case=case, kind="refund", words="x", stage=Stage.REPLACED, by=at, at=NOW, reason="amount", changed_at=NOW
    )
    work.solutions.add_offer(offer)
    again = NOW + timedelta(minutes=at)
    work.solutions.again(Recomplaint(case=case, at=again, way="rejected", level=2))
    if at % 10 == 0:
        drawn = [Candidate(id=case, owner=at, department="d", category="c")]
        sample = work.quality.add_sample(Sample(at=NOW, by=1, seed=1, asked={}, population=1, drawn=1), drawn)
        [audit] = work.quality.audits(sample.id)
        assessed = replace(audit, assessor=1, assessed_at=again, score=Decimal(50))
        work.quality.save_audit(assessed)
        work.actions.link(work.actions.add(Action(title="x", category="c1", by=1, at=NOW)).id, case)


def facts(case: int, day: date, at: int) -> CaseFacts:
    """What is counted of a case, scattered."""
    dimensions = {key: f"{key}{at % 7}" for key in DIMENSIONS}
    return CaseFacts(
        case=case, day=day, solved_day=day, dimensions=dimensions, flags=frozenset({"met"}), score=at % 5 + 1
    )


def every_figure(work: UnitOfWork, case: int, conversation: int) -> None:
    """Each way to ask."""
    figures = work.figures
    figures.waiting()
    figures.counted(case, conversation)
    figures.drop(case)
    figures.put(facts(case, NOW.date(), 3))
    first, last = NOW.date(), NOW.date() + timedelta(days=5)
    for where in ({}, {"department": "department1"}, *({key: f"{key}1"} for key in DIMENSIONS)):
        wanted = Wanted(first=first, last=last, where=where)
        for by in ((), ("day",), ("day", "category"), *((key,) for key in DIMENSIONS)):
            figures.sums(wanted, *by)
        figures.tables(wanted)
        figures.solutions(wanted)
        for cases in (10, 10**6):
            figures.spans(wanted, cases)
        for after in (None, (NOW.date().toordinal(), case)):
            for flag in ("cases", "missed", "solve", "score_1"):
                figures.lines(wanted, flag, after=after, limit=5)
    figures.doubts(NOW, NOW + timedelta(days=1))


def everything(work: UnitOfWork) -> None:
    """Calls each method of the ports, most of them on a row among many."""
    fill(work, PEOPLE, PEOPLE + 1)
    person = work.conversations.of(address("p700"))
    assert person is not None
    key = person.address.key
    work.conversations.get(person.id)
    other = work.conversations.of(address("p710"))
    assert other is not None
    _people(work, other)
    person = work.conversations.save(replace(person, last_inbound_at=NOW, name="李四"))
    work.conversations.unreachable(person.address, "blocked")
    person = work.conversations.save(replace(person, last_inbound_at=NOW + LEASE))
    work.conversations.addresses(person.customer)
    work.conversations.open_forms(NOW, 10)
    work.conversations.open(address("p700", thread="2"), now=NOW, name=None, state=None, together=True)
    talk(work, "new")
    talk(work, "new")
    other = talk(work, "other")
    assert work.conversations.join(other, person.customer).customer == person.customer

    for brought in ("1", "2"):
        assert work.arrivals.add(arrival(brought)) is not None
    [held] = work.lanes.claim("read:telegram", 5, LEASE)
    [one, _two] = work.arrivals.heads("telegram", "c1")
    work.arrivals.failed(one.id, "e")
    work.arrivals.quarantine(one.id, "e")
    work.arrivals.quarantined()
    work.arrivals.again(one.id)
    work.arrivals.done([one])
    work.arrivals.unread()
    work.lanes.free("read:telegram", held)
    work.notes.put("telegram", "p700", {"at": 1})
    work.notes.get("telegram", "p700")
    work.notes.starting("telegram", "p70")
    work.notes.drop("telegram", "p700")

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
    assert work.outbox.add(outbound(person.id, address("waits")), now=NOW) is not None
    assert work.outbox.extend(outbound(person.id, address("waits")), most=100)
    work.outbox.get(700)
    returned = work.outbox.by_provider("telegram", "700/1")
    assert returned is not None
    work.outbox.returned(returned.id, "e")
    work.outbox.counts()
    behind = work.outbox.add(outbound(person.id, person.address), now=NOW)
    assert behind is not None
    work.outbox.behind(replace(returned, id=behind - 1, to=person.address, conversation=person.id))
    work.outbox.attach(behind - 1, [behind])
    work.outbox.attached(behind - 1)
    work.outbox.hold(behind, "e", None)
    work.outbox.release(key)

    work.transcript.of(person.id, after=3)
    work.transcript.latest(person.id)
    line = work.transcript.add(Entry(conversation=person.id, author=Author.STAFF, text="x", at=NOW))
    work.transcript.before(person.id, line)
    work.transcript.has_file(person.id, f"{700:064x}")

    stored = work.cases.of_customer(person.customer)[0]
    work.transcript.add(Entry(conversation=person.id, author=Author.CUSTOMER, text="x", at=NOW, case=stored.id))
    work.cases.of_conversation(stored.conversation)
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
        search(after=after, escalated=True)
        search(after=after, recomplained=True)
        search(after=after, channel="telegram")
        search(after=after, language="en", status=["open"])
        search(after=after, product="p7", status=["open"])
        search(after=after, filed_from=NOW, filed_before=NOW + LEASE)
        search(after=after, filed_from=NOW, product="p7", category="c3", sort="newest")
        for sort in ("due", "newest"):
            search(after=after, sort=sort)
            search(after=after, sort=sort, status=["open"], department="d1", overdue_at=NOW)
            search(after=after, sort=sort, text="退款")
        search(after=after, overdue_at=NOW, department="d1", status=["open"])
        search(after=after, text="質量")
        search(after=after, text="退款", status=["open"], limit=5)

    work.solutions.finding(stored.id)
    step = work.solutions.steps(stored.id)[0]
    work.solutions.save_step(work.solutions.step(step.id))
    work.solutions.drop_step(step.id)
    offer = work.solutions.offers(stored.id)[0]
    work.solutions.move_offer(replace(work.solutions.offer(offer.id), stage=Stage.WAITING), Stage.REPLACED)
    work.solutions.waiting()
    work.solutions.made_by(700)
    work.solutions.recomplaints(stored.id)
    period = NOW + timedelta(minutes=690), NOW + timedelta(minutes=710)
    work.quality.handled(*period, 50)
    work.quality.again(*period, 50)
    work.quality.averages(*period)
    work.quality.samples(limit=1)
    sampled = work.quality.audits_of(700)[0]
    work.quality.sample(sampled.sample)
    work.quality.audit(sampled.id)
    work.quality.audits_of_case(stored.id)
    [action] = work.actions.of_case(stored.id)
    work.actions.save(work.actions.get(action.id))
    work.actions.all(limit=1)
    work.actions.cases(action.id)
    work.actions.count(cause="c3", category="", since=period[0], until=period[1])
    work.actions.count(cause="", category="c3", since=period[0], until=period[1])
    work.actions.unlink(action.id, stored.id)
    for wanted in (
        {},
        {"owner": 2},
        {"recomplained": True},
        {"unowned": True},
        {"waiting": True},
        {"escalated": True},
        {"overdue_at": NOW},
    ):
        work.cases.count(99, status=["open", "reopened"], **wanted)
    work.cases.duplicates(stored.id)
    work.conversations.places(person.customer)
    work.clocks.of(stored.id)
    work.working.loads([2])
    work.working.take_turn("pool")
    work.working.give_turn("pool", 1)
    script = work.scripts.add(Script(title="Sorry", text="抱歉", at=NOW, by=1))
    work.scripts.save(script)
    work.scripts.get(script.id)
    work.scripts.all()
    work.scripts.versions(script.id)
    work.presence.here(stored.id, 1, now=NOW, typing_until=NOW)
    work.presence.of(stored.id, now=NOW, since=NOW)
    work.presence.gone(stored.id, 1)

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
    work.alerts.untold()
    work.notices.add(Notice(notifier="n", kind="x", text="x", at=NOW))
    for noticed in work.notices.claim("n", NOW, 5, LEASE):
        work.notices.retry(noticed.id, NOW, "e")
        work.notices.failed(noticed.id, "e")
        work.notices.sent(noticed.id)
    for noticed in work.notices.latest(limit=1):
        work.notices.again(noticed.id, NOW)
    work.alerts.count()

    every_figure(work, stored.id, person.id)
    work.doubts.count()
    [first] = work.doubts.open(limit=1)
    work.doubts.open(before=first.id)
    [last] = work.doubts.settled(limit=1)
    work.doubts.settled(before=last.id)
    work.doubts.settle(replace(work.doubts.get(first.id), verdict="thank", by=1, settled_at=NOW))

    crowd(work, stored.id)
    user = work.staff.add(User(login="a", name="A", password_hash="h", role=Role.AGENT, created_at=NOW))
    work.staff.save(user)
    work.staff.get(user.id)
    work.staff.all()
    away = work.working.add_absence(Absence(user=user.id, begins_at=NOW, ends_at=NOW + LEASE))
    work.working.save_absence(work.working.absence(away.id))
    work.working.absences(user.id, NOW)
    work.working.roster(NOW)
    work.working.remove_absence(away.id)
    work.working.put_profile(Profile(user=user.id))
    work.working.profile(user.id)
    work.working.profiles()
    work.staff.open_session(Session(token_hash="t", user=user.id, csrf="c", created_at=NOW, expires_at=NOW))
    work.staff.session("t", NOW)
    work.staff.close_session("t")
    work.staff.close_sessions(user.id)
    work.staff.failures("k700", NOW)
    work.staff.forgive("k700", NOW)
    work.staff.add_token(ApiToken(token_hash="t", name="n", user=None, scopes=(), created_at=NOW))
    work.staff.token("t")
    work.staff.tokens()
    work.staff.revoke_token("t")
    access.everything(work, user.id, stored.id, returned.id)
    work.origins.add("crm", "T-1", stored.id)
    assert work.origins.known("crm", ["T-1"]) == {"T-1": stored.id}
    work.origins.of(stored.id)
    going = work.conversations.of(address("p720"))
    assert going is not None
    personal.everything(work, going, returned.id)


def crowd(work: UnitOfWork, number: int) -> None:
    """What many complaints have in common."""
    product = Series((("product", "p7"),))
    work.counts.busy(490_500, 490_900)
    work.counts.hours(product.key, 490_000)
    work.counts.first()
    work.counts.described(number)
    series = (
        EVERYTHING,
        product,
        Series((("category", "c1"),)),
        Series((("channel", "telegram"),)),
        Series((("place", "o3"),)),
    )
    for one in series:
        work.counts.unlinked(one, NOW, NOW + timedelta(days=1))
    work.counts.forget(490_010)
    rise = work.rises.add(build_rise())
    work.rises.save(rise)
    work.rises.get(rise.id)
    assert work.rises.open() == [rise]
    work.rises.since(NOW + timedelta(minutes=PEOPLE - 5))
    work.rises.latest()
    incident = work.incidents.save(work.incidents.add(build_incident()))
    work.incidents.get(incident.id)
    assert work.incidents.open() == [incident]
    work.incidents.latest()
    assert work.incidents.unlink(number)
    assert work.incidents.link(Link(incident=incident.id, case=number, how="hand", at=NOW))
    work.incidents.of_case(number)
    work.incidents.cases(incident.id)
    work.incidents.count(incident.id)
    work.incidents.affected(incident.id)
    work.incidents.timeline(incident.id)
    recipient = Recipient(broadcast=0, customer=1, case=number, conversation=1, channel="web", language="en")
    notice = work.broadcasts.add(Broadcast(incident=incident.id, texts={}, created_at=NOW), [recipient])
    assert work.broadcasts.sending() == [notice]
    work.broadcasts.of(incident.id)
    [recipient] = work.broadcasts.waiting(work.broadcasts.get(notice.id).id, 10)
    work.broadcasts.recipient(notice.id, 1)
    work.broadcasts.settle(replace(recipient, status="told"))
    work.broadcasts.progress(notice.id)
    work.broadcasts.left_out(notice.id)
    work.broadcasts.save(replace(notice, status="done"))
    bulletin = work.bulletins.add(Bulletin(texts={}, from_at=NOW, until_at=NOW + LEASE, created_at=NOW))
    work.bulletins.save(bulletin)
    work.bulletins.get(bulletin.id)
    work.bulletins.current(NOW)
    work.bulletins.latest()


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
    assert not unused, sorted(unused)

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
