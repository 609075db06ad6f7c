"""One turn in the making: the state as it changes, what has been said so far, and what is to be done."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from bot.cases.case import LIVE, Case
from bot.cases.number import normalise
from bot.dialogue.outcome import AmendCase, Effect, Facts, Outcome, Turn
from bot.dialogue.phrases import is_bare_opener, is_language_wish, without_scorn
from bot.dialogue.state import Frame, State
from bot.dialogue.texts import Voice
from bot.messages import LANGUAGES, Choice, PriorityHint
from bot.regex import regex

#: A case number as customers write it; unlike words, it needs no model.
_CASE_NUMBER: Final = regex(r"(?<![0-9A-Za-z])HY[ -]?\d{2}[ -]?[0-9A-Z]{4}[ -]?[0-9A-Z]{4}(?![0-9A-Za-z])", re.I)

_CODE: Final = regex(r"[{}<>$;\\]|--")

#: So many words are spoken English rather than borrowed.
_SENTENCE: Final = 4

#: Joins the question that stays open to the offer of a human: "offer_human|order_number".
OFFER: Final = "offer_human"


def with_more(answers: Mapping[str, Any], words: str) -> str:
    """What happened, with these words behind it."""
    return f"{answers.get('description') or ''}\n{words}".strip()


class Talk:
    """The working copy of one turn. Lives as long as one call of `step`."""

    def __init__(self, state: State, turn: Turn, facts: Facts) -> None:
        self.before = state
        self.turn = turn
        self.facts = facts
        self.text = without_scorn(turn.message.text.strip())
        self.meaning = turn.understanding
        found = _CASE_NUMBER.search(self.text)
        number = normalise(found[0]) if found else None
        if number and not self.meaning.values.get("case_number"):
            self.meaning = replace(self.meaning, values={**self.meaning.values, "case_number": number})
        if is_bare_opener(self.text):
            # A closed phrase: no model is asked what "complaint" may mean.
            self.meaning = replace(self.meaning, intent="file_complaint", confidence=1.0, category=None)
        self.frames = list(state.frames)
        self.asked = state.asked
        self.misses = state.misses
        self.case = state.case
        self.quiet = state.quiet
        self.kept = state.kept
        self.unread = state.unread
        self.says: list[str] = []
        self.choices: tuple[Choice, ...] = ()
        self.effects: list[Effect] = []
        self.voice = Voice(
            catalogue=facts.texts, language=self._language(), zone=facts.policy.calendar.zone, before=state.said
        )

    def _language(self) -> str:
        # A button's label or a command is in nobody's language.
        said = None if self.turn.message.choice else self.meaning.language
        if said == "en" and (self.before.language or "").startswith("zh"):
            words = len(re.findall(r"[A-Za-z]{2,}", self.text))
            if _CODE.search(self.text) or (words < _SENTENCE and not is_language_wish(self.text)):
                # Markup is in nobody's language, and "refund please" is said in many Chinese talks.
                said = None
        for language in (said, self.before.language, self.turn.message.locale):
            if language in LANGUAGES:
                return str(language)
        if re.search(r"[A-Za-z]{2}", self.text) and not re.search(r"[\u2e80-\u9fff]", self.text):
            # "hi" tells little, but whoever begins with it has not begun in Chinese.
            return "en"
        return self.facts.policy.default_language

    def speak(self, language: str) -> None:
        """Go on in this language."""
        self.voice.language = language

    @property
    def language(self) -> str:
        """The language of this turn."""
        return self.voice.language

    @property
    def top(self) -> Frame | None:
        """The form that is being filled."""
        return self.frames[-1] if self.frames else None

    def push(self, frame: Frame) -> None:
        """Open a form on top of what is open."""
        self.frames.append(frame)

    def pop(self) -> Frame:
        """Close the form on top; what was open below it is asked again."""
        self.asked = None
        return self.frames.pop()

    def fill(self, answers: Mapping[str, Any]) -> None:
        """Put answers into the form on top (None takes one out)."""
        frame = self.frames[-1]
        merged = {key: value for key, value in {**frame.answers, **answers}.items() if value is not None}
        self.frames[-1] = replace(frame, answers=merged)

    def add(self, words: str) -> None:
        """Keep these words with what happened, in the form on top."""
        self.fill({"description": with_more(self.frames[-1].answers, words)})

    def lead(self, story: str) -> str:
        """The story, with what was said before it and not understood by itself."""
        said, self.unread = self.unread, ()
        return "\n".join((*said, story))

    def add_to(self, case: Case, words: str) -> None:
        """Keep these words with what happened, in a case that is filed."""
        self.do(AmendCase(number=case.number, answers={"description": with_more(case.answers, words)}))

    def told(self) -> str:
        """What happened, as the open forms and the live case have it."""
        case = self.current()
        known = [frame.answers for frame in self.frames] + ([case.answers] if case else [])
        return "\n".join(str(answers["description"]) for answers in known if answers.get("description"))

    def warn(self, kind: str) -> None:
        """Take the message for one that can't wait, by reason of this kind."""
        hints = self.meaning.priority_hints
        if all(hint.kind != kind for hint in hints):
            hints = (*hints, PriorityHint(kind=kind, evidence=self.text))
            self.meaning = replace(self.meaning, priority_hints=hints)

    def offer(self, *slots: str) -> None:
        """Remember that these optional slots were asked."""
        frame = self.frames[-1]
        self.frames[-1] = replace(frame, offered=tuple(dict.fromkeys((*frame.offered, *slots))))

    def say(self, key: str, **values: object) -> None:
        """Add a sentence to what this turn says."""
        self.says.append(self.voice.say(key, **values))

    def show(self, choices: Iterable[Choice]) -> None:
        """Put these buttons under the message."""
        self.choices = tuple(choices)

    def button(self, value: str, label: str) -> Choice:
        """A button with a label from the texts."""
        return Choice(value=value, label=self.voice.word(label))

    def do(self, effect: Effect) -> None:
        """Have something done in the transaction of this turn."""
        self.effects.append(effect)

    def own(self, number: str | None) -> Case | None:
        """The customer's own case of that number, or the one in which it is handled as a duplicate."""
        number = self.facts.merged.get(number or "", number)
        return next((case for case in self.facts.cases if case.number == number), None)

    def current(self) -> Case | None:
        """The live case that the talk is about: the one spoken of last, else the newest live one."""
        spoken = self.own(self.case)
        if spoken and spoken.status in LIVE:
            return spoken
        return next((case for case in self.facts.cases if case.status in LIVE), None)

    def outcome(self) -> Outcome:
        """The finished turn."""
        state = State(
            frames=tuple(self.frames),
            asked=self.asked,
            misses=self.misses,
            language=self.language,
            case=self.case,
            said=tuple(self.voice.spoken) or self.before.said,
            quiet=self.quiet,
            kept=self.kept,
            unread=self.unread,
        )
        text = "\n\n".join(self.says)
        return Outcome(state=state, text=text, choices=self.choices if text else (), effects=tuple(self.effects))
