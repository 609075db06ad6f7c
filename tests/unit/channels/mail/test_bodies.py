"""Which part of a mail is its body, what of HTML is shown, and which charset it is in."""

from __future__ import annotations

import base64
import struct

import pytest

from channels.mail.reading import charsets, read

_PAGE = "<p>The kettle leaks and the floor is ruined. Refund please, order 4711.</p>"
_SAID = "The kettle leaks and the floor is ruined. Refund please, order 4711."


def alternative(plain: str, page: str, kind: str = "alternative") -> str:
    """What is read of a mail with both forms."""
    head = f"From: a@b.example\nSubject: Kettle\nContent-Type: multipart/{kind}; boundary=b\n\n"
    parts = "".join(
        f"--b\nContent-Type: text/{form}; charset=utf-8\n\n{text}\n"
        for form, text in (("plain", plain), ("html", page))
    )
    return read(f"{head}{parts}--b--\n".encode()).text


@pytest.mark.parametrize(
    "stub",
    [
        "Ihr E-Mail-Programm kann diese HTML-Nachricht leider nicht anzeigen.",
        "如果您无法正常查看此邮件，请使用支持HTML的邮件客户端打开。",
        "View this email in your browser: https://mail.example/v/123",
        "[cid:image001.png@01D9]",
        "Votre messagerie ne prend pas en charge le format HTML.",
    ],
)
def test_a_plain_part_that_says_nothing_of_the_page_loses(stub: str) -> None:
    assert alternative(stub, _PAGE) == _SAID


@pytest.mark.parametrize(
    ("plain", "page"),
    [
        ("OK", "<p>OK</p><p>Sent with a program that likes to say so</p>"),
        ("The kettle leaks.", f"<style>p {{color: red}}</style>{_PAGE}"),
        ("水壶漏水，请退款", "<div>您好</div><div>水壶<b>漏水</b>，请退款</div><div>网站链接和很多别的东西</div>"),
        ("The kettle leaks [image: photo] https://roe.example/photo/1234", _PAGE),
    ],
)
def test_a_plain_part_that_says_the_same_stays(plain: str, page: str) -> None:
    assert alternative(plain, page) == plain


def test_what_is_no_other_form_of_the_page_stays_beside_it() -> None:
    assert alternative("See below.", _PAGE, "mixed") == f"See below.\n\n{_SAID}"


def winmail(*attributes: tuple[int, int, bytes]) -> bytes:
    """A winmail.dat: attributes by id, type and data."""
    found = struct.pack("<IH", 0x223E9F78, 1)
    for id, kind, data in attributes:
        found += struct.pack("<BHHI", 1, id, kind, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)
    return found


def _with_winmail(plain: str) -> bytes:
    packed = base64.encodebytes(winmail((0x800C, 2, b"The kettle leaks.\r\nRefund please.\x00"))).decode()
    return (
        "From: a@b.example\nSubject: Kettle\nContent-Type: multipart/mixed; boundary=b\n\n"
        f"--b\nContent-Type: text/plain\n\n{plain}\n"
        f"--b\nContent-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n{packed}--b--\n"
    ).encode()


def test_a_body_within_winmail_dat() -> None:
    assert read(_with_winmail("")).reply_text == "The kettle leaks.\nRefund please."
    assert read(_with_winmail("It leaks.")).text == "It leaks."


def _page(html: str) -> str:
    return read(f"From: a@b.example\nSubject: x\nContent-Type: text/html; charset=utf-8\n\n{html}".encode()).text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('<div style="font-size:0px"><div style="font-size:13px">Order 4711</div></div>', "Order 4711"),
        ('<div style="font-size:0"><span style="font:bold 14px Arial">水壶</span> x</div>', "水壶"),
        ('<div style="font-size:0"><font size="3">Order</font></div>', "Order"),
        # What is nothing stays nothing.
        ('<p>It leaks.</p><div style="font-size:0pt">secret <b style="color:red">words</b></div>', "It leaks."),
        ('<p>It leaks.</p><div style="font-size:0"><b style="font-size:2em">secret</b></div>', "It leaks."),
        ('<div style="font-size:13px">It <span style="font-size:0 !important">secret</span>leaks.</div>', "It leaks."),
        ('<p>It leaks.</p><div style="display:none"><b style="font-size:13px">secret</b></div>', "It leaks."),
    ],
)
def test_letters_without_size(html: str, text: str) -> None:
    assert _page(html) == text


@pytest.mark.parametrize(
    ("text", "written", "named"),
    [
        ("völlig undicht", "utf-8", "iso-8859-1"),
        ("Très déçu", "utf-8", "iso-8859-15"),
        ("proszę o zwrot", "utf-8", "iso-8859-2"),
        ("Die Tür", "utf-8", "windows-1252"),
        # Rightly named.
        ("völlig undicht", "cp1252", "iso-8859-1"),
        ("proszę o zwrot", "iso8859-2", "iso-8859-2"),
        ("чайник течёт", "koi8-r", "koi8-r"),
        ("Моё", "cp1251", "windows-1251"),
        ("กาน้ำยังรั่ว", "cp874", "tis-620"),
        ("联通", "gb18030", "gb2312"),
    ],
)
def test_utf8_under_the_name_of_a_charset_of_single_bytes(text: str, written: str, named: str) -> None:
    assert charsets.decode(text.encode(written), named) == (text, written != "utf-8")


@pytest.mark.parametrize(
    ("around", "kind", "name", "kept"),
    [
        ('signed; protocol="application/pgp-signature"', "application/pgp-signature", "OpenPGP_signature.asc", False),
        ('signed; protocol="application/pkcs7-signature"', "application/pkcs7-signature", "smime.p7s", False),
        ('signed; protocol="application/pkcs7-signature"', "application/octet-stream", "smime.p7s", False),
        ("mixed", "application/octet-stream", "key.asc", True),
        ("mixed", "application/pdf", "bill.pdf", True),
    ],
)
def test_the_signature_beside_a_mail_is_no_file(around: str, kind: str, name: str, kept: bool) -> None:
    head = f"From: a@b.example\nSubject: Kettle\nContent-Type: multipart/{around}; boundary=b\n\n"
    parts = f"--b\n\nIt leaks.\n--b\nContent-Type: {kind}; name={name}\nContent-Disposition: attachment\n\nx\n--b--\n"
    mail = read((head + parts).encode())
    assert mail.text == "It leaks."
    assert [file.name for file in mail.attachments] == ([name] if kept else [])


_TRADITIONAL = [
    "我在你們門市買的嬰兒推車輪子卡死，小朋友差點翻出來，請全額退款。發票號碼 AB12345678。",
    "請問什麼時候會處理好？已經等了兩個禮拜",
    "餐廳的湯有蟑螂",
    "對，沒錯",
    "嬰兒推車",
]
_SIMPLIFIED = ["我在你们店买的婴儿车轮子卡死了，孩子差点翻出来。小票号 77120。", "快点把钱退给我", "联通的宽带断了三天"]


@pytest.mark.parametrize("named", ["gb2312", "gbk", "gb18030", "utf-8", "iso-8859-1", None])
@pytest.mark.parametrize("text", _TRADITIONAL)
def test_big5_under_another_name(text: str, named: str | None) -> None:
    assert charsets.decode(text.encode("big5"), named)[0] == text


@pytest.mark.parametrize("text", _SIMPLIFIED)
def test_gb_under_the_name_of_big5(text: str) -> None:
    assert charsets.decode(text.encode("gb2312"), "big5") == (text, False)


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        *((text, "gbk") for text in [*_TRADITIONAL, *_SIMPLIFIED]),
        ("我喺你哋舖頭買嘅BB車個轆卡住咗，嚇到個囡喊咗成晚，我要退錢㗎。", "gb18030"),
        ("我喺你哋舖頭買嘅BB車個轆卡住咗，嚇到個囡喊咗成晚，我要退錢㗎。", "big5hkscs"),
        ("犇鱻餐厅，龘赟", "gb18030"),
        ("祎玥", "gbk"),
        ("昇瑄", "big5"),
        ("さくらの荷物が届きません", "gb18030"),
        ("① 轮胎 ② 刹车 ③ 方向盘", "gb18030"),
    ],
)
def test_the_right_name_of_a_chinese_charset_is_believed(text: str, charset: str) -> None:
    assert charsets.decode(text.encode(charset), charset) == (text, True)


def test_utf8_with_a_broken_part_stays_utf8() -> None:
    said = "还是老问题，水壶漏电，孩子被电了一下，手指都红了，你们到底管不管？"
    broken = said.encode()[:-1] + b"\xb2\xbb" * 12
    assert charsets.decode(broken, "utf-8")[0].startswith(said[:-1])
    assert charsets.decode(said.encode("gbk"), "utf-8")[0] == said


def test_base64_that_is_cut_off_above_the_footer_of_a_list() -> None:
    said = "还是老问题，水壶漏电，孩子被电了一下，手指都红了，你们到底管不管？" * 3
    lines = base64.encodebytes(said.encode()).decode().rstrip("=\n")[:-3]
    head = "From: a@b.example\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
    text = read(f"{head}{lines}\n_______________\nTenants mailing list\nhttps://lists.example/t\n".encode()).text
    assert text.startswith(said[:-3])
    assert text.endswith("_______________\nTenants mailing list\nhttps://lists.example/t")


@pytest.mark.parametrize(
    "text",
    [
        "空调不制冷，请退款",
        "冷氣壞了😡",
        "It cost £40 – never again",
        "Ma bouilloire n’a pas été livrée",
        "Line one\n第二行",
    ],
)
def test_utf8_that_was_encoded_twice(text: str) -> None:
    twice = text.encode().decode("latin-1").encode()
    assert charsets.decode(twice, "utf-8") == (text, False)
    assert charsets.decode(twice, "iso-8859-1") == (text, False)


@pytest.mark.parametrize("text", ["«CAFÉ»", "São Paulo: SÃO", "naïve – “à la carte”…", "ÀÉÎ", "là… “à”", "Ê¹", "ñ¡¿"])
def test_letters_with_accents_were_encoded_once(text: str) -> None:
    assert charsets.decode(text.encode(), "utf-8") == (text, True)
