"""Plays a written dialogue (see script.py for the format) through the real product, in one process, without a network.

`bot.app.build` on a fresh SQLite file, the real embedded understander, a clock that the dialogue moves. Only the
loops are left out: messages become turns by `desk.intake`, timers fire by `desk.timers.fire_one`, one after the other.
"""

from __future__ import annotations

import base64
import contextlib
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from bot import app as product
from bot.app import App
from bot.cases.case import Case, Priority
from bot.cases.number import draw
from bot.desk import handoff, intake, progress, timers, turns
from bot.desk.intake import Work
from bot.knowledge import Article, Version
from bot.messages import Address, Attachment, InboundMessage
from bot.ports import Understander, UnitOfWork
from bot.records import Author, Conversation, Entry, Mode, Role, Survey, User
from bot.settings import Settings
from tests.transcripts import carriers, manners
from tests.transcripts.carriers import Carrier, Spoken
from tests.transcripts.script import Act, Bot, CaseResult, Dialogue, Said, Step, fill, to_regex

#: A real picture of one pixel; a PDF's first line is enough to be known as one.
_PNG: Final = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
_JPEG: Final = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffd9")
_PDF: Final = b"%PDF-1.4\n%%EOF\n"
_BYTES: Final = {"png": _PNG, "jpg": _JPEG, "pdf": _PDF}

_SECRET: Final = "a-secret-of-this-test-only"


class MovedClock:
    """bot.ports.Clock that stands still until it is moved."""

    def __init__(self, now: datetime) -> None:
        self._now = now.astimezone(UTC)

    def now(self) -> datetime:
        """The time that was set last."""
        return self._now

    def move(self, to: datetime) -> None:
        """Later, never earlier."""
        self._now = max(self._now, to)


def settings(folder: Path, carrier: Carrier | None = None) -> Settings:
    """The product as it comes, in `folder`, with one lasting channel, and with that of the carrier."""
    sms = {
        "name": "sms",
        "secret": _SECRET,
        "token": _SECRET + "-token",
        "callback_url": "http://127.0.0.1:9/sms",
        "private": True,
    }
    raw: dict[str, Any] = {
        "storage": {"url": f"sqlite:///{folder}/huiyin.db", "files": str(folder / "files")},
        "secret": {"key": _SECRET},
        "channels": {"api": [sms]},
    }
    for section, values in (carrier.settings() if carrier else {}).items():
        raw[section] = {**raw.get(section, {}), **values}
    return Settings.model_validate(raw)


def _bytes(name: str) -> bytes:
    # Two files of one talk are two files.
    return _BYTES[name.rpartition(".")[2]] + (b"" if name.endswith("pdf") else name.encode())


class Broken(AssertionError):
    """Something does not hold; carries the talk so far."""


async def play(dialogue: Dialogue, folder: Path, understander: Understander, carrier: Carrier | None = None) -> str:
    """Play it from end to end, through a channel's payloads where there is a carrier; the talk as people would read it.

    Raises Broken with all that does not hold.
    """
    clock = MovedClock(dialogue.begins)
    app = product.build(settings(folder, carrier), clock=clock, understander=understander)
    # The same case numbers every time, so that a dialogue holds or does not.
    numbers = random.Random(dialogue.name)  # a test's numbers
    app.rules = replace(app.rules, draw_number=lambda now: draw(now, numbers.randrange))
    async with product.opened(app), contextlib.AsyncExitStack() as stack:
        if carrier:
            await carrier.open(app)
            stack.push_async_callback(carrier.close)
            for channel in app.channels.values():
                await channel.start()
                stack.push_async_callback(channel.close)
        talking = Talking(app=app, clock=clock, dialogue=dialogue, language=dialogue.language, carrier=carrier)
        await talking.prepare()
        for step in dialogue.turns:
            await talking.turn(step)
        await talking.end()
    talk = "\n".join(talking.lines)
    if talking.broken:
        raise Broken(f"{dialogue.name}: {talking.broken} things do not hold, marked ✗\n\n{talk}")
    return talk


@dataclass(slots=True, kw_only=True)
class Talking:
    """One dialogue as it is played."""

    app: App
    clock: MovedClock
    dialogue: Dialogue
    #: What the bot must speak now.
    language: str
    #: The channel that the words go through; None: straight into the inbox.
    carrier: Carrier | None = None
    #: What customer and staff have said.
    words: list[str] = field(default_factory=list)
    #: The talk so far, for the report.
    lines: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    stranger: str | None = None
    staff: User | None = None
    seen: int = 0
    last: str = ""
    count: int = 0
    #: How many answers the messages of this turn want.
    due: int = 0
    #: How much does not hold.
    broken: int = 0

    @property
    def address(self) -> Address:
        """The customer's."""
        return self._address("customer")

    def _address(self, who: str) -> Address:
        return self.carrier.address(who) if self.carrier else Address(channel=self.dialogue.channel, user=who)

    async def prepare(self) -> None:
        """A supervisor, and another customer's case where the dialogue has one."""
        supervisor = User(
            login="supervisor",
            name="Lin",
            password_hash="$argon2id$none",
            role=Role.SUPERVISOR,
            created_at=self.clock.now(),
        )
        self.staff = await self.app.database.transact(lambda uow: uow.staff.add(supervisor))
        await self._publish()
        other = self._address("stranger")
        for said in self.dialogue.stranger:
            self.stranger = await self._filed(said, other)
        for said in self.dialogue.before:
            await self._filed(said, self.address)
        await self._fresh()
        await self._shown()

    async def _publish(self) -> None:
        """The dialogue's articles."""

        def body(uow: UnitOfWork) -> None:
            for known in self.dialogue.knows:
                version = Version(
                    title=known.key, examples=known.examples, answer=known.answer, category=known.category,
                    at=self.clock.now(), by=1,
                )  # fmt: skip
                uow.knowledge.add(Article(key=known.key, published=1), version)

        if self.dialogue.knows:
            await self.app.database.transact(body)
            # What the bot says is quoted from these.
            self.words += [text for known in self.dialogue.knows for text in known.answer.values()]

    async def _filed(self, said: Said, sender: Address) -> str:
        """File a complaint with these words and nothing more; its number."""
        for message in (said, Said(choice="done"), Said(choice="confirm:yes")):
            await self._receive(message, sender)
            await self._work()
            if self.carrier:
                await carriers.send_all(self.app)
        conversation = await self._read(lambda uow: uow.conversations.of(sender))
        cases = await self._read(lambda uow: uow.cases.of_customer(conversation.customer))
        latest = await self._read(lambda uow: uow.transcript.latest(conversation.id, 1))
        if not cases or cases[0].number not in latest[0].text:
            raise Broken(f"{self.dialogue.name}: not filed: {said.text!r}; the bot says: {latest[0].text}")
        number: str = cases[0].number
        return number

    async def turn(self, step: Step) -> None:
        """One turn, and everything that must hold after it."""
        answers = await self._act(step)
        self._mark(await self._shown(answers))
        self._mark([*self._answered(step, answers), *await self._always(step, answers)])
        self._mark(self._unmet(step.bot, answers, await self._conversation()))

    async def end(self) -> None:
        """What must hold in the end."""
        then = self.dialogue.then
        faults: list[str] = []
        conversation = await self._conversation()
        mode = conversation.mode if conversation else Mode.BOT
        if then.mode and mode != then.mode:
            faults.append(f"mode is {mode}, not {then.mode}")
        if then.alerts:
            raised = {alert.kind for alert in await self._read(lambda uow: uow.alerts.unseen())}
            faults += [f"no alert {kind}; raised: {sorted(raised)}" for kind in then.alerts if kind not in raised]
        if then.cases is not None:
            cases = await self._cases()
            if len(cases) != len(then.cases):
                faults.append(f"{len(cases)} cases, not {len(then.cases)}")
            for index, (case, wanted) in enumerate(zip(cases, then.cases, strict=False), 1):
                survey = await self._survey(case)
                faults += [f"case {index}: {fault}" for fault in self._case_faults(case, survey, wanted)]
        self._mark(faults)

    def _mark(self, faults: list[str]) -> None:
        """Note in the talk, where it happened, what does not hold."""
        self.broken += len(faults)
        self.lines += [f"    ✗ {fault}" for fault in faults]

    async def _act(self, step: Step) -> list[Entry]:
        """Do what the turn says; what was said to the customer because of it."""
        if step.wait is not None:
            self.lines.append(f"⏲ {step.wait}")
            await self._wait(step.wait)
        elif step.staff:
            await self._staff(step.staff)
        else:
            said = step.burst or (step.customer,)
            taken = [one for one in said if one and await self._receive(one, self.address)]
            self.due = sum(not one.automatic for one in taken)
            await self._work()
        return await self._fresh()

    async def _receive(self, said: Said, sender: Address) -> bool:
        text = self._fill(said.text) * said.times
        if sender == self.address:
            self.count += 1
            self.words += [text, *said.files]
            shown = " ".join(
                filter(None, [text[:300], f"<{self._fill(said.choice)}>" if said.choice else "", *said.files])
            )
            self.lines.append(f"顾客  {shown}")
        if self.carrier:
            return await self._bring(said, text, sender)
        now = self.clock.now()
        id = said.id or f"{sender.user}-{self.count}-{len(self.lines)}-{now.timestamp()}"
        message = InboundMessage(
            id=id,
            sender=sender,
            text=text,
            choice=self._fill(said.choice) if said.choice else None,
            attachments=tuple(self._file(name) for name in said.files),
            sent_at=now,
            received_at=now,
            unsupported=said.unsupported,
            automatic=said.automatic,
            locale=self.dialogue.locale,
        )
        # People need a moment between two messages.
        self.clock.move(now + timedelta(seconds=5))
        return await self.app.receive(message)

    async def _bring(self, said: Said, text: str, sender: Address) -> bool:
        assert self.carrier is not None
        now = self.clock.now()
        spoken = Spoken(
            id=said.id,
            text=text,
            choice=self._fill(said.choice) if said.choice else None,
            files=tuple((name, _bytes(name)) for name in said.files),
            unsupported=said.unsupported,
            automatic=said.automatic,
            locale=self.dialogue.locale,
            at=now,
        )
        # People need a moment between two messages.
        self.clock.move(now + timedelta(seconds=5))
        return await self.carrier.bring(spoken, "customer" if sender == self.address else "stranger")

    async def _shown(self, answers: Sequence[Entry] = ()) -> list[str]:
        """Send what is due; what was said and does not reach the customer's eyes."""
        if self.carrier is None:
            return []
        await carriers.send_all(self.app)
        return carriers.unseen(list(answers), await self.carrier.shown("customer"))

    def _file(self, name: str) -> Attachment:
        return self.app.files.put(_bytes(name), name, None)

    async def _work(self) -> None:
        """Turn all that is pending into turns, as the loop of `desk.turns` does."""
        database, rules, understander = self.app.database, self.app.rules, self.app.understander
        if self.carrier:
            await carriers.read_arrivals(self.app)
        while items := await database.transact(lambda uow: intake.claim(uow, 8, rules.engine.lease, rules.shelf)):
            for first in items:
                item: Work | None = first
                while item is not None:
                    meaning = await turns.understand(rules, understander, item)
                    item = await database.transact(
                        lambda uow, i=item, m=meaning: intake.turn(uow, rules, i, m, more=lambda: True)
                    )

    async def _wait(self, length: timedelta) -> None:
        until = self.clock.now() + length
        while True:
            due = await self._read(lambda uow: uow.timers.next_due())
            if due is None or due > until:
                break
            self.clock.move(due)
            if not await timers.fire_one(self.app.database, self.app.rules):
                break
        self.clock.move(until)

    async def _staff(self, act: Act) -> None:
        verb, text = act.verb
        text = self._fill(text)
        self.words.append(text)
        self.lines.append(f"坐席  {verb}: {text}")
        number = self.numbers[(act.case or len(self.numbers)) - 1]
        rules, now, user = self.app.rules, self.clock.now(), self.staff
        assert user is not None

        def body(uow: UnitOfWork) -> None:
            case = uow.cases.by_number(number)
            match verb:
                case "start":
                    progress.start(uow, rules, number, user, note=text, now=now)
                case "propose":
                    progress.propose(uow, rules, number, user, solution=text, now=now)
                case "resolve":
                    progress.resolve(uow, rules, number, user, note=text, now=now)
                case "reopen":
                    progress.reopen(uow, rules, number, user, note=text, now=now)
                case "note" | "remark":
                    progress.add_note(uow, rules, number, user, text=text, public=verb == "remark", now=now)
                case "reply":
                    handoff.reply(uow, rules, case, user, text, now=now)
                case "claim":
                    handoff.claim(uow, rules, case, user, now=now)
                case "release":
                    handoff.release(uow, rules, case, user, now=now)

        await self.app.database.transact(body)

    async def _fresh(self) -> list[Entry]:
        """What was said to the customer since the last look, but by staff."""
        conversation = await self._conversation()
        if conversation is None:
            return []
        entries = await self._read(lambda uow: uow.transcript.of(conversation.id, after=self.seen))
        self.seen = entries[-1].id if entries else self.seen
        self.numbers = [case.number for case in await self._cases()]
        answers = [entry for entry in entries if entry.author is Author.BOT]
        for entry in answers:
            buttons = "  ".join(f"[{choice.label}]" for choice in entry.choices)
            self.lines.append(
                f"  回音  {entry.text.replace(chr(10), chr(10) + '        ')}\n        {buttons}".rstrip()
            )
        return answers

    def _answered(self, step: Step, answers: list[Entry]) -> list[str]:
        """Each new message of a person gets one answer, unless staff own the conversation or a machine wrote it."""
        if step.bot.silent or step.wait is not None or step.staff or len(answers) == self.due:
            return []
        return [f"{len(answers)} answers to {self.due} messages"]

    async def _always(self, step: Step, answers: list[Entry]) -> list[str]:
        """What holds after every turn."""
        conversation = await self._conversation()
        if conversation is None:
            return []
        if step.bot.language:
            self.language = step.bot.language
        owned = await self._read(lambda uow: {case.number for case in uow.cases.of_customer(conversation.customer)})
        named = set(manners.CASE_NUMBER.findall(self.words[-1])) if self.words else set()
        faults: list[str] = []
        for entry in answers:
            faults += manners.faults(entry, language=self.language, words=self.words)
            faults += [
                f"tells the number {number}, which is not this customer's"
                for number in manners.CASE_NUMBER.findall(entry.text)
                if number not in owned | named
            ]
            if entry.text == self.last:
                faults.append("the same text twice in a row")
            self.last = entry.text
        faults += manners.state_faults(conversation.state)
        if await self._read(lambda uow: uow.inbox.parked()):
            faults.append("a message is parked")
        if await self._read(lambda uow: uow.inbox.pending()):
            faults.append("a message is still pending")
        return faults

    def _unmet(self, expected: Bot, answers: list[Entry], conversation: Conversation | None) -> list[str]:
        text = "\n\n".join(entry.text for entry in answers)
        faults: list[str] = []
        if expected.silent and answers:
            faults.append("says something and should be silent")
        if expected.messages is not None and len(answers) != expected.messages:
            faults.append(f"{len(answers)} messages, not {expected.messages}")
        faults += [f"does not say {part!r}" for part in expected.says if not self._finds(part, text)]
        faults += [f"says {part!r}" for part in expected.never if self._finds(part, text)]
        if "asks" in expected.model_fields_set:
            asked = conversation.state.asked if conversation else None
            if (asked or "").partition("|")[0] != (expected.asks or ""):
                faults.append(f"asks {asked}, not {expected.asks}")
        shown = [choice.value for choice in answers[-1].choices] if answers else []
        faults += [f"no button {value}" for value in map(self._fill, expected.choices) if value not in shown]
        if expected.only is not None and shown != [self._fill(value) for value in expected.only]:
            faults.append(f"buttons {shown}, not {list(expected.only)}")
        return faults

    def _case_faults(self, case: Case, survey: Survey | None, wanted: CaseResult) -> list[str]:
        has: dict[str, Any] = {
            "status": case.status.value,
            "category": case.category,
            "priority": Priority(case.priority).name.lower(),
            "reason": case.priority_reason,
            "level": case.level,
            "order_number": case.order_number,
            "recomplaints": case.recomplaints,
            "confirmed": case.confirmed,
            "language": case.language,
        }
        given = wanted.model_fields_set
        faults = [
            f"{key} is {value}, not {getattr(wanted, key)}"
            for key, value in has.items()
            if key in given and value != getattr(wanted, key)
        ]
        for key, value in wanted.answers.items():
            answer = case.answers.get(key)
            if isinstance(value, int):
                answer = len(answer or ())
            right = self._finds(value, str(answer)) if isinstance(value, str) and answer else answer == value
            if isinstance(value, str) and not value.startswith("/"):
                right = answer == value
            if not right:
                faults.append(f"{key} is {answer!r}, not {value!r}")
        if "survey" in given:
            if wanted.survey is None or survey is None:
                return faults if survey is None and wanted.survey is None else [*faults, f"survey is {survey}"]
            for key in wanted.survey.model_fields_set:
                value = getattr(wanted.survey, key)
                answer = getattr(survey, key)
                if answer != value and not (isinstance(value, str) and self._finds(value, str(answer))):
                    faults.append(f"the survey's {key} is {answer!r}, not {value!r}")
        return faults

    def _finds(self, pattern: str, text: str) -> bool:
        return bool(to_regex(self._fill(pattern)).search(text))

    def _fill(self, text: str) -> str:
        return fill(text, self.numbers, self.stranger)

    async def _conversation(self) -> Conversation | None:
        found: Conversation | None = await self._read(lambda uow: uow.conversations.of(self.address))
        return found

    async def _cases(self) -> list[Case]:
        conversation = await self._conversation()
        if conversation is None:
            return []
        cases: list[Case] = await self._read(lambda uow: uow.cases.of_customer(conversation.customer))
        return cases[::-1]

    async def _survey(self, case: Case) -> Survey | None:
        survey: Survey | None = await self._read(lambda uow: uow.surveys.of(case.id))
        return survey

    async def _read(self, body: Callable[[UnitOfWork], Any]) -> Any:
        return await self.app.database.read(body)
