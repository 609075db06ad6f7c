"""What happens in the demonstration: customers complain, staff answer, deadlines pass, surveys come back.

Everything goes through the use cases with a clock of its own, so that timelines, deadlines, alerts, surveys and figures
are those that the product makes. The same seed and last day give the same story. Nothing is sent anywhere.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any, Final

import yaml

from bot.cases.case import CUSTOMER, LIVE, Case, Event, Status, staff
from bot.cases.number import draw
from bot.cases.triage import triage
from bot.desk import delivery, figures, filing, handoff, progress, surveys, timers
from bot.desk.rules import Rules
from bot.desk.speech import speak
from bot.dialogue.outcome import AcceptProposal, FileCase, RejectProposal, RequestHandoff, Withdraw
from bot.dialogue.state import State, dump
from bot.errors import ChannelError, Conflict, Unreachable
from bot.messages import Address, Purpose
from bot.ports import Database, UnitOfWork
from bot.records import Author, Doubt, Entry, Role, User

HERE: Final = Path(__file__).parent
DAYS: Final = 120
CASES: Final = 400
#: Of the cases, those of the rise in the last days.
_RISE: Final = 14
_RISE_DAYS: Final = 4

#: Login, name, role, department.
STAFF: Final = (
    ("demo.li", "李娜", Role.AGENT, ""),
    ("demo.chen", "陈思远", Role.AGENT, ""),
    ("demo.wong", "黃詠琳", Role.AGENT, ""),
    ("demo.emma", "Emma Walsh", Role.AGENT, ""),
    ("demo.zhao", "赵敏", Role.SUPERVISOR, ""),
    ("demo.quality", "王建明", Role.DEPARTMENT, "quality"),
    ("demo.logistics", "周磊", Role.DEPARTMENT, "logistics"),
)

#: Words of danger, for the demonstration alone: the product has its understanding for that.
_DANGER: Final = ("焦", "冒烟", "冒火", "烧", "烫", "燒", "火花", "burnt", "tripped", "brown ring", "火星", "麻手")


#: How many complain at each hour of the day.
_HOURS: Final = (1, 1, 0, 0, 0, 0, 1, 3, 6, 9, 10, 8, 7, 7, 7, 7, 7, 7, 7, 8, 9, 8, 5, 2)


class StoryClock:
    """bot.ports.Clock: stands where the story stands."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        """The moment of the story."""
        return self.at


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """What a customer comes with."""

    language: str
    category: str
    cause: str
    remedy: str
    product: str
    place: str
    text: str


#: Something that happens at a time; the number keeps the order of what happens at once.
Happening = tuple[datetime, int, Callable[[UnitOfWork, datetime], None]]


def _happening(happen: Callable[[UnitOfWork, datetime], None], at: datetime, uow: UnitOfWork) -> None:
    happen(uow, at)


def complaints() -> tuple[list[Complaint], list[Complaint]]:
    """All complaints of the file: the ordinary ones and those of the rise."""
    raw: dict[str, list[list[str]]] = yaml.safe_load((HERE / "complaints.yaml").read_text(encoding="utf-8"))
    rise = [_complaint(*line) for line in raw.pop("rise")]
    return [_complaint(language, *line) for language, lines in raw.items() for line in lines], rise


def _complaint(language: str, category: str, cause: str, remedy: str, product: str, place: str, text: str) -> Complaint:
    return Complaint(
        language=language, category=category, cause=cause, remedy=remedy, product=product, place=place, text=text
    )


@dataclass(kw_only=True)
class Story:
    """Plays it into an empty database. `rules.clock` must be `clock`."""

    database: Database
    rules: Rules
    clock: StoryClock
    last: datetime
    seed: int = 1
    cases: int = CASES
    _people: dict[str, User] = field(default_factory=dict)
    _plan: list[Happening] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._draw = Random(self.seed)  # noqa: S311  # a story, not a secret
        self._count = itertools.count()
        self._voices: dict[str, Any] = yaml.safe_load((HERE / "voices.yaml").read_text(encoding="utf-8"))
        self._customers: list[tuple[Address, str, str]] = []
        self.rules = replace(
            self.rules, draw_number=lambda now: draw(now, self._draw.randrange), notifiers={}, staffrooms=()
        )

    async def play(self, password_hash: str, progress_bar: Callable[[float, str], None]) -> int:
        """From the first complaint to the last day; how many cases were filed."""
        first = self.last - timedelta(days=DAYS)
        self.clock.at = first
        await self.database.transact(lambda uow: self._hire(uow, password_hash))
        self._schedule()
        span = (self.last - first).total_seconds()
        done = 0
        while self._plan and self._plan[0][0] <= self.last:
            at, _, happen = heapq.heappop(self._plan)
            await self._until(at)
            await self.database.transact(partial(_happening, happen, at))
            done += 1
            if done % 10 == 0:
                await self._post()
                progress_bar((at - first).total_seconds() / span * 0.95, f"{at:%Y-%m-%d}")
        await self._until(self.last)
        await self._post()
        await self.database.transact(self._tidy)
        while await self.database.transact(lambda uow: figures.refresh(uow, self.rules)):
            progress_bar(0.98, "figures")
        counts = await self.database.read(lambda uow: uow.cases.counts())
        progress_bar(1.0, "")
        return sum(counts.values())

    # --- who and when -----------------------------------------------------------------------------------------------

    def _hire(self, uow: UnitOfWork, password_hash: str) -> None:
        known = set(self.rules.policy.departments)
        for login, name, role, department in STAFF:
            if department and department not in known:
                continue
            self._people[login] = uow.staff.add(
                User(
                    login=login,
                    name=name,
                    password_hash=password_hash,
                    role=role,
                    department=department,
                    must_change_password=True,
                    created_at=self.clock.at,
                )
            )

    def _schedule(self) -> None:
        ordinary, rise = complaints()
        pool: list[Complaint] = []
        for at in range(self.cases - _RISE):
            if not pool:
                # Each text once before any comes again.
                pool = self._draw.sample(ordinary, len(ordinary))
            self._at(self._moment(at, self.cases - _RISE), self._filing(pool.pop()))
        for complaint in rise[:_RISE]:
            back = timedelta(days=self._draw.random() ** 1.6 * _RISE_DAYS)
            self._at(self.last - back, self._filing(complaint))
        for _ in range(max(20, self.cases // 5)):
            moment = self.last - timedelta(days=self._draw.random() * DAYS)
            self._at(moment, self._doubt)

    def _moment(self, at: int, of: int) -> datetime:
        """Slowly more of them, fewer at weekends, hardly any at night."""
        zone = self.rules.policy.calendar.zone
        part = ((at + self._draw.random()) / of) ** 0.85
        day: date = (self.last - timedelta(days=DAYS * (1 - part))).astimezone(zone).date()
        if day.weekday() >= 5 and self._draw.random() < 0.5:
            day -= timedelta(days=self._draw.randrange(1, 4))
        hour = self._draw.choices(range(24), (1, 1, 0, 0, 0, 0, 1, 3, 6, 9, 10, 8, 7, 7, 7, 7, 7, 7, 7, 8, 9, 8, 5, 2))[
            0
        ]
        moment = datetime.combine(day, time(hour, self._draw.randrange(60), self._draw.randrange(60)), zone)
        return min(moment.astimezone(UTC), self.last - timedelta(minutes=5))

    def _at(self, at: datetime, happen: Callable[[UnitOfWork, datetime], None]) -> None:
        heapq.heappush(self._plan, (at, next(self._count), happen))

    def _later(self, now: datetime, hours: float, happen: Callable[[UnitOfWork, datetime], None]) -> None:
        """After so much working time."""
        self._at(self.rules.policy.calendar.after(now, timedelta(hours=hours)), happen)

    async def _until(self, at: datetime) -> None:
        """Time passes, and what was due in it happens."""
        while True:
            due = await self.database.read(lambda uow: uow.timers.next_due())
            if due is None or due > at:
                break
            self.clock.at = max(self.clock.at, due)
            await timers.fire_one(self.database, self.rules)
        self.clock.at = max(self.clock.at, at)

    async def _post(self) -> None:
        """What was to be sent arrives, or not; nothing leaves this process."""
        for channel in ("telegram", "wechat", "mail"):
            while parcels := await self.database.transact(
                lambda uow, c=channel: delivery.claim(uow, delivery.kind(c), 50, timedelta(minutes=5))  # type: ignore[misc]  # bound at once
            ):
                for parcel in parcels:
                    lost = self._draw.random() < 0.012
                    outcome: str | ChannelError = (
                        Unreachable("mailbox unavailable" if channel == "mail" else "blocked by the user")
                        if lost
                        else f"demo-{parcel.message.id}"
                    )
                    await self.database.transact(
                        lambda uow, c=channel, p=parcel, o=outcome: delivery.settle(uow, self.rules, c, p, o)  # type: ignore[misc]  # bound at once
                    )

    def _tidy(self, uow: UnitOfWork) -> None:
        """Alerts of long ago were seen; nobody is told of any of them now."""
        supervisor = self._people["demo.zhao"]
        while uow.alerts.untold(500):
            pass
        for alert in uow.alerts.unseen(5_000):
            if self.last - alert.at > timedelta(days=2):
                uow.alerts.seen(alert.id, supervisor.id)

    # --- what happens -----------------------------------------------------------------------------------------------

    def _filing(self, complaint: Complaint) -> Callable[[UnitOfWork, datetime], None]:
        def happen(uow: UnitOfWork, now: datetime) -> None:
            address, name, _ = self._customer(complaint.language)
            conversation = uow.conversations.of(address) or uow.conversations.open(
                address, now=now, name=name, state=dump(State(language=complaint.language))
            )
            conversation = uow.conversations.save(replace(conversation, last_inbound_at=now))
            danger = any(word in complaint.text for word in _DANGER) and complaint.category == "product_quality"
            policy = self.rules.policy
            verdict = triage(complaint.category, ["safety"] if danger else [], earlier=0, policy=policy, now=now)
            answers = {
                "description": complaint.text,
                **{key: getattr(complaint, key) for key in ("product", "place", "remedy") if getattr(complaint, key)},
            }
            number = self.rules.draw_number(now)
            effect = FileCase(
                number=number, verdict=verdict, answers=answers, language=complaint.language, form_version=1,
                confirmed=True,
            )  # fmt: skip
            case = filing.file(uow, self.rules, conversation, effect, now=now)
            uow.transcript.add(
                Entry(
                    conversation=conversation.id, author=Author.CUSTOMER, text=complaint.text, at=now, case=case.id,
                    message=f"demo-{next(self._count)}",
                )
            )  # fmt: skip
            due = case.due_at.astimezone(policy.calendar.zone)
            text = self._voices["acknowledged"][complaint.language].format(number=number, due=f"{due:%Y-%m-%d %H:%M}")
            speak(uow, self.rules, conversation, text, now=now, purpose=Purpose.REPLY, case=case)
            self._course(case, complaint, danger, now)

        return happen

    def _customer(self, language: str) -> tuple[Address, str, str]:
        known = [one for one in self._customers if one[2] == language]
        if known and self._draw.random() < 0.18:
            return self._draw.choice(known)
        weights = {
            "zh-Hans": {"web": 40, "wechat": 40, "mail": 14, "telegram": 6},
            "zh-Hant": {"web": 42, "wechat": 12, "mail": 22, "telegram": 24},
            "en": {"web": 44, "mail": 34, "telegram": 22},
        }[language]
        channel = self._draw.choices(list(weights), list(weights.values()))[0]
        at = len(self._customers) + 1
        user = f"customer{at}@demo.invalid" if channel == "mail" else f"demo-{at}"
        address = Address(channel=channel, account="demo", user=user)
        self._customers.append((address, self._draw.choice(self._voices["names"][language]), language))
        return self._customers[-1]

    def _agent(self, language: str) -> User:
        weights = {
            "zh-Hans": {"demo.li": 5, "demo.chen": 4, "demo.wong": 1},
            "zh-Hant": {"demo.wong": 6, "demo.li": 1},
            "en": {"demo.emma": 6, "demo.wong": 1},
        }[language]
        return self._people[self._draw.choices(list(weights), list(weights.values()))[0]]

    def _say(self, key: str, language: str, *under: str) -> str:
        said = self._voices[key]
        for one in under:
            said = said[one]
        found = said[language]
        return str(found if isinstance(found, str) else self._draw.choice(found))

    def _course(self, case: Case, complaint: Complaint, danger: bool, now: datetime) -> None:
        """What is going to become of it."""
        draw = self._draw
        agent = self._agent(complaint.language)
        slow = draw.random() < {"demo.chen": 0.24, "demo.emma": 0.08}.get(agent.login, 0.13)
        pace = draw.uniform(3.0, 6.0) if slow else draw.uniform(0.4, 1.3)
        number = case.number
        if danger or draw.random() < 0.2:
            reason = "safety" if danger else draw.choice(("wish", "wish", "misunderstood"))
            self._at(now + timedelta(minutes=draw.randrange(1, 5)), self._wish(number, reason))
            self._later(now, draw.uniform(0.1, 0.9) * pace, self._reply(number, agent, complaint.language))
        self._later(now, draw.uniform(0.2, 2.0) * pace, self._assigned(number, agent))
        self._later(now, draw.uniform(1.0, 5.0) * pace, self._begun(number, agent))
        if draw.random() < 0.03:
            self._later(now, draw.uniform(2, 10), self._withdrawn(number))
        self._work(complaint, number, agent, now, pace, rounds=1)

    def _work(self, complaint: Complaint, number: str, agent: User, now: datetime, pace: float, *, rounds: int) -> None:
        draw = self._draw
        begun = draw.uniform(3, 9) * pace
        self._later(now, begun, self._found(number, agent, complaint))
        ends = begun + draw.uniform(2, 8) * pace
        if draw.random() < 0.7:
            self._later(now, ends, self._proposed(number, agent, complaint))
            rejects = rounds == 1 and draw.random() < 0.12
            self._later(now, ends + draw.uniform(0.2, 6), self._decided(number, complaint, rejects))
            if rejects:
                return
            ends += draw.uniform(6, 12)
        self._later(now, ends, self._resolved(number, agent, complaint, rounds))

    def _wish(self, number: str, reason: str) -> Callable[[UnitOfWork, datetime], None]:
        def happen(uow: UnitOfWork, now: datetime) -> None:
            case = uow.cases.by_number(number)
            if case.status in LIVE:
                talk = uow.conversations.get(case.conversation)
                effects = (RequestHandoff(number=number, reason=reason),)
                uow.conversations.save(filing.perform(uow, self.rules, talk, effects, now=now))

        return happen

    def _reply(self, number: str, agent: User, language: str) -> Callable[[UnitOfWork, datetime], None]:
        def happen(uow: UnitOfWork, now: datetime) -> None:
            case = uow.cases.by_number(number)
            if case.status not in LIVE:
                return
            text = self._say("replies", language).format(agent=agent.name)
            try:
                handoff.reply(uow, self.rules, case, agent, text, now=now)
            except Conflict:
                # Somebody else talks to this customer about another case.
                return
            self._at(now + timedelta(minutes=self._draw.randrange(2, 50)), self._answer(number, language))
            self._at(now + timedelta(minutes=self._draw.randrange(51, 120)), self._released(number, agent))

        return happen

    def _answer(self, number: str, language: str) -> Callable[[UnitOfWork, datetime], None]:
        def happen(uow: UnitOfWork, now: datetime) -> None:
            case = uow.cases.by_number(number)
            talk = uow.conversations.get(case.conversation)
            uow.conversations.save(replace(talk, last_inbound_at=now))
            uow.transcript.add(
                Entry(
                    conversation=talk.id, author=Author.CUSTOMER, text=self._say("answers", language), at=now,
                    case=case.id, message=f"demo-{next(self._count)}",
                )
            )  # fmt: skip

        return happen

    def _released(self, number: str, agent: User) -> Callable[[UnitOfWork, datetime], None]:
        def happen(uow: UnitOfWork, now: datetime) -> None:
            case = uow.cases.by_number(number)
            if uow.handoffs.open_of(case.id):
                handoff.release(uow, self.rules, case, agent, now=now, tell=False)

        return happen

    def _assigned(self, number: str, agent: User) -> Callable[[UnitOfWork, datetime], None]:
        def happen(uow: UnitOfWork, now: datetime) -> None:
            if uow.cases.by_number(number).owner is None:
                progress.assign(uow, self.rules, number, self._people["demo.zhao"], owner=agent.id, now=now)

        return happen

    def _begun(self, number: str, agent: User) -> Callable[[UnitOfWork, datetime], None]:
        def happen(uow: UnitOfWork, now: datetime) -> None:
            if uow.cases.by_number(number).status in (Status.ACKNOWLEDGED, Status.REOPENED):
                progress.start(uow, self.rules, number, agent, note="", now=now)

        return happen

    def _found(self, number: str, agent: User, complaint: Complaint) -> Callable[[UnitOfWork, datetime], None]:
        def happen(uow: UnitOfWork, now: datetime) -> None:
            case = uow.cases.by_number(number)
            if case.status in LIVE:
                uow.cases.record(Event(case=case.id, at=now, kind="cause", actor=staff(agent.id), to=complaint.cause))

        return happen

    def _proposed(self, number: str, agent: User, complaint: Complaint) -> Callable[[UnitOfWork, datetime], None]:
        kind = complaint.remedy or "apology"

        def happen(uow: UnitOfWork, now: datetime) -> None:
            case = uow.cases.by_number(number)
            if case.status not in LIVE:
                return
            words = str(self._voices["proposals"][kind][complaint.language])
            progress.propose(uow, self.rules, number, agent, solution=words, kind=kind, now=now)

        return happen

    def _decided(self, number: str, complaint: Complaint, rejects: bool) -> Callable[[UnitOfWork, datetime], None]:
        def happen(uow: UnitOfWork, now: datetime) -> None:
            case = uow.cases.by_number(number)
            talk = uow.conversations.get(case.conversation)
            # Whatever the answer was, the question is no longer open.
            talk = uow.conversations.save(replace(talk, state=replace(talk.state, frames=(), asked=None)))
            if case.status is not Status.PROPOSED:
                return
            why = self._say("rejected", complaint.language)
            effect = RejectProposal(number=number, why=why) if rejects else AcceptProposal(number=number)
            uow.conversations.save(filing.perform(uow, self.rules, talk, (effect,), now=now))
            if rejects:
                self._again(number, complaint, now)

        return happen

    def _again(self, number: str, complaint: Complaint, now: datetime) -> None:
        """Opened again: a supervisor sees it through."""
        supervisor = self._people["demo.zhao"]
        pace = self._draw.uniform(0.4, 1.2)
        self._later(now, self._draw.uniform(0.5, 4), self._begun(number, supervisor))
        self._later(now, self._draw.uniform(0.3, 3), self._reply(number, supervisor, complaint.language))
        self._work(complaint, number, supervisor, now, pace, rounds=2)

    def _withdrawn(self, number: str) -> Callable[[UnitOfWork, datetime], None]:
        def happen(uow: UnitOfWork, now: datetime) -> None:
            case = uow.cases.by_number(number)
            talk = uow.conversations.get(case.conversation)
            uow.conversations.save(filing.perform(uow, self.rules, talk, (Withdraw(number=number),), now=now))

        return happen

    def _resolved(
        self, number: str, agent: User, complaint: Complaint, rounds: int
    ) -> Callable[[UnitOfWork, datetime], None]:
        def happen(uow: UnitOfWork, now: datetime) -> None:
            case = uow.cases.by_number(number)
            if case.status not in (Status.ACKNOWLEDGED, Status.IN_PROGRESS, Status.PROPOSED, Status.REOPENED):
                return
            note = self._say("done", complaint.language)
            progress.resolve(uow, self.rules, number, agent, note=note, now=now)
            if self._draw.random() < 0.58:
                hours = self._draw.uniform(0.2, 60)
                self._at(now + timedelta(hours=hours), self._rated(number, complaint, rounds, now > case.due_at))

        return happen

    def _rated(
        self, number: str, complaint: Complaint, rounds: int, late: bool
    ) -> Callable[[UnitOfWork, datetime], None]:
        weights = (12, 14, 24, 30, 20) if late else (4, 6, 13, 34, 43)
        # Who was heard the second time is content, or gives up.
        score = self._draw.choices((1, 2, 3, 4, 5), weights)[0] if rounds == 1 else self._draw.choice((3, 4, 4, 5))

        def happen(uow: UnitOfWork, now: datetime) -> None:
            case = uow.cases.by_number(number)
            survey = uow.surveys.of(case.id)
            if case.status is not Status.RESOLVED or survey is None or survey.status != "sent":
                return
            case = surveys.record(uow, self.rules, case, score, by=CUSTOMER, now=now)
            if self._draw.random() < 0.45:
                surveys.comment(uow, case, self._comment(score, complaint.language), now=now)
            if case.status is Status.REOPENED:
                self._again(number, complaint, now)

        return happen

    def _comment(self, score: int, language: str) -> str:
        said: Mapping[int, Mapping[str, list[str]]] = self._voices["comments"]
        return self._draw.choice(said[score][language])

    def _doubt(self, uow: UnitOfWork, now: datetime) -> None:
        """A message that the bot hardly understood; the older ones have been looked at."""
        if not self._customers:
            return
        address, _, language = self._draw.choice(self._customers)
        talk = uow.conversations.of(address)
        if talk is None:
            return
        old = self.last - now > timedelta(days=10)
        uow.doubts.add(
            Doubt(
                conversation=talk.id, text=self._say("doubts", language), intent="add_information",
                confidence=round(self._draw.uniform(0.2, 0.48), 2), language=language, at=now,
                verdict="" if old else None, by=self._people["demo.zhao"].id if old else None,
                settled_at=now + timedelta(days=1) if old else None,
            )
        )  # fmt: skip
