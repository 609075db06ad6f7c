"""Names of staff and "that number", which sound like a wish for a human."""

from __future__ import annotations

import pytest

from bot.dialogue.pointing import names_staff, points_at_number


@pytest.mark.parametrize(
    "text",
    ["林專員", "陳專員", "是一位王專員", "李主任", "小王客服", "好像是张经理吧", "Agent Tan", "officer Mei Ling"],
)
def test_staff(text: str) -> None:
    """A surname with a title is a name."""
    assert names_staff(text)


@pytest.mark.parametrize(
    "text",
    ["找專員", "轉專員", "人工客服", "真人客服", "我要找林專員", "叫你們經理來", "專員", "客服專員", "agent please", "線上客服", "叫经理", "我要真人專員", "請專員", "换个客服"],
)  # fmt: skip
def test_no_staff(text: str) -> None:
    """A wish for a human names nobody."""
    assert not names_staff(text)


@pytest.mark.parametrize(
    "text",
    ["就係嗰個電話搵我", "打返上面嗰個電話搵我", "用嗰個電話打俾我", "就打呢個電話搵我", "打这个号码找我", "用上面那個手機聯絡我就行", "call me on that number", "ring me back on this number please", "use the same number as above"],
)  # fmt: skip
def test_that_number(text: str) -> None:
    """The number that was told before is meant."""
    assert points_at_number(text)


@pytest.mark.parametrize(
    "text",
    ["打電話俾我", "搵人打俾我", "call me", "這個電話打不通", "那個電話壞了", "打91234567搵我", "請打電話給我", "the phone on the desk", "那支手機螢幕裂了"],
)  # fmt: skip
def test_no_number(text: str) -> None:
    """A wish to be called, or a phone that is complained of, points at no number."""
    assert not points_at_number(text)
