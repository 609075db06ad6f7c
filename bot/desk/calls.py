"""What was said on the phone, or in person: an answer that no channel carried, written down by whoever gave it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.cases.case import Case, Event, Status, staff
from bot.desk import clocks, filing, progress, surveys
from bot.desk.rules import Rules
from bot.dialogue.outcome import AcceptProposal, RejectProposal
from bot.errors import Conflict, InvalidInput
from bot.ports import UnitOfWork
from bot.records import User

#: What came of a call: nothing more than that they were told; what they say to the solution offered; a rating (1–5)
#: comes beside. missed: nobody was reached.
RESULTS: Final = ("told", "accepted", "rejected", "missed")

_LONGEST: Final = 10_000


def note(
    uow: UnitOfWork,
    rules: Rules,
    number: str,
    user: User,
    *,
    text: str,
    result: str = "told",
    score: int | None = None,
    now: datetime,
) -> Case:
    """Write a call down. Who was reached has an answer: that clock is met, and others that stood still go on.

    Raises InvalidInput; Conflict where there is no solution to accept, or nothing to rate yet.
    """
    if result not in RESULTS:
        raise InvalidInput("result: {result} is none of {results}.", result=result, results=RESULTS)
    if not text.strip() or len(text) > _LONGEST:
        raise InvalidInput("text: write down what was said, in at most {longest} characters.", longest=_LONGEST)
    if score is not None and (score not in (1, 2, 3, 4, 5) or result == "missed"):
        raise InvalidInput("score: 1 to 5, as the customer said it; nothing where nobody was reached.")
    case = progress.find(uow, number, user)
    if case.main is not None:
        raise Conflict(
            "Case {number} is a duplicate of {main}: note the call there.",
            number=case.number,
            main=uow.cases.get(case.main).number,
        )
    if result in ("accepted", "rejected") and case.status is not Status.PROPOSED:
        raise Conflict(
            "result: case {number} is {status}; no solution waits for the customer's answer.",
            number=case.number,
            status=case.status,
        )
    if score is not None and case.status not in (Status.RESOLVED, Status.CLOSED):
        raise Conflict(
            "score: case {number} is {status}; only what was solved can be rated.",
            number=case.number,
            status=case.status,
        )
    reached = result != "missed"
    actor = staff(user.id)
    # The customer may know that we called, not what was noted of it.
    words = {"words": text.strip()}
    uow.cases.record(Event(case=case.id, at=now, kind="call", actor=actor, to=result, public=reached, data=words))
    case = uow.cases.save(replace(case, updated_at=now))
    if not reached:
        return progress.done(uow, case, user, "call", now=now)
    case = clocks.answered(uow, rules, case, now=now)
    case = clocks.go_on(uow, rules, case, actor=actor, now=now) if case.paused == clocks.QUESTION else case
    if result in ("accepted", "rejected"):
        _decided(uow, rules, case, result, text.strip(), now=now)
    if score is not None:
        surveys.record(uow, rules, uow.cases.get(case.id), score, by=actor, now=now)
    return progress.done(uow, uow.cases.get(case.id), user, "call", now=now)


def _decided(uow: UnitOfWork, rules: Rules, case: Case, result: str, words: str, *, now: datetime) -> None:
    """As if they had said it to the bot, whose question is answered."""
    talk = uow.conversations.get(case.conversation)
    frames = tuple(frame for frame in talk.state.frames if frame.about != case.number)
    if frames != talk.state.frames:
        talk = uow.conversations.save(replace(talk, state=replace(talk.state, frames=frames, asked=None)))
    number = case.number
    effect = AcceptProposal(number=number) if result == "accepted" else RejectProposal(number=number, why=words)
    filing.perform(uow, rules, talk, (effect,), now=now)
