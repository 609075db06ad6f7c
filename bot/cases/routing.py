"""Routing (转办): rules that say who handles which complaint. The first rule that fits decides, and says why."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from bot.cases.case import Priority

#: Ways to choose an owner among the staff of a department.
WAYS: Final = ("least_loaded", "round_robin", "skilled")

_AMOUNT: Final = re.compile(r"\d+(?:[,，]\d{3})*(?:\.\d+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """What a rule may ask of a complaint."""

    category: str
    priority: Priority = Priority.NORMAL
    #: The category's own.
    department: str = ""
    channel: str = ""
    language: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)
    #: The customer has had a case before.
    known: bool = False
    marks: frozenset[str] = frozenset()

    @property
    def amount(self) -> float | None:
        """The sum at stake."""
        found = _AMOUNT.search(unicodedata.normalize("NFKC", str(self.answers.get("amount") or "")))
        return float(re.sub("[,，]", "", found[0])) if found else None

    def says(self, key: str, words: Sequence[str]) -> bool:
        """Whether one of the words stands in that answer, in any letter case and width."""
        said = _folded(str(self.answers.get(key) or ""))
        return any(_folded(word) in said for word in words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule: all its conditions must hold, an empty one always does. What it leaves out stays as it is."""

    name: str
    categories: frozenset[str] = frozenset()
    priorities: frozenset[Priority] = frozenset()
    channels: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    departments: frozenset[str] = frozenset()
    marks: frozenset[str] = frozenset()
    products: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    known: bool | None = None
    amount_from: float | None = None
    #: What follows.
    department: str | None = None
    owner: str | None = None
    assign: str | None = None
    among: tuple[str, ...] = ()
    priority: Priority | None = None

    def misses(self, complaint: Complaint) -> tuple[Miss, ...]:
        """The conditions that do not hold; none: it fits."""
        asked: tuple[tuple[str, frozenset[str], str], ...] = (
            ("category", self.categories, complaint.category),
            ("priority", frozenset(one.name.lower() for one in self.priorities), complaint.priority.name.lower()),
            ("channel", self.channels, complaint.channel),
            ("language", self.languages, complaint.language),
            ("department", self.departments, complaint.department),
        )
        found = [
            Miss(what=what, wanted=", ".join(sorted(wanted)), found=value)
            for what, wanted, value in asked
            if wanted and value not in wanted
        ]
        if self.marks and not self.marks & complaint.marks:
            found.append(
                Miss(what="mark", wanted=", ".join(sorted(self.marks)), found=", ".join(sorted(complaint.marks)))
            )
        for what, words, key in (("product", self.products, "product"), ("keywords", self.keywords, "description")):
            if words and not complaint.says(key, words):
                said = str(complaint.answers.get(key) or "")
                found.append(Miss(what=what, wanted=", ".join(words), found=said[:60]))
        if self.known is not None and self.known is not complaint.known:
            found.append(Miss(what="known_customer", wanted=_yes(self.known), found=_yes(complaint.known)))
        if self.amount_from is not None and (complaint.amount is None or complaint.amount < self.amount_from):
            sum_ = "" if complaint.amount is None else f"{complaint.amount:g}"
            found.append(Miss(what="amount_from", wanted=f"{self.amount_from:g}", found=sum_))
        return tuple(found)

    def covers(self, later: Rule) -> bool:
        """Whether whatever fits `later` fits this rule too, so that `later`, standing behind it, never decides."""
        sets: tuple[tuple[frozenset[Any], frozenset[Any]], ...] = (
            (self.categories, later.categories),
            (self.priorities, later.priorities),
            (self.channels, later.channels),
            (self.languages, later.languages),
            (self.departments, later.departments),
            (self.marks, later.marks),
        )
        wider = all(not mine or (theirs and theirs <= mine) for mine, theirs in sets)
        words = all(
            not mine or (theirs and all(any(_folded(one) in _folded(word) for one in mine) for word in theirs))
            for mine, theirs in ((self.products, later.products), (self.keywords, later.keywords))
        )
        known = self.known is None or self.known is later.known
        amount = self.amount_from is None or (later.amount_from is not None and later.amount_from >= self.amount_from)
        return wider and words and known and amount


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """A condition that does not hold."""

    what: str
    wanted: str
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A rule that was looked at; without misses it is the one that decided."""

    rule: str
    misses: tuple[Miss, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Where a complaint goes. owner: a login; assign: a way to choose one, `among` these logins if any."""

    department: str
    priority: Priority
    owner: str | None = None
    assign: str | None = None
    among: tuple[str, ...] = ()
    #: The rule that decided; None: the category's own department and owner.
    rule: str | None = None
    tried: tuple[Tried, ...] = ()


def route(complaint: Complaint, rules: Sequence[Rule], *, owner: str | None = None) -> Route:
    """Where it goes; `owner` is the category's own, who stays where the rule sends it to no other department."""
    tried = []
    for rule in rules:
        misses = rule.misses(complaint)
        tried.append(Tried(rule=rule.name, misses=misses))
        if misses:
            continue
        stays = rule.department in (None, complaint.department) and rule.assign is None
        return Route(
            department=rule.department or complaint.department,
            priority=max(complaint.priority, rule.priority or Priority.NORMAL),
            owner=rule.owner or (owner if stays else None),
            assign=rule.assign,
            among=rule.among,
            rule=rule.name,
            tried=tuple(tried),
        )
    return Route(department=complaint.department, priority=complaint.priority, owner=owner, tried=tuple(tried))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _yes(value: bool) -> str:
    return "yes" if value else "no"
