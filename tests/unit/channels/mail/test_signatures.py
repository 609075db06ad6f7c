"""What stands below a text and is no part of it, and what only looks so: each beside its counter-example."""

from __future__ import annotations

import pytest

from channels.mail.reading import signatures

_CARD = "John Roe\n12 High Street, Leeds\nTel: 0113 496 0018\nEmail: john@roe.example"


def stripped(text: str, *, reply: bool = False) -> str:
    """What is left of the text."""
    return signatures.strip(text.split("\n"), reply=reply)


@pytest.mark.parametrize(
    "text",
    [
        # Law is not what somebody says of a mail.
        "It leaks.\n\nThe information in the e-mail from your agent was wrong.\n\nI want 49 EUR.",
        "I complain.\n\nTo unsubscribe I clicked the link five times.\n\nDelete my data.",
        "您好：\n\n本邮件及所附照片仅供投诉处理，请转交经理。\n\n要求退款299元。",
        "Guten Tag,\n\nDiese Nachricht ist für die Leitung bestimmt.\n\nDer Kocher ist undicht.",
        "Hello,\n\nThis e-mail and its photos are intended solely for your complaints desk.",
        # Dashes stand between the parts of a text.
        "你好\n——\n订单号：20261103-88\n——\n水壶漏水，请退款",
        "Two problems.\n--\nFirst, the kettle leaks.\n--\nSecond, nobody answers the phone.",
        "Hi,\n--\nOrder number: 4711\nRefund please.",
        # Words that are no parting.
        "The TV is broken.\nLG\n55 inches, bought in May",
        "I paid 599\nKR\nand got nothing",
        "Which one is the\nbest\nfor hard water?",
        # A list of one point.
        "Missing from my parcel:\n\n- Charger",
        # What somebody was asked for.
        f"Send it there:\n\n{_CARD}",
        "Contact：\n\nAnna\nTel: 123456789\nMail: anna@roe.example",
        # How a parcel was sent.
        "Rien reçu.\nEnvoyé par Chronopost le 12 mars, n° XY123456789FR",
        "Nie angekommen.\nGesendet mit DHL, Nummer 00340434161094",
        "Nothing came.\nSent via my phone shop, parcel 00340434161094",
        "You asked where it came from.\nSent from Hamburg.",
        "一直没有收到。\n从上海仓库寄出",
        "一直没有收到。\n由顺丰发出",
        "不是我买的。\n来自淘宝app",
        "Посылка не пришла.\nОтправлено из Москвы",
    ],
)
def test_what_only_looks_like_it_stays(text: str) -> None:
    assert stripped(text) == text


@pytest.mark.parametrize(
    "below",
    [
        "This e-mail is confidential.\n\nIf you are not the intended recipient, delete it.\n\nAcme Ltd, www.acme.example",
        "To unsubscribe from this list, click here.",
        "本邮件及其附件含有保密信息，仅供收件人使用。\n\nThis e-mail contains confidential information.",
        "--\nJane Roe",
        "--\nJane Roe\n+44 113 496 0018",
        "——\n张三",
        "LG\nAnna",
        "Best,\nTom Roe",
        "Mit freundlichen Grüßen\n\nAnna Muster",
        "-Bob",
        "Sent from my Fairphone",
        "Gesendet mit der GMX Mail App",
        "Envoyé depuis mon appareil mobile Samsung",
        "从我的小米手机发送",
        _CARD,
    ],
)
def test_what_stands_below_goes(below: str) -> None:
    assert stripped(f"The kettle leaks and I want a refund.\n\n{below}") == "The kettle leaks and I want a refund."


@pytest.mark.parametrize(
    ("signature", "said"),
    [
        ("Best regards,\nAnna", "P.S. The charger was missing too"),
        ("Cordialement,\nMarie", "PS : le couvercle manque aussi."),
        ("此致\n敬礼\n王小明", "又及：包装盒里还少了一个杯子。"),
        ("Regards,\nTom", "Oh, and can I pick it up in Leeds?"),
    ],
)
def test_what_is_said_below_the_name_stays(signature: str, said: str) -> None:
    assert stripped(f"It leaks.\n\n{signature}\n\n{said}") == f"It leaks.\n\n{said}"


def test_below_a_name_stand_no_words_but_ways_to_reach_it() -> None:
    assert stripped("It leaks.\n\nRegards,\nTom\n\nRoe Ltd.\nwww.roe.example\n\nSent from my iPhone") == "It leaks."


def test_in_a_reply_a_card_may_be_the_answer() -> None:
    assert stripped(f"Here you are\n\n{_CARD}", reply=True) == f"Here you are\n\n{_CARD}"
    assert stripped(f"It still leaks.\n\n{_CARD}", reply=True) == "It still leaks."


def test_a_telephone_s_greeting_alone_is_no_answer() -> None:
    assert stripped("Sent from my iPhone\n", reply=True) == stripped("\nSent from my iPhone", reply=True) == ""
    assert stripped("\nSent from my iPhone\n") == "Sent from my iPhone"


@pytest.mark.parametrize(
    "parting",
    [
        "Mit freundlichen Grüßen / Kind regards",
        "Kind regards | Mit freundlichen Grüßen",
        "Best regards / Cordialement,",
        "Med vennlig hilsen / With kind regards",
        "Best regards / 顺颂商祺",
        "此致 敬礼 / Best regards",
        "            此致\n敬礼",
        "                        顺颂商祺",
    ],
)
def test_words_of_parting_in_two_languages_and_far_to_the_right(parting: str) -> None:
    said = "The zip broke the first night."
    assert stripped(f"{said}\n\n{parting}\n\nSabine Krüger\nEinkauf\n\nKrüger & Söhne GmbH\nTel. +49 40 331122") == said


@pytest.mark.parametrize(
    ("said", "number", "kept"),
    [
        ("It stopped again. I want somebody to ring me.", "07700 900123", True),
        ("It stopped again. Please give me a call.", "Mobile: +44 7700 900123", True),
        ("又坏了，请给我打电话。", "电话：13800138000", True),
        ("又壞咗，麻煩回電。", "手提：9123 4567", True),
        ("It stopped again. Please mend it.", "07700 900123", False),
        ("Please call me on 020 7946 0000.", "07700 900123", False),
        ("Please call me.", "Fax: 020 7946 0000", False),
        ("电视坏了，来电视台修理员也没用。", "电话：13800138000", False),
    ],
)
def test_the_number_of_whoever_wants_to_be_called(said: str, number: str, kept: bool) -> None:
    text = stripped(f"{said}\n\nKind regards\nMargaret Pettigrew\n{number}")
    assert text == (f"{said}\n\n{number}" if kept else said)


@pytest.mark.parametrize(
    "text",
    [
        "椅子断了。\n\n孙工\n【保密声明】本邮件及其附件含有公司保密信息，仅限于发送给上面地址中列出的个人或群组。请电话投诉至010-88889999。",
        "椅子断了。\n\n孙工\n免责声明：本邮件仅代表发件人个人观点，不构成任何要约或承诺。",
        "椅子断了。\n\n孙工\nThis e-mail and its attachments are confidential and intended solely for the addressee.",
    ],
)
def test_law_right_below_a_name(text: str) -> None:
    assert stripped(text) == "椅子断了。\n\n孙工"


@pytest.mark.parametrize(
    "text",
    [
        "You broke your word.\nConfidentiality notice: you told my neighbour everything.",
        "你们的客服泄露了我的电话。\n【保密协议】第三条写得很清楚，你们违约了。",
        "收据上写着\n免责声明：概不退换。\n这合法吗？",
    ],
)
def test_law_of_which_somebody_complains(text: str) -> None:
    assert stripped(text) == text


def test_what_a_scanner_of_viruses_adds() -> None:
    links = "<https://www.avast.com/sig-email?utm_medium=email>\nVirus-free.www.avast.com\n<https://www.avast.com/sig-email>\n<#DAB4FAD8-2DD7-40BB-A1B8-4E2AA1F9FDF2>"
    assert stripped(f"The milk was sour\n\n{links}") == "The milk was sour"
    told = "Your shop sold me this virus scanner:\nhttps://www.avast.com/free and it does nothing"
    assert stripped(told) == told
