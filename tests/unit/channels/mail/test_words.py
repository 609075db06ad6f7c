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


@pytest.mark.parametrize(
    ("subject", "body", "said"),
    [
        (
            "Fwd: 酒席退款",
            "FYI\n\n---------- Forwarded message ---------\n寄件者： Karen Lau <karen@home.example>\n日期： 2026年3月6日 週五 下午3:12\n主旨： 酒席退款\n收件者： <banquet@hotel.example>\n\n訂金未退，要退錢。\n",
            "酒席退款\n\nFYI\n\n---------- Forwarded message ---------\n寄件者： Karen Lau\n主旨： 酒席退款\n\n訂金未退，要退錢。",
        ),
        (
            "FW: FW: lift",
            "Can you help her? Peter\n\nFrom: Moira Quill <moira@home.example>\nSent: Friday, October 30, 2026 8:00 AM\nTo: Front desk <desk@partner.example>\nCc: it@partner.example\nSubject: lift\n\nThe lift dropped half a floor.\n",
            "lift\n\nCan you help her? Peter\n\nFrom: Moira Quill\nSubject: lift\n\nThe lift dropped half a floor.",
        ),
        (
            "转发: 楼下被泡了",
            "-------- 转发邮件信息 --------\n发件人：li@sina.example\n发送日期：2026-11-20 08:12:01\n收件人：service@shop.example\n主题：热水器漏水\n\n装上第二天就漏水。\n",
            "楼下被泡了\n\n-------- 转发邮件信息 --------\n主题：热水器漏水\n\n装上第二天就漏水。",
        ),
        # Copied from a telephone, and a list of one's own.
        (
            "Insulin",
            "The courier wrote:\n\nFrom: SWIFTDROP\nSent: 10:14\nDean is 6 stops away\n\nNobody came.",
            "Insulin\n\nThe courier wrote:\n\nFrom: SWIFTDROP\nSent: 10:14\nDean is 6 stops away\n\nNobody came.",
        ),
        (
            "Journey",
            "From: Leeds\nTo: York\nDate: 3 November\nReach me at jo@home.example",
            "Journey\n\nFrom: Leeds\nTo: York\nDate: 3 November\nReach me at jo@home.example",
        ),
    ],
)
def test_when_and_to_whom_a_forwarded_mail_was_sent_is_no_part_of_the_story(subject: str, body: str, said: str) -> None:
    head = f"From: a@b.example\nSubject: {subject}\nContent-Type: text/plain; charset=utf-8\n\n"
    assert words_of(read((head + body).encode()), continues=False) == said


@pytest.mark.parametrize(
    "greeting", ["Sent from my iPhone", "发自我的iPhone", "從我的 iPhone 傳送", "Get Outlook for Android"]
)
def test_what_a_telephone_adds_says_nothing(greeting: str) -> None:
    head = "From: a@b.example\nSubject: {}\nContent-Type: text/plain; charset=utf-8\n\n\n{}\n"
    assert words_of(read(head.format("The lift is stuck", greeting).encode()), continues=False) == "The lift is stuck"
    assert words_of(read(head.format("", greeting).encode()), continues=False) == ""


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_a_changed_subject_says_something(kind: str) -> None:
    quoted = f"\n\nOn 26 Nov 2026, at 10:12, Care <care@shop.example> wrote:\n\n> {_ASKED}" if kind == "plain" else ""
    mail = read(_REPLY.format("Re: WHERE IS MY MONEY?", kind, quoted).encode())
    assert words_of(mail, continues=True, before="Kettle") == "WHERE IS MY MONEY?"
    for same in ("Re: Kettle", "AW: Re: kettle [HY26-48X1-HEGM]", "回复：Kettle"):
        assert words_of(read(_REPLY.format(same, kind, quoted).encode()), continues=True, before="Kettle") == ""
