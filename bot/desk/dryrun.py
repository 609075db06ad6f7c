"""What would become of a complaint: everything is done as it would be, looked at, and undone."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.cases.case import LIVE, Case
from bot.cases.deadlines import Clock
from bot.cases.routing import Route
from bot.cases.triage import Setting, triage
from bot.desk import clocks, filing, routing
from bot.desk.rules import Rules
from bot.desk.speech import facts
from bot.dialogue import push as dialogue
from bot.dialogue.outcome import FileCase, Turn
from bot.dialogue.state import State
from bot.dialogue.step import step
from bot.messages import Address, InboundMessage, Understanding
from bot.ports import Database, UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What would become of it. Without a case: nothing would be filed."""

    understood: Understanding | None = None
    case: Case | None = None
    route: Route | None = None
    owner: str | None = None
    #: As in bot.desk.routing.Choice.
    why: str = "none"
    data: Mapping[str, Any] = field(default_factory=dict)
    clocks: tuple[Clock, ...] = ()


class _Undone(Exception):
    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        super().__init__("this was only tried")


async def of_text(
    database: Database, rules: Rules, text: str, understood: Understanding, *, channel: str, language: str | None = None
) -> Plan:
    """A new customer's first words, filed with nothing said after them."""
    now = rules.clock.now()

    def body(uow: UnitOfWork) -> Plan:
        raise _Undone(_filed(uow, rules, text, understood, channel, language, now))

    return await _tried(database, body)


async def of_case(database: Database, rules: Rules, number: str) -> Plan:
    """A stored case, if it came in now as it stands: which rule would decide, who would get it, when it would be due.

    Its case is the stored one, its clocks are those that would begin.
    """
    now = rules.clock.now()

    def body(uow: UnitOfWork) -> Plan:
        case = uow.cases.by_number(number)
        others = [one for one in uow.cases.of_customer(case.customer) if one.id != case.id]
        setting = Setting(
            channel=case.channel, language=case.language, answers=case.answers, known=bool(others),
            marks=frozenset(facts(uow, rules, uow.conversations.get(case.conversation), now=now).marks),
        )  # fmt: skip
        live = sum(one.status in LIVE for one in others)
        hints = case.answers.get("hints", ())
        verdict = triage(case.category, hints, earlier=live, policy=rules.policy, now=now, setting=setting)
        choice = routing.choose(uow, rules, verdict.route, category=verdict.category, language=case.language, now=now)
        imagined = replace(
            case, priority=verdict.priority, priority_reason=verdict.reason, department=verdict.department
        )
        clocks.begin(uow, rules, uow.cases.save(imagined), now=now, round=10**6)
        fresh = tuple(clocks.present(uow, case).values())
        plan = Plan(
            case=imagined, route=verdict.route, owner=choice.owner.login if choice.owner else None, why=choice.why,
            data=choice.data, clocks=fresh,
        )  # fmt: skip
        raise _Undone(plan)

    return await _tried(database, body)


async def _tried(database: Database, body: Any) -> Plan:
    try:
        await database.transact(body)
    except _Undone as undone:
        return undone.plan
    raise AssertionError("a dry run is always undone")


def _filed(
    uow: UnitOfWork,
    rules: Rules,
    text: str,
    understood: Understanding,
    channel: str,
    language: str | None,
    now: datetime,
) -> Plan:
    sender = Address(channel=channel, user=f"dry-run-{uuid.uuid4()}")
    talk = uow.conversations.open(sender, now=now, name=None, state=None)
    message = InboundMessage(id="1", sender=sender, text=text, sent_at=now, received_at=now)
    known = facts(uow, rules, talk, now=now)
    outcome = step(State(language=language), Turn(message=message, understanding=understood), known)
    effects = outcome.effects
    if not any(isinstance(effect, FileCase) for effect in effects):
        effects = dialogue.file_unfinished(outcome.state, known).effects
    filed = next((effect for effect in effects if isinstance(effect, FileCase)), None)
    if filed is None:
        return Plan(understood=understood)
    filing.perform(uow, rules, talk, effects, now=now)
    case = uow.cases.by_number(filed.number)
    events = [event for event in uow.cases.timeline(case.id) if event.kind == "routed"]
    owner = uow.staff.get(case.owner).login if case.owner is not None else None
    data = dict(events[-1].data) if events else {}
    return Plan(
        understood=understood,
        case=case,
        route=filed.verdict.route,
        owner=owner,
        why=str(data.pop("why", "none")),
        data={key: value for key, value in data.items() if key not in ("rule", "owner")},
        clocks=tuple(clocks.present(uow, case).values()),
    )


def to_json(plan: Plan) -> dict[str, Any]:
    """A plan as plain JSON values."""
    value: dict[str, Any] = {"files": plan.case is not None}
    if plan.understood is not None:
        value |= {
            "intent": plan.understood.intent,
            "confidence": round(plan.understood.confidence, 4),
            "language": plan.understood.language,
        }
    if plan.case is None or plan.route is None:
        return value
    case = plan.case
    return value | {
        "category": case.category,
        "priority": case.priority.name.lower(),
        "priority_reason": case.priority_reason,
        "department": case.department,
        "owner": plan.owner,
        "why": plan.why,
        "rule": plan.route.rule,
        "rules": [
            {
                "name": tried.rule,
                "fits": not tried.misses,
                "misses": [{"what": one.what, "wanted": one.wanted, "found": one.found} for one in tried.misses],
            }
            for tried in plan.route.tried
        ],
        "deadlines": {clock.target.value: clock.due_at.isoformat() for clock in plan.clocks},
    }
