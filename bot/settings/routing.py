"""Settings of routing (转办): rules that say who gets which complaint, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field, StringConstraints

from bot.cases.routing import Rule
from bot.settings.deadlines import PRIORITIES, PriorityName
from bot.settings.kinds import Blank, Language, Name, Section, wrong

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]

_LOGIN: Final = re.compile(r"\S{1,100}")


def _login(value: str) -> str:
    if not _LOGIN.fullmatch(value):
        raise wrong("a login: 1 to 100 characters without spaces")
    return value


Login = Annotated[str, AfterValidator(_login)]


class When(Section):
    """What must be true of a complaint, all of it; an empty list asks nothing."""

    category: tuple[Name, ...] = ()
    priority: tuple[PriorityName, ...] = ()
    channel: tuple[Name, ...] = ()
    language: tuple[Language, ...] = ()
    #: The category's own.
    department: tuple[Name, ...] = ()
    product: tuple[Text, ...] = ()
    keywords: tuple[Text, ...] = ()
    #: Marks of the customer.
    mark: tuple[Text, ...] = ()
    #: Whether the customer has had a case before; empty: either.
    known_customer: Annotated[bool | None, Blank] = None
    amount_from: Annotated[float | None, Field(ge=0), Blank] = None


class RoutingRule(Section):
    """A rule; the first that fits decides."""

    name: Name
    when: When = When()
    department: Annotated[Name | None, Blank] = None
    #: A login.
    owner: Annotated[Login | None, Blank] = None
    #: How an owner is chosen among the department's staff.
    assign: Annotated[Literal["least_loaded", "round_robin", "skilled"] | None, Blank] = None
    #: Logins: only these are chosen from.
    among: tuple[Login, ...] = ()
    #: At least this.
    priority: Annotated[PriorityName | None, Blank] = None

    def to_rule(self) -> Rule:
        """As the core knows it."""
        when = self.when
        return Rule(
            name=self.name,
            categories=frozenset(when.category),
            priorities=frozenset(PRIORITIES[one] for one in when.priority),
            channels=frozenset(when.channel),
            languages=frozenset(when.language),
            departments=frozenset(when.department),
            marks=frozenset(when.mark),
            products=when.product,
            keywords=when.keywords,
            known=when.known_customer,
            amount_from=when.amount_from,
            department=self.department,
            owner=self.owner,
            assign=self.assign,
            among=self.among,
            priority=PRIORITIES[self.priority] if self.priority else None,
        )


#: (path below `routing`, what is wrong)
Finding = tuple[tuple[str | int, ...], str]


def findings(rules: Sequence[RoutingRule], departments: Sequence[str], categories: Sequence[str]) -> Iterator[Finding]:
    """What rules can't mean: what is not there, what says nothing, and what never decides."""
    for position, rule in enumerate(rules):
        for earlier in rules[:position]:
            if earlier.name == rule.name:
                yield (position, "name"), f'"{rule.name}" is used twice in routing; every name must be its own.'
                break
        yield from _unknown(position, rule, departments, categories)
        if rule.owner and rule.assign:
            yield (position, "assign"), f"an owner is named already ({rule.owner}). Keep one of the two."
        if rule.among and not rule.assign:
            yield (position, "among"), "needs assign: how one of them is chosen (least_loaded, round_robin or skilled)."
        if not (rule.department or rule.owner or rule.assign or rule.priority):
            yield (position,), f'rule "{rule.name}" changes nothing: give it a department, owner, assign or priority.'
        if cover := next((one for one in rules[:position] if one.to_rule().covers(rule.to_rule())), None):
            yield (
                (position,),
                f'rule "{rule.name}" never decides: whatever fits it fits "{cover.name}" before it. Put it above '
                f'"{cover.name}", or remove it.',
            )


def _unknown(
    position: int, rule: RoutingRule, departments: Sequence[str], categories: Sequence[str]
) -> Iterator[Finding]:
    if rule.department and rule.department not in departments:
        yield (position, "department"), _none_of(rule.department, "departments", departments)
    for key, given, known in (
        ("department", rule.when.department, departments),
        ("category", rule.when.category, categories),
    ):
        plural = {"department": "departments", "category": "categories"}[key]
        for at, one in enumerate(given):
            if one not in known:
                yield (position, "when", key, at), _none_of(one, plural, known)


def _none_of(found: str, section: str, known: Sequence[str]) -> str:
    return f'"{found}" is not one of {section} ({", ".join(known)}).'
