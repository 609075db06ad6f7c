"""How values are written."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.codec import clean, dumps, from_us, from_us_or_none, loads, to_us, to_us_or_none

#: Any code point, lone surrogates and NUL included.
ANY_TEXT = st.text(st.characters(exclude_categories=()))


@given(st.datetimes(timezones=st.just(UTC)))
def test_instants_keep_every_microsecond(at: datetime) -> None:
    assert from_us(to_us(at)) == at


def test_instants_of_another_zone_come_back_in_utc() -> None:
    at = datetime(2026, 3, 1, 8, 0, tzinfo=timezone(timedelta(hours=8)))
    assert from_us(to_us(at)) == at
    assert from_us(to_us(at)).tzinfo is UTC
    assert to_us(datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)) == -1
    assert to_us_or_none(None) is None
    assert from_us_or_none(None) is None


def test_naive_times_are_refused() -> None:
    with pytest.raises(TypeError):
        to_us(datetime(2026, 3, 1))  # on purpose


@given(ANY_TEXT)
def test_clean_text_can_be_stored_anywhere(text: str) -> None:
    cleaned = clean(text)
    assert "\0" not in cleaned
    cleaned.encode()
    assert clean(cleaned) == cleaned


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_what_can_be_stored_is_left_alone(text: str) -> None:
    assert clean(text) == text


def test_halves_of_a_pair_are_joined() -> None:
    assert clean("a\ud83d\ude00b\ud83d") == "a😀b\ufffd"


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | ANY_TEXT,
        lambda inner: st.lists(inner) | st.dictionaries(ANY_TEXT, inner),
    )
)
def test_json_can_be_stored_anywhere_and_read_back(value: object) -> None:
    text = dumps(value)
    text.encode()
    assert "\0" not in text
    assert dumps(loads(text)) == text


def test_json_keeps_backslashes_that_only_look_like_nul() -> None:
    assert loads(dumps(["\\u0000", "\0"])) == ["\\u0000", "\ufffd"]


def test_json_takes_any_mapping_and_nothing_else() -> None:
    assert json.loads(dumps(MappingProxyType({"a": (1, "中")}))) == {"a": [1, "中"]}
    with pytest.raises(TypeError, match="set is not a JSON value"):
        dumps({"a": {1}})
