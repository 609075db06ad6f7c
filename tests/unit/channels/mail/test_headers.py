"""Heads, encoded words, parameters and addresses in the forms that mails have them."""

from __future__ import annotations

import pytest

from channels.mail.reading import addresses, charsets, headers, read


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"=?utf-8?B?5byg5LiJ?=", "张三"),
        (b"=?utf-8?Q?a_b=20c?=", "a b c"),
        (b"=?utf-8?Q?a?= =?utf-8?Q?b?=", "ab"),
        (b"=?utf-8?Q?a?= and =?utf-8?Q?b?=", "a and b"),
        (b"x =?utf-8?Q?y?= z", "x y z"),
        (b"=?utf-8?Q?with raw blanks?=", "with raw blanks"),
        (b"=?utf-8?B?5byg 5LiJ?=", "张三"),
        (b"=?UTF-8*en?Q?hello?=", "hello"),
        (b"=?GB2312?B?1cXI/Q==?=", "张三"),
        (b"=?gb2312?B?1cXI/Q?=", "张三"),
        (b"=?unknown?Q?plain?=", "plain"),
        ("直接的中文".encode(), "直接的中文"),
        (b"no =? word ?= here", "no =? word ?= here"),
    ],
)
def test_encoded_words(raw: bytes, text: str) -> None:
    assert headers.decode(raw) == text


@pytest.mark.parametrize(
    ("raw", "name", "value"),
    [
        (b'attachment; filename="a b.pdf"', "filename", "a b.pdf"),
        (b"attachment; filename=a b.pdf", "filename", "a b.pdf"),
        (b"attachment; filename=a.pdf; size=3", "filename", "a.pdf"),
        (b'attachment; filename="a;b.pdf"', "filename", "a;b.pdf"),
        (b"attachment; filename*=UTF-8''%E5%BC%A0.pdf", "filename", "张.pdf"),
        (b"attachment; filename=\"plain\"; filename*=UTF-8''%E5%BC%A0", "filename", "张"),
        (b'attachment; filename="=?utf-8?B?5byg?=.pdf"', "filename", "张.pdf"),
        (b'attachment; filename="never closed.pdf', "filename", "never closed.pdf"),
        (b"text/plain;charset=utf-8", "charset", "utf-8"),
        (b'text/plain; charset = "gb2312"', "charset", "gb2312"),
        (b'multipart/mixed; boundary="a=b;c"', "boundary", "a=b;c"),
        (b"multipart/mixed; boundary=----=_Part_1", "boundary", "----=_Part_1"),
    ],
)
def test_parameters(raw: bytes, name: str, value: str) -> None:
    assert headers.parameters(raw)[1][name] == value


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"a@b.example", [("a@b.example", "")]),
        (b"John Roe <john@Roe.EXAMPLE>", [("john@roe.example", "John Roe")]),
        (b'"Roe, John" <a@b.example>, c@d.example', [("a@b.example", "Roe, John"), ("c@d.example", "")]),
        (b"a@b.example (John Roe)", [("a@b.example", "John Roe")]),
        (b"Team: a@b.example, c@d.example;", [("a@b.example", ""), ("c@d.example", "")]),
        (b"undisclosed-recipients:;", []),
        (b"<mailto:a@b.example>", [("a@b.example", "")]),
        (b"<@relay.example:a@b.example>", [("a@b.example", "")]),
        (b"=?utf-8?B?5bygLOS4iQ==?= <a@b.example>", [("a@b.example", "张,三")]),
        (b"'John Roe' <a@b.example>", [("a@b.example", "John Roe")]),
        ("张三＜a@b.example＞".encode(), [("a@b.example", "张三")]),
        (b"John Roe a@b.example", [("a@b.example", "John Roe")]),
        (b"x@[203.0.113.5]", [("x@[203.0.113.5]", "")]),
        (b"MAILER-DAEMON", [("", "MAILER-DAEMON")]),
        (b"a@b.example; c@d.example", [("a@b.example", ""), ("c@d.example", "")]),
        ("用户@例子.example".encode(), [("用户@例子.example", "")]),
    ],
)
def test_addresses(raw: bytes, expected: list[tuple[str, str]]) -> None:
    found, more = addresses.parse(raw, most=50)
    assert [(box.address, box.name) for box in found] == expected
    assert not more


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("GB2312", "gb18030"),
        ('"utf-8"', "utf-8"),
        ("windows-1252", "cp1252"),
        ("ISO-8859-1", "cp1252"),
        ("ks_c_5601-1987", "cp949"),
        ("cp-850", "cp850"),
        ("unknown-8bit", None),
        ("base64", None),
        ("rot13", None),
        ("你好", None),
        ("", None),
    ],
)
def test_charset_names(name: str, codec: str | None) -> None:
    assert charsets.codec(name) == codec


def test_a_head_may_begin_with_a_blank() -> None:
    mail = read(b" From: Jane <jane@r.example>\nSubject: Kettle\n\nIt leaks.")
    assert (mail.from_address, mail.subject, mail.text) == ("jane@r.example", "Kettle", "It leaks.")


def test_a_line_of_blanks_within_a_head() -> None:
    mail = read(b"From: jane@r.example\nX-Report: none\n\t\nContent-Length: 9\n\nIt leaks.")
    assert mail.text == "It leaks."


def test_a_file_named_by_an_old_parameter() -> None:
    mail = read(b'From: a@b.example\nContent-Type: application/octet-stream; file="log.bin"\n\nx')
    assert [file.name for file in mail.attachments] == ["log.bin"]


def test_marks_of_direction_in_a_subject_hide_no_reply() -> None:
    mail = read("From: a@b.example\nSubject: \u200fRe: \u202bYour case HY26-AB63-QE5M\u202c\n\nYes.".encode())
    assert mail.subject == "Re: Your case HY26-AB63-QE5M"
