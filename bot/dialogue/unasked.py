"""What is said where no form is open: a complaint, more about a case, something unsolved, or what is not understood."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.cases.case import LIVE
from bot.cases.triage import URGENT
from bot.dialogue import aftercare, amending, complaint, live, offers, requests, sameness
from bot.dialogue.ask import by_letter, options, put
from bot.dialogue.heard import foreign_number, is_surname
from bot.dialogue.news import is_done_wrong, is_unchanged, mocks, tells_harm
from bot.dialogue.phrases import (
    is_another,
    is_bare_opener,
    is_not_solved,
    is_praise,
    is_pure_abuse,
    is_stop,
    only_disclaims,
    weight,
)
from bot.dialogue.questions import is_question, is_upset
from bot.dialogue.remarks import absolves, blames
from bot.dialogue.repair import miss
from bot.dialogue.talk import Talk

#: From this weight a question asks something.
_ASKS: Final = 8
#: Scores of whoever is unhappy.
_BAD: Final = ("1", "2")
#: From this weight a letter is a complaint, if it is nothing else.
_LETTER: Final = 24
#: What a few words of something done wrong are easily taken for, where nothing was told before.
_NO_COMPLAINT: Final = ("out_of_scope", "correct", "add_information", "deny")


def heard(talk: Talk) -> None:
    """Act on it, or ask back."""
    meaning, text, message = talk.meaning, talk.text, talk.turn.message
    letter = by_letter(talk)
    # Each thread of letters is about one matter; a new one begins a new one.
    case = talk.own(talk.case) if letter else talk.current()
    if case and case.status not in LIVE:
        case = None
    hints = {hint.kind for hint in meaning.priority_hints}
    if talk.facts.mode == "waiting" and case and (not is_another(text) or live.is_left_with(talk, case)):
        # A person will read it: whatever is said now belongs to what they are called for.
        amending.amend(talk, case)
        return
    if only_disclaims(text) and not case:
        talk.say("nothing_else")
        talk.asked = None
        return
    if is_praise(text) and not hints and not mocks(text):
        talk.say("praise")
        return
    if case is None and aftercare.comments_on(talk):
        return
    unsolved = is_not_solved(text) or "repeated" in hints or aftercare.never_came(talk)
    if case is None and aftercare.not_solved(talk, unsolved):
        return
    if case is None and offers.not_after_all(talk):
        return
    if is_pure_abuse(text):
        if case:
            # What happened is told already.
            talk.say("empathy.upset")
            requests.tell_status_of(talk, case.number)
        else:
            talk.say("empathy.abuse")
            complaint.begin(talk, quietly=True)
        return
    if case is None and not talk.facts.cases and not meaning.values and is_upset(text):
        # "Not happy": what it is about comes next.
        talk.say("empathy.upset")
        complaint.begin(talk, quietly=True)
        return
    if meaning.intent == "rate" and aftercare.rated_unasked(talk):
        return
    if meaning.intent == "rate" and not talk.facts.cases and meaning.values.get("rating", "5") in _BAD:
        # Whoever is unhappy with what we did, where nothing of it is known here, has a complaint to tell.
        talk.meaning = meaning = replace(meaning, intent="file_complaint")
    if meaning.intent == "stop" and case and not is_stop(text):
        # "It's gone off again" stops no messages of ours.
        talk.meaning = meaning = replace(meaning, intent="add_information")
    if meaning.intent == "out_of_scope" and tells_harm(text) and not is_question(text):
        # News of what people do to people is the business of a complaints desk, and no trifle.
        talk.warn("safety")
        talk.meaning = meaning = replace(talk.meaning, intent="file_complaint")
        hints |= {"safety"}
    elif meaning.intent == "out_of_scope" and not absolves(text) and (live.told_plainly(talk) or blames(text)):
        told = "add_information" if case and live.is_detail(talk, case) else "file_complaint"
        talk.meaning = meaning = replace(meaning, intent=told)
    elif case is None and meaning.intent in _NO_COMPLAINT and is_done_wrong(text) and not is_question(text):
        # "They got my father's name wrong on the wreath" is no chat, and corrects nothing that was told.
        talk.meaning = meaning = replace(meaning, intent="file_complaint")
    if case is None and not letter and (number := foreign_number(text)) and not meaning.values.get("case_number"):
        complaint.begin_with_number(talk, number)
        return
    tells = bool(meaning.values.keys() - {"rating", "case_number"}) or weight(text) >= 24
    if meaning.intent == "file_complaint" or is_bare_opener(text) or URGENT & hints:
        if case and letter and not is_another(text):
            amending.amend(talk, case)
        elif case and (live.asks_after(talk, case) or live.grave_news(talk, case)):
            return
        elif case and live.is_taken_up_again(talk, case):
            live.chased_on(talk, case)
        elif case and not is_another(text) and sameness.may_belong_to(talk, case):
            sameness.ask_same_matter(talk, case)
        else:
            complaint.begin(talk)
    elif case and (
        message.attachments
        or is_surname(text)
        or (tells and meaning.intent != "out_of_scope")
        or (not letter and (live.states(talk) or (meaning.intent == "deny" and is_not_solved(text))))
    ):
        if message.attachments or letter or is_surname(text):
            amending.amend(talk, case, whole=is_surname(text))
        else:
            live.more(talk, case)
    elif message.attachments or (meaning.intent in ("add_information", "correct") and tells):
        complaint.begin(talk)
    elif letter and weight(text) >= _LETTER and (meaning.intent != "out_of_scope" or talk.misses):
        # Nobody writes a letter to a complaints desk for nothing.
        complaint.begin(talk)
    elif meaning.intent in ("skip", "deny") and talk.asked == "menu" and weight(text) <= 12:
        talk.say("nothing_else")
        talk.asked = None
    elif meaning.intent == "affirm" and talk.asked == "menu":
        talk.say("go_ahead.tell")
        put(talk, "menu")
    elif case and not letter and meaning.intent in ("affirm", "skip", "deny") and is_unchanged(text):
        live.chased(talk, case)
    elif meaning.intent in ("affirm", "skip", "deny") and talk.asked is None and talk.facts.cases:
        talk.say("anything_else")
        talk.show(options(talk, "menu"))
        talk.asked = "menu"
    elif case and not letter and meaning.intent != "ask_faq" and is_question(text) and weight(text) >= _ASKS:
        # With a complaint at work a question is hardly off its subject.
        requests.answer_question(talk)
    else:
        miss(talk)
