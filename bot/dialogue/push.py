"""What we say unasked: news of a case, a proposal, the survey, a nudge to an unfinished complaint."""

from __future__ import annotations

from dataclasses import replace

from bot.cases.case import Case
from bot.dialogue import forms, requests
from bot.dialogue.ask import ask_next, options, put, repeat
from bot.dialogue.filing import is_worth_filing, judge, when_human
from bot.dialogue.outcome import Facts, FileCase, Outcome, SettleOffer, Turn
from bot.dialogue.state import Frame, State
from bot.dialogue.talk import Talk
from bot.messages import Address, InboundMessage, Understanding


def _talk(state: State, facts: Facts) -> Talk:
    silence = InboundMessage(
        id="", sender=Address(channel="", user=""), sent_at=facts.now, received_at=facts.now, automatic=True
    )
    return Talk(state, Turn(message=silence, understanding=Understanding(intent="", confidence=0.0)), facts)


def news(state: State, facts: Facts, case: Case, note: str) -> Outcome:
    """A change of the case's status, with the staff's note to the customer."""
    talk = _talk(state, facts)
    voice = talk.voice
    talk.say(
        f"update.{case.status}" if voice.has(f"update.{case.status}") else "update.note",
        number=case.number,
        status=voice.word(f"status.{case.status}"),
        due=voice.day_and_time(case.due_at),
    )
    if note:
        talk.says.append(note)
    talk.case = case.number
    if state.frames and state.asked:
        talk.show(options(talk, state.asked.partition("|")[2] or state.asked))
    return talk.outcome()


def carried_out(state: State, facts: Facts, case: Case, note: str) -> Outcome:
    """What was agreed has been done, we say: is that so?"""
    talk = _talk(state, facts)
    talk.frames = [
        frame
        for frame in talk.frames
        if frame.about != case.number or frame.form not in (forms.PROPOSAL, forms.CARRIED_OUT)
    ]
    talk.push(Frame(form=forms.CARRIED_OUT, about=case.number))
    talk.say("update.carried_out", number=case.number)
    if note:
        talk.says.append(note)
    talk.case = case.number
    put(talk, "solved")
    return talk.outcome()


def remark(state: State, facts: Facts, case: Case, text: str) -> Outcome:
    """A staff member's remark on the case, meant for the customer."""
    talk = _talk(state, facts)
    talk.say("update.note", number=case.number)
    talk.says.append(text)
    talk.case = case.number
    return talk.outcome()


def merged(state: State, facts: Facts, case: Case, main: Case) -> Outcome:
    """Two complaints are handled as one, under the main case's number. What was asked about the other is dropped."""
    state = survey_expired(state, case.number)
    talk = _talk(state, facts)
    talk.frames = [frame for frame in talk.frames if frame.about != case.number]
    if len(talk.frames) < len(state.frames):
        talk.asked = None
    talk.say("update.merged", number=case.number, main=main.number, due=talk.voice.day_and_time(main.due_at))
    talk.case = main.number
    return talk.outcome()


def split(state: State, facts: Facts, case: Case, origin: Case) -> Outcome:
    """A second matter got a number of its own."""
    talk = _talk(state, facts)
    talk.say("update.split", number=case.number, main=origin.number, due=talk.voice.day_and_time(case.due_at))
    talk.case = case.number
    return talk.outcome()


def propose(state: State, facts: Facts, case: Case) -> Outcome:
    """A solution, with accept and reject; a former offer on the same case is replaced."""
    talk = _talk(state, facts)
    talk.frames = [frame for frame in talk.frames if not (frame.form == forms.PROPOSAL and frame.about == case.number)]
    talk.push(Frame(form=forms.PROPOSAL, about=case.number))
    talk.case = case.number
    put(talk, "proposal")
    return talk.outcome()


def back(state: State, facts: Facts, case: Case, key: str) -> Outcome:
    """Who speaks now that the person who did is away, in the words of `key`; the open question, if any, once more."""
    talk = _talk(state, facts)
    talk.say(key, number=case.number, when=when_human(talk))
    talk.case = case.number
    if key == "handoff.back":
        repeat(talk)
    return talk.outcome()


def survey(state: State, facts: Facts, number: str, url: str, *, again: bool = False) -> Outcome:
    """The satisfaction survey, or its one reminder. The caller waits until no form is open."""
    talk = _talk(state, facts)
    talk.frames = [
        frame
        for frame in talk.frames
        if frame.form not in (forms.SURVEY, forms.PROOF)
        and (frame.form, frame.about) not in ((forms.COMPLAINT, number), (forms.CARRIED_OUT, number))
    ]
    talk.push(Frame(form=forms.SURVEY, about=number))
    talk.case = number
    if again:
        talk.say("survey.reminder", number=number)
    put(talk, "rating")
    if url:
        talk.say("survey.link", url=url)
    return talk.outcome()


def linked(state: State, facts: Facts, language: str | None) -> Outcome:
    """This address belongs to a customer whom we know: welcome, and where their cases stand."""
    talk = _talk(state, facts)
    if language and not state.language:
        talk.speak(language)
    talk.say("linked")
    requests.tell_status(talk)
    return talk.outcome()


def survey_expired(state: State, number: str) -> State:
    """The state without the question of a survey that is over."""
    frames = tuple(frame for frame in state.frames if not (frame.form == forms.SURVEY and frame.about == number))
    if frames == state.frames:
        return state
    return replace(state, frames=frames, asked=None, misses=0)


def nudge(state: State, facts: Facts) -> Outcome:
    """A word to a customer who stopped in the middle of a complaint; the open question again."""
    talk = _talk(state, facts)
    frame = talk.top
    if not frame or frame.form not in (forms.COMPLAINT, forms.ANSWER) or frame.about:
        return Outcome(state=state)
    talk.say("nudge" if frame.form == forms.COMPLAINT else "nudge.helped")
    if state.asked:
        put(talk, state.asked.partition("|")[2] or state.asked)
    else:
        ask_next(talk)
    return talk.outcome()


def file_unfinished(state: State, facts: Facts) -> Outcome:
    """A complaint that was begun and left: filed as it stands, so that it is answered. Nothing told: forgotten."""
    talk = _talk(state, facts)
    frame = next((f for f in talk.frames if f.form == forms.COMPLAINT and f.about is None), None)
    if frame is None:
        return Outcome(state=state)
    talk.frames.remove(frame)
    for offer in [one for one in talk.frames if one.form == forms.ANSWER]:
        # Whoever was helped has not said so.
        talk.frames.remove(offer)
        talk.do(SettleOffer(key=str(offer.answers["entry"]), outcome="unanswered"))
    talk.asked = None
    if not is_worth_filing(frame.answers):
        return talk.outcome()
    verdict = judge(talk, frame.answers)
    number = facts.number
    talk.do(
        FileCase(
            number=number,
            verdict=verdict,
            answers=frame.answers,
            language=talk.language,
            form_version=frame.version,
            confirmed=False,
        )
    )
    talk.case = number
    talk.say("filed.unfinished", number=number, due=talk.voice.day_and_time(verdict.due_at))
    return talk.outcome()
