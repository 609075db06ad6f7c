"""The answers that are known now: config.yaml's questions, and in their place or beside them what staff published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.cases.policy import Policy, Question
from bot.messages import LANGUAGES, Context, Understanding
from bot.ports import UnitOfWork

#: Intents of a message that may tell of a matter for which an answer is known.
_TELLS: Final = frozenset({"file_complaint", "add_information", "correct", "check_status", "deny", "out_of_scope"})


class Shelf:
    """Each process reads the articles again as soon as one has changed anywhere: it asks before its turns."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._revision = -1
        #: Replaced as a whole, so that a thread that reads it sees one state.
        self.questions: tuple[Question, ...] = policy.faq

    def look(self, uow: UnitOfWork) -> None:
        """Know what is published now."""
        revision = uow.knowledge.revision()
        if revision == self._revision:
            return
        own = {article.key: (article, version) for article, version in uow.knowledge.shelf()}
        days = str(self._policy.categories["other"].answer_within_days)
        kept = [question for question in self._policy.faq if question.id not in own]
        published = [
            Question(
                id=article.key,
                examples=tuple(text for language in LANGUAGES for text in version.examples.get(language, ())),
                answer={language: text.replace("{days}", days) for language, text in version.answer.items() if text},
                offer=version.offer,
                category=version.category,
            )
            for article, version in own.values()
            # A draft alone leaves config.yaml's in its place.
            if version is not None and not article.retired
        ]
        drafted = {key for key, (article, version) in own.items() if version is None and not article.retired}
        kept += [question for question in self._policy.faq if question.id in drafted]
        self.questions = (*kept, *published)
        self._revision = revision

    def sought(self, meaning: Understanding, context: Context) -> Mapping[str, tuple[str, ...]]:
        """The examples with which a message of that meaning is worth comparing: none for most messages."""
        if meaning.intent == "ask_faq":
            return {question.id: question.examples for question in self.questions}
        opens = context.form is None or context.asked == "description"
        if not opens or meaning.intent not in _TELLS:
            return {}
        return {question.id: question.examples for question in self.questions if question.offer}
