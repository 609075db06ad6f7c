"""What templates call: times for people, links, query strings."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.console.filters import environment, files_of, linked, query

NOW = datetime(2026, 11, 22, 5, 30, tzinfo=UTC)


def render(source: str, language: str = "en", **values: Any) -> str:
    context = {"lang": language, "zone": ZoneInfo("Asia/Shanghai"), "now": NOW, **values}
    return environment().from_string(source).render(context)


@pytest.mark.parametrize(
    ("left", "words", "urgency"),
    [
        (timedelta(minutes=25), "25 min left", "soon"),
        (timedelta(hours=47, minutes=59), "47 h left", "calm"),
        (timedelta(days=3, hours=1), "3 d left", "calm"),
        (timedelta(seconds=-20), "1 min overdue", "over"),
        (timedelta(days=-2), "2 d overdue", "over"),
    ],
)
def test_time_left(left: timedelta, words: str, urgency: str) -> None:
    assert render("{{ due|timeleft }}|{{ due|urgency }}", due=NOW + left) == f"{words}|{urgency}"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "22 Nov, 13:30|Sun 22 Nov"),
        ("zh-Hans", "11月22日 13:30|11月22日 周日"),
        ("zh-Hant", "11月22日 13:30|11月22日 週日"),
    ],
)
def test_times_are_the_business_zones_in_the_readers_language(language: str, words: str) -> None:
    assert render("{{ at|localtime }}|{{ at|localday }}", language, at=NOW) == words


def test_another_year_is_named() -> None:
    # New Year's morning in Shanghai is still the old year in UTC.
    assert render("{{ at|localtime }}", "zh-Hans", at=datetime(2024, 12, 31, 17, 5, tzinfo=UTC)) == "2025年1月1日 01:05"


def test_names_come_from_the_operator_then_from_the_texts_then_as_they_are() -> None:
    names = {"category": {"billing": "Invoices"}}
    source = '{{ "billing"|named("category") }}, {{ "delivery"|named("category") }}, {{ "own"|named("category") }}'
    assert render(source, names=names) == "Invoices, Delivery, own"


def test_actors() -> None:
    source = '{{ "staff:2"|actor }}, {{ "staff:9"|actor }}, {{ "customer"|actor }}, {{ "hotline"|actor }}'
    assert render(source, people={2: "Lin"}) == "Lin, Staff, Customer, hotline"


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("see https://a.example/x?y=(z)).", "https://a.example/x?y=(z)"),
        ("进展：https://a.example/p/1。谢谢", "https://a.example/p/1"),
        ("(http://a.example)", "http://a.example"),
    ],
)
def test_links_end_where_people_end_them(text: str, href: str) -> None:
    assert f'href="{href}"' in linked(text)


def test_linked_text_is_escaped() -> None:
    html = linked('<script>x</script> https://a.example/?a=1&b="onmouseover=1 javascript:alert(1)')
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert "?a=1&amp;b=</a>&#34;onmouseover=1" in html
    assert html.count("<a ") == 1
    assert 'href="javascript' not in html


def test_query_sets_keeps_and_takes_out() -> None:
    assert (
        query("/console/cases?view=all&status=&after=1", view="mine", after=None) == "/console/cases?status=&view=mine"
    )
    assert query("//evil.example/x?a=1", a=None) == "/x"
    assert query("/x", text="a&b=c") == "/x?text=a%26b%3Dc"


def test_only_files_are_taken_for_files() -> None:
    file = {"hash": "ab", "name": "a.png", "content_type": "image/png", "size": 1}
    assert files_of([file, "x"]) == [file]
    assert files_of(file) == [file]
    assert files_of("hash") == []
