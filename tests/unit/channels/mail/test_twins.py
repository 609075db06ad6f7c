"""The same letter once more, with a Message-ID of its own."""

from __future__ import annotations

import base64
from datetime import timedelta
from pathlib import Path

from tests.unit.channels.mail.box import Box

_TEXT = "The lamp arrived broken yesterday, refund please."


def _raw(text: str = _TEXT, *, id: int, sender: str = "anna@home.test", picture: bytes = b"") -> bytes:
    head = f"From: {sender}\nTo: service@shop.test\nSubject: lamp\nMessage-ID: <{id}@home.test>\n"
    if not picture:
        return f"{head}Content-Type: text/plain; charset=utf-8\n\n{text}".encode()
    part = (
        "Content-Type: image/jpeg\nContent-Disposition: attachment; filename=a.jpg\nContent-Transfer-Encoding: base64"
    )
    data = base64.b64encode(picture).decode()
    return f"{head}Content-Type: multipart/mixed; boundary=b\n\n--b\n\n{text}\n--b\n{part}\n\n{data}\n--b--".encode()


async def test_a_letter_sent_twice_is_one(tmp_path: Path) -> None:
    box = Box(tmp_path)
    assert await box.receive(_raw(id=1)) is not None
    assert await box.receive(_raw(id=2)) is None
    # Wrapped anew by another program.
    assert await box.receive(_raw(_TEXT.replace("broken ", "broken\n"), id=3)) is None


async def test_again_after_a_while_it_is_the_same_matter(tmp_path: Path) -> None:
    box = Box(tmp_path)
    first = await box.receive(_raw(id=1))
    box.clock.move(timedelta(hours=30))
    second = await box.receive(_raw(id=2))
    assert first is not None
    assert second is not None
    assert (second.sender, second.text) == (first.sender, _TEXT)
    assert second.id != first.id
    box.clock.move(timedelta(days=40))
    third = await box.receive(_raw(id=3))
    assert third is not None
    assert third.sender != first.sender


async def test_what_was_forgotten_is_brought(tmp_path: Path) -> None:
    box = Box(tmp_path)
    first = await box.receive(_raw(id=1))
    second = await box.receive(_raw(id=2, picture=b"\xff\xd8\xff\xe0 a picture"))
    assert first is not None
    assert second is not None
    assert second.sender == first.sender
    assert len(second.attachments) == 1


async def test_other_letters_are_other_matters(tmp_path: Path) -> None:
    box = Box(tmp_path)
    letters = [
        _raw(id=1),
        _raw("The lamp arrived broken yesterday, refund please. And the shade.", id=2),
        _raw(id=3, sender="bo@home.test"),
        _raw("Refund please", id=4),
        _raw("Refund please", id=5),
    ]
    threads = set()
    for raw in letters:
        message = await box.receive(raw)
        assert message is not None
        threads.add(message.sender.thread)
    assert len(threads) == len(letters)
