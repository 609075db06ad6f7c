"""What stands in the log, and how often."""

from __future__ import annotations

import logging

from bot.cli.running import Seldom


def record(text: str, at: float, *values: object, level: int = logging.WARNING) -> logging.LogRecord:
    made = logging.LogRecord("uvicorn.error", level, "", 0, text, values, None)
    made.created = at
    return made


def test_nonsense_of_strangers_does_not_fill_the_log() -> None:
    seldom = Seldom(every=600)
    assert seldom.filter(record("Invalid HTTP request received.", 0))
    assert not any(seldom.filter(record("Invalid HTTP request received.", at)) for at in range(1, 600))
    assert seldom.filter(record("Invalid HTTP request received.", 600))


def test_it_is_known_again_whatever_it_is_filled_with() -> None:
    seldom = Seldom()
    told = [seldom.filter(record("Expected boundary character %r, got %r", at, at, "x")) for at in range(5)]
    assert told == [True, False, False, False, False]


def test_other_texts_and_errors_pass() -> None:
    seldom = Seldom()
    assert seldom.filter(record("Invalid HTTP request received.", 0))
    assert seldom.filter(record("Unsupported upgrade request.", 0))
    assert all(seldom.filter(record("Exception in ASGI application", at, level=logging.ERROR)) for at in range(3))
