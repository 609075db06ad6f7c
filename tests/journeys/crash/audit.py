"""What must hold when the dust has settled, read with plain SQL: none of the product's own code vouches for itself."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from typing import Any, Final

import psycopg

from tests.journeys.crash.customers import FILED, NUMBER, Caller, Customer, Visitor

#: Resolved cases of which one survey at least should have been sent.
_ENOUGH: Final = 8


def rows(url: str, sql: str) -> list[Any]:
    """All rows of a query."""
    if url.startswith("sqlite"):
        connection = sqlite3.connect(f"file:{url.removeprefix('sqlite:///')}?mode=ro", uri=True)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()
    with psycopg.connect(url) as session:
        return session.execute(sql.encode()).fetchall()


def audit(url: str, customers: Iterable[Customer], resolved: Collection[str]) -> list[str]:
    """Every promise that does not hold, in words; empty: all of them do. `resolved`: the numbers that staff resolved."""
    by_sender = {_sender(customer): customer for customer in customers}
    return [
        *_inbox(url, by_sender),
        *_transcripts(url, by_sender),
        *_cases(url, by_sender, resolved),
        *_news(url, resolved),
        *_leases(url),
        *_callbacks(url, [customer for customer in by_sender.values() if isinstance(customer, Caller)]),
    ]


def _sender(customer: Customer) -> str:
    return customer.user if isinstance(customer, Visitor) else customer.name


def _inbox(url: str, customers: dict[str, Customer]) -> list[str]:
    """Each acknowledged message is there exactly once, and done."""
    wrong = [f"inbox {id}: status {status}, error {error}" for id, status, error in rows(
        url, "SELECT message_id, status, error FROM inbox WHERE status <> 1"
    )]  # fmt: skip
    stored = Counter(id for (id,) in rows(url, "SELECT message_id FROM inbox"))
    expected = {f"{sender}:{id}" for sender, customer in customers.items() for id, _ in customer.posted}
    wrong += [f"{id} was acknowledged and is not in the inbox" for id in expected - stored.keys()]
    wrong += [f"{id} is in the inbox and was never acknowledged" for id in stored.keys() - expected]
    wrong += [f"{id} is in the inbox {count} times" for id, count in stored.items() if count > 1]
    return wrong


def _transcripts(url: str, customers: dict[str, Customer]) -> list[str]:
    """One turn a message, in the order in which they were posted: a line of the customer's, a line of the bot's."""
    wrong = []
    said: dict[str, list[Any]] = defaultdict(list)
    for row in rows(
        url,
        'SELECT a."user", m.author, m.message_id, m.text, m.purpose FROM messages m'
        " JOIN conversations c ON c.id = m.conversation_id JOIN addresses a ON a.id = c.address_id ORDER BY m.id",
    ):
        said[row[0]].append(row[1:])
    for sender, customer in customers.items():
        expected = [(author, id, text) for id, text in customer.posted for author in ("customer", "bot")]
        whole = said.pop(sender, [])
        if customer.heard != [line[2] for line in whole if line[0] == "bot"]:
            wrong.append(f"{customer.name}: what was heard is not what stands in the transcript")
        found = [line for line in whole if line[3] in (None, "reply")]
        if len(found) != len(expected):
            wrong.append(f"{customer.name}: {len(found)} lines instead of {len(expected)}")
        for at, (line, (author, id, text)) in enumerate(zip(found, expected, strict=False)):
            if line[0] != author or (author == "customer" and (line[1], line[2]) != (f"{sender}:{id}", text)):
                wrong.append(f"{customer.name}: line {at} is {line[:2]}, expected the {author}'s of {id}")
                break
    wrong += [f"a conversation of {sender}, whom nobody knows" for sender in said]
    return wrong


def _cases(url: str, customers: dict[str, Customer], resolved: Collection[str]) -> list[str]:
    """Each number that was told exists; each complaint was filed once and told once; nothing half-filed."""
    wrong = []
    numbers = {number: (id, order) for id, number, order in rows(url, "SELECT id, number, order_number FROM cases")}
    told = [number for customer in customers.values() for answer in customer.answers
            for number in FILED.findall(answer.text)]  # fmt: skip
    mentioned = {number for customer in customers.values() for answer in customer.answers
                 for number in NUMBER.findall(answer.text)}  # fmt: skip
    wrong += [f"{number} was told to a customer and does not exist" for number in mentioned - numbers.keys()]
    wrong += [f"{number} was filed and nobody was told" for number in numbers.keys() - mentioned]
    wrong += [f"{number} was told {count} times to be filed" for number, count in Counter(told).items() if count > 1]
    orders = Counter(order for _, order in numbers.values() if order)
    wrong += [f"order {order} has {count} cases" for order, count in orders.items() if count > 1]
    events = Counter(rows(url, "SELECT case_id, kind FROM case_events WHERE kind = 'filed'"))
    timers = Counter(rows(url, "SELECT kind, subject FROM timers"))
    searchable = {id for (id,) in rows(url, "SELECT rowid FROM case_search")}
    for number, (id, _) in numbers.items():
        if events[(id, "filed")] != 1:
            wrong.append(f"{number} has {events[(id, 'filed')]} events of filing")
        # A deadline is watched as long as there is one.
        if timers["clock", f"{number}/solution"] != (number not in resolved):
            wrong.append(f"{number} has not the timers that it should have")
        if id not in searchable:
            wrong.append(f"{number} can't be found by its words")
    return wrong


def _news(url: str, resolved: Collection[str]) -> list[str]:
    """Each resolved case was resolved once and its customer told once; a survey goes out once or still waits."""
    wrong = []
    numbers = dict(rows(url, "SELECT id, number FROM cases"))
    moves = Counter(numbers[id] for (id,) in rows(
        url, "SELECT case_id FROM case_events WHERE kind = 'status' AND \"to\" = 'resolved'"
    ))  # fmt: skip
    told: dict[str, Counter[str]] = defaultdict(Counter)
    for purpose, id in rows(url, "SELECT purpose, case_id FROM messages WHERE purpose IN ('outcome', 'survey')"):
        told[purpose][numbers.get(id, str(id))] += 1
    surveys = {numbers[id]: status for id, status in rows(url, "SELECT case_id, status FROM surveys")}
    waiting = {number for (number,) in rows(url, "SELECT subject FROM timers WHERE kind = 'survey'")}
    for number in resolved:
        if moves[number] != 1 or told["outcome"][number] != 1:
            wrong.append(f"{number} was resolved {moves[number]} times and told {told['outcome'][number]} times")
        sent = surveys.get(number) != "scheduled"
        if (told["survey"][number], number in waiting) != ((1, False) if sent else (0, True)):
            wrong.append(
                f"{number}: the survey is {surveys.get(number)}, was sent {told['survey'][number]} times"
                f" and its timer is {'set' if number in waiting else 'gone'}"
            )
    wrong += [f"{number} was resolved by nobody" for number in moves.keys() - set(resolved)]
    # A survey waits where its customer is telling something: of a few cases, all may.
    if len(resolved) >= _ENOUGH and not told["survey"]:
        wrong.append("no survey was sent")
    return wrong


def _leases(url: str) -> list[str]:
    """No conversation and no recipient is held, and nothing waits in any."""
    return [
        f"lane {kind} of {key!r} is left with ready_at {ready_at}, lease_until {lease_until}"
        for kind, key, ready_at, lease_until in rows(url, "SELECT kind, key, ready_at, lease_until FROM lanes")
        if ready_at is not None or lease_until != 0
    ]


def _callbacks(url: str, callers: list[Caller]) -> list[str]:
    """Each answer was called back, in order; what came twice came under the same key and before the next one."""
    wrong = []
    for status, count in rows(url, "SELECT status, count(*) FROM outbox WHERE status <> 2 GROUP BY status"):
        wrong.append(f"{count} outbox rows have status {status}")
    outbox = {f"huiyin-{id}" for (id,) in rows(url, "SELECT id FROM outbox")}
    called = {key for caller in callers for key in caller.calls}
    wrong += [f"{key} was recorded as sent and never called back" for key in outbox - called]
    wrong += [f"{key} was called back and is not in the outbox" for key in called - outbox]
    for caller in callers:
        answered = [body["in_reply_to"] for body in caller.calls.values() if body["purpose"] == "reply"]
        expected = [id for id, _ in caller.posted]
        if answered != expected:
            first = next(
                (at for at, pair in enumerate(zip(answered, expected, strict=False)) if pair[0] != pair[1]), -1
            )
            wrong.append(f"{caller.name}: called back out of order from answer {first} on ({len(answered)} answers)")
        wrong += [f"{caller.name}: {key} came again after its successor" for key in caller.late]
    return wrong
