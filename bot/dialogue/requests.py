"""Requests that are met whatever form is open: a human, the status, an answer, withdrawal, courtesies."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Final

from bot.cases.case import LIVE, Case, Status
from bot.cases.policy import Question
from bot.dialogue import forms, giving_up, identity, privacy
from bot.dialogue.ask import ask_next, excerpt, human, open_question, options, put, repeat
from bot.dialogue.filing import call_person, hand_over, when_human
from bot.dialogue.fill import absorb
from bot.dialogue.news import ARE_YOU_ONE, mocks
from bot.dialogue.offers import left, told
from bot.dialogue.outcome import OptOut, Proof, Withdraw
from bot.dialogue.phrases import fold, praises_only
from bot.dialogue.questions import is_question, praises
from bot.dialogue.sameness import is_fresh, names_other_thing
from bot.dialogue.sayings import looks_up
from bot.dialogue.state import Frame
from bot.dialogue.talk import Talk
from bot.regex import regex

#: Share of letter pairs that a question must have in common with an example to be taken for it.
_ALIKE: Final = 0.45
#: From this likeness of what is meant it is the question, however it is worded.
_MEANT: Final = 0.6
#: From this share it is that question, whatever else the message was taken for; the less where it asks something.
THE_SAME: Final = 0.7
LIKELY: Final = 0.55
#: Of what a question in English speaks whatever it is about, and what any of ours may hold.
_NEUTRAL: Final = regex(
    r"\b(?:actually|today|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|weekends?|still|exactly|then|now|usually|normally|roughly|again|really|even|ever|anyway|guys|hello|hi|hey|good|morning|afternoon|evening|sir|madam|mate|thanks?|sorry|ok(?:ay)?|well|yes|yeah|no|not|ya|lah|ah|complain\w*|cases?|issues?|matter|problem|tickets?|submit\w*|file[ds]?|filing|after|before|until|soon|much|many|long|later|way|thing|something|anything|everything|question|quick|possible|able|let|sure|going|go|give|given|take|make|put|people|person|someone|somebody|anyone|guy|stuff|else|happen\w*|once|when|right|allowed|supposed|meant)\b"
)
#: The words of a question in English, and those with which anything is asked.
_WORD: Final = regex(r"[a-z]{2,}")
_FRAME: Final = regex(
    r"\b(?:how|what|when|where|who|whom|why|which|whose|can|could|may|might|will|would|shall|should|do|does|did|am|are|is|was|were|be|been|have|has|had|got|get|to|of|in|on|at|by|for|from|with|about|and|or|but|so|if|it|its|this|that|these|those|there|here|the|an|my|mine|our|your|you|me|we|us|they|them|he|him|she|her|his|one|some|any|please|just|also|want|need|like|know|tell|ll|ve|re|don|doesn)\b"
)


def call_human(talk: Talk, reason: str) -> None:
    """Hand over: files what is known, so that every request for a human has a number and a place in the queue."""
    left(talk)
    frame = talk.top
    if talk.facts.mode == "waiting":
        talk.say("waiting.senior" if giving_up.wants_senior(talk.text) else "waiting.again", when=when_human(talk))
        repeat(talk)
        return
    if frame and frame.form == forms.COMPLAINT and frame.about is None:
        if reason == "wish":
            absorb(talk)
        hand_over(talk, reason)
        return
    case = talk.own(frame.about) if frame and frame.about else talk.current()
    if case:
        talk.case = case.number
        call_person(talk, case.number, reason)
        talk.asked = None
        return
    talk.push(Frame(form=forms.COMPLAINT))
    if reason == "wish":
        absorb(talk)
    hand_over(talk, reason)


#: What stands in a question after a complaint, or after what any complaint may be about.
_OF_COMPLAINTS: Final = regex(
    r"投[诉訴]|客[诉訴]|案|[单單]|[进進][度展]|[状狀][态態]|[结結]果|[号號]|[处處]理|退|[赔賠]|到[账帳哪]|快[递遞]|物流|包裹|[货貨]|[师師]傅|上[门門]|[这這那嗰呢][个個件边邊]|怎[么麼样樣]|[点點][样樣]"
    r"|\b(?:complaints?|cases?|tickets?|status|progress|orders?|refund|money|delivery|parcel|package|engineer|technician|update|claim|number|result)\b",
    re.I,
)


def asks_of_other(talk: Talk) -> bool:
    """Whether something is to be looked up of which none of the customer's complaints speaks."""
    what = looks_up(talk.text)
    if not what or _OF_COMPLAINTS.search(what) or not talk.facts.cases:
        return False
    if talk.meaning.values.keys() & {"case_number", "order_number"}:
        return False
    return all(names_other_thing(what, case) for case in talk.facts.cases)


def tell_status(talk: Talk) -> None:
    """Where the customer's cases stand; never a word of anybody else's."""
    number = talk.meaning.values.get("case_number")
    cases = talk.facts.cases
    if number:
        own = talk.own(number)
        shown = [own] if own else []
        if not shown:
            identity.not_here(talk, number)
            return
    else:
        order = fold(talk.meaning.values.get("order_number", ""))
        about = [case for case in cases if order and fold(case.order_number or "") == order]
        shown = about or [case for case in cases if case.status in LIVE][:3] or list(cases[:1])
    if not shown:
        unfiled = any(frame.form == forms.COMPLAINT and frame.about is None for frame in talk.frames)
        talk.say("status.unfiled" if unfiled else "status.none")
        if unfiled:
            repeat(talk)
        else:
            put(talk, "menu")
        return
    for case in shown:
        talk.says.append(_status_of(talk, case))
    if len(shown) == 1:
        talk.case = shown[0].number
    if talk.facts.mode == "waiting":
        talk.say("waiting.again", when=when_human(talk))
    repeat(talk)


def tell_status_of(talk: Talk, number: str | None) -> None:
    """Where this case of the customer's stands, or all that are at work."""
    case = talk.own(number)
    talk.meaning = replace(talk.meaning, values={"case_number": case.number} if case else {})
    tell_status(talk)


def code_brought(talk: Talk, proof: Proof) -> None:
    """The message held a code, which was looked at before the turn."""
    if proof.outcome == "wrong":
        talk.say("proof.wrong")
        put(talk, "code")
        return
    wish = ""
    if talk.top and talk.top.form == forms.PROOF:
        wish = str(talk.pop().answers.get("wish", ""))
    match proof.outcome:
        case "proved" if wish:
            talk.say("linked")
            privacy.ask(talk, wish)
        case "proved" | "linked":
            talk.say("linked")
            tell_status_of(talk, proof.number)
        case "here" | "expired_link":
            talk.say("link.elsewhere" if proof.outcome == "here" else "link.expired.code")
            repeat(talk)
        case outcome:
            talk.say("proof.limited" if outcome == "limited" else "proof.expired")
            talk.show((human(talk),))


def _status_of(talk: Talk, case: Case) -> str:
    voice, policy = talk.voice, talk.facts.policy
    department = voice.name(policy.departments.get(case.department, {})) or case.department
    what = excerpt(str(case.answers.get("product") or case.answers.get("description") or ""), 30)
    if case.status in LIVE and case.paused == "question":
        key = "status.waiting_for_you"
    elif case.status in LIVE:
        key = "status.overdue" if case.due_at < talk.facts.now else "status.live"
    else:
        key = "status.done"
    text = voice.say(
        key,
        number=case.number,
        what=f" · {what}" if what else "",
        status=voice.word(f"status.{case.status}"),
        department=department,
        due=voice.day_and_time(case.due_at),
        updated=voice.day_and_time(case.updated_at),
    )
    if case.status is Status.PROPOSED and case.proposal:
        text += "\n" + voice.say("status.proposal", proposal=case.proposal)
    return text


def answer_question(talk: Talk) -> None:
    """A frequently asked question, answered from the business's own list; else a human is offered."""
    question = faq(talk)
    if question:
        answer = told(talk, question)
        again = f"faq/{question.id}" in talk.before.said
        talk.says.append(talk.voice.say("faq.again", answer=answer) if again and answer else answer)
        talk.voice.spoken.append(f"faq/{question.id}")
    elif talk.facts.mode == "waiting":
        talk.say("waiting.again", when=when_human(talk))
    else:
        leave_open(talk)
    if talk.frames:
        repeat(talk)
    elif not question and talk.facts.mode == "bot":
        talk.asked = "menu"
        talk.show(options(talk, "menu"))


def leave_open(talk: Talk) -> None:
    """A question that nobody answers here: a colleague does, who reads it with the complaint that is being told."""
    frame = talk.top
    unfiled = frame is not None and frame.form == forms.COMPLAINT and frame.about is None
    told = frame is not None and unfiled and bool(frame.answers.get("description"))
    if told:
        talk.add(talk.text)
    kept = "faq.kept" if is_question(talk.text) else "told.more"
    talk.say(kept if told else "faq.unknown")


def answer_beside(talk: Talk, question: str) -> None:
    """The answer to what is asked beside something that is told; that nobody knows it here, where none is listed."""
    if not listed_answer(talk, question):
        talk.say("faq.unknown")


def listed_answer(talk: Talk, question: str) -> bool:
    """Give the listed answer to a question that is a part of the message; False where none is listed."""
    text, meaning = talk.text, talk.meaning
    # What the whole message is like says nothing of the question alone.
    talk.text, talk.meaning = question, replace(meaning, intent="ask_faq", alike={})
    known = faq(talk, LIKELY)
    talk.text, talk.meaning = text, meaning
    if known:
        talk.says.append(told(talk, known))
        talk.voice.spoken.append(f"faq/{known.id}")
    return known is not None


def who_speaks(talk: Talk, asked: str) -> bool:
    """The answer to "am I talking to a person?", whatever is said besides; False where none is listed."""
    text, meaning = talk.text, talk.meaning
    talk.meaning = replace(meaning, intent="ask_faq")
    for talk.text in (asked, ARE_YOU_ONE):
        if known := faq(talk) is not None:
            answer_question(talk)
            break
    talk.text, talk.meaning = text, meaning
    return known


def faq(talk: Talk, at_least: float = _ALIKE) -> Question | None:
    """The listed question that the message asks, by letter pairs in common with its examples."""
    asked, words = _pairs(talk.text), _known_words(talk.text)
    best, score = None, at_least
    known = talk.facts.questions
    if talk.meaning.intent == "ask_faq" and at_least == _ALIKE:
        meant = talk.meaning.alike
        likely = max((one for one in known if told(talk, one)), key=lambda one: meant.get(one.id, 0.0), default=None)
        how = meant.get(likely.id, 0.0) if likely else 0.0
        if likely and how >= _MEANT and (how >= THE_SAME or not _is_of_other(talk.text, likely)):
            return likely
    for question in known:
        if question.offer and talk.meaning.intent != "ask_faq":
            # What is told in an example's own words is a complaint: it is offered the answer, and asked about it.
            continue
        for example in question.examples:
            pairs = _known_pairs(example)
            all_ = len(asked) + len(pairs)
            if 2 * min(len(asked), len(pairs)) <= score * all_:
                # However much they had in common, it would not be enough.
                continue
            alike = 2 * len(asked & pairs) / all_
            if alike < THE_SAME and words.isdisjoint(_known_words(example) or words):
                # "How do I stop the direct debit?" has the frame of "How do I send a photo?", and no more of it.
                continue
            if alike < THE_SAME and _is_of_other(talk.text, question):
                # "What will happen to the driver?" is nearly "What happens to what I tell you?".
                continue
            if alike > score and told(talk, question):
                best, score = question, alike
    return best


def _is_of_other(text: str, question: Question) -> bool:
    """Whether a question in English speaks of something of which none of the listed question's examples does."""
    words = _known_words(_NEUTRAL.sub(" ", text.casefold()))
    return bool(words) and not words <= frozenset().union(*map(_known_words, question.examples))


def _pairs(text: str) -> frozenset[str]:
    folded = fold(text)
    return frozenset(folded[index : index + 2] for index in range(max(1, len(folded) - 1)))


def _words(text: str) -> frozenset[str]:
    """What a question in English is about, by the beginnings of its words."""
    return frozenset(word[:4] for word in _WORD.findall(_FRAME.sub(" ", text.casefold())))


#: The examples are the same in each turn.
_known_pairs: Final = lru_cache(maxsize=5_000)(_pairs)
_known_words: Final = lru_cache(maxsize=5_000)(_words)


def wants_to_withdraw(talk: Talk) -> None:
    """Give up the complaint: the open form, or one of the live cases; asked back in every case."""
    if giving_up.calls_person(talk.text):
        # "Never mind, there's no talking to you: get me your manager".
        call_human(talk, "wish")
        return
    live = [case for case in talk.facts.cases if case.status in LIVE]
    frame = talk.top
    unfiled = frame is not None and frame.form == forms.COMPLAINT and frame.about is None
    if (giving_up.keeps(talk.text) or giving_up.may_end(talk.text)) and (live or unfiled):
        # "Nobody is hurt, it is only a complaint": it does not press, and stays.
        _stays(talk)
        return
    left(talk)
    if unfiled and len(live) == 1 and frame and _was_of(frame, live[0]) and is_fresh(talk, live[0]):
        # What was begun beside the filed complaint names nothing of its own: it is the filed one that is meant.
        talk.add_to(live[0], str(frame.answers.get("description") or ""))
        talk.pop()
    elif unfiled:
        put(talk, "drop_confirm")
        return
    named = talk.own(talk.meaning.values.get("case_number"))
    case = named if named in live else None
    if case is None and len(live) == 1:
        case = live[0]
    if case:
        talk.push(Frame(form=forms.CASE_CHOICE, answers={"question": "withdraw_confirm"}, about=case.number))
        ask_next(talk)
    elif live:
        talk.push(Frame(form=forms.CASE_CHOICE, answers={"question": "which_case"}))
        ask_next(talk)
    else:
        talk.say("withdraw.none")
        put(talk, "menu")


def _was_of(frame: Frame, case: Case) -> bool:
    """Whether a complaint that was only begun can be no other than the filed one."""
    own = {"product", "order_number", "amount", "place"} & {key for key, value in frame.answers.items() if value}
    return bool(frame.answers.get("description")) and not own and frame.answers.get("category") in (None, case.category)


def _stays(talk: Talk) -> None:
    """The complaint goes on, and what was said of it stays with it."""
    case = talk.current()
    if case and not talk.frames:
        _keep_words(talk, Frame(form=forms.COMPLAINT, about=case.number))
    elif (frame := talk.top) and giving_up.wants_ended(str(frame.answers.get("remedy_text") or "")):
        # "I won't cancel after all, they send it tomorrow": the order that was to be cancelled is not any more.
        _keep_words(talk, frame)
        talk.fill({"remedy": None, "remedy_text": None})
    talk.say("complaint.stays")
    repeat(talk)


def answered_against(talk: Talk, kind: str, reply: str) -> None:
    """The complaint is not, or not yet, given up: what else is to be given up, or on what it hangs, stays with it."""
    unfiled = kind == "drop"
    frame = talk.frames[-1] if unfiled else talk.pop()
    if reply != "keep":
        _keep_words(talk, frame)
    if reply == "if":
        if not unfiled:
            talk.push(frame)
        talk.say("withdraw.condition")
        put(talk, f"{kind}_confirm")
        return
    talk.say("complaint.stays" if reply == "keep" else "kept")
    if reply == "on" and frame.about:
        talk.say("amended", number=frame.about)
    if reply == "other":
        talk.say("told.more")
    talk.asked = None
    ask_next(talk)


def _keep_words(talk: Talk, frame: Frame) -> None:
    """The words stay with the complaint that is being told, or with the filed one of which it was asked."""
    case = talk.own(frame.about)
    if frame.about is None:
        talk.add(talk.text)
    elif case:
        talk.add_to(case, talk.text)


def case_chosen(talk: Talk, number: str) -> bool:
    """A case picked from the list."""
    if talk.own(number) is None:
        return False
    frame = talk.top
    if frame and frame.form == forms.CASE_CHOICE and frame.answers.get("question") == "which_case":
        talk.pop()
        talk.push(Frame(form=forms.CASE_CHOICE, answers={"question": "withdraw_confirm"}, about=number))
        ask_next(talk)
    else:
        talk.case = number
        tell_status(talk)
    return True


def drop(talk: Talk, yes: bool) -> None:
    """The answer to "shall I drop what you told me?"."""
    if yes:
        talk.pop()
        talk.say("dropped")
    else:
        talk.asked = None
        talk.say("kept")
    ask_next(talk)


def withdraw(talk: Talk, yes: bool) -> None:
    """The answer to "withdraw this case?"."""
    number = str(talk.pop().about)
    if yes:
        talk.do(Withdraw(number=number))
        forget(talk, number)
        talk.say("withdrawn", number=number)
        if talk.case == number:
            talk.case = None
    else:
        talk.say("kept")
    ask_next(talk)


def forget(talk: Talk, number: str) -> None:
    """Nothing is asked about a withdrawn case any more; what may have been told of it once more goes with it."""
    if any(frame.about == number and frame.answers.get("question") == "same_matter" for frame in talk.frames):
        talk.frames = [frame for frame in talk.frames if not (frame.form == forms.COMPLAINT and frame.about is None)]
    talk.frames = [frame for frame in talk.frames if frame.about != number]


def stop(talk: Talk) -> None:
    """No more surveys, reminders and nudges; the answer to a complaint still comes."""
    talk.do(OptOut())
    talk.quiet = True
    talk.frames = [frame for frame in talk.frames if frame.form != forms.SURVEY]
    talk.say("stopped")
    talk.asked = open_question(talk) if talk.frames else None
    if talk.top and talk.top.form == forms.COMPLAINT and talk.top.about is None:
        # The complaint that is being told is not given up with the reminders.
        repeat(talk)


def greet(talk: Talk) -> None:
    """A greeting, and where we are."""
    if talk.facts.mode == "waiting":
        talk.say("waiting.again", when=when_human(talk))
        repeat(talk)
    elif talk.frames:
        talk.say("greet.back")
        repeat(talk)
    else:
        talk.say("greet", business=talk.voice.name(talk.facts.policy.business))
        talk.asked = "menu"
        talk.show(options(talk, "menu"))


def welcome(talk: Talk) -> None:
    """An answer to thanks, and to praise that is brought by itself."""
    if not talk.frames and (praises(talk.text) or praises_only(talk.text)) and not mocks(talk.text):
        talk.say("praise")
        return
    # Of what is not filed, or no more, there will be no news.
    unfiled = any(frame.form == forms.COMPLAINT and frame.about is None for frame in talk.frames)
    live = any(case.status in LIVE for case in talk.facts.cases)
    talk.say("welcome" if live and not unfiled else "welcome.form")
    if talk.frames:
        repeat(talk)
