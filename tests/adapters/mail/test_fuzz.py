"""Whatever bytes come in: nothing raises, and the time has an end."""

from __future__ import annotations

import random
import time
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from channels.mail.reading import Caps, Fault, read

_SEEDS: Final = [path.read_bytes() for path in sorted((Path(__file__).parent / "fixtures").glob("*/*.eml"))]
#: What tears structures apart where it is put.
_TOKENS: Final = [b"\r\n", b"\n\n", b"\r", b"\x00", b"\xff", b"\xe5\xbc", b"--b\n", b"--b--\n", b"<", b">", b'"', b"(", b";", b"=?utf-8?B?", b"?=", b"=", b"begin 644 x\n", b"boundary=", b"charset=utf-16", b"\x1b$B", b"> ", b"On 2020-01-01 10:00, a@b.c wrote:\n", b"<blockquote type=cite>", b"</div>", b"Content-Type: multipart/mixed\n", b"Content-Transfer-Encoding: base64\n"]  # fmt: skip

_change = st.tuples(
    st.sampled_from(["cut", "copy", "put", "flip", "end"]),
    st.floats(0, 1),
    st.integers(1, 400),
    st.sampled_from(_TOKENS),
)


def changed(raw: bytes, changes: list[tuple[str, float, int, bytes]]) -> bytes:
    """A mail after some accidents."""
    for what, where, size, token in changes:
        at = int(where * len(raw))
        if what == "cut":
            raw = raw[:at] + raw[at + size :]
        elif what == "copy":
            raw = raw[:at] + raw[max(0, at - size) : at] + raw[at:]
        elif what == "put":
            raw = raw[:at] + token + raw[at:]
        elif what == "flip" and raw:
            raw = raw[:at] + bytes(byte ^ 0x80 for byte in raw[at : at + size % 7]) + raw[at + size % 7 :]
        elif what == "end":
            raw = raw[:at]
    return raw


@settings(max_examples=500, deadline=2000, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.sampled_from(_SEEDS), changes=st.lists(_change, min_size=1, max_size=8))
def test_accidents(seed: bytes, changes: list[tuple[str, float, int, bytes]]) -> None:
    _survives(changed(seed, changes))


def _survives(raw: bytes) -> None:
    mail = read(raw, authserv_ids=["mx.acme.example"])
    for text in (mail.text, mail.reply_text, mail.subject, mail.from_name, mail.from_address):
        assert "\x00" not in text
        text.encode()
    for file in mail.attachments:
        assert file.name
        assert "/" not in file.name
        assert "\\" not in file.name
        assert file.name not in (".", "..")


def accident(number: int) -> bytes:
    """One of endlessly many torn mails, always the same for its number; some are made of two."""
    chance = random.Random(number)
    raw = chance.choice(_SEEDS)
    if chance.random() < 0.2:
        other = chance.choice(_SEEDS)
        raw = raw[: chance.randrange(len(raw) + 1)] + other[chance.randrange(len(other) + 1) :]
    kinds = ("cut", "copy", "put", "flip", "end")
    return changed(
        raw,
        [
            (chance.choices(kinds, (4, 4, 6, 4, 1))[0], chance.random(), chance.randrange(1, 400), chance.choice(_TOKENS))
            for _ in range(chance.randrange(1, 12))
        ],
    )  # fmt: skip


@settings(max_examples=50, deadline=None)
@given(first=st.integers(0, 10**9))
def test_thousands_of_accidents(first: int) -> None:
    """A hundred of them from each start: 5,000 in all, with what Hypothesis spends on choosing spent once for each."""
    for number in range(first, first + 100):
        try:
            _survives(accident(number))
        except Exception as error:
            raise AssertionError(f"accident({number}) raised {type(error).__name__}") from error


@settings(max_examples=200, deadline=2000)
@given(raw=st.binary(max_size=2000))
def test_any_bytes(raw: bytes) -> None:
    read(raw)


_PLAIN: Final = b"From: a@b.example\nSubject: Re: x\nContent-Type: text/plain; charset=utf-8\n\n"
_HTML: Final = b"From: a@b.example\nSubject: Re: x\nContent-Type: text/html; charset=utf-8\n\n"
_FLOWED: Final = b"From: a@b.example\nContent-Type: text/plain; format=flowed\n\n"
_REPORT: Final = b"From: mailer-daemon@b.example\nSubject: failure notice\n\n"
_HOSTILE: Final = {
    "open comments": b"From: " + b"(" * 60_000 + b"\n\nx",
    "open quotes": b"From: " + b'"' * 60_001 + b"\n\nx",
    "half words": b"Subject: " + b"=?a?b?" * 10_000 + b"\n\nx",
    "parameters": b"Content-Type: text/plain" + b'; a*0="x' * 8000 + b"\n\nx",
    "junk in the head": b"From: a@b.c\n" + b"junk line\n" * 50_000 + b"Subject: y\n\nx",
    "deep parts": b"Content-Type: multipart/mixed; boundary=b0\n\n" + b"".join(b"--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n" % (at, at + 1) for at in range(3000)),
    "many ends of base64": b"Content-Type: image/png\nContent-Transfer-Encoding: base64\n\n" + (b"A" * 75 + b"=\n") * 50_000,
    "one long quoted line": _PLAIN + b">" * 200_000,
    "one long ruler": _PLAIN + b"_" * 200_000,
    "rulers": _PLAIN + b"-----\n" * 30_000,
    "dashes": _PLAIN + b"--\n" * 60_000,
    "labels": _PLAIN + b"From: a\n\n" * 20_000,
    "half attributions": _PLAIN + b"On 2020 wrote\n" * 14_000,
    "table strokes": _PLAIN + b"| |\n" * 50_000,
    "deep html": _HTML + b"<div>" * 100_000,
    "deep formats": _HTML + b"<b>" * 100_000,
    "quotes side by side": _HTML + b"<div>--</div><div>Jane Roe</div><blockquote type=cite>x</blockquote>y" * 10_000,
    "deep quotes": _HTML + b"<blockquote class=gmail_quote>x" * 3000,
    "angle brackets": _HTML + b"<" * 200_000,
    "a recipient without an end": b"To: " + b"a" * 200_000 + b"\n\nx",
    "copies without an end": b"Cc: =?utf-8?Q?" + b"a" * 60_000 + b"\n\nx",
    "commas": b"To: " + b"," * 60_000 + b"\nCc: " + b"," * 60_000 + b"\n\nx",
    "blanks among references": b"References: a" + b" " * 60_000 + b"b\nMessage-ID: a" + b" " * 60_000 + b"b\n\nx",
    "places of delivery": (b"Delivered-To: " + b"a" * 60_000 + b"\n") * 10 + b"\nx",
    "signs behind backslashes": b"To: " + b'\\"' * 30_000 + b"\n\nx",
    "half words in many headers": b"".join(b"X-%d: " % at + b"=?a?b?" * 10_000 + b"\n" for at in range(10)) + b"\nx",
    "blanks in a parameter": b"Content-Type: text/plain; a=x" + b" " * 60_000 + b";\n\nx",
    "elements that never end": _HTML + b"<a" * 100_000,
    "scripts that never end": _HTML + b"<div>" * 5000 + b"<script " * 25_000,
    "a class without an end": _HTML + b'<p class="' + b" ydp" * 50_000 + b'">x</p>',
    "a name without an end": _HTML + b'<p id="' + b"x_" * 100_000 + b'">x</p>',
    "blanks that are kept": _HTML + b"<pre>" + b" " * 200_000 + b"x</pre>",
    "flowing lines": _FLOWED + b"x \n" * 70_000,
    "a report of dashes": _REPORT + b"-" * 200_000,
    "a report of lines": _REPORT + b"\n" * 200_000 + b"x",
    "a report to nobody": _REPORT + b"sent to" + b" " * 200_000 + b"x",
    "a report of copies": _REPORT + b"Original message\nTo: " + b"a" * 200_000,
    "torn links": _PLAIN + (b"> a\nhttps://a" + b" " * 270 + b"x\n") * 600,
    "colons and blanks": _PLAIN + (b"On 2020-01-01 " + b":" + b" " * 280 + b"x:\n") * 600,
    "arrows": _PLAIN + b">>> a 10:44 >>\n" * 14_000,
    "greetings above history": _PLAIN + b"--\nSent from my iPhone\n> x\n" * 8_000,
    "signatures above history": _PLAIN + b"x\n--\nJane Roe\n> x\ny\n" * 8_000,
    "questions below": _PLAIN + b"See below.\n\n-----Original Message-----\n" + b"x?\n" * 100_000,
    "history of history below": _PLAIN + b"See below.\n\n" + b"> -----Original Message-----\n> x\n" * 6_000,
    "a note of absence": b"In-Reply-To: <a@b>\n" + _PLAIN + b"Ich bin 3. " * 60 + b"\n",
    "a receipt that never says so": b"X-Loop: a\n" + _PLAIN + b"We have received " * 12_000,
    "an appointment": b"Content-Type: multipart/alternative; boundary=b\n\n--b\n\n" + b"when " * 40_000 + b"\n--b\nContent-Type: text/calendar\n\n" + b"SUMMARY" * 30_000,
    "attached letters": b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nSee attached.\n" + (b"--b\nContent-Type: message/rfc822\n\n" + b"Content-Type: text/html\n\n" + b"<div>" * 8000) * 20,
}  # fmt: skip


@pytest.mark.parametrize("raw", _HOSTILE.values(), ids=_HOSTILE.keys())
def test_hostile_mails_take_no_longer_than_their_size_allows(raw: bytes) -> None:
    began = time.process_time()
    read(raw)
    # Each took seconds to minutes before it was bounded. Processor time, for the machine may be busy.
    assert time.process_time() - began < 6


def test_caps() -> None:
    caps = Caps(recipients=10, headers=20, parts=5, depth=3, text=100, size=100_000)
    many = b"From: a@b.example\nTo: " + b", ".join(b"u%d@x.example" % at for at in range(50)) + b"\n\nx"
    mail = read(many, caps=caps)
    assert len(mail.to) == 10
    assert Fault.TOO_MANY_RECIPIENTS in mail.faults
    mail = read(b"".join(b"X-%d: y\n" % at for at in range(100)) + b"\nx", caps=caps)
    assert len(mail.headers) == 20
    assert Fault.TOO_MANY_HEADERS in mail.faults
    parts = b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\nContent-Type: image/png\n\nx\n" * 20 + b"--b--\n"
    mail = read(parts, caps=caps)
    assert len(mail.attachments) == 5
    assert Fault.TOO_MANY_PARTS in mail.faults
    mail = read(_PLAIN + b"word " * 100, caps=caps)
    assert len(mail.text) <= 100
    assert Fault.TEXT_CUT in mail.faults
    assert Fault.TOO_LARGE in read(_PLAIN + b"x\n" * 60_000, caps=caps).faults
