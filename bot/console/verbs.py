"""What a form of the case page does: each verb is one use case in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from bot.console import solving
from bot.console.staffroom import whole
from bot.desk import calls, casework, handoff, incidents, merging, progress, resending, revoking
from bot.desk.rules import Rules
from bot.ports import UnitOfWork
from bot.records import User

#: What begins the fields of details in a form.
ANSWER: Final = "answer."

Act = Callable[[UnitOfWork, Rules, str, User, Mapping[str, str], datetime], object]


def _text(values: Mapping[str, str]) -> str:
    return values.get("text", "")[:20_000]


def _reason(values: Mapping[str, str]) -> str:
    return values.get("reason", "")[:2000]


VERBS: Final[Mapping[str, Act]] = {
    **solving.VERBS,
    "claim": lambda uow, rules, number, user, _, now: handoff.claim(
        uow, rules, progress.find(uow, number, user), user, now=now
    ),
    "release": lambda uow, rules, number, user, values, now: handoff.release(
        uow, rules, progress.find(uow, number, user), user, now=now, note=_text(values)
    ),
    "start": lambda uow, rules, number, user, values, now: progress.start(
        uow, rules, number, user, note=_text(values), now=now
    ),
    "resolve": lambda uow, rules, number, user, values, now: progress.resolve(
        uow, rules, number, user, note=_text(values), now=now
    ),
    "reopen": lambda uow, rules, number, user, values, now: progress.reopen(
        uow, rules, number, user, note=_text(values), now=now
    ),
    "withdraw": lambda uow, rules, number, user, values, now: progress.withdraw(
        uow, rules, number, user, note=_text(values), now=now
    ),
    "note": lambda uow, rules, number, user, values, now: progress.add_note(
        uow,
        rules,
        number,
        user,
        text=_text(values),
        public=values.get("public") == "1",
        question=values.get("question") == "1",
        now=now,
    ),
    "call": lambda uow, rules, number, user, values, now: calls.note(
        uow,
        rules,
        number,
        user,
        text=_text(values),
        result=values.get("result", "told"),
        score=whole(values["score"]) if values.get("score") else None,
        now=now,
    ),
    "assign": lambda uow, rules, number, user, values, now: progress.assign(
        uow,
        rules,
        number,
        user,
        owner=whole(values["user"]) if values.get("user") else None,
        note=_reason(values),
        now=now,
    ),
    "department": lambda uow, rules, number, user, values, now: casework.refer(
        uow, rules, number, user, to=values.get("department", ""), note=_reason(values), now=now
    ),
    "resume": lambda uow, rules, number, user, _, now: casework.resume(uow, rules, number, user, now=now),
    "details": lambda uow, rules, number, user, values, now: casework.correct(
        uow,
        rules,
        number,
        user,
        answers={key.removeprefix(ANSWER): value for key, value in values.items() if key.startswith(ANSWER)},
        now=now,
    ),
    "merge": lambda uow, rules, number, user, values, now: merging.merge(
        uow,
        rules,
        number,
        user,
        into=values.get("into", "")[:40],
        same_person=values.get("same_person") == "1",
        now=now,
    ),
    "split": lambda uow, rules, number, user, values, now: merging.split(
        uow, rules, number, user, description=_text(values), category=values.get("category", ""), now=now
    ),
    "resend": lambda uow, rules, number, user, values, now: resending.again(
        uow,
        rules,
        number,
        user,
        line=whole(values.get("line", "")),
        to=whole(values["to"]) if values.get("to") else None,
        now=now,
    ),
    "incident": lambda uow, rules, number, user, values, now: incidents.link(
        uow, whole(values.get("incident", "")), user, numbers=[progress.find(uow, number, user).number], now=now
    ),
    "leave": lambda uow, rules, number, user, _, now: incidents.unlink(uow, number, user, now=now),
    "revoke": lambda uow, rules, number, user, values, now: revoking.revoke(uow, number, user, now=now),
    "category": lambda uow, rules, number, user, values, now: progress.reclassify(
        uow, rules, number, user, category=values.get("category", ""), note=_reason(values), now=now
    ),
    "priority": lambda uow, rules, number, user, values, now: progress.reclassify(
        uow,
        rules,
        number,
        user,
        priority=whole(values.get("priority", "")),
        note=_reason(values),
        now=now,
    ),
}
