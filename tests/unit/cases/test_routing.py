"""Routing rules: what fits, what decides, what can never decide."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cases.case import Priority
from bot.cases.routing import Complaint, Rule, route

COMPLAINT = Complaint(
    category="billing",
    priority=Priority.HIGH,
    department="finance",
    channel="mail",
    language="en",
    answers={
        "description": "You CHARGED me twice, I tell a journalist",
        "product": "Ｐｒｏ plan",
        "amount": "¥1,250.50",
    },
    known=True,
    marks=frozenset({"vip"}),
)


@pytest.mark.parametrize(
    ("conditions", "misses"),
    [
        ({}, []),
        ({"categories": frozenset({"billing", "delivery"})}, []),
        ({"categories": frozenset({"delivery"})}, [("category", "delivery", "billing")]),
        ({"priorities": frozenset({Priority.URGENT})}, [("priority", "urgent", "high")]),
        ({"channels": frozenset({"web"})}, [("channel", "web", "mail")]),
        ({"languages": frozenset({"en"})}, []),
        ({"departments": frozenset({"logistics"})}, [("department", "logistics", "finance")]),
        ({"marks": frozenset({"vip", "press"})}, []),
        ({"marks": frozenset({"press"})}, [("mark", "press", "vip")]),
        ({"products": ("pro PLAN",)}, []),
        ({"products": ("basic",)}, [("product", "basic", "Ｐｒｏ plan")]),
        ({"keywords": ("lawyer", "Journalist")}, []),
        ({"keywords": ("lawyer",)}, [("keywords", "lawyer", "You CHARGED me twice, I tell a journalist")]),
        ({"known": True}, []),
        ({"known": False}, [("known_customer", "no", "yes")]),
        ({"amount_from": 1250.5}, []),
        ({"amount_from": 1251.0}, [("amount_from", "1251", "1250.5")]),
        (
            {"channels": frozenset({"web"}), "known": False},
            [("channel", "web", "mail"), ("known_customer", "no", "yes")],
        ),
    ],
)
def test_conditions_and_why_not(conditions: dict[str, Any], misses: list[tuple[str, str, str]]) -> None:
    found = Rule(name="r", **conditions).misses(COMPLAINT)
    assert [(one.what, one.wanted, one.found) for one in found] == misses


@pytest.mark.parametrize(
    ("said", "amount"),
    [
        ("299", 299.0),
        ("¥2,500", 2500.0),
        ("１２００元", 1200.0),
        ("12.5 EUR", 12.5),
        ("", None),
        ("a lot", None),
        (None, None),
    ],
)
def test_amounts(said: str | None, amount: float | None) -> None:
    assert Complaint(category="x", answers={"amount": said}).amount == amount


def test_the_first_rule_that_fits_decides() -> None:
    rules = (
        Rule(name="no", channels=frozenset({"web"}), department="a"),
        Rule(name="yes", department="b", priority=Priority.NORMAL, owner="li"),
        Rule(name="late", department="c"),
    )
    way = route(COMPLAINT, rules, owner="wang")
    assert (way.rule, way.department, way.owner, way.priority) == ("yes", "b", "li", Priority.HIGH)
    assert [one.rule for one in way.tried] == ["no", "yes"]


def test_the_categorys_owner_stays_in_their_department() -> None:
    assert route(COMPLAINT, (), owner="wang").owner == "wang"
    assert route(COMPLAINT, (Rule(name="r", priority=Priority.URGENT),), owner="wang").owner == "wang"
    assert route(COMPLAINT, (Rule(name="r", department="finance"),), owner="wang").owner == "wang"
    assert route(COMPLAINT, (Rule(name="r", department="other"),), owner="wang").owner is None
    assert route(COMPLAINT, (Rule(name="r", assign="round_robin"),), owner="wang").owner is None


def some(*values: Any) -> st.SearchStrategy[frozenset[Any]]:
    return st.frozensets(st.sampled_from(values), max_size=2)


words = st.lists(st.sampled_from(["a", "ab", "abc", "c"]), max_size=2).map(tuple)
rules = st.builds(
    Rule,
    name=st.just("r"),
    categories=some("x", "y"),
    priorities=some(*Priority),
    channels=some("web", "mail"),
    languages=some("en"),
    departments=some("d"),
    marks=some("vip", "press"),
    products=words,
    keywords=words,
    known=st.sampled_from([None, True, False]),
    amount_from=st.sampled_from([None, 10.0, 20.0]),
)
complaints = st.builds(
    Complaint,
    category=st.sampled_from(["x", "y", "z"]),
    priority=st.sampled_from(list(Priority)),
    department=st.sampled_from(["d", "e"]),
    channel=st.sampled_from(["web", "mail", "sms"]),
    language=st.sampled_from(["en", "zh-Hans"]),
    answers=st.fixed_dictionaries(
        {
            "description": st.sampled_from(["", "a", "abc", "c"]),
            "product": st.sampled_from(["ab", "c"]),
            "amount": st.sampled_from(["", "15", "25"]),
        }
    ),
    known=st.booleans(),
    marks=some("vip", "press"),
)


@given(rules, rules, complaints)
def test_what_is_covered_never_decides(earlier: Rule, later: Rule, complaint: Complaint) -> None:
    if earlier.covers(later) and not later.misses(complaint):
        assert not earlier.misses(complaint)
