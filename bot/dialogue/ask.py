"""The open question: which it is, how it is put, which buttons it has, and which of them an answer means."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from bot.cases.case import Case
from bot.dialogue import forms
from bot.dialogue.details import DETAILS, listed
from bot.dialogue.form import Answers, Form, Slot, carry_over
from bot.dialogue.heard import has_not_come, is_never_ordered, is_on_its_way
from bot.dialogue.known import earlier
from bot.dialogue.phrases import fold
from bot.dialogue.state import Frame
from bot.dialogue.talk import OFFER, Talk
from bot.dialogue.trades import names_matter
from bot.messages import Choice
from bot.regex import regex

#: The slots of the complaint form that a customer can ask to change, in the order of the summary.
CHANGEABLE: Final = (
    "description",
    "category",
    "product",
    "order_number",
    "date",
    "place",
    "person",
    "amount",
    "remedy",
    "contact",
    "evidence",
)

_EXCERPT: Final = 160
#: So much of the story stands in the summary: nobody should confirm what they don't see.
_STORY: Final = 900

#: Details that tell the case apart, how many of them are plenty, and what is then not asked any more.
_TELLING: Final = ("product", "order_number", "date", "place", "person", "amount", "remedy", "contact")
_ENOUGH: Final = 4
_TRIFLES: Final = ("place", "person", "amount")


def complaint_form(talk: Talk, frame: Frame) -> Form:
    """The complaint form as it applies to this customer now."""
    return forms.complaint(
        talk.facts.policy,
        frame.answers.get("category"),
        lasting=talk.facts.lasting,
        contact_known=bool(frame.answers.get("contact")),
        handed_over=frame.about is not None and not by_letter(talk),
    )


def by_letter(talk: Talk) -> bool:
    """Whether the customer is written to as by letter: everything at once, nothing to confirm."""
    return talk.facts.manner == "mail"


#: A number and what is said besides; not the beginning of a list, nor of another number.
_BEGUN: Final = regex(r"\s*\(?([1-9])\)?\s?(?:[.。、,:;!)]|[-–—](?=\s))\s*(?=\D)(?![^\0]*(?:^|\s|[。;])2[.)、])")


def next_slot(talk: Talk) -> Slot | None:
    """The first slot of the open complaint still to be asked. Recomputed every time: there is no step pointer."""
    missing = missing_slots(talk)
    return missing[0] if missing else None


def missing_slots(talk: Talk) -> list[Slot]:
    """All slots of the open complaint still to be asked, in order."""
    frame = talk.frames[-1]
    form = complaint_form(talk, frame)
    answers = carry_over(form, frame.answers)
    known = sum(1 for key in _TELLING if answers.get(key))
    return [
        slot
        for slot in form.missing(answers, frame.offered)
        # Whoever has told so much is not asked for trifles as well.
        if not (known >= _ENOUGH and slot.key in _TRIFLES)
        and not (slot.key == "product" and names_matter(str(answers.get("description") or "")))
        and not (slot.key == "place" and _is_nowhere(answers))
        and not (
            slot.key == "order_number"
            and is_never_ordered(str(answers.get("product") or ""), str(answers.get("description") or ""))
        )
    ]


def _is_nowhere(answers: Answers) -> bool:
    """Whether what happened happened at no place: it has not come, or came to grief on its way."""
    told = str(answers.get("description") or "")
    return has_not_come(told) or (answers.get("category") == "delivery" and is_on_its_way(told))


def ask_next(talk: Talk) -> None:
    """Put the question that is next in the form on top; says nothing where no form is open."""
    frame = talk.top
    if frame is None:
        talk.asked = None
    elif frame.form == forms.SURVEY:
        put(talk, "comment" if frame.answers.get("score") else "rating")
    elif frame.form == forms.PROPOSAL:
        put(talk, "proposal")
    elif frame.form == forms.CARRIED_OUT:
        put(talk, "solved")
    elif frame.form in (forms.CASE_CHOICE, forms.ANSWER, forms.PROOF):
        put(talk, str(frame.answers["question"]))
    elif by_letter(talk) and list_missing(talk):
        pass
    elif slot := next_slot(talk):
        put(talk, slot.key)
    elif frame.about is None:
        put(talk, "confirm")
    else:
        talk.case = frame.about
        talk.pop()
        ask_next(talk)


def list_missing(talk: Talk) -> bool:
    """By letter: ask for everything that is missing in one numbered list; False where nothing is."""
    slots = [slot.key for slot in missing_slots(talk)]
    if not slots:
        return False
    talk.offer(*(key for key in slots if key != "description"))
    _list(talk, slots)
    return True


def _list(talk: Talk, slots: list[str]) -> None:
    talk.asked = DETAILS + ",".join(slots)
    lines = [talk.voice.say("details.needed" if "description" in slots else "details.helpful")]
    lines += [f"{number}. {talk.voice.word(f'detail.{key}')}" for number, key in enumerate(slots, 1)]
    talk.says.append("\n".join(lines))
    talk.show(())


def put(talk: Talk, question: str) -> None:
    """Put this question and its buttons; an optional slot counts as offered from now on."""
    if slots := listed(question):
        answers = talk.frames[-1].answers
        _list(talk, [key for key in slots if not answers.get(key)] or list(slots))
        return
    talk.asked = question
    frame = talk.top
    if frame and frame.form == forms.COMPLAINT:
        slot = complaint_form(talk, frame).slot(question)
        if slot and slot.optional:
            talk.offer(slot.key)
    if question == "confirm" and frame:
        talk.says.append(summary(talk, frame))
    if question == "proposal" and frame:
        case = talk.own(frame.about)
        talk.say("ask.proposal", number=frame.about, proposal=case.proposal if case else "")
    elif question == "same_matter" and frame:
        case = talk.own(frame.about)
        status = talk.voice.word(f"status.{case.status}") if case else ""
        talk.say("ask.same_matter", number=frame.about, status=status)
    elif question == "second_matter" and frame:
        talk.say("ask.second_matter", what=excerpt(str(frame.answers["quoted"]), 80))
    elif question == "withdraw_confirm" and frame and frame.answers.get("settled"):
        talk.say("ask.settled", number=frame.about)
    elif question in ("withdraw_confirm", "rating", "comment", "solved") and frame and frame.about:
        talk.say(f"ask.{question}", number=frame.about)
    else:
        talk.say(f"ask.{question}")
    talk.show(options(talk, question))


def repeat(talk: Talk) -> None:
    """After a digression: the open question again, in other words where there are any."""
    question = open_question(talk)
    if listed(question):
        # The list stands in the letters above; nobody wants it in every one.
        return
    if question and talk.frames:
        put(talk, question)
    elif talk.frames:
        ask_next(talk)


def open_question(talk: Talk) -> str | None:
    """The question that waits for an answer, without an offer of a human on top of it."""
    asked = talk.asked or ""
    return (asked.partition("|")[2] if asked.startswith(OFFER) else asked) or None


def options(talk: Talk, question: str) -> tuple[Choice, ...]:
    """The buttons of a question."""
    button = talk.button
    frame = talk.top
    about = frame.about if frame else None
    match question:
        case "menu":
            return (button("menu:complain", "button.complain"), button("menu:status", "button.status"), human(talk))
        case "description":
            return ()
        case _ if listed(question):
            return ()
        case "remedy":
            kinds = tuple(button(f"remedy:{kind}", f"remedy.{kind}") for kind in forms.REMEDIES)
            return (*kinds, button("skip:remedy", "button.skip"))
        case "evidence":
            return (button("skip:evidence", "button.no_evidence"),)
        case "category":
            categories = talk.facts.policy.categories.values()
            return tuple(Choice(value=f"category:{c.id}", label=talk.voice.name(c.names)) for c in categories)
        case "confirm":
            return (button("confirm:yes", "button.submit"), button("confirm:no", "button.change"))
        case "change":
            return tuple(button(f"change:{key}", f"slot.{key}") for key in CHANGEABLE)
        case "same_matter":
            return (button("same:yes", "button.same"), button("same:no", "button.new"))
        case "second_matter":
            return (button("second:yes", "button.second"), button("second:no", "button.together"))
        case "proof" if frame:
            return (button(f"proof:{frame.answers['number']}", "button.proof"), human(talk))
        case "code" if frame:
            return (button(f"proof:{frame.answers['number']}", "button.proof.again"), human(talk))
        case "helped":
            return (button("helped:yes", "button.helped"), button("helped:no", "button.not_helped"))
        case "drop_confirm":
            return (button("drop:yes", "button.drop"), button("drop:no", "button.keep"))
        case "withdraw_confirm":
            return (button("withdraw:yes", "button.withdraw"), button("withdraw:no", "button.keep"))
        case "which_case":
            return tuple(Choice(value=f"case:{c.number}", label=case_label(c)) for c in talk.facts.cases[:5])
        case "rating":
            return tuple(button(f"rate:{about}:{n}", f"rating.{n}") for n in (5, 4, 3, 2, 1))
        case "comment":
            return (button("skip:comment", "button.no_comment"),)
        case "proposal":
            return (button(f"accept:{about}", "button.accept"), button(f"reject:{about}", "button.reject"))
        case "solved":
            return (button(f"received:{about}", "button.received"), button(f"missing:{about}", "button.missing"))
        case "reject_reason":
            return ()
        case _:
            plain = (button(f"skip:{question}", "button.skip"), button("done", "button.done"))
            return (*earlier(talk, question), *plain)


def human(talk: Talk) -> Choice:
    """The button that calls a human."""
    return talk.button("menu:human", "button.human")


def picked(talk: Talk) -> str | None:
    """The value of the button that this message means: pressed, its label typed, or its number typed."""
    message = talk.turn.message
    question = open_question(talk)
    shown = options(talk, question) if question else ()
    if message.choice:
        given = message.choice.strip()
        # Another system may send the label back, or the position, instead of the value.
        return _by_label(shown, given) or _by_position(shown, given) or given
    if not talk.text or len(talk.text) > 60:
        return None
    found = _by_label(shown or options(talk, "menu"), talk.text)
    if found:
        return found
    if question in ("rating", "amount", "order_number", "contact", "date", None):
        return None
    return _by_position(shown, talk.text)


def begun_with(talk: Talk) -> str | None:
    """The value of the button whose number a message begins with before it says more: "2, that is too little"."""
    match = _BEGUN.match(unicodedata.normalize("NFKC", talk.text))
    question = open_question(talk)
    return _by_position(options(talk, question), match[1]) if match and question else None


def _by_label(shown: tuple[Choice, ...], text: str) -> str | None:
    folded = fold(text)
    return next((choice.value for choice in shown if folded and fold(choice.label) == folded), None)


def _by_position(shown: tuple[Choice, ...], text: str) -> str | None:
    match = re.fullmatch(r"\s*[(（]?([1-9]|1[0-2])[)）.。、]?\s*", unicodedata.normalize("NFKC", text))
    if not match or int(match[1]) > len(shown):
        return None
    return shown[int(match[1]) - 1].value


def excerpt(text: str, limit: int = _EXCERPT) -> str:
    """The beginning of a text, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def case_label(case: Case) -> str:
    """A case as the customer will recognise it."""
    what = case.answers.get("product") or case.answers.get("description") or ""
    return f"{case.number} {excerpt(str(what), 18)}".strip()


def value_of(talk: Talk, key: str, answers: dict[str, object]) -> str:
    """An answer as it is shown to the customer; "" where there is none."""
    value = answers.get(key)
    if not value:
        return ""
    if key == "category":
        category = talk.facts.policy.categories.get(str(value))
        return talk.voice.name(category.names) if category else str(value)
    if key == "remedy":
        named = talk.voice.word(f"remedy.{value}") if talk.voice.has(f"remedy.{value}") else ""
        return str(answers.get("remedy_text") or named or value)
    if key == "evidence" and isinstance(value, list | tuple):
        return talk.voice.word("files").format(count=len(value))
    if key == "contact":
        return str(value)
    return excerpt(str(value))


def summary(talk: Talk, frame: Frame, heading: str = "summary") -> str:
    """What was understood, line by line."""
    lines = [talk.voice.say(heading)]
    answers = dict(frame.answers)
    for key in CHANGEABLE:
        shown = value_of(talk, key, answers)
        if key == "description":
            shown = excerpt(str(answers.get(key) or ""), _STORY)
        if shown:
            lines.append(talk.voice.word("summary.line").format(name=talk.voice.word(f"slot.{key}"), value=shown))
    return "\n".join(lines)
