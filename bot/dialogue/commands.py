"""What a customer asks for by a command, a menu or a link of the channel: values that no form's button has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.dialogue import aftercare, forms, identity, permission, privacy, requests
from bot.dialogue.ask import ask_next, put, repeat
from bot.dialogue.outcome import DeclineSurvey
from bot.dialogue.talk import Talk
from bot.messages import LANGUAGES, Choice

#: Each language by its own name, whatever is spoken now.
LANGUAGE_NAMES: Final[Mapping[str, str]] = {"zh-Hans": "简体中文", "zh-Hant": "繁體中文", "en": "English"}


def command(talk: Talk, kind: str, value: str) -> bool:
    """Do it. False where it is no command.

    menu:start, menu:help, menu:language, menu:cancel, menu:stop, menu:resume, menu:link; proof:NUMBER;
    privacy:copy, privacy:erasure;
    language:CODE; open:case:NUMBER, open:survey:NUMBER.
    """
    match kind, value:
        case "menu", "start":
            requests.greet(talk)
        case "menu", "help":
            talk.say("help")
            repeat(talk)
        case "menu", "language":
            talk.say("ask.language")
            talk.show(Choice(value=f"language:{code}", label=LANGUAGE_NAMES[code]) for code in LANGUAGES)
        case "menu", "cancel":
            _cancel(talk)
        case "menu", "stop":
            permission.withdraw(talk, "here")
        case "menu", "resume":
            permission.give(talk, "here")
        case "menu", "link":
            identity.invite(talk)
        case "proof", number if number:
            wish = ""
            if talk.top and talk.top.form == forms.PROOF:
                wish = str(talk.pop().answers.get("wish", ""))
            identity.send(talk, number, wish=wish)
        case "privacy", _:
            return privacy.chosen(talk, value)
        case "language", code if code in LANGUAGES:
            talk.speak(code)
            talk.say("language.set")
            if talk.frames:
                repeat(talk)
            else:
                put(talk, "menu")
        case "open", _:
            what, _, number = value.partition(":")
            _open(talk, what, number)
        case _:
            return False
    return True


def _cancel(talk: Talk) -> None:
    """Whatever is open now; else a complaint, which is asked back."""
    frame = talk.top
    if frame and frame.form == forms.SURVEY:
        talk.pop()
        if not frame.answers.get("score"):
            talk.do(DeclineSurvey(number=str(frame.about)))
        talk.say("survey.skipped")
        ask_next(talk)
    elif frame and frame.form == forms.CASE_CHOICE:
        talk.pop()
        talk.say("kept")
        ask_next(talk)
    else:
        requests.wants_to_withdraw(talk)


def _open(talk: Talk, what: str, number: str) -> None:
    """A link to a case or its survey. A number of somebody else's opens nothing."""
    if talk.own(number) is None:
        identity.not_here(talk, number)
    elif what == "survey" and aftercare.ask_rating(talk, number):
        return
    else:
        requests.case_chosen(talk, number)
