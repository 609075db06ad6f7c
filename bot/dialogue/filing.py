"""Filing a complaint: confirmed by the customer, or at once because a human must come."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from bot.cases.case import LIVE, Priority
from bot.cases.triage import Setting, Verdict, triage
from bot.dialogue import dangers, events, forms, second
from bot.dialogue.ask import CHANGEABLE, ask_next, by_letter, human, summary
from bot.dialogue.deaths import is_death
from bot.dialogue.outcome import FileCase, RequestHandoff
from bot.dialogue.phrases import is_despair, weight
from bot.dialogue.state import Frame
from bot.dialogue.talk import Talk
from bot.dialogue.wellbeing import help_comes, is_left_inside, is_made_safe, is_well, suffers
from bot.regex import regex

#: What is to be paid for, by its name.
_COSTS: Final = regex(
    r"(?:[医醫][药藥疗療]|就[医醫]|[诊診]|[复復覆][查诊診]|[验驗][伤傷]|medical)[^,，。]{0,4}(?:[费費]用?|bills?|costs?|expenses)?",
    re.I,
)


def is_danger(talk: Talk) -> bool:
    """Danger to people goes to a human at once, by the bot's own initiative, with whatever is known."""
    frame = talk.frames[-1]
    if frame.about is not None or "safety" not in frame.answers.get("hints", ()):
        return False
    wording = dangers.wording(f"{frame.answers.get('description') or ''}\n{talk.text}", talk.text)
    talk.say(wording)
    numbered = wording not in ("safety.death", "safety.animal")
    if numbered and dangers.is_anywhere(talk.language, str(frame.answers.get("description") or talk.text)):
        talk.say("safety.numbers")
    hand_over(talk, "safety")
    return True


def hand_over(talk: Talk, reason: str) -> None:
    """File what is known, unconfirmed, and call a human; the little that the human needs first is still asked."""
    frame = talk.frames[-1]
    number, _ = _file(talk, confirmed=False)
    call_person(talk, number, reason)
    # By letter a person asks for the rest; in a chat the little is asked that they need first.
    offered = CHANGEABLE if by_letter(talk) else tuple(set(frame.offered) - {"contact"})
    talk.frames[-1] = Frame(form=forms.COMPLAINT, answers=frame.answers, about=number, offered=offered)
    ask_next(talk)


def call_person(talk: Talk, number: str, reason: str) -> None:
    """A person is to take this case over: said, and asked for."""
    talk.do(RequestHandoff(number=number, reason=reason))
    talk.say("handed_over", number=number, when=when_human(talk))


def when_human(talk: Talk) -> str:
    """When somebody comes: now, or at the next opening."""
    facts = talk.facts
    calendar = facts.policy.calendar
    if calendar.is_open(facts.now):
        return talk.voice.word("when.now")
    return talk.voice.word("when.opens").format(time=talk.voice.day_and_time(calendar.opens(facts.now)))


def passed_on(talk: Talk, answers: Mapping[str, Any], *, told: bool) -> str:
    """The text that says so to whoever waits for a person; warmer where they tell of danger or despair just now."""
    if told and is_despair(str(answers.get("description") or "")):
        return "despair.here"
    if not told or "safety" not in answers.get("hints", ()):
        return "waiting.noted"
    if is_death(talk.text):
        return "waiting.death"
    if is_left_inside(talk.text):
        # Whoever is out is well; whoever is still in there comes first.
        return "waiting.inside"
    if is_well(talk.text) or is_made_safe(talk.text):
        return "waiting.well"
    if help_comes(talk.text) and not suffers(talk.text):
        return "waiting.coming"
    if not in_danger(talk) or asks_after_all(talk, answers):
        return "waiting.noted"
    return dangers.while_awaited(talk.text, str(answers.get("description") or ""))


def asks_after_all(talk: Talk, answers: Mapping[str, Any]) -> bool:
    """Whether people are well by now, and what is said is what the customer wants for it: no more first aid."""
    wishes = bool(talk.meaning.values.keys() & {"remedy", "amount"})
    return wishes and is_well(str(answers.get("description") or "")) and not suffers(talk.text)


def in_danger(talk: Talk) -> bool:
    """Whether this message tells of danger, and not that it is over."""
    safety = [hint.evidence for hint in talk.meaning.priority_hints if hint.kind == "safety"]
    # Whoever wants the doctor paid tells of no new danger.
    hinted = any(not _COSTS.fullmatch(evidence) for evidence in safety)
    return suffers(talk.text) or (hinted and not is_well(talk.text))


def file(talk: Talk) -> None:
    """The customer confirmed: file it, and tell number, department, date and how to follow it."""
    event = _event(talk)
    if event and "deadline" not in talk.frames[-1].answers.get("hints", ()):
        talk.fill({"hints": [*talk.frames[-1].answers.get("hints", ()), "deadline"]})
    frame = talk.frames[-1]
    number, verdict = _file(talk, confirmed=True)
    tell_filed(talk, number, verdict)
    late = event is not None and event < verdict.due_at
    if frame.about is None and (late or (verdict.reason and verdict.priority is Priority.URGENT)):
        talk.do(RequestHandoff(number=number, reason="urgent"))
        talk.say("filed.too_late" if late else "filed.urgent")
    talk.pop()
    if by_letter(talk):
        talk.push(replace(frame, about=number))
    second.ask(talk, number, second.of(frame))
    ask_next(talk)
    if late and not talk.frames:
        talk.show((human(talk),))


def _event(talk: Talk) -> datetime | None:
    """By when an answer is too late, where the customer told of such a thing."""
    facts = talk.facts
    told = str(talk.frames[-1].answers.get("description") or "")
    return events.begins(told, facts.now.astimezone(facts.policy.calendar.zone))


def tell_filed(talk: Talk, number: str, verdict: Verdict) -> None:
    """Number, department, date, and how to follow it; by letter also what was put down."""
    frame, facts = talk.frames[-1], talk.facts
    if by_letter(talk):
        talk.says.append(summary(talk, frame, "details.held"))
    department = facts.policy.departments.get(verdict.department, {})
    talk.say(
        "filed",
        number=number,
        department=talk.voice.name(department) or verdict.department,
        due=talk.voice.day_and_time(verdict.due_at),
    )
    if facts.manner == "spoken":
        if facts.progress_url:
            talk.say("filed.spoken", url=facts.progress_url)
    elif not (facts.consented or by_letter(talk)):
        talk.say("filed.silent", url=facts.progress_url)
    elif facts.progress_url:
        talk.say("filed.letter" if by_letter(talk) else "filed.follow", url=facts.progress_url)
    else:
        talk.say("filed.ask")


def file_as_told(talk: Talk) -> str:
    """File the complaint on top as it stands and say nothing; its number."""
    return _file(talk, confirmed=False)[0]


def _file(talk: Talk, *, confirmed: bool) -> tuple[str, Verdict]:
    answers = dict(talk.frames[-1].answers)
    verdict = judge(talk, answers)
    number = talk.facts.number
    talk.do(
        FileCase(
            number=number,
            verdict=verdict,
            answers=answers,
            language=talk.language,
            form_version=talk.frames[-1].version,
            confirmed=confirmed,
        )
    )
    talk.case = number
    return number, verdict


def judge(talk: Talk, answers: Mapping[str, Any], *, priority: Priority | None = None, department: str = "") -> Verdict:
    """What triage says of these answers; a priority or department that a person of ours has decided stays."""
    facts = talk.facts
    live = sum(1 for case in facts.cases if case.status in LIVE)
    setting = Setting(
        channel=facts.channel,
        language=talk.language,
        answers=answers,
        known=bool(facts.cases),
        marks=frozenset(facts.marks),
    )
    return triage(
        answers.get("category"),
        answers.get("hints", ()),
        earlier=live,
        policy=facts.policy,
        now=facts.now,
        setting=setting,
        priority=priority,
        department=department,
    )


def is_worth_filing(answers: Mapping[str, Any]) -> bool:
    """Whether an unfinished complaint says enough to be filed as it stands."""
    return weight(str(answers.get("description") or "")) >= 6
