"""States survive storage, and those of every released version still load and finish."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dialogue.form import Form, Slot, carry_over
from bot.dialogue.state import SCHEMA, Frame, State, dump, load

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.json"))

words = st.text(max_size=20)
frames = st.builds(
    Frame,
    form=words,
    version=st.integers(1, 9),
    answers=st.dictionaries(words, words | st.integers() | st.lists(words, max_size=3), max_size=5),
    offered=st.lists(words, max_size=4).map(tuple),
    about=st.none() | words.filter(bool),
)
states = st.builds(
    State,
    frames=st.lists(frames, max_size=3).map(tuple),
    asked=st.none() | words.filter(bool),
    misses=st.integers(0, 5),
    language=st.sampled_from([None, "en", "zh-Hans"]),
    case=st.none() | words.filter(bool),
    said=st.lists(words, max_size=4).map(tuple),
)


@settings(deadline=None)  # shared machines pause
@given(states)
def test_a_state_survives_storage(state: State) -> None:
    assert load(json.loads(json.dumps(dump(state)))) == state


def test_nothing_stored_is_a_fresh_state() -> None:
    assert load(None) == load({}) == State()


@pytest.mark.parametrize("file", GOLDEN, ids=lambda file: file.stem)
def test_states_of_released_versions_load(file: Path) -> None:
    state = load(json.loads(file.read_text(encoding="utf-8")))
    assert state.schema == SCHEMA
    assert state.frames


def test_there_is_a_golden_state_of_the_present_version() -> None:
    assert any(f"schema-{SCHEMA}" in file.stem for file in GOLDEN)


def test_a_renamed_slot_keeps_its_answer() -> None:
    form = Form(key="f", version=2, slots=(Slot(key="order_number", kind="order", was=("order", "order_id")),))
    assert carry_over(form, {"order_id": "1", "note": "x"}) == {"order_number": "1", "note": "x"}
    assert form.missing(carry_over(form, {"order": "1"}), ()) == ()
    assert [slot.key for slot in form.missing({}, ())] == ["order_number"]
