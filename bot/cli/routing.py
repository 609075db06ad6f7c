"""`huiyin route`: who would get a complaint, by when, and why. Everything is done as it would be, and undone."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

import storage
from bot.app import load_embedded
from bot.cases.case import LIVE
from bot.cases.deadlines import Clock
from bot.cli.progress import bar
from bot.cli.working import rules_of
from bot.desk import dryrun
from bot.desk.dryrun import Plan
from bot.desk.rules import Rules
from bot.errors import InvalidInput
from bot.messages import LANGUAGES, Context
from bot.settings import Settings

_WHY: Final[Mapping[str, str]] = {
    "named": "named, and there",
    "deputy": "deputy of {named}, who is away",
    "away": "{named} is away and has no deputy who is there: the department's",
    "unknown": "there is no active user {named}: the department's",
    "least_loaded": "the fewest live cases of {loads}",
    "skilled": "knows category and language; the fewest live cases of {loads}",
    "unskilled": "nobody has said to know both; the fewest live cases of {loads}",
    "round_robin": "whose turn it is among {among}",
    "nobody": "nobody to choose from is there: the department's",
    "none": "no owner is named: the department's",
}


def route(settings: Settings, arguments: argparse.Namespace) -> int:
    """Of the arguments, of a stored case, or line by line of standard input."""
    rules = rules_of(settings)

    async def run() -> None:
        async with storage.open_database(settings.storage.url, pool=1, exclusive=False) as database:
            if arguments.case:
                plan = await dryrun.of_case(database, rules, arguments.case)
                print("\n".join(told(rules, plan)))
                return
            understander = load_embedded(settings, bar())
            for item in _items(arguments):
                text, language = str(item.get("text") or ""), item.get("language")
                if language is not None and language not in LANGUAGES:
                    raise InvalidInput(f"language: {language} is none of {', '.join(LANGUAGES)}.")
                meaning = understander.understand(text, Context(language=language, now=rules.clock.now()))
                plan = await dryrun.of_text(
                    database, rules, text, meaning, channel=str(item.get("channel") or "web"), language=language
                )
                if arguments.jsonl:
                    print(json.dumps({"id": item.get("id"), **dryrun.to_json(plan)}, ensure_ascii=False), flush=True)
                else:
                    print("\n".join(told(rules, plan)))

    asyncio.run(run())
    return 0


def _items(arguments: argparse.Namespace) -> Iterator[dict[str, Any]]:
    common = {"channel": arguments.channel, "language": arguments.language}
    if arguments.text and not arguments.jsonl:
        yield {"text": " ".join(arguments.text), **common}
        return
    for number, line in enumerate(sys.stdin, 1):
        if not line.strip():
            continue
        if not arguments.jsonl:
            yield {"text": line.strip(), **common}
            continue
        try:
            item = json.loads(line)
        except ValueError as error:
            raise InvalidInput(f"line {number}: not JSON ({error}).") from error
        if not isinstance(item, dict):
            raise InvalidInput(f'line {number}: must be an object with "id" and "text".')
        yield {**common, **item}


def told(rules: Rules, plan: Plan) -> list[str]:
    """A plan for people."""
    lines = []
    if plan.understood is not None:
        meaning = plan.understood
        lines.append(f"understood  {meaning.intent} ({meaning.confidence:.2f}), language {meaning.language or '?'}")
        lines += [f"            {hint.kind}: {hint.evidence}" for hint in meaning.priority_hints]
    if plan.case is None or plan.route is None:
        return [*lines, "files       nothing: this is no complaint, or too little to file"]
    case, way = plan.case, plan.route
    reason = f" ({case.priority_reason})" if case.priority_reason else ""
    lines += [f"category    {case.category}", f"priority    {case.priority.name.lower()}{reason}"]
    for tried in way.tried:
        why = "; ".join(f"{one.what}: “{one.found}” is not {one.wanted}" for one in tried.misses)
        lines.append(f"rule        {tried.rule}: {'does not fit, ' + why if why else 'fits'}")
    if way.rule is None:
        lines.append("rule        none fits: the category's own department and owner")
    lines.append(f"department  {case.department}")
    lines.append(f"owner       {plan.owner or 'nobody'}: {_said(plan)}")
    lines += [f"{clock.target.value:<11} {_date(rules, clock.due_at)}{_state(plan, clock)}" for clock in plan.clocks]
    if case.id and case.status not in LIVE:
        lines.append(f"note        the case is {case.status}; these are the dates if it came in now")
    return lines


def _state(plan: Plan, clock: Clock) -> str:
    return "  (at once)" if plan.case and clock.met_at is not None else ""


def _said(plan: Plan) -> str:
    loads = plan.data.get("loads") or {}
    values = {
        "named": plan.data.get("named"),
        "loads": ", ".join(f"{login} {count}" for login, count in loads.items()),
        "among": ", ".join(plan.data.get("among") or ()),
    }
    return _WHY[plan.why].format(**values)


def _date(rules: Rules, at: datetime) -> str:
    return f"{at.astimezone(rules.policy.calendar.zone):%a %Y-%m-%d %H:%M}"
