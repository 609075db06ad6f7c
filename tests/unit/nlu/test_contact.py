"""Telephone numbers and e-mail addresses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.contact import emails, handle, handles, phones
from nlu.fold import clean, fold


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("我电话13812345678", "13812345678"),
        ("耳机坏了 我手机13811112233 11月20日买的", "13811112233"),
        ("电话13712345678 3栋的", "13712345678"),
        ("手機0912345678 11月買的", "0912345678"),
        ("138-1234-5678", "13812345678"),
        ("手机号１３８　１２３４　５６７８", "13812345678"),
        ("+86 138 1234 5678", "+8613812345678"),
        ("打我电话 010-88886666", "01088886666"),
        ("我的電話係61234567", "61234567"),
        ("call me at 6123 4567", "61234567"),
        ("+852 6123-4567", "+85261234567"),
        ("Tel: 0912-345-678", "0912345678"),
        ("0912345678", "0912345678"),
        ("(212) 555-1234", "2125551234"),
        ("212-555-1234", "2125551234"),
        ("+44 7700 900123", "+447700900123"),
        ("07700 900123", "07700900123"),
        ("+65 9123 4567", "+6591234567"),
        ("WhatsApp 91234567 thanks", "91234567"),
        ("电话68123456 区号010", "01068123456"),
        ("區號021，電話68123456", "02168123456"),
        ("1 3 9 1 6 1 2 3 4 5 6", "13916123456"),
        ("08031234567", "08031234567"),
        ("0803 123 4567", "08031234567"),
    ],
)
def test_phone(text: str, number: str) -> None:
    assert [one.number for one in phones(fold(clean(text)))] == [number]


@pytest.mark.parametrize(
    "text",
    [
        "订单号123456789012", "单号 1234 5678 9012", "2026-11-02", "20261102", "扣了我12345678元", "order 112-1234567-7654321",
        "tracking number 7712345678901", "批号20240511", "11010519491231002X", "I paid 1,299.00", "version 10.15.7",
        "发票号码 03928811", "帐户号码 0123456789", "会员号码 88990011", "客户号码 12345678", "追蹤號碼 99887766", "AWB 176-12345675", "RM123456789GB", "my booking 8845012347 was cancelled", "model 98450 12347", "60000 80000 are both wrong", "订单 9845012347",
    ],
)  # fmt: skip
def test_no_phone(text: str) -> None:
    assert phones(fold(text)) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("my number is 01626 553190", "01626553190"), ("0161 496 0342", "01614960342"), ("01614960342", "01614960342"), ("(0161) 496 0342", "01614960342"), ("(01626) 553190 after six", "01626553190"), ("020 7946 0958", "02079460958"),
        ("my no. is 98450 12346", "9845012346"), ("9845012347", "9845012347"), ("98450-12347", "9845012347"), ("+91 98450 12347", "+919845012347"), ("my number is 612 3456", "6123456"),
    ],
)  # fmt: skip
def test_land_lines_and_mobiles_without_a_label(text: str, number: str) -> None:
    assert [one.number for one in phones(text)] == [number]


@pytest.mark.parametrize("text", ["9845012347", "my number is 9845012347", "01614960342"])
def test_a_doubtful_number_is_none_where_another_was_asked(text: str) -> None:
    assert phones(text, other=True) == []


@pytest.mark.parametrize(
    "text", ["張八達通號碼 31234567", "八達通 31234567", "octopus no. 31234567", "智能卡號 31234567"]
)
@pytest.mark.parametrize("asked", [False, True])
def test_a_travel_card_is_no_phone(text: str, asked: bool) -> None:
    assert phones(fold(text), asked=asked) == []


def test_a_bare_number_is_a_phone_where_it_was_asked() -> None:
    assert [one.number for one in phones("67881234", asked=True)] == ["67881234"]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("email me at foo.bar@gmail.com.", "foo.bar@gmail.com"),
        ("邮箱abc＠qq.com谢谢", "abc@qq.com"),
        ("Anna.Li+shop@mail.example.co.uk", "Anna.Li+shop@mail.example.co.uk"),
        ("it's jo at example dot com", "jo@example.com"),
        ("no address here", None),
        ("小王88艾特163点com", "88@163.com"),
        ("信箱 lili艾特qq點com", "lili@qq.com"),
        ("zhang下划线88艾特163.com", "zhang_88@163.com"),
        ("jo dot smith at gmail dot com", "jo.smith@gmail.com"),
        ("jo at example dot co dot uk", "jo@example.co.uk"),
        ("jo@gmail.com. Thanks", "jo@gmail.com"),
        ("jo@gmail.com.Thanks", "jo@gmail.com"),
        ("jo@mail.com.au", "jo@mail.com.au"),
        ("@you are bad.", None),
    ],
)
def test_email(text: str, address: str | None) -> None:
    assert next(iter(emails(text, fold(text))), None) == address


def test_eight_figures_alone_are_a_telephone_where_no_order_is_asked_for() -> None:
    assert [one.number for one in phones("93827715", talking=True)] == ["93827715"]
    assert phones("93827715") == []
    assert phones("93827715", other=True, talking=True) == []
    assert phones("it was 93827715 or so", talking=True) == []


def test_all_addresses_are_read() -> None:
    text = "priya.nair@x.com, please cc our CTO arjun@y.co.uk. Again: priya.nair@x.com"
    assert emails(text, fold(text)) == ["priya.nair@x.com", "arjun@y.co.uk"]


@given(st.text(alphabet="0123456789 +-()电话订单号tel.order#", max_size=60), st.booleans())
def test_phones_lie_in_the_text_and_do_not_overlap(text: str, asked: bool) -> None:
    found = phones(text, asked=asked)
    assert all(7 <= len(one.number.lstrip("+")) <= 15 for one in found)
    assert all(first.end <= second.start for first, second in zip(found, found[1:], strict=False))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("微信号就行 wx_lily88", "微信 wx_lily88"), ("LINE就好 amy.c22", "LINE amy.c22"), ("微信就行 谢谢", None),
        ("微信 hn_lili", "微信 hn_lili"), ("微信号 lili_0099", "微信 lili_0099"), ("加我微信lili88", "微信 lili88"), ("微信：lili", "微信 lili"), ("vx:lili_88", "微信 lili_88"), ("wx lili0099", "微信 lili0099"),
        ("微信13812345678", "微信 13812345678"), ("QQ 123456789", "QQ 123456789"), ("我的qq号是123456789", "QQ 123456789"), ("line id: kevin0912", "LINE kevin0912"), ("my LINE is kevin0912", "LINE kevin0912"),
        ("微信支付页面打不开", None), ("微信app打不开", None), ("the wechat page is broken since 2024", None), ("line 3 of the bill is wrong 4477", None), ("whatsapp +44 7700 900123", None), ("12345678@qq.com", None),
    ],
)  # fmt: skip
def test_names_in_messengers(text: str, name: str | None) -> None:
    found = handles(fold(text))
    assert (handle(text, found[0]) if found else None) == name


@given(st.text(alphabet="微信qqline:：加我id号 lili_88@.0123", max_size=60))
def test_names_lie_in_the_text(text: str) -> None:
    assert all(0 <= one.start < one.end <= len(text) for one in handles(fold(text)))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("部雪櫃壞咗，91234567", "91234567"),
        ("11月20號買，91234567，退錢", "91234567"),
        ("雪櫃唔凍，搵我 98765432 張生", "98765432"),
    ],
)
def test_eight_bare_digits(text: str, number: str) -> None:
    """A number of Hong Kong stands in a clause of its own."""
    assert [one.number for one in phones(fold(clean(text)), local=True)] == [number]
    assert not phones(fold(clean(text)))


@pytest.mark.parametrize(
    "text",
    [
        "單號 91234567，雪櫃壞咗",
        "單號，91234567",
        "會員號碼 M-91234567",
        "型號 91234567A",
        "雪櫃 91234567 壞咗",
        "欠我 91234567 元",
    ],
)
def test_eight_digits_of_another_kind(text: str) -> None:
    """What has a label, or stands in a sentence, is no telephone's."""
    assert not phones(fold(clean(text)), local=True)


@pytest.mark.parametrize("text", ["發票號碼AB-12345678", "會員號碼 M-91234567"])
def test_letters_before_the_digits(text: str) -> None:
    """The number of a paper."""
    assert not phones(fold(clean(text)), asked=False)


def test_an_address_of_any_country_as_it_is_said() -> None:
    said = "jan underscore dvorak at seznam dot cz"
    assert emails(said, said) == ["jan_dvorak@seznam.cz"]
    assert emails("look at that dot there", "look at that dot there") == []


@pytest.mark.parametrize("text", ["統編 24536806", "統一編號 27384910", "水錶號碼 30124477", "電錶號碼：30124477"])
def test_the_number_of_something_else_is_none_to_call(text: str) -> None:
    assert phones(fold(text), asked=True, talking=True) == []


@pytest.mark.parametrize("text", ["9 7 6 5 4 3 2 1 呢個係我電話", "號碼 97654321", "我嘅號碼 9765 4321"])
def test_a_label_before_or_behind(text: str) -> None:
    assert [one.number for one in phones(fold(text))] == ["97654321"]


@pytest.mark.parametrize(
    ("text", "number", "extension"),
    [
        ("025-84417766转8023", "02584417766", "8023"), ("021-62881234 转 305", "02162881234", "305"), ("0755-88881234分机8012", "075588881234", "8012"),
        ("020 7946 0958 ext 22", "02079460958", "22"), ("13800138000转账300元", "13800138000", ""),
    ],
)  # fmt: skip
def test_an_extension_belongs_to_the_number(text: str, number: str, extension: str) -> None:
    (found,) = phones(fold(text))
    assert (found.number, found.extension) == (number, extension)
    assert found.end == len(text) or not extension


@pytest.mark.parametrize("text", ["087 555 0162", "Orla's mum, Niamh - 085-555-0162", "(089) 555 0162 is my mum"])
def test_a_mobile_of_ireland_needs_no_label(text: str) -> None:
    assert len(phones(fold(clean(text)))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "membership no. is 7730-1182",
        "my customer no is 884 221 9031",
        "NMI 6102 4455 781",
        "patient number 415 220 9981",
    ],
)
def test_the_number_of_a_customer_or_a_meter_is_none_to_call(text: str) -> None:
    """Not even where a way to be reached was asked for."""
    assert phones(fold(clean(text)), asked=True) == []


@pytest.mark.parametrize("text", ["I'm a customer, 07700 900123", "the member can be reached on 07700 900123"])
def test_a_customer_has_a_telephone(text: str) -> None:
    assert [one.number for one in phones(fold(clean(text)), asked=True)] == ["07700900123"]


def test_a_label_on_the_next_line_takes_no_number() -> None:
    text = "司机态度差\n电话：13912345678\n订单编号：WB20261120001"
    assert [one.number for one in phones(fold(clean(text)))] == ["13912345678"]
