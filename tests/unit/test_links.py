"""Links into a chat: signed, short enough, and of one case."""

from __future__ import annotations

import re

import pytest

from bot.links import Links

LINKS = Links(base="https://huiyin.example.com", key=b"a key that is good enough")


@pytest.mark.parametrize("kind", ["case", "survey"])
def test_a_chat_link_is_read_back(kind: str) -> None:
    payload = LINKS.start(kind, "HY26-7KQM-4T9C")
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", payload)
    assert LINKS.read_start(payload) == f"open:{kind}:HY26-7KQM-4T9C"


def test_a_forged_one_is_not() -> None:
    payload = LINKS.start("case", "HY26-7KQM-4T9C")
    other = Links(base="", key=b"another key")
    for forged in (
        payload[:-1] + ("A" if payload[-1] != "A" else "B"),
        payload.replace("case", "survey"),
        payload.replace("7KQM", "7KQN"),
        other.start("case", "HY26-7KQM-4T9C"),
        "case_HY267KQM4T9C",
        "",
        "x" * 64,
    ):
        assert LINKS.read_start(forged) is None
