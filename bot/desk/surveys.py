"""The satisfaction survey of a case: schedule, send, remind, record, expire, escalate."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.cases import case as cases
from bot.cases.case import SYSTEM, Case, Event, Status
from bot.cases.solution import Stage
from bot.desk import course, offers, ratings
from bot.desk.rules import Rules
from bot.desk.speech import facts, push
from bot.dialogue import push as dialogue
from bot.dialogue.forms import CARRIED_OUT, COMPLAINT, PROOF, SURVEY
from bot.errors import Conflict, InvalidInput
from bot.messages import Purpose
from bot.ports import UnitOfWork
from bot.records import Alert, Mode, Survey, Timer


def schedule(uow: UnitOfWork, rules: Rules, case: Case, *, now: datetime) -> None:
    """The case is resolved: its survey goes out after the configured delay. A case has one survey, ever renewed."""
    before, talk = uow.surveys.of(case.id), uow.conversations.get(case.conversation)
    if not rules.surveys.enabled or talk.state.quiet or rules.spoken(talk.address.channel):
        uow.timers.set(Timer(kind="survey_expiry", subject=case.number, due_at=now + rules.surveys.expires_after))
        return
    survey = Survey(case=case.id, scheduled_at=now, answers=before.answers if before else ())
    uow.surveys.put(survey)
    uow.timers.set(Timer(kind="survey", subject=case.number, due_at=now + rules.surveys.delay))


def cancel(uow: UnitOfWork, case: Case) -> None:
    """No survey for this case."""
    course.unschedule_survey(uow, case)
    survey = uow.surveys.of(case.id)
    if survey and survey.status in ("scheduled", "sent"):
        uow.surveys.put(replace(survey, status="expired"))


def decline(uow: UnitOfWork, case: Case, *, now: datetime) -> None:
    """The customer does not want to be asked: no reminder follows, and a resolved case is closed."""
    survey = uow.surveys.of(case.id)
    if survey is None or survey.status not in ("scheduled", "sent"):
        return
    course.unschedule_survey(uow, case)
    uow.surveys.put(replace(survey, status="declined"))
    if case.status is Status.RESOLVED:
        close(uow, case, now=now, note="survey declined")


def send(uow: UnitOfWork, rules: Rules, number: str, *, now: datetime, again: bool = False) -> None:
    """Send the survey, or its one reminder. Waits while the customer is in the middle of something else."""
    case = uow.cases.by_number(number)
    survey = uow.surveys.of(case.id)
    expected = "sent" if again else "scheduled"
    if survey is None or survey.status != expected or case.status is not Status.RESOLVED:
        return
    conversation = uow.conversations.get(case.conversation)
    # What was asked about this case and never answered holds up nothing: the survey asks once more how it went.
    moot = ((COMPLAINT, number), (CARRIED_OUT, number))
    frames = [frame for frame in conversation.state.frames if (frame.form, frame.about) not in moot]
    # A code that was asked for and never typed neither.
    busy = any(frame.form not in (SURVEY, PROOF) for frame in frames) or conversation.mode is not Mode.BOT
    if busy:
        kind = "survey_reminder" if again else "survey"
        uow.timers.set(Timer(kind=kind, subject=number, due_at=now + rules.surveys.busy))
        return
    known = facts(uow, rules, conversation, now=now)
    outcome = dialogue.survey(conversation.state, known, number, rules.survey_link(number), again=again)
    # A case that is resolved anew has its survey anew.
    key = f"survey:{number}:{survey.scheduled_at.timestamp():.0f}:{'again' if again else 'first'}"
    purpose = Purpose.REMINDER if again else Purpose.SURVEY
    push(uow, rules, conversation, outcome, now=now, purpose=purpose, case=case, dedupe_key=key)
    if again:
        uow.surveys.put(replace(survey, reminded_at=now))
        return
    uow.surveys.put(replace(survey, status="sent", sent_at=now))
    if rules.surveys.reminder_after < rules.surveys.expires_after:
        uow.timers.set(Timer(kind="survey_reminder", subject=number, due_at=now + rules.surveys.reminder_after))
    uow.timers.set(Timer(kind="survey_expiry", subject=number, due_at=now + rules.surveys.expires_after))


def expire(uow: UnitOfWork, number: str, *, now: datetime) -> None:
    """The window is over: no more answers; the case is closed if nothing else is open about it."""
    case = uow.cases.by_number(number)
    survey = uow.surveys.of(case.id)
    if survey and survey.status == "sent":
        uow.surveys.put(replace(survey, status="expired"))
        conversation = uow.conversations.get(case.conversation)
        state = dialogue.survey_expired(conversation.state, number)
        if state is not conversation.state:
            uow.conversations.save(replace(conversation, state=state))
    if case.status is Status.RESOLVED:
        close(uow, case, now=now, note="survey expired")


def close(uow: UnitOfWork, case: Case, *, now: datetime, note: str) -> Case:
    """Archive a resolved case."""
    case, event = cases.move(case, Status.CLOSED, actor=SYSTEM, now=now, note=note, public=False)
    uow.cases.record(event)
    case = uow.cases.save(case)
    uow.notify("cases", f"case:{case.number}")
    return case


def record(uow: UnitOfWork, rules: Rules, case: Case, score: int, *, by: str, now: datetime) -> Case:
    """A score 1–5. A second one within the window replaces the first and never makes a second record.

    At or below the threshold the case is reopened and a supervisor told; above it a resolved case is closed.
    Raises InvalidInput for another number and Conflict once the window is over.
    """
    if score not in (1, 2, 3, 4, 5):
        raise InvalidInput("A score is 1, 2, 3, 4 or 5, not {score}.", score=score)
    survey = uow.surveys.of(case.id) or Survey(case=case.id, scheduled_at=now)
    if ratings.over(rules, case, survey, now):
        raise Conflict("The survey of case {number} is over.", number=case.number)
    answer = {"at": now.isoformat(), "score": score, "by": by}
    first = survey.score is None
    uow.surveys.put(
        replace(
            survey,
            status="answered",
            score=score,
            sent_at=survey.sent_at or now,
            answered_at=now,
            answers=(*survey.answers, answer),
        )
    )
    uow.timers.cancel("survey", case.number)
    uow.timers.cancel("survey_reminder", case.number)
    uow.cases.record(
        Event(case=case.id, at=now, kind="rated", actor=by, to=str(score), public=True, data={"first": first})
    )
    if score <= rules.policy.reopen_at_or_below:
        uow.alerts.add(Alert(kind="low_score", key="low_score", values={"score": score}, case=case.id, at=now))
        if case.status in (Status.RESOLVED, Status.CLOSED):
            case = course.reopen(uow, rules, case, f"rated {score} of 5", actor=by, now=now, way="low_score")
            # The answer stays open to change although the case is open again.
            uow.timers.set(Timer(kind="survey_expiry", subject=case.number, due_at=now + rules.surveys.expires_after))
    elif case.status is Status.RESOLVED:
        offers.settle(uow, case, Stage.CONFIRMED, now=now)
        case = close(uow, case, now=now, note=f"rated {score} of 5")
    uow.notify("cases", f"case:{case.number}")
    return case


def comment(uow: UnitOfWork, case: Case, text: str, *, now: datetime) -> None:
    """The customer's words on the rating, kept with the survey and on the timeline."""
    survey = uow.surveys.of(case.id)
    if survey is None:
        return
    answer = {"at": now.isoformat(), "comment": text}
    joined = f"{survey.comment}\n{text}" if survey.comment else text
    uow.surveys.put(replace(survey, comment=joined, answers=(*survey.answers, answer)))
    uow.cases.record(Event(case=case.id, at=now, kind="comment", actor="customer", note=text, public=True))
    uow.notify(f"case:{case.number}")
