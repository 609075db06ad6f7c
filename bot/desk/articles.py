"""The articles of the knowledge base (知识库): drafted, published, retired; no version is ever lost."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.cases.policy import Question
from bot.desk.rules import Rules
from bot.dialogue.texts import placeholders
from bot.errors import Conflict, InvalidInput, NotFound
from bot.knowledge import Article, Figures, Version
from bot.messages import LANGUAGES
from bot.ports import UnitOfWork
from bot.records import User

#: What an answer may hold in braces.
PLACEHOLDERS: Final = ("hours", "days", "business")

_LONGEST_ANSWER: Final = 2_000
_LONGEST_EXAMPLE: Final = 200
_MOST_EXAMPLES: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What staff typed. language → examples, one a line, and the answer."""

    title: str
    examples: Mapping[str, str]
    answer: Mapping[str, str]
    offer: bool = True
    category: str = ""
    change: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An article as the list shows it."""

    article: Article
    version: Version
    figures: Figures | None = None


def all_of(uow: UnitOfWork, rules: Rules, *, days: int, now: datetime) -> tuple[list[Shown], list[Question]]:
    """Every article with the figures of the last `days`, and the questions of config.yaml that none stands in for."""
    figures = {one.key: one for one in uow.knowledge.figures(now - timedelta(days=days), now + timedelta(seconds=1))}
    shown = [
        Shown(article=article, version=version, figures=figures.get(article.key))
        for article, version in uow.knowledge.all()
    ]
    taken = {one.article.key for one in shown}
    return shown, [question for question in rules.policy.faq if question.id not in taken]


def figures_of(uow: UnitOfWork, *, days: int, now: datetime) -> dict[str, Figures]:
    """What became of the offers of the last `days`, by key: of config.yaml's questions too."""
    return {one.key: one for one in uow.knowledge.figures(now - timedelta(days=days), now + timedelta(seconds=1))}


def write(
    uow: UnitOfWork,
    rules: Rules,
    user: User,
    draft: Draft,
    *,
    id: int | None,
    version: int,
    instead: str = "",
    publish: bool,
    now: datetime,
) -> Article:
    """A new article, or the next version of `id`; a draft unless `publish`.

    instead: the question of config.yaml in whose place a new one stands. Raises InvalidInput, and Conflict where
    `version` is not the newest.
    """
    new = _checked(rules, draft, user, now=now)
    if id is None:
        article = uow.knowledge.add(Article(key=_key(uow, rules, instead)), new)
    else:
        before = uow.knowledge.get(id)
        if before.version != version:
            raise Conflict("“{title}” was changed by somebody else meanwhile; read it again.", title=new.title)
        article = uow.knowledge.write(before, new)
    uow.staff.audit(now, user.id, "article", article.key, f"version {article.version}: {new.title}")
    return publish_version(uow, user, article.id, article.version, now=now) if publish else article


def publish_version(uow: UnitOfWork, user: User, id: int, version: int, *, now: datetime) -> Article:
    """Customers get this version from now on, in every process."""
    article = uow.knowledge.get(id)
    _version(uow, id, version)
    article = uow.knowledge.set(replace(article, published=version, retired=False))
    uow.staff.audit(now, user.id, "publish_article", article.key, f"version {version}")
    return article


def retire(uow: UnitOfWork, user: User, id: int, *, now: datetime) -> Article:
    """Customers get it no more; neither do they get the question of config.yaml in whose place it stood."""
    article = uow.knowledge.set(replace(uow.knowledge.get(id), published=None, retired=True))
    uow.staff.audit(now, user.id, "retire_article", article.key)
    return article


def restore(uow: UnitOfWork, user: User, id: int, version: int, *, now: datetime) -> Article:
    """An old version becomes the newest again, as a draft."""
    article, old = uow.knowledge.get(id), _version(uow, id, version)
    change = f"restored from version {version}"
    article = uow.knowledge.write(replace(article, retired=False), replace(old, change=change, at=now, by=user.id))
    uow.staff.audit(now, user.id, "restore_article", article.key, f"version {version} as {article.version}")
    return article


def differences(old: Version | None, new: Version) -> list[tuple[str, str]]:
    """Lines that went ("-"), came ("+") or stayed (" ") between two versions."""
    before = _lines(old) if old else []
    lines: list[tuple[str, str]] = []
    for line in difflib.ndiff(before, _lines(new)):
        if line[:1] in "-+ ":
            lines.append((line[:1], line[2:]))
    return lines


def _lines(version: Version) -> list[str]:
    lines = [version.title]
    for language in LANGUAGES:
        lines += [f"{language}: {example}" for example in version.examples.get(language, ())]
        lines += [f"{language} → {line}" for line in version.answer.get(language, "").splitlines() if line.strip()]
    return [*lines, f"offer: {'yes' if version.offer else 'no'}", f"category: {version.category or '*'}"]


def _version(uow: UnitOfWork, id: int, version: int) -> Version:
    found = next((one for one in uow.knowledge.versions(id) if one.version == version), None)
    if found is None:
        raise NotFound("There is no version {version} of this article.", version=version)
    return found


def _key(uow: UnitOfWork, rules: Rules, instead: str) -> str:
    if not instead:
        taken = {article.key for article, _ in uow.knowledge.all()} | {one.id for one in rules.policy.faq}
        return next(key for number in range(1, len(taken) + 2) if (key := f"a{number}") not in taken)
    if instead not in {question.id for question in rules.policy.faq}:
        raise InvalidInput("instead: config.yaml has no question {instead}.", instead=instead)
    return instead


def _checked(rules: Rules, draft: Draft, user: User, *, now: datetime) -> Version:
    title = " ".join(draft.title.split())
    if not title or len(title) > 100:
        raise InvalidInput("title: 1 to 100 characters.")
    examples: dict[str, tuple[str, ...]] = {}
    answers: dict[str, str] = {}
    for language in LANGUAGES:
        lines = tuple(dict.fromkeys(line.strip() for line in draft.examples.get(language, "").splitlines()))
        lines = tuple(line for line in lines if line)
        answer = draft.answer.get(language, "").strip()
        if len(lines) > _MOST_EXAMPLES or any(len(line) > _LONGEST_EXAMPLE for line in lines):
            raise InvalidInput(
                "examples.{language}: at most {most_examples} lines of at most {longest_example} characters.",
                language=language,
                most_examples=_MOST_EXAMPLES,
                longest_example=_LONGEST_EXAMPLE,
            )
        if len(answer) > _LONGEST_ANSWER:
            raise InvalidInput(
                "answer.{language}: at most {longest_answer} characters.",
                language=language,
                longest_answer=_LONGEST_ANSWER,
            )
        try:
            unknown = placeholders(answer) - set(PLACEHOLDERS)
        except ValueError as error:
            raise InvalidInput(
                "answer.{language}: {error}; write {{{{ and }}}} for braces.", language=language, error=error
            ) from error
        if unknown:
            allowed = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
            raise InvalidInput(
                "answer.{language}: {{{unknown}}} is none of {allowed}.",
                language=language,
                unknown=min(unknown),
                allowed=allowed,
            )
        if lines:
            examples[language] = lines
        if answer:
            answers[language] = answer
    if not answers:
        raise InvalidInput("answer: give it in one language at least.")
    if not examples:
        raise InvalidInput("examples: give at least one way in which customers ask or tell of it.")
    if draft.category and draft.category not in rules.policy.categories:
        raise InvalidInput("category: choose one of the list.")
    return Version(
        title=title,
        examples=examples,
        answer=answers,
        offer=draft.offer,
        category=draft.category,
        change=draft.change.strip()[:200],
        at=now,
        by=user.id,
    )
