"""Authority, the value of remedies, and the score sheet, by the numbers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from bot.cases.authority import NEVER, Authority
from bot.cases.case import Case
from bot.cases.quality import Candidate, Criterion, Sheet, assess, draw
from bot.cases.worth import Worth, hint, loss_of
from bot.errors import InvalidInput

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)

AUTHORITY = Authority(
    currency="CNY",
    limits={"agent": {"refund": Decimal(200), "apology": None, "takedown": NEVER}, "supervisor": {"refund": None}},
    categories={"billing": {"agent": {"refund": Decimal(50)}}},
)


@pytest.mark.parametrize(
    ("role", "kind", "category", "amount", "currency", "why"),
    [
        ("agent", "refund", "delivery", "200", "CNY", ""),
        ("agent", "refund", "delivery", "200.01", "CNY", "amount"),
        ("agent", "refund", "billing", "50.01", "CNY", "amount"),
        ("agent", "refund", "delivery", "1", "USD", "currency"),
        ("agent", "refund", "delivery", None, "CNY", ""),
        ("agent", "apology", "billing", "99999", "USD", ""),
        ("agent", "takedown", "billing", None, "CNY", "never"),
        ("agent", "exchange", "billing", "99999", "CNY", ""),
        ("supervisor", "refund", "billing", "99999", "CNY", ""),
        ("administrator", "takedown", "billing", "99999", "EUR", ""),
    ],
)
def test_authority(role: str, kind: str, category: str, amount: str | None, currency: str, why: str) -> None:
    given = None if amount is None else Decimal(amount)
    assert AUTHORITY.why_not(role, kind, category, given, currency) == why


@pytest.mark.parametrize(
    ("said", "sum"),
    [
        ("299元", "299"), ("¥1,299.50", "1299.5"), ("１２０块", "120"), ("3万", "30000"), ("about 49 euros", "49"),
        ("很多钱", None), ("", None),
    ],
)  # fmt: skip
def test_the_sum_that_a_customer_named(said: str, sum: str | None) -> None:
    assert loss_of({"amount": said}) == (None if sum is None else Decimal(sum))


def test_the_cost_of_complaining_has_a_limit() -> None:
    case = Case(
        number="x", customer=1, conversation=1, channel="web", language="en", due_at=NOW, filed_at=NOW, updated_at=NOW,
        answers={"amount": "100"}, recomplaints=2,
    )  # fmt: skip
    found = hint(case, Worth(), now=NOW + timedelta(days=4, hours=23))
    # 3 h × 30 + 4 d × 5 + 2 × 20
    assert [int(one) for one in (found.time, found.waiting, found.frustration, found.cost)] == [90, 20, 40, 150]
    assert (str(found.total), found.capped) == ("250.00", False)
    found = hint(case, Worth(most=Decimal(120)), now=NOW + timedelta(days=4))
    assert (str(found.cost), str(found.total), found.capped) == ("120.00", "220.00", True)


def test_a_draw_is_repeated_by_its_seed() -> None:
    people = [Candidate(id=at, owner=1, department="d", category="c") for at in range(200)]
    first = draw(people, 7, count=10, percent=None)
    assert first == draw(list(reversed(people)), 7, count=10, percent=None)
    assert first != draw(people, 8, count=10, percent=None)
    assert len(draw(people, 7, count=None, percent=1)) == 2
    assert len(draw(people[:3], 7, count=None, percent=1)) == 1
    assert len(draw(people[:3], 7, count=10, percent=None)) == 3


def test_the_score_sheet() -> None:
    sheet = Sheet(
        criteria=(Criterion(id="a", names={}, weight=3), Criterion(id="b", names={}, weight=1, knock_out=True))
    )
    assert assess(sheet, {"a": 5, "b": 5}) == (Decimal(100), ())
    assert assess(sheet, {"a": 3, "b": 2}) == (Decimal("43.8"), ())
    assert assess(sheet, {"a": 5, "b": 1}) == (Decimal(0), ("b",))
    for points in ({"a": 5}, {"a": 0, "b": 1}, {"a": 1, "b": 6}, {"a": 1, "b": 2, "c": 3}):
        with pytest.raises(InvalidInput):
            assess(sheet, points)
