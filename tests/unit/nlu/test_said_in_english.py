"""Days, sums, wishes and names in everyday English, and what only looks like one."""

from __future__ import annotations

from datetime import date

import pytest

from nlu.dates import find
from nlu.fold import fold
from nlu.money import amount
from nlu.persons import person
from nlu.remedy import remedy

_TODAY = date(2026, 3, 11)


@pytest.mark.parametrize(
    ("text", "said", "day"),
    [
        ("I had it done on Monday week last", "Monday week last", date(2026, 3, 2)),
        ("Thursday last", "Thursday last", date(2026, 3, 5)),
        ("Saturday just gone", "Saturday just gone", date(2026, 3, 7)),
        ("Every day bar Sunday since 2 November", "2 November", date(2025, 11, 2)),
        ("it broke on sunday except for the lid", "sunday", date(2026, 3, 8)),
        ("3 months back", "3 months back", date(2025, 12, 11)),
        ("any day but wednesday", None, None),
        ("Level 2, the bus at 4.30", None, None),
        ("want it stopped and the last 3 months back", None, None),
        ("school starts monday so ive bought some elsewhere", None, None),
        ("tickets for the saturday never came through", None, None),
    ],
)
def test_days(text: str, said: str | None, day: date | None) -> None:
    found = find(fold(text), _TODAY, asked=True, chinese=False)
    assert (text[found.start : found.end] if found else None) == said
    assert (found.day if found else None) == day


@pytest.mark.parametrize(
    ("text", "value", "asked"),
    [
        ("grand so", None, True),
        ("that's grand", None, True),
        ("a grand", "1000", True),
        ("two grand", "2000", True),
        ("185 paid up front", "185", False),
        ("62.40 back plus the 14 for the coach", "62.4", False),
        ("2 paid up front", None, False),
        ("acct 88120-4", None, True),
        ("about 88", "88", True),
    ],
)
def test_sums(text: str, value: str | None, *, asked: bool) -> None:
    assert amount(fold(text), asked=asked) == value


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("replacement bus never turned up", None),
        ("the replacement teacher was worse", None),
        ("ok log a new one then", None),
        ("it cant be replaced", None),
        ("replacement please", "exchange"),
        ("just that back", "refund"),
        ("a third back", "refund"),
        ("they took that back", None),
        ("I want a new one", "exchange"),
        ("please replace the driver's seat", "exchange"),
    ],
)
def test_wishes(text: str, wish: str | None) -> None:
    assert remedy(fold(text)) == wish


def test_names() -> None:
    assert person("the chap was called Nigel", "the chap was called nigel") == "Nigel"
    assert person("the girl called me Sunday", "the girl called me sunday") is None
