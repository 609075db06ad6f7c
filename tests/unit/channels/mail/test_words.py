"""What a customer says with a mail."""

from __future__ import annotations

import pytest

from channels.mail.reading import read
from channels.mail.routing import words_of

_REPLY = "From: a@b.example\nSubject: {}\nIn-Reply-To: <q1@shop.example>\nContent-Type: text/{}; charset=utf-8\n\n{}"
_ASKED = "Do you want to withdraw your complaint? Reply 1 for yes."


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("plain", f"\n\nOn 26 Nov 2026, at 10:12, Care <care@shop.example> wrote:\n\n> {_ASKED}"),
        ("plain", f"\n________________________________\nFrom: Care <care@shop.example>\nSent: Thursday\nTo: Jane\nSubject: Kettle\n\n{_ASKED}"),
        ("plain", f"\n\nSent from my iPhone\n\n> On 26 Nov 2026, at 10:12, Care <care@shop.example> wrote:\n> \n> {_ASKED}"),
        ("html", f'<br><div class="gmail_quote"><div class="gmail_attr">On Thu, Care wrote:</div><blockquote class="gmail_quote">{_ASKED}</blockquote></div>'),
        ("plain", ""),
    ],
)  # fmt: skip
def test_our_own_words_are_never_the_customer_s(kind: str, body: str) -> None:
    mail = read(_REPLY.format("Re: Withdraw your complaint?", kind, body).encode())
    assert words_of(mail, continues=True) == ""


def test_an_answer_is_what_is_new_of_it() -> None:
    mail = read(_REPLY.format("Re: Kettle", "plain", f"1\n\nOn 26 Nov 2026 Care <care@shop.example> wrote:\n\n> {_ASKED}").encode())  # fmt: skip
    assert words_of(mail, continues=True) == "1"
    # An answer to nothing that is known says all that it holds.
    mail = read(_REPLY.format("Re: Kettle", "plain", f"On 26 Nov 2026 Care <care@shop.example> wrote:\n\n> {_ASKED}").encode())  # fmt: skip
    assert _ASKED in words_of(mail, continues=False)


def test_a_subject_alone_says_something() -> None:
    mail = read(_REPLY.format("Order 4711-2233", "plain", "").encode())
    assert words_of(mail, continues=True) == "Order 4711-2233"
