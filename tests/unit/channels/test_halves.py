"""Halves of characters are replaced, and nothing else is touched."""

from __future__ import annotations

import json

import pytest

from channels.halves import whole


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        (rb"\ud83d broken \udc00", "\ufffd broken \ufffd"),
        (rb"cut \uD83D", "cut \ufffd"),
        (rb"\ude00\ud83d", "\ufffd\ufffd"),
        (rb"\ud83d\ud83d\ude00", "\ufffd\U0001f600"),
        (rb"whole \ud83d\ude00", "whole \U0001f600"),
        (rb"no escape: \\ud83d", "no escape: \\ud83d"),
        (rb"one: \\\ud83d", "one: \\\ufffd"),
        (rb"\u6295\u8bc9", "\u6295\u8bc9"),
        ("投诉".encode(), "投诉"),
    ],
)
def test_halves_are_replaced(sent: bytes, read: str) -> None:
    assert json.loads(whole(b'"' + sent + b'"')) == read
