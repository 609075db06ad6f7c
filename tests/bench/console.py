"""The console before very many cases: the time of each page with each filter, and of each pair of filters."""

from __future__ import annotations

import asyncio
import itertools
import statistics
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

import httpx

from bot.console.access import Access, new_user
from bot.ports import UnitOfWork
from bot.records import Role, User
from storage import open_database
from tests.bench import machine
from tests.bench.fill import OWNERS, Filler
from tests.bench.measure import Bench, Progress
from tests.bench.statements import record
from tests.peers.product import Installation

#: Lines of each conversation.
LINES: Final = 10
#: Cases where SQLite is asked; it is for one process.
SQLITE_CASES: Final = 100_000
_PATTERNS: Final = 50
#: Lines of the audit log.
_AUDITED: Final = 20_000

_FILTERS: Final = (
    {"status": ""}, {"status": "in_progress"}, {"status": "closed"}, {"category": "delivery"}, {"channel": "telegram"},
    {"language": "en"}, {"priority": "2"}, {"department": "finance"}, {"owner": "7"}, {"sort": "due"},
    {"sort": "newest"}, {"product": "电饭煲"}, {"product": "none such"}, {"from": "2026-01-05", "to": "2026-01-11"},
)  # fmt: skip
_VIEWS: Final = ("all", "mine", "unassigned", "waiting", "escalated", "overdue")
#: Words that nearly every case holds, some hold, one holds, none holds.
_SEARCHES: Final = ("退款", "refund", "洗衣机", "broken refund", "K123450007", "nobody said this")


@dataclass(kw_only=True)
class Asked:
    """One address: its times in milliseconds, and the size of the answer as it crosses the wire."""

    group: str
    path: str
    milliseconds: list[float] = field(default_factory=list)
    #: Of those, what the processors worked for it: the product and the database. The rest is waiting, on a shared machine
    #: mostly for others.
    busy: list[float] = field(default_factory=list)
    size: int = 0

    @property
    def median(self) -> float:
        """Of its times."""
        return statistics.median(self.milliseconds)

    @property
    def worked(self) -> float | None:
        """Median processor time."""
        return statistics.median(self.busy) if self.busy else None


@dataclass(kw_only=True)
class Console:
    """One database with so many cases and messages, and what each page took on it."""

    database: str
    cases: int
    messages: int
    asked: list[Asked]


def paths(numbers: list[str]) -> list[tuple[str, str]]:
    """Every address that is measured, with the name of its group."""

    def queue(**given: str) -> str:
        return "/console/cases?" + str(httpx.QueryParams(given))

    found = [("view", queue(view=view)) for view in _VIEWS]
    found += [("filter", queue(view="all", **one)) for one in _FILTERS]
    found += [("view and filter", queue(view=view, **one)) for view in _VIEWS[1:] for one in _FILTERS]
    found += [
        ("two filters", queue(view="all", **{**one, **other}))
        for one, other in itertools.combinations(_FILTERS, 2)
        if not one.keys() & other.keys()
    ]
    found += [("search", queue(text=word)) for word in (*_SEARCHES, numbers[0])]
    found += [
        ("search and filter", queue(text=word, **one))
        for word in _SEARCHES[:3]
        for one in (*_FILTERS, {"view": "overdue"})
    ]
    found += [("case", f"/console/cases/{number}") for number in numbers]
    for page in ("alerts", "scripts", "users", "tokens", "notices", "audit", "understanding", "sessions", "second"):
        found.append(("other pages", f"/console/{page}"))
    found += [("audit", f"/console/audit?{query}") for query in (
        "user=7", "action=resolve", "target=" + numbers[0], "user=7&action=resolve", "from=2026-01-01&to=2026-02-01",
    )]  # fmt: skip
    return found


async def prepared(url: str) -> tuple[str, list[str], int, int]:
    """Owners for the cases and an administrator's session: its cookie, some numbers, how many cases and messages."""
    now = datetime.now(UTC)

    def body(uow: UnitOfWork) -> User:
        known = uow.staff.by_login("bench-1")
        if known is not None:
            return known
        people = [
            new_user(
                uow, login=f"bench-{at}", name=f"Bench {at}", role=Role.ADMINISTRATOR, password_hash="!", now=now,
                department="finance", must_change=False,
            )
            for at in range(1, OWNERS + 1)
        ]  # fmt: skip
        for at in range(_AUDITED):
            uow.staff.audit(
                now - timedelta(minutes=_AUDITED - at), 1 + at % OWNERS, ("note", "resolve")[at % 2], f"HY{at}"
            )
        return people[0]

    async with open_database(url, exclusive=False) as database:
        user = await database.transact(body)
        access = Access(
            database=database, clock=_Clock(), session_for=timedelta(days=1), attempts=5, window=timedelta(minutes=15)
        )
        entered = await access.enter(user, device="bench")

        def some(uow: UnitOfWork) -> list[str]:
            lines = uow.cases.search(limit=10) + uow.cases.search(status=["closed"], limit=10, sort="newest")
            return [line.number for line in lines]

        numbers = await database.read(some)
    return entered.cookie, numbers, *await asyncio.to_thread(_counts, url)


def _counts(url: str) -> tuple[int, int]:
    import sqlite3

    import psycopg

    sql = ("SELECT count(*) FROM cases", "SELECT count(*) FROM messages")
    if url.startswith("sqlite"):
        lite = sqlite3.connect(url.removeprefix("sqlite:///"))
        try:
            found = [lite.execute(one).fetchone()[0] for one in sql]
        finally:
            lite.close()
    else:
        with psycopg.connect(url) as session:
            rows = [session.execute(one.encode()).fetchone() for one in sql]
            found = [row[0] for row in rows if row]
    return int(found[0]), int(found[1])


class _Clock:
    def now(self) -> datetime:
        return datetime.now(UTC)


async def ask(
    product: Installation, cookie: str, asked: list[Asked], rounds: int, progress: Progress, server: int | None = None
) -> None:
    """Fetch each address so often; who was fetched last is fetched again only after all the others. server: the process
    of the database, if it is one of its own.
    """
    pids = [process.pid for process in product.processes] + ([server] if server is not None else [])
    async with httpx.AsyncClient(
        base_url=f"http://127.0.0.1:{product.port}", cookies={"huiyin_session": cookie}, timeout=120
    ) as http:
        for at in range(rounds + 1):
            for number, one in enumerate(asked):
                before, since = machine.busy_seconds(*pids), time.perf_counter()
                answer = await http.get(one.path)
                took = 1000 * (time.perf_counter() - since)
                after = machine.busy_seconds(*pids)
                assert answer.status_code == 200, (one.path, answer.status_code, answer.text[:300])
                one.size = answer.num_bytes_downloaded
                # The first round fills the caches of all.
                if at:
                    one.milliseconds.append(took)
                    if before is not None and after is not None:
                        one.busy.append(1000 * (after - before))
                progress((at * len(asked) + number + 1) / ((rounds + 1) * len(asked)))


async def console(bench: Bench, database: str, progress: Progress) -> Console:
    """Fill a database, start the product on it, and ask for every page."""
    url = bench.empty(database)
    await record(bench.installation(url), _PATTERNS, lambda part: None)
    many = min(bench.cases, SQLITE_CASES) if database == "SQLite" else bench.cases
    await asyncio.to_thread(Filler(url, many, lines=LINES).fill, lambda part: progress(0.8 * part))
    cookie, numbers, cases, messages = await prepared(url)
    asked = [Asked(group=group, path=path) for group, path in paths(numbers)]
    async with bench.running(url) as product:
        server = None if database == "SQLite" else bench.server.pid
        await ask(product, cookie, asked, bench.rounds, lambda part: progress(0.8 + 0.2 * part), server)
    return Console(database=database, cases=cases, messages=messages, asked=asked)
